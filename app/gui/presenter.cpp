#include "gui/presenter.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/region.h"

namespace pixelwhy::gui {

namespace {

std::size_t slot(StageId stage) { return static_cast<std::size_t>(stage); }

ResultPtr explainable(const Snapshot& snapshot, const Place& place) {
  if (place.stage >= static_cast<StageId>(snapshot.stages.size())) return nullptr;
  if (!can_explain(snapshot, place.stage)) return nullptr;
  ResultPtr result = snapshot.result(place.stage);
  if (!cv::Rect({0, 0}, result->output.image.size()).contains(place.at)) return nullptr;
  return result;
}

bool is_current(const Snapshot& snapshot, StageId stage) {
  return stage == source_stage || (slot(stage) < snapshot.current.size() && snapshot.current[slot(stage)]);
}

Inspection inspect(const SnapshotPtr& snapshot, const Place& place, const ResultPtr& result) {
  Inspection inspection{snapshot, place, {}, {}, 0};
  try {
    inspection.explanation = explain(*snapshot, place.stage, place.at);
  } catch (const std::exception& error) {
    inspection.explanation.verdict = {error.what(), {}};
  }
  const cv::Mat& image = result->output.image;
  for (int c = 0; c < image.channels(); ++c) inspection.output.push_back(value_at(image, place.at, c));
  return inspection;
}

bool of_demo(const AppState& state, const SnapshotPtr& snapshot) {
  return snapshot && snapshot->request.demo == &state.current_demo();
}

bool of_frame(const AppState& state, const SnapshotPtr& snapshot) {
  return snapshot && snapshot->request.frame == state.frame;
}

bool askable(const Snapshot& snapshot, const Place& place) {
  return explainable(snapshot, place) && (snapshot.complete || is_current(snapshot, place.stage));
}

/// Whether all that is looked at has been computed.
bool presentable(const AppState& state, const Snapshot& snapshot) {
  if (snapshot.complete) return true;
  const std::vector<StageId> needed = stages_looked_at(state);
  return std::all_of(needed.begin(), needed.end(),
                     [&](StageId stage) { return is_current(snapshot, stage); });
}

}  // namespace

std::vector<StageId> stages_looked_at(const AppState& state) {
  const Demo& demo = state.current_demo();
  std::vector<StageId> stages{state.shown_stage(), state.chosen_stage()};
  const auto add = [&](StageId stage) {
    if (std::find(stages.begin(), stages.end(), stage) == stages.end()) stages.push_back(stage);
  };
  const auto asked = state.asked();
  const StageId explained = asked ? asked->stage : source_stage;
  add(explained);
  if (state.measuring.line && state.measuring.beside.contains(state.demo)) {
    for (const StageId stage : state.measuring.beside.at(state.demo)) {
      if (stage == source_stage || demo.stages[slot(stage)].active(state.current_settings())) add(stage);
    }
  }
  for (const StageId stage : stages_of_extras(state)) add(stage);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages[i] == source_stage) continue;
    const Stage& stage = demo.stages[slot(stages[i])];
    if (stage.view_weight) add(*stage.view_weight);
    // While frames come, nothing is explained but what is asked for.
    if (state.live.running && stages[i] != explained) continue;
    for (const InputRef& input : stage.explain.inputs) {
      if (input.kind == InputRef::Kind::Stage) add(input.index);
    }
  }
  std::sort(stages.begin(), stages.end());
  stages.erase(std::unique(stages.begin(), stages.end()), stages.end());
  return stages;
}

bool is_large(const FramePtr& frame) { return frame && frame->pixels.total() > large_picture; }

