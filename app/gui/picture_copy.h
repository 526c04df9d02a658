#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/app_state.h"
#include "notes/figure.h"

namespace pixelwhy::gui {

/// A picture of what the window shows, yet to be made: drawing and packing it is work for another thread.
struct PictureCopy {
  SnapshotPtr snapshot;  ///< what has been computed so far
  Request wanted;        ///< the stages that the picture shows
  StageId stage = source_stage;
  std::optional<FigureOptions> figure;  ///< else the stage alone, at its own size
  State state;                          ///< without the source's size and hash
  bool with_source = false;             ///< its pixels go along, as it could not be found again
};

/// The stage in view, or the demo's figure with the pinned pixel's explanation, as the theme and language of
/// the window have it. Empty while there is no picture.
std::optional<PictureCopy> picture_to_copy(AppState& state, bool figure);

/// All that the picture shows, computed where it is not yet.
SnapshotPtr whole_snapshot(const PictureCopy& copy);

/// A PNG that carries its state. Stages that are still missing are computed. Throws the error of a stage that
/// failed.
std::vector<std::uint8_t> make_picture(const PictureCopy& copy);

}  // namespace pixelwhy::gui
