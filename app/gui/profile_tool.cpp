#include "gui/profile_tool.h"

#include <algorithm>

#include "gui/region_tool.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

void place_line(AppState& state, const PixelLine& line) {
  state.measuring.line = line;
  state.tab = Tab::Data;
}

void keep_pixel(AppState& state, cv::Point at) {
  constexpr std::size_t most = 16;  // more are no small table
  auto& kept = state.measuring.kept;
  const KeptPixel pixel{at, state.shown_image().size()};
  if (pixel.size.empty()) return;
  state.tab = Tab::Data;
  if (std::erase(kept, pixel) > 0) return;
  if (kept.size() >= most) kept.erase(kept.begin());
  kept.push_back(pixel);
}

void add_profile_actions(std::vector<Action>& actions) {
  const Text group{"Pixel", "像素"};
  actions.push_back({"profile",
                     group,
                     {"Profile along a line", "沿线剖面"},
                     {{"I"}},
                     [](AppState& s) {
                       if (s.measuring.line) {
                         s.measuring.line.reset();
                       } else {
                         begin_tool(s, CanvasTool::Line);
                       }
                     },
                     [](const AppState& s) { return s.measuring.line || !s.shown_image().empty(); }});
  actions.push_back({"keep-pixel",
                     group,
                     {"Keep this pixel", "保留此像素"},
                     {{"H"}},
                     [](AppState& s) { keep_pixel(s, s.hover ? *s.hover : *s.pin); },
                     [](const AppState& s) { return s.hover || s.pin; }});
}

void draw_measured(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const CanvasView& view,
                   cv::Size size) {
  const Measuring& measuring = ui.state.measuring;
  if (measuring.line && measuring.line->size == size) draw_line_over(ui, list, canvas, view, *measuring.line);
  for (std::size_t i = 0; i < measuring.kept.size(); ++i) {
    if (measuring.kept[i].size != size) continue;
    const cv::Point2d at = to_screen(view, canvas, cv::Point2d(measuring.kept[i].at) + cv::Point2d(0.5, 0.5));
    if (!canvas.contains(at)) continue;
    const ImVec2 middle{static_cast<float>(at.x), static_cast<float>(at.y)};
    const float away =
        std::max(ui.px(11), static_cast<float>(view.zoom) / 2);  // the pixel itself stays in sight
    const ImVec2 badge{middle.x + away, middle.y - away};
    list->AddCircleFilled(middle, ui.px(3.5F), IM_COL32(0, 0, 0, 170), 16);
    list->AddCircleFilled(middle, ui.px(2.5F), packed(ui.colors->second), 16);
    list->AddCircleFilled(badge, ui.px(9), IM_COL32(0, 0, 0, 170), 24);
    list->AddCircleFilled(badge, ui.px(8), packed(ui.colors->second), 24);
    const std::string number = std::to_string(i + 1);
    const ImVec2 extent = text_size(ui.fonts.small, number);
    put_text(list, ui.fonts.small, {badge.x - extent.x / 2, badge.y - extent.y / 2}, packed(ui.colors->panel),
             number);
  }
}

void draw_line_over(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const CanvasView& view,
                    const PixelLine& line) {
  const auto end = [&](cv::Point at) {
    const cv::Point2d screen = to_screen(view, canvas, cv::Point2d(at) + cv::Point2d(0.5, 0.5));
    return ImVec2(static_cast<float>(screen.x), static_cast<float>(screen.y));
  };
  const ImVec2 a = end(line.from);
  const ImVec2 b = end(line.to);
  list->AddLine(a, b, IM_COL32(0, 0, 0, 170), ui.px(4));
  list->AddLine(a, b, packed(ui.colors->accent), ui.px(2));
  for (const ImVec2& at : {a, b}) {
    list->AddCircleFilled(at, ui.px(5), IM_COL32(0, 0, 0, 170), 20);
    list->AddCircleFilled(at, ui.px(3.5F), packed(ui.colors->accent), 20);
  }
}

}  // namespace pixelwhy::gui
