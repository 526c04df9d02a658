#include "gui/canvas.h"

#include <algorithm>
#include <cmath>

#include "gui/plots.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// The field's mask of the stage in view, if it is of what was pinned last.
cv::Mat lit_mask(const AppState& state, cv::Size size) {
  if (!state.show_field || !state.field || !state.origin || state.peek) return {};
  if (state.field->place != *state.origin) return {};
  const auto& masks = state.field->masks;
  const StageId stage = state.shown_stage();
  const std::size_t index = stage == source_stage ? masks.size() - 1 : static_cast<std::size_t>(stage);
  if (index >= masks.size() || masks[index].size() != size || cv::countNonZero(masks[index]) < 2) return {};
  return masks[index];
}

/// The entry of a histogram or curve in view that the pin stands for: itself where a journey along the terms
/// ended here, else the value of the pinned pixel in the picture that the data were made from.
std::optional<double> pinned_entry(const AppState& state) {
  if (!state.pin) return std::nullopt;
  if (!state.crumbs.empty()) return state.pin->x;
  const Demo& demo = state.current_demo();
  StageId stage = state.shown_stage();
  while (stage != source_stage) {
    const auto& inputs = demo.stages[static_cast<std::size_t>(stage)].textbook.inputs;
    const auto input = std::find_if(inputs.begin(), inputs.end(),
                                    [](const InputRef& i) { return i.kind == InputRef::Kind::Stage; });
    if (input == inputs.end()) return std::nullopt;
    stage = input->index;
    const auto look = state.looks.find(stage);
    if (look == state.looks.end()) return std::nullopt;
    const cv::Mat& image = look->second.result->output.image;
    if (image.empty()) continue;
    if (image.type() != CV_8UC1 || !cv::Rect({0, 0}, image.size()).contains(*state.pin)) return std::nullopt;
    return value_at(image, *state.pin);
  }
  return std::nullopt;
}

void message(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const std::string& title,
             const std::string& words, bool error) {
  const float width = std::min(ui.px(440), static_cast<float>(canvas.width) - ui.px(32));
  ui.fonts.need(words);
  const std::vector<Span> spans{{words, ui.fonts.body, packed(ui.colors->text)}};
  const ImVec2 text = flow(nullptr, {}, spans, width - ui.px(32));
  const float height = text.y + ui.px(60);
  const ImVec2 min{static_cast<float>(canvas.x + canvas.width / 2) - width / 2,
                   static_cast<float>(canvas.y + canvas.height / 2) - height / 2};
  list->AddRectFilled(min, {min.x + width, min.y + height},
                      packed(error ? ui.colors->bad_soft : ui.colors->panel), ui.px(8));
  put_text(list, ui.fonts.strong, {min.x + ui.px(16), min.y + ui.px(14)},
           packed(error ? ui.colors->bad : ui.colors->text), title);
  flow(list, {min.x + ui.px(16), min.y + ui.px(42)}, spans, width - ui.px(32));
}

}  // namespace

