#include "intensity/intensity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "operators/arithmetic.h"
#include "operators/gray.h"

namespace pixelwhy {

namespace {

std::int64_t total_of(const GrayCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Pixels of at most that value.
std::int64_t cumulative(const GrayCounts& counts, int value) {
  return std::accumulate(counts.begin(), counts.begin() + value + 1, std::int64_t{0});
}

}  // namespace

int percentile_level(const GrayCounts& counts, double percent) {
  const double least = std::max(1.0, percent * static_cast<double>(total_of(counts)) / 100);
  std::int64_t sum = 0;
  for (int value = 0; value < 256; ++value) {
    sum += counts[static_cast<std::size_t>(value)];
    if (static_cast<double>(sum) >= least) return value;
  }
  return 255;
}

double stretched(int value, int dark, int bright) {
  return bright > dark ? (value - dark) * 255.0 / (bright - dark) : value;
}

double gamma_level(int value, double gamma) { return 255 * std::pow(value / 255.0, gamma); }

double logarithmic_level(int value, double strength) {
  return 255 * std::log(1 + strength * value / 255) / std::log(1 + strength);
}

double negative_level(int value) { return 255 - value; }

int matched_level(int value, const GrayCounts& source, const GrayCounts& target) {
  const std::int64_t wanted = cumulative(source, value) * total_of(target);
  const std::int64_t total = total_of(source);
  std::int64_t sum = 0;
  for (int level = 0; level < 255; ++level) {
    sum += target[static_cast<std::size_t>(level)];
    if (sum * total >= wanted) return level;
  }
  return 255;
}

Curve intensity_curve(const Histogram& source, const Histogram& target, const IntensityOptions& options) {
  const GrayCounts counts = counts_of(source);
  const int dark = percentile_level(counts, options.low);
  const int bright = percentile_level(counts, options.high);
  const GrayCounts wanted = options.method == IntensityMethod::Match ? counts_of(target) : GrayCounts{};
  const auto level = [&](int value) -> double {
    switch (options.method) {
      case IntensityMethod::Stretch:
        return stretched(value, dark, bright);
      case IntensityMethod::Gamma:
        return gamma_level(value, options.gamma);
      case IntensityMethod::Logarithm:
        return logarithmic_level(value, options.strength);
      case IntensityMethod::Negative:
        return negative_level(value);
      case IntensityMethod::Match:
        return matched_level(value, counts, wanted);
    }
    return value;
  };
  Curve curve;
  curve.x_label = {"gray value", "灰度值"};
  curve.y_label = {"new value; for comparison, unchanged", "新值；对照：不变"};
  for (int value = 0; value < 256; ++value) {
    curve.x.push_back(value);
    curve.y.push_back(round_to_byte(level(value)));
    curve.reference.push_back(value);
  }
  return curve;
}

Histogram target_histogram(const PictureValue& picture) {
  return fast_gray_histogram(fast_to_gray(picture.pixels()));
}

cv::Mat opencv_intensity(const cv::Mat& gray, const IntensityOptions& options) {
  cv::Mat real, result;
  switch (options.method) {
    case IntensityMethod::Stretch: {
      cv::Mat sorted;
      cv::sort(gray.clone().reshape(1, 1), sorted, cv::SORT_EVERY_ROW | cv::SORT_ASCENDING);
      const auto level = [&](double percent) {
        const double rank = std::max(1.0, std::ceil(percent * sorted.cols / 100));
        return static_cast<double>(sorted.at<std::uint8_t>(static_cast<int>(rank) - 1));
      };
      const double dark = level(options.low);
      const double bright = level(options.high);
      if (bright == dark) return gray.clone();
      gray.convertTo(result, CV_8U, 255 / (bright - dark), -dark * 255 / (bright - dark));
      return result;
    }
    case IntensityMethod::Gamma:
      gray.convertTo(real, CV_64F, 1.0 / 255);
      cv::pow(real, options.gamma, real);
      real.convertTo(result, CV_8U, 255);
      return result;
    case IntensityMethod::Logarithm:
      gray.convertTo(real, CV_64F, options.strength / 255, 1);
      cv::log(real, real);
      real.convertTo(result, CV_8U, 255 / std::log(1 + options.strength));
      return result;
    case IntensityMethod::Negative:
      cv::bitwise_not(gray, result);
      return result;
    case IntensityMethod::Match:
      break;
  }
  return gray;
}

}  // namespace pixelwhy
