#include "gui/canvas.h"

#include <algorithm>
#include <cmath>

#include "gui/color_bar.h"
#include "gui/pane_bar.h"
#include "gui/pane_strings.h"
#include "gui/plots.h"
#include "gui/profile_tool.h"
#include "gui/region_tool.h"
#include "gui/strings.h"
#include "gui/view_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// The lit part of the field's mask of the stage in view, if it is of what was pinned last.
LitPart field_part(Ui& ui, cv::Size size) {
  const AppState& state = ui.state;
  if (!state.show_field || !state.field || !state.origin || state.peek) return {};
  if (state.field->place != *state.origin) return {};
  const auto& masks = state.field->masks;
  const StageId stage = state.shown_stage();
  const std::size_t index = stage == source_stage ? masks.size() - 1 : static_cast<std::size_t>(stage);
  if (index >= masks.size() || masks[index].size() != size) return {};
  const cv::Rect& bounds = state.field->bounds[index];
  if (bounds.area() < 2) return {};
  return {ui.textures.mask(masks[index](bounds)), bounds, false};
}

LitPart lit_part(Ui& ui, const PaneScene& scene) {
  const cv::Size size = scene.size();
  if (const Lit* lit = current_light(ui.state); lit && lit->gathered) {
    if (lit->mask.size() == size) return {ui.textures.mask(lit->mask), {{0, 0}, size}, true};
    return {};
  }
  return scene.in_view ? field_part(ui, size) : LitPart();
}

/// The entry of a histogram or curve in view that the pin stands for: itself where a journey along the terms
/// ended here, else the value of the pinned pixel in the picture that the data were made from.
std::optional<double> pinned_entry(const AppState& state) {
  if (!state.pin) return std::nullopt;
  if (!state.crumbs.empty()) return state.pin->x;
  const auto picture = picture_behind(state, state.shown_stage());
  if (!picture) return std::nullopt;
  const cv::Mat& image = state.looks.at(*picture).result->output.image;
  if (image.type() != CV_8UC1 || !cv::Rect({0, 0}, image.size()).contains(*state.pin)) return std::nullopt;
  return value_at(image, *state.pin);
}

/// The pixels that an entry of a histogram or table is about.
std::optional<Gathered> gathered_by(const AppState& state, StageId data, double entry) {
  const auto picture = picture_behind(state, data);
  if (!picture || state.looks.at(*picture).result->output.image.type() != CV_8UC1) return std::nullopt;
  return Gathered{*picture, state.looks.at(*picture).result, {entry - 0.5, entry + 0.5}};
}

/// How a picture that is no difference is drawn; a transparent source over a checkerboard.
Drawing drawn(Ui& ui, const Look& look) {
  const AppState& state = ui.state;
  Drawing drawing = drawing_of(state.viewing, ui.lenses, state.demo, look);
  if (drawing.fourth != Drawing::Fourth::Nothing || look.stage != source_stage || !state.frame)
    return drawing;
  if (state.frame->alpha.size() != look.result->output.image.size()) return drawing;
  drawing.fourth = Drawing::Fourth::Opacity;
  drawing.marks = state.frame->alpha;
  return drawing;
}

ImVec2 corner(cv::Point2d at) { return {static_cast<float>(at.x), static_cast<float>(at.y)}; }

}  // namespace

void draw_canvas_message(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const std::string& title,
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

cv::Rect2d own_part(const Compare& compare, const cv::Rect2d& pane) {
  if (compare.mode == Compare::Mode::Wipe)
    return {pane.x, pane.y, std::round(pane.width * compare.wipe), pane.height};
  if (compare.mode == Compare::Mode::Split) return {pane.x, pane.y, std::floor(pane.width / 2), pane.height};
  return pane;
}

cv::Rect2d other_part(const Compare& compare, const cv::Rect2d& pane) {
  const double left = own_part(compare, pane).br().x;
  return {left, pane.y, pane.br().x - left, pane.height};
}

void Canvas::click(AppState& state, int index, cv::Point pixel) {
  pin_before_click_ = state.pin;
  if (index != state.panes.active) {
    activate_pane(state, index);
    pin_at(state, pixel);
  } else if (state.pin == pixel) {
    unpin(state);
  } else {
    pin_at(state, pixel);
  }
}

void Canvas::read_mouse(Ui& ui, int index, cv::Rect2d canvas, CanvasView& view, cv::Size size) {
  AppState& state = ui.state;
  const ImGuiIO& io = ImGui::GetIO();
  const cv::Point2d mouse{io.MousePos.x, io.MousePos.y};
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  const bool drawing = use_tool(ui, index, canvas, view, size);
  if (ImGui::IsItemActivated()) {
    dragged_ = false;
    state.focused_parameter.reset();
  }
  if (active && !drawing && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
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
    zoom_at(view, canvas, mouse, view.zoom * std::pow(2.0, static_cast<double>(io.MouseWheel) / 3));
    keep_in_sight(view, size);
  }
  if (hovered) state.panes.hovered = index;
  const cv::Point pixel = pixel_under(view, canvas, mouse);
  const bool inside = cv::Rect({0, 0}, size).contains(pixel);
  // A pixel of another size of picture means nothing to the stage in view.
  if (hovered && inside && size == state.shown_image().size()) state.hover = state.last_hover = pixel;
  const PaneContent content = content_of(state, index);
  if (hovered && inside && content.item.made == Made::Ours && !content.minus && !state.peek)
    state.pointing.pixel = Place{content.item.stage, pixel};
  if (drawing) return;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    view.fitted = true;
    state.pin = pin_before_click_;
    dragged_ = true;  // the release that follows is no click
  } else if (ImGui::IsItemDeactivated() && !dragged_ && hovered && inside && io.KeyCtrl) {
    keep_pixel(state, pixel);
  } else if (ImGui::IsItemDeactivated() && !dragged_ && hovered && inside) {
    click(state, index, pixel);
  }
}

