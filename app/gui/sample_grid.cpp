#include "gui/sample_grid.h"

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

void put_thumbnail(Ui& ui, const cv::Mat& picture, ImVec2 min, ImVec2 max) {
  const ImVec2 room{max.x - min.x, max.y - min.y};
  const auto w = static_cast<float>(picture.cols);
  const auto h = static_cast<float>(picture.rows);
  const float fill = std::max(room.x / w, room.y / h);
  const ImVec2 part{room.x / (w * fill), room.y / (h * fill)};
  const auto texture = static_cast<std::uintptr_t>(ui.textures.small(picture));
  ImGui::GetWindowDrawList()->AddImageRounded(
      reinterpret_cast<ImTextureID>(texture), min, max, {0.5F - part.x / 2, 0.5F - part.y / 2},
      {0.5F + part.x / 2, 0.5F + part.y / 2}, IM_COL32_WHITE, ui.px(4));
}

namespace {

bool sample_card(Ui& ui, const SampleEntry& sample, const std::string& id, bool chosen, ImVec2 at,
                 ImVec2 size) {
  const Palette& c = *ui.colors;
  ImGui::SetCursorScreenPos(at);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), size);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + size.x, at.y + size.y},
                      packed(chosen    ? c.accent_soft
                             : hovered ? c.raised_more
                                       : c.raised),
                      ui.px(8));
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const float pad = ui.px(6);
  const float caption = ui.px(26);
  if (!sample.thumbnail.empty()) {
    put_thumbnail(ui, sample.thumbnail, {at.x + pad, at.y + pad},
                  {at.x + size.x - pad, at.y + size.y - caption});
  }
  const std::string name = shortened(ui.fonts.small, ui.text(sample.name), size.x - 2 * pad);
  put_text(
      list, ui.fonts.small,
      {at.x + pad + ui.px(2), at.y + size.y - caption + (caption - ui.fonts.small->FontSize) / 2 - ui.px(1)},
      packed(c.text), name);
  if (hovered) tooltip(ui, ui.text(sample.teaches.empty() ? sample.name : sample.teaches));
  return clicked;
}

}  // namespace

std::optional<std::string> sample_grid(Ui& ui, SampleLoader& samples, const std::string& chosen,
                                       const std::string& prefix) {
  std::optional<std::string> picked;
  const std::vector<SampleEntry>& entries = samples.entries();
  const ImVec2 size = ui.px(148, 118);
  const float gap = ui.px(8);
  const float room = ImGui::GetContentRegionAvail().x + gap;
  const int columns = std::clamp(static_cast<int>(room / (size.x + gap)), 1, 4);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float y = start.y;
  int column = 0;
  const Text* group = nullptr;
  for (const SampleEntry& sample : entries) {
    if (!group || !(*group == sample.group)) {
      if (column > 0) y += size.y + gap;
      column = 0;
      if (!sample.group.empty()) {
        put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {start.x, y}, packed(ui.colors->muted),
                 ui.text(sample.group));
        y += ui.px(24);
      }
      group = &sample.group;
    }
    const ImVec2 at{start.x + (size.x + gap) * static_cast<float>(column), y};
    const std::string spec = "sample:" + sample.id;
    if (sample_card(ui, sample, prefix + spec, chosen == spec, at, size)) picked = spec;
    if (++column == columns) {
      column = 0;
      y += size.y + gap;
    }
  }
  if (column > 0) y += size.y + gap;
  ImGui::SetCursorScreenPos({start.x, y});
  ImGui::Dummy({1, 1});
  if (entries.empty()) paragraph(ui, ui.text(strings::opening), ui.fonts.body, ui.colors->muted, ui.px(200));
  return picked;
}

}  // namespace pixelwhy::gui
