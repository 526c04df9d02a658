#include "gui/race_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/core/utility.hpp>

#include "core/error.h"
#include "gui/chips.h"
#include "gui/race_strings.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::string time_words(Ui& ui, double milliseconds) {
  const char* unit = ui.state.language == Language::Chinese ? "毫秒" : "ms";
  const int digits = milliseconds < 1 ? 3 : milliseconds < 100 ? 2 : 0;
  return ui.raw(fmt::format("{:.{}f} {}", milliseconds, digits, unit));
}

std::string racer_words(Ui& ui, const Racer& racer, const Stage& stage) {
  if (racer.variant == "opencv") return "OpenCV";
  if (racer.variant != "textbook") return racer.variant;
  const std::string textbook = ui.text(strings::race_textbook);
  return stage.textbook_name.empty() ? textbook : textbook + ": " + stage.textbook_name;
}

std::string stage_words(Ui& ui, const Demo& demo, StageId stage) {
  return ui.text(stage == source_stage ? strings::source : demo.stage_name(stage));
}

}  // namespace

RacePanel::Finish RacePanel::run(const Job& job, const std::function<bool()>& superseded) {
  Finish finish{job, {}, {}};
  if (!job.demo) return finish;
  const auto work = [&] {
    const auto problem = caught("race", [&] {
      finish.race = race(*job.demo, job.frame, job.settings, job.stage, {0.4, 5, 200}, superseded);
    });
    if (problem) finish.problem = problem->text();
  };
  if (job.threads == 1) {
    // Loops within a parallel one are serial. cv::setNumThreads() would take the threads away from under the
    // engine.
    cv::parallel_for_({0, 1}, [&](const cv::Range&) { work(); });
  } else {
    work();
  }
  if (finish.race && finish.race->racers.empty()) finish.race.reset();  // it was stopped
  return finish;
}

RacePanel::RacePanel(std::function<void()> wake)
    : cost_(wake),
      worker_(
          [](const Job& job, const auto& publish, const auto& superseded) { publish(run(job, superseded)); },
          std::move(wake)) {}

/// Which code computes what is in view.
void RacePanel::draw_codes(Ui& ui, float width) const {
  AppState& state = ui.state;
  const std::vector<std::string> codes = state.current_demo().codes();
  if (codes.size() < 2) return;
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, ImGui::GetCursorScreenPos(), packed(ui.colors->text),
           ui.text(strings::code_in_use));
  ImGui::Dummy({width, ui.px(24)});
  std::string& code = state.current_code();
  Chips chips(ui, width);
  if (chips.add("code:", ui.text(strings::code_automatic), {code.empty()})) code.clear();
  for (const std::string& id : codes) {
    const std::string name = id == "textbook" ? std::string(ui.text(strings::race_textbook)) : id;
    if (chips.add("code:" + id, ui.raw(name), {code == id})) code = id;
  }
  chips.end();
  std::string words = ui.text(code.empty() ? strings::code_automatic_note : strings::code_named_note);
  for (const Stage& stage : state.current_demo().stages) {
    const Variant* variant = stage.find_variant(code, state.current_settings());
    if (variant && !variant->note.empty())
      words += (state.language == Language::Chinese ? "" : " ") + variant->note.in(state.language);
  }
  paragraph(ui, ui.raw(words), ui.fonts.small, ui.colors->muted, width);
  ImGui::Dummy({1, ui.px(10)});
}

/// A row each: name and time, the bar, and how it compares.
void RacePanel::draw_bars(Ui& ui, float width, bool stale) const {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  double longest = 0;
  const Stage& stage = of_.demo->stages[static_cast<std::size_t>(shown_->stage)];
  for (const Racer& racer : shown_->racers) longest = std::max(longest, racer.upper);
  const float alpha = stale ? 0.45F : 1;
  for (const Racer& racer : shown_->racers) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool opencv = racer.variant == "opencv";
    const std::string time = time_words(ui, racer.median);
    put_text(list, ui.fonts.strong, at, packed(c.text, alpha), ui.raw(racer_words(ui, racer, stage)));
    put_text(list, ui.fonts.mono, {at.x + width - text_size(ui.fonts.mono, time).x, at.y},
             packed(c.text, alpha), time);
    const float top = at.y + ui.px(22);
    const float thick = ui.px(10);
    const auto place = [&](double milliseconds) {
      return at.x + width * static_cast<float>(longest > 0 ? milliseconds / longest : 0);
    };
    list->AddRectFilled({at.x, top}, {at.x + width, top + thick}, packed(c.raised), ui.px(4));
    list->AddRectFilled({at.x, top}, {std::max(place(racer.median), at.x + ui.px(3)), top + thick},
                        packed(opencv ? c.second : c.accent, alpha), ui.px(4));
    const float middle = top + thick / 2;  // the quartiles
    list->AddLine({place(racer.lower), middle}, {place(racer.upper), middle}, packed(c.text, 0.8F * alpha),
                  ui.px(1.5F));
    std::string words;
    if (const auto ratio = shown_->ratio(racer); ratio && !opencv)
      words = fmt::format("{:.2f} ", *ratio) + ui.text(strings::race_of_opencv);
    if (racer.variant != "textbook" && racer.difference) {
      if (!words.empty()) words += "   ";
      words += *racer.difference == 0 ? std::string(ui.text(strings::race_identical))
                                      : ui.text(strings::race_within) + brief_number(*racer.difference, 3);
    }
    ui.fonts.need(words);
    put_text(list, ui.fonts.small, {at.x, top + thick + ui.px(4)}, packed(c.muted, alpha), words);
    const std::string work = work_words(ui, racer);
    put_text(list, ui.fonts.small, {at.x, top + thick + ui.px(21)}, packed(c.muted, alpha), work);
    ui.mark("racer:" + racer.variant, at, {at.x + width, top + thick});
    ImGui::Dummy({width, ui.px(work.empty() ? 60 : 77)});
  }
}

