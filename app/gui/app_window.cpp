#include "gui/app_window.h"

#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <future>
#include <tuple>
#include <utility>

#include "gui/race_strings.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

void wake_window() { glfwPostEmptyEvent(); }

/// Pictures and textures come and go by the megabyte. Blocks of their own go back to the system when they are
/// freed; left to itself the heap begins to keep them, and grows by fragmentation.
void return_large_blocks() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

bool desktop_is_chinese() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string_view(value).starts_with("zh");
  }
  return false;
}

Error unknown_action(const std::string& id, const std::vector<Action>& actions) {
  std::vector<std::string> ids;
  for (const Action& action : actions) ids.push_back(action.id);
  return usage_error("--do: '" + id + "' is no action; expected " + join_or(ids));
}

}  // namespace

AppWindow::AppWindow(const WindowOptions& options, const Setup& setup)
    : setup_(setup), top_bar_([this] { wake_to_draw(); }) {
  return_large_blocks();
  std::string set_aside;
  if (setup.remember) memory_ = recall(memory_file(), set_aside);
  state_ = make_state(*options.demos);
  state_.user_scale = memory_.user_scale;
  const bool usual_size = options.size == WindowOptions().size;
  const cv::Size size = usual_size && setup.remember ? cv::Size(memory_.width, memory_.height) : options.size;
  toolkit_ = std::make_unique<Toolkit>();
  // Both take long, so the glyphs are drawn while the window opens: for another scale than its monitor's in
  // vain.
  auto glyphs = std::async(std::launch::async, [&] {
    fonts_ = std::make_unique<Fonts>();
    fonts_->draw(scale_on(1));
  });
  graphics_ = std::make_unique<Graphics>(size, setup.visible);
  glfwSwapInterval(setup.visible ? 1 : 0);
  way_.mark(strings::way_window);
  install_callbacks();  // before ImGui's own, which then call ours first
  toolkit_->attach(graphics_->window());
  glyphs.get();
  textures_ = std::make_unique<StageTextures>(setup.texture_limit);
  lenses_ = std::make_unique<LensStore>([this] { wake_to_draw(); });
  canvas_ = std::make_unique<Canvas>();
  if (setup.offscreen) offscreen_ = std::make_unique<Offscreen>(*setup.offscreen);

  state_.sources = options.sources;
  actions_ = make_actions(*options.demos);
  for (const std::string& id : options.actions) {
    const auto named = [&](const Action& action) { return action.id == id; };
    if (std::none_of(actions_.begin(), actions_.end(), named)) throw unknown_action(id, actions_);
    ordered_.push_back(id);
  }
  state_.panels = memory_.panels;
  state_.recent = memory_.recent;
  state_.browser.folder = memory_.folder;
  state_.live.camera = memory_.camera;
  state_.live.mirrored = memory_.mirrored;
  state_.folded = memory_.folded;
  state_.presets.with_sample = memory_.preset_samples;
  state_.notebook.folder = memory_.notes;
  const bool first_start = setup.remember && !memory_.hints_seen;
  state_.hints = first_start;
  if (options.theme.empty()) {
    state_.dark = memory_.dark ? *memory_.dark : !setup.remember || desktop_is_dark();
  } else {
    state_.dark = options.theme == "dark";
  }
  if (options.lang.empty()) {
    state_.language = memory_.language       ? *memory_.language
                      : desktop_is_chinese() ? Language::Chinese
                                             : Language::English;
  } else {
    state_.language = options.lang == "zh" ? Language::Chinese : Language::English;
  }
  const bool resumed = setup.remember && resume_session(options);
  // The first look: the first demo with many stages that finds edges, if there is one, since they show best
  // what the program is for.
  const std::string remembered = resumed ? state_.current_demo().id : memory_.demo;
  const std::string wanted = !options.demo.empty() ? options.demo : remembered;
  for (std::size_t i = 0; i < options.demos->size(); ++i) {
    const Demo& demo = (*options.demos)[i];
    const bool found =
        wanted.empty() ? demo.category == Category::Edges && demo.stages.size() > 6 : demo.id == wanted;
    if (!found) continue;
    state_.demo = static_cast<int>(i);
    break;
  }
  if (options.settings) state_.current_settings() = *options.settings;
  if (!options.stage.empty()) {
    if (const auto stage = state_.current_demo().find_stage(options.stage)) choose_stage(state_, *stage);
  }
  state_.history.reset({state_.demo, state_.current_settings(), {}, 0, {}});
  if (options.at) state_.pin = options.at;
  pin_wanted_ = first_start && !resumed && !options.at;
  const bool has_source = options.preset && options.preset->state.source;
  if (!state_.resuming)
    state_.wishes.open = options.source.empty() && !has_source ? "sample:street" : options.source;
  if (options.region) state_.wishes.open_region = options.region;
  state_.wishes.open_preset = options.preset;
  state_.opening = true;
  for (const Text& problem : Shader::problems()) state_.notices.error(problem);
  if (!set_aside.empty()) {
    state_.notices.inform(
        {strings::memory_set_aside.en + set_aside, strings::memory_set_aside.zh + set_aside});
  }
  ui_ = std::make_unique<Ui>(Ui{state_, actions_, *fonts_, *textures_, *lenses_, nullptr, 1, {}});
  session_ =
      std::make_unique<Session>(wake_window, setup.players, pasted_);  // it tells itself what is to be drawn
  const auto wake = [this] { wake_to_draw(); };
  samples_ = std::make_unique<SampleLoader>(wake);
  clipboard_ = std::make_unique<Clipboard>(wake, pasted_);
  dialog_ = std::make_unique<FileDialog>(wake);
  presets_ = std::make_unique<PresetStore>(*options.demos, wake);
  state_.presets.orders.push_back({});
  browser_ = std::make_unique<FileBrowser>(wake);
  figure_sheet_ = std::make_unique<FigureSheet>(wake);
  sweep_sheet_ = std::make_unique<SweepSheet>(wake);
  notes_ = std::make_unique<NoteTaker>(wake);
  list_ = std::make_unique<DemoList>(*options.demos, wake);
  values_ = std::make_unique<ValuesPanel>(wake);
  race_ = std::make_unique<RacePanel>(wake);
  way_.mark(strings::way_state);
}

