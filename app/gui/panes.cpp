#include "gui/panes.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "gui/app_state.h"

namespace pixelwhy::gui {

namespace {

bool takes_part(const AppState& state, StageId stage) {
  const std::vector<StageId> stages = visible_stages(state);
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

StageId remembered(const AppState& state, const std::map<int, StageId>& stages, StageId otherwise) {
  const auto found = stages.find(state.demo);
  const StageId stage = found == stages.end() ? otherwise : found->second;
  return takes_part(state, stage) ? stage : visible_stages(state).back();
}

/// What a pane that was never given a stage begins with: those before the stage in view, towards the source.
StageId earlier_stage(const AppState& state, int steps) {
  const std::vector<StageId> stages = visible_stages(state);
  const auto now = std::find(stages.begin(), stages.end(), state.chosen_stage()) - stages.begin();
  return stages[static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, now - steps))];
}

void add(std::vector<PaneContent>& wanted, const PaneContent& content) {
  if (!content.plain() && std::find(wanted.begin(), wanted.end(), content) == wanted.end())
    wanted.push_back(content);
}

}  // namespace

PaneContent content_of(const AppState& state, int index) {
  const Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  const bool active = index == state.panes.active;
  const StageId stage =
      active ? state.chosen_stage() : remembered(state, pane.stages, earlier_stage(state, index));
  PaneContent content{{stage, pane.made}};
  if (pane.minus) content.minus = PaneItem{stage, *pane.minus};
  const Compare& compare = state.panes.compare;
  if (active && compare.mode == Compare::Mode::Difference && !content.minus) {
    content.minus = compared_with(state).item;
    content.absolute = compare.absolute;
  }
  return content;
}

PaneContent compared_with(const AppState& state) {
  const Compare& compare = state.panes.compare;
  switch (compare.against) {
    case Compare::Against::Source:
      return {{source_stage, Made::Ours}};
    case Compare::Against::Reference:
      return {{state.chosen_stage(), Made::Reference}};
    case Compare::Against::Other:
      return {{state.chosen_stage(), Made::Other}};
    case Compare::Against::Stage:
      break;
  }
  return {{remembered(state, compare.stages, earlier_stage(state, 1)), Made::Ours}};
}

const Look* look_of(const AppState& state, const PaneContent& content, Text* why) {
  if (content.plain()) {
    const auto found = state.looks.find(content.item.stage);
    return found == state.looks.end() ? nullptr : &found->second;
  }
  const auto found = state.extras.find(content);
  if (found == state.extras.end()) return nullptr;
  if (why) *why = found->second.why;
  return found->second.look.result ? &found->second.look : nullptr;
}

std::vector<PaneContent> wanted_extras(const AppState& state) {
  std::vector<PaneContent> wanted;
  for (int i = 0; i < state.panes.count; ++i) add(wanted, content_of(state, i));
  if (state.panes.compare.mode != Compare::Mode::Off) add(wanted, compared_with(state));
  return wanted;
}

std::vector<StageId> stages_of_extras(const AppState& state) {
  std::vector<StageId> stages;
  const Demo& demo = state.current_demo();
  const auto need = [&](const PaneItem& item) {
    if (item.made != Made::Other) stages.push_back(item.stage);
    if (item.made != Made::Reference || item.stage == source_stage) return;
    const auto& reference = demo.stages[static_cast<std::size_t>(item.stage)].reference;
    if (!reference) return;
    for (const InputRef& input : reference->computation.inputs) {
      if (input.kind == InputRef::Kind::Stage) stages.push_back(input.index);
    }
  };
  const auto need_all = [&](const PaneContent& content) {
    need(content.item);
    if (content.minus) need(*content.minus);
  };
  for (int i = 0; i < state.panes.count; ++i) need_all(content_of(state, i));
  if (state.panes.compare.mode != Compare::Mode::Off) need_all(compared_with(state));
  return stages;
}

Settings other_settings(const AppState& state) {
  const auto index = static_cast<std::size_t>(state.demo);
  const auto& other = state.panes.other;
  return index < other.size() && other[index] ? *other[index] : state.current_settings();
}

void set_pane_count(AppState& state, int count) {
  Panes& panes = state.panes;
  if (count < 1 || count > most_panes) return;
  if (panes.active >= count) activate_pane(state, 0);
  panes.count = count;
}

void activate_pane(AppState& state, int index) {
  Panes& panes = state.panes;
  if (index == panes.active || index < 0 || index >= panes.count) return;
  const StageId stage = content_of(state, index).item.stage;
  panes.panes[static_cast<std::size_t>(panes.active)].stages[state.demo] = state.chosen_stage();
  panes.active = index;
  if (stage != state.chosen_stage()) choose_stage(state, stage);
}

