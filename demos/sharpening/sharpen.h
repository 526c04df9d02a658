#pragma once

#include "core/explanation.h"

namespace pixelwhy {

// Sharpening adds an amount of a picture's detail to it. All pictures have one or three channels, each by
// itself; what the Laplacian reads outside the picture is reflect101.
//
// Unsharp masking is older than computers: W. F. Schreiber, "Wirephoto quality improvement by unsharp
// masking", Pattern Recognition 2(2), 1970. The Laplacian's: A. Rosenfeld, A. C. Kak, "Digital Picture
// Processing", 1976.

enum class SharpenMethod {
  Unsharp,     ///< the detail is what a Gaussian blur takes away
  Laplacian4,  ///< the detail is the negative Laplacian of the 4 nearest neighbours
  Laplacian8   ///< of all 8
};

/// input − blurred: CV_8U to CV_32F of as many channels, integers from -255 to 255.
cv::Mat unsharp_detail(const cv::Mat& input, const cv::Mat& blurred);
Explanation explain_unsharp_detail(cv::Point at, const StageImage& input, const StageImage& blurred);

/// n·centre − the sum of its n neighbours: CV_8U to CV_32F, integers from -255·n to 255·n.
cv::Mat laplacian_detail(const cv::Mat& input, int neighbours);
Explanation explain_laplacian_detail(cv::Point at, const StageImage& input, int neighbours);

/// input + amount·detail where |detail| ≥ threshold, else the input; not rounded and not held to 0..255.
double sharpened_value(double input, double detail, double amount, double threshold);

/// The same rounded to nearest, halves up, and saturated to 8 bits.
cv::Mat sharpen(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold);
Explanation explain_sharpen(cv::Point at, const StageImage& input, const StageImage& detail, double amount,
                            double threshold);

/// What becomes of a pixel beyond sharpness, from the least to the worst.
enum class Overshoot : std::uint8_t {
  None,
  DarkHalo,      ///< darker than all of its 3×3 window was
  BrightHalo,    ///< brighter than all of it was
  ClippedBlack,  ///< below 0 before it was saturated
  ClippedWhite   ///< above 255
};

/// By the sharpened value and the least and greatest input of the 3×3 window, as far as it is in the picture.
Overshoot overshoot_of(double sharpened, double least, double greatest);

/// CV_8UC1 of Overshoot: the worst of the channels.
cv::Mat find_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold);
Explanation explain_overshoot(cv::Point at, const StageImage& input, const StageImage& detail, double amount,
                              double threshold);

}  // namespace pixelwhy
