#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "core/evaluator.h"
#include "core/text.h"
#include "notes/preset.h"

namespace pixelwhy {

/// The demo of that id; throws a usage error that suggests a near miss or lists all.
const Demo& find_demo(const std::vector<Demo>& demos, const std::string& id);

/// The stage of that id (`source` included); throws a usage error.
StageId find_stage(const Demo& demo, const std::string& id);

/// `en` or `zh`; throws a usage error. Left out, it follows the locale.
Language chosen_language(const std::optional<std::string>& flag);

/// The flags of a demo's parameters, and those that every command on a demo shares.
std::vector<Flag> parameter_flags(const Demo& demo);
std::vector<Flag> shared_flags();

/// What `--preset` names, read; throws an error on what is not acceptable.
std::optional<Preset> chosen_preset(const Demo& demo, const Arguments& arguments);

/// The settings that preset and parameter flags ask for, second pictures read; throws an error on what is not
/// acceptable or cannot be read.
Settings chosen_settings(const Demo& demo, const Arguments& arguments, const std::optional<Preset>& preset);

/// What `--region X,Y,W,H` asks for; throws a usage error unless it is a rectangle that some picture could
/// have.
std::optional<cv::Rect> chosen_region(const Arguments& arguments);

/// What the commands on a demo have in common: a demo, its settings, a stage and a source.
struct DemoCall {
  const Demo* demo = nullptr;
  Settings settings;
  StageId stage = 0;
  std::string variant;  ///< empty: the stages' default
  std::string source;   ///< empty: that of the preset
  int frame = 0;
  std::optional<cv::Rect> region;  ///< of the source that is worked on; empty: all of it
  std::optional<Preset> preset;

  /// Throws a usage error when the stage takes no part, or nothing is called by the variant's name.
  void check() const;
  /// Whether the stage's OpenCV reference is asked for.
  bool wants_reference() const { return variant == "opencv"; }
};

/// Reads the shared flags and the two ordinary words `DEMO SOURCE` (DEMO is already known).
DemoCall read_call(const Demo& demo, const Arguments& arguments);

/// The pixel of `--at`, else the one that the preset has pinned on the call's stage.
std::optional<cv::Point> chosen_pixel(const DemoCall& call, const Arguments& arguments);

/// Throws a usage error when the pixel is outside the stage's picture.
void check_inside(cv::Point at, const Demo& demo, StageId stage, const cv::Mat& image);

/// Throws a usage error when the file to be written is SOURCE itself, and a failure when it is there already
/// and must not be replaced.
void check_output(const DemoCall& call, const std::filesystem::path& output, bool replace);

/// A picture, and how to find it again.
struct CallSource {
  FramePtr frame;
  SourceState state;
};
/// The picture that the call names, or the one that its preset was made with.
CallSource load_source(const DemoCall& call);

/// What a picture of the call's stage carries.
State state_of(const DemoCall& call, const SourceState& source);

/// A PNG with the state in it.
std::vector<std::uint8_t> with_state(const DemoCall& call, const std::vector<std::uint8_t>& png,
                                     const SourceState& source);

/// Frame `index` of a source, with one line on standard error for every conversion that changed values.
FramePtr load_frame(const std::string& source, int index);
void print_notes(const Frame& frame);

/// Runs what the call needs, frees the rest as it goes unless `keep_intermediate`, and throws the stage's
/// error.
SnapshotPtr compute(const DemoCall& call, const FramePtr& frame, bool keep_intermediate);
/// The same for one of many frames.
SnapshotPtr compute(Evaluator& evaluator, const DemoCall& call, const FramePtr& frame,
                    bool keep_intermediate);

/// The output that the call asks for: the stage's, or that of its reference where it has one.
Output chosen_output(const DemoCall& call, const Snapshot& snapshot);

}  // namespace pixelwhy
