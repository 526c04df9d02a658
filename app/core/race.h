#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluator.h"

namespace pixelwhy {

/// What one of several codes took for the same stage of the same picture.
struct Racer {
  std::string variant;                    ///< `textbook`, a variant's id, or `opencv`
  std::vector<double> milliseconds = {};  ///< of all rounds, in ascending order
  double median = 0;
  double lower = 0;  ///< first quartile
  double upper = 0;  ///< third quartile
  /// The largest difference of its result from the textbook code's; none of data that are no picture.
  std::optional<double> difference = {};
  /// Bytes of pictures that its stages read and write, a pixel of the result; none of OpenCV, which does not
  /// tell.
  std::optional<double> bytes = {};
  std::optional<double> operations = {};  ///< additions, multiplications and comparisons a pixel, as declared
};

/// The codes of a stage, raced on a picture. Each computes the stage from the same results: those that the
/// OpenCV reference takes, or where there is none those that the stage takes itself. What lies between is
/// computed by the variant of that name where it has one, else by the textbook code, and counts. A variant
/// that passes over some of it gains that; one that begins further back is not raced.
struct Race {
  StageId stage = 0;
  std::vector<StageId> from;    ///< the stages whose results are given
  std::vector<StageId> stages;  ///< those that the textbook computes, in order; `stage` is the last
  std::vector<Racer> racers;    ///< textbook first, OpenCV last where it follows the same rules
  /// What it takes to copy as many bytes as the given pictures and the result have: no code that reads one
  /// and writes the other is faster.
  double floor_ms = 0;

  const Racer* opencv() const;
  /// OpenCV's median over that of a racer; none without OpenCV.
  std::optional<double> ratio(const Racer& racer) const;
};

struct RaceOptions {
  double seconds = 0.5;  ///< rounds go on that long for each code
  int least = 5;         ///< and are as many at least
  int most = 200;
  double patience = 2000;  ///< a code that takes more milliseconds is run just once
};

/// Whether there is more than the textbook code to race.
bool can_race(const Demo& demo, StageId stage, const Settings& settings);

/// The race before its start: without racers.
Race begin_race(const Demo& demo, const Settings& settings, StageId stage);

/// The codes take turns after each has been run twice; a brief one begins each turn with a run that does not
/// count, so that it finds its own data in the caches and not those of the code before it. Memory comes from a
/// pool that these runs have filled; cv::setNumThreads() says how many threads all may use. Throws the stage's
/// error; `cancelled` is asked between runs, and leaves the race without racers.
Race race(const Demo& demo, const FramePtr& frame, const Settings& settings, StageId stage,
          const RaceOptions& options = {}, const std::function<bool()>& cancelled = {});

/// What OpenCV was built for: version, the instructions that all its code may use, and those that it chooses
/// from while it runs.
struct OpencvBuild {
  std::string version;
  std::string baseline;
  std::string dispatch;
};
OpencvBuild opencv_build();

/// The processor's name and the number of its threads.
std::string machine_words();

}  // namespace pixelwhy
