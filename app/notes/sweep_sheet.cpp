#include "notes/sweep_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr double margin = 40;
constexpr double gap = 16;
constexpr double caption_gap = 32;
constexpr double least_width = 560;  // of a caption
constexpr double name_line = 26;
constexpr double value_line = 20;
constexpr double small_line = 17;
constexpr double usual_width = 1280;  // of all pictures
constexpr int widest_tile = 320, narrowest_tile = 120;
constexpr double widest_head = 132;
constexpr int most_pixels_a_side = 32000;  // Cairo ends a little above it
constexpr double most_pixels = 1.5e8;      // 600 MB while they are drawn

const Parameter& parameter_of(const Sweep& sweep, const SweepAxis& axis) {
  return sweep.demo->parameters[static_cast<std::size_t>(axis.parameter)];
}

/// The number of columns that gives a sheet of about the form of a page without leaving many cells empty.
int best_columns(std::size_t count, double aspect) {
  constexpr double pleasant_form = 1.4;
  int best = 1;
  double best_score = 1e9;
  for (int columns = 1; columns <= static_cast<int>(count) && columns <= most_sweep_columns; ++columns) {
    const auto rows = static_cast<double>((count + static_cast<std::size_t>(columns) - 1) /
                                          static_cast<std::size_t>(columns));
    const double empty = rows * columns / static_cast<double>(count) - 1;
    const double score = std::abs(std::log(columns * aspect / rows / pleasant_form)) + 0.8 * empty;
    if (score < best_score) {
      best = columns;
      best_score = score;
    }
  }
  return best;
}

void check_size(cv::Size2d units, int scale, const SweepLook& look) {
  const double width = std::ceil(units.width) * scale, height = std::ceil(units.height) * scale;
  if (std::max(width, height) <= most_pixels_a_side && width * height <= most_pixels) return;
  const std::string less = look.tile > narrowest_tile || look.tile == 0 ? "smaller pictures, " : "";
  throw failure(
      fmt::format("the sheet would have {:.0f} × {:.0f} pixels; choose fewer values, {}or less "
                  "resolution",
                  width, height, less),
      fmt::format("图表将有 {:.0f} × {:.0f} 像素，过大；请减少取值、缩小图像或降低分辨率", width, height));
}

/// Whether the colours of a view stand for other values in every picture.
bool has_own_scale(View view) {
  return view == View::Signed || view == View::Magnitude || view == View::Accumulator;
}

const Stage* stage_of(const Sweep& sweep) {
  return sweep.stage == source_stage ? nullptr : &sweep.demo->stages[static_cast<std::size_t>(sweep.stage)];
}

}  // namespace

ContactSheet::ContactSheet(const Sweep& sweep, const FramePtr& frame, const SweepLook& look)
    : sweep_(sweep), frame_(frame), look_(look), tiles_(sweep.size()) {
  const cv::Size source = frame->pixels.size();
  const double aspect = std::max(static_cast<double>(source.width) / source.height, 1 / 1.5);
  if (sweep.axes.size() == 2) {
    columns_ = static_cast<int>(sweep.axes[1].values.size());
    heads_ = head_width() + gap;
  } else {
    columns_ = look.figure.columns > 0 ? std::min(look.figure.columns, static_cast<int>(tiles_.size()))
                                       : best_columns(tiles_.size(), aspect);
  }
  rows_ = (static_cast<int>(tiles_.size()) + columns_ - 1) / columns_;
  const double room = (usual_width - (columns_ - 1) * gap) / columns_;
  width_ = look.tile > 0 ? look.tile : std::clamp(static_cast<int>(room), narrowest_tile, widest_tile);
  // What is too large anyway is found out before anything is computed.
  const double high = shown_size(source, width_).height;
  check_size({columns_ * (width_ + gap), rows_ * (high + gap)}, look.figure.scale, look);
}

double ContactSheet::head_width() const {
  const Sheet sheet(look_.figure);
  const Parameter& parameter = parameter_of(sweep_, sweep_.axes[0]);
  double width =
      Sheet::extent({{sheet.span(sheet.in(parameter.name) + "  ↓", 11.5, {})}, 0, small_line}).width;
  for (const Value& value : sweep_.axes[0].values) {
    const std::string words = told_value(look_.figure.language, parameter, value);
    width = std::max(width, Sheet::extent({{sheet.span(words, 13, {}, true)}, 0, value_line}).width);
  }
  return std::min(width + 1, widest_head);
}