AppWindow::~AppWindow() {
  keep_session();
  keeper_.reset();  // writes what is left
  values_.reset();
  race_.reset();
  lenses_.reset();
  figure_sheet_.reset();
  sweep_sheet_.reset();
  notes_.reset();
  browser_.reset();
  presets_.reset();
  dialog_.reset();
  clipboard_.reset();
  samples_.reset();
  session_.reset();
}

std::optional<ImVec4> AppWindow::place(const std::string& widget) const {
  const auto found = ui_->places.find(widget);
  return found == ui_->places.end() ? std::nullopt : std::optional(found->second);
}

void AppWindow::first_pin() {
  // At the very first start a pixel is pinned already: of some that are not zero, the one that has most to
  // tell. They are sought in the upper right, beside the hints.
  if (!pin_wanted_ || !state_.snapshot || !state_.snapshot->complete || state_.engine_busy) return;
  const cv::Mat image = state_.shown_image();
  if (image.empty() || image.channels() != 1) return;
  pin_wanted_ = false;
  if (is_large(state_.frame)) return;  // the search takes too long
  std::vector<cv::Point> places;
  for (int y = 1; y < image.rows - 1; ++y) {
    for (int x = 1; x < image.cols - 1; ++x) {
      if (value_at(image, {x, y}) != 0) places.emplace_back(x, y);
    }
  }
  const cv::Point middle(image.cols * 2 / 3, image.rows / 3);
  std::sort(places.begin(), places.end(), [&](cv::Point a, cv::Point b) {
    return std::tuple(cv::norm(a - middle), a.y, a.x) < std::tuple(cv::norm(b - middle), b.y, b.x);
  });
  constexpr std::size_t tried = 2000;
  constexpr std::size_t long_enough = 24;
  std::size_t most = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < std::min(places.size(), tried); ++i) {
    const std::size_t terms = explain(*state_.snapshot, state_.shown_stage(), places[i]).terms.size();
    if (terms > most && terms <= 2 * long_enough) {
      most = terms;
      state_.pin = places[i];
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    if (most >= long_enough || elapsed.count() > 0.1) break;
  }
}

