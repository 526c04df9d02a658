#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/card.h"
#include "gui/parameter_words.h"
#include "gui/pasted_path.h"
#include "gui/sweep_sheet.h"
#include "gui/sweep_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr SweepForm forms[] = {SweepForm::Png,  SweepForm::Svg,      SweepForm::Pdf,
                               SweepForm::Webp, SweepForm::Matroska, SweepForm::Mp4};

/// Moves the cursor down from where a group began.
void skip(Ui& ui, float units) { ImGui::Dummy({1, ui.px(units)}); }

void label(Ui& ui, const Text& words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small, at, packed(ui.colors->muted), ui.text(words));
  ImGui::Dummy({1, ui.px(20)});
}

const Parameter& parameter_at(const AppState& state, int index) {
  return state.current_demo().parameters[static_cast<std::size_t>(index)];
}

}  // namespace

bool SweepSheet::field(Ui& ui, const std::string& id, std::string& text, float width) {
  ImGui::PushID(id.c_str());
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ui.px(8, 7));
  const bool changed = ImGui::InputText("##field", &text, ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  ui.fonts.need(text);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (ImGui::IsItemActive())
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        packed(ui.colors->accent), ui.px(6), 0, ui.px(1.5F));
  ImGui::PopID();
  if (changed) asking_ = false;
  return changed;
}

void SweepSheet::draw_selector(Ui& ui, std::size_t axis, float width) {
  AppState& state = ui.state;
  Choices& chosen = choices(state);
  Choice& choice = chosen[axis];
  const Choice& other = chosen[1 - axis];
  const std::string id = "sweep:parameter:" + std::to_string(axis);
  const std::string none = ui.text(strings::sweep_none);
  const std::string preview = choice.parameter ? ui.text(parameter_at(state, *choice.parameter).name) : none;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(id.c_str());
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ui.px(8, 7));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(8, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(8, 6));
  const bool open = ImGui::BeginCombo("##selector", preview.c_str(), ImGuiComboFlags_NoArrowButton);
  const ImVec2 min = at;
  const ImVec2 max{at.x + width, at.y + ImGui::GetFrameHeight()};
  std::optional<std::optional<int>> picked;
  if (open) {
    if (axis == 1) {
      if (ImGui::Selectable(none.c_str(), !choice.parameter)) picked.emplace(std::nullopt);
      ui.mark(id + ":none", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
    for (const int index : parameters_in_order(state.current_demo())) {
      const Parameter& parameter = parameter_at(state, index);
      if (other.parameter == index || !can_sweep(parameter)) continue;
      const std::string words = std::string(ui.text(parameter.name)) + "##" + parameter.id;
      if (ImGui::Selectable(words.c_str(), choice.parameter == index)) picked.emplace(index);
      ui.mark(id + ":" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar(3);
  ImGui::PopID();
  ui.mark(id, min, max);
  draw_icon(ImGui::GetWindowDrawList(), Icon::Down, {max.x - ui.px(16), (min.y + max.y) / 2 + ui.px(1)},
            ui.px(10), packed(ui.colors->muted));
  if (picked && *picked != choice.parameter) {
    fill(state, choice, *picked);
    asking_ = false;
  }
}

void SweepSheet::draw_numbers(Ui& ui, std::size_t axis, float width) {
  Choice& choice = choices(ui.state)[axis];
  const Parameter& parameter = parameter_at(ui.state, *choice.parameter);
  const float gap = ui.px(8);
  const float one = std::floor((width - 2 * gap) / 3);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string end = ":" + std::to_string(axis);
  const std::pair<const Text&, std::string*> fields[] = {{strings::sweep_from, &choice.from},
                                                         {strings::sweep_to, &choice.to},
                                                         {strings::sweep_step, &choice.step}};
  const char* names[] = {"sweep:from", "sweep:to", "sweep:step"};
  for (std::size_t i = 0; i < 3; ++i) {
    const float x = at.x + static_cast<float>(i) * (one + gap);
    put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x, at.y}, packed(ui.colors->muted),
             ui.text(fields[i].first));
    ImGui::SetCursorScreenPos({x, at.y + ui.px(20)});
    field(ui, names[i] + end, *fields[i].second, one);
  }
  const float bottom = ImGui::GetItemRectMax().y;
  const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
  const std::string words = ui.text(strings::sweep_accepted) + format_number(parameter.hard.low) +
                            ui.text(strings::sweep_range_to) + format_number(parameter.hard.high) + unit;
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {at.x, bottom + ui.px(6)}, packed(ui.colors->muted),
           ui.raw(words));
  ImGui::SetCursorScreenPos({at.x, bottom + ui.px(24)});
}

/// A button for each option, that is pressed in or not.
void SweepSheet::draw_switches(Ui& ui, std::size_t axis, float width) {
  Choice& choice = choices(ui.state)[axis];
  const Parameter& parameter = parameter_at(ui.state, *choice.parameter);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = 0, y = 0;
  const std::vector<Value> values = listed_values(parameter);
  for (std::size_t i = 0; i < choice.on.size(); ++i) {
    const Value& value = values[i];
    const std::string words = value_words(parameter, value, ui.state.language);
    ui.fonts.need(words);
    const float wide = text_button_width(ui, words);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += ui.px(38);
    }
    ImGui::SetCursorScreenPos({at.x + x, at.y + y});
    const std::string id = fmt::format("sweep:option:{}:{}", axis, format_value(parameter, value));
    if (text_button(ui, id, words, choice.on[i] ? ButtonLook::Filled : ButtonLook::Plain)) {
      choice.on[i] = !choice.on[i];
      asking_ = false;
    }
    x += wide + ui.px(6);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + y + ui.px(38)});
}

