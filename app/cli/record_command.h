#pragma once

#include <optional>

#include "cli/demo_call.h"
#include "cli/interruption.h"
#include "core/error.h"
#include "notes/recorder.h"

namespace pixelwhy {

/// What `record` was asked for.
struct RecordCall {
  DemoCall demo;
  RecordingPlan plan;             ///< its rate follows from the source
  std::optional<int> frames;      ///< at most so many
  std::optional<double> seconds;  ///< of the source's time
  std::optional<double> fps;      ///< of the video; of a live source no more than these are taken
  bool side_by_side = false;
};

/// What the source gave.
struct RecordOutcome {
  double seconds = 0;          ///< that it took
  std::uint64_t dropped = 0;   ///< frames of a live source that came while the one before was worked on
  int failed = 0;              ///< frames that could not be read or computed
  std::optional<Error> error;  ///< of the first of these, or why the source ended
  bool interrupted = false;
  bool open_ended = false;  ///< nothing but an interruption ends it
};

/// Every frame, in order, once.
RecordOutcome record_file(const RecordCall& call, const Interruption& interruption, RecordingReport& report);

/// The newest frames as they come.
RecordOutcome record_live(const RecordCall& call, const Interruption& interruption, RecordingReport& report);

/// Computes the stage and hands it to the recorder; false when that takes no more. Throws the stage's error.
bool record_frame(const RecordCall& call, Evaluator& evaluator, Recorder& recorder, const FramePtr& frame,
                  double seconds);

}  // namespace pixelwhy