Presenter::Presenter(const std::function<void()>& wake)
    : looks_([this](const PicturesJob& job, const auto& publish,
                    const auto& superseded) { make_pictures(job, publish, superseded); },
             wake),
      strip_(
          [](const LooksJob& job, const auto& publish, const auto&) {
            const auto later = [](const Looks&) {};
            publish({job.snapshot, make_looks(job, {}, later, [] { return false; }), {}, true});
          },
          wake),
      explain_(
          [](const AskJob& job, const auto& publish, const auto&) {
            if (const auto result = explainable(*job.snapshot, job.place)) {
              publish(inspect(job.snapshot, job.place, result));
            }
          },
          wake),
      trace_(
          [](const AskJob& job, const auto& publish, const auto& superseded) {
            if (!explainable(*job.snapshot, job.place)) return;
            try {
              auto masks = trace_back(*job.snapshot, job.place.stage, job.place.at, superseded);
              if (masks.empty()) return;
              std::vector<cv::Rect> bounds;
              for (const cv::Mat& mask : masks)
                bounds.push_back(mask.empty() ? cv::Rect() : cv::boundingRect(mask));
              publish({job.snapshot, job.place, std::move(masks), std::move(bounds)});
            } catch (const std::exception&) {
              // The receptive field is an extra; the explanation tells what went wrong.
            }
          },
          wake) {}

/// The looks of all stages, then what panes and comparison show beside them. Of what plays all is handed on
/// at once, so that it belongs together.
void Presenter::make_pictures(const PicturesJob& job, const std::function<void(SnapshotLooks)>& publish,
                              const std::function<bool()>& superseded) {
  const SnapshotPtr& snapshot = job.looks.snapshot;
  const bool same = known_.snapshot && known_.snapshot->request.demo == snapshot->request.demo &&
                    known_.snapshot->request.frame == snapshot->request.frame;
  if (!same) known_ = {};
  const bool brief = job.looks.brief;
  const auto never = [] { return false; };  // briefly, it is over before a newer one can be shown
  const std::function<bool()> given_up = brief ? std::function<bool()>(never) : superseded;
  const auto in_steps = [&](const Looks& looks) {
    if (!brief) publish({snapshot, looks, known_.extras, false});
  };
  known_.looks = make_looks(job.looks, known_.looks, in_steps, given_up);
  known_.snapshot = snapshot;
  const auto one_more = [&](const Extras& extras) {
    if (brief) return;
    for (const auto& [content, extra] : extras) known_.extras[content] = extra;
    publish({snapshot, known_.looks, known_.extras, false});
  };
  Extras extras = extra_maker_.make(snapshot, job.extras, one_more, given_up);
  known_.whole = !superseded();
  if (known_.whole || brief) known_.extras = std::move(extras);
  publish(known_);
}

void Presenter::forget_demo(AppState& state) {
  state.snapshot = nullptr;
  const auto source = state.looks.find(source_stage);
  Looks kept;
  if (source != state.looks.end()) kept.insert(*source);
  state.looks = std::move(kept);
  state.extras.clear();
  state.strip.clear();
  state.inspection.reset();
  state.field.reset();
  next_.reset();
  ++version_;
}

void Presenter::take_looks(AppState& state) {
  auto fresh = looks_.take();
  if (!fresh || !of_demo(state, fresh->snapshot)) return;
  if (next_ && fresh->snapshot == next_->snapshot) {
    next_->looks = std::move(fresh->looks);
    next_->extras = std::move(fresh->extras);
    next_->whole = fresh->whole;
  } else if (of_frame(state, fresh->snapshot) && state.snapshot) {
    state.looks = std::move(fresh->looks);
    state.extras = std::move(fresh->extras);
    if (fresh->whole && fresh->snapshot->complete && !state.live.running) state.strip = state.looks;
    ++version_;
  }
}

void Presenter::take_survey(AppState& state, const SnapshotPtr& survey) {
  if (auto fresh = strip_.take(); fresh && of_demo(state, fresh->snapshot) && state.live.running) {
    state.strip = std::move(fresh->looks);
    ++version_;
  }
  if (!state.live.running || !of_demo(state, survey) || survey == surveyed_ || strip_.busy()) return;
  surveyed_ = survey;
  strip_.submit({survey, state.shown_stage()});
}

