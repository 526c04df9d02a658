#pragma once

#include <memory>

#include "gui/about_panel.h"
#include "gui/ui.h"
#include "gui/worker.h"
#include "notes/demo_search.h"

namespace pixelwhy::gui {

/// The demos by category, with a search field. What is searched for is found in the names at once, and in the
/// pages about the demos as soon as a thread of their own has read them.
class DemoList {
 public:
  DemoList(const std::vector<Demo>& demos, std::function<void()> wake);
  void draw(Ui& ui, ImVec2 min, ImVec2 max);
  bool busy() const { return reader_.busy(); }
  /// The passage for which a demo was chosen since this was asked last.
  std::optional<AboutPassage> take_passage() { return std::exchange(passage_, std::nullopt); }

 private:
  void find(const AppState& state);
  void draw_field(Ui& ui, float width);
  void draw_by_category(Ui& ui, float width);
  void draw_found(Ui& ui, float width);
  void choose(AppState& state, const FoundDemo& found);

  std::shared_ptr<const DemoSearch> search_;
  bool asked_ = false;  ///< for the pages
  std::string sought_;  ///< what `found_` is of
  Language language_ = Language::English;
  std::vector<FoundDemo> found_;
  std::optional<AboutPassage> passage_;
  Worker<int, std::shared_ptr<const DemoSearch>> reader_;
};

}  // namespace pixelwhy::gui