/// Until the stage is there, the picture that it is computed from keeps its place.
void Canvas::draw_waiting(Ui& ui, ImDrawList* list, int index) {
  const cv::Rect2d canvas = ui.state.panes.panes[static_cast<std::size_t>(index)].canvas;
  const auto source = ui.state.looks.find(source_stage);
  if (source == ui.state.looks.end()) return;
  const cv::Size size = source->second.result->output.image.size();
  if (size.empty()) return;
  CanvasView view = pane_view(ui.state, index, size);
  if (view.fitted) {
    fit(view, canvas, size);
    set_pane_view(ui.state, index, size, view);
  }
  paint_picture(ui, list, {canvas, view, source->second, false, drawn(ui, source->second)}, canvas, {});
  list->AddRectFilled(corner(canvas.tl()), corner(canvas.br()), packed(ui.colors->canvas, 0.35F));
}

/// Without the shader there is no picture, and a message says why.
void Canvas::paint_picture(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Rect2d clip,
                           const LitPart& lit) {
  if (!painter_.usable()) {
    const std::string words = painter_.problem() ? ui.text(*painter_.problem()) : "";
    draw_canvas_message(ui, list, clip, ui.text(strings::shader_missing), words, true);
    return;
  }
  const CanvasView& view = scene.view;
  const cv::Rect2d seen = clip & scene.canvas;
  const double unit = static_cast<double>(ImGui::GetIO().DisplayFramebufferScale.x);
  const cv::Rect2d part(to_picture(view, scene.canvas, seen.tl()), to_picture(view, scene.canvas, seen.br()));
  const bool at_once = ui.state.live.running;
  painter_.paint(list, {scene.canvas, seen, view, scene.size(),
                        ui.textures.of(scene.drawing, {part, view.zoom * unit, at_once}),
                        scene.drawing.fourth, ui.state.viewing.bicubic, lit, ui.colors, ui.scale});
}

void Canvas::paint(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Rect2d clip) {
  const cv::Size size = scene.size();
  paint_picture(ui, list, scene, clip, lit_part(ui, scene));
  list->PushClipRect(corner(clip.tl()), corner(clip.br()), true);
  draw_overlays(ui, list, scene);
  draw_measured(ui, list, scene.canvas, scene.view, size);
  list->PopClipRect();
}

/// The stage in view and what it is compared with.
void Canvas::draw_compared(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  const AppState& state = ui.state;
  const Compare& compare = state.panes.compare;
  const cv::Rect2d pane = state.panes.panes[static_cast<std::size_t>(state.panes.active)].canvas;
  const bool split = compare.mode == Compare::Mode::Split;
  const bool hidden = compare.mode == Compare::Mode::Blink && compare.second;
  if (!hidden) paint(ui, list, scene, own_part(compare, pane));
  const cv::Rect2d part = hidden ? pane : other_part(compare, pane);
  if (compare.mode == Compare::Mode::Blink && !hidden) return;
  Text why;
  const Look* other = look_of(state, compared_with(state), &why);
  if (!other || other->result->error || other->result->output.image.empty()) {
    list->AddRectFilled(corner(part.tl()), corner(part.br()), packed(ui.colors->canvas));
    const Text words = other && other->result->error ? other->result->error->text()
                       : why.empty() ? (other ? strings::not_pictures : strings::computing_extra)
                                     : why;
    draw_canvas_message(ui, list, part, pane_words(ui, compared_with(state)), ui.text(words), false);
    return;
  }
  const CanvasView view = other->result->output.image.size() == scene.size()
                              ? scene.view
                              : pane_view(ui.state, state.panes.active, other->result->output.image.size());
  paint(ui, list, {split ? part : scene.canvas, view, *other, false, drawn(ui, *other)}, part);
}

