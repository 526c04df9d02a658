#include "core/resampling.h"

#include <algorithm>
#include <cmath>

namespace pixelwhy {

namespace {

double keys(double t) {
  t = std::abs(t);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

cv::Vec3b rounded(const cv::Vec3d& color) {
  cv::Vec3b result;
  for (int c = 0; c < 3; ++c)
    result[c] = static_cast<uchar>(std::floor(std::clamp(color[c], 0.0, 255.0) + 0.5));
  return result;
}

cv::Vec3b bicubic_color(const cv::Mat& picture, cv::Point2d place) {
  const cv::Point first{static_cast<int>(std::floor(place.x - 0.5)) - 1,
                        static_cast<int>(std::floor(place.y - 0.5)) - 1};
  cv::Vec3d sum;
  for (int y = first.y; y < first.y + 4; ++y) {
    for (int x = first.x; x < first.x + 4; ++x) {
      const cv::Vec3d color =
          picture.at<cv::Vec3b>(std::clamp(y, 0, picture.rows - 1), std::clamp(x, 0, picture.cols - 1));
      sum += color * (keys(place.x - (x + 0.5)) * keys(place.y - (y + 0.5)));
    }
  }
  return rounded(sum);
}

cv::Vec3b mean_color(const cv::Mat& level, cv::Point2d place, double side) {
  const cv::Rect2d square(place.x - side / 2, place.y - side / 2, side, side);
  const cv::Rect2d inside = square & cv::Rect2d(0, 0, level.cols, level.rows);
  cv::Vec3d sum;
  double area = 0;
  for (int y = static_cast<int>(inside.y); y < level.rows && y < inside.br().y; ++y) {
    for (int x = static_cast<int>(inside.x); x < level.cols && x < inside.br().x; ++x) {
      const double part = (cv::Rect2d(x, y, 1, 1) & inside).area();
      sum += cv::Vec3d(level.at<cv::Vec3b>(y, x)) * part;
      area += part;
    }
  }
  return rounded(sum / area);
}

}  // namespace

int halvings_at(double zoom) {
  return zoom >= 1 ? 0 : std::min(most_halvings, static_cast<int>(std::floor(std::log2(1 / zoom))));
}

cv::Mat halved(const cv::Mat& colors) {
  const int channels = colors.channels();
  cv::Mat result(halved_length(colors.rows, 1), halved_length(colors.cols, 1), colors.type());
  for (int y = 0; y < result.rows; ++y) {
    const uchar* above = colors.ptr(2 * y);
    const uchar* below = colors.ptr(std::min(2 * y + 1, colors.rows - 1));
    uchar* row = result.ptr(y);
    for (int x = 0; x < result.cols; ++x) {
      const int left = 2 * x * channels;
      const int right = std::min(2 * x + 1, colors.cols - 1) * channels;
      for (int c = 0; c < channels; ++c) {
        row[x * channels + c] = static_cast<uchar>(
            (above[left + c] + above[right + c] + below[left + c] + below[right + c] + 2) / 4);
      }
    }
  }
  return result;
}

std::vector<cv::Mat> make_pyramid(const cv::Mat& colors) {
  std::vector<cv::Mat> levels{colors};
  for (int i = 0; i < most_halvings; ++i) levels.push_back(halved(levels.back()));
  return levels;
}

cv::Vec3b color_on_screen(const std::vector<cv::Mat>& pyramid, cv::Point2d place, double zoom, bool bicubic) {
  const cv::Mat& picture = pyramid.front();
  if (zoom < 1) {
    const int halvings = halvings_at(zoom);
    const double scale = std::ldexp(1.0, -halvings);
    return mean_color(pyramid[static_cast<std::size_t>(halvings)], place * scale, scale / zoom);
  }
  if (bicubic) return bicubic_color(picture, place);
  return picture.at<cv::Vec3b>(static_cast<int>(place.y), static_cast<int>(place.x));
}

}  // namespace pixelwhy
