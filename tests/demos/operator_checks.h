#pragma once

#include <algorithm>
#include <iterator>
#include <opencv2/core.hpp>
#include <vector>

#include "core/explanation.h"
#include "operators/border.h"

namespace pixelwhy::test {

inline constexpr Border all_borders[] = {Border::Reflect101, Border::Reflect, Border::Replicate, Border::Wrap,
                                         Border::Constant};

/// The sizes on which operators break: single pixels, lines, smaller than any kernel, odd and even.
inline std::vector<cv::Size> awkward_sizes() {
  return {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 2}, {1, 40}, {40, 1}, {17, 13}, {32, 24}, {33, 20}};
}

/// Corners, borders and random places of a picture.
inline std::vector<cv::Point> some_places(cv::Size size, int random, cv::RNG& generator) {
  const int right = size.width - 1;
  const int bottom = size.height - 1;
  std::vector<cv::Point> places = {{0, 0},         {right, 0},      {0, bottom},        {right, bottom},
                                   {right / 2, 0}, {0, bottom / 2}, {right, bottom / 2}};
  for (int i = 0; i < random; ++i) {
    places.emplace_back(generator.uniform(0, size.width), generator.uniform(0, size.height));
  }
  return places;
}

/// A view into the middle of a larger picture of noise: not contiguous, and its surroundings must not be
/// read.
inline cv::Mat view_of_noise(cv::Size size, int type, cv::RNG& generator, int below = 256) {
  cv::Mat whole(size.height + 5, size.width + 7, type);
  generator.fill(whole, cv::RNG::UNIFORM, 0, below);
  return whole(cv::Rect(cv::Point(3, 2), size));
}

/// Whether an explanation arrives at the stage's pixel exactly, in every channel.
inline bool arrives_at(const Explanation& explanation, const cv::Mat& output, cv::Point at) {
  if (static_cast<int>(explanation.result.size()) != output.channels()) return false;
  for (int c = 0; c < output.channels(); ++c) {
    if (explanation.result[static_cast<std::size_t>(c)] != value_at(output, at, c)) return false;
  }
  return !explanation.terms.empty() && !explanation.verdict.en.empty() && !explanation.verdict.zh.empty();
}

}  // namespace pixelwhy::test