void Presenter::take_explanation(AppState& state) {
  if (auto fresh = explain_.take(); fresh && of_demo(state, fresh->snapshot)) {
    fresh->serial = ++serial_;
    if (next_ && fresh->snapshot == next_->snapshot) {
      next_->inspection = std::move(*fresh);
    } else if (of_frame(state, fresh->snapshot)) {
      state.inspection = std::move(*fresh);
      ++version_;
    }
  }
  if (auto fresh = trace_.take();
      fresh && of_demo(state, fresh->snapshot) && of_frame(state, fresh->snapshot)) {
    state.field = std::move(*fresh);
    ++version_;
  }
}

void Presenter::choose_next(AppState& state, const SnapshotPtr& latest) {
  if (!latest) return;
  if (of_frame(state, latest)) {
    next_.reset();
    if (state.snapshot != latest) ++version_;
    state.snapshot = latest;
  } else if (next_) {
    // What is being prepared is shown first, or none might ever be; unless more of it is there.
    const Snapshot& preparing = *next_->snapshot;
    if (preparing.request.frame == latest->request.frame && !preparing.complete && latest->complete) {
      next_ = Next{latest};
    }
  } else if (presentable(state, *latest)) {
    next_ = Next{latest};
  } else if (impatient(state, *latest)) {
    next_ = Next{latest, true};
  }
}

bool Presenter::impatient(const AppState& state, const Snapshot& latest) {
  constexpr std::chrono::milliseconds patience{200};
  if (state.live.running) return false;
  if (awaited_ != latest.request.frame) {
    awaited_ = latest.request.frame;
    awaited_since_ = std::chrono::steady_clock::now();
  }
  const auto until = awaited_since_ + patience;
  if (std::chrono::steady_clock::now() >= until) return true;
  due_ = until;
  return false;
}

void Presenter::ask_for_looks(const AppState& state) {
  const SnapshotPtr& snapshot = coming(state);
  if (!snapshot) return;
  PicturesJob wanted{{snapshot, state.shown_stage(), state.live.running}, {wanted_extras(state), {}}};
  const bool other = std::any_of(
      wanted.extras.contents.begin(), wanted.extras.contents.end(),
      [](const auto& c) { return c.item.made == Made::Other || (c.minus && c.minus->made == Made::Other); });
  if (other) wanted.extras.other = other_settings(state);
  if (looked_ == wanted) return;
  const bool known = looked_ && looked_->looks.snapshot == snapshot && looked_->extras == wanted.extras &&
                     looked_->looks.brief == wanted.looks.brief;
  looked_ = wanted;
  // Another stage of the same snapshot is only a matter of order; while idle all looks are there.
  if (known && !looks_.busy()) return;
  looks_.submit(std::move(wanted));
}

void Presenter::ask_for_explanation(const AppState& state) {
  const auto place = state.asked();
  const SnapshotPtr& snapshot = coming(state);
  if (!place || !snapshot || !askable(*snapshot, *place)) return;
  const AskJob job{snapshot, *place};
  if (asked_ == job) return;
  asked_ = job;
  explain_.submit(job);
}

/// The receptive field takes long; while frames come it would always be of one that is gone.
void Presenter::ask_for_field(const AppState& state) {
  if (!state.origin || !state.show_field || state.live.running || next_) return;
  if (!state.snapshot || !state.snapshot->complete) return;
  const AskJob job{state.snapshot, *state.origin};
  if (traced_ == job || !explainable(*state.snapshot, *state.origin)) return;
  traced_ = job;
  trace_.submit(job);
}

