#include <algorithm>
#include <cmath>

#include "core/view.h"
#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr double gap = 10;
constexpr double bar_height = 6;
constexpr double tick_height = 4;
constexpr double number_line = 15;
constexpr double number_size = 11;
constexpr double widest_bar = 480;
constexpr double wheel = 44;
constexpr double wheel_margin_x = 34;
constexpr double label_line = 18;

struct BarNumber {
  Paragraph paragraph;
  double share = 0;
};

/// As many numbers as fit. The scales are not linear, so those between the ends matter.
std::vector<BarNumber> bar_numbers(const Sheet& sheet, View view, Range range, double width) {
  constexpr double least_gap = 8;
  std::vector<BarNumber> numbers;
  for (const int parts : {4, 2, 1}) {
    numbers.clear();
    double free_from = -least_gap;
    bool fits = true;
    for (int i = 0; i <= parts; ++i) {
      const double share = static_cast<double>(i) / parts;
      double value = value_at_share(view, range, share);
      if (i > 0 && i < parts && std::abs(value) >= 10) value = std::round(value);
      const Align align = i == 0 ? Align::Left : i == parts ? Align::Right : Align::Center;
      Paragraph number{
          {sheet.span(told_number(value), number_size, sheet.colors().muted)}, 0, number_line, align};
      const double taken = Sheet::extent(number).width;
      const double left = share * (width - taken) + (align == Align::Center ? (share - 0.5) * taken : 0);
      fits = fits && left >= free_from + least_gap;
      free_from = left + taken;
      numbers.push_back({std::move(number), share});
    }
    if (fits) break;
  }
  return numbers;
}

void put_bar(Sheet& sheet, View view, Range range, cv::Point2d at, double width) {
  width = std::min(std::floor(width), widest_bar);
  cv::Mat strip(1, static_cast<int>(width) * sheet.options().scale, CV_8UC3);
  for (int x = 0; x < strip.cols; ++x) {
    const double value = value_at_share(view, range, (x + 0.5) / strip.cols);
    strip.at<cv::Vec3b>(0, x) = color_of(view, range, &value, 1);
  }
  const cv::Rect2d bar(at.x, at.y + gap, width, bar_height);
  sheet.draw(PictureItem{strip, bar});
  sheet.draw(RectangleItem{cv::Rect2d(bar.x - 0.5, bar.y - 0.5, bar.width + 1, bar.height + 1),
                           0,
                           {},
                           sheet.colors().hairline,
                           1});
  for (const BarNumber& number : bar_numbers(sheet, view, range, width))
    sheet.label(number.paragraph, {bar.x + number.share * width, bar.y + bar_height + tick_height});
  sheet.add_part("scale", cv::Rect2d(at.x, at.y + gap, width, bar_height + tick_height + number_line));
}

void put_wheel(Sheet& sheet, const Demo& demo, const Stage& stage, cv::Point2d at, double width) {
  const int pixels = static_cast<int>(wheel) * sheet.options().scale;
  cv::Mat disc(pixels, pixels, CV_8UC3);
  for (int y = 0; y < pixels; ++y) {
    for (int x = 0; x < pixels; ++x) {
      const double dx = x + 0.5 - pixels / 2.0;
      const double dy = y + 0.5 - pixels / 2.0;
      double degrees = std::atan2(dy, dx) * 180 / CV_PI;
      if (degrees < 0) degrees += 360;
      disc.at<cv::Vec3b>(y, x) = color_of(View::Angle, {0, 360}, &degrees, 1);
    }
  }
  const cv::Rect2d box(at.x + wheel_margin_x, at.y + gap + number_line, wheel, wheel);
  sheet.draw(PictureItem{disc, box, true});
  sheet.draw(CircleItem{(box.tl() + box.br()) / 2, wheel * 0.27, sheet.colors().paper, {}, 1, {}});
  const auto number = [&](const char* text, Align align, double x, double y) {
    sheet.label({{sheet.span(text, number_size, sheet.colors().muted)}, 0, number_line, align, false},
                {x, y});
  };
  const double middle = box.y + wheel / 2 - number_line / 2;
  number("0°", Align::Left, box.x + wheel + 6, middle);
  number("180°", Align::Right, box.x - 6, middle);
  number("270°", Align::Center, box.x + wheel / 2, box.y - number_line - 1);
  number("90°", Align::Center, box.x + wheel / 2, box.y + wheel + 1);
  const double right = box.x + wheel + wheel_margin_x;
  sheet.add_part("wheel", cv::Rect2d(at.x, at.y + gap, right - at.x, wheel + 2 * number_line + 1));
  if (!stage.view_weight) return;
  const std::string weight = sheet.in(demo.stage_name(*stage.view_weight));
  const std::string told = sheet.options().language == Language::Chinese
                               ? weight + "越小越暗"
                               : "dark where the " + weight + " is small";
  const Paragraph note{
      {sheet.span(told, number_size, sheet.colors().muted)}, at.x + width - right - 16, number_line + 2};
  if (note.width < 60) return;
  sheet.set("wheel note", note, {right + 16, middle - 1});
}

double label_width(const Sheet& sheet, const std::string& name) {
  return 18 +
         Sheet::extent({{sheet.span(name, number_size + 0.5, sheet.colors().muted)}, 0, label_line}).width +
         18;
}

/// Draws the legend of labels unless `sheet` is only asked how many lines it takes.
int label_lines(const Sheet& sheet, const Stage& stage, double width, Sheet* draw_on, cv::Point2d at) {
  double x = 0;
  int line = 0;
  for (std::size_t i = 0; i < stage.labels.size(); ++i) {
    const std::string name = sheet.in(stage.labels[i]);
    const double taken = label_width(sheet, name);
    if (x > 0 && x + taken > width) {
      x = 0;
      ++line;
    }
    if (draw_on) {
      const double value = static_cast<double>(i);
      const cv::Vec3b color = color_of(View::Labels, {0, 1}, &value, 1);
      const cv::Point2d place(at.x + x, at.y + gap + line * label_line);
      draw_on->draw(RectangleItem{cv::Rect2d(place.x + 0.5, place.y + 3.5, 11, 11), 2,
                                  Ink{color[2] / 255.0, color[1] / 255.0, color[0] / 255.0, 1},
                                  sheet.colors().hairline, 1});
      draw_on->set("label:" + name,
                   {{sheet.span(name, number_size + 0.5, sheet.colors().muted)}, 0, label_line},
                   {place.x + 18, place.y});
    }
    x += taken;
  }
  return line + 1;
}

bool has_bar(View view) {
  return view == View::Signed || view == View::Magnitude || view == View::Accumulator;
}

}  // namespace

double legend_height(const Sheet& sheet, const Stage& stage, double width) {
  if (has_bar(stage.view)) return gap + bar_height + tick_height + number_line;
  if (stage.view == View::Angle) return gap + wheel + 2 * number_line + 1;
  if (stage.view == View::Labels && !stage.labels.empty())
    return gap + label_line * label_lines(sheet, stage, width, nullptr, {});
  return 0;
}

void put_legend(Sheet& sheet, const Demo& demo, StageId stage, const cv::Mat& image, cv::Point2d at,
                double width) {
  const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
  if (has_bar(declared.view)) {
    put_bar(sheet, declared.view, view_range(declared.view, image), at, width);
  } else if (declared.view == View::Angle) {
    put_wheel(sheet, demo, declared, at, width);
  } else if (declared.view == View::Labels) {
    label_lines(sheet, declared, width, &sheet, at);
  }
}

}  // namespace pixelwhy
