#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/card.h"
#include "gui/figure_sheet.h"
#include "gui/figure_strings.h"
#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

void skip(Ui& ui, float units) { ImGui::Dummy({1, ui.px(units)}); }

}  // namespace

void FigureSheet::draw_stages(Ui& ui, float width) {
  AppState& state = ui.state;
  const Request& request = shown_->request;
  const Demo& demo = *request.demo;
  heading(ui, strings::figure_stages, width);
  std::vector<StageId> all{source_stage};
  for (std::size_t i = 0; i < demo.stages.size(); ++i) {
    if (demo.stages[i].active(request.settings)) all.push_back(static_cast<StageId>(i));
  }
  std::vector<StageId> chosen = stages(state);
  std::sort(chosen.begin(), chosen.end());
  std::vector<StageId> story = figure_stages(demo, request.settings);
  std::sort(story.begin(), story.end());
  const std::vector<StageId> current{shown_->stage};
  const int now = chosen == story ? 0 : chosen == all ? 1 : chosen == current ? 2 : -1;
  const int quick = segments(
      ui, "save:stages",
      {ui.text(strings::figure_story), ui.text(strings::figure_all), ui.text(strings::figure_current)}, now,
      width);
  auto& kept = state.saving.stages;
  if (quick == 0) kept.erase(demo.id);
  if (quick == 1) kept[demo.id] = all;
  if (quick == 2) kept[demo.id] = current;
  skip(ui, 6);
  bool changed = quick >= 0;
  // In two columns, since there may be ten of them.
  const float each = (width - ui.px(8)) / 2;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const std::size_t rows = (all.size() + 1) / 2;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const float x = start.x + (i >= rows ? each + ui.px(8) : 0);
    ImGui::SetCursorScreenPos({x, start.y + ui.px(26) * static_cast<float>(i % rows)});
    bool on = std::find(chosen.begin(), chosen.end(), all[i]) != chosen.end();
    const std::string name = shortened(ui.fonts.body, ui.text(demo.stage_name(all[i])), each - ui.px(26));
    if (!check(ui, "save:stage:" + demo.stage_id(all[i]), name, on, each)) continue;
    std::erase(chosen, all[i]);
    if (on) chosen.push_back(all[i]);
    std::sort(chosen.begin(), chosen.end());
    kept[demo.id] = chosen;
    if (chosen == story) kept.erase(demo.id);
    changed = true;
  }
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(26) * static_cast<float>(rows)});
  if (changed) propose_name(state);
}

void FigureSheet::draw_figure_options(Ui& ui, float width) {
  Saving& saving = ui.state.saving;
  const float label = ui.px(92);
  const auto row = [&](const Text& name, const std::string& id, const std::vector<std::string>& labels,
                       int now) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    put_text(ImGui::GetWindowDrawList(), ui.fonts.body,
             {at.x, at.y + (ui.px(26) - ui.fonts.body->FontSize) / 2}, packed(ui.colors->text),
             ui.text(name));
    ImGui::SetCursorScreenPos({at.x + label, at.y});
    const int clicked = segments(ui, id, labels, now, width - label);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
    return clicked;
  };
  skip(ui, 12);
  const int format =
      row(strings::figure_format, "save:format", {"PNG", "SVG", "PDF"}, static_cast<int>(saving.format));
  if (format >= 0) choose_format(ui.state, static_cast<FigureFormat>(format));
  const int look =
      row(strings::figure_look, "save:look",
          {ui.text(strings::figure_print), ui.text(strings::figure_screen)}, saving.dark ? 1 : 0);
  if (look >= 0) saving.dark = look == 1;
  if (saving.format == FigureFormat::Png) {
    const int scale =
        row(strings::figure_resolution, "save:scale", {"1×", "2×", "3×", "4×"}, saving.scale - 1);
    if (scale >= 0) saving.scale = scale + 1;
  }
  const int columns = row(strings::figure_columns, "save:columns",
                          {ui.text(strings::figure_auto), "1", "2", "3", "4", "5"}, saving.columns);
  if (columns >= 0) saving.columns = columns;
  skip(ui, 4);
  check(ui, "save:caption", ui.text(strings::figure_caption), saving.caption, width);
  check(ui, "save:source-name", ui.text(strings::figure_source_name), saving.source_name, width,
        saving.caption);
  check(ui, "save:explained", ui.text(strings::figure_explained), saving.explained, width,
        shown_->pin.has_value());
  if (saving.format == FigureFormat::Png && !shown_->source.starts_with("sample:"))
    check(ui, "save:carries", ui.text(strings::figure_carries), saving.carries_source, width);
}

