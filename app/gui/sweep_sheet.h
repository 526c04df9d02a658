#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/ui.h"
#include "gui/worker.h"
#include "notes/sweep_file.h"

namespace pixelwhy::gui {

/// Whether the sheet can offer values of the parameter: a range, or some to choose from.
inline bool can_sweep(const Parameter& parameter) {
  return is_numeric(parameter) || !listed_values(parameter).empty();
}

/// The sheet in which a sweep is chosen, and the small card that tells how far it is. It computes on a thread
/// of its own with stages of its own, of the frame that was in view when it was started, while the window
/// goes on.
class SweepSheet {
 public:
  /// `wake` may be called from any thread.
  explicit SweepSheet(std::function<void()> wake);
  /// Cancels what runs, and waits for it.
  ~SweepSheet();
  SweepSheet(const SweepSheet&) = delete;
  SweepSheet& operator=(const SweepSheet&) = delete;

  /// Takes what is finished.
  void update(AppState& state);
  void draw(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max);
  bool settled() const { return !worker_.busy(); }

 private:
  /// Which values a parameter takes, as they were chosen.
  struct Choice {
    std::optional<int> parameter;
    std::string from, to, step;  ///< as they were typed
    std::vector<bool> on;        ///< of the options of a choice or switch
  };
  using Choices = std::array<Choice, 2>;

  struct Job {
    SweepPlan plan;
    bool carries_source = false;
    std::shared_ptr<std::atomic<bool>> cancelled;
  };
  struct News {
    enum class Kind { Progress, Done, Cancelled, Failed };
    Kind kind = Kind::Progress;
    std::size_t done = 0;
    Text text;
    std::filesystem::path path;
  };
  static void run(const Job& job, const std::function<void(News)>& publish,
                  const std::function<bool()>& ended);

  Choices& choices(const AppState& state);
  static void fill(const AppState& state, Choice& choice, std::optional<int> parameter);
  void begin(AppState& state);
  void propose_name(const AppState& state);
  void choose_form(SweepForm form);
  std::optional<SweepForm> form() const;
  /// The axes that are chosen; throws a usage error on what was typed.
  Sweep sweep(AppState& state);
  /// How many pictures, or what hinders.
  void assess(AppState& state);
  void start(AppState& state, bool replace);
  Text hindrance(const AppState& state, const std::filesystem::path& path) const;
  void escape(AppState& state);

  void draw_sheet(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_options(Ui& ui, float width);
  void draw_axis(Ui& ui, std::size_t axis, float width);
  void draw_selector(Ui& ui, std::size_t axis, float width);
  void draw_numbers(Ui& ui, std::size_t axis, float width);
  void draw_switches(Ui& ui, std::size_t axis, float width);
  void draw_form(Ui& ui, float width);
  void draw_file(Ui& ui, float width);
  void draw_foot(Ui& ui, ImVec2 min, float width);
  void draw_progress(Ui& ui, ImVec2 min, ImVec2 max);
  bool field(Ui& ui, const std::string& id, std::string& text, float width);

  std::map<std::string, Choices> choices_;  ///< by demo
  SweepForm form_ = SweepForm::Png;
  bool dark_ = false;
  int scale_ = 2;
  std::size_t rate_ = 1;
  std::string folder_;  ///< as it is typed
  std::string name_;
  bool named_ = false;  ///< by hand
  std::string proposed_for_;
  std::string count_;  ///< how many pictures, in words
  Text hindrance_;
  bool asking_ = false;  ///< whether to replace what exists
  float content_ = 0;    ///< how high the options were when they were drawn last
  bool drawn_ = false;
  std::shared_ptr<std::atomic<bool>> cancel_;
  Worker<Job, News> worker_;  ///< last, so that it ends before what it uses
};

}  // namespace pixelwhy::gui
