#include "hough-lines/votes.h"

#include <cmath>

#include "core/image_pool.h"
#include "operators/canny.h"
#include "operators/derivative.h"

namespace pixelwhy {

namespace {

constexpr double limit = 10;  // degrees

/// The gradients of a picture, and which lines a pixel may vote for.
class Directions {
 public:
  explicit Directions(const cv::Mat& smoothed)
      : gx_(derivative(smoothed, canny_kernel(3), Axis::X, Border::Replicate)),
        gy_(derivative(smoothed, canny_kernel(3), Axis::Y, Border::Replicate)) {}

  /// Whether the pixel may vote for lines whose normal has that angle, in degrees.
  bool allow(cv::Point pixel, double normal) const {
    const double gx = gx_.at<float>(pixel);
    const double gy = gy_.at<float>(pixel);
    if (gx == 0 && gy == 0) return true;
    const double between = std::abs(std::remainder(normal - std::atan2(gy, gx) * 180 / CV_PI, 180.0));
    return between <= limit;
  }

 private:
  cv::Mat gx_;
  cv::Mat gy_;
};

double normal_of(int angle, const HoughGrid& grid) { return angle * grid.theta * 180 / CV_PI; }

}  // namespace

cv::Mat hough_votes_directly(const cv::Mat& edges, double rho, double theta) {
  const HoughGrid grid = hough_grid(edges.size(), rho, theta);
  cv::Mat votes = new_image(grid.size(), CV_32FC1, cv::Scalar::all(0));
  const float per_pixel = 1 / grid.rho;
  for (int y = 0; y < edges.rows; ++y) {
    const auto* row = edges.ptr<std::uint8_t>(y);
    for (int x = 0; x < edges.cols; ++x) {
      if (row[x] == 0) continue;
      float angle = 0;
      for (int n = 0; n < grid.angles; ++n, angle += grid.theta) {
        const auto cosine = static_cast<float>(std::cos(static_cast<double>(angle)) * per_pixel);
        const auto sine = static_cast<float>(std::sin(static_cast<double>(angle)) * per_pixel);
        const int column =
            cvRound(static_cast<float>(x) * cosine + static_cast<float>(y) * sine) + grid.centre;
        if (column >= 0 && column < grid.columns) votes.at<float>(n, column) += 1;
      }
    }
  }
  return votes;
}

cv::Mat gradient_limited_votes(const cv::Mat& edges, const cv::Mat& smoothed, double rho, double theta) {
  const HoughGrid grid = hough_grid(edges.size(), rho, theta);
  const Directions directions(smoothed);
  cv::Mat votes = new_image(grid.size(), CV_32FC1, cv::Scalar::all(0));
  for (int y = 0; y < edges.rows; ++y) {
    const auto* row = edges.ptr<std::uint8_t>(y);
    for (int x = 0; x < edges.cols; ++x) {
      for (int angle = 0; row[x] != 0 && angle < grid.angles; ++angle) {
        if (!directions.allow({x, y}, normal_of(angle, grid))) continue;
        const int column = grid.column_of({x, y}, angle);
        if (column >= 0 && column < grid.columns) votes.at<float>(angle, column) += 1;
      }
    }
  }
  return votes;
}

Explanation explain_limited_votes(cv::Point at, const StageImage& edges, const StageImage& smoothed,
                                  double rho, double theta) {
  const HoughGrid grid = hough_grid(edges.image.size(), rho, theta);
  const Directions directions(smoothed.image);
  return explain_votes_of(at, edges, rho, theta,
                          [&](cv::Point pixel) { return directions.allow(pixel, normal_of(at.y, grid)); });
}

}  // namespace pixelwhy
