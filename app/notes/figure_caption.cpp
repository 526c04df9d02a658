#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/region.h"
#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr double widest_text = 720;  // lines longer than this are hard to read
constexpr double cell_gap = 28;
constexpr double least_cell = 104;
constexpr double label_line = 17;
constexpr double value_line = 21;
constexpr double row_gap = 14;

/// A parameter as the caption tells it.
struct Entry {
  std::string id;
  std::string name;
  std::string value;
  std::string initial;  ///< the default, where the value is another one
};

bool matters(const Parameter& parameter, const Request& request, const CaptionSweep& sweep) {
  if (!parameter.relevant) return true;
  if (sweep.settings.empty()) return parameter.relevant(request.settings);
  return std::any_of(sweep.settings.begin(), sweep.settings.end(), parameter.relevant);
}

/// The formula, where it is one and the same.
Text common_formula(const Request& request, const CaptionSweep& sweep) {
  const Text formula = request.demo->formula(request.settings);
  for (const Settings& settings : sweep.settings) {
    if (request.demo->formula(settings) != formula) return {};
  }
  return formula;
}

/// The parameters that matter under these settings, and the code if it is not the textbook's.
std::vector<Entry> entries_of(const Sheet& sheet, const Request& request, const CaptionSweep& sweep) {
  const Language language = sheet.options().language;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < request.settings.size(); ++i) {
    const Parameter& parameter = request.demo->parameters[i];
    if (!matters(parameter, request, sweep)) continue;
    const Value& value = request.settings[i];
    const auto swept = sweep.told.find(static_cast<int>(i));
    const bool is_swept = swept != sweep.told.end();
    entries.push_back({parameter.id,
                       sheet.in(parameter.name),
                       is_swept ? swept->second : told_value(language, parameter, value),
                       {}});
    if (is_swept || value != parameter.initial)
      entries.back().initial = told_value(language, parameter, parameter.initial);
  }
  if (!request.variant.empty() && request.variant != "textbook") {
    entries.push_back({"variant", sheet.in({"Code", "代码"}), request.variant, "textbook"});
  }
  return entries;
}

Paragraph name_of(const Sheet& sheet, const Entry& entry, double width = 0) {
  return {{sheet.span(entry.name, 11.5, sheet.colors().muted)}, width, label_line};
}
Paragraph value_of(const Sheet& sheet, const Entry& entry, double width = 0) {
  const bool changed = !entry.initial.empty();
  const FigurePalette& c = sheet.colors();
  return {{sheet.span(entry.value, 14, changed ? c.accent : c.ink, changed)}, width, value_line};
}
Paragraph initial_of(const Sheet& sheet, const Entry& entry, double width = 0) {
  const std::string words = sheet.in({"default ", "默认 "}) + entry.initial;
  return {{sheet.span(words, 11.5, sheet.colors().muted)}, width, label_line};
}

double natural_width(const Sheet& sheet, const Entry& entry) {
  double width =
      std::max(Sheet::extent(name_of(sheet, entry)).width, Sheet::extent(value_of(sheet, entry)).width);
  if (!entry.initial.empty()) width = std::max(width, Sheet::extent(initial_of(sheet, entry)).width);
  return width + 1;
}

double put_entry(Sheet& sheet, const Entry& entry, cv::Point2d at, double width) {
  double y = at.y;
  y += sheet.set("parameter name:" + entry.id, name_of(sheet, entry, width), {at.x, y}).height;
  y += sheet.set("parameter:" + entry.id, value_of(sheet, entry, width), {at.x, y}).height;
  if (!entry.initial.empty())
    y += sheet.set("default:" + entry.id, initial_of(sheet, entry, width), {at.x, y}).height;
  return y - at.y;
}

/// A row of a table of equal columns, as many as the widest entry allows.
double put_entries(Sheet& sheet, const std::vector<Entry>& entries, cv::Point2d at, double width) {
  double cell = least_cell;
  for (const Entry& entry : entries) cell = std::max(cell, natural_width(sheet, entry));
  cell = std::min(cell, (width - cell_gap) / 2);
  const auto columns =
      static_cast<std::size_t>(std::max(1.0, std::floor((width + cell_gap) / (cell + cell_gap))));
  double y = at.y;
  for (std::size_t first = 0; first < entries.size(); first += columns) {
    if (first > 0) y += row_gap;
    double tall = 0;
    for (std::size_t i = first; i < std::min(entries.size(), first + columns); ++i) {
      const double x = at.x + static_cast<double>(i - first) * (cell + cell_gap);
      tall = std::max(tall, put_entry(sheet, entries[i], {x, y}, cell));
    }
    y += tall;
  }
  return y - at.y;
}

std::string told_date(const std::string& date, Language language) {
  static const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
  int year = 0, month = 0, day = 0;
  const auto read = [&](std::size_t from, std::size_t length, int& number) {
    return date.size() == 10 &&
           std::from_chars(date.data() + from, date.data() + from + length, number).ec == std::errc{};
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day) || month < 1 || month > 12) return date;
  if (language == Language::Chinese) return fmt::format("{} 年 {} 月 {} 日", year, month, day);
  return fmt::format("{} {} {}", day, months[month - 1], year);
}