void FigureSheet::draw_options(Ui& ui, float width) {
  Saving& saving = ui.state.saving;
  std::vector<std::string> kinds;
  for (const Text& name : strings::figure_kinds) kinds.emplace_back(ui.text(name));
  const int kind = segments(ui, "save:kind", kinds, static_cast<int>(saving.kind), width);
  if (kind >= 0) choose_kind(ui.state, static_cast<SavedKind>(kind));
  skip(ui, 6);
  paragraph(ui, ui.text(strings::figure_kind_notes[static_cast<int>(saving.kind)]), ui.fonts.small,
            ui.colors->muted, width);
  skip(ui, 12);
  if (saving.kind != SavedKind::Figure) return;
  draw_stages(ui, width);
  draw_figure_options(ui, width);
}

void FigureSheet::draw_preview_part(Ui& ui, ImVec2 min, ImVec2 max) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(c.canvas), ui.px(8));
  ui.mark("save:preview", min, max);
  const float pad = ui.px(12);
  const float line = ui.px(22);
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  room_ = {static_cast<int>(std::max(16.0F, max.x - min.x - 2 * pad) * scale.x),
           static_cast<int>(std::max(16.0F, max.y - min.y - 2 * pad - line) * scale.y)};
  most_ = static_cast<double>(ui.scale * scale.x);
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y - line) / 2};
  const cv::Mat& picture = preview_.picture;
  if (!preview_.problem.empty()) {
    const std::vector<Span> words{{ui.text(preview_.problem), ui.fonts.body, packed(c.bad)}};
    const float width = max.x - min.x - 2 * pad;
    flow(list, {min.x + pad, middle.y - flow(nullptr, {}, words, width).y / 2}, words, width);
    return;
  }
  if (picture.empty()) {
    const std::string words = ui.text(strings::figure_drawing);
    put_text(list, ui.fonts.body, {middle.x - text_size(ui.fonts.body, words).x / 2, middle.y - ui.px(8)},
             packed(c.muted), words);
    return;
  }
  // One pixel of the preview is one of the screen, also while a newer one for another room is drawn.
  const float fit = std::min({1.0F, static_cast<float>(room_.width) / static_cast<float>(picture.cols),
                              static_cast<float>(room_.height) / static_cast<float>(picture.rows)});
  const ImVec2 size{static_cast<float>(picture.cols) * fit / scale.x,
                    static_cast<float>(picture.rows) * fit / scale.y};
  const ImVec2 at{std::round(middle.x - size.x / 2), std::round(middle.y - size.y / 2)};
  const auto texture = static_cast<std::uintptr_t>(ui.textures.small(picture));
  list->AddImage(reinterpret_cast<ImTextureID>(texture), at, {at.x + size.x, at.y + size.y});
  list->AddRect({at.x - 1, at.y - 1}, {at.x + size.x + 1, at.y + size.y + 1}, packed(c.border));
  std::string words = fmt::format("{} × {} ", preview_.size.width, preview_.size.height);
  const bool vector =
      ui.state.saving.kind == SavedKind::Figure && ui.state.saving.format != FigureFormat::Png;
  words = vector ? ui.text(strings::figure_vector) : words + ui.text(strings::figure_pixels);
  put_text(list, ui.fonts.small,
           {middle.x - text_size(ui.fonts.small, words).x / 2,
            max.y - line - ui.px(4) + (line - ui.fonts.small->FontSize) / 2},
           packed(c.muted), words);
}

