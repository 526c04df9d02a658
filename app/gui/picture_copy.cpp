#include "gui/picture_copy.h"

#include <algorithm>

#include "core/error.h"
#include "gui/living.h"
#include "gui/pasted_pictures.h"
#include "notes/export.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

bool lies_in_picture(const AppState& state, StageId stage, cv::Point at) {
  const ResultPtr result = state.snapshot->result(stage);
  return result && cv::Rect({0, 0}, result->output.image.size()).contains(at);
}

/// The pasted, and what comes by itself: nobody could open it again as it was.
bool is_gone_later(const AppState& state) {
  return is_pasted(state.source) || is_live(kind_of(state.source));
}

bool has_all(const Snapshot& snapshot, const Request& wanted) {
  if (snapshot.request.settings != wanted.settings) return false;
  if (wanted.wanted.empty()) return snapshot.complete && snapshot.request.wanted.empty();
  return std::all_of(wanted.wanted.begin(), wanted.wanted.end(), [&](StageId stage) {
    return snapshot.result(stage) && (stage == source_stage || snapshot.current.empty() ||
                                      snapshot.current[static_cast<std::size_t>(stage)]);
  });
}

}  // namespace

std::optional<PictureCopy> picture_to_copy(AppState& state, bool figure) {
  const SnapshotPtr& snapshot = state.snapshot;
  const Demo& demo = state.current_demo();
  if (!snapshot || snapshot->request.demo != &demo || !snapshot->request.frame) return std::nullopt;
  PictureCopy copy;
  copy.snapshot = snapshot;
  copy.stage = state.chosen_stage();
  copy.wanted = {&demo, snapshot->request.frame, state.current_settings(), {}, {}, true};
  copy.state = window_state(state);
  copy.with_source = is_gone_later(state);
  if (!figure) {
    copy.wanted.wanted = {copy.stage};
    if (copy.stage != source_stage) {
      const Stage& declared = demo.stages[static_cast<std::size_t>(copy.stage)];
      if (declared.view_weight) copy.wanted.wanted.push_back(*declared.view_weight);
    }
    return copy;
  }
  copy.figure.emplace();
  copy.figure->stages = figure_stages(demo, state.current_settings());
  copy.figure->dark = state.dark;
  copy.figure->language = state.language;
  copy.figure->date = figure_date();
  if (state.pin && lies_in_picture(state, copy.stage, *state.pin))
    copy.figure->pin = FigurePin{copy.stage, *state.pin};
  if (!copy.figure->pin) copy.state.pins.clear();
  return copy;
}

SnapshotPtr whole_snapshot(const PictureCopy& copy) {
  if (has_all(*copy.snapshot, copy.wanted)) return copy.snapshot;
  Evaluator evaluator;
  return evaluator.evaluate(copy.wanted);
}

std::vector<std::uint8_t> make_picture(const PictureCopy& copy) {
  const SnapshotPtr snapshot = whole_snapshot(copy);
  const Demo& demo = *copy.wanted.demo;
  State state = with_source(copy.state, *copy.wanted.frame);
  std::vector<std::uint8_t> source;
  if (copy.with_source) source = packed_source(*copy.wanted.frame);
  if (copy.figure) {
    for (const StageId stage : copy.figure->stages) {
      const ResultPtr result = snapshot->result(stage);
      if (result && result->error) throw Error(*result->error);
    }
    state.figure = figure_state(demo, *copy.figure);
    return make_figure(*snapshot, *copy.figure, FigureFormat::Png, state, source);
  }
  const ResultPtr result = snapshot->result(copy.stage);
  if (result->error) throw Error(*result->error);
  return with_state(encode_png(stage_picture(*snapshot, copy.stage)), state_text(demo, state), source);
}

}  // namespace pixelwhy::gui
