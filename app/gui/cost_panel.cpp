#include "gui/cost_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/core/utility.hpp>

#include "core/error.h"
#include "gui/chips.h"
#include "gui/race_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::size_t slot(int index) { return static_cast<std::size_t>(index); }

ImVec4 color_of(const Ui& ui, const std::string& variant, std::size_t index) {
  const Palette& c = *ui.colors;
  if (variant == "opencv") return c.second;
  if (variant == "textbook") return c.muted;
  if (variant == "fast") return c.accent;
  const ImVec4 others[] = {c.good, c.third, c.bad, c.fourth};
  return others[index % std::size(others)];
}

/// An axis on which equal factors are equal lengths.
struct LogAxis {
  double low = 1;
  double high = 10;
  float from = 0;
  float to = 1;

  float place(double value) const {
    const double share = std::log(value / low) / std::log(high / low);
    return from + (to - from) * static_cast<float>(share);
  }
  /// 1, 2, 5 or the powers of ten that lie within.
  std::vector<double> ticks() const {
    const bool wide = high / low > 120;
    std::vector<double> found;
    for (double power = std::pow(10, std::floor(std::log10(low))); power <= high; power *= 10) {
      for (const double digit : {1.0, 2.0, 5.0}) {
        const double value = power * digit;
        if (value >= low * 0.999 && value <= high * 1.001 && (!wide || digit == 1)) found.push_back(value);
      }
    }
    return found;
  }
};

std::string short_number(double value) {
  if (value >= 1e6) return fmt::format("{:g}M", value / 1e6);
  if (value >= 1e4) return fmt::format("{:g}k", value / 1e3);
  return fmt::format("{:g}", value);
}

/// The time at a value between the points, along the straight lines that are drawn.
std::optional<double> time_at(const CostCurve& curve, double value) {
  if (curve.at.empty() || value < curve.at.front() || value > curve.at.back()) return std::nullopt;
  const auto after =
      static_cast<std::size_t>(std::lower_bound(curve.at.begin(), curve.at.end(), value) - curve.at.begin());
  if (curve.at[after] == value || after == 0) return curve.milliseconds[after];
  const double share =
      std::log(value / curve.at[after - 1]) / std::log(curve.at[after] / curve.at[after - 1]);
  return curve.milliseconds[after - 1] *
         std::pow(curve.milliseconds[after] / curve.milliseconds[after - 1], share);
}

}  // namespace

void CostPanel::run(const Job& job, const std::function<void(Finding)>& publish,
                    const std::function<bool()>& superseded) {
  Finding finding{job, {}, {}, false};
  if (job.demo) {
    // Loops within a parallel one are serial: the curves are those of one thread.
    cv::parallel_for_({0, 1}, [&](const cv::Range&) {
      const auto problem = caught("cost", [&] {
        const auto progress = [&](const Cost& cost) {
          finding.cost = cost;
          publish(finding);
        };
        finding.cost = measure_cost(*job.demo, job.frame, job.settings, job.stage, job.parameter, {},
                                    progress, superseded);
      });
      if (problem) finding.problem = problem->text();
    });
  }
  finding.last = true;
  publish(std::move(finding));
}

CostPanel::CostPanel(std::function<void()> wake)
    : worker_(
          [](const Job& job, const auto& publish, const auto& superseded) { run(job, publish, superseded); },
          std::move(wake)) {}

std::string CostPanel::quantity_words(Ui& ui) const {
  if (!of_.parameter) return ui.text(strings::cost_pixels);
  const Parameter& parameter = of_.demo->parameters[slot(*of_.parameter)];
  return ui.text(parameter.name) + (parameter.unit.empty() ? "" : " (" + parameter.unit + ")");
}

