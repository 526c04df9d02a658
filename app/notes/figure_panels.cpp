#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/view.h"
#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr double content_width = 960;
constexpr double lone_width = 720;  // of a single picture
constexpr double column_gap = 28;
constexpr double row_gap = 28;
constexpr double name_line = 20;
constexpr double name_gap = 8;
constexpr double tallest = 760;
constexpr double caption_height = 230;  // about
constexpr double pleasant_form = 1.25;
constexpr double narrowest = 200;        // a cell that holds a name and a scale
constexpr int largest_enlargement = 96;  // of a pixel
const Ink line_color{1, 0.36, 0.27, 1};
const Ink shadow{0, 0, 0, 0.45};

/// A cell of the grid: the picture of a stage, or the plot of its data.
struct Panel {
  StageId stage = source_stage;
  const Output* output = nullptr;
  bool is_plot = false;
  std::string name;
  std::string id;
  cv::Size size;  ///< of the picture or plot, laid out
};

bool is_plot(const Data& data) {
  return std::holds_alternative<Histogram>(data) || std::holds_alternative<Curve>(data) ||
         std::holds_alternative<Matrix>(data) || std::holds_alternative<Facts>(data);
}

bool same_plot(const Data& a, const Data& b) {
  if (a.index() != b.index()) return false;
  if (const auto* histogram = std::get_if<Histogram>(&a))
    return histogram->counts == std::get<Histogram>(b).counts;
  if (const auto* curve = std::get_if<Curve>(&a))
    return curve->x == std::get<Curve>(b).x && curve->y == std::get<Curve>(b).y;
  if (const auto* facts = std::get_if<Facts>(&a)) return facts->facts == std::get<Facts>(b).facts;
  const cv::Mat& x = std::get<Matrix>(a).values;
  const cv::Mat& y = std::get<Matrix>(b).values;
  return x.size() == y.size() && (x.empty() || cv::norm(x, y, cv::NORM_INF) == 0);
}

const Stage* declared(const Snapshot& snapshot, StageId stage) {
  return stage == source_stage ? nullptr : &snapshot.request.demo->stages[static_cast<std::size_t>(stage)];
}

/// `Kernel`, or `Result: histogram` where the demo has no name for it.
std::string plot_name(const Sheet& sheet, const Snapshot& snapshot, StageId stage, const Data& data) {
  const Stage& declaration = *declared(snapshot, stage);
  if (!declaration.data_name.empty()) return sheet.in(declaration.data_name);
  Text kind{"matrix", "矩阵"};
  if (std::holds_alternative<Histogram>(data)) kind = {"histogram", "直方图"};
  if (std::holds_alternative<Facts>(data)) kind = {"figures", "数值"};
  if (std::holds_alternative<Curve>(data)) kind = {"curve", "曲线"};
  return sheet.in(declaration.name) + sheet.in({": ", "："}) + sheet.in(kind);
}

/// The id is worth showing where it is another word than the name.
std::string shown_id(const std::string& id, const Text& name) {
  std::string lower = name.en;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower == id ? "" : id;
}

/// A panel for every stage, and behind them the plots that come with the pictures: a kernel, a histogram. The
/// same plot is not shown twice.
std::vector<Panel> panels_of(const Sheet& sheet, const Snapshot& snapshot,
                             const std::vector<StageId>& stages) {
  const Demo& demo = *snapshot.request.demo;
  std::vector<Panel> panels;
  std::vector<Panel> plots;
  for (const StageId stage : stages) {
    const Output& output = snapshot.result(stage)->output;
    const Text name = demo.stage_name(stage);
    panels.push_back(
        {stage, &output, output.image.empty(), sheet.in(name), shown_id(demo.stage_id(stage), name), {}});
    if (output.image.empty() || !is_plot(output.data)) continue;
    const bool known = std::any_of(plots.begin(), plots.end(), [&](const Panel& other) {
      return same_plot(other.output->data, output.data);
    });
    if (!known)
      plots.push_back({stage, &output, true, plot_name(sheet, snapshot, stage, output.data), "", {}});
  }
  panels.insert(panels.end(), plots.begin(), plots.end());
  return panels;
}

