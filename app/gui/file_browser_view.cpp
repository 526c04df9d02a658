#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/card.h"
#include "gui/file_browser.h"
#include "gui/strings.h"
#include "gui/widgets.h"
#include "sources/problem.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

std::string bytes_words(std::uintmax_t bytes) {
  const auto number = static_cast<double>(bytes);
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (number < 1e6) return fmt::format("{:.1f} KB", number / 1e3);
  if (number < 1e9) return fmt::format("{:.1f} MB", number / 1e6);
  return fmt::format("{:.1f} GB", number / 1e9);
}

/// A row that is clicked, as in the list of demos.
bool place_row(Ui& ui, const std::string& id, const std::string& name, float width, bool chosen) {
  const Palette& c = *ui.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(30);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (chosen || hovered) {
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(chosen ? c.accent_soft : c.raised),
                        ui.px(6));
  }
  ui.fonts.need(name);
  put_text(list, ui.fonts.body, {at.x + ui.px(10), at.y + (height - ui.fonts.body->FontSize) / 2},
           packed(c.text), shortened(ui.fonts.body, name, width - ui.px(20)));
  return clicked;
}

/// The accent over the panel.
ImU32 mixed(Ui& ui, float part) {
  const ImVec4& a = ui.colors->panel;
  const ImVec4& b = ui.colors->accent;
  return packed({a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, a.z + (b.z - a.z) * part, 1});
}

void draw_folder(Ui& ui, ImDrawList* list, ImVec2 middle) {
  const auto at = [&](float x, float y) { return ImVec2{middle.x + ui.px(x), middle.y + ui.px(y)}; };
  const ImU32 back = mixed(ui, 0.45F);  // opaque, since the parts overlap
  list->AddRectFilled(at(-26, -20), at(-3, 0), back, ui.px(4));
  list->AddRectFilled(at(-26, -14), at(26, 19), back, ui.px(4));
  list->AddRectFilled(at(-26, -8), at(26, 19), mixed(ui, 0.75F), ui.px(4));
}

/// The outline of a picture; a broken one is struck through.
void draw_no_picture(Ui& ui, ImDrawList* list, ImVec2 middle, bool broken) {
  const Palette& c = *ui.colors;
  const ImU32 ink = broken ? packed(c.bad) : packed(c.muted, 0.5F);
  const auto at = [&](float x, float y) { return ImVec2{middle.x + ui.px(x), middle.y + ui.px(y)}; };
  list->AddRect(at(-18, -14), at(18, 14), ink, ui.px(3), 0, ui.px(1.5F));
  if (broken) {
    list->AddLine(at(-7, -7), at(7, 7), ink, ui.px(2));
    list->AddLine(at(-7, 7), at(7, -7), ink, ui.px(2));
    return;
  }
  list->AddCircleFilled(at(-9, -5), ui.px(3), ink);
  list->AddTriangleFilled(at(-14, 10), at(-1, 10), at(-7.5F, 0), ink);
  list->AddTriangleFilled(at(-4, 10), at(14, 10), at(5, -5), ink);
}

void draw_thumbnail(Ui& ui, ImDrawList* list, const cv::Mat& picture, ImVec2 min, ImVec2 max) {
  const auto width = static_cast<float>(picture.cols);
  const auto height = static_cast<float>(picture.rows);
  // A small one is not blown up to more than twice its size.
  const float fit = std::min({(max.x - min.x) / width, (max.y - min.y) / height, ui.px(2)});
  const ImVec2 half{std::max(1.0F, width * fit / 2), std::max(1.0F, height * fit / 2)};
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  const auto texture = static_cast<std::uintptr_t>(ui.textures.small(picture));
  list->AddImageRounded(reinterpret_cast<ImTextureID>(texture), {middle.x - half.x, middle.y - half.y},
                        {middle.x + half.x, middle.y + half.y}, {0, 0}, {1, 1}, IM_COL32_WHITE, ui.px(3));
}

}  // namespace