void SweepSheet::draw_axis(Ui& ui, std::size_t axis, float width) {
  const bool alone = !choices(ui.state)[1].parameter;
  label(ui, axis == 1 ? strings::sweep_second : alone ? strings::sweep_first : strings::sweep_first_of_two);
  draw_selector(ui, axis, width);
  const Choice& choice = choices(ui.state)[axis];
  if (!choice.parameter) return;
  skip(ui, 8);
  if (is_numeric(parameter_at(ui.state, *choice.parameter))) {
    draw_numbers(ui, axis, width);
  } else {
    draw_switches(ui, axis, width);
  }
}

void SweepSheet::draw_form(Ui& ui, float width) {
  label(ui, strings::sweep_form);
  const int now = static_cast<int>(std::find(std::begin(forms), std::end(forms), form_) - std::begin(forms));
  const int picked = segmented(ui, "sweep:form", {"PNG", "SVG", "PDF", "WebP", "MKV", "MP4"}, now, width);
  if (picked >= 0) choose_form(forms[picked]);
  skip(ui, 6);
  const bool moving = moves(form_);
  paragraph(ui, ui.text(moving ? strings::sweep_moving_note : strings::sweep_sheet_note), ui.fonts.small,
            ui.colors->muted, width);
  skip(ui, 12);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float gap = ui.px(16);
  const float half = std::floor((width - gap) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_text(list, ui.fonts.small, at, packed(ui.colors->muted), ui.text(strings::sweep_look));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(20)});
  const int look = segmented(
      ui, "sweep:look", {ui.text(strings::sweep_print), ui.text(strings::sweep_screen)}, dark_ ? 1 : 0, half);
  if (look >= 0) dark_ = look == 1;
  const ImVec2 right{at.x + half + gap, at.y};
  put_text(list, ui.fonts.small, right, packed(ui.colors->muted),
           ui.text(moving ? strings::sweep_rate : strings::sweep_resolution));
  ImGui::SetCursorScreenPos({right.x, right.y + ui.px(20)});
  if (moving) {
    const int rate = segmented(ui, "sweep:rate", {"2", "5", "10", "25"}, static_cast<int>(rate_), half);
    if (rate >= 0) rate_ = static_cast<std::size_t>(rate);
  } else {
    const int scale = segmented(ui, "sweep:scale", {"1×", "2×", "3×", "4×"}, scale_ - 1, half);
    if (scale >= 0) scale_ = scale + 1;
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(54)});
}

