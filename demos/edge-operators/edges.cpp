#include "edge-operators/edges.h"

#include <cmath>

#include "core/image_pool.h"
#include "edge-operators/response.h"
#include "operators/derivative_fast.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

bool opposite(double a, double b, double limit) { return a * b < 0 && std::abs(a - b) > limit; }

/// The rule of crosses_zero() along one line.
bool crosses_along(double before, double here, double after, double limit) {
  if (here == 0) return opposite(before, after, limit);
  if (opposite(before, here, limit) && std::abs(here) < std::abs(before)) return true;
  return opposite(here, after, limit) && std::abs(here) <= std::abs(after);
}

cv::Mat respond(const cv::Mat& gray, const cv::Mat& smooth, EdgeOperator op, double sigma, double ratio,
                bool fast) {
  if (!is_gradient(op)) return second_derivative(has_own_bell(op) ? gray : smooth, op, sigma, ratio);
  const auto correlate = fast ? fast_correlate_gradient : correlate_gradient;
  const auto length = fast ? fast_gradient_magnitude : gradient_magnitude;
  return length(correlate(smooth, op, Axis::X), correlate(smooth, op, Axis::Y), Norm::L2);
}

cv::Mat survey(const cv::Mat& gray, const cv::Mat& smooth, double sigma, double ratio, double threshold,
               bool fast) {
  cv::Mat all = new_image({4 * gray.cols, 2 * gray.rows}, CV_8UC1);
  for (int i = 0; i < edge_operator_count; ++i) {
    const auto op = static_cast<EdgeOperator>(i);
    const cv::Mat response = respond(gray, smooth, op, sigma, ratio, fast);
    const cv::Mat edges = find_edges(response, op, threshold * step_gain(op, sigma, ratio));
    cv::Mat cell = all(cv::Rect(i % 4 * gray.cols, i / 4 * gray.rows, gray.cols, gray.rows));
    cv::bitwise_and(edges, cv::Scalar(i + 1), cell);
  }
  return all;
}

}  // namespace

bool exceeds(float length, double limit) { return length > static_cast<float>(limit); }

bool crosses_zero(const Cross& cross, double limit) {
  return crosses_along(cross.left, cross.here, cross.right, limit) ||
         crosses_along(cross.up, cross.here, cross.down, limit);
}

cv::Mat find_edges(const cv::Mat& response, EdgeOperator op, double limit) {
  cv::Mat edges = new_image(response.size(), CV_8UC1);
  const int right = response.cols - 1;
  const int bottom = response.rows - 1;
  for_row_bands(response.rows, 16, [&](int begin, int end) {
    for (int y = begin; y < end; ++y) {
      const auto* here = response.ptr<float>(y);
      const float* up = y > 0 ? response.ptr<float>(y - 1) : nullptr;
      const float* down = y < bottom ? response.ptr<float>(y + 1) : nullptr;
      auto* to = edges.ptr<std::uint8_t>(y);
      for (int x = 0; x <= right; ++x) {
        const bool edge = is_gradient(op)
                              ? exceeds(here[x], limit)
                              : crosses_zero({here[x], x > 0 ? here[x - 1] : 0, x < right ? here[x + 1] : 0,
                                              up ? up[x] : 0, down ? down[x] : 0},
                                             limit);
        to[x] = edge ? 255 : 0;
      }
    }
  });
  return edges;
}

cv::Mat survey_edges(const cv::Mat& gray, const cv::Mat& smooth, double sigma, double ratio,
                     double threshold) {
  return survey(gray, smooth, sigma, ratio, threshold, false);
}

cv::Mat fast_survey_edges(const cv::Mat& gray, const cv::Mat& smooth, double sigma, double ratio,
                          double threshold) {
  return survey(gray, smooth, sigma, ratio, threshold, true);
}

}  // namespace pixelwhy
