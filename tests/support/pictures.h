#pragma once

#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <random>

#include "core/frame.h"

namespace pixelwhy::test {

/// A picture of independent uniform noise.
inline cv::Mat noise(cv::Size size, int type, std::uint64_t seed) {
  cv::RNG generator(seed);
  cv::Mat image(size, type);
  generator.fill(image, cv::RNG::UNIFORM, 0, 256);
  return image;
}

/// Something like a photograph: soft shading, sharp shapes of several colours, mild noise. CV_8UC3.
cv::Mat scene(cv::Size size, std::uint64_t seed);

inline FramePtr frame_of(const cv::Mat& pixels) {
  auto frame = std::make_shared<Frame>();
  frame->pixels = pixels;
  frame->name = "test";
  return frame;
}

/// The largest absolute difference of two pictures of equal size and type; infinite if those differ.
double largest_difference(const cv::Mat& a, const cv::Mat& b);

}  // namespace pixelwhy::test
