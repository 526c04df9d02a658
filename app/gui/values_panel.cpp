#include "gui/values_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "gui/measuring_strings.h"
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
  return (dark ? on_dark : on_light)[std::clamp(channel, 0, 2)];
}

ValuesPanel::ValuesPanel(std::function<void()> wake)
    : worker_([](const Job& job, const auto& publish,
                 const auto&) { publish(measure(job.result->output.image, job.where)); },
              std::move(wake)) {}

void ValuesPanel::draw_statistics(Ui& ui, float width) {
  const Palette& c = *ui.colors;
  const std::vector<std::size_t> order = in_order(shown_.channels.size());
  const bool colors = order.size() == 3;
  if (colors) {
    std::vector<Cell> names;
    for (const std::size_t i : order)
      names.push_back({std::string(1, "BGR"[i]), channel_color(static_cast<int>(i), ui.state.dark)});
    row(ui, "", names, width, ui.fonts.strong);
  }
  const auto put = [&](const Text& name, const std::function<double(const ChannelStatistics&)>& value,
                       int digits) {
    std::vector<Cell> cells;
    for (const std::size_t i : order)
      cells.push_back({brief_number(value(shown_.channels[i]), digits), c.text});
    row(ui, ui.text(name), cells, width, ui.fonts.mono);
  };
  using Channel = const ChannelStatistics&;
  if (!shown_.channels.empty())
    row(ui, ui.text(strings::pixel_count),
        {{std::to_string(shown_.channels[0].count + shown_.channels[0].nan + shown_.channels[0].infinite),
          c.text}},
        width, ui.fonts.mono);
  const auto any = [&](std::uint64_t ChannelStatistics::*what) {
    return std::any_of(shown_.channels.begin(), shown_.channels.end(),
                       [&](Channel ch) { return ch.*what > 0; });
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
  const int digits = colors ? 4 : 6;
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

/// The channels over each other; what the mouse points at is read out.
void ValuesPanel::draw_histogram(Ui& ui, float width) {
  Measuring& measuring = ui.state.measuring;
  const Palette& c = *ui.colors;
  const int chosen = switch_beside(ui, "scale", ui.text(strings::histogram),
                                   {ui.text(strings::linear), ui.text(strings::logarithmic)},
                                   measuring.logarithmic ? 1 : 0, width);
  if (chosen >= 0) measuring.logarithmic = chosen == 1;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(124);
  const float pad = ui.px(8);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  ImGui::InvisibleButton("histogram", {width, height});
  ui.mark("histogram", at, {at.x + width, at.y + height});
  const auto lifted = [&](double count) { return measuring.logarithmic ? std::log1p(count) : count; };
  double top = 0;
  std::size_t bins = 0;
  for (const ChannelStatistics& channel : shown_.channels) {
    bins = std::max(bins, channel.bins.size());
    for (const std::uint64_t count : channel.bins) top = std::max(top, lifted(static_cast<double>(count)));
  }
  if (bins == 0 || top <= 0) return;
  const float each = (width - 2 * pad) / static_cast<float>(bins);
  const bool colors = shown_.channels.size() == 3;
  for (std::size_t k = 0; k < shown_.channels.size(); ++k) {
    const auto& counts = shown_.channels[k].bins;
    const ImU32 color =
        colors ? packed(channel_color(static_cast<int>(k), ui.state.dark), 0.55F) : packed(c.accent);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      // What is rare is seen, however tall the tallest one is.
      const float tall = std::max(
          ui.px(1), static_cast<float>(lifted(static_cast<double>(counts[i])) / top) * (height - 2 * pad));
      const float left = at.x + pad + each * static_cast<float>(i);
      list->AddRectFilled({left, at.y + height - pad - tall},
                          {left + std::max(each, 1.0F), at.y + height - pad}, color);
    }
  }
  const double step = (shown_.high - shown_.low) / static_cast<double>(bins);
  if (ImGui::IsItemHovered()) {
    const float x = (ImGui::GetIO().MousePos.x - at.x - pad) / each;
    const auto bin = static_cast<std::size_t>(std::clamp(x, 0.0F, static_cast<float>(bins - 1)));
    const bool bytes = shown_.low == -0.5;
    const double low = shown_.low + step * static_cast<double>(bin);
    std::string words =
        bytes ? std::to_string(bin) : brief_number(low, 4) + " … " + brief_number(low + step, 4);
    words += ":";
    for (const std::size_t i : in_order(shown_.channels.size())) {
      const auto& counts = shown_.channels[i].bins;
      words += fmt::format("  {}", bin < counts.size() ? counts[bin] : 0);
    }
    tooltip(ui, words);
  }
  const ImVec2 below = ImGui::GetCursorScreenPos();
  const bool bytes = shown_.low == -0.5;
  const std::string low = brief_number(bytes ? 0 : shown_.low, 4);
  const std::string high = brief_number(bytes ? 255 : shown_.high, 4);
  put_text(list, ui.fonts.small, {below.x + pad, below.y}, packed(c.muted), low);
  put_text(list, ui.fonts.small, {below.x + width - pad - text_size(ui.fonts.small, high).x, below.y},
           packed(c.muted), high);
  ImGui::Dummy({width, ui.px(20)});
}

void ValuesPanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  const Look* look = state.shown_look();
  if (!look || look->result->error || look->result->output.image.empty()) {
    paragraph(ui, ui.text(strings::no_data), ui.fonts.body, ui.colors->muted, width);
    return;
  }
  const cv::Mat& image = look->result->output.image;
  const cv::Rect where =
      state.measuring.in_view ? seen_part(state, image.size()) : cv::Rect({0, 0}, image.size());
  if (asked_.lock() != look->result || asked_where_ != where) {
    worker_.submit({look->result, where});
    asked_ = look->result;
    asked_where_ = where;
  }
  if (auto fresh = worker_.take()) shown_ = std::move(*fresh);
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
