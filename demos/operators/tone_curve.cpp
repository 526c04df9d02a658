#include "operators/tone_curve.h"

#include <array>

#include "core/image_pool.h"
#include "kernels/tables.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

std::array<std::uint8_t, 256> table_of(const Curve& curve) {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t value = 0; value < table.size(); ++value)
    table[value] = static_cast<std::uint8_t>(curve.y[value]);
  return table;
}

}  // namespace

cv::Mat apply_curve(const cv::Mat& gray, const Curve& curve) {
  const std::array<std::uint8_t, 256> table = table_of(curve);
  cv::Mat result = new_image(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) to[x] = table[from[x]];
  }
  return result;
}

cv::Mat fast_apply_curve(const cv::Mat& gray, const Curve& curve) {
  if (!kernels_fit(gray)) return apply_curve(gray, curve);
  const std::array<std::uint8_t, 256> table = table_of(curve);
  cv::Mat result = new_image(gray.size(), CV_8UC1);
  for_row_bands(gray.rows, 32, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::look_up_row(gray.ptr<std::uint8_t>(y), table.data(), static_cast<std::size_t>(gray.cols),
                           result.ptr<std::uint8_t>(y));
  });
  return result;
}

}  // namespace pixelwhy
