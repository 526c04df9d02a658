#pragma once

#include "core/explanation.h"
#include "core/parameter.h"
#include "operators/otsu.h"

namespace pixelwhy {

// Black and white by a threshold, one for the whole picture or one for each pixel; equal to cv::threshold and
// cv::adaptiveThreshold. Gray pictures are CV_8UC1.

enum class ThresholdMethod { Fixed, Otsu, Triangle, AdaptiveMean, AdaptiveGaussian };

std::vector<Option> threshold_method_options();

/// Whether each pixel has a threshold of its own.
constexpr bool is_adaptive(ThresholdMethod method) { return method >= ThresholdMethod::AdaptiveMean; }

/// G. Zack, W. Rogers, S. Latt, "Automatic Measurement of Sister Chromatid Exchange Frequency", J.
/// Histochemistry and Cytochemistry 25(7), 1977. A line leads from the peak of the histogram to the empty
/// value beyond its farther end; the value whose bar is farthest below the line ends the hill, and the
/// threshold lies one step from it towards the tail's end. Ties: the first peak; the value nearest to the
/// tail's end.
struct Triangle {
  int peak = 0;
  int end = 0;
  std::vector<double> distance;  ///< of the tip of each value's bar from the line; 0 above it and beyond
  int farthest = 0;
  int threshold = 0;  ///< −1 or 256 where all or nothing is above it
};
Triangle triangle_of(const GrayCounts& counts);

/// The threshold of the methods that have one: `fixed` itself, or what the histogram tells.
int global_threshold(const GrayCounts& counts, ThresholdMethod method, int fixed);

/// The histogram; with the measure by which the method chooses (the variance between the classes, the
/// distance to the line), and a mark between the threshold and the next value.
Histogram threshold_histogram(const cv::Mat& gray, ThresholdMethod method, int fixed);
Histogram fast_threshold_histogram(const cv::Mat& gray, ThresholdMethod method, int fixed);

/// The weights of cv::GaussianBlur for 32-bit float and a window of `size` pixels: sigma = 0.15·size + 0.35,
/// up to 9 pixels fixed numbers.
std::vector<float> adaptive_weights(int size);

/// The mean around each pixel, plain or weighted, over (2·radius + 1)² pixels, the rim repeated; CV_8UC1,
/// rounded to nearest. The Gaussian one is summed in 32-bit float, first along the rows, products added
/// without rounding: as OpenCV does it where the processor can. A picture one pixel wide or high has no
/// window in that direction.
cv::Mat local_mean(const cv::Mat& gray, ThresholdMethod method, int radius);
cv::Mat fast_local_mean(const cv::Mat& gray, ThresholdMethod method, int radius);

/// The threshold of each pixel: local mean − offset, or the global threshold everywhere. CV_32F, whole
/// numbers.
cv::Mat threshold_surface(const cv::Mat& gray, const Histogram& histogram, const cv::Mat& mean,
                          ThresholdMethod method, int fixed, int offset);

/// 255 where gray > surface, else 0; `inverted` exchanges the two.
cv::Mat apply_threshold(const cv::Mat& gray, const cv::Mat& surface, bool inverted);

Explanation explain_local_mean(cv::Point at, const StageImage& gray, ThresholdMethod method, int radius);
Explanation explain_surface(cv::Point at, const StageImage& gray, const StageData<Histogram>& histogram,
                            const StageImage& mean, ThresholdMethod method, int fixed, int offset);
Explanation explain_threshold(cv::Point at, const StageImage& gray, const StageImage& surface, bool inverted);

}  // namespace pixelwhy
