#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// What the window remembers from one start to the next.
struct Memory {
  int width = 1280;
  int height = 800;
  std::optional<bool> dark;  ///< empty before the first start
  std::optional<Language> language;
  double user_scale = 1;
  PanelSizes panels;
  std::string demo;
  std::vector<std::string> recent;
  std::string folder;  ///< that pictures were chosen from last
  std::string camera;  ///< spec of the one that was open last
  bool mirrored = false;
  std::set<std::string> folded;
  bool hints_seen = false;
  std::string notes;           ///< folder of the notebook
  bool preset_samples = true;  ///< presets bring their samples along
  friend bool operator==(const Memory&, const Memory&) = default;
};

/// `window.json` in the folder of the program's state; empty when there is none.
std::filesystem::path memory_file();

/// The memory of a file; the defaults when there is none. A file that cannot be understood is set aside,
/// and `set_aside` names where it is left. Values out of range are taken as not remembered.
Memory recall(const std::filesystem::path& file, std::string& set_aside);

std::string memory_text(const Memory& memory);

/// Writes whole or not at all; throws a failure.
void remember(const std::filesystem::path& file, const Memory& memory);

}  // namespace pixelwhy::gui
