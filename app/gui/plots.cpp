#include "gui/plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

struct Axes {
  ImVec2 min, max;
  double x0, x1, y0, y1;

  float x(double value) const {
    return min.x + static_cast<float>(x1 > x0 ? (value - x0) / (x1 - x0) : 0.5) * (max.x - min.x);
  }
  float y(double value) const {
    return max.y - static_cast<float>(y1 > y0 ? (value - y0) / (y1 - y0) : 0) * (max.y - min.y);
  }
};

/// Round numbers that divide a range in about that many parts.
std::vector<double> ticks(double low, double high, int about) {
  const double span = high - low;
  if (!(span > 0)) return {low};
  const double power = std::pow(10, std::floor(std::log10(span / about)));
  double step = power;
  for (const double lead : {2.0, 5.0, 10.0}) {
    if (span / step > about * 1.5) step = lead * power;
  }
  std::vector<double> result;
  for (double t = std::ceil(low / step) * step; t <= high + step * 1e-6 && result.size() < 50; t += step) {
    result.push_back(std::abs(t) < step * 1e-6 ? 0 : t);
  }
  return result;
}

Axes draw_axes(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, cv::Vec2d xs, cv::Vec2d ys, bool labelled,
               const std::string& x_label, const std::string& y_label) {
  ImFont* font = ui.fonts.small;
  Axes axes{min, max, xs[0], xs[1], ys[0], ys[1]};
  if (labelled) {
    axes.min.x += ui.px(64);
    axes.min.y += ui.px(28);
    axes.max.x -= ui.px(16);
    axes.max.y -= ui.px(52);
  }
  const ImU32 line = packed(ui.colors->border);
  const ImU32 ink = packed(ui.colors->muted);
  const int across = labelled ? 8 : 4;
  for (const double t : ticks(axes.x0, axes.x1, across)) {
    const float x = std::round(axes.x(t));
    list->AddLine({x, axes.min.y}, {x, axes.max.y}, line);
    if (!labelled) continue;
    const std::string number = brief_number(t);
    put_text(list, font, {x - text_size(font, number).x / 2, axes.max.y + ui.px(6)}, ink, number);
  }
  for (const double t : ticks(axes.y0, axes.y1, labelled ? 6 : 3)) {
    const float y = std::round(axes.y(t));
    list->AddLine({axes.min.x, y}, {axes.max.x, y}, line);
    if (!labelled) continue;
    const std::string number = brief_number(t);
    const ImVec2 size = text_size(font, number);
    put_text(list, font, {axes.min.x - size.x - ui.px(8), y - size.y / 2}, ink, number);
  }
  if (labelled) {
    ui.fonts.need(x_label);
    ui.fonts.need(y_label);
    put_text(list, font, {(axes.min.x + axes.max.x - text_size(font, x_label).x) / 2, axes.max.y + ui.px(28)},
             ink, x_label);
    put_text(list, font, {axes.min.x, min.y}, ink, y_label);
  }
  return axes;
}

bool under_mouse(const Axes& axes) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  return mouse.x >= axes.min.x && mouse.x <= axes.max.x && mouse.y >= axes.min.y && mouse.y <= axes.max.y;
}

using Entry = std::optional<double>;

void curve_line(Ui& ui, ImDrawList* list, const Axes& axes, const std::vector<double>& x,
                const std::vector<double>& y, ImU32 color, bool dots) {
  std::vector<ImVec2> places;
  for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) places.push_back({axes.x(x[i]), axes.y(y[i])});
  list->AddPolyline(places.data(), static_cast<int>(places.size()), color, 0, ui.px(2));
  if (!dots || places.size() > 48) return;
  for (const ImVec2& place : places) list->AddCircleFilled(place, ui.px(3), color);
}

/// What lies over the bars: the measure with its name, and the mark.
void draw_measure(Ui& ui, ImDrawList* list, const Axes& axes, const Histogram& histogram, bool labelled) {
  const std::vector<double> measure = histogram.measure_up_to(axes.y1);
  std::vector<double> middles;
  for (std::size_t i = 0; i < measure.size(); ++i) middles.push_back(static_cast<double>(i) + 0.5);
  curve_line(ui, list, axes, middles, measure, packed(ui.colors->second), false);
  if (histogram.mark) {
    const float x = std::round(axes.x(*histogram.mark));
    list->AddLine({x, axes.min.y}, {x, axes.max.y}, packed(ui.colors->text), ui.px(1.5F));
  }
  if (!labelled || measure.empty()) return;
  const std::string& name = ui.text(histogram.measure_name);
  ui.fonts.need(name);
  ImFont* font = ui.fonts.small;
  put_text(list, font, {axes.max.x - text_size(font, name).x, axes.min.y - ui.px(20)},
           packed(ui.colors->second), name);
}

