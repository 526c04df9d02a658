#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/view.h"
#include "gui/plots.h"
#include "gui/strings.h"
#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// The table that a term is an entry of: a curve, a histogram, or a row of a matrix. Empty for any other.
Data table_of(const Ui& ui, const Term& term) {
  const auto look = ui.state.looks.find(term.stage);
  if (!term.at || look == ui.state.looks.end() || !look->second.result->output.image.empty()) return {};
  const Data& held = look->second.result->output.data;
  if (std::holds_alternative<Curve>(held) || std::holds_alternative<Histogram>(held)) return held;
  const auto* matrix = std::get_if<Matrix>(&held);
  if (!matrix || term.at->y >= matrix->values.rows || matrix->values.cols < 16) return {};
  Curve curve;
  for (int x = 0; x < matrix->values.cols; ++x) {
    curve.x.push_back(x);
    curve.y.push_back(matrix->values.at<double>(term.at->y, x));
  }
  return curve;
}

/// The name of the part of the picture that a term's table belongs to, else of its stage.
std::string table_name(Ui& ui, const Explanation& explanation, std::size_t term) {
  for (const Area& area : explanation.areas) {
    if (area.term == term) return ui.text(area.name);
  }
  return stage_words(ui, explanation.terms[term].stage);
}

}  // namespace

void draw_look_up(Ui& ui, const Explanation& explanation, float width) {
  std::vector<std::pair<std::size_t, Data>> tables;
  for (std::size_t i = 0; i < explanation.terms.size() && tables.size() < 4; ++i) {
    Data data = table_of(ui, explanation.terms[i]);
    if (!std::holds_alternative<std::monostate>(data)) tables.emplace_back(i, std::move(data));
  }
  if (tables.empty()) return;
  const bool several = tables.size() > 1;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::Dummy({1, ui.px(4)});
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float gap = ui.px(8);
  const float wide = several ? (width - gap) / 2 : width;
  const float high = several ? ui.px(112) : ui.px(132);
  const float pad = ui.px(10);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& [term, data] = tables[i];
    const Term& entry = explanation.terms[term];
    const ImVec2 a{start.x + (wide + gap) * static_cast<float>(i % 2),
                   start.y + (high + gap) * static_cast<float>(i / 2)};
    const ImVec2 b{a.x + wide, a.y + high};
    list->AddRectFilled(a, b, packed(ui.colors->raised), ui.px(6));
    std::string name = table_name(ui, explanation, term);
    if (several) name += fmt::format("  × {}", brief_number(entry.weight, 3));
    put_text(list, ui.fonts.small, {a.x + pad, a.y + ui.px(6)}, packed(ui.colors->muted),
             shortened(ui.fonts.small, ui.raw(name), wide - 2 * pad));
    draw_plot(ui, list, {a.x + pad, a.y + ui.px(26)}, {b.x - pad, b.y - pad}, data, false, entry.at->x);
  }
  const auto lines = static_cast<float>((tables.size() + 1) / 2);
  ImGui::Dummy({width, several ? (high + gap) * lines - gap : high});
}

void draw_heading(Ui& ui, const Heading& heading, float width) {
  const double length = std::hypot(heading.vector.x, heading.vector.y);
  if (!(length > 0)) return;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::Dummy({1, ui.px(4)});
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float radius = std::min(ui.px(62), width / 5);
  const ImVec2 middle{start.x + ui.px(40) + radius, start.y + ui.px(22) + radius};
  constexpr int parts = 72;
  const auto around = [&](double degrees, float r) {
    const double angle = degrees * std::numbers::pi / 180;
    return ImVec2(middle.x + static_cast<float>(std::cos(angle)) * r,
                  middle.y + static_cast<float>(std::sin(angle)) * r);
  };
  for (int i = 0; i < parts; ++i) {
    const double degrees = 360.0 * i / parts;
    const cv::Vec3b hue = color_of(View::Angle, {0, 360}, &degrees, 1);
    list->PathArcTo(middle, radius + ui.px(5), static_cast<float>((degrees - 3) * std::numbers::pi / 180),
                    static_cast<float>((degrees + 3) * std::numbers::pi / 180), 4);
    list->PathStroke(IM_COL32(hue[2], hue[1], hue[0], 255), 0, ui.px(7));
  }
  const std::pair<int, const char*> names[] = {{0, "0°"}, {90, "90°"}, {180, "180°"}, {270, "270°"}};
  for (const auto& [degrees, name] : names) {
    const ImVec2 size = text_size(ui.fonts.small, ui.raw(name));
    const ImVec2 at = around(degrees, radius + ui.px(12));
    const float x = degrees == 0 ? at.x : degrees == 180 ? at.x - size.x : at.x - size.x / 2;
    const float y = degrees == 90 ? at.y : degrees == 270 ? at.y - size.y : at.y - size.y / 2;
    put_text(list, ui.fonts.small, {x, y}, packed(c.muted), name);
  }
  // The two parts, and the arrow that they make.
  const double degrees = std::atan2(heading.vector.y, heading.vector.x) * 180 / std::numbers::pi;
  const ImVec2 tip = around(degrees, radius - ui.px(2));
  list->AddLine(middle, {tip.x, middle.y}, packed(c.second), ui.px(2));
  list->AddLine({tip.x, middle.y}, tip, packed(c.good), ui.px(2));
  list->AddLine(middle, tip, packed(c.text), ui.px(2.5F));
  const ImVec2 left = around(degrees + 9, radius - ui.px(14));
  const ImVec2 right = around(degrees - 9, radius - ui.px(14));
  list->AddTriangleFilled(tip, left, right, packed(c.text));
  const float x = middle.x + radius + ui.px(64);
  const auto line = [&](int row, const ImVec4& ink, const std::string& words) {
    const float y = middle.y - ui.px(30) + ui.px(22) * static_cast<float>(row);
    list->AddRectFilled({x, y + ui.px(8)}, {x + ui.px(14), y + ui.px(11)}, packed(ink), ui.px(1));
    put_text(list, ui.fonts.mono, {x + ui.px(22), y}, packed(c.text), ui.raw(words));
  };
  line(0, c.second, "x  " + brief_number(heading.vector.x, 6));
  line(1, c.good, "y  " + brief_number(heading.vector.y, 6));
  line(2, c.text, fmt::format("{}°", brief_number(degrees < 0 ? degrees + 360 : degrees, 5)));
  ImGui::Dummy({width, 2 * radius + ui.px(46)});
}

}  // namespace pixelwhy::gui
