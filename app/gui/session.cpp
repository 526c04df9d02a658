#include "gui/session.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/region.h"
#include "gui/figure_sheet.h"
#include "gui/figure_strings.h"
#include "gui/living.h"
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
/// not push everything else off the list. A pasted picture cannot be opened again next time.
void note_recent(AppState& state, const std::string& source, const std::string& from) {
  if (is_pasted(source)) return;
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

}  // namespace

Session::Session(const std::function<void()>& wake, PlayerFactory players, const PastedPictures& pasted)
    : engine_(wake),
      loader_(wake, pasted),
      second_pictures_(wake),
      presenter_(wake),
      comparer_(wake),
      lighter_(wake),
      live_(engine_, wake, std::move(players)),
      recorder_(wake) {}

void Session::take_wishes(AppState& state) {
  Wishes& wishes = state.wishes;
  if (wishes.open) {
    live_.give_up();  // the newest wish counts
    loader_.open({*wishes.open, wishes.open_frame, wishes.open_for_undo, 0, state.demos, wishes.open_plain,
                  std::move(wishes.open_preset), std::exchange(wishes.open_region, std::nullopt)});
    wishes.open.reset();
    wishes.open_preset.reset();
    wishes.open_frame = 0;
    wishes.open_for_undo = wishes.open_plain = false;
    opening_note_ = std::exchange(wishes.open_note, {});
  }
  const int step = std::exchange(wishes.frame_step, 0);
  if (step != 0 && state.live.active) {
    step_frames(state, step);
  } else if (step != 0 && state.frame) {
    live_.give_up();
    loader_.step(state.source, state.frame_index, step, state.region);
    opening_note_ = {};
  }
  if (const auto play = std::exchange(wishes.play, std::nullopt); play && !live_.opening()) {
    PlayerOptions options = *play;
    options.region = state.region;
    live_.open(state, {state.source, SourceKind::Folder, options, false, true});
  }
}

void Session::refuse(AppState& state, Text why, const std::string& spec, bool missing) {
  if (missing && std::erase(state.recent, recent_name(spec)) > 0) add_sentence(why, strings::not_recent);
  if (state.frame) add_sentence(why, strings::kept_picture);
  if (std::exchange(state.resuming, false) && !state.frame) {
    add_sentence(why, strings::session_sample);
    state.wishes.open = "sample:street";
  }
  state.notices.error(std::move(why));
  commit(state);
  state.arriving.reset();  // a link that opens nothing leads nowhere
  state.returning.reset();
  coming_.reset();
}

/// What a figure was made with, once its picture is there. Returns how the window stood before.
ViewChange Session::take_living(AppState& state) {
  ViewChange change{scene_view(state), {}};
  Coming coming = *std::exchange(coming_, std::nullopt);
  const State& made = coming.preset.state;
  if (coming.whole) {
    bring_back(state, made);
  } else {
    bring_back_settings(state, made);
  }
  change.after = state.returning ? *state.returning : scene_view(state);
  remember_options(state, made);
  const bool figure = coming.preset.is_picture;
  if (coming.note.empty() && coming.by_itself) coming.note = strings::living_back;
  if (!made.variant.empty() && state.current_code().empty()) {
    const Text code{strings::living_other_code.en + made.variant + strings::living_other_code_end.en,
                    strings::living_other_code.zh + made.variant + strings::living_other_code_end.zh};
    state.notices.inform(code);
  }
  if (!coming.note.empty()) {
    std::vector<std::string> offers;
    if (coming.source_missing) offers.emplace_back("find-source");
    if (figure && coming.by_itself && !coming.source_missing) offers.emplace_back("open-plain");
    state.notices.inform(coming.note, std::move(offers));
  }
  state.living = std::move(coming.preset);
  state.living->source.clear();  // it is read again where it is wanted again
  return change;
}

