#include "gui/values_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "gui/measuring_strings.h"
#include "gui/pane_bar.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

struct Cell {
  std::string words;
  ImVec4 color;
};

/// A name at the left, and values in columns of equal width at the right.
void row(Ui& ui, const std::string& name, const std::vector<Cell>& cells, float width, ImFont* font) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float column = std::min(ui.px(78), width * 0.22F);
  const auto count = static_cast<float>(cells.size());
  const float room = cells.size() > 1 ? width - column * count - ui.px(4) : width;
  put_text(list, ui.fonts.body, at, packed(ui.colors->muted), shortened(ui.fonts.body, name, room));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    ui.fonts.need(cells[i].words);
    const float right = at.x + width - column * (count - 1 - static_cast<float>(i));
    put_text(list, font, {right - text_size(font, cells[i].words).x, at.y}, packed(cells[i].color),
             cells[i].words);
  }
  ImGui::Dummy({width, ui.px(20)});
}

/// What is seen of the stage in view.
cv::Rect seen_part(AppState& state, cv::Size size) {
  const CanvasView view = pane_view(state, state.panes.active, size);
  const cv::Point low = pixel_under(view, state.canvas, state.canvas.tl());
  const cv::Point high = pixel_under(view, state.canvas, state.canvas.br());
  return cv::Rect(low, high + cv::Point(1, 1)) & cv::Rect({0, 0}, size);
}

/// Two or more words side by side, as wide as they need, at the right of a heading.
int switch_beside(Ui& ui, const std::string& id, const std::string& heading,
                  const std::vector<std::string>& labels, int chosen, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wide = std::min(segmented_width(ui, labels), width * 0.66F);
  if (!heading.empty())
    put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {at.x, at.y + ui.px(4)}, packed(ui.colors->text),
             heading);
  ImGui::SetCursorScreenPos({heading.empty() ? at.x : at.x + width - wide, at.y});
  const int clicked = segmented(ui, id, labels, chosen, heading.empty() ? width : wide);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(32)});
  return clicked;
}

/// The channels as people read them: red first.
std::vector<std::size_t> in_order(std::size_t channels) {
  std::vector<std::size_t> order;
  for (std::size_t c = channels; c-- > 0;) order.push_back(c);
  return order;
}

}  // namespace

ImVec4 channel_color(int channel, bool dark) {
  static const ImVec4 on_dark[] = {{0.42F, 0.62F, 1, 1}, {0.40F, 0.82F, 0.46F, 1}, {0.98F, 0.45F, 0.42F, 1}};
  static const ImVec4 on_light[] = {
      {0.12F, 0.36F, 0.86F, 1}, {0.08F, 0.52F, 0.20F, 1}, {0.80F, 0.16F, 0.16F, 1}};
  return (dark ? on_dark : on_light)[static_cast<std::size_t>(channel)];
}

ValuesPanel::ValuesPanel(std::function<void()> wake)
    : worker_(
          [](const Job& job, const auto& publish, const auto&) {
            const cv::Mat& own = job.result->output.image;
            Measured measured;
            if (job.other) {
              std::tie(measured.own, measured.other) = measure_both(own, job.other->output.image, job.where);
            } else {
              measured.own = measure(own, job.where);
            }
            publish(std::move(measured));
          },
          std::move(wake)) {}

