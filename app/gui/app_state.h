#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/evaluator.h"
#include "gui/browsing.h"
#include "gui/canvas_view.h"
#include "gui/comparing.h"
#include "gui/history.h"
#include "gui/lighting.h"
#include "gui/looks.h"
#include "gui/measuring.h"
#include "gui/notebook.h"
#include "gui/notices.h"
#include "gui/panes.h"
#include "gui/playing.h"
#include "gui/presets.h"
#include "gui/saving.h"
#include "gui/sweeping.h"
#include "gui/viewing.h"
#include "notes/preset.h"

namespace pixelwhy::gui {

/// An explanation and what it was asked of.
struct Inspection {
  SnapshotPtr snapshot;
  Place place;
  Explanation explanation;
  std::vector<double> output;  ///< the stage's own pixel
  int serial = 0;              ///< tells one explanation from the next
};

/// The pixels of every stage that a pinned one was computed from; the source is last.
struct Field {
  SnapshotPtr snapshot;
  Place place;
  std::vector<cv::Mat> masks;
  std::vector<cv::Rect> bounds;  ///< of what is lit in each, empty where nothing is
};

enum class Tab { Why, About, Code, Data, Race };

/// What the code tab shows: a program with OpenCV in one of two languages, or the text that was compiled.
enum class CodeView { Cpp, Python, Own };

/// A step of a pixel's explanation whose line in our own source is looked at.
struct ChosenStep {
  Place place;
  std::size_t step = 0;
};

/// The parts of the window that can be resized, in units of scale 1; remembered.
struct PanelSizes {
  float left = 208;
  float right = 372;
  float strip = 148;
  float parameters = 0;  ///< 0: as high as the parameters need
  friend bool operator==(const PanelSizes&, const PanelSizes&) = default;
};

/// A recording of what the window shows.
struct WindowRecording {
  bool wanted = false;
  bool side_by_side = false;
  bool finishing = false;  ///< it has ended, and its file is being completed
  std::chrono::seconds elapsed{};
};

/// A picture that is to become the value of a parameter.
struct ChosenPicture {
  int demo = 0;
  int parameter = 0;
  PictureValue picture;
};

/// What the state wishes of the window, which alone can do it.
struct Wishes {
  std::optional<std::string> open;      ///< a source's spec
  int open_frame = 0;                   ///< which picture of it, if it is a folder
  std::optional<cv::Rect> open_region;  ///< the part of it to work on
  bool open_for_undo = false;           ///< that opening is not an undo step itself
  Text open_note;                       ///< shown once that source is there
  bool open_plain = false;              ///< a figure as the picture that it is
  std::optional<Preset> open_preset;    ///< brought back with the source; its own where `open` is empty
  int frame_step = 0;  ///< next or previous picture of a folder, or beside the file that is open
  std::optional<PlayerOptions> play;                   ///< the folder that is open, as a sequence
  std::optional<std::pair<int, std::string>> picture;  ///< the second picture of that parameter, by its spec
  std::optional<int> ask_for_picture;                  ///< by a dialog
  bool ask_for_file = false;
  bool ask_for_source = false;  ///< of the figure that was opened, which was not found
  bool ask_for_preset = false;
  bool paste = false;
  bool copy_explanation = false;
  bool copy_latex = false;
  bool copy_code = false;
  bool copy_picture = false;
  bool copy_figure = false;
  bool close = false;
};

/// Everything that the window shows and that people change, without any drawing. Panels read it, and change
/// it by the functions below.
struct AppState {
  const std::vector<Demo>* demos = nullptr;
  const std::vector<SourceFile>* sources = nullptr;  ///< of the demos, as they were compiled; null: unknown
  int demo = 0;
  std::vector<Settings> settings;  ///< of every demo
  std::vector<StageId> stages;     ///< the stage in view, of every demo
  std::vector<std::string> codes;  ///< the code asked for by name, of every demo; empty: see make_plan()

  FramePtr frame;
  std::string source;              ///< spec of the source that `frame` is from
  std::optional<cv::Rect> region;  ///< the part of the source that is worked on, or is about to be
  int frame_index = 0;
  int frame_count = 1;
  bool opening = false;
  bool words_wrong = false;  ///< what was to be opened last was refused for how it was named
  bool resuming = false;     ///< what is opened is the source of last time, for which a sample may stand in
  std::vector<std::string> recent;

  ViewMemory views;
  Viewing viewing;
  std::optional<cv::Point> hover;       ///< the pixel under the mouse on the canvas
  std::optional<cv::Point> last_hover;  ///< it is still explained when the mouse goes to the panel
  std::optional<cv::Point> pin;
  std::optional<Place>
      origin;                 ///< the pinned pixel whose receptive field is lit, in whatever stage is in view
  std::vector<Place> crumbs;  ///< where a journey along the terms came from
  bool peek = false;          ///< the source is shown while a key is held
  bool show_field = true;

  Panes panes;
  Measuring measuring;
  Playing live;
  WindowRecording recording;
  Sweeping sweeping;
  Presets presets;
  Notebook notebook;
  SnapshotPtr snapshot;
  Looks looks;
  Extras extras;  ///< of the same frame as the looks
  std::optional<Compared> compared;
  Looks strip;  ///< of the last frame of which all stages were seen; the film strip falls back to them
  std::optional<Inspection> inspection;
  std::optional<Field> field;
  Pointing pointing;  ///< by what is drawn of this frame so far
  Pointing pointed;   ///< in the frame before
  std::optional<Lit> lit;
  bool engine_busy = false;
  std::optional<Trail> trail;  ///< cells of a stage that an explained pixel feeds, drawn over that stage
  int trail_demo = 0;

