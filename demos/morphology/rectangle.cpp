#include "morphology/rectangle.h"

#include <vector>

#include "core/image_pool.h"

namespace pixelwhy {

namespace {

using Line = std::vector<std::uint8_t>;

/// The extremum of each `window` neighbours of a line, as long as such a window fits.
Line windows_one_by_one(const Line& line, std::size_t window, Extremum extremum) {
  Line result(line.size() - window + 1);
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = line[i];
    for (std::size_t k = 1; k < window; ++k) result[i] = winner(extremum, result[i], line[i + k]);
  }
  return result;
}

Line windows_in_blocks(const Line& line, std::size_t window, Extremum extremum) {
  Line beginnings = line;  // the extremum from the block's first pixel to this one
  Line rests = line;       // from this one to the block's last
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (i % window != 0) beginnings[i] = winner(extremum, beginnings[i - 1], line[i]);
  }
  for (std::size_t i = line.size() - 1; i-- > 0;) {
    if ((i + 1) % window != 0) rests[i] = winner(extremum, rests[i + 1], line[i]);
  }
  Line result(line.size() - window + 1);
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = winner(extremum, rests[i], beginnings[i + window - 1]);
  return result;
}

/// `windows` along every row, or every column, with what never wins outside.
template <class Windows>
cv::Mat along(const cv::Mat& image, bool rows, int window, int anchor, Extremum extremum, Windows windows) {
  const int channels = image.channels();
  const int count = rows ? image.rows : image.cols;
  const int length = rows ? image.cols : image.rows;
  cv::Mat result = new_image(image.size(), image.type());
  Line line(static_cast<std::size_t>(length + window - 1), extremum == Extremum::Minimum ? 255 : 0);
  for (int n = 0; n < count; ++n) {
    for (int c = 0; c < channels; ++c) {
      const auto pixel = [&](const cv::Mat& of, int i) {
        return const_cast<std::uint8_t*>(rows ? of.ptr<std::uint8_t>(n) + i * channels + c
                                              : of.ptr<std::uint8_t>(i) + n * channels + c);
      };
      for (int i = 0; i < length; ++i) line[static_cast<std::size_t>(i + anchor)] = *pixel(image, i);
      const Line extrema = windows(line, static_cast<std::size_t>(window), extremum);
      for (int i = 0; i < length; ++i) *pixel(result, i) = extrema[static_cast<std::size_t>(i)];
    }
  }
  return result;
}

template <class Windows>
cv::Mat along_both(cv::Mat image, const StructuringElement& element, Extremum extremum, int iterations,
                   Windows windows) {
  for (int i = 0; i < iterations; ++i) {
    image = along(image, true, element.size.width, element.anchor().x, extremum, windows);
    image = along(image, false, element.size.height, element.anchor().y, extremum, windows);
  }
  return image;
}

}  // namespace

cv::Mat apply_rectangle_separably(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                                  int iterations) {
  return along_both(image, element, extremum, iterations, windows_one_by_one);
}

cv::Mat apply_rectangle_in_blocks(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                                  int iterations) {
  return along_both(image, element, extremum, iterations, windows_in_blocks);
}

}  // namespace pixelwhy
