#pragma once

#include <imgui.h>

namespace pixelwhy::gui {

/// The colours of a theme. Everything that is drawn takes its colour from here.
struct Palette {
  ImVec4 background;  ///< bars and the gaps between panels
  ImVec4 panel;
  ImVec4 raised;       ///< buttons, fields, cards
  ImVec4 raised_more;  ///< the same under the mouse
  ImVec4 border;
  ImVec4 text;
  ImVec4 muted;
  ImVec4 accent;
  ImVec4 on_accent;    ///< text on the accent
  ImVec4 accent_soft;  ///< background of what is chosen
  ImVec4 canvas;
  ImVec4 checker_a, checker_b;
  ImVec4 good;
  ImVec4 bad;
  ImVec4 bad_soft;
  ImVec4 second;  ///< a second curve in a plot
  ImVec4 lit;     ///< over pictures: what lights up for what the mouse points at
  ImVec4 third;   ///< names of functions in code
  ImVec4 fourth;  ///< a fourth curve in a plot
};

const Palette& palette(bool dark);

/// Sets ImGui's own style to the palette and scale.
void apply_style(const Palette& colors, float scale);

inline ImU32 packed(const ImVec4& color, float alpha = 1) {
  return ImGui::ColorConvertFloat4ToU32({color.x, color.y, color.z, color.w * alpha});
}

/// Whether the desktop is set to a dark theme; dark when it does not say.
bool desktop_is_dark();

}  // namespace pixelwhy::gui
