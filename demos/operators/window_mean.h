#pragma once

#include <cstdint>
#include <vector>

#include "core/explanation.h"
#include "operators/border.h"

namespace pixelwhy {

// The mean of a window of width × height pixels, equal to cv::blur. The window of the pixel (x, y) begins at
// (x − ⌊width/2⌋, y − ⌊height/2⌋), so that one of even size reaches further to the left and upwards. Pictures
// are CV_8UC1 or CV_8UC3, each channel on its own.

struct MeanWindow {
  int width = 1;
  int height = 1;

  int area() const { return width * height; }
  cv::Point corner(cv::Point at) const { return {at.x - width / 2, at.y - height / 2}; }
  friend bool operator==(const MeanWindow&, const MeanWindow&) = default;
};

/// How OpenCV rounds sum / area, which no theory asks for. Up to 256 pixels it multiplies by a fixed-point
/// number that stands for the division: to nearest, halves up, and where the area is a power of two a step of
/// 1/area further up. Above, it multiplies by 1/area in 32-bit float: halves to even, or as that product
/// falls.
std::uint8_t rounded_mean(int sum, int area);

/// Whether rounded_mean() is further up than to nearest.
constexpr bool rounds_further_up(int area) { return area > 1 && area <= 256 && (area & (area - 1)) == 0; }

/// The definition: every window summed on its own. width · height additions a pixel.
cv::Mat mean_directly(const cv::Mat& image, MeanWindow window, Border border);

/// A sum for each column of the window, which a step down changes by one pixel that enters and one that
/// leaves; the window's sum, which a step to the right changes by one such column. Four additions a pixel
/// whatever the size.
cv::Mat mean_by_running_sums(const cv::Mat& image, MeanWindow window, Border border);
/// The same in parallel.
cv::Mat fast_mean(const cv::Mat& image, MeanWindow window, Border border);

/// Weighted sum: the window's pixels, each times 1/area.
Explanation explain_mean(cv::Point at, const StageImage& image, MeanWindow window, Border border);
/// The same terms; the steps slide the window from the pixel before.
Explanation explain_running_sums(cv::Point at, const StageImage& image, MeanWindow window, Border border);
/// Divides the sum of the window by its area: the steps and the result of one channel.
void divide_window_sum(Explanation& explanation, int channel, int channels, int sum, int area);

}  // namespace pixelwhy
