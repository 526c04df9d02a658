#include "morphology/morphology.h"

#include <bit>
#include <vector>

#include "core/image_pool.h"

namespace pixelwhy {

namespace {

using Row = std::vector<std::uint8_t>;

constexpr std::uint8_t loser(Extremum extremum) { return extremum == Extremum::Minimum ? 255 : 0; }

/// The largest k with 2^k <= length.
int level_of(int length) { return std::bit_width(static_cast<unsigned>(length)) - 1; }

/// The extrema of all windows of 1, 2, 4, 8, ... pixels in a row of a picture, for windows that start at any
/// pixel from `before` to the left of the picture on. Outside lies what never wins.
template <Extremum extremum>
class RowExtrema {
 public:
  RowExtrema(int cols, int channels, int before, int after, int longest)
      : channels_(channels), before_(before) {
    levels_.assign(static_cast<std::size_t>(level_of(longest)) + 1,
                   Row(static_cast<std::size_t>((before + cols + after) * channels), loser(extremum)));
  }

  void set_row(const std::uint8_t* from, int cols) {
    std::copy(from, from + cols * channels_, levels_[0].begin() + before_ * channels_);
    for (std::size_t k = 1; k < levels_.size(); ++k) {
      const std::size_t half = static_cast<std::size_t>(channels_) << (k - 1);  // of a window, in bytes
      const std::size_t count = levels_[k].size() + static_cast<std::size_t>(channels_) - 2 * half;
      const std::uint8_t* left = levels_[k - 1].data();
      const std::uint8_t* right = left + half;
      std::uint8_t* to = levels_[k].data();
      for (std::size_t i = 0; i < count; ++i) to[i] = winner(extremum, left[i], right[i]);
    }
  }

  /// The extrema over windows of 2^level pixels; the first starts at column `start`.
  const std::uint8_t* windows(int level, int start) const {
    return levels_[static_cast<std::size_t>(level)].data() + (before_ + start) * channels_;
  }

 private:
  int channels_;
  int before_;
  std::vector<Row> levels_;
};

/// One erosion or dilation. A row of the element is one run, and a run is covered by two windows whose length
/// is a power of two; so every row of the picture offers, for every row of the element, two candidates to the
/// pixels of another row.
template <Extremum extremum>
cv::Mat apply_once(const cv::Mat& image, const StructuringElement& element) {
  const int length = image.cols * image.channels();
  const int before = element.anchor().x;
  cv::Mat result = new_image(image.size(), image.type(), cv::Scalar::all(loser(extremum)));
  RowExtrema<extremum> extrema(image.cols, image.channels(), before, element.size.width - 1 - before,
                               element.size.width);
  for (int y = 0; y < image.rows; ++y) {
    extrema.set_row(image.ptr<std::uint8_t>(y), image.cols);
    for (const ElementRow& row : element.rows) {
      if (y - row.dy < 0 || y - row.dy >= image.rows) continue;
      const int level = level_of(row.length());
      const std::uint8_t* left = extrema.windows(level, row.first);
      const std::uint8_t* right = extrema.windows(level, row.last + 1 - (1 << level));
      auto* to = result.ptr<std::uint8_t>(y - row.dy);
      for (int i = 0; i < length; ++i) {
        to[i] = winner(extremum, to[i], winner(extremum, left[i], right[i]));
      }
    }
  }
  return result;
}

template <Extremum extremum>
cv::Mat apply_once_directly(const cv::Mat& image, const StructuringElement& element) {
  const int channels = image.channels();
  cv::Mat result = new_image(image.size(), image.type(), cv::Scalar::all(loser(extremum)));
  for (int y = 0; y < image.rows; ++y) {
    auto* to = result.ptr<std::uint8_t>(y);
    for (const ElementRow& row : element.rows) {
      if (y + row.dy < 0 || y + row.dy >= image.rows) continue;
      const auto* from = image.ptr<std::uint8_t>(y + row.dy);
      for (int dx = row.first; dx <= row.last; ++dx) {
        const int begin = std::max(0, -dx) * channels;
        const int end = std::min(image.cols, image.cols - dx) * channels;
        for (int i = begin; i < end; ++i) to[i] = winner(extremum, to[i], from[i + dx * channels]);
      }
    }
  }
  return result;
}

template <class Apply>
cv::Mat repeat(cv::Mat image, const StructuringElement& element, int iterations, Apply apply) {
  if (element.anchor_alone()) return image;
  for (int i = 0; i < iterations; ++i) image = apply(image, element);
  return image;
}

template <class Rule>
cv::Mat combine(const cv::Mat& a, const cv::Mat& b, Rule rule) {
  cv::Mat result = new_image(a.size(), a.type());
  const int length = a.cols * a.channels();
  for (int y = 0; y < a.rows; ++y) {
    const auto* from_a = a.ptr<std::uint8_t>(y);
    const auto* from_b = b.ptr<std::uint8_t>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int i = 0; i < length; ++i) to[i] = rule(from_a[i], from_b[i]);
  }
  return result;
}

}  // namespace

cv::Mat apply_element(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                      int iterations) {
  return repeat(
      image, element, iterations,
      extremum == Extremum::Minimum ? apply_once<Extremum::Minimum> : apply_once<Extremum::Maximum>);
}

cv::Mat apply_element_directly(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                               int iterations) {
  return repeat(image, element, iterations,
                extremum == Extremum::Minimum ? apply_once_directly<Extremum::Minimum>
                                              : apply_once_directly<Extremum::Maximum>);
}

std::vector<Option> morphology_operation_options() {
  return {{"erode", {"Erosion", "腐蚀"}, "cv::MORPH_ERODE"},
          {"dilate", {"Dilation", "膨胀"}, "cv::MORPH_DILATE"},
          {"open", {"Opening", "开运算"}, "cv::MORPH_OPEN"},
          {"close", {"Closing", "闭运算"}, "cv::MORPH_CLOSE"},
          {"gradient", {"Gradient", "形态学梯度"}, "cv::MORPH_GRADIENT"},
          {"tophat", {"Top-hat", "顶帽"}, "cv::MORPH_TOPHAT"},
          {"blackhat", {"Black-hat", "黑帽"}, "cv::MORPH_BLACKHAT"}};
}

bool is_two_step(MorphologyOperation operation) {
  return operation != MorphologyOperation::Erode && operation != MorphologyOperation::Dilate;
}

Extremum first_extremum(MorphologyOperation operation) {
  switch (operation) {
    case MorphologyOperation::Erode:
    case MorphologyOperation::Open:
    case MorphologyOperation::TopHat:
      return Extremum::Minimum;
    default:
      return Extremum::Maximum;
  }
}

Extremum second_extremum(MorphologyOperation operation) {
  return first_extremum(operation) == Extremum::Minimum ? Extremum::Maximum : Extremum::Minimum;
}

cv::Mat combine_steps(MorphologyOperation operation, const cv::Mat& input, const cv::Mat& first,
                      const cv::Mat& second) {
  switch (operation) {
    case MorphologyOperation::Gradient:
      return combine(first, second, saturated_difference);
    case MorphologyOperation::TopHat:
      return combine(input, second, saturated_difference);
    case MorphologyOperation::BlackHat:
      return combine(second, input, saturated_difference);
    default:
      return second;
  }
}

}  // namespace pixelwhy