void FileBrowser::draw_places(Ui& ui, float width) {
  AppState& state = ui.state;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 2));
  for (std::size_t i = 0; i < state.browser.places.size(); ++i) {
    const Bookmark& place = state.browser.places[i];
    if (place_row(ui, "browser:place:" + std::to_string(i), ui.text(place.name), width,
                  place.path == state.browser.folder)) {
      go(state, fs::path(place.path));
      ImGui::CloseCurrentPopup();
    }
  }
  ImGui::PopStyleVar();
}

void FileBrowser::draw_entry(Ui& ui, int index, ImVec2 at, ImVec2 size) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const FolderEntry& entry = state.browser.entries[static_cast<std::size_t>(index)];
  const fs::path path = state.browser.path_of(entry);
  const std::string id = "browser:entry:" + entry.name;
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton(path.c_str(), size);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool chosen = index == state.browser.selected;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  if (chosen || hovered) list->AddRectFilled(at, end, packed(chosen ? c.accent_soft : c.raised), ui.px(8));
  if (chosen) list->AddRect(at, end, packed(c.accent), ui.px(8), 0, ui.px(1.5F));
  const float pad = ui.px(6);
  const float caption = ui.px(26);
  const ImVec2 min{at.x + pad, at.y + pad};
  const ImVec2 max{end.x - pad, end.y - caption};
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  if (entry.folder) {
    draw_folder(ui, list, middle);
  } else {
    in_sight_.push_back({path.string(), entry.bytes, entry.changed});
    const Thumbnail* thumbnail = thumbnails_.find(in_sight_.back());
    const bool broken = thumbnail && thumbnail->problem;
    if (thumbnail && !thumbnail->picture.empty()) {
      draw_thumbnail(ui, list, thumbnail->picture, min, max);
    } else {
      list->AddRectFilled(min, max, packed(broken ? c.bad_soft : c.raised), ui.px(4));
      draw_no_picture(ui, list, middle, broken);
    }
  }
  const std::string name = ui.raw(shown(entry.name));
  const std::string words = shortened(ui.fonts.small, name, size.x - 2 * pad);
  put_text(list, ui.fonts.small,
           {std::max(at.x + pad, middle.x - text_size(ui.fonts.small, words).x / 2),
            end.y - caption + (caption - ui.fonts.small->FontSize) / 2},
           packed(c.text), words);
  if (hovered && words != name) tooltip(ui, name);
  // On the press, so that the second click of two finds the entry where the first one did.
  if (!hovered || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
  state.browser.selected = index;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) open_entry(state, FolderEntry(entry));
}

void FileBrowser::draw_grid(Ui& ui, ImVec2 size) {
  Browsing& browser = ui.state.browser;
  ImGui::BeginChild("browser grid", size);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const ImVec2 corner = ImGui::GetWindowPos();
  ui.mark("browser:grid", corner, {corner.x + size.x, corner.y + size.y});
  const float gap = ui.px(6);
  const float width = size.x - ui.px(14);  // the scroll bar stands beside
  columns_ = std::max(1, static_cast<int>((width + gap) / (ui.px(128) + gap)));
  const float cell = (width - gap * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_);
  const float row = std::clamp(size.y - gap, ui.px(84), ui.px(124)) + gap;  // in a low window at least one
  rows_ = std::max(1, static_cast<int>(size.y / row));
  const int count = static_cast<int>(browser.entries.size());
  const int lines = (count + columns_ - 1) / columns_;
  ImGui::Dummy({1, std::max(1.0F, row * static_cast<float>(lines) - gap)});
  if (scroll_to_top_) ImGui::SetScrollY(0);
  if (scroll_to_selected_ && browser.selected >= 0) {
    const float top = row * static_cast<float>(browser.selected / columns_);
    const float scroll = scroll_to_top_ ? 0 : ImGui::GetScrollY();
    if (top < scroll || top + row - gap > scroll + size.y) {
      const bool fits = row <= size.y;
      ImGui::SetScrollY(top < scroll || !fits ? top : top + row - gap - size.y);
    }
  }
  scroll_to_top_ = scroll_to_selected_ = false;
  // The rows in sight, then those next to them in case they are scrolled to.
  const float scrolled = ImGui::GetScrollY();
  const int first = static_cast<int>(scrolled / row);
  const int last = static_cast<int>((scrolled + size.y) / row);
  std::vector<int> drawn;
  for (int line = first; line <= last; ++line) drawn.push_back(line);
  drawn.insert(drawn.end(), {last + 1, first - 1});
  in_sight_.clear();
  for (const int line : drawn) {
    for (int i = std::max(0, line * columns_); i < std::min(count, (line + 1) * columns_); ++i) {
      const auto column = static_cast<float>(i % columns_);
      draw_entry(
          ui, i,
          {std::round(start.x + column * (cell + gap)), std::round(start.y + static_cast<float>(line) * row)},
          {std::floor(cell), row - gap});
    }
  }
  if (count == 0 && !browser.reading) {
    ImGui::SetCursorScreenPos({start.x + ui.px(8), start.y + ui.px(8)});
    paragraph(ui, ui.text(strings::browse_nothing), ui.fonts.body, ui.colors->muted, width - ui.px(16));
  }
  ImGui::EndChild();
  thumbnails_.want(in_sight_);
}

