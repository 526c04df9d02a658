#include "sharpening/fast.h"

#include <algorithm>
#include <vector>

#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// The extrema of the columns of three rows, and beside them what their outermost pixels have, which changes
/// no extremum.
class WindowColumns {
 public:
  explicit WindowColumns(const cv::Mat& image)
      : image_(image), channels_(image.channels()), length_(image.cols * channels_) {
    const auto room = static_cast<std::size_t>(length_ + 2 * channels_);
    least_.resize(room);
    greatest_.resize(room);
  }

  void set_row(int y) {
    const auto* above = image_.ptr<std::uint8_t>(std::max(y - 1, 0));
    const auto* here = image_.ptr<std::uint8_t>(y);
    const auto* below = image_.ptr<std::uint8_t>(std::min(y + 1, image_.rows - 1));
    std::uint8_t* low = least_.data() + channels_;
    std::uint8_t* high = greatest_.data() + channels_;
    for (int i = 0; i < length_; ++i) {
      low[i] = std::min(std::min(above[i], here[i]), below[i]);
      high[i] = std::max(std::max(above[i], here[i]), below[i]);
    }
    for (std::uint8_t* row : {low, high}) {
      std::copy_n(row, channels_, row - channels_);
      std::copy_n(row + length_ - channels_, channels_, row + length_);
    }
  }
  /// Of the window around element i.
  int least(int i) const {
    const std::uint8_t* at = least_.data() + i;
    return std::min({at[0], at[channels_], at[2 * channels_]});
  }
  int greatest(int i) const {
    const std::uint8_t* at = greatest_.data() + i;
    return std::max({at[0], at[channels_], at[2 * channels_]});
  }

 private:
  const cv::Mat& image_;
  int channels_;
  int length_;
  std::vector<std::uint8_t> least_;
  std::vector<std::uint8_t> greatest_;
};

}  // namespace

cv::Mat fast_sharpen(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  cv::Mat result = new_image(input.size(), input.type());
  for_row_bands(input.rows, 16, [&](int begin, int end) {
    sharpen(input.rowRange(begin, end), detail.rowRange(begin, end), amount, threshold)
        .copyTo(result.rowRange(begin, end));
  });
  return result;
}

cv::Mat fast_find_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  const int channels = input.channels();
  cv::Mat labels = new_image(input.size(), CV_8UC1);
  for_row_bands(input.rows, 16, [&](int begin, int end) {
    WindowColumns columns(input);
    for (int y = begin; y < end; ++y) {
      columns.set_row(y);
      const auto* here = input.ptr<std::uint8_t>(y);
      const auto* more = detail.ptr<float>(y);
      auto* to = labels.ptr<std::uint8_t>(y);
      for (int x = 0; x < input.cols; ++x) {
        Overshoot worst = Overshoot::None;
        for (int i = x * channels; i < (x + 1) * channels; ++i) {
          const double sharpened = sharpened_value(here[i], more[i], amount, threshold);
          if (sharpened == here[i]) continue;  // which the window holds
          worst = std::max(worst, overshoot_of(sharpened, columns.least(i), columns.greatest(i)));
        }
        to[x] = static_cast<std::uint8_t>(worst);
      }
    }
  });
  return labels;
}

}  // namespace pixelwhy
