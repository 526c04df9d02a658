#include "gui/card.h"

namespace pixelwhy::gui {

namespace {

constexpr ImGuiWindowFlags card_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                        ImGuiWindowFlags_NoFocusOnAppearing;

}  // namespace

bool begin_card(Ui& ui, const char* id, ImVec2 at, float width, float height, const ImVec4& color,
                float pad) {
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(pad, pad));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, color);
  const bool shown = ImGui::Begin(id, nullptr, card_flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  return shown;
}

bool veil() {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, {0, 0, 0, 0.45F});
  ImGui::Begin("veil", nullptr, card_flags);
  ImGui::PopStyleColor();
  ImGui::SetCursorScreenPos({0, 0});
  ImGui::InvisibleButton("outside", ImGui::GetIO().DisplaySize);
  // On the press: after it the veil would lie above the card.
  const bool clicked = ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  ImGui::End();
  return clicked;
}

}  // namespace pixelwhy::gui
