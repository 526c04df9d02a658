#include "gui/view_menu.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/menu.h"
#include "gui/strings.h"
#include "gui/view_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float menu_width = 332;
constexpr float label_width = 96;
constexpr float row_height = 30;

void put_label(Ui& ui, ImVec2 at, const Text& words) {
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small,
           {at.x, at.y + (ui.px(26) - ui.fonts.small->FontSize) / 2}, packed(ui.colors->muted),
           shortened(ui.fonts.small, ui.text(words), ui.px(label_width - 6)));
}

/// A row of a name, a track with a knob, and the value in words. The new share while it is dragged; a
/// right-click resets, which is told as a negative share.
std::optional<double> slider_row(Ui& ui, const std::string& id, const Text& name, double share,
                                 const std::string& value, float width) {
  const Palette& c = *ui.colors;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  put_label(ui, start, name);
  const float value_width = ui.px(64);
  const ImVec2 at{start.x + ui.px(label_width), start.y};
  const ImVec2 size{width - ui.px(label_width) - value_width, ui.px(26)};
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton(id.c_str(), size, ImGuiButtonFlags_MouseButtonLeft);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  const float knob = ui.px(7);
  const float left = at.x + knob;
  const float right = at.x + size.x - knob;
  std::optional<double> chosen;
  const ImGuiIO& io = ImGui::GetIO();
  if (active && (ImGui::IsItemActivated() || io.MouseDelta.x != 0))
    chosen = std::clamp(static_cast<double>((io.MousePos.x - left) / (right - left)), 0.0, 1.0);
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) chosen = -1;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::round(at.y + size.y / 2);
  const float x = left + static_cast<float>(share) * (right - left);
  const float half = ui.px(2);
  list->AddRectFilled({at.x, y - half}, {at.x + size.x, y + half}, packed(c.raised_more), half);
  if (hovered || active) list->AddCircleFilled({x, y}, knob + ui.px(4), packed(c.accent, 0.2F), 24);
  list->AddCircleFilled({x, y}, knob, packed(c.accent), 24);
  list->AddCircleFilled({x, y}, knob - ui.px(2.5F), packed(c.panel), 20);
  const ImVec2 extent = text_size(ui.fonts.mono_small, value);
  put_text(list, ui.fonts.mono_small, {start.x + width - extent.x, start.y + (size.y - extent.y) / 2},
           packed(c.text), ui.raw(value));
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(row_height)});
  return chosen;
}

int choice_row(Ui& ui, const std::string& id, const Text& name, std::span<const Text> choices, int chosen,
               float width) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  put_label(ui, start, name);
  std::vector<std::string> labels;
  for (const Text& choice : choices) labels.emplace_back(ui.text(choice));
  ImGui::SetCursorScreenPos({start.x + ui.px(label_width), start.y});
  const int picked = segmented(ui, id, labels, chosen, width - ui.px(label_width));
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(row_height)});
  return picked;
}

/// A step that makes round numbers of what a slider yields.
double rounded_to(double value, double span, bool whole) {
  const double step = whole ? 1 : std::pow(10, std::floor(std::log10(std::max(span, 1e-30))) - 2);
  return std::round(value / step) * step;
}

void draw_levels(Ui& ui, const Look& look, View view, ViewSettings& settings, float width) {
  const bool whole =
      look.result->output.image.depth() != CV_32F && look.result->output.image.depth() != CV_64F;
  const Range all = look.range;
  const double span = all.high - all.low;
  if (!(span > 0)) return;
  Range levels = settings.levels.value_or(all);
  const bool is_signed = view == View::Signed;  // zero stays in the middle, so each end has its side
  const Range low_side{all.low, is_signed ? 0 : all.high};
  const Range high_side{is_signed ? 0 : all.low, all.high};
  const auto share = [](Range side, double value) {
    return std::clamp((value - side.low) / (side.high - side.low), 0.0, 1.0);
  };
  const double least = is_signed ? 0 : whole ? 1 : span / 1000;  // between the two
  const auto place = [&](Range side, double part) {
    return rounded_to(side.low + part * (side.high - side.low), side.high - side.low, whole);
  };
  if (const auto low = slider_row(ui, "view:black", is_signed ? strings::view_least : strings::view_black,
                                  share(low_side, levels.low), brief_number(levels.low, 4), width)) {
    levels.low = *low < 0
                     ? all.low
                     : std::clamp(place(low_side, *low), all.low, std::max(all.low, levels.high - least));
  }
  if (const auto high = slider_row(ui, "view:white", is_signed ? strings::view_greatest : strings::view_white,
                                   share(high_side, levels.high), brief_number(levels.high, 4), width)) {
    levels.high = *high < 0
                      ? all.high
                      : std::clamp(place(high_side, *high), std::min(all.high, levels.low + least), all.high);
  }
  settings.levels = levels == all ? std::nullopt : std::optional(levels);
  // The track is logarithmic, so that 1 is in its middle.
  const double reach = std::log(gamma_range.high);
  if (const auto gamma =
          slider_row(ui, "view:gamma", strings::view_gamma, 0.5 + std::log(settings.gamma) / (2 * reach),
                     brief_number(settings.gamma, 3), width)) {
    settings.gamma = *gamma < 0 ? 1
                                : std::clamp(std::round(std::exp((2 * *gamma - 1) * reach) * 20) / 20,
                                             gamma_range.low, gamma_range.high);
  }
}