/// What the time is measured over; the one that is clicked begins.
void CostPanel::draw_choices(Ui& ui, float width) {
  AppState& state = ui.state;
  const Demo& demo = state.current_demo();
  Chips chips(ui, width);
  const auto choose = [&](const std::string& id, const std::string& name, std::optional<int> parameter) {
    const bool on =
        shown_ && of_.demo == &demo && of_.stage == state.shown_stage() && of_.parameter == parameter;
    if (!chips.add(id, name, {on})) return;
    running_ = true;
    worker_.submit({&demo, state.frame, state.current_settings(), state.shown_stage(), parameter, ++serial_});
  };
  choose("cost:size", ui.text(strings::cost_size), std::nullopt);
  for (const int index : cost_parameters(demo, state.shown_stage(), state.current_settings())) {
    const Parameter& parameter = demo.parameters[slot(index)];
    choose("cost:" + parameter.id, ui.text(parameter.name), index);
  }
  chips.end();
}

void CostPanel::draw_plot(Ui& ui, float width) const {
  const Palette& c = *ui.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(210);
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::Dummy({width, height});
  ui.mark("cost-plot", at, {at.x + width, at.y + height});
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  LogAxis x{1e300, 0, at.x + ui.px(52), at.x + width - ui.px(16)};
  LogAxis y{1e300, 0, at.y + height - ui.px(40), at.y + ui.px(14)};
  for (const CostCurve& curve : shown_->curves) {
    for (std::size_t i = 0; i < curve.at.size(); ++i) {
      x.low = std::min(x.low, curve.at[i]);
      x.high = std::max(x.high, curve.at[i]);
      y.low = std::min(y.low, std::max(curve.milliseconds[i], 1e-4));
      y.high = std::max(y.high, curve.milliseconds[i]);
    }
  }
  if (!(x.low < x.high)) return;
  y.low /= 1.5;
  y.high = std::max(y.high * 1.5, y.low * 10);
  for (const double tick : x.ticks()) {
    const std::string words = short_number(tick);
    const float place = x.place(tick);
    list->AddLine({place, y.to}, {place, y.from}, packed(c.border));
    const float wide = text_size(ui.fonts.small, words).x;
    put_text(list, ui.fonts.small,
             {std::min(place - wide / 2, at.x + width - wide - ui.px(4)), y.from + ui.px(3)}, packed(c.muted),
             words);
  }
  for (const double tick : y.ticks()) {
    const std::string words = short_number(tick);
    const float place = y.place(tick);
    list->AddLine({x.from, place}, {x.to, place}, packed(c.border));
    put_text(list, ui.fonts.small,
             {x.from - ui.px(6) - text_size(ui.fonts.small, words).x, place - ui.fonts.small->FontSize / 2},
             packed(c.muted), words);
  }
  const std::string quantity = quantity_words(ui);
  put_text(list, ui.fonts.small, {x.to - text_size(ui.fonts.small, quantity).x, at.y + height - ui.px(20)},
           packed(c.text), quantity);
  put_text(list, ui.fonts.small, {at.x + ui.px(8), at.y + height - ui.px(20)}, packed(c.text),
           ui.text(strings::cost_time));
  const double now = of_.parameter ? number_of(of_.settings[slot(*of_.parameter)])
                                   : static_cast<double>(of_.frame->pixels.total());
  if (now >= x.low && now <= x.high)
    list->AddLine({x.place(now), y.to}, {x.place(now), y.from}, packed(c.text, 0.35F), ui.px(1.2F));
  for (std::size_t k = 0; k < shown_->curves.size(); ++k) {
    const CostCurve& curve = shown_->curves[k];
    const ImVec4 color = color_of(ui, curve.variant, k);
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < curve.at.size(); ++i)
      points.push_back({x.place(curve.at[i]), y.place(std::max(curve.milliseconds[i], y.low))});
    list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(color), 0, ui.px(1.6F));
    for (const ImVec2& point : points) list->AddCircleFilled(point, ui.px(2), packed(color), 12);
    if (const auto time = time_at(curve, now)) {
      list->AddCircleFilled({x.place(now), y.place(*time)}, ui.px(5), packed(color), 20);
      list->AddCircle({x.place(now), y.place(*time)}, ui.px(5), packed(c.raised), 20, ui.px(1.5F));
    }
  }
}

