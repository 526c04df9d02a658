#include "gui/chips.h"

#include "gui/widgets.h"

namespace pixelwhy::gui {

Chips::Chips(Ui& ui, float width)
    : ui_(ui),
      left_(ImGui::GetCursorScreenPos().x),
      width_(width),
      next_(ImGui::GetCursorScreenPos()),
      height_(ui.px(24)) {}

bool Chips::add(const std::string& id, const std::string& name, const Look& look) {
  const Palette& c = *ui_.colors;
  const float before = ui_.px(look.dot ? 23 : 10);
  const ImVec2 size{text_size(ui_.fonts.small, name).x + before + ui_.px(look.dot ? 7 : 10), height_};
  if (next_.x + size.x > left_ + width_ && next_.x > left_) next_ = {left_, next_.y + height_ + ui_.px(6)};
  const ImVec2 at = next_;
  const ImVec2 end{at.x + size.x, at.y + size.y};
  ImGui::SetCursorScreenPos(at);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), size) && !look.fixed;
  ui_.mark(id, at, end);
  const bool hovered = ImGui::IsItemHovered() && !look.fixed;
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool filled = look.on && !look.dot;
  list->AddRectFilled(at, end, packed(filled ? c.accent : hovered ? c.raised_more : c.raised), ui_.px(6));
  if (look.dot) {
    const ImVec2 middle{at.x + ui_.px(13), at.y + size.y / 2};
    if (look.on) {
      list->AddCircleFilled(middle, ui_.px(4), packed(*look.dot), 16);
    } else {
      list->AddCircle(middle, ui_.px(4), packed(c.muted), 16, ui_.px(1.2F));
    }
  }
  const ImVec4& ink = filled ? c.on_accent : look.on ? c.text : c.muted;
  put_text(list, ui_.fonts.small, {at.x + before, at.y + (size.y - ui_.fonts.small->FontSize) / 2},
           packed(ink), name);
  next_.x += size.x + ui_.px(6);
  return clicked;
}

void Chips::end() {
  ImGui::SetCursorScreenPos({left_, next_.y + height_ + ui_.px(8)});
  ImGui::Dummy({1, 0});
}

}  // namespace pixelwhy::gui
