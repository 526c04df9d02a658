#include <imgui.h>

#include <algorithm>

#include "gui/app_window.h"
#include "gui/detail_tabs.h"
#include "gui/film_strip.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

ImVec2 moved(cv::Point2f point, ImVec2 by) { return {point.x + by.x, point.y + by.y}; }

}  // namespace

void AppWindow::draw() {
  ui_->places.clear();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Layout layout = lay_out_window({screen.x, screen.y}, state_.panels, parameters_.height(*ui_), ui_->scale);
  const bool transport = has_transport(state_);
  if (transport) layout.canvas.height -= ui_->px(40);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("PixelWhy", nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  const ImVec2 offset{-ImGui::GetScrollX(), -ImGui::GetScrollY()};
  const auto min = [&](const cv::Rect2f& part) { return moved(part.tl(), offset); };
  const auto max = [&](const cv::Rect2f& part) { return moved(part.br(), offset); };
  state_.pointing = {};
  list_->draw(*ui_, min(layout.list), max(layout.list));
  if (const auto passage = list_->take_passage()) about_.seek(*passage);
  canvas_->draw(*ui_, min(layout.canvas), max(layout.canvas));
  draw_frozen_mark(*ui_, min(layout.canvas), max(layout.canvas));
  if (transport) {
    const ImVec2 corner = max(layout.canvas);
    transport_.draw(*ui_, {min(layout.canvas).x, corner.y}, {corner.x, corner.y + ui_->px(40)});
  }
  draw_canvas_bar(*ui_, min(layout.canvas_bar), max(layout.canvas_bar));
  parameters_.draw(*ui_, *samples_, min(layout.parameters), max(layout.parameters));
  draw_film_strip(*ui_, min(layout.strip), max(layout.strip));
  draw_details(layout, offset);
  top_bar_.draw(*ui_, *samples_, min(layout.top), max(layout.top));
  draw_status_bar(*ui_, min(layout.status), max(layout.status));
  draw_splitters(layout, offset);
  ImGui::SetCursorScreenPos({offset.x + layout.whole.width - 1, offset.y + layout.whole.height - 1});
  ImGui::Dummy({1, 1});
  ImGui::End();
  draw_live_banner(*ui_, min(layout.canvas), max(layout.canvas));
  if (bare_) return;
  overlays_.draw(*ui_, min(layout.canvas), max(layout.canvas));
  browser_->draw(*ui_);
  figure_sheet_->draw(*ui_);
  notes_->draw(*ui_);
  sweep_sheet_->draw(*ui_, min(layout.canvas), max(layout.canvas));
}

void AppWindow::draw_details(const Layout& layout, ImVec2 offset) {
  Ui& ui = *ui_;
  const ImVec2 min = moved(layout.details.tl(), offset);
  const ImVec2 max = moved(layout.details.br(), offset);
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(ui.colors->panel));
  const float pad = ui.px(16);
  draw_detail_tabs(ui, min, max);
  const float top = min.y + ui.px(detail_tabs_height);
  ImGui::SetCursorScreenPos({min.x + pad, top});
  constexpr const char* children[] = {"why", "about", "code", "values", "race"};  // in the order of Tab
  ImGui::BeginChild(children[static_cast<int>(state_.tab)], {max.x - min.x - pad, max.y - top});
  ImGui::Dummy({1, ui.px(4)});
  const float width = max.x - min.x - 2 * pad;
  if (state_.tab == Tab::Why) why_.draw(ui, width);
  if (state_.tab == Tab::About) about_.draw(ui, width);
  if (state_.tab == Tab::Code) code_.draw(ui, width);
  if (state_.tab == Tab::Data) values_->draw(ui, width);
  if (state_.tab == Tab::Race) {
    race_->draw(ui, width);
    draw_whole_way(ui, way_, width);
    ImGui::Dummy({1, ui.px(8)});
  }
  ImGui::EndChild();
}

void AppWindow::draw_splitters(const Layout& layout, ImVec2 offset) {
  Ui& ui = *ui_;
  PanelSizes& panels = state_.panels;
  const float s = ui.scale;
  const float gap = ui.px(6);
  // Each starts from what is seen, so that a panel that had to give way follows the mouse at once.
  const auto drag = [&](const char* id, cv::Rect2f bar, bool vertical, float PanelSizes::*part, float seen,
                        float sign) {
    const float by = splitter(ui, id, moved(bar.tl(), offset), moved(bar.br(), offset), vertical);
    if (by != 0) panels.*part = std::clamp(seen / s + sign * by / s, 80.0F, 1200.0F);
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) panels.*part = PanelSizes().*part;
  };
  const cv::Rect2f& canvas = layout.canvas;
  drag("split:left", {layout.list.br().x, layout.list.y, gap, layout.list.height}, true, &PanelSizes::left,
       layout.list.width, 1);
  drag("split:right", {layout.details.x - gap, layout.list.y, gap, layout.list.height}, true,
       &PanelSizes::right, layout.details.width, -1);
  drag("split:strip", {canvas.x, layout.strip.y - gap, canvas.width, gap}, false, &PanelSizes::strip,
       layout.strip.height, -1);
  drag("split:parameters", {layout.details.x, layout.details.y - gap, layout.details.width, gap}, false,
       &PanelSizes::parameters, layout.parameters.height, 1);
}

}  // namespace pixelwhy::gui
