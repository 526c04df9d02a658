#pragma once

#include <functional>
#include <vector>

#include "core/data.h"
#include "core/explanation.h"

namespace pixelwhy {

// The Hough transform for straight lines (P. V. C. Hough, US patent 3 069 654, 1962) in the normal form of
// R. O. Duda and P. E. Hart, "Use of the Hough Transformation to Detect Lines and Curves in Pictures",
// CACM 15(1), 1972: every edge pixel (x, y) votes for all lines x·cos θ + y·sin θ = ρ through it.
// Everything is computed in 32-bit float in the order of cv::HoughLines, so that cells and lines equal its.

/// How the plane of lines is divided into cells: one row an angle, θ = 0, Δθ, 2Δθ, ... below π; one column a
/// distance, `centre` being ρ = 0.
struct HoughGrid {
  int angles = 0;
  int columns = 0;
  int centre = 0;
  float rho = 1;               ///< width of a column, in pixels
  float theta = 0;             ///< height of a row, in radians
  std::vector<float> cosines;  ///< cos θ / rho of each row
  std::vector<float> sines;    ///< sin θ / rho of each row

  /// The local rule of voting: the column for which a pixel votes in the row `angle`. In pictures hardly
  /// wider than a few `rho` it may be one beyond either end.
  int column_of(cv::Point pixel, int angle) const {
    const auto row = static_cast<std::size_t>(angle);
    return cvRound(static_cast<float>(pixel.x) * cosines[row] + static_cast<float>(pixel.y) * sines[row]) +
           centre;
  }
  cv::Size size() const { return {columns, angles}; }
  /// The line for which a cell (column, row) stands.
  Line line_of(cv::Point cell, int votes) const;
};

/// The grid for a picture of that size; `rho` in pixels, `theta` in degrees. |ρ| up to width + height finds a
/// place. A last row closer to π than half a row is left out, for its lines are those of θ = 0.
/// Throws a usage error above 2^28 cells.
HoughGrid hough_grid(cv::Size picture, double rho, double theta);

/// The votes of all pixels of `edges` (CV_8UC1) that are not 0: CV_32FC1 of whole numbers, no guard cells.
cv::Mat hough_votes(const cv::Mat& edges, double rho, double theta);
Explanation explain_votes(cv::Point at, const StageImage& edges, double rho, double theta);
/// The same where only some pixels may vote for lines of that angle.
Explanation explain_votes_of(cv::Point at, const StageImage& edges, double rho, double theta,
                             const std::function<bool(cv::Point)>& may_vote);

/// A cell against its four neighbours: outside the rows there are no votes; beyond the ends of a row count
/// the pixels of `edges` whose vote fell there. Ties: greater than the left and the upper neighbour, not less
/// than the right and the lower one, so that of equal neighbours one remains.
struct PeakComparison {
  int votes = 0;
  int left = 0;
  int right = 0;
  int upper = 0;
  int lower = 0;

  bool peak(int threshold) const {
    return votes > threshold && votes > left && votes > upper && votes >= right && votes >= lower;
  }
};
PeakComparison compare_cell(const cv::Mat& votes, const cv::Mat& edges, const HoughGrid& grid,
                            cv::Point cell);

/// The votes where a cell is a peak above the threshold, 0 elsewhere (CV_32FC1), with the lines of all peaks:
/// most votes first, of equal ones the smaller θ, then the smaller ρ.
Picture<Lines> hough_peaks(const cv::Mat& votes, const cv::Mat& edges, double rho, double theta,
                           int threshold);
/// The same from the cells above the threshold, by row and then by column.
Picture<Lines> peaks_among(const std::vector<cv::Point>& cells, const cv::Mat& votes, const cv::Mat& edges,
                           const HoughGrid& grid, int threshold);
Explanation explain_peak(cv::Point at, const StageImage& votes, const StageImage& edges, double rho,
                         double theta, int threshold);

/// The untouched picture with the first `count` lines.
Picture<Lines> overlay_lines(const cv::Mat& picture, const Lines& lines, int count);
/// A copy, and which of the lines pass within half a pixel.
Explanation explain_overlay(cv::Point at, const StageImage& picture, const StageData<Lines>& lines,
                            int count);

}  // namespace pixelwhy
