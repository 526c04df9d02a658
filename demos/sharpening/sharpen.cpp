#include "sharpening/sharpen.h"

#include <algorithm>
#include <cmath>

#include "core/image_pool.h"
#include "operators/arithmetic.h"
#include "operators/border.h"

namespace pixelwhy {

cv::Mat unsharp_detail(const cv::Mat& input, const cv::Mat& blurred) {
  cv::Mat detail = new_image(input.size(), CV_32FC(input.channels()));
  const int length = input.cols * input.channels();
  for (int y = 0; y < input.rows; ++y) {
    const auto* sharp = input.ptr<std::uint8_t>(y);
    const auto* soft = blurred.ptr<std::uint8_t>(y);
    auto* to = detail.ptr<float>(y);
    for (int i = 0; i < length; ++i) to[i] = static_cast<float>(sharp[i] - soft[i]);
  }
  return detail;
}

cv::Mat laplacian_detail(const cv::Mat& input, int neighbours) {
  const int channels = input.channels();
  const std::vector<int> columns = border_indices(input.cols, 1, 1, Border::Reflect101);
  const std::vector<int> lines = border_indices(input.rows, 1, 1, Border::Reflect101);
  cv::Mat detail = new_image(input.size(), CV_32FC(channels));
  for (int y = 0; y < input.rows; ++y) {
    const auto line = [&](int dy) {
      return input.ptr<std::uint8_t>(lines[static_cast<std::size_t>(y + 1 + dy)]);
    };
    const std::uint8_t* above = line(-1);
    const std::uint8_t* here = line(0);
    const std::uint8_t* below = line(1);
    auto* to = detail.ptr<float>(y);
    for (int x = 0; x < input.cols; ++x) {
      const int left = columns[static_cast<std::size_t>(x)] * channels;
      const int right = columns[static_cast<std::size_t>(x) + 2] * channels;
      for (int c = 0; c < channels; ++c) {
        const int i = x * channels + c;
        int sum = above[i] + below[i] + here[left + c] + here[right + c];
        if (neighbours == 8) sum += above[left + c] + above[right + c] + below[left + c] + below[right + c];
        to[i] = static_cast<float>(neighbours * here[i] - sum);
      }
    }
  }
  return detail;
}

double sharpened_value(double input, double detail, double amount, double threshold) {
  return std::abs(detail) < threshold ? input : input + amount * detail;
}

cv::Mat sharpen(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  cv::Mat result = new_image(input.size(), input.type());
  const int length = input.cols * input.channels();
  for (int y = 0; y < input.rows; ++y) {
    const auto* from = input.ptr<std::uint8_t>(y);
    const auto* more = detail.ptr<float>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int i = 0; i < length; ++i)
      to[i] = round_to_byte(sharpened_value(from[i], more[i], amount, threshold));
  }
  return result;
}

Overshoot overshoot_of(double sharpened, double least, double greatest) {
  if (sharpened >= 255.5) return Overshoot::ClippedWhite;
  if (sharpened < -0.5) return Overshoot::ClippedBlack;
  const int stored = round_to_byte(sharpened);
  if (stored > greatest) return Overshoot::BrightHalo;
  if (stored < least) return Overshoot::DarkHalo;
  return Overshoot::None;
}

cv::Mat find_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  const int channels = input.channels();
  cv::Mat labels = new_image(input.size(), CV_8UC1);
  for (int y = 0; y < input.rows; ++y) {
    const int top = std::max(y - 1, 0);
    const int bottom = std::min(y + 1, input.rows - 1);
    const auto* here = input.ptr<std::uint8_t>(y);
    const auto* more = detail.ptr<float>(y);
    auto* to = labels.ptr<std::uint8_t>(y);
    for (int x = 0; x < input.cols; ++x) {
      const int left = std::max(x - 1, 0);
      const int right = std::min(x + 1, input.cols - 1);
      Overshoot worst = Overshoot::None;
      for (int c = 0; c < channels; ++c) {
        int least = 255;
        int greatest = 0;
        for (int line = top; line <= bottom; ++line) {
          const auto* from = input.ptr<std::uint8_t>(line) + c;
          for (int column = left; column <= right; ++column) {
            least = std::min<int>(least, from[column * channels]);
            greatest = std::max<int>(greatest, from[column * channels]);
          }
        }
        const int i = x * channels + c;
        worst = std::max(worst,
                         overshoot_of(sharpened_value(here[i], more[i], amount, threshold), least, greatest));
      }
      to[x] = static_cast<std::uint8_t>(worst);
    }
  }
  return labels;
}

}  // namespace pixelwhy
