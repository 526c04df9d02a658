#include "hough-lines/edges.h"

#include <fmt/format.h>

#include <iterator>

#include "core/error.h"
#include "hough-lines/hough.h"
#include "operators/canny.h"

namespace pixelwhy {

namespace {

constexpr int aperture = 3;

/// Every picture between the smoothed one and the edges.
struct CannySteps {
  cv::Mat gx, gy, magnitude, thin, classes;
};

CannySteps canny_steps(const cv::Mat& smooth, double low, double high) {
  CannySteps steps;
  steps.gx = derivative(smooth, canny_kernel(aperture), Axis::X, Border::Replicate);
  steps.gy = derivative(smooth, canny_kernel(aperture), Axis::Y, Border::Replicate);
  steps.magnitude = gradient_magnitude(steps.gx, steps.gy, Norm::L2);
  steps.thin = suppress_non_maxima(steps.magnitude, steps.gx, steps.gy, NmsMode::Sector, Norm::L2);
  steps.classes = classify_edges(steps.thin, steps.gx, steps.gy, low, high, aperture, Norm::L2);
  return steps;
}

/// What a pixel's fate depends on: the steps in a window around it, and the chain in coordinates of the
/// window.
struct Neighbourhood {
  cv::Rect window;
  CannySteps steps;
  EdgeChain chain;
};

/// A class depends on the smoothed pixels up to 2 away, so all classes up to `radius` away are right in a
/// window of radius + 2. A chain (or component) of at most `radius` pixels cannot have left it.
Neighbourhood neighbourhood_of(cv::Point at, const cv::Mat& smooth, double low, double high) {
  constexpr int reach = 2;
  const cv::Rect whole({0, 0}, smooth.size());
  for (int radius = 8;; radius *= 4) {
    Neighbourhood near;
    const cv::Point half(radius + reach, radius + reach);
    near.window = cv::Rect(at - half, at + half + cv::Point(1, 1)) & whole;
    near.steps = canny_steps(smooth(near.window), low, high);
    near.chain = find_chain(near.steps.classes, at - near.window.tl());
    const bool complete = near.chain.pixels.size() <= static_cast<std::size_t>(radius);
    if (complete || near.window == whole) return near;
  }
}

std::optional<Trail> curve_of(cv::Point pixel, cv::Size picture, double rho, double theta) {
  Trail trail;
  trail.stage = "accumulator";
  try {
    const HoughGrid grid = hough_grid(picture, rho, theta);
    for (int angle = 0; angle < grid.angles; ++angle) {
      const int column = grid.column_of(pixel, angle);
      if (column >= 0 && column < grid.columns) trail.cells.emplace_back(column, angle);
    }
  } catch (const Error&) {
    return std::nullopt;  // the accumulator itself says that it is too large
  }
  trail.label = {fmt::format("the {} cells that this pixel votes for", trail.cells.size()),
                 fmt::format("该像素投票的 {} 个单元", trail.cells.size())};
  return trail;
}

}  // namespace

cv::Mat canny_edges(const cv::Mat& smooth, double low, double high) {
  return link_edges(canny_steps(smooth, low, high).classes);
}

Explanation explain_canny_edge(cv::Point at, const StageImage& smooth, double low, double high, double rho,
                               double theta) {
  const Neighbourhood near = neighbourhood_of(at, smooth.image, low, high);
  const CannySteps& steps = near.steps;
  const cv::Point local = at - near.window.tl();
  // Steps on pictures that are no stages here: their terms cannot be travelled to and are left out.
  const auto inner = [&](const cv::Mat& image) { return StageImage{image, smooth.stage}; };
  const Explanation ridge =
      explain_nms(local, inner(steps.magnitude), inner(steps.gx), inner(steps.gy), NmsMode::Sector, Norm::L2);
  const Explanation level = explain_class(local, inner(steps.thin), inner(steps.gx), inner(steps.gy), low,
                                          high, aperture, Norm::L2);
  Explanation explanation;
  explanation.rule = Rule::Connection;
  explanation.steps = ridge.steps;
  if (steps.thin.at<float>(local) > 0) {
    // The first step of the classification repeats the squared magnitude.
    explanation.steps.insert(explanation.steps.end(), level.steps.begin() + 1, level.steps.end());
  }
  EdgeChain chain = near.chain;
  for (cv::Point& pixel : chain.pixels) {
    pixel += near.window.tl();
    explanation.terms.push_back(smooth.term(pixel));
  }
  if (chain.pixels.empty()) explanation.terms.push_back(smooth.term(at));
  if (chain.reached) explanation.terms.back().deciding = true;
  describe_chain(explanation, chain, steps.classes.at<std::uint8_t>(local));
  if (explanation.result[0] != 0) explanation.trail = curve_of(at, smooth.image.size(), rho, theta);
  return explanation;
}

}  // namespace pixelwhy