/// A line each: the colour, the name, and how its time grows.
void CostPanel::draw_legend(Ui& ui, float width) const {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (std::size_t k = 0; k < shown_->curves.size(); ++k) {
    const CostCurve& curve = shown_->curves[k];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + ui.px(10);
    list->AddCircleFilled({at.x + ui.px(6), middle}, ui.px(4), packed(color_of(ui, curve.variant, k)), 16);
    const std::string name = curve.variant == "opencv"     ? "OpenCV"
                             : curve.variant == "textbook" ? ui.text(strings::race_textbook)
                                                           : ui.raw(curve.variant);
    put_text(list, ui.fonts.small, {at.x + ui.px(18), middle - ui.fonts.small->FontSize / 2}, packed(c.text),
             name);
    if (const auto slope = curve.slope()) {
      const std::string words = fmt::format("{} ({:.2f})", ui.text(growth_words(*slope)), *slope);
      ui.fonts.need(words);
      put_text(list, ui.fonts.small,
               {at.x + width - text_size(ui.fonts.small, words).x, middle - ui.fonts.small->FontSize / 2},
               packed(c.muted), words);
    }
    ImGui::Dummy({width, ui.px(20)});
  }
}

void CostPanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  while (auto finding = worker_.take()) {
    if (finding->job.serial != serial_) continue;
    if (finding->last) running_ = false;
    if (!finding->job.demo) continue;
    of_ = std::move(finding->job);
    problem_ = std::move(finding->problem);
    shown_ = std::move(finding->cost);
    if (shown_ && shown_->curves.empty()) shown_.reset();
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, at, packed(ui.colors->text),
           ui.text(strings::cost_lab));
  ImGui::Dummy({width, ui.px(24)});
  paragraph(ui, ui.text(strings::cost_intro), ui.fonts.body, ui.colors->muted, width);
  ImGui::Dummy({1, ui.px(2)});
  if (state.live.running) {
    paragraph(ui, ui.text(strings::race_live), ui.fonts.body, ui.colors->muted, width);
  } else if (!state.frame || !can_race(state.current_demo(), state.shown_stage(), state.current_settings())) {
    paragraph(ui, ui.text(strings::race_none), ui.fonts.body, ui.colors->muted, width);
  } else {
    draw_choices(ui, width);
  }
  if (running_) {
    const std::string done = shown_ ? fmt::format(" {}/{}", shown_->done, shown_->places) : "";
    paragraph(ui, ui.text(strings::cost_running) + done, ui.fonts.small, ui.colors->muted, width);
    if (text_button(ui, "cost-stop", ui.text(strings::race_stop), ButtonLook::Plain)) {
      running_ = false;
      worker_.submit({nullptr, nullptr, {}, 0, {}, ++serial_});
    }
    ImGui::Dummy({1, ui.px(4)});
  }
  if (!problem_.empty()) paragraph(ui, ui.text(problem_), ui.fonts.body, ui.colors->bad, width);
  if (!shown_) return;
  const std::string title =
      fmt::format("{} / {}", ui.text(of_.demo->name), ui.text(of_.demo->stage_name(of_.stage)));
  paragraph(ui, ui.raw(title), ui.fonts.strong, ui.colors->text, width);
  const std::string where = of_.parameter ? fmt::format("{} {} × {}", ui.text(strings::cost_on),
                                                        shown_->size.width, shown_->size.height)
                                          : std::string(ui.text(strings::cost_tiled));
  paragraph(ui, ui.raw(where), ui.fonts.small, ui.colors->muted, width);
  ImGui::Dummy({1, ui.px(2)});
  draw_plot(ui, width);
  ImGui::Dummy({1, ui.px(4)});
  draw_legend(ui, width);
}

}  // namespace pixelwhy::gui