/// What opening any source changes besides the frame, which follows as soon as it is computed.
void Session::arrive(AppState& state, const std::string& spec, const std::string& from, bool for_undo) {
  const bool first = state.source.empty();
  // A figure is remembered as itself, whatever it was made from.
  const std::string figure =
      coming_ && coming_->by_itself ? coming_->preset.path.string() : picture_of_spec(spec).string();
  std::optional<ViewChange> change;
  state.source = spec;
  state.resuming = false;
  state.hover.reset();
  state.last_hover.reset();
  if (!first) state.notices.forget_information();  // it was about the picture before
  if (!opening_note_.empty()) state.notices.inform(std::exchange(opening_note_, {}));
  if (coming_) change = take_living(state);
  note_recent(state, figure.empty() ? spec : figure, from);
  presenter_.forget_next();
  frame_awaited_ = true;
  if (change && !first) {
    commit(state, *change);
  } else if (first) {
    state.history.reset(
        {state.demo, state.current_settings(), state.source, scene_frame(state), state.region});
  } else if (!for_undo) {
    commit(state);
  }
}

void Session::take_opened(AppState& state) {
  auto opened = loader_.take();
  if (!opened) return;
  state.words_wrong = opened->error && opened->error->kind() == Error::Kind::Usage;
  if (opened->error) {
    return refuse(state, opened->error->text(), opened->spec, opened->missing);
  }
  coming_.reset();
  if (opened->living) {
    commit(state);  // what was changed before is a step of its own
    coming_ = Coming{std::move(*opened->living), opened->note, opened->whole, opened->source_missing,
                     opened->by_itself};
  }
  if (opened->plays) {
    PlayerOptions options;
    options.region = opened->region;
    if (coming_) {
      options.playing = false;
      options.index = opened->index;
    }
    return live_.open(state, {opened->spec, *opened->plays, options, opened->for_undo, false});
  }
  if (!opened->frame) {  // settings alone
    commit(state, take_living(state));
    if (!state.frame) state.wishes.open = "sample:street";
    return;
  }
  live_.give_up();
  live_.close(state);
  const std::string from = state.source;
  const bool alone = opened->stepped && from == opened->spec && state.frame_index == opened->index;
  target_ = opened->frame;
  state.region = region_of(*target_);
  state.frame_index = opened->index;
  state.frame_count = opened->count;
  arrive(state, opened->spec, opened->stepped ? from : "", opened->for_undo);
  for (const Text& note : opened->frame->notes) state.notices.inform(note);
  for (const Error& error : opened->skipped) state.notices.error(error.text());
  if (!opened->living && !opened->note.empty()) state.notices.inform(opened->note);
  if (alone) state.notices.inform(strings::only_picture);
}

void Session::take_player(AppState& state) {
  live_.update(state);
  if (const auto started = live_.take_started(state)) {
    target_ = nullptr;
    state.frame_index = 0;
    state.frame_count = 1;
    if (started->same_source) {
      presenter_.forget_next();
      frame_awaited_ = true;
    } else {
      state.region = region_of(*started->frame);
      arrive(state, started->spec, "", started->for_undo);
    }
    for (const Text& note : started->frame->notes) state.notices.inform(note);
    for (const Text& note : started->status.notes) state.notices.inform(note);
  }
  Text why;
  if (const auto failed = live_.take_failed(why)) {
    std::error_code unknown;
    const bool missing = is_path(failed->spec) && !std::filesystem::exists(failed->spec, unknown) && !unknown;
    refuse(state, why, failed->spec, missing);
  }
}

/// What is frozen is a picture that stays: the one in view.
void Session::update_freeze(AppState& state) {
  if (!state.live.active) return;
  const bool frozen = state.live.frozen();
  if (frozen == (target_ != nullptr)) return;
  if (frozen && (frame_awaited_ || !state.frame)) return;  // as soon as there is something to see
  target_ = frozen ? state.frame : nullptr;
  live_.freeze(frozen);
  presenter_.forget_next();
}

/// What stays is cut here; a player cuts its frames itself.
void Session::update_region(AppState& state) {
  if (!target_ || state.opening || region_of(*target_) == state.region) return;
  const auto problem = caught(state.source, [&] { target_ = cut(target_, state.region); });
  if (!problem) return;
  state.notices.error(problem->text());
  state.region = region_of(*target_);
}

