#include "gui/values_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/plots.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

void row(Ui& ui, const std::string& name, const std::string& value, float width, ImFont* font) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui.fonts.need(value);
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_text(list, ui.fonts.body, at, packed(ui.colors->muted), name);
  put_text(list, font, {at.x + width - text_size(font, value).x, at.y}, packed(ui.colors->text), value);
  ImGui::Dummy({width, ui.px(20)});
}

}  // namespace

void ValuesPanel::measure(const cv::Mat& image) {
  // A quarter of a million samples tell the same as all pixels, and cost no frame.
  const double pixels = static_cast<double>(image.rows) * image.cols;
  const int stride = std::max(1, static_cast<int>(std::sqrt(pixels / 250000)));
  std::vector<double> samples;
  for (int y = 0; y < image.rows; y += stride) {
    for (int x = 0; x < image.cols; x += stride) {
      for (int c = 0; c < image.channels(); ++c) {
        const double value = value_at(image, {x, y}, c);
        if (std::isfinite(value)) samples.push_back(value);
      }
    }
  }
  histogram_ = {};
  least_ = greatest_ = mean_ = 0;
  if (samples.empty()) return;
  const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
  least_ = *low;
  greatest_ = *high;
  for (const double value : samples) mean_ += value / static_cast<double>(samples.size());
  const bool bytes = image.depth() == CV_8U;
  const double from = bytes ? 0 : least_;
  const double to = bytes ? 256 : std::max(greatest_, least_ + 1e-9);
  constexpr int bins = 128;
  std::vector<double> counts(bins, 0.0);
  for (const double value : samples) {
    counts[static_cast<std::size_t>(
        std::clamp(static_cast<int>((value - from) / (to - from) * bins), 0, bins - 1))]++;
  }
  for (int i = 0; i < bins; ++i) {
    histogram_.x.push_back(from + (i + 0.5) * (to - from) / bins);
    // The square root keeps rare values visible beside a tall peak.
    histogram_.y.push_back(std::sqrt(counts[static_cast<std::size_t>(i)]));
  }
}

void ValuesPanel::draw(Ui& ui, float width) {
  const Look* look = ui.state.shown_look();
  if (!look || look->result->error || look->result->output.image.empty()) {
    paragraph(ui, ui.text(strings::no_data), ui.fonts.body, ui.colors->muted, width);
    return;
  }
  const cv::Mat& image = look->result->output.image;
  if (measured_.lock() != look->result) {
    measure(image);
    measured_ = look->result;
  }
  const std::string depth = ui.text(image.depth() == CV_8U    ? strings::bytes_8
                                    : image.depth() == CV_32F ? strings::floats_32
                                                              : strings::other_type);
  const std::string channels = ui.text(image.channels() == 1 ? strings::channels_1 : strings::channels_3);
  row(ui, ui.text(strings::size), fmt::format("{} × {}", image.cols, image.rows), width, ui.fonts.mono);
  row(ui, ui.text(strings::stored_as), depth + ", " + channels, width, ui.fonts.body);
  row(ui, ui.text(strings::least), brief_number(least_, 6), width, ui.fonts.mono);
  row(ui, ui.text(strings::greatest), brief_number(greatest_, 6), width, ui.fonts.mono);
  row(ui, ui.text(strings::mean), brief_number(mean_, 5), width, ui.fonts.mono);
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, ui.text(strings::data_histogram), ui.fonts.strong, ui.colors->text, width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(116);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(ui.colors->raised), ui.px(6));
  if (!histogram_.y.empty()) {
    const double top = std::max(1e-9, *std::max_element(histogram_.y.begin(), histogram_.y.end()));
    const auto count = static_cast<float>(histogram_.y.size());
    const float inner = width - ui.px(16);
    for (std::size_t i = 0; i < histogram_.y.size(); ++i) {
      const float left = at.x + ui.px(8) + inner * static_cast<float>(i) / count;
      const float tall = static_cast<float>(histogram_.y[i] / top) * (height - ui.px(16));
      if (tall > 0) {
        list->AddRectFilled({left, at.y + height - ui.px(8) - tall},
                            {left + inner / count, at.y + height - ui.px(8)}, packed(ui.colors->accent));
      }
    }
  }
  ImGui::Dummy({width, height});
  const ImVec2 below = ImGui::GetCursorScreenPos();
  const std::string low = brief_number(image.depth() == CV_8U ? 0 : least_, 4);
  const std::string high = brief_number(image.depth() == CV_8U ? 255 : greatest_, 4);
  put_text(list, ui.fonts.small, below, packed(ui.colors->muted), low);
  put_text(list, ui.fonts.small, {below.x + width - text_size(ui.fonts.small, high).x, below.y},
           packed(ui.colors->muted), high);
  ImGui::Dummy({width, ui.px(20)});
}

}  // namespace pixelwhy::gui
