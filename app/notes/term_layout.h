#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/demo.h"

namespace pixelwhy {

/// Terms that are the pixels of a rectangular window of one channel of one stage. Pixels outside the picture
/// stand where they were asked for.
struct TermGrid {
  StageId stage = source_stage;
  int channel = 0;
  cv::Rect window;
  std::vector<int> cells;  ///< index of the term at each position, row by row, -1 where there is none
  bool weighted = false;   ///< the weights differ from one another or from 1

  int at(int x, int y) const {
    return cells[static_cast<std::size_t>((y - window.y) * window.width + x - window.x)];
  }
};

/// The terms as windows where they form some, at least two by two or three in a row, each position once; the
/// others are left in `rest` by their index, and so are the entries of the demo's data stages. Both are in
/// the order of the terms.
struct TermLayout {
  std::vector<TermGrid> grids;
  std::vector<int> rest;
};
TermLayout lay_out(const std::vector<Term>& terms, const Demo* demo = nullptr);

/// Whether the weights of the terms are worth showing.
bool shows_weights(const Explanation& explanation);

}  // namespace pixelwhy
