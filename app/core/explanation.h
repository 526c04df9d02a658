#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

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

/// The arithmetic behind one pixel as plain data. It is computed from the terms and never reads the stage's
/// output.
struct Explanation {
  Rule rule = Rule::Copy;
  std::vector<Term> terms;
  std::size_t terms_total = 0;  ///< set by explain(): how many there were before the list was cut
  std::vector<Step> steps;
  std::vector<double> result;  ///< one number a channel, in memory order
  Text verdict;
  std::optional<Trail> trail;
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
    return {stage, at, channel, value(at, channel), weight};
  }
};

/// A data stage as an explanation reads it.
template <class T>
struct StageData {
  const T& data;
  StageId stage;

  Term entry(cv::Point at, double value, double weight = 1) const { return {stage, at, 0, value, weight}; }
};

}  // namespace pixelwhy