void SweepSheet::draw_file(Ui& ui, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float gap = ui.px(8);
  const float half = std::floor((width - gap) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_text(list, ui.fonts.small, at, packed(ui.colors->muted), ui.text(strings::sweep_folder));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(20)});
  field(ui, "sweep:folder", folder_, half);
  put_text(list, ui.fonts.small, {at.x + half + gap, at.y}, packed(ui.colors->muted),
           ui.text(strings::sweep_name));
  ImGui::SetCursorScreenPos({at.x + half + gap, at.y + ui.px(20)});
  if (field(ui, "sweep:name", name_, half)) {
    named_ = true;
    if (const auto typed = form()) form_ = *typed;
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(58)});
}

void SweepSheet::draw_options(Ui& ui, float width) {
  draw_axis(ui, 0, width);
  skip(ui, 12);
  draw_axis(ui, 1, width);
  skip(ui, 14);
  draw_form(ui, width);
  skip(ui, 12);
  draw_file(ui, width);
}

void SweepSheet::draw_foot(Ui& ui, ImVec2 min, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  assess(state);
  Text bad = hindrance_;
  if (bad.empty())
    bad = hindrance(state, std::filesystem::path(folder_.empty() ? "" : pasted_path(folder_)) / name_);
  const std::string yes = ui.text(asking_ ? strings::sweep_replace : strings::sweep_start);
  const std::string no = ui.text(asking_ ? strings::sweep_keep : strings::sweep_cancel);
  const float yes_width = text_button_width(ui, yes);
  const float buttons = yes_width + text_button_width(ui, no) + ui.px(8);
  std::string words = count_;
  if (asking_) words = "'" + name_ + "'" + ui.text(strings::sweep_exists);
  if (state.sweeping.running) words = ui.text(strings::sweep_running);
  if (!bad.empty()) words = ui.text(bad);
  ui.fonts.need(words);
  const float room = width - buttons - ui.px(16);
  const std::vector<Span> spans{{words, ui.fonts.small, packed(!bad.empty() ? c.bad : c.muted)}};
  const float height = flow(nullptr, {}, spans, room).y;
  const float y = min.y + std::max(0.0F, (ui.px(32) - height) / 2);
  flow(ImGui::GetWindowDrawList(), {min.x, y}, spans, room);
  ui.mark("sweep:words", {min.x, y}, {min.x + room, y + height});
  ImGui::SetCursorScreenPos({min.x + width - buttons, min.y});
  if (text_button(ui, asking_ ? "sweep:keep" : "sweep:close", no)) escape(state);
  ImGui::SetCursorScreenPos({min.x + width - yes_width, min.y});
  const bool ready = bad.empty() && !state.sweeping.running && state.frame;
  if (text_button(ui, asking_ ? "sweep:replace" : "sweep:start", yes, ButtonLook::Filled, ready))
    start(state, asking_);
}

void SweepSheet::draw_sheet(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const bool low = max.y - min.y < ui.px(520);
  const float pad = ui.px(low ? 16 : 24);
  const float width = max.x - min.x - 2 * pad;
  put_text(ImGui::GetWindowDrawList(), low ? ui.fonts.strong : ui.fonts.title, {min.x + pad, min.y + pad},
           packed(ui.colors->text), ui.text(strings::sweep_title));
  ImGui::SetCursorScreenPos({max.x - pad - ui.px(28), min.y + pad - ui.px(4)});
  if (icon_button(ui, "sweep:x", Icon::Close, "Esc")) state.sweeping.open = false;
  const float top = min.y + pad + ui.px(low ? 28 : 40);
  const float foot = max.y - pad - ui.px(36);
  ImGui::SetCursorScreenPos({min.x + pad, top});
  ImGui::BeginChild("sweep options", {width + ui.px(12), foot - top - ui.px(12)});
  ImGui::BeginGroup();
  draw_options(ui, width);
  ImGui::EndGroup();
  content_ = ImGui::GetItemRectSize().y;
  ImGui::EndChild();
  draw_foot(ui, {min.x + pad, foot}, width);
}

