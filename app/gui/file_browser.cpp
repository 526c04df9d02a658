#include "gui/file_browser.h"

#include <algorithm>
#include <cctype>

#include "gui/pasted_path.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

bool begins_with(const std::string& name, const std::string& begin) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return name.size() >= begin.size() && std::equal(begin.begin(), begin.end(), name.begin(), same);
}

int index_of(const Browsing& browser, const std::string& name) {
  const auto found = std::find_if(browser.entries.begin(), browser.entries.end(),
                                  [&](const FolderEntry& entry) { return entry.name == name; });
  return found == browser.entries.end() ? -1 : static_cast<int>(found - browser.entries.begin());
}

}  // namespace

FileBrowser::FileBrowser(std::function<void()> wake) : reader_(wake), thumbnails_(wake) {}

bool FileBrowser::settled(const AppState& state) const {
  if (!state.browser.open) return !was_open_;
  return was_open_ && state.browser.keys.empty() && !reader_.busy() && !thumbnails_.busy();
}

/// In the folder of last time; else where the open picture is, or where pictures usually are.
void FileBrowser::begin(AppState& state) {
  Browsing& browser = state.browser;
  browser.keys.clear();
  browser.typed.clear();
  browser.problem.reset();
  browser.editing = false;
  FolderJob job;
  job.hidden = browser.hidden;
  job.source = state.source;
  if (!browser.folder.empty()) job.candidates.push_back(browser.folder.string());
  if (is_path(state.source)) {
    std::error_code none;
    const fs::path whole = fs::absolute(state.source, none).lexically_normal();
    job.candidates.push_back(whole.parent_path().string());
    job.select = whole.filename().string();
  }
  job.candidates.push_back(user_folder("PICTURES", "Pictures").string());
  job.candidates.push_back(pasted_path("~"));
  job.candidates.push_back("/");
  reader_.read(std::move(job));
}

void FileBrowser::take_listing(AppState& state) {
  Browsing& browser = state.browser;
  auto listing = reader_.take();
  browser.reading = reader_.busy();
  if (!listing) return;
  if (!listing->file.empty()) return open(state, listing->file);
  if (listing->error && listing->folder.empty()) {
    browser.problem = listing->error->text();
    return;
  }
  // The same folder again, read further: what is selected stays so, wherever it is now.
  const bool more = listing->folder == browser.folder && browser.selection() && listing->select.empty();
  const std::string selected = more ? browser.selection()->name : listing->select;
  if (listing->folder != browser.folder) scroll_to_top_ = true;
  browser.folder = listing->folder;
  browser.entries = std::move(listing->entries);
  browser.places = std::move(listing->places);
  browser.problem.reset();
  browser.editing = false;
  browser.selected = index_of(browser, selected);
  scroll_to_selected_ = browser.selected >= 0 && !more;
  names_are_new_ = true;
}

void FileBrowser::go(AppState& state, const fs::path& folder, const std::string& select) {
  state.browser.problem.reset();
  begun_.clear();
  reader_.read({{folder.string()}, false, state.browser.hidden, state.source, select});
}

void FileBrowser::go_up(AppState& state) {
  const fs::path& folder = state.browser.folder;
  if (folder.has_relative_path()) go(state, folder.parent_path(), folder.filename().string());
}

void FileBrowser::go_typed(AppState& state, const std::string& path) {
  const std::string spec = pasted_path(path, state.browser.folder);
  if (spec.empty()) return;
  state.browser.problem.reset();
  reader_.read({{spec}, true, state.browser.hidden, state.source, {}});
}

void FileBrowser::edit_path(AppState& state, const std::string& begin) {
  caret_to_end_ = !begin.empty();
  path_ = begin.empty() ? (state.browser.folder / "").string() : begin;
  state.browser.editing = true;
  state.browser.problem.reset();
}

void FileBrowser::open(AppState& state, const std::string& spec) {
  state.wishes.open = spec;
  state.wishes.open_note = {};
  state.browser.open = false;
}

void FileBrowser::open_entry(AppState& state, const FolderEntry& entry) {
  const fs::path path = state.browser.path_of(entry);
  if (entry.folder) return go(state, path);
  const Thumbnail* thumbnail = thumbnails_.find({path.string(), entry.bytes, entry.changed});
  if (thumbnail && thumbnail->problem) return;  // the foot says why
  open(state, path.string());
}

void FileBrowser::select(AppState& state, int index) {
  const int count = static_cast<int>(state.browser.entries.size());
  state.browser.selected = std::clamp(index, std::min(0, count - 1), count - 1);
  scroll_to_selected_ = true;
}

void FileBrowser::press(AppState& state, const std::string& key) {
  Browsing& browser = state.browser;
  const int page = columns_ * std::max(1, rows_ - 1);
  const struct {
    const char* key;
    int step;
  } steps[] = {{"Left", -1},       {"Right", 1},      {"Up", -columns_},
               {"Down", columns_}, {"PageUp", -page}, {"PageDown", page}};
  for (const auto& [name, step] : steps) {
    if (key == name) select(state, browser.selected < 0 ? 0 : browser.selected + step);
  }
  if (key == "Home") select(state, 0);
  if (key == "End") select(state, static_cast<int>(browser.entries.size()) - 1);
  if (key == "Backspace") go_up(state);
  if (key == "Enter" && browser.selection()) open_entry(state, FolderEntry(*browser.selection()));
  if (key == "Ctrl+L") edit_path(state, "");
  if (key == "Ctrl+V") go_typed(state, ImGui::GetClipboardText() ? ImGui::GetClipboardText() : "");
  if (key == "Ctrl+H") {
    browser.hidden = !browser.hidden;
    go(state, browser.folder, browser.selection() ? browser.selection()->name : "");
  }
}

/// Goes on to the next name that begins with what was typed; the same letter again goes on to the one after.
void FileBrowser::find_typed(AppState& state) {
  Browsing& browser = state.browser;
  const std::string typed = std::exchange(browser.typed, {});
  if (begun_.empty() && (typed.starts_with('/') || typed.starts_with('~'))) return edit_path(state, typed);
  const double now = ImGui::GetTime();
  if (now - begun_at_ > 1 || begun_ == typed) begun_.clear();
  begun_at_ = now;
  const bool fresh = begun_.empty();
  if (fresh && typed.starts_with(' ')) return;
  begun_ += typed;
  const int count = static_cast<int>(browser.entries.size());
  const int first = std::max(0, browser.selected + (fresh ? 1 : 0));
  for (int i = 0; i < count; ++i) {
    const int index = (first + i) % count;
    if (begins_with(browser.entries[static_cast<std::size_t>(index)].name, begun_))
      return select(state, index);
  }
}

void FileBrowser::update(AppState& state) {
  Browsing& browser = state.browser;
  if (!browser.open) {
    if (was_open_) thumbnails_.want({});
    was_open_ = was_editing_ = false;
    return;
  }
  if (!was_open_) begin(state);
  was_open_ = true;
  take_listing(state);
  for (const std::string& key : std::exchange(browser.keys, {})) press(state, key);
  if (!browser.typed.empty()) find_typed(state);
}

}  // namespace pixelwhy::gui
