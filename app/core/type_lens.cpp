#include "core/type_lens.h"

#include <algorithm>
#include <cmath>

namespace pixelwhy {

namespace {

struct Loss {
  bool low = false, high = false, not_finite = false;
};

template <class T>
void look_row(const cv::Mat& image, int y, TypeLens lens, LensView& view) {
  const T* values = image.ptr<T>(y);
  auto* picture = view.picture.ptr<uchar>(y);
  auto* lost = view.lost.ptr<uchar>(y);
  const int channels = image.channels();
  for (int x = 0; x < image.cols; ++x) {
    Loss loss;
    for (int c = 0; c < channels; ++c) {
      const auto value = static_cast<double>(values[x * channels + c]);
      const uchar byte = through_lens(value, lens);
      picture[x * channels + c] = byte;
      if constexpr (std::is_same_v<T, uchar>) {
        loss.low = loss.low || value == 0;
        loss.high = loss.high || value == 255;
      } else if (!std::isfinite(value)) {
        loss.not_finite = true;
      } else if (std::abs(value - byte) > 0.5) {
        (value < 0 ? loss.low : loss.high) = true;
      }
    }
    const bool any = loss.low || loss.high || loss.not_finite;
    lost[x] = any ? 255 : 0;
    view.low += loss.low ? 1 : 0;
    view.high += loss.high ? 1 : 0;
    view.not_finite += loss.not_finite ? 1 : 0;
    view.any += any ? 1 : 0;
  }
}

}  // namespace

uchar through_lens(double value, TypeLens lens) {
  constexpr double reach = 2147483648.0;
  const double whole = std::nearbyint(value);
  if (!(whole >= -reach && whole < reach)) return 0;
  const auto integer = static_cast<int>(whole);
  if (lens == TypeLens::Wrapped) return static_cast<uchar>(static_cast<unsigned>(integer) & 255U);
  return static_cast<uchar>(std::clamp(integer, 0, 255));
}

LensView look_through(const cv::Mat& image, TypeLens lens) {
  LensView view;
  view.picture.create(image.size(), CV_MAKETYPE(CV_8U, image.channels()));
  view.lost.create(image.size(), CV_8UC1);
  for (int y = 0; y < image.rows; ++y) {
    switch (image.depth()) {
      case CV_8U:
        look_row<uchar>(image, y, lens, view);
        break;
      case CV_8S:
        look_row<schar>(image, y, lens, view);
        break;
      case CV_16U:
        look_row<ushort>(image, y, lens, view);
        break;
      case CV_16S:
        look_row<short>(image, y, lens, view);
        break;
      case CV_32S:
        look_row<int>(image, y, lens, view);
        break;
      case CV_64F:
        look_row<double>(image, y, lens, view);
        break;
      default:
        look_row<float>(image, y, lens, view);
    }
  }
  return view;
}

}  // namespace pixelwhy