bool map_card(Ui& ui, ColorMap map, bool chosen, ImVec2 at, ImVec2 size) {
  const Palette& c = *ui.colors;
  ImGui::SetCursorScreenPos(at);
  const std::string id = std::string("map:") + id_of(map);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), size);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  list->AddRectFilled(at, end, packed(chosen ? c.accent_soft : hovered ? c.raised_more : c.raised), ui.px(6));
  if (chosen) list->AddRect(at, end, packed(c.accent), ui.px(6), 0, ui.px(1.5F));
  const float pad = ui.px(6);
  const float inner = size.x - 2 * pad;
  const auto steps = static_cast<int>(inner);
  for (int i = 0; i < steps; ++i) {
    const Color color = pixelwhy::color_at(map, (i + 0.5) / steps);
    const float x = at.x + pad + static_cast<float>(i);
    list->AddRectFilled(
        {x, at.y + pad}, {x + 1, at.y + pad + ui.px(8)},
        IM_COL32(static_cast<int>(color.r), static_cast<int>(color.g), static_cast<int>(color.b), 255));
  }
  put_text(list, ui.fonts.small, {at.x + pad, at.y + pad + ui.px(11)}, packed(chosen ? c.accent : c.text),
           shortened(ui.fonts.small, ui.text(name_of(map)), inner));
  return clicked;
}

void draw_maps(Ui& ui, View view, ViewSettings& settings, float width) {
  muted_heading(ui, ui.text(strings::view_map));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  constexpr int columns = 3;
  const float gap = ui.px(6);
  const ImVec2 size{std::floor((width - gap * (columns - 1)) / columns), ui.px(40)};
  const ColorMap shown = settings.map.value_or(map_of(view));
  int index = 0;
  for (const ColorMap map : color_maps) {
    const ImVec2 at{start.x + static_cast<float>(index % columns) * (size.x + gap),
                    start.y + static_cast<float>(index / columns) * (size.y + gap)};
    if (map_card(ui, map, map == shown, at, size))
      settings.map = map == map_of(view) ? std::nullopt : std::optional(map);
    ++index;
  }
  const auto rows = static_cast<float>((index + columns - 1) / columns);
  ImGui::SetCursorScreenPos({start.x, start.y + rows * (size.y + gap) + ui.px(4)});
}

/// What is not finite, with its colours.
void draw_not_finite(Ui& ui, const NonFinite& found, float width) {
  if (found.total() == 0) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_label(ui, at, strings::not_finite);
  float x = at.x + ui.px(label_width);
  const struct {
    std::string name;
    std::size_t count;
    cv::Vec3b color;
  } kinds[] = {{"NaN", found.nan, nan_color},
               {"+∞", found.plus, plus_infinity_color},
               {"−∞", found.minus, minus_infinity_color}};
  for (const auto& [name, count, color] : kinds) {
    if (count == 0) continue;
    const std::string words = name + " " + std::to_string(count);
    const float side = ui.px(10);
    const float y = at.y + ui.px(8);
    if (x + side + text_size(ui.fonts.small, words).x > at.x + width) break;
    list->AddRectFilled({x, y}, {x + side, y + side}, IM_COL32(color[2], color[1], color[0], 255), ui.px(2));
    x += side + ui.px(5);
    put_text(list, ui.fonts.small, {x, at.y + (ui.px(26) - ui.fonts.small->FontSize) / 2},
             packed(ui.colors->text), ui.raw(words));
    x += text_size(ui.fonts.small, words).x + ui.px(12);
  }
  ui.mark("view:not-finite", at, {at.x + width, at.y + ui.px(26)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(row_height)});
}

