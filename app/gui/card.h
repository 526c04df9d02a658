#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// A window of ours at a place; its height follows its contents unless given. Ends with ImGui::End().
bool begin_card(Ui& ui, const char* id, ImVec2 at, float width, float height, const ImVec4& color, float pad);

/// Veils everything below; true when it was clicked, beside the card.
bool veil();

}  // namespace pixelwhy::gui
