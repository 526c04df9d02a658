#pragma once

#include <optional>
#include <string>

#include "gui/ui.h"

namespace pixelwhy::gui {

/// Opens the popup of that name below a button of the top bar, inside the window. True while it is open,
/// which ImGui::EndPopup() must follow.
bool begin_menu(Ui& ui, const char* id, ImVec2 under, float width);

/// A row of a menu; true when clicked.
bool menu_row(Ui& ui, const std::string& id, const std::string& name, const std::string& note, float width);

/// A heading, a field for a path and a button beside it, marked `field` and `button`; the path that was
/// entered, as pasted_path() reads it.
std::optional<std::string> path_row(Ui& ui, const std::string& field, const char* button, std::string& path,
                                    float width);

void muted_heading(Ui& ui, const std::string& words);

}  // namespace pixelwhy::gui