std::string FileBrowser::status(Ui& ui, bool& bad) {
  const Browsing& browser = ui.state.browser;
  bad = browser.problem.has_value();
  if (bad) return ui.text(*browser.problem);
  if (browser.reading) return ui.text(strings::browse_reading);
  const FolderEntry* entry = browser.selection();
  if (!entry) {
    const auto folders = std::count_if(browser.entries.begin(), browser.entries.end(),
                                       [](const FolderEntry& e) { return e.folder; });
    return fmt::format("{} {} · {} {}", folders, ui.text(strings::browse_folders),
                       static_cast<std::ptrdiff_t>(browser.entries.size()) - folders,
                       ui.text(strings::browse_pictures));
  }
  const std::string name = shown(entry->name);
  if (entry->folder) return name + " · " + ui.text(strings::browse_folder);
  const Thumbnail* thumbnail =
      thumbnails_.find({browser.path_of(*entry).string(), entry->bytes, entry->changed});
  bad = thumbnail && thumbnail->problem;
  if (bad) {  // which begins with the whole path
    const std::string words = ui.text(*thumbnail->problem);
    const std::string folder = shown(browser.folder / "");
    return words.starts_with(folder) ? words.substr(folder.size()) : words;
  }
  std::string words = name + " · ";
  if (thumbnail && !thumbnail->size.empty())
    words += fmt::format("{} × {} · ", thumbnail->size.width, thumbnail->size.height);
  words += bytes_words(entry->bytes);
  if (entry->bytes > Thumbnails::most_bytes) words += std::string(" · ") + ui.text(strings::browse_large);
  return words;
}

void FileBrowser::draw_foot(Ui& ui, ImVec2 min, ImVec2 max, bool narrow) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const FolderEntry* entry = state.browser.selection();
  const bool pictures = std::any_of(state.browser.entries.begin(), state.browser.entries.end(),
                                    [](const FolderEntry& e) { return !e.folder; });
  const std::string go_words = ui.text(strings::open_go);
  const std::string sequence = ui.text(strings::browse_sequence);
  const float top = max.y - ui.px(32);
  float x = max.x - text_button_width(ui, go_words);
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "browser:open", go_words, ButtonLook::Filled, entry != nullptr) && entry) {
    open_entry(state, FolderEntry(*entry));
  }
  x -= text_button_width(ui, sequence) + ui.px(8);
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "browser:sequence", sequence, ButtonLook::Plain, pictures)) {
    open(state, state.browser.folder.string());
  }
  bool bad = false;
  const std::string words = status(ui, bad);
  ui.fonts.need(words);
  const float room = (narrow ? max.x : x) - min.x - ui.px(12);
  const std::string shown_words = shortened(ui.fonts.small, words, room);
  const float y = narrow ? min.y : top + (ui.px(32) - ui.fonts.small->FontSize) / 2;
  put_text(list, ui.fonts.small, {min.x, y}, packed(bad ? c.bad : c.muted), shown_words);
  const ImVec2 end{min.x + room, y + ui.fonts.small->FontSize};
  ui.mark("browser:status", {min.x, y}, end);
  if (shown_words != words && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      ImGui::IsMouseHoveringRect({min.x, y}, end)) {
    tooltip(ui, words);
  }
}