void FigureSheet::draw_file(Ui& ui, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool dialog = FileDialog::available();
  const std::string choose = ui.text(strings::figure_choose);
  const float choose_width = dialog ? text_button_width(ui, choose) + ui.px(6) : 0;
  const bool stacked = width < ui.px(480);
  const float gap = ui.px(12);
  const float folder_width = stacked ? width : std::floor((width - gap) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_text(list, ui.fonts.small, at, packed(ui.colors->muted), ui.text(strings::figure_folder));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(20)});
  if (field(ui, "save:folder", folder_, folder_width - choose_width)) problem_ = {};
  if (dialog) {
    ImGui::SetCursorScreenPos({at.x + folder_width - choose_width + ui.px(6), at.y + ui.px(20)});
    if (button(ui, "save:choose", choose, false, !writing_))
      dialog_.ask_where(ui.text(strings::figure_title),
                        (std::filesystem::path(pasted_path(folder_)) / name_).string());
  }
  const ImVec2 second = stacked ? ImVec2{at.x, at.y + ui.px(60)} : ImVec2{at.x + folder_width + gap, at.y};
  put_text(list, ui.fonts.small, second, packed(ui.colors->muted), ui.text(strings::figure_name));
  ImGui::SetCursorScreenPos({second.x, second.y + ui.px(20)});
  if (field(ui, "save:name", name_, stacked ? width : width - folder_width - gap)) {
    named_ = true;
    problem_ = {};
    follow_extension(ui.state);
  }
  ImGui::SetCursorScreenPos({at.x, second.y + ui.px(56)});
}

void FigureSheet::draw_foot(Ui& ui, ImVec2 min, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const std::string yes = ui.text(asking_ ? strings::figure_replace : strings::figure_save);
  const std::string no = ui.text(asking_ ? strings::figure_keep : strings::figure_cancel);
  const Text hindrance = why_not(state);
  float x = min.x + width - text_button_width(ui, yes);
  const float buttons = text_button_width(ui, yes) + text_button_width(ui, no) + ui.px(8);
  const bool stacked = width - buttons < ui.px(180);
  const float room = stacked ? width : width - buttons - ui.px(16);
  std::string words;
  bool bad = false;
  if (writing_) {
    words = ui.text(progress_);
  } else if (asking_) {
    words = "'" + name_ + "'" + ui.text(strings::figure_exists);
  } else if (!problem_.empty()) {
    words = ui.text(problem_);
    bad = true;
  } else if (!hindrance.empty() && preview_.problem.empty()) {
    words = ui.text(hindrance);
  }
  ui.fonts.need(words);
  const std::vector<Span> spans{{words, ui.fonts.body, packed(bad ? c.bad : asking_ ? c.text : c.muted)}};
  const float height = words.empty() ? 0 : flow(nullptr, {}, spans, room).y;
  const float top = stacked && height > 0 ? min.y + height + ui.px(8) : min.y;
  const float words_y = stacked ? min.y : std::max(min.y - ui.px(6), min.y + (ui.px(32) - height) / 2);
  flow(ImGui::GetWindowDrawList(), {min.x, words_y}, spans, room);
  if (!words.empty()) ui.mark("save:words", {min.x, words_y}, {min.x + room, words_y + height});
  ImGui::SetCursorScreenPos({x - text_button_width(ui, no) - ui.px(8), top});
  if (button(ui, asking_ ? "save:keep" : "save:cancel", no, false, true)) escape(state);
  if (!state.saving.open) return;
  const bool asked = asking_;
  ImGui::SetCursorScreenPos({x, top});
  if (button(ui, asked ? "save:replace" : "save:save", yes, true, !writing_ && hindrance.empty()))
    save(state, asked);
}

