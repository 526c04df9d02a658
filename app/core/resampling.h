#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace pixelwhy {

// How the colours of a picture come to a screen. Pixel i covers [i, i+1), the centre of a screen pixel lies
// at a position p of the picture, and the zoom z is screen pixels a picture pixel:
//   z >= 1   the colour of the pixel that p lies in; or bicubic: R. G. Keys' cubic convolution (a = −1/2) of
//            the 4 × 4 pixels whose centres are nearest to p, the border repeated, held to 0..255.
//   z < 1    the picture is halved k times, with k = floor(log2(1 / z)) but at most most_halvings; of that
//   the
//            mean over the square about p that the screen pixel covers, each pixel weighted by the area that
//            lies inside; what lies beyond the border is left out.
// The window draws by these rules, in 32 bits; its shaders are tested against the functions here.

inline constexpr int most_halvings = 6;

/// k of the zoom.
int halvings_at(double zoom);

/// What a side of that many pixels is, halved so often.
constexpr int halved_length(int length, int halvings) {
  return static_cast<int>((static_cast<long>(length) + (1L << halvings) - 1) >> halvings);
}

/// The mean of 2 × 2 pixels each, rounded half up; of an odd side the last row or column counts twice. CV_8U,
/// any number of channels.
cv::Mat halved(const cv::Mat& colors);

/// The picture and what it is halved 1, 2, ... most_halvings times.
std::vector<cv::Mat> make_pyramid(const cv::Mat& colors);

/// The colour of a screen pixel by the rules above; `place` lies in the picture, whose pyramid is CV_8UC3.
cv::Vec3b color_on_screen(const std::vector<cv::Mat>& pyramid, cv::Point2d place, double zoom,
                          bool bicubic = false);

}  // namespace pixelwhy
