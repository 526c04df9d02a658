#pragma once

#include <string>
#include <vector>

#include "gui/text_flow.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

enum class Icon {
  Undo,
  Redo,
  Dice,
  Reset,
  Sun,
  Moon,
  Help,
  Close,
  Plus,
  Minus,
  Fit,
  Copy,
  Down,
  Right,
  Left,
  Pin,
  Back,
  Up,
  Edit,
  Eye,
  Field,
  Play,
  Pause,
  StepBack,
  StepOn,
  Loop,
  Mirror,
  Formula,
  Record
};

/// Draws an icon into a square of that size around the middle.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 middle, float size, ImU32 color);

enum class ButtonLook { Plain, Filled, Quiet };

/// A button of ours: `id` names it for ImGui and the tests.
bool text_button(Ui& ui, const std::string& id, const std::string& label, ButtonLook look = ButtonLook::Plain,
                 bool enabled = true, bool opens_menu = false);
bool icon_button(Ui& ui, const std::string& id, Icon icon, const std::string& tip, bool enabled = true,
                 bool on = false);
/// A button of an action: its name and shortcut as the tooltip, disabled when it cannot run.
void action_button(Ui& ui, const std::string& action, Icon icon, bool on = false);
float text_button_width(Ui& ui, const std::string& label, bool opens_menu = false);

/// One of several side by side; returns the one that was clicked, else -1.
int segmented(Ui& ui, const std::string& id, const std::vector<std::string>& labels, int chosen, float width);
float segmented_width(Ui& ui, const std::vector<std::string>& labels);

/// A wrapped tooltip for the last item, when the mouse rests on it.
void tooltip(Ui& ui, const std::string& words);

/// Text in one colour, wrapped.
void paragraph(Ui& ui, const std::string& words, ImFont* font, const ImVec4& color, float width);

/// A word or a number at a place, in a font.
void put_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 color, const std::string& words);
ImVec2 text_size(ImFont* font, const std::string& words);
/// The words cut to a width, with an ellipsis.
std::string shortened(ImFont* font, const std::string& words, float width);

/// A bar between two panels that is dragged; returns how far it was moved.
float splitter(Ui& ui, const std::string& id, ImVec2 min, ImVec2 max, bool vertical);

/// How far a box has to go up so that it does not cover what was drawn in this frame by that name.
float lift_above(const Ui& ui, const std::string& name, ImVec2 min, ImVec2 max);

/// How long something took, in milliseconds or seconds.
std::string duration_words(Ui& ui, double milliseconds);

/// A value as people read it: whole numbers as such, others with up to `digits` significant digits.
std::string brief_number(double value, int digits = 4);

}  // namespace pixelwhy::gui
