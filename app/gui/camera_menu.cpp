#include "gui/camera_menu.h"

#include <fmt/format.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "gui/menu.h"
#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "gui/widgets.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

std::string mode_words(const CameraMode& mode) {
  std::string words;
  if (!mode.size.empty()) words = fmt::format("{} × {}", mode.size.width, mode.size.height);
  if (mode.rate > 0) words += (words.empty() ? "" : "   ") + fmt::format("{:.4g} fps", mode.rate);
  return words;
}

/// An address with a host, of a kind that can be opened.
bool is_address(const std::string& words) {
  for (const std::string_view scheme : {"http://", "https://", "rtsp://", "rtmp://", "udp://", "tcp://"}) {
    if (words.starts_with(scheme))
      return words.size() > scheme.size() && words.find(' ') == std::string::npos;
  }
  return false;
}

}  // namespace

void CameraMenu::open(Ui& ui, const std::string& spec) {
  ui.state.wishes.open = spec;
  ImGui::CloseCurrentPopup();
}

/// The camera that was open last stands first, if it is plugged in.
void CameraMenu::draw_last(Ui& ui, float width) {
  const std::string& last = ui.state.live.camera;
  const auto& found = list_.cameras();
  if (last.empty() || !found) return;
  CameraSpec spec;
  try {
    spec = parse_camera_spec(last);
  } catch (const Error&) {
    return;
  }
  const bool there = std::any_of(found->begin(), found->end(), [&](const Camera& camera) {
    return camera.name == spec.which || std::to_string(camera.number) == spec.which;
  });
  if (!there) return;
  muted_heading(ui, ui.text(strings::camera_last));
  if (menu_row(ui, "camera-last", spec.which, mode_words(spec.mode), width)) open(ui, last);
}

void CameraMenu::draw_cameras(Ui& ui, float width) {
  const auto& found = list_.cameras();
  const Palette& c = *ui.colors;
  muted_heading(ui, ui.text(strings::cameras));
  if (!found) return paragraph(ui, ui.text(strings::cameras_reading), ui.fonts.body, c.muted, width);
  if (found->empty()) {
    paragraph(ui, ui.text(strings::no_camera), ui.fonts.body, c.text, width);
    paragraph(ui, ui.text(strings::no_camera_hint), ui.fonts.small, c.muted, width);
  }
  for (const Camera& camera : *found) {
    const bool open_now = chosen_ && chosen_->device == camera.device;
    const std::string number = std::to_string(camera.number);
    if (menu_row(ui, "camera:" + number, camera.name, camera.device.filename().string(), width)) {
      chosen_ = open_now ? std::nullopt : std::optional(camera);
      if (chosen_) list_.ask(*chosen_);
    }
    if (open_now) draw_modes(ui, width);
  }
}

void CameraMenu::draw_modes(Ui& ui, float width) {
  const Palette& c = *ui.colors;
  const auto& offer = list_.offer();
  ImGui::Indent(ui.px(16));
  const float inner = width - ui.px(16);
  const std::string& which = chosen_->name;
  if (!offer) {
    paragraph(ui, ui.text(strings::camera_asking), ui.fonts.small, c.muted, inner);
  } else if (offer->problem) {
    paragraph(ui, ui.text(*offer->problem), ui.fonts.small, c.bad, inner);
  } else {
    if (offer->modes.empty())
      paragraph(ui, ui.text(strings::camera_no_modes), ui.fonts.small, c.muted, inner);
    if (menu_row(ui, "mode:any", ui.text(strings::camera_any_mode), "", inner))
      open(ui, camera_spec(which, {}));
    for (std::size_t i = 0; i < std::min<std::size_t>(offer->modes.size(), 40); ++i) {
      const CameraMode& mode = offer->modes[i];
      const std::string rate = mode.rate > 0 ? fmt::format("{:.4g} fps", mode.rate) : "";
      if (menu_row(ui, "mode:" + std::to_string(i), mode_words({mode.size, 0}), rate, inner)) {
        open(ui, camera_spec(which, mode));
      }
    }
  }
  ImGui::Unindent(ui.px(16));
}

void CameraMenu::draw_address(Ui& ui, float width) {
  const Palette& c = *ui.colors;
  muted_heading(ui, ui.text(strings::address));
  const std::string go = ui.text(strings::open_go);
  ImGui::SetNextItemWidth(width - text_button_width(ui, go) - ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((ui.px(32) - ui.fonts.body->FontSize) / 2)});
  const bool entered = ImGui::InputText("##address", &address_, ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) address_wrong_ = false;
  ImGui::PopStyleVar();
  ui.fonts.need(address_);
  ui.mark("address", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::SameLine();
  if ((text_button(ui, "open-address", go, ButtonLook::Filled, !address_.empty()) || entered) &&
      !address_.empty()) {
    const std::string spec = pasted_path(address_);
    address_wrong_ = !is_address(spec) && kind_of(spec) != SourceKind::Video;
    if (!address_wrong_) {
      open(ui, spec);
      address_.clear();
    }
  }
  const Text& words = address_wrong_ ? strings::address_wrong : strings::address_examples;
  paragraph(ui, ui.text(words), ui.fonts.small, address_wrong_ ? c.bad : c.muted, width);
}

void CameraMenu::draw_menu(Ui& ui) {
  const float width = ImGui::GetContentRegionAvail().x;
  draw_last(ui, width);
  draw_cameras(ui, width);
  draw_address(ui, width);
  ImGui::Separator();
  if (menu_row(ui, "moving", ui.text(strings::moving_scene), ui.text(strings::moving_scene_note), width)) {
    open(ui, "sample:moving");
  }
}

float CameraMenu::draw(Ui& ui, ImVec2 at, float menu_top) {
  const std::string words = ui.text(strings::camera);
  ImGui::SetCursorScreenPos(at);
  if (text_button(ui, "camera", words, ButtonLook::Plain, true, true)) {
    ImGui::OpenPopup("camera menu");
    list_.refresh();
    chosen_.reset();
    address_wrong_ = false;
  }
  if (begin_menu(ui, "camera menu", {at.x, menu_top}, ui.px(420))) {
    draw_menu(ui);
    ImGui::EndPopup();
  }
  return at.x + text_button_width(ui, words, true);
}

}  // namespace pixelwhy::gui
