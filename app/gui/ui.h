#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <vector>

#include "gui/actions.h"
#include "gui/app_state.h"
#include "gui/fonts.h"
#include "gui/lens_store.h"
#include "gui/stage_texture.h"
#include "gui/theme.h"

namespace pixelwhy::gui {

struct SampleEntry;

/// What every panel draws with. Lives as long as the window.
struct Ui {
  AppState& state;
  const std::vector<Action>& actions;
  Fonts& fonts;
  StageTextures& textures;
  LensStore& lenses;
  const Palette* colors = nullptr;
  float scale = 1;
  /// Where the widgets of this frame are, by name; tests find them so.
  std::map<std::string, ImVec4> places;

  /// A text in the language in use.
  const char* text(const Text& both) {
    const std::string& chosen = both.in(state.language);
    fonts.need(chosen);
    return chosen.c_str();
  }
  /// A text that has no translation: a file's name, a number.
  const char* raw(const std::string& words) {
    fonts.need(words);
    return words.c_str();
  }
  float px(float units) const { return units * scale; }
  ImVec2 px(float x, float y) const { return {x * scale, y * scale}; }
  void mark(const std::string& name, ImVec2 min, ImVec2 max) { places[name] = {min.x, min.y, max.x, max.y}; }
  void run(std::string_view action) { run_action(actions, action, state); }
};

}  // namespace pixelwhy::gui