double put_origin(Sheet& sheet, const Snapshot& snapshot, cv::Point2d at, double width) {
  const FigurePalette& c = sheet.colors();
  const std::string date = told_date(sheet.options().date, sheet.options().language);
  const Paragraph right{
      {sheet.span(date.empty() ? "PixelWhy" : date + "  ·  PixelWhy", 11.5, c.muted)}, 0, 18, Align::Right};
  const double taken = sheet.set("date", right, {at.x + width, at.y}).width;
  const cv::Size size = snapshot.source->output.image.size();
  std::string extent = fmt::format("{} × {} {}", size.width, size.height, sheet.in({"px", "像素"}));
  const Frame& frame = *snapshot.request.frame;
  if (const auto region = region_of(frame)) {
    const cv::Size whole = whole_of(frame).pixels.size();
    extent += fmt::format("{} {},{} {} {} × {}", sheet.in({" at", "，位于"}), region->x, region->y,
                          sheet.in({"of", "，原图"}), whole.width, whole.height);
  }
  const Paragraph tail{{sheet.span(extent, 11.5, c.muted)}, 0, 18};
  // A long name is cut, the size behind it is not.
  const double tail_width = Sheet::extent(tail).width;
  Paragraph name{{sheet.span(sheet.in({"Source  ", "来源  "}), 11.5, c.muted)}, 0, 18};
  if (sheet.options().source_name) name.spans.push_back(sheet.span(whole_of(frame).name, 11.5, c.ink));
  const double room = width - taken - 28 - tail_width - 16;
  if (Sheet::extent(name).width > room) {
    name.width = room;
    name.cut = true;
  }
  const double end = sheet.set("source", name, at).width;
  sheet.set("source size", tail, {at.x + end + (sheet.options().source_name ? 16 : 6), at.y});
  return 18;
}

}  // namespace

std::string told_value(Language language, const Parameter& parameter, const Value& value) {
  std::string text = told_plainly(parameter, value, language);
  if (!is_numeric(parameter)) return text;
  if (text.starts_with('-')) text = "−" + text.substr(1);
  if (parameter.unit.empty()) return text;
  return text + (parameter.unit == "°" || parameter.unit == "×" ? "" : " ") + parameter.unit;
}

std::vector<Span> formula_spans(const std::string& text, double size, const Ink& ink) {
  std::vector<Span> spans;
  const auto letter_at = [&](std::size_t i) -> std::size_t {  // the length of a letter, 0 for anything else
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return 1;
    return (c == 0xCE || c == 0xCF) && i + 1 < text.size() ? 2 : 0;  // Greek
  };
  const auto add = [&](std::size_t begin, std::size_t end, int level) {
    for (std::size_t i = begin; i < end;) {
      // A word of one letter is a variable; longer ones are names.
      std::size_t next = i;
      int letters = 0;
      while (next < end && letter_at(next) > 0) {
        next += letter_at(next);
        ++letters;
      }
      const bool variable = letters == 1 && text.substr(i, next - i) != "Σ";
      if (next == i) {
        while (next < end && letter_at(next) == 0) ++next;
      }
      spans.push_back({text.substr(i, next - i), size, ink, false, variable, level});
      i = next;
    }
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '_' && text[i] != '^') continue;
    add(begin, i, 0);
    std::size_t from = i + 1;
    std::size_t end = text[from] == '{' ? text.find('}', from) : std::string::npos;
    if (end != std::string::npos) {
      add(from + 1, end, text[i] == '_' ? -1 : 1);
      begin = end + 1;
    } else {
      end = from + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
      add(from, end, text[i] == '_' ? -1 : 1);
      begin = end;
    }
    i = begin - 1;
  }
  add(begin, text.size(), 0);
  return spans;
}

double put_caption(Sheet& sheet, const Snapshot& snapshot, cv::Point2d at, double width,
                   const CaptionSweep& sweep) {
  const FigurePalette& c = sheet.colors();
  const Request& request = snapshot.request;
  double y = at.y;
  sheet.hairline({at.x, y}, {at.x + width, y});
  y += 20;
  const double text_width = std::min(width, widest_text);
  y += sheet.set("title", {{sheet.span(sheet.in(request.demo->name), 20, c.ink, true)}, width, 28}, {at.x, y})
           .height;
  const Text& summary = request.demo->summary;
  y += 2 + sheet.set("summary", {{sheet.span(sheet.in(summary), 13, c.muted)}, text_width, 20}, {at.x, y + 2})
               .height;
  if (const Text formula = common_formula(request, sweep); !formula.empty()) {
    const Paragraph line{formula_spans(sheet.in(formula), 15.5, c.ink), width, 26};
    y += 12 + sheet.set("formula", line, {at.x, y + 12}).height;
  }
  const std::vector<Entry> entries = entries_of(sheet, request, sweep);
  if (!entries.empty()) y += 18 + put_entries(sheet, entries, {at.x, y + 18}, width);
  y += 20;
  sheet.hairline({at.x, y}, {at.x + width, y});
  y += 10;
  y += put_origin(sheet, snapshot, {at.x, y}, width);
  return y - at.y;
}

}  // namespace pixelwhy
