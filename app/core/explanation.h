#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/data.h"
#include "core/text.h"

namespace pixelwhy {

/// A stage by its place in its demo's graph; `source_stage` is the picture as loaded.
using StageId = int;
inline constexpr StageId source_stage = -1;

/// How a pixel follows from its terms; CONTRACT "explain --json" says what each promises.
enum class Rule {
  WeightedSum,
  Interpolation,
  Minimum,
  Maximum,
  Copy,
  LookUp,
  Formula,
  Comparison,
  Connection,
  Votes
};

const char* rule_id(Rule rule);  ///< `weighted-sum`, ...
Text rule_name(Rule rule);

/// One pixel (or entry of a data stage) that a result was computed from.
struct Term {
  StageId stage = source_stage;
  std::optional<cv::Point> at;  ///< after the border rule; empty for the value of a constant border
  int channel = 0;              ///< in memory order (B, G, R)
  double value = 0;
  double weight = 1;
  bool outside = false;  ///< it lay outside the picture, and the border rule chose `at`
  bool deciding =
      false;  ///< it alone settles the result (the winner of a minimum, the strong end of a chain)
  std::optional<cv::Point> asked;  ///< the place outside the picture that was asked for, where `outside`

  /// Where it stands in its window, inside the picture or not.
  std::optional<cv::Point> place() const { return asked ? asked : at; }
};

/// One line of the calculation. `holds` is set where the line is a comparison.
struct Step {
  Text label;
  std::string expression;
  double value = 0;
  std::optional<bool> holds;
};

/// Pixels of a later stage that the explained pixel feeds (an edge pixel's curve in the Hough accumulator).
struct Trail {
  std::string stage;  ///< id of that stage
  std::vector<cv::Point> cells;
  Text label;
};

/// A direction at the explained pixel that its rule follows or computes (a gradient), and the places of the
/// picture that it is compared with: pixel centres lie at integers, a place may lie between them.
struct Heading {
  cv::Point2d vector;
  std::vector<cv::Point2d> compared;
};

/// A part of the picture that lent one of the terms (a tile with a table of its own).
struct Area {
  Text name;
  cv::Rect where;
  std::size_t term = 0;  ///< index of that term
};

/// The arithmetic behind one pixel as plain data. It is computed from the terms and never reads the stage's
/// output.
struct Explanation {
  Rule rule = Rule::Copy;
  std::vector<Term> terms;      ///< of a colour picture in the order R, G, B
  std::size_t terms_total = 0;  ///< set by explain(): how many there were before the list was cut
  std::vector<Step> steps;
  std::vector<double> result;  ///< one number a channel, in memory order
  Text verdict;
  std::optional<Trail> trail;
  std::optional<Heading> heading;
  /// Of an interpolation: where between the pixels of the terms' stage the value is taken. The terms of each
  /// channel are then a square of pixels around it, row by row, before the border rule.
  std::optional<cv::Point2d> position;
  std::vector<Area> areas;
  std::vector<Line> lines;  ///< across the source, that the explained entry stands for
};

inline constexpr std::size_t max_terms = 4096;

/// Keeps at most `limit` terms: the deciding ones first, then those of the largest absolute weight; order is
/// kept.
void cut_terms(Explanation& explanation, std::size_t limit = max_terms);

/// The value of one channel of a pixel of any depth.
double value_at(const cv::Mat& image, cv::Point at, int channel = 0);

/// A picture stage as an explanation reads it: every value taken from it becomes a term that can be travelled
/// to.
struct StageImage {
  const cv::Mat& image;
  StageId stage;

  double value(cv::Point at, int channel = 0) const { return value_at(image, at, channel); }
  Term term(cv::Point at, int channel = 0, double weight = 1) const {
    return {stage, at, channel, value(at, channel), weight, false, false, {}};
  }
};

/// A data stage as an explanation reads it.
template <class T>
struct StageData {
  const T& data;
  StageId stage;

  Term entry(cv::Point at, double value, double weight = 1) const {
    return {stage, at, 0, value, weight, false, false, {}};
  }
};

}  // namespace pixelwhy
