#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/profile.h"
#include "gui/chips.h"
#include "gui/measuring_strings.h"
#include "gui/strings.h"
#include "gui/values_panel.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// Values that are drawn as one curve.
struct Series {
  std::string name;
  ImVec4 color;
  std::vector<double> values;
};

struct Level {
  std::string name;
  double value;
};

std::string stage_words(Ui& ui, StageId stage) {
  return ui.text(stage == source_stage ? strings::source : ui.state.current_demo().stage_name(stage));
}

const cv::Mat* image_of(const AppState& state, StageId stage, cv::Size size) {
  const auto look = state.looks.find(stage);
  if (look == state.looks.end() || look->second.result->error) return nullptr;
  const cv::Mat& image = look->second.result->output.image;
  return image.size() == size ? &image : nullptr;
}

/// One colour a stage, the same in the curve and in its name.
ImVec4 stage_color(const Ui& ui, StageId stage) {
  if (stage == ui.state.shown_stage()) return ui.colors->accent;
  static const ImVec4 on_dark[] = {{0.98F, 0.72F, 0.30F, 1}, {0.86F, 0.52F, 0.92F, 1},
                                   {0.45F, 0.85F, 0.55F, 1}, {0.95F, 0.48F, 0.48F, 1},
                                   {0.40F, 0.84F, 0.86F, 1}, {0.80F, 0.80F, 0.45F, 1}};
  static const ImVec4 on_light[] = {{0.72F, 0.42F, 0.00F, 1}, {0.55F, 0.20F, 0.66F, 1},
                                    {0.10F, 0.50F, 0.22F, 1}, {0.78F, 0.16F, 0.20F, 1},
                                    {0.00F, 0.46F, 0.50F, 1}, {0.45F, 0.42F, 0.05F, 1}};
  return (ui.state.dark ? on_dark : on_light)[static_cast<std::size_t>(stage + 1) % 6];
}

void add_series(Ui& ui, std::vector<Series>& all, StageId stage, const cv::Mat& image,
                const std::vector<cv::Point>& pixels) {
  const std::string name = stage_words(ui, stage);
  if (image.channels() != 3) {
    all.push_back({name, stage_color(ui, stage), values_along(image, pixels, 0)});
    return;
  }
  for (int c = 3; c-- > 0;)
    all.push_back({name + " " + "BGR"[c], channel_color(c, ui.state.dark), values_along(image, pixels, c)});
}

void draw_levels(Ui& ui, ImDrawList* list, const std::vector<Level>& levels, float left, float right,
                 const std::function<float(double)>& y) {
  const ImU32 ink = packed(ui.colors->text, 0.75F);
  for (const Level& level : levels) {
    const float at = std::round(y(level.value));
    for (float x = left; x < right; x += ui.px(8))
      list->AddLine({x, at}, {std::min(x + ui.px(4), right), at}, ink);
    const std::string words = level.name + " " + brief_number(level.value, 4);
    ui.fonts.need(words);
    const ImVec2 size = text_size(ui.fonts.small, words);
    put_text(list, ui.fonts.small, {right - size.x - ui.px(4), at - size.y - ui.px(1)}, ink, words);
  }
}