void Session::update_engine(AppState& state) {
  const Demo* demo = &state.current_demo();
  const bool whole = second_pictures_.update(state);
  if (std::exchange(pictures_whole_, whole) != whole) ++changes_;
  if (state.snapshot && state.snapshot->request.demo != demo) presenter_.forget_demo(state);
  if (!target_ && !live_.feed() && !frame_awaited_) target_ = state.frame;  // what is closed leaves its frame
  if ((!target_ && !live_.feed()) || !whole) return;
  const bool some = target_ ? is_large(target_) : state.live.running;
  Request request{demo, target_, state.current_settings(), {}, {}, true, live_.feed()};
  if (some) request.wanted = stages_looked_at(state);
  request.variant = state.current_code();
  request.fuse = state.live.running && !state.asked();
  const auto key = [](const Request& r) {
    return std::tie(r.demo, r.frame, r.wanted, r.feed, r.fuse, r.variant);
  };
  if (key(request) == key(submitted_) && interchangeable(request.settings, submitted_.settings)) return;
  submitted_ = request;
  request.feed = 0;
  engine_.submit(std::move(request));
}

SnapshotPtr Session::accepted(const AppState& state, const SnapshotPtr& snapshot) const {
  if (!snapshot || snapshot->request.demo != &state.current_demo()) return nullptr;
  const bool right = target_ ? snapshot->request.frame == target_
                             : live_.feed() != 0 && snapshot->request.feed == live_.feed();
  return right ? snapshot : nullptr;
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

bool Session::update(AppState& state) {
  const auto seen = [&] {
    const PlayerStatus& status = state.live.status;
    const auto& notices = state.notices.list();
    return std::tuple(presenter_.version(), changes_, state.opening, state.engine_busy, state.source,
                      state.live.active, state.live.running, status.state, status.message, status.count,
                      status.since, state.live.opening ? state.live.opening->message : Text(),
                      state.recording.elapsed, state.recording.wanted, state.recording.finishing,
                      notices.empty() ? 0 : notices.back().id, notices.size());
  };
  const auto before = seen();
  take_wishes(state);
  take_opened(state);
  take_player(state);
  state.opening = loader_.busy() || live_.opening();
  update_freeze(state);
  update_region(state);
  update_engine(state);
  const SnapshotPtr latest = accepted(state, engine_.latest());
  update_origin(state);
  presenter_.update(state, latest, accepted(state, engine_.survey()));
  if (comparer_.update(state)) ++changes_;
  if (lighter_.update(state)) ++changes_;
  if (accepted(state, state.snapshot)) frame_awaited_ = false;
  update_arrival(state);
  if (!frame_awaited_) update_return(state);
  if (state.live.active && !frame_awaited_ && state.frame) state.frame_index = state.frame->index;
  const bool done = latest && interchangeable(latest->request.settings, state.current_settings()) &&
                    latest->request.variant == state.current_code() &&
                    (state.live.running || (latest->complete && latest->request.wanted == submitted_.wanted));
  state.engine_busy = (target_ || live_.feed()) && !done;
  recorder_.update(state);
  return seen() != before;
}

bool Session::settled(const AppState& state) const {
  if (state.wishes.open || state.wishes.play || loader_.busy() || !state.live.orders.empty()) return false;
  if (live_.opening() && state.live.opening && state.live.opening->state != PlayerStatus::State::Waiting)
    return false;
  return !frame_awaited_ && !state.engine_busy && !second_pictures_.busy() && !state.wishes.picture &&
         presenter_.settled(state) && !comparer_.busy() && !lighter_.busy() && !state.arriving &&
         !state.returning;
}

std::optional<double> Session::due(const AppState& state) const {
  using Seconds = std::chrono::duration<double>;
  if (const auto when = presenter_.due()) {
    return std::max(0.001, Seconds(*when - std::chrono::steady_clock::now()).count());
  }
  const auto waits = [](const PlayerStatus& status) { return status.state == PlayerStatus::State::Waiting; };
  const bool counting =
      (state.live.active && waits(state.live.status)) || (state.live.opening && waits(*state.live.opening));
  return counting || state.recording.wanted ? std::optional(0.5) : std::nullopt;
}

}  // namespace pixelwhy::gui
