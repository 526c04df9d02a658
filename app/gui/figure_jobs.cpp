#include "gui/figure_jobs.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "gui/figure_strings.h"
#include "gui/living.h"
#include "gui/pasted_path.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

bool is_picture(SavedKind kind) { return kind == SavedKind::Canvas || kind == SavedKind::Window; }

const cv::Mat& picture_as_seen(const SavePlan& plan) {
  return plan.kind == SavedKind::Canvas ? plan.shown.canvas : plan.shown.window;
}

/// The plain stage; throws the stage's error.
cv::Mat plain_stage(const SavePlan& plan, const Snapshot& snapshot) {
  const ResultPtr result = snapshot.result(plan.shown.stage);
  if (!result) throw failure("this stage takes no part with these parameters", "此阶段在这些参数下不参与");
  if (result->error) throw Error(*result->error);
  return stage_picture(snapshot, plan.shown.stage);
}

cv::Mat in_color(const cv::Mat& picture) {
  cv::Mat color = picture;
  if (picture.channels() == 1) cv::cvtColor(picture, color, cv::COLOR_GRAY2BGR);
  return color;
}

/// Reduced to the room; never enlarged beyond `most`.
cv::Mat fitted(const cv::Mat& picture, cv::Size room, double most) {
  const double fit = std::min({static_cast<double>(room.width) / picture.cols,
                               static_cast<double>(room.height) / picture.rows, most});
  cv::Mat small;
  const cv::Size size{std::max(1, cvRound(picture.cols * fit)), std::max(1, cvRound(picture.rows * fit))};
  cv::resize(in_color(picture), small, size, 0, 0, fit < 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
  return small;
}

Preview figure_preview(const SavePlan& plan, const Snapshot& snapshot, cv::Size room, double most) {
  const Figure figure = lay_out_figure(snapshot, plan.options);
  const cv::Size units = figure.drawing.size;
  const double fit = std::min(
      {static_cast<double>(room.width) / units.width, static_cast<double>(room.height) / units.height, most});
  const int scale = std::clamp(static_cast<int>(std::ceil(fit)), 1, 4);
  Preview preview;
  preview.picture = fitted(draw_pixels(figure.drawing, scale), room, fit / scale);
  preview.size = plan.format == FigureFormat::Png ? units * plan.options.scale : units;
  return preview;
}

/// Why nothing can be written there, or empty.
Text problem_with(const WriteJob& job) {
  std::error_code none;
  const fs::path folder = job.path.has_parent_path() ? job.path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, none)) {
    return {strings::figure_no_folder.en + "'" + folder.string() + "'.",
            strings::figure_no_folder.zh + "'" + folder.string() + "'。"};
  }
  const std::string& source = job.plan.shown.source;
  if (is_path(source) && fs::exists(job.path, none) && fs::equivalent(job.path, source, none)) {
    const std::string name = "'" + job.path.filename().string() + "'";
    return {name + strings::figure_is_source.en, name + strings::figure_is_source.zh};
  }
  return {};
}

}  // namespace

SnapshotPtr PlanEvaluator::evaluate(const SavePlan& plan) {
  const Request& wanted = plan.shown.request;
  const auto fits = [&](const SnapshotPtr& snapshot) {
    return snapshot && snapshot->complete && snapshot->request.wanted.empty() &&
           snapshot->request.demo == wanted.demo && snapshot->request.frame == wanted.frame &&
           snapshot->request.settings == wanted.settings;
  };
  if (fits(plan.shown.snapshot)) return plan.shown.snapshot;
  const std::scoped_lock lock(mutex_);
  if (!fits(last_)) last_ = Evaluator().evaluate(wanted);
  return last_;
}

Preview draw_preview(PlanEvaluator& evaluator, const SavePlan& plan, cv::Size room, double most) {
  Preview preview;
  const auto problem = caught(strings::figure.en, [&] {
    if (is_picture(plan.kind)) {
      preview.picture = fitted(picture_as_seen(plan), room, 1);
      preview.size = picture_as_seen(plan).size();
    } else if (plan.kind == SavedKind::Stage) {
      const cv::Mat picture = plain_stage(plan, *evaluator.evaluate(plan));
      const double whole = picture.cols < 100 && picture.rows < 100 ? 4 : most;  // pixels that can be seen
      preview.picture = fitted(picture, room, whole);
      preview.size = picture.size();
    } else {
      preview = figure_preview(plan, *evaluator.evaluate(plan), room, most);
    }
  });
  if (problem) preview.problem = problem->text();
  return preview;
}

std::vector<std::uint8_t> plan_bytes(PlanEvaluator& evaluator, const SavePlan& plan,
                                     const std::function<bool(const Text&)>& tell) {
  const Shown& shown = plan.shown;
  const Demo& demo = *shown.request.demo;
  SnapshotPtr snapshot;
  if (!is_picture(plan.kind)) {
    if (!tell(strings::figure_computing)) return {};
    snapshot = evaluator.evaluate(plan);
  }
  if (!tell(strings::figure_drawing)) return {};
  State state = with_source(shown.state, *shown.request.frame);
  std::vector<std::uint8_t> source;
  const bool figure = plan.kind == SavedKind::Figure;
  const bool kept_anyway = shown.source.starts_with("sample:");
  if ((figure || shown.fleeting) && plan.carries_source && plan.format == FigureFormat::Png && !kept_anyway)
    source = packed_source(*shown.request.frame);
  if (figure) {
    state.figure = figure_state(demo, plan.options);
    return make_figure(*snapshot, plan.options, plan.format, state, source);
  }
  const cv::Mat picture =
      plan.kind == SavedKind::Stage ? plain_stage(plan, *snapshot) : picture_as_seen(plan);
  return with_state(encode_png(picture), state_text(demo, state), source);
}

void write_plan(const WriteJob& job, const std::function<void(Written)>& publish) {
  using Outcome = Written::Outcome;
  const auto tell = [&](const Text& text) {
    if (*job.cancelled) return false;
    publish({Outcome::Working, text, job.path});
    return true;
  };
  const auto problem = caught(job.path.string(), [&] {
    std::error_code none;
    if (Text text = problem_with(job); !text.empty())
      return publish({Outcome::Failed, std::move(text), job.path});
    // What is no file (a pipe, /dev/full) is written into, and nothing of it is lost.
    if (!job.replace && fs::is_regular_file(job.path, none)) return publish({Outcome::Exists, {}, job.path});
    const std::vector<std::uint8_t> bytes = plan_bytes(*job.evaluator, job.plan, tell);
    if (bytes.empty() || !tell(strings::figure_writing))
      return publish({Outcome::Cancelled, strings::figure_cancelled, job.path});
    write_whole(job.path, bytes);
    publish({Outcome::Done, {}, job.path});
  });
  if (problem) publish({Outcome::Failed, problem->text(), job.path});
}

}  // namespace pixelwhy::gui
