#pragma once

#include <filesystem>
#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/demo.h"
#include "notes/preset.h"

namespace pixelwhy {

/// What the words ask the window to open with. Empty fields leave the choice to the window.
struct WindowCall {
  std::string source;
  std::string demo;
  std::string stage;
  std::string theme;
  std::string lang;
  std::optional<Settings> settings;
  std::optional<Preset> preset;  ///< with what the other words say in its state; its source is wanted where
                                 ///< `source` is empty
  std::optional<cv::Point> at;
  std::optional<cv::Rect> region;    ///< of `source`; that of a preset's own source is in its state
  std::vector<std::string> actions;  ///< to do once all is computed
  std::optional<int> timings;  ///< seconds at rest
  std::optional<std::filesystem::path> screenshot;
  cv::Size size{1280, 800};
};

/// The instruction sets that the fast codes can run with on this processor, best first.
struct Simd {
  std::vector<std::string> names;           ///< `avx2`, ..., `scalar`; empty where there is no choice
  std::function<void(std::size_t)> choose;  ///< from now on
};

/// What the command line is given by the program, so that it knows neither demos nor windows.
struct Program {
  const std::vector<Demo>* demos = nullptr;
  const std::vector<SourceFile>* sources = nullptr;  ///< the text of the demos, for those who want to read it
  std::string version;                               ///< one line
  std::function<int(const WindowCall&)> open_window;
  Simd simd = {};
};

/// Runs one command line (without the program's own name) and returns the exit status: 0 done, 1 it could not
/// be done, 2 the words are wrong. Results go to standard output, an error as one line to standard error.
int run_command_line(const Program& program, const std::vector<std::string>& words);

}  // namespace pixelwhy