float AppWindow::scale_on(float monitor_scale) const {
  const float monitor = setup_.scale > 0 ? setup_.scale : monitor_scale;
  return std::clamp(monitor * static_cast<float>(state_.user_scale), 0.5F, 6.0F);
}

void AppWindow::update_scale() {
  const float scale = scale_on(graphics_->monitor_scale());
  ui_->scale = scale;
  ui_->colors = &palette(state_.dark);
  if (styled_dark_ != state_.dark || built_scale_ != scale) {
    apply_style(*ui_->colors, scale);
    styled_dark_ = state_.dark;
  }
  if (fonts_->outdated() || built_scale_ != scale) {
    fonts_->build(scale);
    ImGui::GetIO().FontDefault = fonts_->body;
    built_scale_ = scale;
  }
}

void AppWindow::begin_frame() {
  update_scale();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  if (offscreen_) {
    const float ratio = setup_.pixel_ratio;
    io.DisplaySize = {static_cast<float>(setup_.offscreen->width) / ratio,
                      static_cast<float>(setup_.offscreen->height) / ratio};
    io.DisplayFramebufferScale = {ratio, ratio};
    if (!pointer) io.MousePos = {-FLT_MAX, -FLT_MAX};
  }
  if (pointer) {
    io.MousePos = pointer->at;
    io.MouseDown[0] = pointer->left;
    io.MouseDown[1] = pointer->right;
    io.MouseDown[2] = pointer->middle;
  }
  if (bare_) io.MousePos = {-FLT_MAX, -FLT_MAX};
  ImGui::NewFrame();
}

/// Makes what is to be drawn of everything.
void AppWindow::compose() {
  begin_frame();
  draw();
  for (int round = 0; fonts_->outdated() && round < 3; ++round) {  // new characters: once more, with them
    ImGui::EndFrame();
    begin_frame();
    draw();
  }
  ImGui::Render();
}

/// Draws it into the framebuffer that is bound.
void AppWindow::render() const {
  const ImDrawData& data = *ImGui::GetDrawData();
  glViewport(0, 0, static_cast<GLsizei>(data.DisplaySize.x * data.FramebufferScale.x),
             static_cast<GLsizei>(data.DisplaySize.y * data.FramebufferScale.y));
  const ImVec4& c = ui_->colors->background;
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

cv::Mat AppWindow::picture() const {
  offscreen_->bind();
  render();
  return offscreen_->read();
}

/// The sheet that saves figures begins with the window as it was before it.
void AppWindow::show_to_sheet() {
  bare_ = true;
  compose();
  bare_ = false;
  const ImDrawData& data = *ImGui::GetDrawData();
  const auto pixels = [](float length, float scale) { return static_cast<int>(std::lround(length * scale)); };
  const ImVec2 scale = data.FramebufferScale;
  const Offscreen target({pixels(data.DisplaySize.x, scale.x), pixels(data.DisplaySize.y, scale.y)});
  target.bind();
  render();
  const cv::Rect2d canvas(state_.canvas.x * scale.x, state_.canvas.y * scale.y, state_.canvas.width * scale.x,
                          state_.canvas.height * scale.y);
  figure_sheet_->begin(state_, target.read(), canvas);
}

void AppWindow::frame() {
  way_.begin_frame();
  session_->update(state_);
  fulfil_wishes();
  update_presets();
  keep_session();
  browser_->update(state_);
  take_source();
  figure_sheet_->update(state_);
  sweep_sheet_->update(state_);
  notes_->update(state_);
  first_pin();
  do_ordered();
  if (state_.language == Language::Chinese && !fonts_->has_chinese()) {
    state_.language = Language::English;
    state_.notices.inform(strings::no_chinese_font);
  }
  if (figure_sheet_->wants_window(state_)) show_to_sheet();
  update_blink(state_);
  state_.pointed = state_.pointing;
  compose();
  if (offscreen_) {
    glFinish();  // without a swap the driver would keep what every frame has drawn with
  } else {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    render();
    glfwSwapBuffers(graphics_->window());
  }
  textures_->end_frame();
  if (textures_->loading()) frames_wanted_ = std::max(frames_wanted_, 1);
  lenses_->end_frame();
  note_swap();
  way_.drawn(state_);
}

}  // namespace pixelwhy::gui
