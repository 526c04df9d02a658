#include <fmt/format.h>

#include <algorithm>

#include "operators/arithmetic.h"
#include "rotate-90/rotate.h"

namespace pixelwhy {

namespace {

/// The pixel `from` of a stage, taken over as it is.
Explanation copied(const StageImage& image, cv::Point from) {
  Explanation explanation = explain_copy(from, image);
  explanation.verdict = {
      fmt::format("The pixel from ({}, {}), unchanged: only its place is new.", from.x, from.y),
      fmt::format("来自 ({}, {}) 的像素，值不变，只换了位置。", from.x, from.y)};
  return explanation;
}

/// A coordinate of the input as its rule and its numbers: "h − 1 − x = 480 − 1 − 300".
std::string coordinate(char of, int value, bool from_the_end, char side, int length) {
  if (!from_the_end) return fmt::format("{}", of);
  return fmt::format("{} − 1 − {} = {} − 1 − {}", side, of, length, value);
}

void say_origin(Explanation& explanation, cv::Point at, cv::Size size, Turn turn) {
  const cv::Point from = origin_of(at, size, turn);
  const cv::Point zero = origin_of({0, 0}, size, turn);
  const bool exchanged = exchanges_sides(turn);
  const int column_of = exchanged ? at.y : at.x;
  const int row_of = exchanged ? at.x : at.y;
  // From the end where the first pixel comes from it; on a side of one pixel both are the same.
  const bool columns = zero.x > 0;
  const bool rows = zero.y > 0;
  explanation.steps.push_back({{"column it comes from", "来自的列"},
                               coordinate(exchanged ? 'y' : 'x', column_of, columns, 'w', size.width),
                               static_cast<double>(from.x),
                               {}});
  explanation.steps.push_back({{"row it comes from", "来自的行"},
                               coordinate(exchanged ? 'x' : 'y', row_of, rows, 'h', size.height),
                               static_cast<double>(from.y),
                               {}});
}

}  // namespace

Explanation explain_turn(cv::Point at, const StageImage& image, Turn turn) {
  const cv::Size size = image.image.size();
  Explanation explanation = copied(image, origin_of(at, size, turn));
  say_origin(explanation, at, size, turn);
  return explanation;
}

Explanation explain_transposed(cv::Point at, const StageImage& image) {
  return explain_turn(at, image, Turn::Transpose);
}

Explanation explain_mirrored(cv::Point at, const StageImage& input, const StageImage& transposed, Turn turn) {
  const StageImage& image = exchanges_sides(turn) ? transposed : input;
  const cv::Size size = image.image.size();
  const Mirror mirror = mirror_of(turn);
  const cv::Point from(mirror.columns ? size.width - 1 - at.x : at.x,
                       mirror.rows ? size.height - 1 - at.y : at.y);
  Explanation explanation = copied(image, from);
  explanation.steps.push_back({{"column it comes from", "来自的列"},
                               coordinate('x', at.x, mirror.columns, 'w', size.width),
                               static_cast<double>(from.x),
                               {}});
  explanation.steps.push_back({{"row it comes from", "来自的行"},
                               coordinate('y', at.y, mirror.rows, 'h', size.height),
                               static_cast<double>(from.y),
                               {}});
  return explanation;
}

Explanation explain_in_place(cv::Point at, const StageImage& image, Turn turn) {
  const cv::Size size = image.image.size();
  Explanation explanation = explain_turn(at, image, turn);
  const bool square = size.width == size.height;
  const cv::Size result = turned_size(size, turn);
  // Where sides are exchanged on other rectangles, what counts is the place in memory, which stays the same.
  const bool by_memory = exchanges_sides(turn) && !square;
  const auto origin = [&](cv::Point place) {
    const cv::Point from = origin_of(place, size, turn);
    if (!by_memory) return from;
    const int index = from.y * size.width + from.x;
    return cv::Point(index % result.width, index / result.width);
  };
  constexpr int shown = 4;
  std::string chain = fmt::format("({}, {})", at.x, at.y);
  int length = 1;
  for (cv::Point place = origin(at); place != at; place = origin(place)) {
    if (length++ < shown) chain += fmt::format(" ← ({}, {})", place.x, place.y);
  }
  if (length > shown) chain += " ← …";
  if (square) {
    const int ring = std::min({at.x, at.y, size.width - 1 - at.x, size.height - 1 - at.y});
    explanation.steps.push_back({{"ring, counted from the outermost", "所在的环，自外向内数"},
                                 "min(x, y, n − 1 − x, n − 1 − y)",
                                 static_cast<double>(ring),
                                 {}});
  }
  explanation.steps.push_back({{"pixels that change places in turn", "依次交换位置的像素数"},
                               chain,
                               static_cast<double>(length),
                               {}});
  return explanation;
}

}  // namespace pixelwhy
