#pragma once

#include <atomic>
#include <deque>
#include <memory>

#include "core/error.h"
#include "gui/about_panel.h"
#include "gui/bars.h"
#include "gui/canvas.h"
#include "gui/clipboard.h"
#include "gui/code_panel.h"
#include "gui/demo_list.h"
#include "gui/figure_sheet.h"
#include "gui/file_browser.h"
#include "gui/file_dialog.h"
#include "gui/graphics.h"
#include "gui/layout.h"
#include "gui/lens_store.h"
#include "gui/memory.h"
#include "gui/note_taker.h"
#include "gui/overlays.h"
#include "gui/parameters_panel.h"
#include "gui/preset_store.h"
#include "gui/race_panel.h"
#include "gui/session.h"
#include "gui/sweep_sheet.h"
#include "gui/transport_bar.h"
#include "gui/values_panel.h"
#include "gui/whole_way.h"
#include "gui/why_panel.h"
#include "gui/window.h"
#include "notes/keeper.h"
#include "notes/session_file.h"

namespace pixelwhy::gui {

/// The window. Tests drive it frame by frame through its callbacks, and read its state.
class AppWindow {
 public:
  struct Setup {
    bool visible = true;
    bool remember = true;                    ///< reads and writes the remembered state
    std::optional<cv::Size> offscreen = {};  ///< a picture of that size stands for the window
    float scale = 0;                         ///< 0: the monitor's
    PlayerFactory players = {};              ///< for tests: where the sources that play come from
    float pixel_ratio = 1;                   ///< of an offscreen picture: its pixels a unit of the window
    int texture_limit = 0;  ///< for tests: how large textures may be; 0: as large as they can be
  };
  AppWindow(const WindowOptions& options, const Setup& setup);
  ~AppWindow();
  AppWindow(const AppWindow&) = delete;
  AppWindow& operator=(const AppWindow&) = delete;

  /// Until the window is closed; sleeps while nothing happens.
  void run();
  /// A table of what the start took, what is done at rest, and how long each slider of the demo takes to its
  /// picture. Throws a failure when nothing can be shown.
  std::string timings(double seconds);
  /// One frame of everything.
  void frame();
  /// Frames until everything is computed and drawn. False when that takes longer than the seconds.
  bool settle(double seconds);
  /// Whether nothing is left to be computed, read or drawn.
  bool settled() const;
  /// The last frame, painted now; only with Setup::offscreen.
  cv::Mat picture() const;

  AppState& state() { return state_; }
  const std::vector<Action>& actions() const { return actions_; }
  /// The first of WindowOptions::actions that could not be done when its turn came.
  const std::optional<Error>& refused() const { return refused_; }
  const ValuesPanel& values() const { return *values_; }
  const RacePanel& race() const { return *race_; }
  /// Where a widget was drawn last: left, top, right, bottom.
  std::optional<ImVec4> place(const std::string& widget) const;
  GLFWwindow* handle() const { return graphics_->window(); }

  /// Stands in for the mouse, whose position the toolkit asks the system for.
  struct Pointer {
    ImVec2 at{-1, -1};
    bool left = false, right = false, middle = false;
  };
  std::optional<Pointer> pointer;

  // The callbacks of GLFW.
  void on_key(int key, int scancode, int action, int mods);
  void on_character(unsigned code);
  void on_drop(int count, const char** paths);
  std::optional<int> picture_under_mouse() const;
  void on_focus(bool focused);
  void on_event() { frames_wanted_ = 3; }

 private:
  void install_callbacks();
  void press(const Shortcut& shortcut);
  void press_in_browser(const Shortcut& shortcut);
  void press_in_saving(const Shortcut& shortcut, bool typing);
  void fulfil_wishes();
  void fulfil_copies();
  void do_ordered();
  void ask_for_source();
  void take_source();
  void ask_by_dialog();
  void update_presets();
  void reload_shaders();
  void begin_frame();
  void compose();
  void render() const;
  void show_to_sheet();
  void draw();
  void draw_details(const Layout& layout, ImVec2 offset);
  void draw_splitters(const Layout& layout, ImVec2 offset);
  void wake_to_draw();
  float scale_on(float monitor_scale) const;
  void update_scale();
  bool sleep();
  void step();
  void rest(double seconds);
  void note_swap();
  void first_pin();
  Memory to_remember() const;
  bool resume_session(const WindowOptions& options);
  void keep_session();

  Setup setup_;
  std::unique_ptr<Graphics> graphics_;
  std::unique_ptr<Toolkit> toolkit_;
  std::unique_ptr<Fonts> fonts_;
  std::unique_ptr<StageTextures> textures_;
  std::unique_ptr<LensStore> lenses_;
  std::unique_ptr<Canvas> canvas_;
  std::unique_ptr<Offscreen> offscreen_;
  AppState state_;
  std::vector<Action> actions_;
  std::deque<std::string> ordered_;  ///< actions to do once all is computed
  int quiet_ = 0;                    ///< for how many frames nothing was computed
  std::optional<Error> refused_;
  std::unique_ptr<Ui> ui_;
  std::atomic<bool> woken_ = false;  ///< a thread other than the session's has something to be drawn
  TopBar top_bar_;
  TransportBar transport_;
  ParametersPanel parameters_;
  WhyPanel why_;
  AboutPanel about_;
  CodePanel code_;
  std::unique_ptr<DemoList> list_;
  std::unique_ptr<ValuesPanel> values_;
  std::unique_ptr<RacePanel> race_;
  WholeWay way_;
  Overlays overlays_;
  Memory memory_;
  /// What is on the disk, as far as we know; only the keeper's thread looks at it.
  struct Kept {
    bool known = false;
    std::string memory, session;
  };
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
  Memory noted_memory_;
  std::optional<SessionState> noted_session_;
  std::unique_ptr<Keeper> keeper_;  ///< null where nothing is remembered
  float built_scale_ = 0;
  std::optional<bool> styled_dark_;
  int frames_wanted_ = 3;
  bool pin_wanted_ = false;
  bool bare_ = false;            ///< nothing lies over the panels, and nobody points at them
  bool seeking_source_ = false;  ///< what is chosen next is the source of the figure that was opened
  FramePtr swapped_;             ///< the frame that the window showed last
  PastedPictures pasted_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Clipboard> clipboard_;
  std::unique_ptr<SampleLoader> samples_;
  std::unique_ptr<FileDialog> dialog_;
  bool dialog_for_preset_ = false;         ///< what is chosen in the dialog is a preset, else a picture
  std::optional<int> dialog_for_picture_;  ///< it is a second picture, of that parameter
  std::unique_ptr<PresetStore> presets_;
  int listed_presets_ = 0;  ///< the version that the actions list
  std::unique_ptr<FileBrowser> browser_;
  std::unique_ptr<FigureSheet> figure_sheet_;
  std::unique_ptr<SweepSheet> sweep_sheet_;
  std::unique_ptr<NoteTaker> notes_;
};

}  // namespace pixelwhy::gui
