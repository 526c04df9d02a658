#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/text.h"

namespace pixelwhy::gui {

/// A folder or a picture, as the browser lists it.
struct FolderEntry {
  std::string name;
  bool folder = false;
  std::uintmax_t bytes = 0;
  std::filesystem::file_time_type changed;
};

/// A folder that is worth a click of its own.
struct Bookmark {
  Text name;
  std::filesystem::path path;
};

/// The browser of pictures on disk, as far as others change or read it.
struct Browsing {
  bool open = false;
  std::filesystem::path folder;  ///< the one shown; remembered
  std::vector<FolderEntry> entries;
  std::vector<Bookmark> places;
  int selected = -1;
  bool hidden = false;  ///< whether hidden files are listed
  bool reading = false;
  bool editing = false;           ///< the path is being typed
  std::optional<Text> problem;    ///< why the folder or path that was asked for is not shown
  std::vector<std::string> keys;  ///< pressed while it is open; `Ctrl+` stands before the name
  std::string typed;              ///< characters typed while it is open

  const FolderEntry* selection() const {
    const bool any = selected >= 0 && selected < static_cast<int>(entries.size());
    return any ? &entries[static_cast<std::size_t>(selected)] : nullptr;
  }
  std::filesystem::path path_of(const FolderEntry& entry) const { return folder / entry.name; }
};

}  // namespace pixelwhy::gui
