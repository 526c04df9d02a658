#pragma once

#include <string>

#include "core/explanation.h"
#include "core/parameter.h"

namespace pixelwhy {

// Turning and mirroring by whole pixels: the symmetries of a rectangle on its grid, equal to cv::rotate,
// cv::flip and cv::transpose. No value is computed, each only goes to another place. Pictures are CV_8UC1 or
// CV_8UC3; a picture of w × h becomes one of h × w where it is turned by 90 or 270 degrees or transposed.
// Degrees are clockwise as seen.

enum class Turn {
  Clockwise90,
  HalfTurn,
  Clockwise270,
  FlipHorizontal,
  FlipVertical,
  Transpose,
  AntiTranspose
};

std::vector<Option> turn_options();

/// Whether rows become columns.
constexpr bool exchanges_sides(Turn turn) {
  return turn == Turn::Clockwise90 || turn == Turn::Clockwise270 || turn >= Turn::Transpose;
}

/// The size of the result.
cv::Size turned_size(cv::Size size, Turn turn);

/// The rule of every pixel: where in the input (of `size`) the result's pixel `at` comes from.
cv::Point origin_of(cv::Point at, cv::Size size, Turn turn);
/// Where the input's pixel `at` goes: the inverse.
cv::Point target_of(cv::Point at, cv::Size size, Turn turn);

/// By index arithmetic: the result is filled row by row, each pixel fetched from where it comes from. With 90
/// degrees a row of the result is a column of the input, so that neighbours come from memory a whole row
/// apart.
cv::Mat turn_by_index(const cv::Mat& image, Turn turn);

/// Rows become columns: result(x, y) = image(y, x).
cv::Mat transposed(const cv::Mat& image);
/// The rest of the turn: what was transposed (or the input itself, where sides are not exchanged) is
/// mirrored, row by row, which runs along memory.
cv::Mat mirrored(const cv::Mat& image, Turn turn);
/// What mirrored() mirrors.
struct Mirror {
  bool columns = false;  ///< left and right are exchanged
  bool rows = false;     ///< top and bottom are exchanged
};
Mirror mirror_of(Turn turn);

/// In place, ring by ring: pixels change places in cycles of four (90 degrees) or two, and only one is kept
/// aside. That needs a square where sides are exchanged. Otherwise the pixels of a picture without gaps
/// follow the cycles of the permutation of their places, which are as long as they come; a bit a pixel
/// remembers who has moved. The argument is copied first, for it must stay.
cv::Mat turn_in_place(const cv::Mat& image, Turn turn);

/// In tiles that fit into the first-level cache together with what they become, in parallel. Whole rows where
/// no sides are exchanged.
cv::Mat turn_in_tiles(const cv::Mat& image, Turn turn);

/// Copies: the pixel where it comes from.
Explanation explain_turn(cv::Point at, const StageImage& image, Turn turn);
Explanation explain_transposed(cv::Point at, const StageImage& image);
/// From the stage that is mirrored.
Explanation explain_mirrored(cv::Point at, const StageImage& input, const StageImage& transposed, Turn turn);
/// With the ring and the cycle that the pixel moved in.
Explanation explain_in_place(cv::Point at, const StageImage& image, Turn turn);

}  // namespace pixelwhy