/// Returns the place along the line that the mouse points at.
std::optional<std::size_t> draw_curves(Ui& ui, const std::vector<Series>& all,
                                       const std::vector<Level>& levels, float width) {
  const Palette& c = *ui.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(168);
  const float pad = ui.px(10);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  ImGui::InvisibleButton("profile", {width, height});
  ui.mark("profile", at, {at.x + width, at.y + height});
  double low = 0, high = 1;
  for (const Series& series : all) {
    for (const double v : series.values) {
      if (!std::isfinite(v)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  for (const Level& level : levels) high = std::max(high, level.value);
  const std::string top = brief_number(high, 4);
  const std::string bottom = brief_number(low, 4);
  const float label = std::max(text_size(ui.fonts.small, top).x, text_size(ui.fonts.small, bottom).x);
  const float left = at.x + pad + label + ui.px(6);
  const float right = at.x + width - pad;
  const auto y = [&](double v) {
    return at.y + height - pad - static_cast<float>((v - low) / (high - low)) * (height - 2 * pad);
  };
  put_text(list, ui.fonts.small, {at.x + pad, y(high) - ui.px(2)}, packed(c.muted), top);
  put_text(list, ui.fonts.small, {at.x + pad, y(low) - ui.px(14)}, packed(c.muted), bottom);
  list->AddLine({left, y(0)}, {right, y(0)}, packed(c.border));
  const std::size_t count = all.empty() ? 0 : all[0].values.size();
  const auto x = [&](std::size_t i) {
    return count < 2 ? (left + right) / 2
                     : left + (right - left) * static_cast<float>(i) / static_cast<float>(count - 1);
  };
  draw_levels(ui, list, levels, left, right, y);
  for (std::size_t k = all.size(); k-- > 0;) {  // the stage in view over the others
    const Series& series = all[k];
    std::vector<ImVec2> run;
    const auto flush = [&] {
      if (run.size() > 1)
        list->AddPolyline(run.data(), static_cast<int>(run.size()), packed(series.color), 0, ui.px(1.6F));
      if (run.size() == 1) list->AddCircleFilled(run[0], ui.px(2), packed(series.color));
      run.clear();
    };
    for (std::size_t i = 0; i < series.values.size(); ++i) {
      if (std::isfinite(series.values[i])) {
        run.push_back({x(i), y(series.values[i])});
      } else {
        flush();  // a gap
      }
    }
    flush();
  }
  if (!ImGui::IsItemHovered() || count == 0) return std::nullopt;
  const float share =
      std::clamp((ImGui::GetIO().MousePos.x - left) / std::max(1.0F, right - left), 0.0F, 1.0F);
  const auto pointed = static_cast<std::size_t>(std::lround(share * static_cast<float>(count - 1)));
  list->AddLine({x(pointed), at.y + pad}, {x(pointed), at.y + height - pad}, packed(c.text, 0.5F));
  return pointed;
}

/// The stages' names show and hide their curves; the one in view is always there.
void draw_chips(Ui& ui, const std::vector<StageId>& stages, float width) {
  AppState& state = ui.state;
  std::set<StageId>& beside = state.measuring.beside[state.demo];
  Chips chips(ui, width);
  for (const StageId stage : stages) {
    const bool shown = stage == state.shown_stage();
    const bool on = shown || beside.contains(stage);
    const std::string id = "profile:" + state.current_demo().stage_id(stage);
    if (!chips.add(id, stage_words(ui, stage), {on, shown, stage_color(ui, stage)})) continue;
    if (on) {
      beside.erase(stage);
    } else {
      beside.insert(stage);
    }
  }
  chips.end();
}

void draw_reading(Ui& ui, const std::vector<Series>& all, std::size_t place, cv::Point at) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(10, 8));
  ImGui::BeginTooltip();
  paragraph(ui, fmt::format("x {}  y {}", at.x, at.y), ui.fonts.mono_small, ui.colors->muted, ui.px(260));
  for (const Series& series : all) {
    const std::string words = series.name + "  " + brief_number(series.values[place], 6);
    paragraph(ui, words, ui.fonts.small, series.color, ui.px(260));
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

std::vector<Level> levels_of(Ui& ui, const std::vector<StageId>& stages) {
  const Demo& demo = ui.state.current_demo();
  std::vector<Level> levels;
  for (const StageId stage : stages) {
    if (stage == source_stage) continue;
    for (const Threshold& threshold : demo.stages[static_cast<std::size_t>(stage)].thresholds) {
      levels.push_back({ui.text(demo.parameters[static_cast<std::size_t>(threshold.parameter)].name),
                        threshold.value(ui.state.current_settings())});
    }
  }
  return levels;
}

}  // namespace

void draw_profile(Ui& ui, float width) {
  AppState& state = ui.state;
  auto& line = state.measuring.line;
  if (!line) return;
  const Palette& c = *ui.colors;
  ImGui::Dummy({1, ui.px(6)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {at.x, at.y + ui.px(4)}, packed(c.text),
           ui.text(strings::along_line));
  ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y});
  const bool removed = icon_button(ui, "line-remove", Icon::Close, ui.text(strings::line_remove));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(30)});
  const cv::Size size = line->size;
  const std::vector<cv::Point> pixels = pixels_along(line->from, line->to);
  if (!image_of(state, state.shown_stage(), size)) {
    paragraph(ui, ui.text(strings::line_elsewhere) + fmt::format("{} × {}", size.width, size.height),
              ui.fonts.small, c.muted, width);
  } else {
    paragraph(ui,
              fmt::format("{}, {} → {}, {}   {} {}", line->from.x, line->from.y, line->to.x, line->to.y,
                          pixels.size(), ui.text(strings::line_pixels)),
              ui.fonts.small, c.muted, width);
    std::vector<StageId> candidates;
    std::vector<StageId> drawn{state.shown_stage()};
    for (const StageId stage : visible_stages(state)) {
      if (!image_of(state, stage, size)) continue;
      candidates.push_back(stage);
      if (stage != state.shown_stage() && state.measuring.beside[state.demo].contains(stage))
        drawn.push_back(stage);
    }
    std::vector<Series> all;
    for (const StageId stage : drawn) add_series(ui, all, stage, *image_of(state, stage, size), pixels);
    const auto pointed = draw_curves(ui, all, levels_of(ui, drawn), width);
    if (pointed) {
      draw_reading(ui, all, *pointed, pixels[*pointed]);
      state.pointing.spot = Place{state.shown_stage(), pixels[*pointed]};
    }
    ImGui::Dummy({1, ui.px(4)});
    draw_chips(ui, candidates, width);
    if (drawn.size() == 1 && candidates.size() > 1)
      paragraph(ui, ui.text(strings::line_others), ui.fonts.small, c.muted, width);
  }
  if (removed) line.reset();
}

}  // namespace pixelwhy::gui
