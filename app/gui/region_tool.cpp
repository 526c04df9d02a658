#include "gui/region_tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/region.h"
#include "gui/profile_tool.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

const Text region_group{"Picture", "图像"};

/// The rectangle of two pixels, both included.
cv::Rect spanned(const PixelLine& drawn) {
  const cv::Point low{std::min(drawn.from.x, drawn.to.x), std::min(drawn.from.y, drawn.to.y)};
  const cv::Point high{std::max(drawn.from.x, drawn.to.x), std::max(drawn.from.y, drawn.to.y)};
  return {low, high + cv::Point(1, 1)};
}

bool fits_source(const AppState& state, cv::Size size) {
  return state.frame && state.frame->pixels.size() == size;
}

/// What the tool does with what was drawn.
void finish(AppState& state) {
  const PixelLine drawn = *std::exchange(state.measuring.drawn, std::nullopt);
  const CanvasTool tool = std::exchange(state.measuring.tool, CanvasTool::None);
  if (tool == CanvasTool::Line) {
    place_line(state, drawn);
  } else if (fits_source(state, drawn.size)) {
    choose_region(state, spanned(drawn) + state.frame->region.tl());
  }
}

ImVec2 on_screen(const cv::Rect2d& canvas, const CanvasView& view, cv::Point2d at) {
  const cv::Point2d screen = to_screen(view, canvas, at);
  return {static_cast<float>(screen.x), static_cast<float>(screen.y)};
}

/// Words on a small card, its middle at the top of the canvas.
void put_hint(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const std::string& words) {
  const ImVec2 size = text_size(ui.fonts.body, words);
  const ImVec2 at{static_cast<float>(canvas.x + canvas.width / 2) - size.x / 2,
                  static_cast<float>(canvas.y) + ui.px(18)};
  list->AddRectFilled({at.x - ui.px(14), at.y - ui.px(8)},
                      {at.x + size.x + ui.px(14), at.y + size.y + ui.px(8)}, packed(ui.colors->panel, 0.96F),
                      ui.px(8));
  list->AddRect({at.x - ui.px(14), at.y - ui.px(8)}, {at.x + size.x + ui.px(14), at.y + size.y + ui.px(8)},
                packed(ui.colors->border), ui.px(8));
  put_text(list, ui.fonts.body, at, packed(ui.colors->text), words);
}

void put_label(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, ImVec2 beside, const std::string& words) {
  const ImVec2 size = text_size(ui.fonts.mono_small, words);
  const float right = static_cast<float>(canvas.x + canvas.width) - size.x - ui.px(12);
  const float bottom = static_cast<float>(canvas.y + canvas.height) - size.y - ui.px(8);
  const ImVec2 at{std::min(beside.x + ui.px(14), right), std::min(beside.y + ui.px(14), bottom)};
  list->AddRectFilled({at.x - ui.px(6), at.y - ui.px(3)},
                      {at.x + size.x + ui.px(6), at.y + size.y + ui.px(3)}, packed(ui.colors->panel, 0.96F),
                      ui.px(4));
  put_text(list, ui.fonts.mono_small, at, packed(ui.colors->text), words);
}

/// What lies outside is dimmed.
void draw_rectangle(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const CanvasView& view,
                    const cv::Rect& region) {
  const ImVec2 a = on_screen(canvas, view, region.tl());
  const ImVec2 b = on_screen(canvas, view, region.br());
  const ImVec2 min{static_cast<float>(canvas.x), static_cast<float>(canvas.y)};
  const ImVec2 max{static_cast<float>(canvas.x + canvas.width), static_cast<float>(canvas.y + canvas.height)};
  const ImU32 dim = IM_COL32(0, 0, 0, 110);
  list->AddRectFilled(min, {max.x, a.y}, dim);
  list->AddRectFilled({min.x, b.y}, max, dim);
  list->AddRectFilled({min.x, a.y}, {a.x, b.y}, dim);
  list->AddRectFilled({b.x, a.y}, {max.x, b.y}, dim);
  list->AddRect({a.x - 1, a.y - 1}, {b.x + 1, b.y + 1}, IM_COL32(0, 0, 0, 170), 0, 0, ui.px(3));
  list->AddRect(a, b, packed(ui.colors->accent), 0, 0, ui.px(1.5F));
}

}  // namespace

