#include "notes/side_by_side.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/image_pool.h"

namespace pixelwhy {

cv::Mat in_color(const cv::Mat& picture) {
  if (picture.channels() == 3) return picture;
  cv::Mat color = new_image(picture.size(), CV_8UC3);
  cv::cvtColor(picture, color, cv::COLOR_GRAY2BGR);
  return color;
}

cv::Mat side_by_side(const cv::Mat& left, const cv::Mat& right) {
  const cv::Size size(left.cols + side_by_side_gap + right.cols, std::max(left.rows, right.rows));
  cv::Mat both = new_image(size, CV_8UC3, cv::Scalar::all(24));
  const auto place = [&](const cv::Mat& picture, int x) {
    in_color(picture).copyTo(both(cv::Rect({x, (size.height - picture.rows) / 2}, picture.size())));
  };
  place(left, 0);
  place(right, left.cols + side_by_side_gap);
  return both;
}

cv::Mat letterboxed(const cv::Mat& picture, cv::Size size) {
  const double scale = std::min(static_cast<double>(size.width) / picture.cols,
                                static_cast<double>(size.height) / picture.rows);
  const auto side = [&](int length, int most) {
    return std::clamp(static_cast<int>(std::lround(length * scale)), 1, most);
  };
  const cv::Size inner(side(picture.cols, size.width), side(picture.rows, size.height));
  cv::Mat canvas = new_image(size, CV_8UC3, cv::Scalar::all(0));
  const cv::Rect place({(size.width - inner.width) / 2, (size.height - inner.height) / 2}, inner);
  cv::Mat target = canvas(place);
  cv::resize(picture, target, inner, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
  return canvas;
}

}  // namespace pixelwhy