/// How far it is, over the canvas; the window is not covered.
void SweepSheet::draw_progress(Ui& ui, ImVec2 min, ImVec2 max) {
  Sweeping& sweeping = ui.state.sweeping;
  const Palette& c = *ui.colors;
  const float width = std::min(ui.px(320), max.x - min.x - ui.px(24));
  const float height = ui.px(84);
  const ImVec2 at{max.x - width - ui.px(12), max.y - height - ui.px(12)};
  begin_card(ui, "sweep progress", at, width, height, c.panel, 0);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string cancel = ui.text(strings::sweep_cancel);
  const float button = text_button_width(ui, cancel);
  const std::string far = sweeping.done < sweeping.total
                              ? fmt::format("{} / {}", sweeping.done, sweeping.total)
                              : ui.text(strings::sweep_writing);
  ui.fonts.need(far);
  const std::string name = ui.text(strings::sweep_progress);
  const float left = at.x + ui.px(16);
  put_text(list, ui.fonts.strong, {left, at.y + ui.px(18)}, packed(c.text), name);
  put_text(list, ui.fonts.body, {left + text_size(ui.fonts.strong, name).x + ui.px(10), at.y + ui.px(18)},
           packed(c.muted), far);
  ImGui::SetCursorScreenPos({at.x + width - button - ui.px(12), at.y + ui.px(11)});
  if (text_button(ui, "sweep:stop", cancel, ButtonLook::Plain, !sweeping.cancelled))
    sweeping.cancelled = true;
  const float share =
      sweeping.total == 0 ? 0 : static_cast<float>(sweeping.done) / static_cast<float>(sweeping.total);
  const float y = at.y + height - ui.px(22);
  const float right = at.x + width - ui.px(16);
  list->AddRectFilled({left, y}, {right, y + ui.px(6)}, packed(c.raised_more), ui.px(3));
  list->AddRectFilled({left, y}, {left + std::max(ui.px(6), (right - left) * share), y + ui.px(6)},
                      packed(c.accent), ui.px(3));
  ui.mark("sweep:progress", {left, y}, {right, y + ui.px(6)});
  ImGui::End();
}

void SweepSheet::draw(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max) {
  AppState& state = ui.state;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (state.sweeping.running) {
    const ImVec2 max{std::min(canvas_max.x, screen.x), std::min(canvas_max.y, screen.y)};
    const bool strip = max.x - canvas_min.x < ui.px(240);
    draw_progress(ui, strip ? ImVec2{0, 0} : canvas_min, strip ? screen : max);
  }
  if (!state.sweeping.open) {
    drawn_ = false;
    return;
  }
  if (!drawn_) begin(state);
  if (veil() && drawn_) {
    state.sweeping.open = false;
    return;
  }
  const float margin = std::min(screen.x, screen.y) < ui.px(520) ? ui.px(8) : ui.px(24);
  const float usual = content_ > 0 ? content_ + ui.px(140) : ui.px(590);
  const ImVec2 size{std::min(ui.px(560), screen.x - 2 * margin), std::min(usual, screen.y - 2 * margin)};
  const ImVec2 at{std::round((screen.x - size.x) / 2), std::round((screen.y - size.y) / 2)};
  begin_card(ui, "sweep sheet", at, size.x, size.y, ui.colors->panel, 0);
  if (!drawn_) ImGui::SetWindowFocus();  // above the veil
  drawn_ = true;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  propose_name(state);
  draw_sheet(ui, at, {at.x + size.x, at.y + size.y});
  ImGui::PopStyleVar();
  ImGui::End();
  // After the fields, so that what was typed before Enter counts.
  for (const std::string& key : std::exchange(state.sweeping.keys, {})) {
    if (key == "Escape") escape(state);
    if (key == "Enter" && state.sweeping.open && hindrance_.empty()) start(state, asking_);
  }
}

}  // namespace pixelwhy::gui
