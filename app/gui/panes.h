#pragma once

#include <array>
#include <compare>
#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "gui/canvas_view.h"
#include "gui/looks.h"

namespace pixelwhy::gui {

/// By what a picture was computed: our code, the OpenCV reference, or our code under the other one of the two
/// sets of parameters, A and B.
enum class Made { Ours, Reference, Other };

/// A stage, computed one way or another.
struct PaneItem {
  StageId stage = source_stage;
  Made made = Made::Ours;
  friend auto operator<=>(const PaneItem&, const PaneItem&) = default;
};

/// What a pane shows: a picture, or what is left of it when another one is taken away.
struct PaneContent {
  PaneItem item;
  std::optional<PaneItem> minus = {};
  bool absolute = false;  ///< the size of the difference alone
  friend auto operator<=>(const PaneContent&, const PaneContent&) = default;

  /// Whether the engine computes it anyway.
  bool plain() const { return item.made == Made::Ours && !minus; }
};

/// What belongs to a PaneContent that is not plain. Without a result, `why` says what stands in its way.
struct Extra {
  Look look;
  Text why;
  ResultPtr from, minus;  ///< of a difference, the two results
};
using Extras = std::map<PaneContent, Extra>;

/// One of the pictures side by side.
struct Pane {
  std::map<int, StageId> stages;  ///< of each demo, while the pane is not the one in use
  Made made = Made::Ours;
  std::optional<Made> minus;
  bool linked = true;        ///< moves with the others, `offset` away from them
  cv::Point2d offset{0, 0};  ///< in pixels of the picture
  CanvasView own;            ///< where it looks at while it is not linked
  cv::Rect2d canvas;         ///< where it was drawn last
};

/// How the stage in view is compared with another picture, in one and the same pane.
struct Compare {
  enum class Mode { Off, Wipe, Split, Blink, Difference };
  enum class Against { Source, Reference, Other, Stage };
  Mode mode = Mode::Off;
  Against against = Against::Source;
  std::map<int, StageId> stages;  ///< of each demo, for Against::Stage
  double wipe = 0.5;              ///< how much of the pane the stage in view has
  double gain = 1;                ///< of the difference's colours
  bool absolute = false;
  bool second = false;  ///< blinking, the other picture is seen
};

inline constexpr int most_panes = 4;

struct Panes {
  int count = 1;   ///< 1, 2, 3 (columns) or 4 (two by two)
  int active = 0;  ///< the one that film strip and keys are about: it shows the stage in view
  std::array<Pane, most_panes> panes;
  Compare compare;
  std::vector<std::optional<Settings>> other;  ///< of every demo the set of parameters that rests
  bool on_b = false;                           ///< the sliders move set B, and A rests
  std::optional<int> hovered;                  ///< the pane under the mouse
};

struct AppState;

/// What the pane shows; of stages that take no part, the last one that does.
PaneContent content_of(const AppState& state, int pane);
/// What the stage in view is compared with.
PaneContent compared_with(const AppState& state);
/// The look of a content, null before there is one; `why` then says what stands in its way, if anything does.
const Look* look_of(const AppState& state, const PaneContent& content, Text* why = nullptr);
/// What panes and comparison show beside what the engine computes anyway.
std::vector<PaneContent> wanted_extras(const AppState& state);
/// The stages that these need.
std::vector<StageId> stages_of_extras(const AppState& state);
/// The set of parameters that rests; the one in use where none was made yet.
Settings other_settings(const AppState& state);

void set_pane_count(AppState& state, int count);
void activate_pane(AppState& state, int pane);
void step_pane(AppState& state, int step);
/// Gives a pane another content; of the active one the stage in view changes.
void show_in_pane(AppState& state, int pane, PaneItem item, std::optional<Made> minus = {});
void link_pane(AppState& state, int pane, bool linked);
/// Ours, OpenCV's and the difference of the stage in view side by side; again: back to one pane.
void show_disagreement(AppState& state);
bool shows_disagreement(const AppState& state);

void set_compare(AppState& state, Compare::Mode mode);
/// No mode, and no pane with a difference.
void end_comparison(AppState& state);
void compare_against(AppState& state, Compare::Against against);
/// Shows the one picture or the other, by the clock.
void update_blink(AppState& state);

/// The sliders go over to the other set of parameters.
void exchange_sets(AppState& state);
/// The set that rests becomes a copy of the one in use.
void copy_set(AppState& state);

/// Where a pane looks at a picture of that size, and the way back of a change to it.
CanvasView pane_view(AppState& state, int pane, cv::Size size);
void set_pane_view(AppState& state, int pane, cv::Size size, CanvasView view);

/// The rectangles of the panes within the canvas.
std::vector<cv::Rect2d> lay_out_panes(cv::Rect2d canvas, int count, double gap);

}  // namespace pixelwhy::gui
