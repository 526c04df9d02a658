#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

struct Click {
  bool clicked;
  bool hovered;
  ImVec2 min, max;
};

Click click_area(Ui& ui, const std::string& id, ImVec2 size, bool enabled) {
  if (!enabled) ImGui::BeginDisabled();
  const bool clicked = ImGui::InvisibleButton(id.c_str(), size);
  const bool hovered = enabled && ImGui::IsItemHovered();
  if (!enabled) ImGui::EndDisabled();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  return {clicked && enabled, hovered, ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

}  // namespace

void put_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 color, const std::string& words) {
  list->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, color, words.data(),
                words.data() + words.size());
}

ImVec2 text_size(ImFont* font, const std::string& words) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, words.data(), words.data() + words.size());
}

std::string shortened(ImFont* font, const std::string& words, float width) {
  if (text_size(font, words).x <= width) return words;
  std::string result = words;
  while (!result.empty() && text_size(font, result + "…").x > width) {
    do {
      const bool continuation = (static_cast<unsigned char>(result.back()) & 0xc0) == 0x80;
      result.pop_back();
      if (!continuation) break;
    } while (!result.empty());
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result + "…";
}

float text_button_width(Ui& ui, const std::string& label, bool opens_menu) {
  return std::round(text_size(ui.fonts.body, label).x + ui.px(opens_menu ? 40 : 24));
}

bool text_button(Ui& ui, const std::string& id, const std::string& label, ButtonLook look, bool enabled,
                 bool opens_menu) {
  const Palette& c = *ui.colors;
  const Click area = click_area(ui, id, {text_button_width(ui, label, opens_menu), ui.px(32)}, enabled);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool filled = look == ButtonLook::Filled;
  if (filled) {
    list->AddRectFilled(area.min, area.max, packed(c.accent, area.hovered ? 0.88F : 1), ui.px(6));
  } else if (look == ButtonLook::Plain || area.hovered) {
    list->AddRectFilled(area.min, area.max, packed(area.hovered ? c.raised_more : c.raised), ui.px(6));
  }
  const ImU32 ink = packed(filled ? c.on_accent : c.text, enabled ? 1 : 0.4F);
  ui.fonts.need(label);
  const ImVec2 size = text_size(ui.fonts.body, label);
  put_text(list, ui.fonts.body, {area.min.x + ui.px(12), (area.min.y + area.max.y - size.y) / 2}, ink, label);
  if (opens_menu) {
    draw_icon(list, Icon::Down, {area.max.x - ui.px(16), (area.min.y + area.max.y) / 2 + ui.px(1)}, ui.px(10),
              filled ? ink : packed(c.muted));
  }
  return area.clicked;
}

bool icon_button(Ui& ui, const std::string& id, Icon icon, const std::string& tip, bool enabled, bool on) {
  const Palette& c = *ui.colors;
  const float side = ui.px(28);
  const Click area = click_area(ui, id, {side, side}, enabled);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (area.hovered || on) {
    list->AddRectFilled(area.min, area.max, packed(on ? c.accent_soft : c.raised_more), ui.px(6));
  }
  const ImVec4& ink = on ? c.accent : area.hovered ? c.text : c.muted;
  draw_icon(list, icon,
            {std::round((area.min.x + area.max.x) / 2), std::round((area.min.y + area.max.y) / 2)}, ui.px(15),
            packed(ink, enabled ? 1 : 0.4F));
  if (area.hovered) tooltip(ui, tip);
  return area.clicked;
}

void action_button(Ui& ui, const std::string& id, Icon icon, bool on) {
  const Action& action = find_action(ui.actions, id);
  std::string tip = ui.text(action.name);
  if (!action.shortcuts.empty()) tip += "   " + describe(action.shortcuts.front());
  if (icon_button(ui, "action:" + id, icon, tip, action.can_run(ui.state), on)) action.run(ui.state);
}

float segmented_width(Ui& ui, const std::vector<std::string>& labels) {
  float widest = 0;
  for (const std::string& label : labels) widest = std::max(widest, text_size(ui.fonts.small, label).x);
  return (widest + ui.px(16)) * static_cast<float>(labels.size());
}

int segmented(Ui& ui, const std::string& id, const std::vector<std::string>& labels, int chosen,
              float width) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ui.px(26);
  list->AddRectFilled(start, {start.x + width, start.y + height}, packed(c.raised), ui.px(6));
  const float each = width / static_cast<float>(labels.size());
  int clicked = -1;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float left = std::round(start.x + each * static_cast<float>(i));
    const float right = std::round(start.x + each * static_cast<float>(i + 1));
    ImGui::SetCursorScreenPos({left, start.y});
    const Click area = click_area(ui, id + ":" + std::to_string(i), {right - left, height}, true);
    if (area.clicked) clicked = static_cast<int>(i);
    const bool on = static_cast<int>(i) == chosen;
    if (on) {
      list->AddRectFilled({left + ui.px(2), start.y + ui.px(2)},
                          {right - ui.px(2), start.y + height - ui.px(2)}, packed(c.accent), ui.px(5));
    } else if (area.hovered) {
      list->AddRectFilled({left + ui.px(2), start.y + ui.px(2)},
                          {right - ui.px(2), start.y + height - ui.px(2)}, packed(c.raised_more), ui.px(5));
    }
    const ImVec2 size = text_size(ui.fonts.small, labels[i]);
    put_text(list, ui.fonts.small, {(left + right - size.x) / 2, start.y + (height - size.y) / 2},
             packed(on ? c.on_accent : c.text), labels[i]);
  }
  return clicked;
}

