#include "gui/note_taker.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/card.h"
#include "gui/folder_reader.h"
#include "gui/notebook_strings.h"
#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "gui/widgets.h"
#include "notes/file.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

constexpr float pad = 20;

std::string proposed_folder() {
  fs::path folder = user_folder("DOCUMENTS", "Documents");
  if (folder.empty()) folder = pasted_path("~");
  return told_path(folder / "PixelWhy");
}

/// A folder by its whole path; empty when nothing like it was typed.
fs::path whole_folder(const std::string& typed) {
  const std::string path = pasted_path(typed);
  return path.empty() || path.front() != '/' ? fs::path() : fs::path(path).lexically_normal();
}

}  // namespace

NoteTaker::NoteTaker(std::function<void()> wake)
    : dialog_(wake),
      worker_([](const Job& job, const auto& publish, const auto&) { publish(take(job)); }, std::move(wake)) {
}

NoteTaker::Taken NoteTaker::take(const Job& job) {
  Taken taken;
  taken.error = caught(strings::notes.en, [&] {
    if (job.make_folder) make_folder(job.folder);
    Note note;
    note.snapshot = whole_snapshot(job.picture);
    note.options = *job.picture.figure;
    note.figure = make_picture(job.picture);
    note.stage = job.picture.stage;
    taken.added = add_note(job.folder, note);
  });
  return taken;
}

void NoteTaker::add(AppState& state, bool make_folder) {
  auto picture = picture_to_copy(state, true);
  if (!picture) return void(state.notices.inform(strings::notes_no_picture));
  waiting_.push_back({std::move(*picture), state.notebook.folder, make_folder});
}

void NoteTaker::update(AppState& state) {
  Notebook& notebook = state.notebook;
  if (std::exchange(notebook.wanted, false)) {
    if (notebook.folder.empty()) {
      uncover(state);
      for_note_ = true;
      notebook.asking = true;
    } else {
      add(state, false);
    }
  }
  if (const auto chosen = dialog_.take(); chosen && !chosen->empty()) notebook.typed = *chosen;
  if (auto taken = worker_.take()) {
    if (taken->error) {
      Text why = taken->error->text();
      state.notices.error(std::move(why));
    } else {
      const std::string figure = taken->added.figure.filename().string();
      const std::string where = told_path(taken->added.file);
      state.notices.inform({strings::notes_added.en + where + strings::notes_with.en + figure,
                            strings::notes_added.zh + where + strings::notes_with.zh + figure},
                           {"notes-folder"});
    }
  }
  if (!waiting_.empty() && !worker_.busy()) {
    worker_.submit(std::move(waiting_.front()));
    waiting_.erase(waiting_.begin());
  }
}

void NoteTaker::choose(AppState& state) {
  Notebook& notebook = state.notebook;
  const fs::path folder = whole_folder(notebook.typed);
  if (folder.empty()) return void(state.notices.error(strings::notes_whole_path));
  notebook.folder = folder;
  notebook.asking = false;
  if (std::exchange(for_note_, false)) add(state, true);
}

void NoteTaker::draw_card(Ui& ui, float width) {
  AppState& state = ui.state;
  Notebook& notebook = state.notebook;
  const Palette& c = *ui.colors;
  paragraph(ui, ui.text(strings::notes_folder_title), ui.fonts.title, c.text, width);
  paragraph(ui, ui.text(strings::notes_folder_words), ui.fonts.body, c.muted, width);
  ImGui::Dummy({1, ui.px(4)});
  const bool dialog = FileDialog::available();
  const std::string choose_words = ui.text(strings::notes_choose);
  const float beside = dialog ? text_button_width(ui, choose_words) + ui.px(8) : 0;
  ImGui::SetNextItemWidth(width - beside);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((ui.px(32) - ui.fonts.body->FontSize) / 2)});
  if (!drawn_) ImGui::SetKeyboardFocusHere();
  const bool entered =
      ImGui::InputText("##notes-folder", &notebook.typed, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopStyleVar();
  ui.fonts.need(notebook.typed);
  ui.mark("##notes-folder", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (dialog) {
    ImGui::SameLine(0, ui.px(8));
    if (text_button(ui, "notes-choose", choose_words))
      dialog_.ask_folder(strings::notes_folder_title.in(state.language));
  }
  ImGui::Dummy({1, ui.px(6)});
  const std::string use = ui.text(for_note_ ? strings::notes_use_and_add : strings::notes_use);
  const std::string cancel = ui.text(strings::notes_cancel);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + width;
  const float use_width = text_button_width(ui, use);
  ImGui::SetCursorScreenPos({right - use_width, at.y});
  const bool used = text_button(ui, "notes-use", use, ButtonLook::Filled, !notebook.typed.empty());
  ImGui::SetCursorScreenPos({right - use_width - ui.px(8) - text_button_width(ui, cancel), at.y});
  if (text_button(ui, "notes-cancel", cancel)) notebook.asking = false;
  if (used || (entered && !notebook.typed.empty())) choose(state);
}

void NoteTaker::draw(Ui& ui) {
  Notebook& notebook = ui.state.notebook;
  if (!notebook.asking) {
    if (drawn_) for_note_ = false;
    drawn_ = false;
    return;
  }
  if (veil() && drawn_) {
    notebook.asking = false;
    return;
  }
  if (!drawn_ && notebook.typed.empty())
    notebook.typed = notebook.folder.empty() ? proposed_folder() : told_path(notebook.folder);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(520), screen.x - ui.px(24));
  const float height = std::min(height_, screen.y - ui.px(24));
  const float top = std::min(screen.y / 6, (screen.y - height) / 2);
  begin_card(ui, "notes card", {std::round((screen.x - width) / 2), std::round(top)}, width, height,
             ui.colors->panel, pad);
  if (!drawn_) ImGui::SetWindowFocus();  // above the veil
  draw_card(ui, width - 2 * ui.px(pad));
  height_ = ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + ui.px(pad);
  drawn_ = true;
  ImGui::End();
}

}  // namespace pixelwhy::gui