void ContactSheet::take(const SweptPicture& picture) {
  SweepTile& tile = tiles_.at(picture.index);
  tile.problem = picture.problem;
  if (picture.pixels.empty()) return;
  tile.size = shown_size(picture.pixels.size(), width_);
  tile.pixels = reduced_to(picture.pixels, tile.size * look_.figure.scale);
}

/// Where there is no picture, there is room for one like the others.
cv::Size ContactSheet::empty_size() const {
  cv::Size size(0, 0);
  for (const SweepTile& tile : tiles_) {
    size = {std::max(size.width, tile.size.width), std::max(size.height, tile.size.height)};
  }
  return {std::max(size.width, width_ / 2), std::max(size.height, 32)};
}

void ContactSheet::put_tile(Sheet& sheet, std::size_t index, cv::Point2d at) const {
  const FigurePalette& c = sheet.colors();
  const SweepTile& tile = tiles_[index];
  const cv::Size size = tile.pixels.empty() ? empty_size() : tile.size;
  const cv::Rect2d box(at.x, at.y, size.width, size.height);
  const cv::Rect2d frame(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  sheet.add_part(fmt::format("picture:{}", index), box);
  if (!tile.pixels.empty()) {
    sheet.draw(PictureItem{tile.pixels, box});
    sheet.draw(RectangleItem{frame, 0, {}, c.hairline, 1});
    return;
  }
  sheet.draw(RectangleItem{frame, 0, c.raised, c.hairline, 1});
  const double room = std::max(box.width - 16, 16.0);
  Paragraph words{{sheet.span(sheet.in(tile.problem), 11.5, c.muted)}, room, 16, Align::Center};
  if (Sheet::extent(words).height > box.height - 8)
    words.spans = {sheet.span(sheet.in({"not possible", "不可行"}), 11.5, c.muted)};
  const double high = Sheet::extent(words).height;
  sheet.label(words, {box.x + 8, box.y + std::floor((box.height - high) / 2)});
}

/// What stands above the columns, or, of a single parameter, what the values are of.
double ContactSheet::put_heads(Sheet& sheet, cv::Point2d at) const {
  const FigurePalette& c = sheet.colors();
  Paragraph name{
      {sheet.span(sheet.in(sweep_.demo->stage_name(sweep_.stage)), 15, c.ink, true)}, 0, name_line};
  const double total = heads_ + columns_ * width_ + (columns_ - 1) * gap;
  name.width = std::max(total, least_width);
  name.cut = true;
  sheet.set("stage", name, at);
  double y = at.y + name_line + 4;
  const auto axis_name = [&](const SweepAxis& axis, const std::string& arrow) {
    return sheet.span(sheet.in(parameter_of(sweep_, axis).name) + arrow, 11.5, c.muted);
  };
  if (sweep_.axes.size() == 1) {
    sheet.set("axis:0", {{axis_name(sweep_.axes[0], "")}, 0, small_line}, {at.x, y});
    return y + small_line + 8 - at.y;
  }
  const Paragraph down{{axis_name(sweep_.axes[0], "  ↓")}, heads_ - gap, small_line};
  const double tall = sheet.set("axis:0", down, {at.x, y}).height;
  const double left = at.x + heads_;
  sheet.set("axis:1", {{axis_name(sweep_.axes[1], "  →")}, 0, small_line}, {left, y});
  y += std::max(tall - value_line, small_line + 2);
  for (int column = 0; column < columns_; ++column) {
    const SweepAxis& axis = sweep_.axes[1];
    const std::string words = told_value(look_.figure.language, parameter_of(sweep_, axis),
                                         axis.values[static_cast<std::size_t>(column)]);
    Paragraph head{{sheet.span(words, 13, c.ink, true)}, static_cast<double>(width_), value_line};
    head.cut = true;
    sheet.set(fmt::format("column:{}", column), head, {left + column * (width_ + gap), y});
  }
  return y + value_line + 4 - at.y;
}

double ContactSheet::put_row(Sheet& sheet, int row, cv::Point2d at) const {
  const FigurePalette& c = sheet.colors();
  const Language language = look_.figure.language;
  const std::size_t first = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_);
  const std::size_t last = std::min(tiles_.size(), first + static_cast<std::size_t>(columns_));
  const bool one = sweep_.axes.size() == 1;
  double y = at.y;
  double tall = 0;
  if (!one) {
    const SweepAxis& axis = sweep_.axes[0];
    const std::string words =
        told_value(language, parameter_of(sweep_, axis), axis.values[static_cast<std::size_t>(row)]);
    const Paragraph head{{sheet.span(words, 13, c.ink, true)}, heads_ - gap, value_line};
    tall = sheet.set(fmt::format("row:{}", row), head, {at.x, y - 3}).height - 3;
  }
  const auto left = [&](std::size_t i) {
    return at.x + heads_ + static_cast<double>(i - first) * (width_ + gap);
  };
  for (std::size_t i = first; one && i < last; ++i) {
    const SweepAxis& axis = sweep_.axes[0];
    Paragraph head{
        {sheet.span(told_value(language, parameter_of(sweep_, axis), axis.values[i]), 13, c.ink, true)},
        static_cast<double>(width_),
        value_line};
    head.cut = true;
    sheet.set(fmt::format("value:{}", i), head, {left(i), y});
  }
  if (one) y += value_line + 2;
  for (std::size_t i = first; i < last; ++i) {
    put_tile(sheet, i, {left(i), y});
    tall = std::max<double>(tall, tiles_[i].pixels.empty() ? empty_size().height : tiles_[i].size.height);
  }
  y += tall;
  // A picture that is cut out of the sheet still says what it is of.
  for (std::size_t i = first; !one && i < last; ++i) {
    std::string words;
    const Settings settings = sweep_.settings_of(i);
    for (const SweepAxis& axis : sweep_.axes) {
      words +=
          (words.empty() ? "" : "  ·  ") + told_value(language, parameter_of(sweep_, axis),
                                                      settings[static_cast<std::size_t>(axis.parameter)]);
    }
    Paragraph label{{sheet.span(words, 11, c.muted)}, static_cast<double>(width_), small_line};
    label.cut = true;
    sheet.set(fmt::format("value:{}", i), label, {left(i), y + 1});
  }
  return y + (one ? 0 : small_line + 1) - at.y;
}