void Canvas::draw_content(Ui& ui, ImDrawList* list, int index, const Look& as_made) {
  AppState& state = ui.state;
  const Compare& compare = state.panes.compare;
  const cv::Rect2d pane = state.panes.panes[static_cast<std::size_t>(index)].canvas;
  const bool active = index == state.panes.active;
  Look look = as_made;
  if (active && !state.peek && compare.mode == Compare::Mode::Difference) {
    look.range.low /= compare.gain;
    look.range.high /= compare.gain;
  }
  const bool compared = active && !state.peek && compare.mode != Compare::Mode::Off &&
                        compare.mode != Compare::Mode::Difference;
  const cv::Size size = look.result->output.image.size();
  cv::Rect2d canvas = pane;
  if (compared && compare.mode == Compare::Mode::Split) {
    canvas = own_part(compare, pane);
    state.canvas = canvas;
  }
  CanvasView view = pane_view(state, index, size);
  const cv::Rect2d right = other_part(compare, pane);
  const bool over_right =
      canvas != pane && right.contains({ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y});
  read_mouse(ui, index, over_right ? right : canvas, view, size);
  if (view.fitted) fit(view, canvas, size);
  set_pane_view(state, index, size, view);
  const PaneContent content = content_of(state, index);
  const bool difference = content.minus && !(active && state.peek);
  const PaneScene scene{canvas, view, look, active && content.item.made == Made::Ours,
                        difference ? Drawing{look} : drawn(ui, look)};
  if (compared) {
    draw_compared(ui, list, scene);
  } else {
    paint(ui, list, scene, pane);
  }
  if (!compared || !compare.second)
    draw_color_bar(ui, list, compared ? own_part(compare, pane) : pane, scene.drawing);
  draw_tool(ui, list, index, canvas, view, size);
}

void Canvas::draw_pane(Ui& ui, ImDrawList* list, int index) {
  AppState& state = ui.state;
  const cv::Rect2d pane = state.panes.panes[static_cast<std::size_t>(index)].canvas;
  const ImVec2 min = corner(pane.tl());
  const ImVec2 max = corner(pane.br());
  const bool active = index == state.panes.active;
  ui.mark("pane:" + std::to_string(index), min, max);
  if (active) ui.mark("canvas", min, max);
  ImGui::SetCursorScreenPos(min);
  ImGui::PushID(index);
  ImGui::InvisibleButton("canvas", {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                             ImGuiButtonFlags_MouseButtonRight);
  ImGui::PopID();
  list->PushClipRect(min, max, true);
  list->AddRectFilled(min, max, packed(ui.colors->canvas));
  Text why;
  const Look* look =
      active && state.peek ? state.shown_look() : look_of(state, content_of(state, index), &why);
  if (!look) {
    draw_waiting(ui, list, index);
    if (!why.empty()) {
      draw_canvas_message(ui, list, pane, pane_words(ui, content_of(state, index)), ui.text(why), false);
    } else if (!state.frame && !state.opening) {
      draw_canvas_message(ui, list, pane, ui.text(strings::no_picture), ui.text(strings::no_picture_hint),
                          false);
    }
  } else if (look->result->error) {
    draw_canvas_message(
        ui, list, pane, ui.text(strings::stage_failed),
        ui.text(look->result->error->text()) + std::string(ui.text(strings::stage_failed_hint)), true);
  } else if (look->result->output.image.empty()) {
    const float inset = ui.px(24);
    const auto entry =
        draw_plot(ui, list, {min.x + inset, min.y + inset}, {max.x - inset, max.y - inset},
                  look->result->output.data, true, active ? pinned_entry(state) : std::nullopt);
    const StageId stage = active && state.peek ? state.shown_stage() : content_of(state, index).item.stage;
    if (entry && ImGui::IsItemHovered()) state.pointing.gathered = gathered_by(state, stage, *entry);
  } else {
    draw_content(ui, list, index, *look);
  }
  list->PopClipRect();
}

void Canvas::draw(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  Panes& panes = state.panes;
  const cv::Rect2d whole{min.x, min.y, std::max(1.0, static_cast<double>(max.x - min.x)),
                         std::max(1.0, static_cast<double>(max.y - min.y))};
  const std::vector<cv::Rect2d> rects = lay_out_panes(whole, panes.count, std::round(ui.px(3)));
  for (std::size_t i = 0; i < rects.size(); ++i) panes.panes[i].canvas = rects[i];
  state.canvas = rects[static_cast<std::size_t>(panes.active)];
  state.hover.reset();
  panes.hovered.reset();
  painter_.begin();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(ui.colors->border));
  // What lies over the pictures is asked for the mouse first, and drawn last.
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  draw_pane_controls(ui, whole);
  list->ChannelsSetCurrent(0);
  for (int i = 0; i < panes.count; ++i) draw_pane(ui, list, i);
  list->ChannelsMerge();
  draw_pane_values(ui, whole);
}

}  // namespace pixelwhy::gui