void FileBrowser::draw_sheet(Ui& ui, ImVec2 min, ImVec2 max) {
  const Palette& c = *ui.colors;
  const bool narrow = max.x - min.x < ui.px(560);
  const bool low = max.y - min.y < ui.px(360);
  const float pad = ui.px(narrow || low ? 10 : 20);
  const float left = min.x + pad;
  const float right = max.x - pad;
  const float side = ui.px(28);
  float y = min.y + pad;
  float path_right = right;
  const float close_y = low ? y + ui.px(2) : y - ui.px(2);
  if (low) {
    path_right -= side + ui.px(2);
  } else {
    put_text(ImGui::GetWindowDrawList(), ui.fonts.title, {left, y}, packed(c.text),
             ui.text(strings::browse_title));
    y += ui.px(38);
  }
  ImGui::SetCursorScreenPos({right - side, close_y});
  if (icon_button(ui, "browser:close", Icon::Close, "Esc")) ui.state.browser.open = false;
  if (narrow) {
    // Without room for the list beside the grid, the places are behind a button.
    ImGui::SetCursorScreenPos({path_right - side, y + ui.px(2)});
    if (icon_button(ui, "browser:places", Icon::Down, ui.text(strings::browse_places))) {
      ImGui::OpenPopup("browser places");
    }
    path_right -= side + ui.px(2);
    if (ImGui::BeginPopup("browser places")) {
      draw_places(ui, ui.px(180));
      ImGui::EndPopup();
    }
  }
  draw_path(ui, {left, y}, {path_right, y + ui.px(32)});
  y += ui.px(32) + pad / 2;
  const float foot = narrow ? ui.px(56) : ui.px(32);
  const float bottom = max.y - pad - foot - pad / 2;
  float grid_left = left;
  if (!narrow) {
    ImGui::SetCursorScreenPos({left, y});
    ImGui::BeginChild("browser places", {ui.px(168), bottom - y});
    draw_places(ui, ui.px(160));
    ImGui::EndChild();
    grid_left += ui.px(184);
    ImGui::GetWindowDrawList()->AddLine({grid_left - ui.px(12), y}, {grid_left - ui.px(12), bottom},
                                        packed(c.border));
  }
  ImGui::SetCursorScreenPos({grid_left, y});
  draw_grid(ui, {std::max(1.0F, right - grid_left), std::max(ui.px(40), bottom - y)});
  draw_foot(ui, {left, max.y - pad - foot}, {right, max.y - pad}, narrow);
}

void FileBrowser::draw(Ui& ui) {
  Browsing& browser = ui.state.browser;
  if (!browser.open || !was_open_) return;
  if (names_are_new_) {  // all at once: the typefaces are made anew for every character that is new
    for (const FolderEntry& entry : browser.entries) ui.fonts.need(entry.name);
    names_are_new_ = false;
  }
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float margin = std::min(screen.x, screen.y) < ui.px(480) ? ui.px(8) : ui.px(24);
  const ImVec2 size{std::min(ui.px(960), screen.x - 2 * margin), std::min(ui.px(660), screen.y - 2 * margin)};
  const ImVec2 at{std::round((screen.x - size.x) / 2), std::round((screen.y - size.y) / 2)};
  begin_card(ui, "browser", at, size.x, size.y, ui.colors->panel, 0);
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();  // above the veil
  draw_sheet(ui, at, {at.x + size.x, at.y + size.y});
  ImGui::End();
}

}  // namespace pixelwhy::gui
