#include "gui/living.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/error.h"
#include "core/region.h"
#include "gui/figure_strings.h"
#include "gui/pasted_pictures.h"
#include "notes/file.h"
#include "notes/living_png.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view within_prefix = "figure:";

/// The source as the person knows it. The one within a figure is still the one that the figure was made of.
SourceState named_source(const AppState& state) {
  const fs::path figure = picture_of_spec(state.source);
  const auto& living = state.living;
  if (!figure.empty() && living && living->path == figure && living->state.source) {
    SourceState source = *living->state.source;
    source.region = region_of(*state.frame);
    return source;
  }
  SourceState source;
  if (!is_pasted(state.source)) source.spec = state.source;  // which means something in this window only
  source.region = region_of(*state.frame);
  source.frame = state.live.active ? state.frame->index : state.frame_index;
  return source;
}

/// Nothing else than a file is read.
bool begins_as_png(const std::string& path) {
  std::error_code none;
  if (!fs::is_regular_file(path, none)) return false;  // reading from a pipe would wait
  std::array<char, 8> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return is_png(
      {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(file.gcount())});
}

}  // namespace

State window_state(const AppState& state) {
  State result;
  const Demo& demo = state.current_demo();
  result.demo = demo.id;
  result.settings = state.current_settings();
  result.variant = state.current_code();
  result.stage = demo.stage_id(state.chosen_stage());
  if (state.pin) result.pins = {{result.stage, *state.pin}};
  const CanvasView view = scene_view(state).canvas;
  if (!view.fitted) result.canvas = CanvasState{view.zoom, view.center};
  if (state.frame) result.source = named_source(state);
  return result;
}

State with_source(State state, const Frame& frame) {
  if (state.source) state.source = source_state(state.source->spec, state.source->frame, frame);
  return state;
}

SceneView scene_view(const AppState& state) {
  SceneView view;
  view.demo = state.demo;
  view.stage = state.chosen_stage();
  view.pin = state.pin;
  const auto look = state.looks.find(view.stage);
  cv::Size size = look == state.looks.end() ? cv::Size() : look->second.result->output.image.size();
  if (size.empty() && state.frame) size = state.frame->pixels.size();
  if (const CanvasView* known = state.views.find(size)) view.canvas = *known;
  return view;
}

void bring_back_settings(AppState& state, const State& from) {
  for (std::size_t i = 0; i < state.demos->size(); ++i) {
    if ((*state.demos)[i].id == from.demo) state.demo = static_cast<int>(i);
  }
  const Demo& demo = state.current_demo();
  state.current_settings() = from.settings;
  const std::vector<std::string> codes = demo.codes();
  const bool known = std::find(codes.begin(), codes.end(), from.variant) != codes.end();
  const bool by_name = !from.variant.empty() &&
                       std::any_of(demo.stages.begin(), demo.stages.end(),
                                   [&](const Stage& stage) { return stage.textbook_name == from.variant; });
  state.current_code() = known ? from.variant : by_name ? "textbook" : "";
  unpin(state);
  state.hover.reset();
  state.last_hover.reset();
  state.focused_parameter.reset();
  state.editing_parameter.reset();
  state.dragged_parameter.reset();
  state.peek = false;
  const std::string& stage = !from.stage.empty() || from.pins.empty() ? from.stage : from.pins[0].stage;
  choose_stage(state, stage.empty() ? state.chosen_stage() : demo.find_stage(stage).value());
  state.returning.reset();
}

void bring_back(AppState& state, const State& from) {
  bring_back_settings(state, from);
  SceneView view;
  view.demo = state.demo;
  view.stage = state.chosen_stage();
  const std::string& stage = state.current_demo().stage_id(view.stage);
  for (const Pin& pin : from.pins) {
    if (pin.stage == stage && !view.pin) view.pin = pin.at;
  }
  if (from.canvas) {
    view.canvas = {std::clamp(from.canvas->zoom, least_zoom, greatest_zoom), from.canvas->center, false};
  }
  state.returning = view;
}

void update_return(AppState& state) {
  if (!state.returning || state.opening || state.wishes.open || !state.snapshot) return;
  const Snapshot& snapshot = *state.snapshot;
  if (!snapshot.complete || snapshot.request.demo != &state.current_demo() ||
      snapshot.request.settings != state.current_settings() || snapshot.request.frame != state.frame)
    return;
  const SceneView view = *std::exchange(state.returning, std::nullopt);
  if (view.demo != state.demo || view.stage != state.chosen_stage()) return;  // people have gone on
  const ResultPtr result = snapshot.result(view.stage);
  const cv::Size size = result ? result->output.image.size() : cv::Size();
  CanvasView& shown = state.views.of(size.empty() && state.frame ? state.frame->pixels.size() : size);
  shown = view.canvas;
  if (!view.pin) {
    unpin(state);
  } else if (cv::Rect({0, 0}, size).contains(*view.pin)) {
    pin_at(state, *view.pin);
  } else if (result && !result->error) {
    state.notices.inform(strings::pin_outside);
  }
}

void check_stages(const Demo& demo, const State& state) {
  const auto check = [&](const std::string& id) {
    const StageId stage = id.empty() ? source_stage : demo.find_stage(id).value();
    if (stage == source_stage || demo.stages[static_cast<std::size_t>(stage)].active(state.settings)) return;
    throw usage_error("stage '" + id + "' of " + demo.id + " takes no part with these parameters",
                      demo.id + " 的阶段 '" + id + "' 在这些参数下不参与");
  };
  check(state.stage);
  for (const Pin& pin : state.pins) check(pin.stage);
}

Living read_living(const std::vector<Demo>& demos, const std::string& path) {
  constexpr std::uintmax_t largest = std::uintmax_t{256} << 20;
  Living living;
  if (!begins_as_png(path)) return living;
  const auto problem = caught(path, [&] {
    const std::string bytes = read_text(path, largest);
    Carried carried = read_carried({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    if (carried.state.empty()) return;
    State state = state_from_json(demos, carried.state);
    for (const Demo& demo : demos) {
      if (demo.id == state.demo) check_stages(demo, state);
    }
    living.preset = Preset{path, std::move(state), std::move(carried.source), true};
  });
  if (problem) {
    const Text& why = problem->text();
    living.problem = {strings::living_unusable.en + why.en,
                      strings::living_unusable.zh + why.in(Language::Chinese)};
  }
  return living;
}

std::string spec_within(const fs::path& picture) { return std::string(within_prefix) + picture.string(); }

fs::path picture_of_spec(const std::string& spec) {
  return spec.starts_with(within_prefix) ? fs::path(spec.substr(within_prefix.size())) : fs::path();
}

FramePtr frame_within(const std::vector<Demo>& demos, const fs::path& picture) {
  return source_within(read_preset(demos, picture));
}

}  // namespace pixelwhy::gui
