#pragma once

#include "gui/ui.h"
#include "notes/term_layout.h"

namespace pixelwhy::gui {

// The layouts of the panel "Why this pixel", one for each kind of rule. Each draws at ImGui's cursor and
// leaves it below. Every number can be clicked to go to the pixel that it came from.

/// A stage and a pixel, as people read it.
std::string place_name(Ui& ui, const Place& place);
std::string stage_words(Ui& ui, StageId stage);
void caption(Ui& ui, const std::string& words);

/// An invisible button over a term: hand, tooltip with the product, travel when clicked. Whether it is
/// hovered.
bool term_button(Ui& ui, const Explanation& explanation, int index, ImVec2 min, ImVec2 max);

/// A window of pixels with their weights and, where there is room, products; the winner of a minimum framed,
/// pixels outside the picture marked. `sample` is a position between the pixels that is marked.
void draw_window(Ui& ui, const Explanation& explanation, const TermGrid& grid, float width,
                 std::optional<cv::Point2d> sample = std::nullopt);
/// The values of a window in order, those that decide framed.
void draw_sorted(Ui& ui, const Explanation& explanation, const TermGrid& grid, float width);
/// One row a term, of those whose indices are given; `brief`: stage and channel stand above already.
void draw_term_list(Ui& ui, const Explanation& explanation, const std::vector<int>& indices, float width,
                    bool brief = false);
/// The pixels of a comparison as a table: a row for each neighbour, a column for each stage. False when the
/// terms have no such form.
bool draw_neighbours(Ui& ui, const Inspection& inspection, float width);
/// Where a position lies between its pixels: the areas that are the weights of the four around it, or the
/// nearest one. False when the explanation is no such interpolation.
bool draw_sampling(Ui& ui, const Explanation& explanation, const TermLayout& layout, int channel,
                   float width);
/// The tables that a value was looked up in, with its entry marked; several side by side with their weights.
void draw_look_up(Ui& ui, const Explanation& explanation, float width);
/// The gradient on the wheel of hues, with its two parts.
void draw_heading(Ui& ui, const Heading& heading, float width);

}  // namespace pixelwhy::gui
