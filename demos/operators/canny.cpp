#include "operators/canny.h"

#include <algorithm>
#include <cmath>

#include "core/image_pool.h"
#include "operators/nms.h"

namespace pixelwhy {

DerivativeKernel canny_kernel(int aperture) {
  DerivativeKernel kernel = sobel_kernel(aperture);
  if (aperture == 7) kernel.divisor = 16;
  return kernel;
}

cv::Mat suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                            Norm norm) {
  cv::Mat thin = new_image(magnitude.size(), CV_32FC1);
  for (int y = 0; y < magnitude.rows; ++y) {
    const auto* from = magnitude.ptr<float>(y);
    auto* to = thin.ptr<float>(y);
    for (int x = 0; x < magnitude.cols; ++x) {
      const cv::Point at(x, y);
      const bool ridge =
          from[x] > 0 && (mode == NmsMode::Sector ? compare_in_sector(gx, gy, at, norm).ridge()
                                                  : compare_interpolated(magnitude, gx, gy, at).ridge());
      to[x] = ridge ? from[x] : 0.0F;
    }
  }
  return thin;
}

int strength_threshold(double threshold, int aperture, Norm norm) {
  const double scaled = aperture == 7 ? threshold / 16 : threshold;
  return static_cast<int>(std::floor(norm == Norm::L1 ? scaled : scaled * scaled));
}

cv::Mat classify_edges(const cv::Mat& thin, const cv::Mat& gx, const cv::Mat& gy, double low, double high,
                       int aperture, Norm norm) {
  const int weak = strength_threshold(low, aperture, norm);
  const int strong = strength_threshold(high, aperture, norm);
  cv::Mat classes = new_image(thin.size(), CV_8UC1);
  for (int y = 0; y < thin.rows; ++y) {
    auto* to = classes.ptr<std::uint8_t>(y);
    for (int x = 0; x < thin.cols; ++x) {
      to[x] = NoEdge;
      if (thin.at<float>(y, x) == 0) continue;
      const int strength = strength_at(gx, gy, {x, y}, norm);
      to[x] = strength > strong ? StrongEdge : strength > weak ? WeakEdge : NoEdge;
    }
  }
  return classes;
}

namespace {

template <class Visit>
void for_each_neighbour(const cv::Mat& image, cv::Point at, Visit visit) {
  for (int y = std::max(at.y - 1, 0); y <= std::min(at.y + 1, image.rows - 1); ++y) {
    for (int x = std::max(at.x - 1, 0); x <= std::min(at.x + 1, image.cols - 1); ++x) {
      if (x != at.x || y != at.y) visit(cv::Point(x, y));
    }
  }
}

}  // namespace

cv::Mat link_edges(const cv::Mat& classes) {
  cv::Mat edges = new_image(classes.size(), CV_8UC1, cv::Scalar::all(0));
  std::vector<cv::Point> open;
  for (int y = 0; y < classes.rows; ++y) {
    for (int x = 0; x < classes.cols; ++x) {
      if (classes.at<std::uint8_t>(y, x) != StrongEdge) continue;
      edges.at<std::uint8_t>(y, x) = 255;
      open.emplace_back(x, y);
    }
  }
  while (!open.empty()) {
    const cv::Point at = open.back();
    open.pop_back();
    for_each_neighbour(classes, at, [&](cv::Point next) {
      if (classes.at<std::uint8_t>(next) != WeakEdge || edges.at<std::uint8_t>(next)) return;
      edges.at<std::uint8_t>(next) = 255;
      open.push_back(next);
    });
  }
  return edges;
}

EdgeChain find_chain(const cv::Mat& classes, cv::Point at) {
  EdgeChain chain;
  if (classes.at<std::uint8_t>(at) == NoEdge) return chain;
  // Breadth first over the component; each pixel remembers by its place in `queue` who found it.
  std::vector<cv::Point> queue{at};
  std::vector<std::size_t> found_by{0};
  cv::Mat seen = cv::Mat::zeros(classes.size(), CV_8UC1);
  seen.at<std::uint8_t>(at) = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (classes.at<std::uint8_t>(queue[i]) == StrongEdge) {
      chain.reached = true;
      for (std::size_t j = i; j != 0; j = found_by[j]) chain.pixels.push_back(queue[j]);
      chain.pixels.push_back(at);
      std::reverse(chain.pixels.begin(), chain.pixels.end());
      return chain;
    }
    for_each_neighbour(classes, queue[i], [&](cv::Point next) {
      if (classes.at<std::uint8_t>(next) == NoEdge || seen.at<std::uint8_t>(next)) return;
      seen.at<std::uint8_t>(next) = 1;
      queue.push_back(next);
      found_by.push_back(i);
    });
  }
  chain.pixels = std::move(queue);
  return chain;
}

}  // namespace pixelwhy
