#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/demo.h"
#include "core/frame.h"
#include "notes/json.h"

namespace pixelwhy {

/// A pinned pixel of a stage.
struct Pin {
  std::string stage;
  cv::Point at;
  friend bool operator==(const Pin&, const Pin&) = default;
};

/// How the canvas is looked at: screen pixels a picture pixel, and the place in its middle.
struct CanvasState {
  double zoom = 1;
  cv::Point2d center;
  friend bool operator==(const CanvasState&, const CanvasState&) = default;
};

/// Which picture it was, so that the same one can be found again and told from another.
struct SourceState {
  std::string spec;  ///< as open_source() takes it; a file below the home folder begins with `~/`
  int frame = 0;
  std::string name;  ///< for people
  cv::Size size;
  std::string hash;  ///< of pixel_hash()
  /// The part that was worked on. Name, size and hash are those of the whole picture all the same, so that it
  /// is found again, and cut again.
  std::optional<cv::Rect> region = {};
  friend bool operator==(const SourceState&, const SourceState&) = default;
};

/// What a figure was made with, beside what it shows.
struct FigureState {
  std::vector<std::string> stages;
  bool dark = false;
  Language language = Language::English;
  int scale = 2;
  int columns = 0;  ///< 0: as many as look best
  bool caption = true;
  bool source_name = true;
  friend bool operator==(const FigureState&, const FigureState&) = default;
};

/// Everything that brings a view of a demo back: what a picture file carries, a preset holds and a session
/// remembers. Stages are held by their ids. What is empty was not said.
struct State {
  Text name;    ///< of a preset, for people
  Text lesson;  ///< one sentence: what a preset shows
  std::string demo;
  Settings settings;    ///< of that demo
  std::string variant;  ///< empty: the stages' default
  std::string stage;    ///< the one in view
  std::vector<Pin> pins;
  std::optional<CanvasState> canvas;
  std::optional<SourceState> source;
  std::optional<FigureState> figure;
  friend bool operator==(const State&, const State&) = default;
};

inline constexpr int state_format = 1;

/// `{"format": 1, "demo": "canny", "parameters": {...}, ...}`; what is empty is left out.
Json to_json(const Demo& demo, const State& state);

/// The same as text in ASCII, which every reader of text chunks keeps as it is.
std::string state_text(const Demo& demo, const State& state);

/// Reads it strictly: an unknown key, a wrong type, a value out of range, a stage that does not exist and a
/// newer format are usage errors of one line that name the key, the value and what would be accepted. Only
/// `demo` is needed; parameters left out keep their defaults.
State state_from_json(const std::vector<Demo>& demos, std::string_view text);

/// The same where the demo is known: `demo` may be left out, and another one is a usage error.
State state_from_json(const Demo& demo, std::string_view text);
State state_from_object(const Demo& demo, const Json& json);

/// Throws a usage error unless the object is of a format that this program knows; left out, it is.
void check_format(const Json& json);

/// `xxh3-128:` and 32 hexadecimal digits of the size and the pixels. It tells pictures apart and is no
/// protection against forgery.
std::string pixel_hash(const cv::Mat& pixels);

/// The spec as it is kept: a file's path in full, with `~/` for the home folder.
std::string stored_spec(const std::string& spec);

/// The state of a source whose picture is at hand.
SourceState source_state(const std::string& spec, int frame, const Frame& picture);

/// The spec with a leading `~/` resolved.
std::string resolved_spec(const std::string& spec);

}  // namespace pixelwhy