void reading(Ui& ui, ImDrawList* list, const Axes& axes, double x, const std::string& words) {
  list->AddLine({axes.x(x), axes.min.y}, {axes.x(x), axes.max.y}, packed(ui.colors->accent, 0.7F), ui.px(1));
  const ImVec2 size = text_size(ui.fonts.mono, words);
  const float left =
      std::clamp(axes.x(x) + ui.px(8), axes.min.x, std::max(axes.min.x, axes.max.x - size.x - ui.px(12)));
  const ImVec2 at{left, axes.min.y + ui.px(6)};
  list->AddRectFilled({at.x - ui.px(6), at.y - ui.px(4)},
                      {at.x + size.x + ui.px(6), at.y + size.y + ui.px(4)}, packed(ui.colors->panel, 0.95F),
                      ui.px(4));
  put_text(list, ui.fonts.mono, at, packed(ui.colors->text), words);
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Histogram& histogram, bool labelled,
           Entry entry) {
  const auto& counts = histogram.counts;
  if (counts.empty()) return std::nullopt;
  const double top = std::max(1.0, *std::max_element(counts.begin(), counts.end()));
  const auto bins = static_cast<double>(counts.size());
  const Axes axes = draw_axes(ui, list, min, max, {0, bins}, {0, top}, labelled, ui.text(strings::value),
                              ui.text(strings::counts));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] <= 0) continue;
    const float left = axes.x(static_cast<double>(i));
    const float right = std::max(left + 1, axes.x(static_cast<double>(i + 1)) - (bins < 64 ? 1.0F : 0.0F));
    list->AddRectFilled({left, std::min(axes.y(counts[i]), axes.max.y - 1)}, {right, axes.max.y},
                        packed(ui.colors->accent));
  }
  draw_measure(ui, list, axes, histogram, labelled);
  const bool pointed = labelled && under_mouse(axes);
  if (pointed) {
    const double share = (ImGui::GetIO().MousePos.x - axes.min.x) / (axes.max.x - axes.min.x);
    entry = std::min(std::floor(share * bins), bins - 1);
  }
  if (entry && *entry >= 0 && *entry < bins) {
    const auto bin = static_cast<std::size_t>(*entry);
    std::string words = fmt::format("{:.0f}: {}", *entry, brief_number(counts[bin]));
    if (bin < histogram.measure.size()) words += fmt::format(", {}", brief_number(histogram.measure[bin]));
    reading(ui, list, axes, *entry + 0.5, words);
  }
  return pointed ? entry : std::nullopt;
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Curve& curve, bool labelled, Entry entry) {
  if (curve.x.empty() || curve.y.empty()) return std::nullopt;
  const auto [left, right] = std::minmax_element(curve.x.begin(), curve.x.end());
  double top = *std::max_element(curve.y.begin(), curve.y.end());
  double bottom = std::min(0.0, *std::min_element(curve.y.begin(), curve.y.end()));
  if (!curve.reference.empty()) {
    top = std::max(top, *std::max_element(curve.reference.begin(), curve.reference.end()));
    bottom = std::min(bottom, *std::min_element(curve.reference.begin(), curve.reference.end()));
  }
  if (top <= bottom) top = bottom + 1;
  const Axes axes = draw_axes(ui, list, min, max, {*left, *right}, {bottom, top}, labelled,
                              ui.text(curve.x_label), ui.text(curve.y_label));
  if (!curve.reference.empty()) {
    curve_line(ui, list, axes, curve.x, curve.reference, packed(ui.colors->second), false);
  }
  curve_line(ui, list, axes, curve.x, curve.y, packed(ui.colors->accent), true);
  const bool pointed = labelled && under_mouse(axes);
  if (pointed) {
    entry =
        axes.x0 + (ImGui::GetIO().MousePos.x - axes.min.x) / (axes.max.x - axes.min.x) * (axes.x1 - axes.x0);
  }
  if (!entry || *entry < axes.x0 || *entry > axes.x1) return std::nullopt;
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < std::min(curve.x.size(), curve.y.size()); ++i) {
    if (std::abs(curve.x[i] - *entry) < std::abs(curve.x[nearest] - *entry)) nearest = i;
  }
  reading(ui, list, axes, curve.x[nearest],
          fmt::format("{} → {}", brief_number(curve.x[nearest]), brief_number(curve.y[nearest])));
  list->AddCircleFilled({axes.x(curve.x[nearest]), axes.y(curve.y[nearest])}, ui.px(4),
                        packed(ui.colors->accent));
  return pointed ? std::optional(curve.x[nearest]) : std::nullopt;
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Matrix& matrix, bool labelled, Entry) {
  const cv::Mat& values = matrix.values;
  if (values.empty()) return std::nullopt;
  const float cell = std::min({(max.x - min.x) / static_cast<float>(values.cols),
                               (max.y - min.y) / static_cast<float>(values.rows), ui.px(72)});
  const ImVec2 start{(min.x + max.x - cell * static_cast<float>(values.cols)) / 2,
                     (min.y + max.y - cell * static_cast<float>(values.rows)) / 2};
  if (cell < ui.px(5)) {  // too many to be drawn one by one
    const ImVec2 end{start.x + cell * static_cast<float>(values.cols),
                     start.y + cell * static_cast<float>(values.rows)};
    const auto texture = static_cast<std::uintptr_t>(ui.textures.cells(values));
    list->AddImage(reinterpret_cast<ImTextureID>(texture), start, end);
    return std::nullopt;
  }
  double low = 0;
  double high = 0;
  cv::minMaxIdx(values, &low, &high);
  ImFont* font = cell > ui.px(48) ? ui.fonts.mono : ui.fonts.mono_small;
  for (int y = 0; y < values.rows; ++y) {
    for (int x = 0; x < values.cols; ++x) {
      const double value = values.at<double>(y, x);
      const double share = std::abs(value) / std::max({std::abs(low), std::abs(high), 1e-12});
      const ImVec2 a{start.x + cell * static_cast<float>(x), start.y + cell * static_cast<float>(y)};
      const ImVec2 b{a.x + cell - 1, a.y + cell - 1};
      list->AddRectFilled(a, b, packed(ui.colors->raised), ui.px(2));
      list->AddRectFilled(
          a, b, packed(value < 0 ? ui.colors->second : ui.colors->accent, static_cast<float>(share) * 0.8F),
          ui.px(2));
      const std::string number = brief_number(value, 3);
      const ImVec2 size = text_size(font, number);
      if (!labelled || size.x + 4 > cell) continue;
      put_text(list, font, {(a.x + b.x - size.x) / 2, (a.y + b.y - size.y) / 2}, packed(ui.colors->text),
               number);
    }
  }
  return std::nullopt;
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Lines& lines, bool labelled, Entry) {
  ImFont* font = labelled ? ui.fonts.mono : ui.fonts.mono_small;
  const float row = font->FontSize * 1.5F;
  const auto fits = static_cast<std::size_t>(std::max(0.0F, (max.y - min.y) / row));
  for (std::size_t i = 0; i < std::min(fits, lines.lines.size()); ++i) {
    const Line& line = lines.lines[i];
    const std::string words = labelled
                                  ? fmt::format("ρ = {:8.2f}   θ = {:6.2f}°   {:5d}", line.rho,
                                                line.theta * 180 / CV_PI, line.votes)
                                  : fmt::format("ρ {:.0f}  θ {:.0f}°", line.rho, line.theta * 180 / CV_PI);
    ui.fonts.need(words);
    put_text(list, font, {min.x, min.y + row * static_cast<float>(i)}, packed(ui.colors->text), words);
  }
  return std::nullopt;
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Facts& facts, bool labelled, Entry) {
  ImFont* font = labelled ? ui.fonts.body : ui.fonts.small;
  const float line = font->FontSize * 1.45F;
  const float row = labelled ? 2 * line + ui.px(4) : line;
  float y = min.y;
  for (const Fact& fact : facts.facts) {
    if (y + row > max.y + 1) break;
    const std::string value = format_number(fact.value) + (fact.unit.empty() ? "" : " " + fact.unit);
    const float wide = text_size(labelled ? ui.fonts.mono : ui.fonts.mono_small, value).x;
    const std::string label = ui.text(fact.label);
    put_text(list, font, {min.x, y}, packed(ui.colors->text),
             shortened(font, label, max.x - min.x - wide - ui.px(8)));
    put_text(list, labelled ? ui.fonts.mono : ui.fonts.mono_small, {max.x - wide, y},
             packed(ui.colors->accent), value);
    if (labelled) {
      ui.fonts.need(fact.working);
      put_text(list, ui.fonts.small, {min.x, y + line}, packed(ui.colors->muted),
               shortened(ui.fonts.small, fact.working, max.x - min.x));
    }
    y += row;
  }
  return std::nullopt;
}