void step_pane(AppState& state, int step) {
  const int count = state.panes.count;
  activate_pane(state, (state.panes.active + step + count) % count);
}

void show_in_pane(AppState& state, int index, PaneItem item, std::optional<Made> minus) {
  Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  pane.made = item.made;
  pane.minus = minus;
  pane.stages[state.demo] = item.stage;
  if (index == state.panes.active) choose_stage(state, item.stage);
}

void link_pane(AppState& state, int index, bool linked) {
  Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  if (pane.linked == linked) return;
  const Look* look = look_of(state, content_of(state, index));
  const cv::Size size = look ? look->result->output.image.size() : cv::Size();
  const CanvasView& shared = state.views.of(size);
  if (linked) {
    pane.offset = pane.own.center - shared.center;
  } else {
    pane.own = pane_view(state, index, size);
    pane.own.fitted = false;
  }
  pane.linked = linked;
}

bool shows_disagreement(const AppState& state) {
  const auto& panes = state.panes.panes;
  return state.panes.count == 3 && panes[0].made == Made::Ours && !panes[0].minus &&
         panes[1].made == Made::Reference && panes[2].minus == Made::Reference;
}

void show_disagreement(AppState& state) {
  Panes& panes = state.panes;
  if (shows_disagreement(state)) {
    activate_pane(state, 0);
    for (Pane& pane : panes.panes) {
      pane.made = Made::Ours;
      pane.minus.reset();
    }
    return set_pane_count(state, 1);
  }
  const StageId stage = state.chosen_stage();
  panes.compare.mode = Compare::Mode::Off;
  panes.active = 0;
  panes.count = 3;
  panes.panes[0] = panes.panes[1] = panes.panes[2] = Pane();
  show_in_pane(state, 0, {stage, Made::Ours});
  show_in_pane(state, 1, {stage, Made::Reference});
  show_in_pane(state, 2, {stage, Made::Ours}, Made::Reference);
}

void set_compare(AppState& state, Compare::Mode mode) {
  Compare& compare = state.panes.compare;
  compare.mode = compare.mode == mode ? Compare::Mode::Off : mode;
  compare.second = false;
}

void end_comparison(AppState& state) {
  state.panes.compare.mode = Compare::Mode::Off;
  if (shows_disagreement(state)) return show_disagreement(state);
  for (Pane& pane : state.panes.panes) pane.minus.reset();
}

void compare_against(AppState& state, Compare::Against against) {
  Compare& compare = state.panes.compare;
  compare.against = against;
  if (compare.mode == Compare::Mode::Off) compare.mode = Compare::Mode::Wipe;
}

void update_blink(AppState& state) {
  constexpr std::chrono::milliseconds each{600};
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  state.panes.compare.second = state.panes.compare.mode == Compare::Mode::Blink && now / each % 2 == 1;
}

void exchange_sets(AppState& state) {
  const Settings now = state.current_settings();
  Settings other = other_settings(state);
  state.panes.other.resize(state.demos->size());
  state.panes.other[static_cast<std::size_t>(state.demo)] = now;
  state.panes.on_b = !state.panes.on_b;
  state.current_settings() = std::move(other);
  choose_stage(state, state.chosen_stage());
  commit(state);
}

void copy_set(AppState& state) {
  state.panes.other.resize(state.demos->size());
  state.panes.other[static_cast<std::size_t>(state.demo)] = state.current_settings();
}

CanvasView pane_view(AppState& state, int index, cv::Size size) {
  const Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  if (!pane.linked) return pane.own;
  CanvasView view = state.views.of(size);
  if (!view.fitted) view.center += pane.offset;
  return view;
}

void set_pane_view(AppState& state, int index, cv::Size size, CanvasView view) {
  Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  if (!pane.linked) {
    pane.own = view;
    return;
  }
  if (!view.fitted) view.center -= pane.offset;
  state.views.of(size) = view;
}

std::vector<cv::Rect2d> lay_out_panes(cv::Rect2d canvas, int count, double gap) {
  const int columns = count == 4 ? 2 : count;
  const int rows = count == 4 ? 2 : 1;
  const double width = std::max(1.0, (canvas.width - gap * (columns - 1)) / columns);
  const double height = std::max(1.0, (canvas.height - gap * (rows - 1)) / rows);
  std::vector<cv::Rect2d> rects;
  for (int i = 0; i < count; ++i) {
    const double x = std::round(canvas.x + (width + gap) * (i % columns));
    const double y = std::round(canvas.y + (height + gap) * (i / columns));
    rects.emplace_back(x, y, std::floor(width), std::floor(height));
  }
  return rects;
}

}  // namespace pixelwhy::gui