/// What was asked of a snapshot that is gone would keep its pictures in memory.
void Presenter::release(AppState& state) {
  const auto gone = [&](const SnapshotPtr& snapshot) {
    return snapshot != state.snapshot && !(next_ && snapshot == next_->snapshot);
  };
  if (asked_ && gone(asked_->snapshot)) asked_.reset();
  if (traced_ && gone(traced_->snapshot)) traced_.reset();
  if (!state.live.running) surveyed_ = nullptr;
  if (state.field && gone(state.field->snapshot) && !state.origin) state.field.reset();
  if (state.inspection && gone(state.inspection->snapshot) && !state.asked()) state.inspection.reset();
}

bool Presenter::ready(const AppState& state) const {
  if (!next_ || !next_->looks) return false;
  const auto place = state.asked();
  const bool explained = !place || next_->inspection || !askable(*next_->snapshot, *place);
  const bool seen = next_->looks->contains(state.shown_stage()) || next_->looks->contains(source_stage);
  return explained &&
         (next_->early || next_->snapshot->complete ? seen : next_->looks->contains(state.shown_stage()));
}

namespace {

/// The pixels that are pinned and pointed at are the same ones of the whole picture when its region changes.
void follow_region(AppState& state, const Frame& next) {
  const Frame& before = *state.frame;
  if (region_of(before) == region_of(next) || whole_of(before).name != whole_of(next).name ||
      whole_of(before).pixels.size() != whole_of(next).pixels.size())
    return;
  const bool same_place = state.shown_image().size() == before.pixels.size();
  state.hover.reset();
  state.last_hover.reset();
  state.measuring.line.reset();
  const cv::Point by = before.region.tl() - next.region.tl();
  std::erase_if(state.measuring.kept, [&](KeptPixel& kept) {
    if (kept.size != before.pixels.size()) return false;
    kept = {kept.at + by, next.pixels.size()};
    return !cv::Rect({0, 0}, kept.size).contains(kept.at);
  });
  if (!state.pin) return;
  if (!same_place) return unpin(state);
  const cv::Point at = *state.pin + by;
  if (cv::Rect({0, 0}, next.pixels.size()).contains(at)) {
    pin_at(state, at);
  } else {
    unpin(state);
  }
}

}  // namespace

void Presenter::present(AppState& state) {
  const FramePtr frame = next_->snapshot->request.frame;
  const cv::Size size = frame->pixels.size();
  const cv::Rect inside({0, 0}, size);
  if (state.frame) follow_region(state, *frame);
  if (state.frame && state.frame->pixels.size() != size) {
    state.views.fit_all();
    if (state.pin && !inside.contains(*state.pin)) unpin(state);
    if (state.hover && !inside.contains(*state.hover)) state.hover.reset();
    if (state.last_hover && !inside.contains(*state.last_hover)) state.last_hover.reset();
  }
  state.frame = frame;
  state.snapshot = next_->snapshot;
  state.looks = std::move(*next_->looks);
  state.extras = std::move(next_->extras);
  // What the strip falls back to would keep the frame before, with all its stages, in memory.
  if (next_->whole && next_->snapshot->complete && !state.live.running) state.strip = state.looks;
  state.inspection = std::move(next_->inspection);
  state.field.reset();
  state.trail.reset();
  next_.reset();
  awaited_ = nullptr;
  ++version_;
}

void Presenter::update(AppState& state, const SnapshotPtr& latest, const SnapshotPtr& survey) {
  take_looks(state);
  take_explanation(state);
  if (next_ && !of_demo(state, next_->snapshot)) next_.reset();
  if (ready(state)) present(state);
  due_.reset();
  choose_next(state, latest);
  ask_for_looks(state);
  ask_for_explanation(state);
  ask_for_field(state);
  take_survey(state, survey);
  release(state);
}

bool Presenter::settled(const AppState& state) const {
  if (state.live.running)
    return state.snapshot && state.looks.contains(state.shown_stage()) && !state.strip.empty();
  return !next_ && !explain_.busy() && !looks_.busy() && !strip_.busy() && !trace_.busy();
}

}  // namespace pixelwhy::gui