/// An accumulator is a diagram of angle over distance; it takes whatever form the page has for it.
bool is_diagram(const Snapshot& snapshot, const Panel& panel) {
  const Stage* stage = declared(snapshot, panel.stage);
  return stage && stage->view == View::Accumulator;
}

cv::Size fitted(const Snapshot& snapshot, const Panel& panel, double width, double aspect) {
  const auto whole = [](double length) { return std::max(1, static_cast<int>(std::lround(length))); };
  if (panel.is_plot || is_diagram(snapshot, panel)) {
    return {whole(width), whole(std::min(width / std::clamp(aspect, 1.0, 1.8), tallest))};
  }
  const cv::Size size = panel.output->image.size();
  const double fit = std::min(width / size.width, tallest / size.height);
  if (fit < 1) return {whole(size.width * fit), whole(size.height * fit)};
  return size * std::min(static_cast<int>(fit), largest_enlargement);
}

/// The greatest value of each block, so that a lone peak is not lost.
cv::Mat greatest(const cv::Mat& image, cv::Size size) {
  cv::Mat result(size, CV_32FC1);
  for (int y = 0; y < size.height; ++y) {
    const int top = y * image.rows / size.height;
    const int bottom = std::max(top + 1, (y + 1) * image.rows / size.height);
    for (int x = 0; x < size.width; ++x) {
      const int left = x * image.cols / size.width;
      const int right = std::max(left + 1, (x + 1) * image.cols / size.width);
      double best = 0;
      cv::minMaxIdx(image(cv::Range(top, bottom), cv::Range(left, right)), nullptr, &best);
      result.at<float>(y, x) = static_cast<float>(best);
    }
  }
  return result;
}

/// The stage in its colours with exactly as many pixels as it gets on the page.
cv::Mat panel_pixels(const Snapshot& snapshot, const Panel& panel, cv::Size size) {
  const Stage* stage = declared(snapshot, panel.stage);
  const cv::Mat& image = panel.output->image;
  const View view = stage ? stage->view : View::Picture;
  const Range range = view_range(view, image);
  if (is_diagram(snapshot, panel)) return colorize(view, range, greatest(image, size));
  cv::Mat weight;
  if (stage && stage->view_weight) {
    if (const ResultPtr magnitude = snapshot.result(*stage->view_weight)) weight = magnitude->output.image;
  }
  const cv::Mat colors = colorize(view, range, image, weight);
  cv::Mat result;
  cv::resize(colors, result, size, 0, 0, size.width < image.cols ? cv::INTER_AREA : cv::INTER_NEAREST);
  return result;
}

/// Both ends of a line of the picture: what it has outside is cut away by the clip.
PathItem line_item(const Line& line, const cv::Rect2d& box, double unit, double thickness, const Ink& ink) {
  const cv::Point2d normal(std::cos(line.theta), std::sin(line.theta));
  const cv::Point2d middle(box.x + box.width / 2, box.y + box.height / 2);
  const cv::Point2d origin = box.tl() + cv::Point2d(0.5, 0.5) * unit;
  // The foot of the perpendicular from the middle of the picture keeps both ends close to it.
  const double distance = line.rho * unit - (middle - origin).dot(normal);
  const cv::Point2d foot = middle + normal * distance;
  const double reach = std::hypot(box.width, box.height);
  const cv::Point2d along(-normal.y * reach, normal.x * reach);
  return {{foot - along, foot + along}, false, {}, ink, thickness, box};
}

void put_overlay(Sheet& sheet, const Data& data, const cv::Rect2d& box, double unit) {
  if (const auto* lines = std::get_if<Lines>(&data)) {
    const std::size_t count = std::min<std::size_t>(lines->lines.size(), 2000);
    for (std::size_t i = count; i-- > 0;) {
      sheet.draw(line_item(lines->lines[i], box, unit, 2.6, shadow));
      sheet.draw(line_item(lines->lines[i], box, unit, 1.3, line_color));
    }
  } else if (const auto* points = std::get_if<Points>(&data)) {
    const std::size_t count = std::min<std::size_t>(points->points.size(), 20000);
    for (std::size_t i = 0; i < count; ++i) {
      const cv::Point2d place = box.tl() + (points->points[i] + cv::Point2d(0.5, 0.5)) * unit;
      sheet.draw(CircleItem{place, 2.2, line_color, shadow, 0.8, box});
    }
  }
}

