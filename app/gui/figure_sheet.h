#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gui/figure_jobs.h"
#include "gui/file_dialog.h"
#include "gui/ui.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// The sheet that saves figures: options beside a preview. It holds what the window showed when it was
/// opened, so that a source that runs does not run away under it. Computing, drawing and writing happen on
/// threads of their own.
class FigureSheet {
 public:
  /// `wake` may be called from any thread.
  explicit FigureSheet(std::function<void()> wake);
  /// Takes what is finished, and asks for what is wanted.
  void update(AppState& state);
  /// Whether it has just been opened, and waits for the window as seen without it.
  bool wants_window(const AppState& state) const { return state.saving.open && !shown_; }
  /// What the window shows; `canvas` is the part of the picture that is the canvas.
  void begin(AppState& state, const cv::Mat& window, cv::Rect canvas);
  /// Draws it while it is open.
  void draw(Ui& ui);
  /// Whether everything that is seen is up to date.
  bool settled(const AppState& state) const;

 private:
  SavePlan plan(const AppState& state) const;
  std::vector<StageId> stages(const AppState& state) const;
  void ask_for_preview(const AppState& state);
  void take_written(AppState& state);
  void take_path(AppState& state);
  void propose_name(const AppState& state);
  void choose_kind(AppState& state, SavedKind kind);
  void choose_format(AppState& state, FigureFormat format);
  void follow_extension(AppState& state);
  void save(AppState& state, bool replace);
  void press(AppState& state, const std::string& key);
  void escape(AppState& state);
  void end(AppState& state);
  Text why_not(const AppState& state) const;

  /// A control that Tab comes to: whether it has the focus.
  bool focusable(const std::string& id);
  /// The same, with the ring around what was drawn last; whether Space was pressed on it.
  bool ring(Ui& ui, const std::string& id);
  bool button(Ui& ui, const std::string& id, const std::string& label, bool filled, bool enabled);
  bool check(Ui& ui, const std::string& id, const std::string& label, bool& on, float width,
             bool enabled = true);
  int segments(Ui& ui, const std::string& id, const std::vector<std::string>& labels, int chosen,
               float width);
  bool field(Ui& ui, const std::string& id, std::string& text, float width);
  void heading(Ui& ui, const Text& words, float width);
  void draw_sheet(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_preview_part(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_options(Ui& ui, float width);
  void draw_figure_options(Ui& ui, float width);
  void draw_stages(Ui& ui, float width);
  void draw_file(Ui& ui, float width);
  void draw_foot(Ui& ui, ImVec2 min, float width);

  struct PreviewJob {
    std::shared_ptr<PlanEvaluator> evaluator;
    SavePlan plan;
    cv::Size room;
    double most = 1;
    int serial = 0;
  };

  std::optional<Shown> shown_;
  std::string name_;    ///< of the file
  std::string folder_;  ///< as it is typed
  bool named_ = false;  ///< by hand
  std::string key_;     ///< of the preview that was asked for last
  int serial_ = 0;
  cv::Size room_;
  double most_ = 1;
  Preview preview_;
  Text problem_;
  Text progress_;
  bool asking_ = false;  ///< whether to replace what exists
  bool writing_ = false;
  std::shared_ptr<std::atomic<bool>> cancelled_;
  std::vector<std::string> order_;  ///< of the controls that were drawn last
  std::string focus_;
  std::string editing_;  ///< the field that is being typed into
  bool space_ = false;   ///< pressed, for the control that has the focus
  int arrow_ = 0;
  bool scroll_to_focus_ = false;
  std::string typed_;    ///< the field that was typed into in the frame before
  bool typing_ = false;  ///< it has been drawn already
  bool drawn_ = false;
  std::shared_ptr<PlanEvaluator> evaluator_;
  FileDialog dialog_;
  Worker<PreviewJob, Preview> previewer_;
  Worker<WriteJob, Written> writer_;
};

}  // namespace pixelwhy::gui
