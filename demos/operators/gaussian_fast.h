#pragma once

#include <vector>

#include "operators/border.h"

namespace pixelwhy {

// gaussian.h with other code: the same arguments, the same bytes. Pictures that no kernel fits are left to
// the textbook code.

/// Both passes at once, without a picture between them: gaussian_columns() of gaussian_rows().
cv::Mat fast_gaussian_blur(const cv::Mat& image, const std::vector<int>& weights, Border border);

/// Rows of its result, for a picture that kernels_fit(), which must outlive this.
class FastGaussian {
 public:
  FastGaussian(const cv::Mat& image, const std::vector<int>& weights, Border border);
  FastGaussian(const FastGaussian&) = delete;
  FastGaussian& operator=(const FastGaussian&) = delete;

  /// Rows begin .. end - 1, `stride` bytes apart.
  void write(int begin, int end, std::uint8_t* to, std::ptrdiff_t stride) const;
  int radius() const;  ///< rows above and below that a row needs

 private:
  const cv::Mat& image_;
  std::vector<int> weights_;  ///< without zeros at the ends
  std::vector<int> margins_;
  std::vector<std::uint8_t> outside_;
  std::vector<const std::uint8_t*> lines_;
};

cv::Mat fast_smooth(const cv::Mat& image, double sigma, Border border);
cv::Mat fast_gaussian_rows(const cv::Mat& image, const std::vector<int>& weights, Border border);
cv::Mat fast_gaussian_columns(const cv::Mat& rows, const std::vector<int>& weights, Border border);

}  // namespace pixelwhy
