#include "gui/app_state.h"

#include <algorithm>
#include <cmath>

#include "gui/region_tool.h"

namespace pixelwhy::gui {

namespace {

std::size_t slot(int index) { return static_cast<std::size_t>(index); }

/// Undo keeps the names of second pictures, not their pixels.
Settings without_pixels(Settings settings) {
  for (Value& value : settings) {
    if (auto* picture = std::get_if<PictureValue>(&value)) picture->frame = nullptr;
  }
  return settings;
}

/// A stage that takes part: the given one, else the last.
StageId valid_stage(const AppState& state, StageId stage) {
  const std::vector<StageId> stages = visible_stages(state);
  return std::find(stages.begin(), stages.end(), stage) != stages.end() ? stage : stages.back();
}

void apply(AppState& state, const Scene& scene) {
  if (state.demo != scene.demo) state.origin.reset();
  state.demo = scene.demo;
  state.current_settings() = scene.settings;
  choose_stage(state, state.chosen_stage());
  const bool elsewhere = scene.source != state.source || scene.frame != scene_frame(state);
  if (elsewhere && !scene.source.empty()) {
    state.wishes.open = scene.source;
    state.wishes.open_frame = scene.frame;
    state.wishes.open_region = scene.region;
    state.wishes.open_for_undo = true;
  } else {
    enter_region(state, scene.region);
  }
}

}  // namespace

StageId AppState::shown_stage() const {
  if (!peek) return chosen_stage();
  return panes.compare.mode == Compare::Mode::Off ? source_stage : compared_with(*this).item.stage;
}

const Look* AppState::shown_look() const {
  if (!peek) return look_of(*this, content_of(*this, panes.active));
  if (panes.compare.mode != Compare::Mode::Off) return look_of(*this, compared_with(*this));
  return look_of(*this, {{source_stage}});
}

cv::Mat AppState::shown_image() const {
  const Look* look = shown_look();
  return look ? look->result->output.image : cv::Mat();
}

std::optional<Place> AppState::asked() const {
  if (pin) return Place{chosen_stage(), *pin};
  if (hover) return Place{shown_stage(), *hover};
  if (last_hover) return Place{shown_stage(), *last_hover};
  return std::nullopt;
}

AppState make_state(const std::vector<Demo>& demos) {
  AppState state;
  state.demos = &demos;
  for (const Demo& demo : demos) {
    state.settings.push_back(demo.defaults());
    state.stages.push_back(source_stage);
    state.codes.emplace_back();
  }
  for (std::size_t i = 0; i < demos.size(); ++i) {
    state.demo = static_cast<int>(i);
    StageId last = source_stage;
    for (const StageId stage : visible_stages(state)) {
      if (stage == source_stage || demos[i].stages[slot(stage)].kind == StageKind::Image) last = stage;
    }
    state.stages[i] = last;
  }
  state.demo = 0;
  state.history.reset({state.demo, state.current_settings(), {}, 0, {}});
  return state;
}

std::vector<StageId> visible_stages(const AppState& state) {
  std::vector<StageId> stages{source_stage};
  const Demo& demo = state.current_demo();
  for (std::size_t i = 0; i < demo.stages.size(); ++i) {
    if (demo.stages[i].active(state.current_settings())) stages.push_back(static_cast<StageId>(i));
  }
  return stages;
}

bool is_covered(const AppState& state) {
  return state.palette_open || state.sheet_open || state.browser.open || state.saving.open ||
         state.sweeping.open || state.notebook.asking;
}

void uncover(AppState& state) {
  state.palette_open = state.sheet_open = false;
  state.browser.open = state.saving.open = state.sweeping.open = state.notebook.asking = false;
}

void enter_demo(AppState& state, int demo) {
  const int count = static_cast<int>(state.demos->size());
  state.demo = (demo % count + count) % count;
  state.origin.reset();
  state.crumbs.clear();
  state.hover.reset();
  state.focused_parameter.reset();
  state.editing_parameter.reset();
  state.dragged_parameter.reset();
  choose_stage(state, state.chosen_stage());
}

void choose_demo(AppState& state, int demo) {
  enter_demo(state, demo);
  commit(state);
}

void choose_stage(AppState& state, StageId stage) {
  state.stages[slot(state.demo)] = valid_stage(state, stage);
  state.crumbs.clear();
  if (!state.origin) return;
  // Stages that the field's pixel was computed from show it; any other begins a field of its own.
  const StageId chosen = state.chosen_stage();
  const StageId from = state.origin->stage;
  const bool lit = chosen == source_stage || chosen == from ||
                   (from != source_stage && valid_stage(state, from) == from &&
                    state.current_demo().ancestors(from, state.current_settings())[slot(chosen)]);
  if (!lit) state.origin.reset();
}

void update_origin(AppState& state) {
  if (!state.pin && state.crumbs.empty()) state.origin.reset();
  if (state.pin && !state.origin) state.origin = Place{state.chosen_stage(), *state.pin};
}

void step_stage(AppState& state, int step) {
  const std::vector<StageId> stages = visible_stages(state);
  const auto found = std::find(stages.begin(), stages.end(), state.chosen_stage());
  const auto place = static_cast<int>(found - stages.begin()) + step;
  choose_stage(state, stages[slot(std::clamp(place, 0, static_cast<int>(stages.size()) - 1))]);
}

int scene_frame(const AppState& state) { return state.live.active ? 0 : state.frame_index; }

void commit(AppState& state) {
  state.history.commit(
      {state.demo, without_pixels(state.current_settings()), state.source, scene_frame(state), state.region});
}

void commit(AppState& state, const ViewChange& change) {
  state.history.commit({state.demo, without_pixels(state.current_settings()), state.source,
                        scene_frame(state), state.region, std::make_shared<const ViewChange>(change)});
}

void return_to(AppState& state, const SceneView& view) {
  if (view.demo != state.demo) return;
  unpin(state);
  choose_stage(state, view.stage);
  state.returning = view;
}

void undo(AppState& state) {
  commit(state);
  if (!state.history.can_undo()) return;
  const auto change = state.history.present().change;
  apply(state, state.history.undo());
  if (change) return_to(state, change->before);
}

void redo(AppState& state) {
  commit(state);
  if (!state.history.can_redo()) return;
  apply(state, state.history.redo());
  if (const auto change = state.history.present().change) return_to(state, change->after);
}

void pin_at(AppState& state, cv::Point at) {
  state.pin = at;
  state.origin = Place{state.chosen_stage(), at};
  state.crumbs.clear();
}

void unpin(AppState& state) {
  state.pin.reset();
  state.origin.reset();
  state.crumbs.clear();
}

void move_pin(AppState& state, int dx, int dy) {
  const cv::Size size = state.shown_image().size();
  if (!state.pin || size.empty()) return;
  state.pin->x = std::clamp(state.pin->x + dx, 0, size.width - 1);
  state.pin->y = std::clamp(state.pin->y + dy, 0, size.height - 1);
  state.origin = Place{state.chosen_stage(), *state.pin};
  state.crumbs.clear();
  reveal(shown_view(state), state.canvas, *state.pin);
}

void travel(AppState& state, Place to) {
  if (const auto from = state.asked(); from && *from != to) state.crumbs.push_back(*from);
  state.stages[slot(state.demo)] = valid_stage(state, to.stage);
  state.pin = to.at;
  reveal(shown_view(state), state.canvas, to.at);
}

void travel_back(AppState& state, std::size_t crumb) {
  if (crumb >= state.crumbs.size()) return;
  const Place to = state.crumbs[crumb];
  state.crumbs.resize(crumb);
  state.stages[slot(state.demo)] = valid_stage(state, to.stage);
  state.pin = to.at;
  reveal(shown_view(state), state.canvas, to.at);
}

CanvasView& shown_view(AppState& state) {
  Pane& pane = state.panes.panes[slot(state.panes.active)];
  if (!pane.linked) return pane.own;
  cv::Size size = state.shown_image().size();
  if (size.empty() && state.frame) size = state.frame->pixels.size();
  return state.views.of(size);
}

void fit_view(AppState& state) { shown_view(state).fitted = true; }

void zoom_to(AppState& state, double zoom) {
  const cv::Rect2d& canvas = state.canvas;
  CanvasView& view = shown_view(state);
  cv::Point2d anchor{canvas.x + canvas.width / 2, canvas.y + canvas.height / 2};
  if (state.pin) {
    const cv::Point2d pinned = to_screen(view, canvas, {state.pin->x + 0.5, state.pin->y + 0.5});
    if (canvas.contains(pinned)) anchor = pinned;
  }
  zoom_at(view, canvas, anchor, zoom);
}

void zoom_step(AppState& state, int direction) {
  zoom_to(state, next_zoom(shown_view(state).zoom, direction));
}

}  // namespace pixelwhy::gui
