#pragma once

#include "gui/folder_reader.h"
#include "gui/thumbnails.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The browser of pictures on disk: a sheet with the folder's path, places, and a grid of thumbnails. Files
/// are read on other threads only; of a large folder just the rows in sight are drawn and asked for.
class FileBrowser {
 public:
  /// `wake` may be called from any thread.
  explicit FileBrowser(std::function<void()> wake);
  /// Takes what has been read, and does what the keys ask for.
  void update(AppState& state);
  /// Draws it while it is open.
  void draw(Ui& ui);
  /// Whether the folder and every thumbnail in sight are there.
  bool settled(const AppState& state) const;

 private:
  void begin(AppState& state);
  void take_listing(AppState& state);
  /// Shows a folder, with the entry of that name selected.
  void go(AppState& state, const std::filesystem::path& folder, const std::string& select = {});
  void go_up(AppState& state);
  /// Goes to a folder, or opens a picture, whose path was typed or pasted.
  void go_typed(AppState& state, const std::string& path);
  void edit_path(AppState& state, const std::string& begin);
  void open(AppState& state, const std::string& spec);
  void open_entry(AppState& state, const FolderEntry& entry);
  void press(AppState& state, const std::string& key);
  void find_typed(AppState& state);
  void select(AppState& state, int index);

  void draw_sheet(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_path(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_crumbs(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_field(Ui& ui, ImVec2 min, ImVec2 max);
  void draw_places(Ui& ui, float width);
  void draw_grid(Ui& ui, ImVec2 size);
  void draw_entry(Ui& ui, int index, ImVec2 at, ImVec2 size);
  void draw_foot(Ui& ui, ImVec2 min, ImVec2 max, bool narrow);
  std::string status(Ui& ui, bool& bad);

  FolderReader reader_;
  Thumbnails thumbnails_;
  bool was_open_ = false;
  bool was_editing_ = false;
  bool caret_to_end_ = false;  ///< what was typed to begin the path is not to be typed over
  bool scroll_to_top_ = false;
  bool scroll_to_selected_ = false;
  int columns_ = 1;
  int rows_ = 1;  ///< in sight
  std::vector<FileVersion> in_sight_;
  bool names_are_new_ = false;  ///< whose characters the fonts may lack
  std::string path_;            ///< in the field
  std::string begun_;           ///< the beginning of the name that is being typed
  double begun_at_ = 0;
};

}  // namespace pixelwhy::gui
