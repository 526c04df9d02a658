#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/evaluator.h"
#include "notes/drawing.h"
#include "notes/state.h"

namespace pixelwhy {

/// A pixel of a stage whose explanation stands beside the pictures.
struct FigurePin {
  StageId stage = source_stage;
  cv::Point at;
};

struct FigureOptions {
  std::vector<StageId> stages;  ///< empty: figure_stages()
  std::optional<FigurePin> pin;
  bool dark = false;  ///< for the screen; else for print
  Language language = Language::English;
  int scale = 2;            ///< pixels a unit of 1/96 inch, 1 to 4
  int columns = 0;          ///< of pictures, 1 to 8; 0: as many as look best
  bool caption = true;      ///< operator, formula, parameters and source below the pictures
  bool source_name = true;  ///< in the caption; else only the source's size
  std::string date;         ///< `2026-11-24`; empty leaves it out
};

enum class FigureFormat { Png, Svg, Pdf };

/// By the extension: png, svg or pdf, in any case. Empty for any other.
std::optional<FigureFormat> figure_format_of_extension(std::string_view extension);

/// The stages that tell how the operator works under these settings: those that the demo names, else the
/// source and the last one.
std::vector<StageId> figure_stages(const Demo& demo, const Settings& settings);

/// A part of a figure and where it lies; no two parts overlap.
struct FigurePart {
  std::string name;
  cv::Rect2d box;
};

struct Figure {
  Drawing drawing;
  std::vector<FigurePart> parts;
};

/// The figure as data. The snapshot must hold the chosen stages without errors, all inputs of the pinned one
/// too, and the pin must be inside. Throws a usage error when there is nothing to show, a failure when it
/// would be too large to draw.
Figure lay_out_figure(const Snapshot& snapshot, const FigureOptions& options);

/// A file's bytes. A PNG carries `state` and, unless it is empty, `source`, a PNG of the source's pixels.
std::vector<std::uint8_t> make_figure(const Snapshot& snapshot, const FigureOptions& options,
                                      FigureFormat format, const std::optional<State>& state = {},
                                      const std::vector<std::uint8_t>& source = {});

/// The day of today as `2026-11-24`, or of $SOURCE_DATE_EPOCH, by which files can be made again exactly.
std::string figure_date();

/// A source's pixels as a PNG that a figure can carry; empty when they are too many for that.
std::vector<std::uint8_t> packed_source(const cv::Mat& pixels);
/// The same of a frame; of a cut the whole picture, as its hash is what is looked for.
std::vector<std::uint8_t> packed_source(const Frame& frame);

/// What the state of a figure says of its options.
FigureState figure_state(const Demo& demo, const FigureOptions& options);
FigureOptions figure_options(const Demo& demo, const State& state);

}  // namespace pixelwhy
