#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "notes/figure_sheet.h"
#include "notes/json.h"

namespace pixelwhy {

namespace {

constexpr double padding = 20;
constexpr double line = 20;
constexpr int widest_window = 7;
constexpr std::size_t most_rows = 12;
constexpr std::size_t most_steps = 12;
constexpr std::size_t longest_expression = 60;    // bytes; a sum that goes on is shown by its first terms,
constexpr std::size_t shortened_expression = 44;  // which take this much

/// Writes from the top of a card to its bottom.
class Card {
 public:
  Card(Sheet& sheet, cv::Point2d at, double width) : sheet_(sheet), x_(at.x), y_(at.y), width_(width) {}

  double y() const { return y_; }
  double width() const { return width_; }
  cv::Point2d place() const { return {x_, y_}; }
  void skip(double height) { y_ += height; }
  std::string part() { return fmt::format("why:{}", count_++); }

  void text(std::string words, double size, const Ink& ink, bool strong = false, double line_height = line) {
    y_ +=
        sheet_
            .set(part(), {{sheet_.span(std::move(words), size, ink, strong)}, width_, line_height}, {x_, y_})
            .height;
  }
  void heading(const Text& words) {
    skip(16);
    sheet_.hairline({x_, y_}, {x_ + width_, y_});
    skip(10);
    text(sheet_.in(words), 11.5, sheet_.colors().muted, false, 18);
    skip(2);
  }

