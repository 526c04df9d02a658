#pragma once

#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <string>

#include "demos/operator_checks.h"
#include "kernels/targets.h"

namespace pixelwhy::test {

/// Runs a check with the kernels of each instruction set that this machine has.
template <class Check>
void on_every_target(const Check& check) {
  if (!kernels::supported()) return;  // then there is only the textbook code
  for (std::size_t i = 0; i < kernels::target_count(); ++i) {
    kernels::choose_target(i);
    const std::string target = kernels::target_name();
    CAPTURE(target);
    check();
  }
  kernels::choose_target(0);
}

enum class Content { Noise, Coarse, Zero, Full, Checkerboard, Impulses };
inline constexpr Content all_contents[] = {Content::Noise, Content::Coarse,       Content::Zero,
                                           Content::Full,  Content::Checkerboard, Content::Impulses};

/// A picture that is a view of a larger one full of noise, which must not count; or one that fills its
/// memory, so that a sanitizer sees whoever reads beyond it.
inline cv::Mat picture_of(Content content, cv::Size size, int type, cv::RNG& generator) {
  cv::Mat view = view_of_noise(size, type, generator);
  const int channels = view.channels();
  for (int y = 0; y < view.rows; ++y) {
    auto* row = view.ptr<std::uint8_t>(y);
    for (int i = 0; i < view.cols * channels; ++i) {
      const int x = i / channels;
      switch (content) {
        case Content::Noise:
          break;
        case Content::Coarse:  // plateaus and ties
          row[i] = static_cast<std::uint8_t>((x / 5 + y / 3) % 4 * 60 + generator.uniform(0, 3));
          break;
        case Content::Zero:
        case Content::Full:
          row[i] = content == Content::Zero ? 0 : 255;
          break;
        case Content::Checkerboard:
          row[i] = (x + y) % 2 == 0 ? 255 : 0;
          break;
        case Content::Impulses:
          row[i] = generator.uniform(0, 97) == 0 ? 255 : 0;
          break;
      }
    }
  }
  return generator.uniform(0, 2) == 1 ? view : view.clone();
}

/// Sizes that begin and end a vector everywhere, and random ones up to 600×400.
inline std::vector<cv::Size> sizes_to_try(cv::RNG& generator) {
  std::vector<cv::Size> sizes = {{1, 1}, {63, 4}, {64, 1}, {65, 2}, {95, 3}, {97, 40}, {128, 5}, {600, 400}};
  for (int i = 0; i < 4; ++i) sizes.emplace_back(generator.uniform(1, 601), generator.uniform(1, 101));
  return sizes;
}

/// Every pixel and channel of the same type and value.
inline bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// check(picture) for pictures of `type` of all contents and sizes, on every target.
template <class Check>
void on_pictures(int type, const Check& check) {
  on_every_target([&] {
    cv::RNG generator(71);
    for (const cv::Size size : sizes_to_try(generator)) {
      CAPTURE(size);
      for (const Content content : all_contents) {
        if (content != Content::Noise && size.area() > 100000) continue;
        CAPTURE(static_cast<int>(content));
        check(picture_of(content, size, type, generator));
      }
    }
  });
}

}  // namespace pixelwhy::test
