#include <doctest/doctest.h>

#include <limits>

#include "core/view.h"
#include "gui/graphics.h"
#include "gui/stage_texture.h"

namespace pixelwhy::gui {

namespace {

cv::Mat read_back(const ColorTexture& colors) {
  cv::Mat picture(colors.size, CV_8UC3);
  glBindTexture(GL_TEXTURE_2D, colors.texture.name());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glGetTexImage(GL_TEXTURE_2D, 0, GL_BGR, GL_UNSIGNED_BYTE, picture.data);
  return picture;
}

}  // namespace

TEST_CASE("the shader's colours are those of the core, for every view and depth") {
  const Graphics graphics({320, 240}, false);
  const Colorizer colorizer;
  cv::RNG random(7);
  for (const View view : {View::Picture, View::Signed, View::Magnitude, View::Angle, View::Labels, View::Mask,
                          View::Accumulator}) {
    for (const int type : {CV_8UC1, CV_8UC3, CV_32FC1, CV_32FC3}) {
      if (CV_MAT_CN(type) == 3 && view != View::Picture) continue;  // only pictures have three channels
      if (view == View::Angle && type != CV_32FC1) continue;        // directions are floating point
      cv::Mat image(37, 53, type);
      const bool labels = view == View::Labels;
      random.fill(image, cv::RNG::UNIFORM, labels ? 0 : -300, labels ? 12 : 400);
      if (image.depth() == CV_32F) image.ptr<float>(3)[5] = std::numeric_limits<float>::quiet_NaN();
      cv::Mat weight(image.size(), CV_32FC1);
      random.fill(weight, cv::RNG::UNIFORM, 0, 500);
      const Range range = view_range(view, image);
      const cv::Mat expected = colorize(view, range, image, weight);
      const cv::Mat shown =
          read_back(colorizer.colorize(view, image, range, weight, view_range(View::Magnitude, weight)));
      // One level: the shader computes in 32 bits, the core in 64.
      INFO(static_cast<int>(view), " ", type);
      CHECK(cv::norm(expected, shown, cv::NORM_INF) <= 1);
    }
  }
}

}  // namespace pixelwhy::gui