cv::Size whole_size(const AppState& state) {
  return state.frame ? whole_of(*state.frame).pixels.size() : cv::Size();
}

void enter_region(AppState& state, std::optional<cv::Rect> region) {
  if (region == cv::Rect({0, 0}, whole_size(state))) region.reset();
  if (region && !fits(*region, whole_size(state))) return;
  if (region == state.region) return;
  state.region = region;
  if (state.live.active)
    state.live.orders.emplace_back([region](Player& player) { player.set_region(region); });
}

void choose_region(AppState& state, std::optional<cv::Rect> region) {
  commit(state);  // what was changed before is a step of its own
  enter_region(state, region);
  commit(state);
}

void begin_tool(AppState& state, CanvasTool tool) {
  if (state.measuring.tool == tool) return end_tool(state);
  end_tool(state);
  const cv::Size size = state.shown_image().size();
  if (tool == CanvasTool::Region && !fits_source(state, size)) choose_stage(state, source_stage);
  state.measuring.tool = tool;
}

void end_tool(AppState& state) {
  Measuring& measuring = state.measuring;
  measuring.let_go = measuring.drawn.has_value();
  measuring.drawn.reset();
  measuring.tool = CanvasTool::None;
}

bool use_tool(Ui& ui, int pane, const cv::Rect2d& canvas, const CanvasView& view, cv::Size size) {
  AppState& state = ui.state;
  Measuring& measuring = state.measuring;
  const bool down = ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (measuring.let_go) {
    measuring.let_go = down;
    return true;
  }
  if (measuring.tool == CanvasTool::None) return false;
  if (measuring.tool == CanvasTool::Region && !fits_source(state, size)) {
    if (pane == state.panes.active) end_tool(state);  // another stage came into view
    return false;
  }
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImGuiIO& io = ImGui::GetIO();
  const auto pixel_at = [&](ImVec2 screen) {
    const cv::Point pixel = pixel_under(view, canvas, {screen.x, screen.y});
    return cv::Point(std::clamp(pixel.x, 0, size.width - 1), std::clamp(pixel.y, 0, size.height - 1));
  };
  const bool far = measuring.drawn || ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4);
  if (ImGui::IsItemActive() && down && far) {
    measuring.drawn = PixelLine{pixel_at(io.MouseClickedPos[0]), pixel_at(io.MousePos), size};
  } else if (measuring.drawn && ImGui::IsItemDeactivated()) {
    finish(state);
  }
  return !ImGui::IsMouseDown(ImGuiMouseButton_Middle) && !ImGui::IsMouseDown(ImGuiMouseButton_Right);
}

void draw_tool(Ui& ui, ImDrawList* list, int pane, const cv::Rect2d& canvas, const CanvasView& view,
               cv::Size size) {
  const Measuring& measuring = ui.state.measuring;
  if (measuring.tool == CanvasTool::None) return;
  const bool region = measuring.tool == CanvasTool::Region;
  const auto& drawn = measuring.drawn;
  if (!drawn) {
    if (pane == ui.state.panes.active)
      put_hint(ui, list, canvas, ui.text(region ? strings::region_hint : strings::line_hint));
  } else if (drawn->size == size && region) {
    const cv::Rect rectangle = spanned(*drawn);
    draw_rectangle(ui, list, canvas, view, rectangle);
    put_label(ui, list, canvas, on_screen(canvas, view, rectangle.br()),
              fmt::format("{} × {}", rectangle.width, rectangle.height));
  } else if (drawn->size == size) {
    draw_line_over(ui, list, canvas, view, *drawn);
  }
}

void add_region_actions(std::vector<Action>& actions) {
  actions.push_back({"region",
                     region_group,
                     {"Work on a region", "只处理一个区域"},
                     {{"K"}},
                     [](AppState& s) { begin_tool(s, CanvasTool::Region); },
                     [](const AppState& s) { return s.frame != nullptr; }});
  actions.push_back({"whole-picture",
                     region_group,
                     {"Whole picture again", "恢复整幅图像"},
                     {{"K", false, true}},
                     [](AppState& s) { choose_region(s, std::nullopt); },
                     [](const AppState& s) { return s.region.has_value(); }});
}

}  // namespace pixelwhy::gui