void ValuesPanel::draw_statistics(Ui& ui, float width) {
  const Palette& c = *ui.colors;
  const Statistics& own = shown_.own;
  const std::vector<std::size_t> order = in_order(own.channels.size());
  // A column for each channel; of one channel a second one for what it is compared with.
  std::vector<const ChannelStatistics*> columns;
  for (const std::size_t i : order) columns.push_back(&own.channels[i]);
  if (columns.size() == 1 && shown_.other.channels.size() == 1) {
    columns.push_back(shown_.other.channels.data());
    row(ui, "", {{ui.text(strings::own_short), c.accent}, {ui.text(strings::other_short), c.second}}, width,
        ui.fonts.strong);
  }
  const bool colors = order.size() == 3;
  if (colors) {
    std::vector<Cell> names;
    for (const std::size_t i : order)
      names.push_back({std::string(1, "BGR"[i]), channel_color(static_cast<int>(i), ui.state.dark)});
    row(ui, "", names, width, ui.fonts.strong);
  }
  using Channel = const ChannelStatistics&;
  const auto put = [&](const Text& name, const std::function<double(Channel)>& value, int digits) {
    std::vector<Cell> cells;
    for (const ChannelStatistics* column : columns)
      cells.push_back({brief_number(value(*column), digits), c.text});
    row(ui, ui.text(name), cells, width, ui.fonts.mono);
  };
  if (!columns.empty()) {
    const ChannelStatistics& first = *columns[0];
    row(ui, ui.text(strings::pixel_count),
        {{std::to_string(first.count + first.nan + first.infinite), c.text}}, width, ui.fonts.mono);
  }
  const auto any = [&](std::uint64_t ChannelStatistics::*what) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ChannelStatistics* column) { return column->*what > 0; });
  };
  if (any(&ChannelStatistics::nan))
    put(
        strings::not_numbers, [](Channel ch) { return static_cast<double>(ch.nan); }, 9);
  if (any(&ChannelStatistics::infinite))
    put(
        strings::infinities, [](Channel ch) { return static_cast<double>(ch.infinite); }, 9);
  if (!any(&ChannelStatistics::count)) {
    paragraph(ui, ui.text(strings::no_finite), ui.fonts.body, c.muted, width);
    return;
  }
  const int digits = columns.size() > 1 ? 4 : 6;
  put(
      strings::least, [](Channel ch) { return ch.least; }, digits);
  put(
      strings::greatest, [](Channel ch) { return ch.greatest; }, digits);
  put(
      strings::mean, [](Channel ch) { return ch.mean; }, digits);
  put(
      strings::deviation, [](Channel ch) { return ch.deviation; }, digits);
  put(
      strings::median, [](Channel ch) { return ch.median; }, digits);
}

/// The channels over each other, what they are compared with as outlines; what the mouse points at is read
/// out, and its pixels light up.
void ValuesPanel::draw_histogram(Ui& ui, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const int chosen = switch_beside(ui, "scale", ui.text(strings::histogram),
                                   {ui.text(strings::linear), ui.text(strings::logarithmic)},
                                   state.measuring.logarithmic ? 1 : 0, width);
  if (chosen >= 0) state.measuring.logarithmic = chosen == 1;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(124);
  const float pad = ui.px(8);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  ImGui::InvisibleButton("histogram", {width, height});
  ui.mark("histogram", at, {at.x + width, at.y + height});
  const auto lifted = [&](std::uint64_t count) {
    const auto number = static_cast<double>(count);
    return state.measuring.logarithmic ? std::log1p(number) : number;
  };
  double top = 0;
  std::size_t bins = 0;
  for (const Statistics* statistics : {&shown_.own, &shown_.other}) {
    for (const ChannelStatistics& channel : statistics->channels) {
      bins = std::max(bins, channel.bins.size());
      for (const std::uint64_t count : channel.bins) top = std::max(top, lifted(count));
    }
  }
  if (bins == 0 || top <= 0) return;
  const float foot = at.y + height - pad;
  const float each = (width - 2 * pad) / static_cast<float>(bins);
  const auto left_of = [&](std::size_t i) { return at.x + pad + each * static_cast<float>(i); };
  // What is rare is seen, however tall the tallest one is.
  const auto tall = [&](std::uint64_t count) {
    if (count == 0) return 0.0F;
    return std::max(ui.px(1), static_cast<float>(lifted(count) / top) * (height - 2 * pad));
  };
  const bool colors = shown_.own.channels.size() == 3;
  for (std::size_t k = 0; k < shown_.own.channels.size(); ++k) {
    const auto& counts = shown_.own.channels[k].bins;
    const ImU32 color =
        colors ? packed(channel_color(static_cast<int>(k), state.dark), 0.55F) : packed(c.accent);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0)
        list->AddRectFilled({left_of(i), foot - tall(counts[i])}, {left_of(i) + std::max(each, 1.0F), foot},
                            color);
    }
  }
  for (std::size_t k = 0; k < shown_.other.channels.size(); ++k) {
    const auto& counts = shown_.other.channels[k].bins;
    std::vector<ImVec2> outline;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      outline.push_back({left_of(i), foot - tall(counts[i])});
      outline.push_back({left_of(i + 1), foot - tall(counts[i])});
    }
    list->AddPolyline(outline.data(), static_cast<int>(outline.size()),
                      colors ? packed(channel_color(static_cast<int>(k), state.dark)) : packed(c.second), 0,
                      ui.px(1.2F));
  }
  const double low = shown_.own.low;
  const double step = (shown_.own.high - low) / static_cast<double>(bins);
  const bool bytes = low == -0.5;
  if (ImGui::IsItemHovered()) {
    const float x = (ImGui::GetIO().MousePos.x - at.x - pad) / each;
    const auto bin = static_cast<std::size_t>(std::clamp(x, 0.0F, static_cast<float>(bins - 1)));
    state.pointing.gathered = Gathered{
        state.shown_stage(), result_, {low, shown_.own.high, static_cast<int>(bins), static_cast<int>(bin)}};
    const double from = low + step * static_cast<double>(bin);
    std::string words =
        bytes ? std::to_string(bin) : brief_number(from, 4) + " … " + brief_number(from + step, 4);
    words += ":";
    for (const Statistics* statistics : {&shown_.own, &shown_.other}) {
      if (statistics == &shown_.other && compares()) words += "  |";
      for (const std::size_t i : in_order(statistics->channels.size())) {
        const auto& counts = statistics->channels[i].bins;
        words += fmt::format("  {}", bin < counts.size() ? counts[bin] : 0);
      }
    }
    tooltip(ui, words);
  }
  const ImVec2 below = ImGui::GetCursorScreenPos();
  const std::string first = brief_number(bytes ? 0 : low, 4);
  const std::string last = brief_number(bytes ? 255 : shown_.own.high, 4);
  put_text(list, ui.fonts.small, {below.x + pad, below.y}, packed(c.muted), first);
  put_text(list, ui.fonts.small, {below.x + width - pad - text_size(ui.fonts.small, last).x, below.y},
           packed(c.muted), last);
  ImGui::Dummy({width, ui.px(20)});
}

void ValuesPanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  const PaneContent content = content_of(state, state.panes.active);
  const Look* look = state.peek ? state.shown_look() : look_of(state, content);
  if (!look || look->result->error || look->result->output.image.empty()) {
    paragraph(ui, ui.text(strings::no_data), ui.fonts.body, ui.colors->muted, width);
    return;
  }
  const cv::Mat& image = look->result->output.image;
  const cv::Rect where =
      state.measuring.in_view ? seen_part(state, image.size()) : cv::Rect({0, 0}, image.size());
  result_ = look->result;
  const Compare::Mode mode = state.panes.compare.mode;
  const bool two = mode != Compare::Mode::Off && mode != Compare::Mode::Difference && !state.peek;
  const Look* beside = two ? look_of(state, compared_with(state)) : nullptr;
  const bool alike = beside && beside->result->output.image.channels() == image.channels();
  const ResultPtr other = alike ? beside->result : nullptr;
  if (asked_.lock() != result_ || asked_other_.lock() != other || asked_where_ != where) {
    worker_.submit({result_, other, where});
    asked_ = result_;
    asked_other_ = other;
    asked_where_ = where;
  }
  if (auto fresh = worker_.take()) shown_ = std::move(*fresh);
  if (content.item.made != Made::Ours || content.minus || other) {
    std::string words = pane_words(ui, content);
    if (other) words += "  |  " + pane_words(ui, compared_with(state));
    paragraph(ui, ui.raw(words), ui.fonts.strong, ui.colors->text, width);
  }
  const std::string depth = ui.text(image.depth() == CV_8U    ? strings::bytes_8
                                    : image.depth() == CV_32F ? strings::floats_32
                                                              : strings::other_type);
  const std::string channels = ui.text(image.channels() == 1 ? strings::channels_1 : strings::channels_3);
  row(ui, ui.text(strings::size), {{fmt::format("{} × {}", image.cols, image.rows), ui.colors->text}}, width,
      ui.fonts.mono);
  row(ui, ui.text(strings::stored_as), {{depth + ", " + channels, ui.colors->text}}, width, ui.fonts.body);
  ImGui::Dummy({1, ui.px(2)});
  const int chosen =
      switch_beside(ui, "range", "", {ui.text(strings::whole_stage), ui.text(strings::seen_part)},
                    state.measuring.in_view ? 1 : 0, width);
  if (chosen >= 0) state.measuring.in_view = chosen == 1;
  draw_statistics(ui, width);
  ImGui::Dummy({1, ui.px(2)});
  draw_histogram(ui, width);
  draw_profile(ui, width);
  draw_kept_pixels(ui, width, all_stages_);
  ImGui::Dummy({1, ui.px(8)});
}

}  // namespace pixelwhy::gui
