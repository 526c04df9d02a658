#pragma once

#include <map>
#include <string>
#include <vector>

#include "notes/figure.h"

namespace pixelwhy::gui {

/// What is saved.
enum class SavedKind { Figure, Stage, Canvas, Window };

/// The sheet that saves figures, as far as others change or read it. The options are remembered as long as
/// the window is open.
struct Saving {
  bool open = false;
  SavedKind kind = SavedKind::Figure;
  FigureFormat format = FigureFormat::Png;  ///< of figures; all else is a PNG
  /// By demo; those of a demo that is not listed are the ones that tell how it works.
  std::map<std::string, std::vector<StageId>> stages;
  int columns = 0;  ///< 0: as many as look best
  bool dark = false;
  int scale = 2;
  bool caption = true;
  bool source_name = true;
  bool explained = true;  ///< the pinned pixel's explanation stands beside
  bool carries_source = true;
  std::string folder;             ///< empty: the desktop's for pictures
  std::vector<std::string> keys;  ///< pressed while it is open
};

struct AppState;

/// Opens the sheet.
void open_saving(AppState& state, SavedKind kind);
/// Takes over the options of a figure that came back.
void remember_options(AppState& state, const State& made);

}  // namespace pixelwhy::gui
