#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "core/text.h"
#include "gui/saving.h"

namespace pixelwhy::gui {

// What the figure sheet does on threads of its own.

/// What the window showed when the sheet was opened.
struct Shown {
  Request request;       ///< all stages
  SnapshotPtr snapshot;  ///< what was computed of it so far; may be of other settings, or null
  StageId stage = source_stage;
  std::optional<cv::Point> pin;
  State state;     ///< without the source's hash
  cv::Mat window;  ///< as seen, CV_8UC3
  cv::Mat canvas;
  std::string source;     ///< its spec
  bool fleeting = false;  ///< the source is live, and never comes again
};

/// A picture or file that is wanted of it.
struct SavePlan {
  Shown shown;
  SavedKind kind = SavedKind::Figure;
  FigureFormat format = FigureFormat::Png;
  FigureOptions options;
  bool carries_source = true;
};

/// Computes what plans of the same settings need, once. For any thread.
class PlanEvaluator {
 public:
  SnapshotPtr evaluate(const SavePlan& plan);

 private:
  std::mutex mutex_;
  SnapshotPtr last_;
};

/// How a plan looks.
struct Preview {
  int serial = 0;
  cv::Mat picture;  ///< no larger than was wanted, CV_8UC3
  cv::Size size;    ///< of what would be saved: pixels, or units of 1/96 inch for SVG and PDF
  Text problem;     ///< why there is none
};
/// `room` in pixels; a unit of the figure is drawn with at most `most` pixels.
Preview draw_preview(PlanEvaluator& evaluator, const SavePlan& plan, cv::Size room, double most);

/// Writing a plan to a file.
struct WriteJob {
  std::shared_ptr<PlanEvaluator> evaluator;
  SavePlan plan;
  std::filesystem::path path;
  bool replace = false;
  std::shared_ptr<std::atomic<bool>> cancelled;
};
struct Written {
  enum class Outcome { Working, Exists, Done, Failed, Cancelled };
  Outcome outcome = Outcome::Working;
  Text text;  ///< what is being done, or why it could not be
  std::filesystem::path path;
};
/// `publish` is told what is being done, and in the end the outcome. Nothing is written unless it is Done.
void write_plan(const WriteJob& job, const std::function<void(Written)>& publish);

/// The bytes of the file; throws an error. `tell` hears what is being done and returns false to end it early,
/// with no bytes.
std::vector<std::uint8_t> plan_bytes(PlanEvaluator& evaluator, const SavePlan& plan,
                                     const std::function<bool(const Text&)>& tell);

}  // namespace pixelwhy::gui
