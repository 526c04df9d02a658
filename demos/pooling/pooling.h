#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/explanation.h"
#include "core/parameter.h"

namespace pixelwhy {

// Pooling as in convolutional networks (K. Fukushima's Neocognitron, Biol. Cybernetics 36, 1980; Y. LeCun et
// al., "Gradient-Based Learning Applied to Document Recognition", Proc. IEEE 86(11), 1998): each pixel of the
// result stands for a window of the input. Pictures are CV_8UC1 or CV_8UC3, each channel on its own.

enum class PoolingMethod { Max, Average, GlobalMax, GlobalAverage };

std::vector<Option> pooling_method_options();

constexpr bool is_global(PoolingMethod method) { return method >= PoolingMethod::GlobalMax; }
constexpr bool takes_maximum(PoolingMethod method) {
  return method == PoolingMethod::Max || method == PoolingMethod::GlobalMax;
}

struct Pooling {
  PoolingMethod method = PoolingMethod::Max;
  int kernel = 2;   ///< side of the window
  int stride = 2;   ///< from one window to the next
  int padding = 0;  ///< pixels of padding on each side; never more than `kernel`
  /// Whether padding counts in an average, as zeros. In a maximum it never takes part.
  bool counts_padding = true;
};

/// Of one side: ⌊(length + 2·padding − kernel) / stride⌋ + 1; none where the window does not fit. Global
/// pooling has one.
int pooled_length(int length, const Pooling& pooling);
/// The size of the result. Throws a usage error when it has no pixels.
cv::Size pooled_size(cv::Size size, const Pooling& pooling);

/// The window of one pixel of the result.
struct PoolingWindow {
  cv::Rect whole;   ///< padding included
  cv::Rect inside;  ///< what of it lies in the picture; empty where it is padding alone

  /// By how much an average is divided.
  int divisor(bool counts_padding) const {
    return counts_padding ? whole.area() : std::max(inside.area(), 1);
  }
};
PoolingWindow window_at(cv::Point at, cv::Size size, const Pooling& pooling);

/// The greatest value of a window and where it is; of equal ones the first in reading order. A window of
/// padding alone has the value 0 and no place.
struct Winner {
  int value = 0;
  cv::Point at{-1, -1};
};
Winner winner_of(const cv::Mat& image, const PoolingWindow& window, int channel);

/// sum / count, to nearest, halves up.
constexpr int rounded_average(std::int64_t sum, std::int64_t count) {
  return static_cast<int>((2 * sum + count) / (2 * count));
}

/// The result: the greatest value or the average of each window.
cv::Mat pool(const cv::Mat& image, const Pooling& pooling);
/// The same in parallel.
cv::Mat fast_pool(const cv::Mat& image, const Pooling& pooling);

/// Where a gradient of 1 at every pixel of the result flows back to, as backpropagation does it: a maximum
/// hands it to the pixel that won, whole; an average to each pixel of the window, an equal share. Windows
/// that overlap add up. Before rounding, of course. `result` is pool()'s. CV_32F of the input's size and
/// channels.
cv::Mat pooling_gradient(const cv::Mat& image, const cv::Mat& result, const Pooling& pooling);

/// Rule maximum (the winner is deciding), or weighted sum.
Explanation explain_pooled(cv::Point at, const StageImage& image, const Pooling& pooling);
/// Votes: the pixels of the result whose windows hold this pixel, each with the share that it hands back. A
/// pixel that no window holds names itself, with weight 0.
Explanation explain_gradient(cv::Point at, const StageImage& image, const StageImage& result,
                             const Pooling& pooling);

}  // namespace pixelwhy
