#pragma once

#include <cstdint>

#include "operators/canny.h"

namespace pixelwhy {

// The local rules of non-maximum suppression: what the operator's loop and its explanation both call.

/// The strength at a pixel, 0 outside the picture.
int strength_at(const cv::Mat& gx, const cv::Mat& gy, cv::Point at, Norm norm);

enum class Sector { Horizontal, Vertical, Diagonal };

/// The sector of a gradient's direction: horizontal below 22.5° from the x axis, vertical above 67.5°, with
/// cv::Canny's fixed-point tangent 13573 / 2^15.
Sector sector_of(int gx, int gy);

/// A pixel against its two neighbours along the gradient.
struct NmsComparison {
  double centre = 0;
  double before = 0;          ///< left, upper, or the diagonal neighbour of the row above
  double after = 0;           ///< the opposite one
  bool strict_after = false;  ///< diagonal sectors: greater than both

  bool beats_before() const { return centre > before; }
  bool beats_after() const { return strict_after ? centre > after : centre >= after; }
  bool ridge() const { return beats_before() && beats_after(); }
};

/// The offset from the pixel to its `after` neighbour; `before` is opposite. {0, 0} is never returned.
cv::Point sector_offset(int gx, int gy);

NmsComparison compare_in_sector(const cv::Mat& gx, const cv::Mat& gy, cv::Point at, Norm norm);

/// The two pixels on one side between which the magnitude is interpolated: `straight` has the weight 1 -
/// share.
struct Crossing {
  cv::Point straight;
  cv::Point diagonal;
  double share = 0;  ///< weight of `diagonal`
};
/// Where the gradient's line leaves the 3×3 window on the right or lower side, as offsets; the other side is
/// opposite.
Crossing crossing_of(double gx, double gy);

NmsComparison compare_interpolated(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy,
                                   cv::Point at);

}  // namespace pixelwhy