  Language language = Language::English;
  bool dark = true;
  double user_scale = 1;  ///< times the monitor's own scale
  Tab tab = Tab::Why;
  CodeView code = CodeView::Cpp;
  std::optional<ChosenStep> chosen_step;
  PanelSizes panels;
  std::string search;
  bool palette_open = false;
  bool sheet_open = false;
  Browsing browser;
  std::vector<std::string> palette_keys;  ///< Up, Down and Enter pressed while the palette is open
  bool hints = false;
  std::optional<int> focused_parameter;  ///< which slider the arrow keys nudge
  std::optional<int> editing_parameter;  ///< whose value is being typed
  bool typing_wanted = false;            ///< of the value that the arrow keys nudge
  int typing_step = 0;                   ///< goes on typing in the next (1) or the previous (-1) value
  std::optional<int> dragged_parameter;  ///< whose dependants the film strip marks
  std::set<std::string> folded;          ///< groups of parameters that are folded, by fold_key()
  /// The stage, demo and width of the film strip that it was last scrolled for.
  std::optional<Place> card_in_sight;

  cv::Rect2d canvas;  ///< where the stage in view was drawn last, on the screen
  History history;
  Notices notices;
  Wishes wishes;
  std::optional<cv::Point> arriving;   ///< a link's pixel, pinned once its stage has been computed
  std::optional<SceneView> returning;  ///< pin and view that come back once their stage has been computed
  std::optional<Preset> living;        ///< the figure that was brought back last
  Saving saving;

  const Demo& current_demo() const { return (*demos)[static_cast<std::size_t>(demo)]; }
  Settings& current_settings() { return settings[static_cast<std::size_t>(demo)]; }
  const Settings& current_settings() const { return settings[static_cast<std::size_t>(demo)]; }
  std::string& current_code() { return codes[static_cast<std::size_t>(demo)]; }
  const std::string& current_code() const { return codes[static_cast<std::size_t>(demo)]; }
  /// The stage that the active pane shows: the chosen one, or while peeking the source or what it is compared
  /// with.
  StageId shown_stage() const;
  StageId chosen_stage() const { return stages[static_cast<std::size_t>(demo)]; }
  /// The look of the shown stage, null before there is one.
  const Look* shown_look() const;
  /// The picture that the shown stage holds, empty for data, errors and before there is one.
  cv::Mat shown_image() const;
  /// Which pixel the explanation is about: the pinned one, else the one under the mouse.
  std::optional<Place> asked() const;
};

/// A state with every demo at its defaults and its last stage in view.
AppState make_state(const std::vector<Demo>& demos);

/// The stages that take part, in the order of the film strip; the source is first.
std::vector<StageId> visible_stages(const AppState& state);

/// Palette, shortcuts, browser, the sheets of figures and sweeps, the card of the notes: one at a time lies
/// over the window.
bool is_covered(const AppState& state);
/// Closes them.
void uncover(AppState& state);

void choose_demo(AppState& state, int demo);
/// The same without an undo entry.
void enter_demo(AppState& state, int demo);
void choose_stage(AppState& state, StageId stage);
void step_stage(AppState& state, int step);
/// Sets a value, held to its hard range; an ordering pushes the other parameter along. Not an undo entry yet.
void set_value(AppState& state, int parameter, Value value);
/// What became of a value that was typed.
enum class Typed { Taken, Held, Refused };
/// Sets what was typed, held to its hard range; refused when it is no number at all.
Typed set_typed(AppState& state, int parameter, const std::string& text);
void reset_value(AppState& state, int parameter);
void reset_all(AppState& state);
/// Random values within the comfortable ranges.
void roll_dice(AppState& state, std::uint64_t seed);
/// Moves a value by steps of its slider. Not an undo entry yet, so that a key held down makes one.
void nudge(AppState& state, int parameter, int steps);
/// Gives the arrow keys to the next or previous parameter that is shown.
void focus_parameter(AppState& state, int step);
/// The parameters in the order in which they are shown, those of a group together.
std::vector<int> parameters_in_order(const Demo& demo);
/// Names a group of parameters of a demo, for the memory of what is folded.
std::string fold_key(const Demo& demo, const Text& group);
bool is_folded(const AppState& state, const Parameter& parameter);
/// The picture that undo brings back; the frames of what plays are none of its business.
int scene_frame(const AppState& state);
/// Makes an undo entry if anything has changed since the last one.
void commit(AppState& state);
/// The same of a change that has moved the view too.
void commit(AppState& state, const ViewChange& change);
/// Goes to that stage at once; pin and view follow when it has been computed.
void return_to(AppState& state, const SceneView& view);
void undo(AppState& state);
void redo(AppState& state);

void pin_at(AppState& state, cv::Point at);
void unpin(AppState& state);
void move_pin(AppState& state, int dx, int dy);
/// Goes to the pixel of a term; the way back is kept.
void travel(AppState& state, Place to);
/// Keeps `origin` true to the pin: called once a frame.
void update_origin(AppState& state);
/// Back to the crumb of that index.
void travel_back(AppState& state, std::size_t crumb);

CanvasView& shown_view(AppState& state);
void fit_view(AppState& state);
void zoom_step(AppState& state, int direction);
void zoom_to(AppState& state, double zoom);

}  // namespace pixelwhy::gui
