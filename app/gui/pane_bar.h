#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// What a content is called: `Magnitude · OpenCV`, `Edges − OpenCV`.
std::string pane_words(Ui& ui, const PaneContent& content);

/// The heads of several panes with their menus, the divider of a wipe, and the bar of a comparison.
void draw_pane_controls(Ui& ui, cv::Rect2d canvas);

/// The values of all pictures at the pixel under the mouse, or the pinned one, in one small table.
void draw_pane_values(Ui& ui, cv::Rect2d canvas);

/// The menu of panes and comparison, below a button at that place; returns where the button ends.
float draw_compare_menu(Ui& ui, ImVec2 at, float under, float most);

}  // namespace pixelwhy::gui