void FigureSheet::draw_sheet(Ui& ui, ImVec2 min, ImVec2 max) {
  const bool narrow = max.x - min.x < ui.px(720);
  const bool low = max.y - min.y < ui.px(360);
  const float pad = ui.px(narrow || low ? 12 : 24);
  const float left = min.x + pad;
  const float right = max.x - pad;
  float y = min.y + pad;
  const float side = ui.px(28);
  put_text(ImGui::GetWindowDrawList(), low ? ui.fonts.strong : ui.fonts.title, {left, y},
           packed(ui.colors->text), ui.text(strings::figure_title));
  ImGui::SetCursorScreenPos({right - side, y - ui.px(4)});
  if (icon_button(ui, "save:close", Icon::Close, "Esc")) escape(ui.state);
  if (!ui.state.saving.open) return;
  y += ui.px(low ? 28 : 40);
  ImGui::SetCursorScreenPos({left - ui.px(3), y});
  if (narrow) {  // all in one column that scrolls
    ImGui::BeginChild("save column", {right - left + ui.px(10), max.y - y - ui.px(8)});
    skip(ui, 3);
    const float width = right - left - ui.px(10);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 corner{at.x + ui.px(3), at.y};
    const float tall = std::clamp((max.y - y) * 0.45F, ui.px(100), ui.px(320));
    draw_preview_part(ui, corner, {corner.x + width, corner.y + tall});
    ImGui::SetCursorScreenPos({corner.x, corner.y + tall + ui.px(12)});
    ImGui::BeginGroup();
    draw_options(ui, width);
    skip(ui, 12);
    draw_file(ui, width);
    const ImVec2 foot = ImGui::GetCursorScreenPos();
    draw_foot(ui, {foot.x, foot.y + ui.px(4)}, width);
    if (shown_) skip(ui, 8);
    ImGui::EndGroup();
    ImGui::EndChild();
    return;
  }
  const float options = ui.px(328);
  const float foot = max.y - pad - ui.px(32);
  const float split = right - options - ui.px(24);
  const float file = foot - ui.px(low ? 60 : 72);
  draw_preview_part(ui, {left, y}, {split, std::max(y + ui.px(40), file - ui.px(12))});
  ImGui::SetCursorScreenPos({left, file});
  ImGui::BeginGroup();
  draw_file(ui, split - left);
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos({split + ui.px(20), y});
  ImGui::BeginChild("save options", {options + ui.px(16), foot - y - ui.px(12)});
  ImGui::SetCursorPos({ui.px(4), ui.px(3)});
  ImGui::BeginGroup();
  draw_options(ui, options);
  ImGui::EndGroup();
  ImGui::EndChild();
  draw_foot(ui, {left, foot}, right - left);
}

void FigureSheet::draw(Ui& ui) {
  AppState& state = ui.state;
  if (!state.saving.open || !shown_) {
    drawn_ = false;
    return;
  }
  if (veil() && drawn_ && !writing_) return end(state);
  order_.clear();
  if (editing_.empty()) typing_ = false;
  if (editing_ != typed_) typing_ = false;
  typed_ = editing_;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float margin = std::min(screen.x, screen.y) < ui.px(480) ? ui.px(8) : ui.px(24);
  const ImVec2 size{std::min(ui.px(1080), screen.x - 2 * margin),
                    std::min(ui.px(720), screen.y - 2 * margin)};
  const ImVec2 at{std::round((screen.x - size.x) / 2), std::round((screen.y - size.y) / 2)};
  begin_card(ui, "figure sheet", at, size.x, size.y, ui.colors->panel, 0);
  if (!drawn_) ImGui::SetWindowFocus();  // above the veil
  drawn_ = true;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  draw_sheet(ui, at, {at.x + size.x, at.y + size.y});
  ImGui::PopStyleVar();
  ImGui::End();
  scroll_to_focus_ = space_ = false;
  arrow_ = 0;
  // After the fields, so that what was typed before Enter is saved with it.
  for (const std::string& key : std::exchange(state.saving.keys, {})) {
    if (shown_) press(state, key);
  }
}

}  // namespace pixelwhy::gui
