#include "gui/layout.h"

#include <algorithm>
#include <cmath>

namespace pixelwhy::gui {

Layout lay_out_window(cv::Size2f window, const PanelSizes& wanted, float parameters_need, float scale) {
  const auto px = [scale](float units) { return std::round(units * scale); };
  Layout layout;
  layout.whole = {std::max(window.width, px(640)), std::max(window.height, px(480))};
  const float width = layout.whole.width;
  const float height = layout.whole.height;
  const float top = px(48);
  const float status = px(28);
  const float gap = px(6);
  const float left = std::round(std::clamp(px(wanted.left), px(120), std::max(px(120), width * 0.22F)));
  const float right = std::round(std::clamp(px(wanted.right), px(248), std::max(px(248), width * 0.42F)));
  const float body = height - top - status;
  const float strip = std::round(std::clamp(px(wanted.strip), px(84), std::max(px(84), body * 0.4F)));
  const float tall = wanted.parameters > 0 ? px(wanted.parameters) : parameters_need;
  const float parameters = std::round(std::clamp(tall, px(96), std::max(px(96), body * 0.6F)));
  const float bar = px(40);
  const float middle = width - left - right - 2 * gap;
  layout.top = {0, 0, width, top};
  layout.list = {0, top, left, body};
  layout.canvas_bar = {left + gap, top, middle, bar};
  layout.canvas = {left + gap, top + bar, middle, body - bar - gap - strip};
  layout.strip = {left + gap, top + body - strip, middle, strip};
  layout.parameters = {width - right, top, right, parameters};
  layout.details = {width - right, top + parameters + gap, right, body - parameters - gap};
  layout.status = {0, height - status, width, status};
  return layout;
}

}  // namespace pixelwhy::gui