void tooltip(Ui& ui, const std::string& words) {
  if (words.empty()) return;
  ui.fonts.need(words);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(10, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::BeginTooltip();
  flow_here({{words, ui.fonts.small, packed(ui.colors->text), 0, -1}}, ui.px(300));
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
}

void paragraph(Ui& ui, const std::string& words, ImFont* font, const ImVec4& color, float width) {
  ui.fonts.need(words);
  flow_here({{words, font, packed(color), 0, -1}}, width);
}

float splitter(Ui& ui, const std::string& id, ImVec2 min, ImVec2 max, bool vertical) {
  ImGui::SetCursorScreenPos(min);
  ImGui::InvisibleButton(id.c_str(), {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)});
  ui.mark(id, min, max);
  const bool active = ImGui::IsItemActive();
  if (active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
    const float half = ui.px(1);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 color = packed(ui.colors->accent, active ? 1 : 0.6F);
    if (vertical) {
      list->AddRectFilled({middle.x - half, min.y}, {middle.x + half, max.y}, color);
    } else {
      list->AddRectFilled({min.x, middle.y - half}, {max.x, middle.y + half}, color);
    }
  }
  if (!active) return 0;
  return vertical ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
}

float lift_above(const Ui& ui, const std::string& name, ImVec2 min, ImVec2 max) {
  const auto found = ui.places.find(name);
  if (found == ui.places.end()) return 0;
  const ImVec4& other = found->second;
  const float gap = ui.px(8);
  const bool apart =
      max.x + gap < other.x || other.z + gap < min.x || max.y + gap < other.y || other.w < min.y;
  return apart ? 0 : max.y + gap - other.y;
}

std::string duration_words(Ui& ui, double milliseconds) {
  if (milliseconds >= 1000) {
    const double seconds = milliseconds / 1000;
    return fmt::format("{:.{}f} {}", seconds, seconds < 10 ? 2 : 1, ui.text(strings::seconds));
  }
  const char* unit = ui.text(strings::milliseconds);
  if (milliseconds < 0.05) return fmt::format("< 0.1 {}", unit);
  return fmt::format("{:.{}f} {}", milliseconds, milliseconds < 10 ? 1 : 0, unit);
}

std::string brief_number(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  if (value == std::round(value) && std::abs(value) < 1e7) return fmt::format("{:.0f}", value + 0.0);
  std::string text = fmt::format("{:.{}g}", value, digits);
  return text == "-0" ? "0" : text;
}

}  // namespace pixelwhy::gui
