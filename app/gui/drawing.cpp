#include "gui/drawing.h"

#include <algorithm>
#include <cmath>

#include "core/explanation.h"

namespace pixelwhy::gui {

Drawing drawing_of(const Viewing& viewing, LensStore& lenses, int demo, const Look& look) {
  Drawing drawing{look, viewing.of(demo, look.stage)};
  if (viewing.lens == TypeLens::Off || look.result->output.image.empty() || !has_scale(look.view))
    return drawing;
  if (auto lens = lenses.of(look.result, viewing.lens)) {
    drawing.look = {look.stage, View::Picture, lens->picture, nullptr, {0, 255}, {}, {}};
    drawing.settings = {};
    drawing.fourth = Drawing::Fourth::Lost;
    drawing.marks = lens->view.lost;
    drawing.lens = std::move(lens);
  }
  return drawing;
}

cv::Vec3b color_at(const Drawing& drawing, cv::Point at) {
  const Look& look = drawing.look;
  const cv::Mat& image = look.picture();
  double values[4] = {};
  const int channels = std::min(image.channels(), 3);
  for (int c = 0; c < channels; ++c) values[c] = value_at(image, at, c);
  double weight = 1;
  if (look.weight && look.weight_range.high > 0) {
    weight =
        std::sqrt(std::clamp(value_at(look.weight->output.image, at) / look.weight_range.high, 0.0, 1.0));
  }
  return color_of(look.view, look.range, values, channels, weight, drawing.settings);
}

}  // namespace pixelwhy::gui
