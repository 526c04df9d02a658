#include "gui/session.h"

#include <algorithm>
#include <utility>

#include "gui/pasted_path.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

/// Paths are kept whole, since the program may be started elsewhere next time.
std::string recent_name(const std::string& spec) {
  std::error_code none;
  const auto whole = is_path(spec) ? std::filesystem::absolute(spec, none) : std::filesystem::path();
  return none || whole.empty() ? spec : whole.lexically_normal().string();
}

/// A neighbour takes the place of the picture that it was reached from, so that leafing through a folder does
/// not push everything else off the list.
void note_recent(AppState& state, const std::string& source, const std::string& from) {
  const std::string spec = recent_name(source);
  if (!from.empty()) std::erase(state.recent, recent_name(from));
  std::erase(state.recent, spec);
  state.recent.insert(state.recent.begin(), spec);
  if (state.recent.size() > 12) state.recent.resize(12);
}

void add_sentence(Text& text, const Text& sentence) {
  if (text.zh.empty()) text.zh = text.en;
  const bool ended = text.en.ends_with('.') || text.en.ends_with('?');
  const bool ended_zh = text.zh.ends_with("。") || text.zh.ends_with("？");
  text.en += (ended ? "" : ".") + sentence.en;
  text.zh += (ended_zh ? "" : "。") + sentence.zh;
}

std::optional<ResultPtr> explainable(const Snapshot& snapshot, const Place& place) {
  if (place.stage >= static_cast<StageId>(snapshot.stages.size())) return std::nullopt;
  const ResultPtr result = snapshot.result(place.stage);
  if (!result || result->error || result->output.image.empty()) return std::nullopt;
  if (!cv::Rect({0, 0}, result->output.image.size()).contains(place.at)) return std::nullopt;
  return result;
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

}  // namespace

Session::Session(std::function<void()> wake)
    : loader_(wake),
      engine_(wake),
      looks_(
          [this](const LooksJob& job, const auto& publish, const auto& superseded) {
            const Demo* demo = job.snapshot->request.demo;
            if (known_.demo != demo) known_ = {demo, {}};
            known_.looks = make_looks(
                job, known_.looks,
                [&](const Looks& looks) {
                  publish({demo, looks});
                },
                superseded);
          },
          wake),
      explain_(
          [](const AskJob& job, const auto& publish, const auto&) {
            if (const auto result = explainable(*job.snapshot, job.place)) {
              publish(inspect(job.snapshot, job.place, *result));
            }
          },
          wake),
      trace_(
          [](const AskJob& job, const auto& publish, const auto& superseded) {
            if (!explainable(*job.snapshot, job.place)) return;
            try {
              auto masks = trace_back(*job.snapshot, job.place.stage, job.place.at, superseded);
              if (!masks.empty()) publish({job.snapshot, job.place, std::move(masks)});
            } catch (const std::exception&) {
              // The receptive field is an extra; the explanation tells what went wrong.
            }
          },
          wake) {}

void Session::take_opened(AppState& state) {
  if (state.wishes.open) {
    loader_.open(*state.wishes.open, state.wishes.open_for_undo, state.wishes.open_frame);
    state.wishes.open.reset();
    state.wishes.open_frame = 0;
    state.wishes.open_for_undo = false;
    opening_note_ = std::exchange(state.wishes.open_note, {});
    state.opening = true;
  }
  if (state.wishes.frame_step != 0 && state.frame) {
    loader_.step(state.source, state.frame_index, state.wishes.frame_step);
    opening_note_ = {};
    state.opening = true;
  }
  state.wishes.frame_step = 0;
  auto opened = loader_.take();
  if (!opened) {
    state.opening = loader_.busy();
    return;
  }
  state.opening = loader_.busy();
  if (opened->error) {
    Text text = opened->error->text();
    if (opened->missing && std::erase(state.recent, recent_name(opened->spec)) > 0) {
      add_sentence(text, strings::not_recent);
    }
    if (state.frame) {
      add_sentence(text, strings::kept_picture);
    }
    state.notices.error(std::move(text));
    commit(state);
    state.arriving.reset();  // a link that opens nothing leads nowhere
    return;
  }
  const bool first = !state.frame;
  if (!first && state.frame->pixels.size() != opened->frame->pixels.size()) {
    state.views.fit_all();
    if (state.pin && !cv::Rect({0, 0}, opened->frame->pixels.size()).contains(*state.pin)) unpin(state);
  }
  const std::string from = std::exchange(state.source, opened->spec);
  const bool alone = opened->stepped && from == opened->spec && state.frame_index == opened->index;
  state.frame = opened->frame;
  state.frame_index = opened->index;
  state.frame_count = opened->count;
  state.hover.reset();
  state.last_hover.reset();
  if (!first) state.notices.forget_information();  // it was about the picture before
  for (const Text& note : opened->frame->notes) state.notices.inform(note);
  if (!opening_note_.empty()) state.notices.inform(std::exchange(opening_note_, {}));
  for (const Error& error : opened->skipped) state.notices.error(error.text());
  if (alone) state.notices.inform(strings::only_picture);
  note_recent(state, opened->spec, opened->stepped ? from : "");
  if (first) {
    state.history.reset({state.demo, state.current_settings(), state.source, state.frame_index});
  } else if (!opened->for_undo) {
    commit(state);
  }
}

