#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace pixelwhy::gui {

/// A run of text in one style.
struct Span {
  std::string text;
  ImFont* font = nullptr;
  ImU32 color = 0;
  ImU32 backdrop = 0;    ///< behind code; 0: none
  int link = -1;         ///< which link it belongs to; -1: none
  bool slanted = false;  ///< emphasis: the letters are sheared, as no slanted typeface is loaded
  bool heavy = false;    ///< stress: Chinese characters are drawn twice, as no bold typeface has them
};

/// Where a piece of a link stands on the screen.
struct LinkBox {
  int link = 0;
  ImVec2 min, max;
};

/// Where a line may end: after a space, and between Chinese characters unless punctuation forbids it.
/// Returns the lengths in bytes of the pieces that must stay together.
std::vector<std::size_t> unbreakable_pieces(const std::string& text);

/// Lays spans out in lines no wider than `width`, from `at`; draws them when `list` is given. Returns the
/// size used. A line feed begins a new line. `line_gap` is added between the lines; the places of links are
/// added to `links`.
ImVec2 flow(ImDrawList* list, ImVec2 at, const std::vector<Span>& spans, float width, float line_gap = 3,
            std::vector<LinkBox>* links = nullptr);

/// The same at ImGui's cursor, which moves on below it.
ImVec2 flow_here(const std::vector<Span>& spans, float width, float line_gap = 3,
                 std::vector<LinkBox>* links = nullptr);

}  // namespace pixelwhy::gui
