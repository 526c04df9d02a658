#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/demo.h"
#include "notes/preset.h"

namespace pixelwhy {

/// How the window is opened; the caller has checked ids and values.
struct WindowOptions {
  const std::vector<Demo>* demos = nullptr;          ///< the window knows no demo by name
  const std::vector<SourceFile>* sources = nullptr;  ///< the text that they were compiled from
  std::string source;                                ///< a source's spec; empty: `sample:street`
  std::string demo, stage, theme, lang;              ///< empty: remembered, the desktop's, or the defaults
  std::optional<Settings> settings;
  std::optional<Preset> preset;         ///< brought back with the source; its own one where none is named
  std::optional<cv::Point> at;          ///< a pixel to pin
  std::optional<cv::Rect> region = {};  ///< the part of `source` to work on
  /// Ids of the window's actions, done one after the other, each once everything is computed.
  std::vector<std::string> actions = {};
  /// The real window is drawn into this PNG once everything is computed, and closes.
  std::optional<std::filesystem::path> screenshot;
  /// The window is measured, so many seconds at rest among it, closes, and what was found is printed.
  std::optional<int> timings = {};
  cv::Size size{1280, 800};  ///< in pixels
};

/// Opens the window and returns when it is closed. Throws a failure when there is no display, or none with
/// OpenGL 3.3, and a usage error when there is no such action.
int run_window(const WindowOptions& options);

/// Whether an X11 or a Wayland display is announced.
bool display_available();

/// `Dear ImGui 1.86, GLFW 3.3.8`
std::string window_versions();

}  // namespace pixelwhy