/// Where the pinned pixel lies: its outline where that can be seen, else a ring about it.
void put_mark(Sheet& sheet, cv::Point at, cv::Size image, const cv::Rect2d& box) {
  const double across = box.width / image.width;
  const double down = box.height / image.height;
  const cv::Rect2d pixel(box.x + at.x * across, box.y + at.y * down, across, down);
  if (std::min(across, down) >= 6) {
    sheet.draw(RectangleItem{pixel, 0, {}, shadow, 3.5});
    sheet.draw(RectangleItem{pixel, 0, {}, sheet.colors().mark, 1.75});
    return;
  }
  const cv::Point2d center = (pixel.tl() + pixel.br()) / 2;
  sheet.draw(CircleItem{center, 7, {}, Ink{0, 0, 0, 0.65}, 4.25, box});
  sheet.draw(CircleItem{center, 7, {}, sheet.colors().mark, 2, box});
  sheet.draw(CircleItem{center, 1.25, sheet.colors().mark, {}, 1, box});
}

void put_name(Sheet& sheet, const Panel& panel, std::size_t index, std::size_t count, cv::Point2d at,
              double width, const std::string& size_note) {
  const FigurePalette& c = sheet.colors();
  Paragraph name;
  name.line_height = name_line;
  if (count > 1 && count <= 26)
    name.spans.push_back(
        sheet.span(std::string(1, static_cast<char>('a' + index)) + "   ", 13, c.muted, true));
  name.spans.push_back(sheet.span(panel.name, 13, c.ink, true));
  std::string note = panel.id;
  if (!size_note.empty()) note += (note.empty() ? "" : "  ·  ") + size_note;
  double room = width;
  if (!note.empty()) {
    Paragraph id{{sheet.span(note, 11.5, c.muted)}, 0, name_line, Align::Right, false};
    const double taken = Sheet::extent(id).width;
    if (taken + 16 + Sheet::extent(name).width <= width) {
      sheet.set("id:" + panel.name, id, {at.x + width, at.y});
      room = width - taken - 16;
    }
  }
  name.width = room;
  name.cut = true;
  sheet.set("name:" + panel.name, name, at);
}

struct Grid {
  int columns = 1;
  double cell = 0;
};

/// The number of columns that gives the page, with its caption, a pleasant form without leaving cells empty.
int best_columns(const std::vector<Panel>& panels, double aspect) {
  const int count = static_cast<int>(panels.size());
  int best = 1;
  double best_score = 1e9;
  for (int columns = 1; columns <= std::min(count, 4); ++columns) {
    const int rows = (count + columns - 1) / columns;
    const double cell = (content_width - (columns - 1) * column_gap) / columns;
    const double height = caption_height + rows * (std::min(cell / aspect, tallest) + name_line + row_gap);
    const double empty = static_cast<double>(rows * columns - count) / count;
    const double score = std::abs(std::log(content_width / height / pleasant_form)) + 0.8 * empty;
    if (score < best_score) {
      best = columns;
      best_score = score;
    }
  }
  return best;
}

/// The form that most pictures have; the plots follow it.
double common_aspect(const Snapshot& snapshot, const std::vector<Panel>& panels) {
  for (const Panel& panel : panels) {
    if (panel.is_plot || is_diagram(snapshot, panel)) continue;
    const cv::Size size = panel.output->image.size();
    return static_cast<double>(size.width) / size.height;
  }
  return 1.5;
}