void Session::update_engine(AppState& state) {
  if (!state.frame) return;
  const Demo* demo = &state.current_demo();
  if (submitted_.demo != demo || submitted_.frame != state.frame ||
      submitted_.settings != state.current_settings()) {
    submitted_ = {demo, state.frame, state.current_settings(), {}, {}, true};
    engine_.submit(submitted_);
  }
  if (state.snapshot && state.snapshot->request.demo != demo) {
    state.snapshot = nullptr;  // the stages' numbers mean others now
    const auto source = state.looks.find(source_stage);
    Looks kept;
    if (source != state.looks.end()) kept.insert(*source);
    state.looks = std::move(kept);
    state.inspection.reset();
    state.field.reset();
  }
  const SnapshotPtr latest = engine_.latest();
  if (latest && latest->request.demo == demo) state.snapshot = latest;
  const bool done = latest && latest->complete && latest->request.demo == demo &&
                    latest->request.frame == state.frame && latest->request.settings == submitted_.settings;
  state.engine_busy = !done;
}

void Session::update_looks(AppState& state) {
  if (auto fresh = looks_.take(); fresh && fresh->demo == &state.current_demo()) {
    state.looks = std::move(fresh->looks);
  }
  if (!state.snapshot) return;
  if (state.snapshot == looked_at_ && state.shown_stage() == looked_stage_) return;
  const bool known = state.snapshot == looked_at_;
  looked_at_ = state.snapshot;
  looked_stage_ = state.shown_stage();
  // Another stage of the same snapshot is only a matter of order; while idle all looks are there.
  if (known && !looks_.busy()) return;
  looks_.submit({looked_at_, looked_stage_});
}

void Session::update_explanation(AppState& state) {
  if (auto fresh = explain_.take(); fresh && fresh->snapshot->request.demo == &state.current_demo()) {
    fresh->serial = ++serial_;
    state.inspection = std::move(*fresh);
  }
  const auto place = state.asked();
  if (!place || !state.snapshot || !explainable(*state.snapshot, *place)) return;
  const AskJob job{state.snapshot, *place};
  const bool current = place->stage == source_stage || state.snapshot->complete ||
                       state.snapshot->current[static_cast<std::size_t>(place->stage)];
  if (asked_ != job && current) {
    asked_ = job;
    explain_.submit(job);
  }
}

void Session::update_field(AppState& state) {
  update_origin(state);
  if (auto fresh = trace_.take(); fresh && fresh->snapshot->request.demo == &state.current_demo()) {
    state.field = std::move(*fresh);
  }
  if (!state.origin || !state.show_field || !state.snapshot || !state.snapshot->complete) return;
  const AskJob job{state.snapshot, *state.origin};
  if (traced_ == job || !explainable(*state.snapshot, *state.origin)) return;
  traced_ = job;
  trace_.submit(job);
}

void Session::update_arrival(AppState& state) {
  if (!state.arriving || state.opening || state.wishes.open || state.engine_busy || !state.snapshot) return;
  const ResultPtr result = state.snapshot->result(state.chosen_stage());
  const cv::Size size = result ? result->output.image.size() : cv::Size();
  if (cv::Rect({0, 0}, size).contains(*state.arriving)) {
    pin_at(state, *state.arriving);
    reveal(shown_view(state), state.canvas, *state.arriving);
  } else {
    state.notices.error(strings::link_outside);
  }
  state.arriving.reset();
}

void Session::update(AppState& state) {
  take_opened(state);
  update_engine(state);
  update_looks(state);
  update_arrival(state);
  update_explanation(state);
  update_field(state);
}

bool Session::settled(const AppState& state) const {
  return !state.wishes.open && !loader_.busy() && !state.engine_busy && !looks_.busy() && !explain_.busy() &&
         !trace_.busy() && !state.arriving;
}

}  // namespace pixelwhy::gui
