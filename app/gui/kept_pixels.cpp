#include <fmt/format.h>

#include <algorithm>

#include "gui/measuring_strings.h"
#include "gui/strings.h"
#include "gui/values_panel.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::string value_words(const cv::Mat& image, cv::Point at) {
  std::string words;
  for (int c = std::min(image.channels(), 3); c-- > 0;)
    words += (words.empty() ? "" : "  ") + brief_number(value_at(image, at, c), 6);
  return words;
}

/// The picture of a stage that the pixel is one of.
const cv::Mat* image_with(const AppState& state, StageId stage, const KeptPixel& pixel) {
  const auto look = state.looks.find(stage);
  if (look == state.looks.end() || look->second.result->error) return nullptr;
  const cv::Mat& image = look->second.result->output.image;
  return image.size() == pixel.size ? &image : nullptr;
}

void draw_all_stages(Ui& ui, const KeptPixel& pixel, float indent, float width) {
  const AppState& state = ui.state;
  for (const StageId stage : visible_stages(state)) {
    const cv::Mat* image = image_with(state, stage, pixel);
    if (!image) continue;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool shown = stage == state.shown_stage();
    const std::string name =
        ui.text(stage == source_stage ? strings::source : state.current_demo().stage_name(stage));
    const std::string words = value_words(*image, pixel.at);
    ui.fonts.need(words);
    ImDrawList* list = ImGui::GetWindowDrawList();
    put_text(list, ui.fonts.small, {at.x + indent, at.y},
             packed(shown ? ui.colors->accent : ui.colors->muted), name);
    put_text(list, ui.fonts.mono_small,
             {at.x + width - ui.px(32) - text_size(ui.fonts.mono_small, words).x, at.y},
             packed(ui.colors->text), words);
    ImGui::Dummy({width, ui.px(17)});
  }
}

}  // namespace

void draw_kept_pixels(Ui& ui, float width, bool& all_stages) {
  AppState& state = ui.state;
  auto& kept = state.measuring.kept;
  if (kept.empty()) return;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::Dummy({1, ui.px(6)});
  const ImVec2 head = ImGui::GetCursorScreenPos();
  put_text(list, ui.fonts.strong, {head.x, head.y + ui.px(4)}, packed(c.text), ui.text(strings::kept_pixels));
  const std::vector<std::string> labels{ui.text(strings::kept_shown), ui.text(strings::kept_all)};
  const float wide = std::min(segmented_width(ui, labels), width * 0.66F);
  ImGui::SetCursorScreenPos({head.x + width - wide, head.y});
  const int chosen = segmented(ui, "kept-stages", labels, all_stages ? 1 : 0, wide);
  if (chosen >= 0) all_stages = chosen == 1;
  ImGui::SetCursorScreenPos({head.x, head.y + ui.px(34)});
  std::optional<std::size_t> removed;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string number = std::to_string(i + 1);
    const ImVec2 middle{at.x + ui.px(10), at.y + ui.px(14)};
    list->AddCircleFilled(middle, ui.px(9), packed(c.second), 24);
    const ImVec2 size = text_size(ui.fonts.small, number);
    put_text(list, ui.fonts.small, {middle.x - size.x / 2, middle.y - size.y / 2}, packed(c.panel), number);
    put_text(list, ui.fonts.mono_small, {at.x + ui.px(28), at.y + ui.px(7)}, packed(c.muted),
             fmt::format("{}, {}", kept[i].at.x, kept[i].at.y));
    const cv::Mat* image = image_with(state, state.shown_stage(), kept[i]);
    const std::string words =
        image ? value_words(*image, kept[i].at) : std::string(ui.text(strings::kept_elsewhere));
    ImFont* font = image ? ui.fonts.mono : ui.fonts.small;
    const ImVec2 extent = text_size(font, words);
    ui.fonts.need(words);
    if (!all_stages || !image)
      put_text(list, font, {at.x + width - ui.px(34) - extent.x, at.y + ui.px(14) - extent.y / 2},
               packed(image ? c.text : c.muted), words);
    ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y});
    if (icon_button(ui, "kept-remove:" + number, Icon::Close, ui.text(strings::kept_remove))) removed = i;
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(30)});
    if (all_stages && image) draw_all_stages(ui, kept[i], ui.px(28), width);
  }
  if (removed) kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(*removed));
}

}  // namespace pixelwhy::gui
