#pragma once

#include "gui/ui.h"
#include "notes/markdown.h"

namespace pixelwhy::gui {

/// A passage of the page about a demo.
struct AboutPassage {
  int demo = 0;
  Language language = Language::English;
  int block = 0;
};

/// The page about the demo, from demos/ID/about.LANG.md.
class AboutPanel {
 public:
  /// Into the current child window, that wide.
  void draw(Ui& ui, float width);
  /// Marks that passage, and scrolls to it when its page is drawn next.
  void seek(const AboutPassage& passage);

 private:
  void load(const Demo& demo, Language language);
  void show_sought(Ui& ui, float top);

  const Demo* demo_ = nullptr;
  Language language_ = Language::English;
  std::vector<Block> blocks_;
  std::optional<AboutPassage> sought_;
  bool arrived_ = false;
};

}  // namespace pixelwhy::gui
