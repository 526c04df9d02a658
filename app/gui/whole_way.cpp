#include "gui/whole_way.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

#include "gui/race_strings.h"
#include "gui/ui.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// How long ago the process began, as Linux tells; 0 where nobody does.
double process_age_ms() {
#ifdef __linux__
  std::ifstream file("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(text.substr(name_end + 1));
  std::string field;
  for (int i = 3; i <= 22; ++i) fields >> field;  // the 22nd is the start, in ticks since boot
  timespec now{};
  if (clock_gettime(CLOCK_BOOTTIME, &now) != 0) return 0;
  const double begin = std::strtod(field.c_str(), nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
  const double age = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - begin;
  return age > 0 && age < 60 ? age * 1000 : 0;
#else
  return 0;
#endif
}

/// Whether the picture in view is that of the present settings, whole.
bool is_answered(const AppState& state) {
  return state.snapshot && state.snapshot->complete && !state.engine_busy &&
         state.snapshot->request.demo == &state.current_demo() &&
         state.snapshot->request.settings == state.current_settings();
}

}  // namespace

WholeWay::WholeWay() : last_(Clock::now()), begun_(last_) {
  start_.push_back({strings::way_loading, process_age_ms()});
}

void WholeWay::mark(Text part) {
  const auto now = Clock::now();
  start_.push_back({std::move(part), Milliseconds(now - last_).count()});
  last_ = now;
}

double WholeWay::start_ms() const {
  double sum = 0;
  for (const Part& part : start_) sum += part.milliseconds;
  return sum;
}

void WholeWay::drawn(const AppState& state) {
  const auto now = Clock::now();
  if (++frames_ == 1) mark(strings::way_first_frame);
  recent_.push_back(now);
  while (now - recent_.front() > std::chrono::seconds(10)) recent_.pop_front();
  const bool answered = is_answered(state);
  if (!picture_ && answered) {
    picture_ = true;
    mark(strings::way_first_picture);
  }
  const bool same = demo_ == state.demo && settings_ == state.current_settings();
  if (!same) {
    moved_ = demo_ == state.demo && !state.live.running ? std::optional(begun_) : std::nullopt;
    demo_ = state.demo;
    settings_ = state.current_settings();
  }
  if (!moved_ || !answered) return;
  answer_ =
      Answer{Milliseconds(state.snapshot->finished - *moved_).count(), Milliseconds(now - *moved_).count()};
  moved_.reset();
}

int WholeWay::lately() const {
  const auto now = Clock::now();
  int count = 0;
  for (const auto& when : recent_) count += now - when <= std::chrono::seconds(10) ? 1 : 0;
  return count;
}

void draw_whole_way(Ui& ui, const WholeWay& way, float width) {
  const Palette& c = *ui.colors;
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, ImGui::GetCursorScreenPos(), packed(c.text),
           ui.text(strings::way));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, ui.px(24)});
  ui.mark("whole-way", at, {at.x + width, at.y + ui.px(24)});
  const auto row = [&](const std::string& name, const std::string& value, const ImVec4& ink) {
    const ImVec2 place = ImGui::GetCursorScreenPos();
    put_text(ImGui::GetWindowDrawList(), ui.fonts.small, place, packed(ink), name);
    put_text(ImGui::GetWindowDrawList(), ui.fonts.small,
             {place.x + width - text_size(ui.fonts.small, value).x, place.y}, packed(ink), value);
    ImGui::Dummy({width, ui.px(19)});
  };
  row(ui.text(strings::way_start), duration_words(ui, way.start_ms()), c.text);
  for (const WholeWay::Part& part : way.start())
    row("  " + std::string(ui.text(part.name)), duration_words(ui, part.milliseconds), c.muted);
  if (const auto& answer = way.answer()) {
    row(ui.text(strings::way_slider), duration_words(ui, answer->shown_ms), c.text);
    row("  " + std::string(ui.text(strings::way_computed)), duration_words(ui, answer->computed_ms), c.muted);
  }
  row(ui.text(strings::way_frames), std::to_string(way.lately()), c.text);
}

}  // namespace pixelwhy::gui
