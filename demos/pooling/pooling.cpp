#include "pooling/pooling.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_pool.h"
#include "operators/row_bands.h"

namespace pixelwhy {

std::vector<Option> pooling_method_options() {
  return {{"max", {"Maximum", "最大"}},
          {"average", {"Average", "平均"}},
          {"global-max", {"Global maximum", "全局最大"}},
          {"global-average", {"Global average", "全局平均"}}};
}

int pooled_length(int length, const Pooling& pooling) {
  if (is_global(pooling.method)) return 1;
  const int room = length + 2 * pooling.padding - pooling.kernel;
  return room < 0 ? 0 : room / pooling.stride + 1;
}

cv::Size pooled_size(cv::Size size, const Pooling& pooling) {
  const cv::Size result(pooled_length(size.width, pooling), pooled_length(size.height, pooling));
  if (!result.empty()) return result;
  const int most = std::min(size.width, size.height) + 2 * pooling.padding;
  throw usage_error(fmt::format("kernel: {} does not fit into a picture of {}×{} with padding {}, so the "
                                "result would have no pixels; "
                                "expected at most {}",
                                pooling.kernel, size.width, size.height, pooling.padding, most),
                    fmt::format("kernel：{} 放不进 {}×{}、填充为 {} 的图像，结果将没有像素；最大可为 {}",
                                pooling.kernel, size.width, size.height, pooling.padding, most));
}

PoolingWindow window_at(cv::Point at, cv::Size size, const Pooling& pooling) {
  const cv::Rect picture({0, 0}, size);
  if (is_global(pooling.method)) return {picture, picture};
  const cv::Point corner(at.x * pooling.stride - pooling.padding, at.y * pooling.stride - pooling.padding);
  const cv::Rect whole(corner, cv::Size(pooling.kernel, pooling.kernel));
  return {whole, whole & picture};
}

Winner winner_of(const cv::Mat& image, const PoolingWindow& window, int channel) {
  Winner winner;
  const int channels = image.channels();
  const cv::Rect& inside = window.inside;
  for (int y = inside.y; y < inside.y + inside.height; ++y) {
    const auto* row = image.ptr<std::uint8_t>(y);
    for (int x = inside.x; x < inside.x + inside.width; ++x) {
      const int value = row[x * channels + channel];
      if (value > winner.value || winner.at.x < 0) winner = {value, {x, y}};
    }
  }
  return winner;
}

namespace {

std::int64_t sum_of(const cv::Mat& image, const cv::Rect& inside, int channel) {
  const int channels = image.channels();
  std::int64_t sum = 0;
  for (int y = inside.y; y < inside.y + inside.height; ++y) {
    const auto* row = image.ptr<std::uint8_t>(y);
    for (int x = inside.x; x < inside.x + inside.width; ++x) sum += row[x * channels + channel];
  }
  return sum;
}

void pool_rows(const cv::Mat& image, const Pooling& pooling, int begin, int end, cv::Mat& result) {
  const int channels = image.channels();
  for (int y = begin; y < end; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const PoolingWindow window = window_at({x, y}, image.size(), pooling);
      for (int c = 0; c < channels; ++c) {
        const int value =
            takes_maximum(pooling.method)
                ? winner_of(image, window, c).value
                : rounded_average(sum_of(image, window.inside, c), window.divisor(pooling.counts_padding));
        result.ptr<std::uint8_t>(y)[x * channels + c] = static_cast<std::uint8_t>(value);
      }
    }
  }
}

}  // namespace

cv::Mat pool(const cv::Mat& image, const Pooling& pooling) {
  cv::Mat result = new_image(pooled_size(image.size(), pooling), image.type());
  pool_rows(image, pooling, 0, result.rows, result);
  return result;
}

cv::Mat fast_pool(const cv::Mat& image, const Pooling& pooling) {
  cv::Mat result = new_image(pooled_size(image.size(), pooling), image.type());
  for_row_bands(result.rows, 8, [&](int begin, int end) { pool_rows(image, pooling, begin, end, result); });
  return result;
}

namespace {

void add_share(cv::Mat& gradient, const cv::Rect& inside, float share) {
  const int channels = gradient.channels();
  for (int y = inside.y; y < inside.y + inside.height; ++y) {
    auto* row = gradient.ptr<float>(y);
    for (int i = inside.x * channels; i < (inside.x + inside.width) * channels; ++i) row[i] += share;
  }
}

}  // namespace

cv::Mat pooling_gradient(const cv::Mat& image, const cv::Mat& result, const Pooling& pooling) {
  const int channels = image.channels();
  cv::Mat gradient = new_image(image.size(), CV_32FC(channels), cv::Scalar::all(0));
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const PoolingWindow window = window_at({x, y}, image.size(), pooling);
      if (takes_maximum(pooling.method)) {
        for (int c = 0; c < channels; ++c) {
          const Winner winner = winner_of(image, window, c);
          if (winner.at.x >= 0) gradient.ptr<float>(winner.at.y)[winner.at.x * channels + c] += 1;
        }
      } else if (!window.inside.empty()) {
        add_share(gradient, window.inside, static_cast<float>(1.0 / window.divisor(pooling.counts_padding)));
      }
    }
  }
  return gradient;
}

}  // namespace pixelwhy
