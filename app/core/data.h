#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

// Results that are not pictures. Each is plotted or drawn over the picture, and exported as JSON.

/// Counts of values; bin i counts the value i.
struct Histogram {
  std::vector<double> counts;
  /// A measure of each value (a criterion that some value makes greatest), drawn over the counts on a scale
  /// of its own from 0 up; empty: none.
  std::vector<double> measure = {};
  Text measure_name = {};
  std::optional<double> mark = {};  ///< a place on the axis of values that is marked (a threshold)

  /// The measure on the scale of the counts, whose greatest value is `top`.
  std::vector<double> measure_up_to(double top) const;
};

/// A sampled function, y over x; `reference` is an optional second curve over the same x, to compare with.
struct Curve {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> reference;
  Text x_label;
  Text y_label;
};

/// A matrix of numbers, CV_64FC1.
struct Matrix {
  cv::Mat values;
};

/// A straight line x·cos(theta) + y·sin(theta) = rho with its votes; rho in pixels, theta in radians.
struct Line {
  double rho = 0;
  double theta = 0;
  int votes = 0;
  friend bool operator==(const Line&, const Line&) = default;
};
struct Lines {
  std::vector<Line> lines;
};

/// Positions in the picture, pixel centres at integers.
struct Points {
  std::vector<cv::Point2d> points;
};

/// A few numbers with their names and how they come about: `(480 + 2 − 3) / 1 + 1`.
struct Fact {
  Text label;
  std::string working;
  double value = 0;
  std::string unit;
  friend bool operator==(const Fact&, const Fact&) = default;
};
struct Facts {
  std::vector<Fact> facts;
};

using Data = std::variant<std::monostate, Histogram, Curve, Matrix, Lines, Points, Facts>;

/// A picture that comes with data: lines drawn over it, the kernel that made it.
template <class T>
struct Picture {
  cv::Mat image;
  T data;
};

/// What a stage yields: a picture, data, or both.
struct Output {
  cv::Mat image;  ///< empty for a stage of data alone
  Data data;

  Output() = default;
  Output(cv::Mat picture) : image(std::move(picture)) {}
  template <class T>
  Output(Picture<T> both) : image(std::move(both.image)), data(std::move(both.data)) {}
  template <class T>
  requires std::is_constructible_v<Data, T> Output(T only) : data(std::move(only)) {}
};

}  // namespace pixelwhy
