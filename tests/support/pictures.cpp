#include "support/pictures.h"

#include <limits>
#include <opencv2/imgproc.hpp>

namespace pixelwhy::test {

cv::Mat scene(cv::Size size, std::uint64_t seed) {
  cv::RNG generator(seed);
  cv::Mat image(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int shade = 40 + 120 * x / size.width + 60 * y / size.height;
      image.at<cv::Vec3b>(y, x) =
          cv::Vec3b(cv::saturate_cast<uchar>(shade), cv::saturate_cast<uchar>(shade * 9 / 10),
                    cv::saturate_cast<uchar>(220 - shade));
    }
  }
  const auto random_point = [&] {
    return cv::Point(generator.uniform(0, size.width), generator.uniform(0, size.height));
  };
  for (int i = 0; i < 12; ++i) {
    const cv::Scalar color(generator.uniform(0, 256), generator.uniform(0, 256), generator.uniform(0, 256));
    if (i % 3 == 0) {
      cv::circle(image, random_point(), generator.uniform(2, 2 + size.width / 5), color, cv::FILLED,
                 cv::LINE_AA);
    } else if (i % 3 == 1) {
      cv::rectangle(image, random_point(), random_point(), color, cv::FILLED);
    } else {
      cv::line(image, random_point(), random_point(), color, generator.uniform(1, 4), cv::LINE_AA);
    }
  }
  cv::Mat grain(size, CV_16SC3);
  generator.fill(grain, cv::RNG::NORMAL, 0, 4);
  cv::Mat sum;
  cv::add(image, grain, sum, cv::noArray(), CV_8U);
  return sum;
}

double largest_difference(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.type() != b.type()) return std::numeric_limits<double>::infinity();
  return a.empty() ? 0 : cv::norm(a, b, cv::NORM_INF);
}

}  // namespace pixelwhy::test