void Canvas::read_mouse(Ui& ui, CanvasView& view, cv::Size size) {
  AppState& state = ui.state;
  const ImGuiIO& io = ImGui::GetIO();
  const cv::Point2d mouse{io.MousePos.x, io.MousePos.y};
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  if (ImGui::IsItemActivated()) {
    dragged_ = false;
    state.focused_parameter.reset();
  }
  if (active && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    const bool far = ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4) ||
                     ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0) ||
                     ImGui::IsMouseDragging(ImGuiMouseButton_Right, 0);
    if (far && !dragged_) {
      dragged_ = true;
      const int button = ImGui::IsMouseDown(ImGuiMouseButton_Left)     ? ImGuiMouseButton_Left
                         : ImGui::IsMouseDown(ImGuiMouseButton_Middle) ? ImGuiMouseButton_Middle
                                                                       : ImGuiMouseButton_Right;
      const ImVec2 whole = ImGui::GetMouseDragDelta(button, 0);
      pan(view, {whole.x, whole.y});
    } else if (dragged_) {
      pan(view, {io.MouseDelta.x, io.MouseDelta.y});
    }
    if (dragged_) {
      keep_in_sight(view, size);
      ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
  }
  if (hovered && io.MouseWheel != 0) {
    zoom_at(view, state.canvas, mouse, view.zoom * std::pow(2.0, static_cast<double>(io.MouseWheel) / 3));
    keep_in_sight(view, size);
  }
  const cv::Point pixel = pixel_under(view, state.canvas, mouse);
  const bool inside = cv::Rect({0, 0}, size).contains(pixel);
  state.hover = hovered && inside ? std::optional(pixel) : std::nullopt;
  if (state.hover) state.last_hover = state.hover;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    fit_view(state);
    state.pin = pin_before_click_;
    dragged_ = true;  // the release that follows is no click
  } else if (ImGui::IsItemDeactivated() && !dragged_ && hovered && inside) {
    pin_before_click_ = state.pin;
    if (state.pin == pixel) {
      unpin(state);
    } else {
      pin_at(state, pixel);
    }
  }
}

/// Until the stage is there, the picture that it is computed from keeps its place.
void Canvas::draw_waiting(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max) {
  const auto source = ui.state.looks.find(source_stage);
  if (source == ui.state.looks.end()) return;
  const cv::Size size = source->second.result->output.image.size();
  if (size.empty()) return;
  CanvasView& view = ui.state.views.of(size);
  if (view.fitted) fit(view, ui.state.canvas, size);
  list->PushClipRect(min, max, true);
  const GLuint colors = ui.textures.of(source->second).texture.name();
  painter_.paint(list, {ui.state.canvas, view, size, colors, 0, 0, ui.colors});
  list->AddRectFilled(min, max, packed(ui.colors->canvas, 0.35F));
  list->PopClipRect();
}

void Canvas::draw(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  state.canvas = {min.x, min.y, std::max(1.0, static_cast<double>(max.x - min.x)),
                  std::max(1.0, static_cast<double>(max.y - min.y))};
  ui.mark("canvas", min, max);
  ImGui::SetCursorScreenPos(min);
  ImGui::InvisibleButton("canvas", {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                             ImGuiButtonFlags_MouseButtonRight);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(ui.colors->canvas));
  painter_.begin();
  const Look* look = state.shown_look();
  if (!look) {
    state.hover.reset();
    draw_waiting(ui, list, min, max);
    if (!state.frame && !state.opening) {
      message(ui, list, state.canvas, ui.text(strings::no_picture), ui.text(strings::no_picture_hint), false);
    }
    return;
  }
  list->PushClipRect(min, max, true);
  const Output& output = look->result->output;
  if (look->result->error) {
    state.hover.reset();
    message(ui, list, state.canvas, ui.text(strings::stage_failed),
            ui.text(look->result->error->text()) + std::string(ui.text(strings::stage_failed_hint)), true);
  } else if (output.image.empty()) {
    state.hover.reset();
    const float inset = ui.px(24);
    draw_plot(ui, list, {min.x + inset, min.y + inset}, {max.x - inset, max.y - inset}, output.data, true,
              pinned_entry(state));
  } else {
    const cv::Size size = output.image.size();
    CanvasView& view = state.views.of(size);
    read_mouse(ui, view, size);
    if (view.fitted) fit(view, state.canvas, size);
    const cv::Mat alpha = look->stage == source_stage && state.frame ? state.frame->alpha : cv::Mat();
    const cv::Mat mask = lit_mask(state, size);
    painter_.paint(list, {state.canvas, view, size, ui.textures.of(*look).texture.name(),
                          alpha.size() == size ? ui.textures.mask(alpha) : 0,
                          mask.empty() ? 0 : ui.textures.mask(mask), ui.colors});
    draw_overlays(ui, list, {state.canvas, view, *look, true});
  }
  list->PopClipRect();
}

}  // namespace pixelwhy::gui
