#include "core/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/error.h"
#include "core/explanation.h"
#include "core/image_pool.h"

namespace pixelwhy {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void check_alike(const cv::Mat& ours, const cv::Mat& theirs) {
  if (ours.size() == theirs.size() && ours.channels() == theirs.channels()) return;
  const auto told = [](const cv::Mat& image) {
    return std::to_string(image.cols) + "×" + std::to_string(image.rows) + "×" +
           std::to_string(image.channels());
  };
  throw failure("pictures of " + told(ours) + " and " + told(theirs) +
                    " (width×height×channels) cannot be compared; expected equal ones",
                "大小为 " + told(ours) + " 与 " + told(theirs) + "（宽×高×通道数）的图像无法比较；应当相同");
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

double distance(double a, double b) {
  if (same(a, b)) return 0;
  const double size = std::abs(a - b);
  return std::isnan(size) ? infinite : size;
}

/// Calls `visit(y, ours, theirs)` for each row, both as doubles.
template <class Visit>
void for_each_row(const cv::Mat& ours, const cv::Mat& theirs, Visit visit) {
  cv::Mat a;
  cv::Mat b;
  for (int y = 0; y < ours.rows; ++y) {
    ours.row(y).convertTo(a, CV_64F);
    theirs.row(y).convertTo(b, CV_64F);
    visit(y, a.ptr<double>(), b.ptr<double>());
  }
}

/// Calls `visit(DifferingPixel)` for each pixel that differs, row by row.
template <class Visit>
void for_each_differing(const cv::Mat& ours, const cv::Mat& theirs, Visit visit) {
  const int channels = ours.channels();
  for_each_row(ours, theirs, [&](int y, const double* a, const double* b) {
    for (int x = 0; x < ours.cols; ++x) {
      double size = 0;
      for (int c = 0; c < channels; ++c, ++a, ++b) size = std::max(size, distance(*a, *b));
      if (size > 0) visit(DifferingPixel{{x, y}, size});
    }
  });
}

double range_of(const cv::Mat& image) {
  if (image.depth() == CV_8U) return 255;
  double low = infinite;
  double high = -infinite;
  for_each_row(image, image, [&](int, const double* values, const double*) {
    for (int i = 0; i < image.cols * image.channels(); ++i) {
      if (!std::isfinite(values[i])) continue;
      low = std::min(low, values[i]);
      high = std::max(high, values[i]);
    }
  });
  return high > low ? high - low : 1;
}

constexpr int window_reach = 5;

/// The rows first - reach .. last + reach as doubles, led back into the picture by reflect101.
cv::Mat band(const cv::Mat& image, int first, int last) {
  cv::Mat rows(last - first + 1 + 2 * window_reach, image.cols, CV_64FC(image.channels()));
  for (int i = 0; i < rows.rows; ++i) {
    const int y = cv::borderInterpolate(first - window_reach + i, image.rows, cv::BORDER_REFLECT_101);
    image.row(y).convertTo(rows.row(i), CV_64F);
  }
  return rows;
}

/// The Gaussian means of a band's windows.
cv::Mat means(const cv::Mat& rows) {
  static const cv::Mat kernel = cv::getGaussianKernel(2 * window_reach + 1, 1.5, CV_64F);
  cv::Mat smoothed;
  cv::sepFilter2D(rows, smoothed, CV_64F, kernel, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101);
  return smoothed.rowRange(window_reach, rows.rows - window_reach);
}

/// Band by band, so that a large picture needs little memory and the walk can end early.
std::optional<double> structural_similarity(const cv::Mat& ours, const cv::Mat& theirs, double peak,
                                            const std::function<bool()>& cancelled) {
  constexpr int band_height = 64;
  const double c1 = 0.01 * peak * 0.01 * peak;
  const double c2 = 0.03 * peak * 0.03 * peak;
  double sum = 0;
  std::int64_t windows = 0;
  for (int first = 0; first < ours.rows; first += band_height) {
    if (cancelled && cancelled()) return std::nullopt;
    const int last = std::min(first + band_height, ours.rows) - 1;
    const cv::Mat a = band(ours, first, last);
    const cv::Mat b = band(theirs, first, last);
    const cv::Mat mean_a = means(a);
    const cv::Mat mean_b = means(b);
    const cv::Mat square_a = means(a.mul(a));
    const cv::Mat square_b = means(b.mul(b));
    const cv::Mat product = means(a.mul(b));
    for (int y = 0; y < mean_a.rows; ++y) {
      for (int i = 0; i < mean_a.cols * mean_a.channels(); ++i) {
        const double ma = mean_a.ptr<double>(y)[i];
        const double mb = mean_b.ptr<double>(y)[i];
        const double variances = square_a.ptr<double>(y)[i] - ma * ma + square_b.ptr<double>(y)[i] - mb * mb;
        const double covariance = product.ptr<double>(y)[i] - ma * mb;
        const double similarity =
            (2 * ma * mb + c1) * (2 * covariance + c2) / ((ma * ma + mb * mb + c1) * (variances + c2));
        if (!std::isfinite(similarity)) continue;
        sum += similarity;
        ++windows;
      }
    }
  }
  if (windows == 0) return std::nullopt;
  return sum / static_cast<double>(windows);
}

}  // namespace

cv::Mat signed_difference(const cv::Mat& ours, const cv::Mat& theirs) {
  check_alike(ours, theirs);
  cv::Mat difference = new_image(ours.size(), CV_32FC(ours.channels()));
  for_each_row(ours, theirs, [&](int y, const double* a, const double* b) {
    auto* to = difference.ptr<float>(y);
    for (int i = 0; i < ours.cols * ours.channels(); ++i)
      to[i] = same(a[i], b[i]) ? 0.0F : static_cast<float>(a[i] - b[i]);
  });
  return difference;
}

double difference_at(const cv::Mat& ours, const cv::Mat& theirs, cv::Point at) {
  check_alike(ours, theirs);
  double size = 0;
  for (int c = 0; c < ours.channels(); ++c)
    size = std::max(size, distance(value_at(ours, at, c), value_at(theirs, at, c)));
  return size;
}

ComparisonFigures compare_pictures(const cv::Mat& ours, const cv::Mat& theirs,
                                   const std::function<bool()>& cancelled) {
  check_alike(ours, theirs);
  ComparisonFigures figures;
  figures.pixels = static_cast<std::int64_t>(ours.total());
  figures.peak = ours.depth() == CV_8U ? 255 : range_of(theirs);
  double squares = 0;
  std::int64_t values = 0;
  const int channels = ours.channels();
  for_each_row(ours, theirs, [&](int, const double* a, const double* b) {
    for (int x = 0; x < ours.cols; ++x) {
      double size = 0;
      bool finite = true;
      for (int c = 0; c < channels; ++c, ++a, ++b) {
        size = std::max(size, distance(*a, *b));
        if (std::isfinite(*a) && std::isfinite(*b)) {
          squares += (*a - *b) * (*a - *b);
          ++values;
        } else {
          finite = false;
        }
      }
      if (size > 0) ++figures.differing;
      if (!finite) ++figures.not_finite;
      figures.largest = std::max(figures.largest, size);
    }
  });
  if (values > 0) figures.mse = squares / static_cast<double>(values);
  figures.psnr = figures.mse > 0 ? 10 * std::log10(figures.peak * figures.peak / figures.mse) : infinite;
  figures.ssim = structural_similarity(ours, theirs, figures.peak, cancelled);
  return figures;
}

bool comes_before(const DifferingPixel& a, const DifferingPixel& b) {
  if (a.size != b.size) return a.size > b.size;
  return a.at.y != b.at.y ? a.at.y < b.at.y : a.at.x < b.at.x;
}

std::vector<DifferingPixel> worst_pixels(const cv::Mat& ours, const cv::Mat& theirs, std::size_t limit) {
  check_alike(ours, theirs);
  std::vector<DifferingPixel> kept;  // a heap whose front is the last of the walk so far
  if (limit == 0) return kept;
  for_each_differing(ours, theirs, [&](const DifferingPixel& pixel) {
    if (kept.size() == limit) {
      if (!comes_before(pixel, kept.front())) return;
      std::pop_heap(kept.begin(), kept.end(), comes_before);
      kept.pop_back();
    }
    kept.push_back(pixel);
    std::push_heap(kept.begin(), kept.end(), comes_before);
  });
  std::sort_heap(kept.begin(), kept.end(), comes_before);
  return kept;
}

std::optional<DifferingPixel> next_worst(const cv::Mat& ours, const cv::Mat& theirs,
                                         const std::optional<DifferingPixel>& after) {
  check_alike(ours, theirs);
  std::optional<DifferingPixel> next;
  for_each_differing(ours, theirs, [&](const DifferingPixel& pixel) {
    if (after && !comes_before(*after, pixel)) return;
    if (!next || comes_before(pixel, *next)) next = pixel;
  });
  return next;
}

}  // namespace pixelwhy