/// What is done for a pixel, and how near the time comes to a mere copy.
std::string RacePanel::work_words(Ui& ui, const Racer& racer) const {
  std::vector<std::string> parts;
  if (racer.operations)
    parts.push_back(brief_number(*racer.operations, 3) + " " + ui.text(strings::race_operations));
  if (racer.bytes) parts.push_back(brief_number(*racer.bytes, 3) + " " + ui.text(strings::race_bytes));
  if (racer.median > 0 && shown_->floor_ms > 0)
    parts.push_back(
        fmt::format("{}{:.0f} %", ui.text(strings::race_floor), 100 * shown_->floor_ms / racer.median));
  std::string words;
  for (const std::string& part : parts) words += (words.empty() ? "" : " · ") + part;
  return ui.raw(words);
}

void RacePanel::draw_build(Ui& ui, float width) const {
  std::string words = ui.text(strings::race_build) + build_.baseline;
  if (!build_.dispatch.empty()) words += ui.text(strings::race_dispatch) + build_.dispatch;
  const bool english = ui.state.language == Language::English;
  words += (english ? ". " : "。") + std::string(ui.text(strings::race_ratio_note));
  paragraph(ui, ui.raw("OpenCV " + build_.version + ". " + words), ui.fonts.small, ui.colors->muted, width);
}

void RacePanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  if (auto finish = worker_.take()) {
    running_ = false;
    if (finish->race || !finish->problem.empty()) {
      of_ = std::move(finish->job);
      shown_ = std::move(finish->race);
      problem_ = std::move(finish->problem);
    }
  }
  const Demo& demo = state.current_demo();
  const Job job{&demo, state.frame, state.current_settings(), state.shown_stage(), threads_};
  const bool possible = state.frame && can_race(demo, job.stage, job.settings);
  draw_codes(ui, width);
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, ImGui::GetCursorScreenPos(), packed(ui.colors->text),
           ui.text(strings::race));
  ImGui::Dummy({width, ui.px(24)});
  paragraph(ui, ui.text(strings::race_intro), ui.fonts.body, ui.colors->muted, width);
  ImGui::Dummy({1, ui.px(2)});
  const int cores = std::max(1, cv::getNumThreads());
  if (cores > 1) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    put_text(ImGui::GetWindowDrawList(), ui.fonts.body, {at.x, at.y + ui.px(4)}, packed(ui.colors->text),
             ui.text(strings::race_threads));
    const std::vector<std::string> counts{"1", std::to_string(cores)};
    const float wide = ui.px(96);
    ImGui::SetCursorScreenPos({at.x + width - wide, at.y});
    const int chosen = segmented(ui, "race-threads", counts, threads_ == 1 ? 0 : 1, wide);
    if (chosen >= 0) threads_ = chosen == 0 ? 1 : cores;
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
  }
  if (running_) {
    if (text_button(ui, "race-stop", ui.text(strings::race_stop), ButtonLook::Plain)) worker_.submit({});
    paragraph(ui, ui.text(strings::race_running), ui.fonts.body, ui.colors->muted, width);
  } else if (state.live.running) {
    paragraph(ui, ui.text(strings::race_live), ui.fonts.body, ui.colors->muted, width);
  } else if (!possible) {
    paragraph(ui, ui.text(strings::race_none), ui.fonts.body, ui.colors->muted, width);
  } else if (text_button(ui, "race-start", ui.text(shown_ ? strings::race_again : strings::race_start),
                         ButtonLook::Plain)) {
    running_ = true;
    worker_.submit(job);
  }
  ImGui::Dummy({1, ui.px(6)});
  if (!problem_.empty()) paragraph(ui, ui.text(problem_), ui.fonts.body, ui.colors->bad, width);
  if (shown_) draw_result(ui, width, job);
  ImGui::Dummy({1, ui.px(14)});
  cost_.draw(ui, width);
  ImGui::Dummy({1, ui.px(8)});
}

void RacePanel::draw_result(Ui& ui, float width, const Job& job) const {
  std::string from;
  for (const StageId stage : shown_->from)
    from += (from.empty() ? "" : ", ") + stage_words(ui, *of_.demo, stage);
  const std::string title =
      fmt::format("{} / {}   {} {}", ui.text(of_.demo->name), stage_words(ui, *of_.demo, shown_->stage),
                  ui.text(strings::race_from), from);
  paragraph(ui, ui.raw(title), ui.fonts.strong, ui.colors->text, width);
  const cv::Size size = of_.frame->pixels.size();
  paragraph(
      ui,
      ui.raw(fmt::format("{} × {}   {} {}   {} {}", size.width, size.height, ui.text(strings::race_threads),
                         of_.threads, shown_->racers[0].milliseconds.size(), ui.text(strings::race_rounds))),
      ui.fonts.small, ui.colors->muted, width);
  const bool stale = !(of_ == job);
  if (stale) paragraph(ui, ui.text(strings::race_stale), ui.fonts.small, ui.colors->second, width);
  ImGui::Dummy({1, ui.px(6)});
  draw_bars(ui, width, stale);
  draw_build(ui, width);
}

}  // namespace pixelwhy::gui
