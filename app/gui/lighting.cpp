#include "gui/lighting.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <utility>

#include "gui/app_state.h"

namespace pixelwhy::gui {

namespace {

bool has_pixel(const Snapshot& snapshot, const Place& place) {
  if (place.stage >= static_cast<StageId>(snapshot.stages.size())) return false;
  const ResultPtr result = snapshot.result(place.stage);
  return result && !result->error && cv::Rect({0, 0}, result->output.image.size()).contains(place.at);
}

/// Some of the pixels of a mask, spread over it, for a small picture of it.
std::vector<cv::Point> sampled(const cv::Mat& mask) {
  constexpr std::size_t most = 2000;
  std::vector<cv::Point> all;
  cv::findNonZero(mask, all);
  if (all.size() <= most) return all;
  std::vector<cv::Point> some;
  for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
  return some;
}

}  // namespace

Lit lit_by(const SnapshotPtr& snapshot, const Place& place, const Explanation& explanation) {
  Lit lit{snapshot, place, {}, {}, {}, explanation.lines};
  for (const Term& term : explanation.terms) {
    if (term.at && term.stage != place.stage) lit.pixels[term.stage].push_back(*term.at);
  }
  if (explanation.trail) {
    if (const auto stage = snapshot->request.demo->find_stage(explanation.trail->stage))
      lit.pixels[*stage] = explanation.trail->cells;
  }
  return lit;
}

const Lit* current_light(const AppState& state) {
  if (!state.lit || state.lit->snapshot != state.snapshot || state.peek) return nullptr;
  const bool same = state.lit->pixel == state.pointed.pixel && state.lit->gathered == state.pointed.gathered;
  return same ? &*state.lit : nullptr;
}

std::optional<StageId> picture_behind(const AppState& state, StageId stage) {
  const Demo& demo = state.current_demo();
  while (stage != source_stage) {
    const auto& inputs = demo.stages[static_cast<std::size_t>(stage)].textbook.inputs;
    const auto input = std::find_if(inputs.begin(), inputs.end(),
                                    [](const InputRef& i) { return i.kind == InputRef::Kind::Stage; });
    if (input == inputs.end()) return std::nullopt;
    stage = input->index;
    const auto look = state.looks.find(stage);
    if (look == state.looks.end()) return std::nullopt;
    if (!look->second.result->output.image.empty()) return stage;
  }
  return std::nullopt;
}

Lighter::Lighter(const std::function<void()>& wake)
    : worker_(
          [](const Job& job, const auto& publish, const auto&) {
            try {
              if (job.gathered) {
                cv::Mat mask = pixels_in(job.gathered->result->output.image, job.gathered->bin);
                std::map<StageId, std::vector<cv::Point>> some{{job.gathered->stage, sampled(mask)}};
                publish({job.snapshot, {}, job.gathered, std::move(mask), std::move(some), {}});
              } else if (has_pixel(*job.snapshot, *job.pixel)) {
                publish(lit_by(job.snapshot, *job.pixel,
                               explain(*job.snapshot, job.pixel->stage, job.pixel->at)));
              }
            } catch (const std::exception&) {
              // Light is an extra; the explanation tells what went wrong.
            }
          },
          wake) {}

bool Lighter::update(AppState& state) {
  bool changed = false;
  if (auto fresh = worker_.take()) {
    state.lit = std::move(*fresh);
    changed = true;
  }
  const Pointing& pointing = state.pointing;
  if (!pointing.pixel && !pointing.gathered) {
    asked_.reset();
    changed = changed || state.lit;
    state.lit.reset();  // it would keep its snapshot in memory
    return changed;
  }
  if (state.live.running || !state.snapshot || !state.snapshot->complete) return changed;
  Job job{state.snapshot, pointing.pixel, pointing.gathered};
  if (job.gathered) job.pixel.reset();
  if (asked_ == job) return changed;
  asked_ = job;
  const auto& known = state.inspection;
  if (job.pixel && known && known->snapshot == job.snapshot && known->place == *job.pixel) {
    state.lit = lit_by(job.snapshot, *job.pixel, known->explanation);
    return true;
  }
  worker_.submit(std::move(job));
  return changed;
}

}  // namespace pixelwhy::gui