double ContactSheet::put_grid(Sheet& sheet, cv::Point2d at, double& width) const {
  double y = at.y;
  y += put_heads(sheet, {at.x, y});
  for (int row = 0; row < rows_; ++row) {
    if (row > 0) y += gap;
    y += put_row(sheet, row, {at.x, y});
  }
  width = heads_ + columns_ * width_ + (columns_ - 1) * gap;
  return y - at.y;
}

double ContactSheet::put_legend_part(Sheet& sheet, cv::Point2d at, double width) const {
  const Stage* stage = stage_of(sweep_);
  if (!stage || stage->kind == StageKind::Data) return 0;
  if (has_own_scale(stage->view)) {
    const Text words{"The colours of each picture span its own values.",
                     "每幅图像的颜色各自对应其自身的取值范围。"};
    return 12 + sheet
                    .set("scale",
                         {{sheet.span(sheet.in(words), 11.5, sheet.colors().muted)}, width, small_line},
                         {at.x, at.y + 12})
                    .height;
  }
  const double room = std::min(width, least_width);
  put_legend(sheet, *sweep_.demo, sweep_.stage, {}, at, room);
  return legend_height(sheet, *stage, room);
}

double ContactSheet::put_caption_part(Sheet& sheet, cv::Point2d at, double width) const {
  Snapshot snapshot;
  const std::size_t first = sweep_.first();
  snapshot.request = {sweep_.demo, frame_, sweep_.settings_of(first), {}, sweep_.variant, true};
  auto source = std::make_shared<StageResult>();
  source->output = Output(frame_->pixels);
  snapshot.source = source;
  CaptionSweep told;
  for (const SweepAxis& axis : sweep_.axes)
    told.told[axis.parameter] = told_values(look_.figure.language, parameter_of(sweep_, axis), axis.values);
  for (std::size_t i = 0; i < sweep_.size(); ++i) {
    if (!sweep_.problem(i)) told.settings.push_back(sweep_.settings_of(i));
  }
  return put_caption(sheet, snapshot, at, width, told);
}

Figure ContactSheet::lay_out() const {
  Sheet sheet(look_.figure);
  double width = 0;
  double y = margin;
  y += put_grid(sheet, {margin, y}, width);
  y += put_legend_part(sheet, {margin, y}, std::max(width, least_width));
  width = std::max(width, least_width);
  if (look_.figure.caption) {
    y += caption_gap;
    y += put_caption_part(sheet, {margin, y}, width);
  }
  const cv::Size2d size(width + 2 * margin, y + margin);
  check_size(size, look_.figure.scale, look_);
  return sheet.finish({static_cast<int>(std::ceil(size.width)), static_cast<int>(std::ceil(size.height))},
                      sheet.in(sweep_.demo->name));
}

}  // namespace pixelwhy