void draw_stage_settings(Ui& ui, StageId stage, const Look& look, float width) {
  AppState& state = ui.state;
  const View view = view_of(state.current_demo(), stage);
  ViewSettings settings = state.viewing.of(state.demo, stage);
  if (!has_scale(view)) {
    paragraph(ui, ui.text(strings::view_fixed), ui.fonts.small, ui.colors->muted, width);
    ImGui::Dummy({1, ui.px(4)});
  } else {
    const bool colored = look.result->output.image.channels() == 3;
    if (colored) {
      const int channel = choice_row(ui, "view:channel", strings::view_channel, strings::view_channels,
                                     static_cast<int>(settings.channel), width);
      if (channel >= 0) settings.channel = static_cast<Channel>(channel);
    }
    draw_levels(ui, look, view, settings, width);
    draw_not_finite(ui, look.strange, width);
    if (!colored || settings.channel != Channel::All) draw_maps(ui, view, settings, width);
  }
  if (settings != state.viewing.of(state.demo, stage)) state.viewing.set(state.demo, stage, settings);
}

void draw_canvas_settings(Ui& ui, float width) {
  Viewing& viewing = ui.state.viewing;
  const int magnified = choice_row(ui, "view:magnified", strings::view_magnified,
                                   strings::view_magnifications, viewing.bicubic ? 1 : 0, width);
  if (magnified >= 0) viewing.bicubic = magnified == 1;
  const Text switched[] = {strings::off, strings::on};
  const int bar = choice_row(ui, "view:bar", strings::view_bar, switched, viewing.color_bar ? 1 : 0, width);
  if (bar >= 0) viewing.color_bar = bar == 1;
  muted_heading(ui, ui.text(strings::view_lens));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  std::vector<std::string> labels;
  for (const Text& choice : strings::view_lenses) labels.emplace_back(ui.text(choice));
  const int lens = segmented(ui, "view:lens", labels, static_cast<int>(viewing.lens), width);
  if (lens >= 0) viewing.lens = static_cast<TypeLens>(lens);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(row_height)});
  paragraph(ui, ui.text(strings::view_lens_note), ui.fonts.small, ui.colors->muted, width);
}

void draw_menu(Ui& ui, float width) {
  AppState& state = ui.state;
  const StageId stage = state.chosen_stage();
  const auto found = state.looks.find(stage);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const std::string reset = ui.text(strings::view_automatic);
  const float reset_width = text_button_width(ui, reset);
  const std::string name =
      ui.text(stage == source_stage ? strings::source : state.current_demo().stage_name(stage));
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong,
           {start.x, start.y + (ui.px(32) - ui.fonts.strong->FontSize) / 2}, packed(ui.colors->text),
           shortened(ui.fonts.strong, name, width - reset_width - ui.px(12)));
  ImGui::SetCursorScreenPos({start.x + width - reset_width, start.y});
  if (text_button(ui, "view:automatic", reset, ButtonLook::Plain,
                  !state.viewing.of(state.demo, stage).automatic()))
    ui.run("view-automatic");
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(36)});
  const bool picture = found != state.looks.end() && !found->second.result->output.image.empty();
  paragraph(ui, ui.text(picture ? strings::view_note : strings::view_data), ui.fonts.small, ui.colors->muted,
            width);
  ImGui::Dummy({1, ui.px(2)});
  if (picture) draw_stage_settings(ui, stage, found->second, width);
  ImGui::Separator();
  ImGui::Dummy({1, ui.px(2)});
  draw_canvas_settings(ui, width);
}

}  // namespace

float draw_view_menu(Ui& ui, ImVec2 right, float left) {
  Viewing& viewing = ui.state.viewing;
  const std::string words = ui.text(strings::view_button);
  const float width = text_button_width(ui, words, true);
  const bool has_room = right.x - width - left >= ui.px(56);  // else V opens the menu all the same
  const ImVec2 at{has_room ? right.x - width : right.x, right.y};
  ImGui::SetCursorScreenPos(at);
  const bool pressed = has_room && text_button(ui, "view", words, ButtonLook::Quiet, true, true);
  const bool changed =
      !viewing.of(ui.state.demo, ui.state.chosen_stage()).automatic() || viewing.lens != TypeLens::Off;
  if (changed && has_room) {  // what is seen is not the usual
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + ui.px(6), at.y + ui.px(16)}, ui.px(3),
                                                packed(ui.colors->accent));
  }
  const bool toggled = std::exchange(viewing.menu_toggled, false);
  const bool closes = toggled && viewing.menu_open;
  if (pressed || (toggled && !closes)) ImGui::OpenPopup("view menu");
  viewing.menu_open =
      begin_menu(ui, "view menu", {right.x - ui.px(menu_width), at.y + ui.px(30)}, ui.px(menu_width));
  if (!viewing.menu_open) return at.x;
  if (closes) ImGui::CloseCurrentPopup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(8, 4));
  draw_menu(ui, ImGui::GetContentRegionAvail().x);
  ImGui::PopStyleVar();
  ImGui::EndPopup();
  return at.x;
}

}  // namespace pixelwhy::gui