void fit_panels(const Snapshot& snapshot, std::vector<Panel>& panels, Grid& grid, double aspect) {
  const double room =
      panels.size() == 1 ? lone_width : (content_width - (grid.columns - 1) * column_gap) / grid.columns;
  grid.cell = narrowest;
  for (Panel& panel : panels) {
    if (panel.is_plot || is_diagram(snapshot, panel)) continue;
    panel.size = fitted(snapshot, panel, std::floor(room), aspect);
    grid.cell = std::max<double>(grid.cell, panel.size.width);
  }
  // What has no form of its own takes the width that the pictures need.
  for (Panel& panel : panels) {
    if (panel.size.empty()) {
      const bool alone = grid.cell <= narrowest;
      panel.size = fitted(snapshot, panel, alone ? std::min(std::floor(room), 468.0) : grid.cell, aspect);
    }
    grid.cell = std::max<double>(grid.cell, panel.size.width);
  }
}

std::string size_note(const Snapshot& snapshot, const Panel& panel) {
  if (panel.is_plot || panel.output->image.size() == snapshot.source->output.image.size()) return {};
  return std::to_string(panel.output->image.cols) + " × " + std::to_string(panel.output->image.rows);
}

void put_panel(Sheet& sheet, const Snapshot& snapshot, const Panel& panel, const cv::Rect2d& box) {
  sheet.add_part("picture:" + panel.name, box);
  if (panel.is_plot) return put_plot(sheet, panel.output->data, box);
  const cv::Size pixels = panel.size * sheet.options().scale;
  sheet.draw(PictureItem{panel_pixels(snapshot, panel, pixels), box});
  const cv::Size image = panel.output->image.size();
  const Stage* stage = declared(snapshot, panel.stage);
  if (stage && stage->overlay) put_overlay(sheet, panel.output->data, box, box.width / image.width);
  sheet.draw(RectangleItem{cv::Rect2d(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1),
                           0,
                           {},
                           sheet.colors().hairline,
                           1});
  const auto& pin = sheet.options().pin;
  if (!pin) return;
  const bool same_place = snapshot.result(pin->stage)->output.image.size() == image;
  if (pin->stage == panel.stage || (same_place && !is_diagram(snapshot, panel)))
    put_mark(sheet, pin->at, image, box);
}

}  // namespace

cv::Size2d put_panels(Sheet& sheet, const Snapshot& snapshot, const std::vector<StageId>& stages,
                      cv::Point2d at) {
  std::vector<Panel> panels = panels_of(sheet, snapshot, stages);
  const double aspect = common_aspect(snapshot, panels);
  Grid grid;
  grid.columns = sheet.options().columns > 0
                     ? std::min(sheet.options().columns, static_cast<int>(panels.size()))
                     : best_columns(panels, aspect);
  fit_panels(snapshot, panels, grid, aspect);
  const auto columns = static_cast<std::size_t>(grid.columns);
  double y = at.y;
  for (std::size_t first = 0; first < panels.size(); first += columns) {
    const std::size_t last = std::min(panels.size(), first + columns);
    double tall = 0;
    double legend = 0;
    for (std::size_t i = first; i < last; ++i) {
      tall = std::max<double>(tall, panels[i].size.height);
      const Stage* stage = declared(snapshot, panels[i].stage);
      if (stage && !panels[i].is_plot) legend = std::max(legend, legend_height(sheet, *stage, grid.cell));
    }
    if (first > 0) y += row_gap;
    const double top = y + name_line + name_gap;
    for (std::size_t i = first; i < last; ++i) {
      const double x = at.x + static_cast<double>(i - first) * (grid.cell + column_gap);
      put_name(sheet, panels[i], i, panels.size(), {x, y}, grid.cell, size_note(snapshot, panels[i]));
      put_panel(sheet, snapshot, panels[i], cv::Rect2d(x, top, panels[i].size.width, panels[i].size.height));
      if (!panels[i].is_plot && panels[i].stage != source_stage) {
        put_legend(sheet, *snapshot.request.demo, panels[i].stage, panels[i].output->image,
                   {x, top + panels[i].size.height}, grid.cell);
      }
    }
    y = top + tall + legend;
  }
  return {grid.columns * grid.cell + (grid.columns - 1) * column_gap, y - at.y};
}

}  // namespace pixelwhy