Entry plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Points& points, bool, Entry) {
  if (points.points.empty()) return std::nullopt;
  cv::Vec2d xs{1e300, -1e300};
  cv::Vec2d ys = xs;
  for (const cv::Point2d& p : points.points) {
    xs = {std::min(xs[0], p.x), std::max(xs[1], p.x)};
    ys = {std::min(ys[0], p.y), std::max(ys[1], p.y)};
  }
  const Axes axes{min, max, xs[0], xs[1], ys[1], ys[0]};  // y grows downwards, as in the picture
  const auto step = std::max<std::size_t>(1, points.points.size() / 4000);
  for (std::size_t i = 0; i < points.points.size(); i += step) {
    const cv::Point2d& p = points.points[i];
    list->AddCircleFilled(
        {axes.x(p.x),
         min.y + static_cast<float>(ys[1] > ys[0] ? (p.y - ys[0]) / (ys[1] - ys[0]) : 0.5) * (max.y - min.y)},
        ui.px(1.5F), packed(ui.colors->accent), 6);
  }
  return std::nullopt;
}

Entry plot(Ui&, ImDrawList*, ImVec2, ImVec2, const std::monostate&, bool, Entry) { return std::nullopt; }

}  // namespace

std::optional<double> draw_plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Data& data,
                                bool labelled, std::optional<double> entry) {
  if (max.x - min.x < 8 || max.y - min.y < 8) return std::nullopt;
  return std::visit([&](const auto& kind) { return plot(ui, list, min, max, kind, labelled, entry); }, data);
}

}  // namespace pixelwhy::gui