 private:
  Sheet& sheet_;
  double x_, y_, width_;
  int count_ = 0;
};

/// The terms of one channel of one stage as the window that they form about the pixel.
struct Window {
  cv::Rect area;  ///< what is shown of it
  cv::Size whole;
  int channel = 0;
  int channels = 1;
  std::map<std::pair<int, int>, const Term*> terms;
};

std::optional<Window> window_of(const Explanation& explanation, cv::Point at) {
  Window window;
  cv::Rect bounds;
  int channels = 0;
  for (const Term& term : explanation.terms) channels = std::max(channels, term.channel + 1);
  window.channels = channels;
  window.channel = channels - 1;  // red of three, as it is named first
  for (const Term& term : explanation.terms) {
    if (term.stage != explanation.terms.front().stage || !term.at || term.outside) return std::nullopt;
    if (term.channel != window.channel) continue;
    if (!window.terms.emplace(std::pair(term.at->y, term.at->x), &term).second) return std::nullopt;
    const cv::Rect pixel(*term.at, cv::Size(1, 1));
    bounds = bounds.empty() ? pixel : bounds | pixel;
  }
  // Terms far from each other, a gray value's three channels or a few of them are read better as a list.
  if (window.terms.size() < 3 || bounds.width > 301 || bounds.height > 301) return std::nullopt;
  if (static_cast<double>(window.terms.size()) < 0.3 * bounds.area()) return std::nullopt;
  window.whole = bounds.size();
  const cv::Size shown(std::min(bounds.width, widest_window), std::min(bounds.height, widest_window));
  const auto first = [](int low, int length, int part, int middle) {
    return std::clamp(middle - part / 2, low, low + length - part);
  };
  window.area = {first(bounds.x, bounds.width, shown.width, at.x),
                 first(bounds.y, bounds.height, shown.height, at.y), shown.width, shown.height};
  return window;
}

bool has_weights(const Explanation& explanation) {
  return std::any_of(explanation.terms.begin(), explanation.terms.end(),
                     [](const Term& term) { return term.weight != 1; });
}

void put_cell(Sheet& sheet, const Term& term, const cv::Rect2d& box, bool weighted, double heaviest,
              bool pinned) {
  const FigurePalette& c = sheet.colors();
  sheet.draw(RectangleItem{box, 2, c.paper, {}, 1});
  if (weighted && heaviest > 0) {
    Ink tint = term.weight < 0 ? c.second : c.accent;
    tint.alpha = 0.32 * std::abs(term.weight) / heaviest;
    if (tint.alpha > 0) sheet.draw(RectangleItem{box, 2, tint, {}, 1});
  }
  if (term.deciding || pinned)
    sheet.draw(RectangleItem{cv::Rect2d(box.x + 0.75, box.y + 0.75, box.width - 1.5, box.height - 1.5),
                             2,
                             {},
                             term.deciding ? c.accent : c.muted,
                             1.5});
  const double middle = box.x + box.width / 2;
  const double top = box.y + (box.height - (weighted ? 30 : 16)) / 2;
  sheet.label({{sheet.span(told_number(term.value), 11.5, c.ink)}, 0, 16, Align::Center}, {middle, top});
  if (weighted) {
    const std::string weight = "×" + (std::abs(term.weight) < 0.01 && term.weight != 0
                                          ? fmt::format("{:.1g}", term.weight)
                                          : told_number(std::round(term.weight * 1000) / 1000));
    sheet.label({{sheet.span(weight, 9.5, c.muted)}, 0, 13, Align::Center}, {middle, top + 16});
  }
}

void put_window(Sheet& sheet, Card& card, const Window& window, bool weighted, cv::Point at) {
  double heaviest = 0;
  for (const auto& [place, term] : window.terms) heaviest = std::max(heaviest, std::abs(term->weight));
  const double cell = std::min(54.0, std::floor(card.width() / window.area.width));
  const double tall = weighted ? std::max(34.0, std::min(cell, 36.0)) : std::min(cell, 30.0);
  const cv::Point2d start = card.place();
  for (int y = 0; y < window.area.height; ++y) {
    for (int x = 0; x < window.area.width; ++x) {
      const cv::Point pixel = window.area.tl() + cv::Point(x, y);
      const auto found = window.terms.find({pixel.y, pixel.x});
      if (found == window.terms.end()) continue;
      put_cell(sheet, *found->second, {start.x + x * cell, start.y + y * tall, cell - 2, tall - 2}, weighted,
               heaviest, pixel == at);
    }
  }
  const double height = tall * window.area.height;
  sheet.add_part(card.part(), {start.x, start.y, cell * window.area.width, height});
  card.skip(height);
  std::string note;
  if (window.area.size() != window.whole) {
    note = sheet.in({"the middle {0} × {1} of {2} × {3}", "{2} × {3} 窗口中央的 {0} × {1}"});
    note = fmt::format(fmt::runtime(note), window.area.width, window.area.height, window.whole.width,
                       window.whole.height);
  }
  if (window.channels == 3)
    note += (note.empty() ? "" : sheet.in({", ", "，"})) + sheet.in({"red channel", "红色通道"});
  if (note.empty()) return;
  card.skip(4);
  card.text(note, 11.5, sheet.colors().muted, false, 18);
}

/// `Gray (12, 30)`, with the channel where there are several.
std::string told_place(const Sheet& sheet, const Snapshot& snapshot, const Term& term) {
  std::string place = sheet.in(snapshot.request.demo->stage_name(term.stage));
  place +=
      term.at ? fmt::format(" ({}, {})", term.at->x, term.at->y) : sheet.in({" (outside)", "（图像外）"});
  const ResultPtr from = snapshot.result(term.stage);
  if (from && from->output.image.channels() == 3) place += std::string(" ") + "BGR"[term.channel];
  return place;
}

void put_list(Sheet& sheet, Card& card, const Snapshot& snapshot, const Explanation& explanation,
              bool weighted) {
  const FigurePalette& c = sheet.colors();
  std::vector<const Term*> terms;
  for (const Term& term : explanation.terms) terms.push_back(&term);
  if (terms.size() > most_rows) {
    std::stable_sort(terms.begin(), terms.end(), [](const Term* a, const Term* b) {
      if (a->deciding != b->deciding) return a->deciding;
      return std::abs(a->weight) > std::abs(b->weight);
    });
    terms.resize(most_rows);
  }
  const double weight_column = weighted ? 84 : 0;
  for (const Term* term : terms) {
    const cv::Point2d at = card.place();
    const double right = at.x + card.width();
    if (weighted) {
      const std::string weight = term->weight == 1 ? "" : "× " + told_number(term->weight);
      if (!weight.empty())
        sheet.set(card.part(), {{sheet.span(weight, 12.5, c.muted)}, 0, line, Align::Right}, {right, at.y});
    }
    const Paragraph value{
        {sheet.span(told_number(term->value), 12.5, term->deciding ? c.accent : c.ink, term->deciding)},
        0,
        line,
        Align::Right};
    const double taken = sheet.set(card.part(), value, {right - weight_column, at.y}).width;
    Paragraph place{{sheet.span(told_place(sheet, snapshot, *term), 12.5, c.ink)},
                    card.width() - weight_column - taken - 12,
                    line};
    place.cut = true;
    sheet.set(card.part(), place, at);
    card.skip(line);
  }
  const std::size_t all = std::max(explanation.terms_total, explanation.terms.size());
  if (all > terms.size()) {
    const std::string more =
        fmt::format(fmt::runtime(sheet.in({"… and {} more", "……另有 {} 项"})), all - terms.size());
    card.text(more, 11.5, c.muted, false, line);
  }
}

/// A long sum by its first terms: the others stand in the window above it.
std::string shortened(const std::string& expression) {
  if (expression.size() <= longest_expression) return expression;
  const std::size_t end = std::max(expression.rfind(" + ", shortened_expression) + 1,
                                   expression.rfind(" − ", shortened_expression) + 1);
  return end < 8 ? expression : expression.substr(0, end - 1) + " + …";
}

/// The values of the pixel, a colour's with their letters.
Paragraph told_result(const Sheet& sheet, const std::vector<double>& result, double width) {
  const FigurePalette& c = sheet.colors();
  if (result.size() != 3) return {{sheet.span(told_pixel(result), 20, c.accent, true)}, width, 30};
  Paragraph words{{}, width, 30};
  for (const int channel : {2, 1, 0}) {
    const std::string gap = channel == 0 ? "" : "    ";
    words.spans.push_back(sheet.span(std::string(1, "BGR"[channel]) + " ", 13, c.muted));
    words.spans.push_back(
        sheet.span(told_number(result[static_cast<std::size_t>(channel)]) + gap, 17, c.accent, true));
  }
  return words;
}

void put_steps(Sheet& sheet, Card& card, const std::vector<Step>& steps) {
  const FigurePalette& c = sheet.colors();
  for (std::size_t i = 0; i < std::min(steps.size(), most_steps); ++i) {
    const Step& step = steps[i];
    if (i > 0) card.skip(6);
    card.text(sheet.in(step.label), 11.5, c.muted, false, 17);
    const std::string outcome = step.holds
                                    ? sheet.in(*step.holds ? Text{"yes", "成立"} : Text{"no", "不成立"})
                                    : told_number(step.value);
    Paragraph words;
    words.width = card.width();
    words.line_height = 19;
    if (!step.expression.empty() && step.expression != outcome)
      words.spans.push_back(sheet.span(
          told_expression(shortened(step.expression)) + (step.holds ? "  →  " : "  =  "), 12.5, c.ink));
    words.spans.push_back(sheet.span(outcome, 12.5, c.ink, true));
    card.skip(sheet.set(card.part(), words, card.place()).height);
  }
  if (steps.size() > most_steps) card.text("…", 12.5, c.muted);
}

}  // namespace

double put_explanation(Sheet& sheet, const Snapshot& snapshot, const FigurePin& pin, cv::Point2d at,
                       double width) {
  const FigurePalette& c = sheet.colors();
  const Explanation explanation = explain(snapshot, pin.stage, pin.at);
  const std::size_t background = sheet.draw_later({{}, 8, c.raised, {}, 1});
  Card card(sheet, at + cv::Point2d(padding, padding - 4), width - 2 * padding);
  card.text(sheet.in({"Why this pixel", "为何是这个像素值"}), 11.5, c.muted, false, 18);
  const std::string stage = sheet.in(snapshot.request.demo->stage_name(pin.stage));
  card.text(fmt::format("{} ({}, {})", stage, pin.at.x, pin.at.y), 15, c.ink, true, 24);
  card.skip(
      sheet.set(card.part(), told_result(sheet, explanation.result, card.width()), card.place()).height);
  card.skip(6);
  card.text(sheet.in(explanation.verdict), 13, c.ink);
  if (!explanation.terms.empty()) {
    const bool weighted = has_weights(explanation);
    const std::string rule = sheet.in(rule_name(explanation.rule));
    const auto window = window_of(explanation, pin.at);
    const std::string from =
        window ? sheet.in({": ", "："}) +
                     sheet.in(snapshot.request.demo->stage_name(explanation.terms.front().stage))
               : "";
    card.heading({rule + from, rule + from});
    if (window) {
      put_window(sheet, card, *window, weighted, pin.at);
    } else {
      put_list(sheet, card, snapshot, explanation, weighted);
    }
  }
  if (!explanation.steps.empty()) {
    card.heading({"Steps", "步骤"});
    put_steps(sheet, card, explanation.steps);
  }
  const double height = card.y() + padding - at.y;
  sheet.settle(background, {at.x, at.y, width, height});
  return height;
}

}  // namespace pixelwhy
