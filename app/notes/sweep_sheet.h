#pragma once

#include <vector>

#include "notes/figure.h"
#include "notes/sweep.h"

namespace pixelwhy {

class Sheet;

/// How a sweep is drawn: theme, language, resolution, caption and date as a figure's; `columns` is of a sweep
/// of one parameter, at most `most_sweep_columns`.
struct SweepLook {
  FigureOptions figure;
  int tile = 0;  ///< the width of a picture in units, within `tile_widths`; 0: what suits the sheet
};
inline constexpr Range tile_widths{40, 1920};
inline constexpr int most_sweep_columns = 64;

/// A picture as it lies on the sheet.
struct SweepTile {
  cv::Mat pixels;  ///< as many as it is drawn with; empty where `problem` is set
  cv::Size size;   ///< in units
  Text problem;
};

/// A contact sheet: rows and columns with their values, or, of a single parameter, a grid of about the form
/// of a page, each picture under its value.
class ContactSheet {
 public:
  /// Throws a failure when it would be too large to draw.
  ContactSheet(const Sweep& sweep, const FramePtr& frame, const SweepLook& look);

  int columns() const { return columns_; }
  int tile_width() const { return width_; }
  /// Reduces the picture at once, so that no more than the sheet is held.
  void take(const SweptPicture& picture);
  /// The settings of the pictures' caption are those of the first one that there is.
  Figure lay_out() const;

 private:
  cv::Size empty_size() const;
  double put_grid(Sheet& sheet, cv::Point2d at, double& width) const;
  double put_row(Sheet& sheet, int row, cv::Point2d at) const;
  void put_tile(Sheet& sheet, std::size_t index, cv::Point2d at) const;
  double put_heads(Sheet& sheet, cv::Point2d at) const;
  double put_legend_part(Sheet& sheet, cv::Point2d at, double width) const;
  double put_caption_part(Sheet& sheet, cv::Point2d at, double width) const;
  double head_width() const;

  const Sweep& sweep_;
  FramePtr frame_;
  SweepLook look_;
  int columns_ = 1;
  int rows_ = 1;
  int width_ = 0;
  double heads_ = 0;  ///< the width of what stands left of the rows
  std::vector<SweepTile> tiles_;
};

}  // namespace pixelwhy
