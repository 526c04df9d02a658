#include "core/disagreement.h"

#include <algorithm>
#include <cmath>

#include "core/view.h"

namespace pixelwhy {

namespace {

const Stage& stage_of(const Demo& demo, StageId stage) {
  return demo.stages[static_cast<std::size_t>(stage)];
}

bool takes_part(const Suspect& suspect, const Settings& settings) {
  return !suspect.when || suspect.when(settings);
}

/// What is compared: the picture, with what is drawn over it where that is the result.
cv::Mat compared_picture(const Stage& stage, const Output& output) {
  return stage.overlay ? draw_over(output.image, output.data) : output.image;
}

/// The output of a computation; what it throws becomes a failure about `subject`.
Output run_named(const Snapshot& snapshot, const Computation& computation, const std::string& subject) {
  Output output;
  const auto error = caught(subject, [&] { output = run_computation(snapshot, computation); });
  if (error) throw Error(*error);
  return output;
}

bool equal_at(const cv::Mat& a, const cv::Mat& b, cv::Point at) {
  for (int c = 0; c < a.channels(); ++c) {
    const double x = value_at(a, at, c);
    const double y = value_at(b, at, c);
    if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
  }
  return true;
}

void try_suspects(Disagreement& result, const Snapshot& snapshot, const std::function<bool()>& cancelled) {
  for (const Suspect& suspect : result.reference->suspects) {
    if (!takes_part(suspect, snapshot.request.settings)) continue;
    if (cancelled && cancelled()) return;
    TriedSuspect tried{&suspect, {}, 0};
    const Stage& stage = stage_of(*result.demo, result.stage);
    // One that fails proves nothing, and must not hide the comparison.
    (void)caught(suspect.id, [&] {
      tried.image = compared_picture(stage, run_computation(snapshot, suspect.computation));
    });
    if (tried.image.size() != result.theirs.size() || tried.image.channels() != result.theirs.channels())
      tried.image.release();
    result.suspects.push_back(std::move(tried));
  }
  for (int y = 0; y < result.ours.rows; ++y) {
    if (cancelled && cancelled()) return;
    for (int x = 0; x < result.ours.cols; ++x) {
      if (equal_at(result.ours, result.theirs, {x, y})) continue;
      const std::vector<std::size_t> causes = cause_at(result, {x, y});
      for (const std::size_t cause : causes) ++result.suspects[cause].explained;
      if (causes.empty()) ++result.unexplained;
    }
  }
  result.complete = true;
}

}  // namespace

bool can_disagree(const Demo& demo, StageId stage, const Settings& settings) {
  if (stage == source_stage) return false;
  const Stage& declared = stage_of(demo, stage);
  return declared.kind == StageKind::Image && declared.active(settings) && declared.reference &&
         declared.reference->applies(settings);
}

std::vector<StageId> stages_to_disagree(const Demo& demo, StageId stage, const Settings& settings) {
  std::vector<StageId> wanted{stage};
  const auto add = [&](const Computation& computation) {
    for (const InputRef& input : computation.inputs) {
      if (input.kind != InputRef::Kind::Stage || input.index == source_stage) continue;
      if (!stage_of(demo, input.index).active(settings)) continue;
      if (std::find(wanted.begin(), wanted.end(), input.index) == wanted.end()) wanted.push_back(input.index);
    }
  };
  const Reference& reference = stage_of(demo, stage).reference.value();
  add(reference.computation);
  for (const Suspect& suspect : reference.suspects) {
    if (takes_part(suspect, settings)) add(suspect.computation);
  }
  return wanted;
}

Disagreement disagree(const Snapshot& snapshot, StageId stage, const std::function<bool()>& cancelled) {
  const Demo& demo = *snapshot.request.demo;
  const Stage& declared = stage_of(demo, stage);
  const ResultPtr result = snapshot.result(stage);
  if (result->error) throw Error(*result->error);
  Disagreement found;
  found.demo = &demo;
  found.stage = stage;
  found.reference = &declared.reference.value();
  found.same_rules = found.reference->agrees(snapshot.request.settings);
  const auto stop = [&] { return cancelled && cancelled(); };
  if (stop()) return found;
  found.ours = compared_picture(declared, result->output);
  found.theirs = compared_picture(declared, run_named(snapshot, found.reference->computation,
                                                      "the OpenCV reference of stage " + declared.id));
  if (stop()) return found;
  found.difference = signed_difference(found.ours, found.theirs);
  found.figures = compare_pictures(found.ours, found.theirs, cancelled);
  if (stop()) return found;
  found.worst = worst_pixels(found.ours, found.theirs, Disagreement::most_listed);
  if (found.agrees()) {
    found.complete = true;
  } else {
    try_suspects(found, snapshot, cancelled);
  }
  return found;
}

std::vector<std::size_t> cause_at(const Disagreement& disagreement, cv::Point at) {
  std::vector<std::size_t> causes;
  if (equal_at(disagreement.ours, disagreement.theirs, at)) return causes;
  for (std::size_t i = 0; i < disagreement.suspects.size(); ++i) {
    const TriedSuspect& tried = disagreement.suspects[i];
    if (tried.image.empty() || !equal_at(tried.image, disagreement.theirs, at)) continue;
    if (!causes.empty()) {
      const int fewest = disagreement.suspects[causes.front()].suspect->rules;
      if (tried.suspect->rules > fewest) continue;
      if (tried.suspect->rules < fewest) causes.clear();
    }
    causes.push_back(i);
  }
  return causes;
}

Text cause_text(const Disagreement& disagreement, cv::Point at) {
  if (equal_at(disagreement.ours, disagreement.theirs, at)) return {"the two agree here", "两者在此处一致"};
  const std::vector<std::size_t> causes = cause_at(disagreement, at);
  if (causes.empty()) {
    if (disagreement.suspects.empty())
      return {"the cause is not told: no rule is under suspicion", "原因未知：没有可疑的规则"};
    return {"the cause is not told: no rule under suspicion explains it", "原因未知：可疑的规则均无法解释"};
  }
  Text text;
  for (const std::size_t cause : causes) {
    const Text& name = disagreement.suspects[cause].suspect->name;
    text.en += (text.en.empty() ? "" : "; or ") + name.en;
    text.zh += (text.zh.empty() ? "" : "；或 ") + name.in(Language::Chinese);
  }
  return text;
}

std::optional<DifferingPixel> next_disagreement(const Disagreement& disagreement,
                                                const std::optional<cv::Point>& after) {
  const std::vector<DifferingPixel>& worst = disagreement.worst;
  if (!after) return worst.empty() ? std::nullopt : std::optional(worst.front());
  const DifferingPixel from{*after, difference_at(disagreement.ours, disagreement.theirs, *after)};
  // From a pixel that agrees the walk starts anew.
  if (from.size == 0) return next_disagreement(disagreement, std::nullopt);
  const auto next = std::upper_bound(worst.begin(), worst.end(), from, comes_before);
  if (next != worst.end()) return *next;
  if (static_cast<std::int64_t>(worst.size()) == disagreement.figures.differing) return std::nullopt;
  return next_worst(disagreement.ours, disagreement.theirs, from);
}

}  // namespace pixelwhy
