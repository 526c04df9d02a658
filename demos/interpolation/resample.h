#pragma once

#include <array>

#include "core/data.h"
#include "core/explanation.h"
#include "operators/border.h"

namespace pixelwhy {

// Scaling and rotating a picture by interpolation. Every output pixel is traced back to a real-valued
// position in the input, and the value there is a weighted sum of the pixels around it: computed in double,
// rounded once to 8 bits (nearest, halves up).

enum class Method {
  Nearest,   ///< the pixel at ⌊s + ½⌋
  Bilinear,  ///< 2×2 pixels, weights linear in the distance
  Bicubic    ///< 4×4 pixels, R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing",
             ///< IEEE Trans. ASSP 29(6), 1981, with a = −0.75 (Keys prefers −0.5; OpenCV takes −0.75)
};

/// How the coordinates of the two grids correspond, for a side of w input and W output pixels.
enum class Convention {
  HalfPixel,     ///< the pictures' edges coincide: (x + ½)·w/W − ½
  AlignCorners,  ///< the centres of the corner pixels coincide: x·(w − 1)/(W − 1), 0 if W = 1
  Asymmetric     ///< the centres of the first pixels coincide: x·w/W
};

/// max(1, ⌊w·scale + ½⌋) and height likewise. Throws a usage error above 2^28 pixels.
cv::Size scaled_size(cv::Size input, double scale);

/// From an output pixel to its position in the input. The output is the scaled picture, rotated within its
/// frame about the frame's centre ((W − 1)/2, (H − 1)/2), counter-clockwise as seen for positive degrees (the
/// sense of cv::getRotationMatrix2D): so the output pixel is first rotated back about that centre, then the
/// convention leads to the input. Multiples of 90° are exact.
class Mapping {
 public:
  Mapping(cv::Size input, cv::Size output, double degrees, Convention convention);

  /// The output position before the rotation.
  cv::Point2d rotated_back(cv::Point at) const;
  /// The position in the input of a position in the scaled picture before its rotation.
  cv::Point2d to_input(cv::Point2d scaled) const;
  cv::Point2d source_of(cv::Point at) const { return to_input(rotated_back(at)); }
  bool rotates() const { return sine_ != 0 || cosine_ != 1; }

 private:
  cv::Size input_;
  cv::Size output_;
  Convention convention_;
  double cosine_ = 1;
  double sine_ = 0;
};

/// The pixels along one axis that a position is interpolated from: `first`, `first` + 1, ... with a weight
/// each. They may lie outside the picture.
struct Taps {
  int first = 0;
  int count = 0;
  std::array<double, 4> weights{};
};

/// The local rule. The weight of a pixel of the window is the product weights_y[j] · weights_x[i].
Taps taps_at(double position, Method method);

/// Keys' cubic kernel with a = −0.75 at a distance t.
double cubic_kernel(double t);

/// CV_8UC1 or CV_8UC3 to the same type; taps outside obey `border`.
cv::Mat resample(const cv::Mat& image, Method method, double scale, double degrees, Convention convention,
                 Border border);
/// The same, every pixel by itself: without rotation too, its weights are computed anew.
cv::Mat resample_pixel_by_pixel(const cv::Mat& image, Method method, double scale, double degrees,
                                Convention convention, Border border);
/// One pixel of that, all its channels.
void resample_pixel(const cv::Mat& image, const Mapping& mapping, Method method, Border border, cv::Point at,
                    std::uint8_t* to);
Explanation explain_resample(cv::Point at, const StageImage& image, Method method, double scale,
                             double degrees, Convention convention, Border border);

/// The positions in the input of output pixels on a regular grid of at most 4096, row by row.
Points sample_points(cv::Size input, double scale, double degrees, Convention convention);

}  // namespace pixelwhy
