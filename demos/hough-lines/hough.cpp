#include "hough-lines/hough.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/image_pool.h"
#include "core/parameter.h"

namespace pixelwhy {

namespace {

constexpr std::int64_t max_cells = std::int64_t{1} << 28;

/// Angles 0, step, 2·step, ... up to π; the last one only if it is not as good as π, which is 0 again.
int count_angles(double step) {
  const int count = cvFloor(CV_PI / step) + 1;
  const bool last_is_first = count > 1 && std::abs(CV_PI - (count - 1) * step) < step / 2;
  return last_is_first ? count - 1 : count;
}

std::vector<cv::Point> edge_pixels(const cv::Mat& edges) {
  std::vector<cv::Point> pixels;
  for (int y = 0; y < edges.rows; ++y) {
    const auto* row = edges.ptr<std::uint8_t>(y);
    for (int x = 0; x < edges.cols; ++x) {
      if (row[x] != 0) pixels.emplace_back(x, y);
    }
  }
  return pixels;
}

int votes_beyond(const cv::Mat& edges, const HoughGrid& grid, cv::Point cell) {
  const std::vector<cv::Point> pixels = edge_pixels(edges);
  return static_cast<int>(std::count_if(pixels.begin(), pixels.end(), [&](cv::Point pixel) {
    return grid.column_of(pixel, cell.y) == cell.x;
  }));
}

}  // namespace

Line HoughGrid::line_of(cv::Point cell, int votes) const {
  const float distance = (static_cast<float>(cell.x) - static_cast<float>(columns - 1) * 0.5F) * rho;
  return {distance, static_cast<float>(cell.y) * theta, votes};
}

HoughGrid hough_grid(cv::Size picture, double rho, double theta) {
  HoughGrid grid;
  grid.rho = static_cast<float>(rho);
  grid.theta = static_cast<float>(theta * CV_PI / 180);
  grid.angles = count_angles(grid.theta);
  const int distances = 2 * (picture.width + picture.height) + 1;
  const double cells = grid.angles * (distances / rho);
  if (cells > static_cast<double>(max_cells)) {
    throw usage_error(
        fmt::format("rho {} and theta {} need an accumulator of {:.0f} cells; at most {} are accepted",
                    format_number(rho), format_number(theta), cells, max_cells),
        fmt::format("rho {} 与 theta {} 需要 {:.0f} 个单元的累加器；最多接受 {} 个", format_number(rho),
                    format_number(theta), cells, max_cells));
  }
  // A picture of one pixel with the widest columns would round to none.
  grid.columns = std::max(1, cvRound(static_cast<float>(distances) / grid.rho));
  grid.centre = (grid.columns - 1) / 2;
  const float per_pixel = 1 / grid.rho;
  float angle = 0;
  for (int n = 0; n < grid.angles; ++n, angle += grid.theta) {
    grid.cosines.push_back(static_cast<float>(std::cos(static_cast<double>(angle)) * per_pixel));
    grid.sines.push_back(static_cast<float>(std::sin(static_cast<double>(angle)) * per_pixel));
  }
  return grid;
}

cv::Mat hough_votes(const cv::Mat& edges, double rho, double theta) {
  const HoughGrid grid = hough_grid(edges.size(), rho, theta);
  const std::vector<cv::Point> pixels = edge_pixels(edges);
  cv::Mat votes = new_image(grid.size(), CV_32FC1, cv::Scalar::all(0));
  // Angle by angle, so that one row of the accumulator stays close to the processor.
  for (int angle = 0; angle < grid.angles; ++angle) {
    auto* row = votes.ptr<float>(angle);
    for (const cv::Point pixel : pixels) {
      const int column = grid.column_of(pixel, angle);
      if (column >= 0 && column < grid.columns) row[column] += 1;
    }
  }
  return votes;
}

PeakComparison compare_cell(const cv::Mat& votes, const cv::Mat& edges, const HoughGrid& grid,
                            cv::Point cell) {
  const auto votes_at = [&](int x, int y) {
    if (y < 0 || y >= votes.rows) return 0;
    if (x < 0 || x >= votes.cols) return votes_beyond(edges, grid, {x, y});
    return static_cast<int>(votes.at<float>(y, x));
  };
  return {votes_at(cell.x, cell.y), votes_at(cell.x - 1, cell.y), votes_at(cell.x + 1, cell.y),
          votes_at(cell.x, cell.y - 1), votes_at(cell.x, cell.y + 1)};
}

Picture<Lines> hough_peaks(const cv::Mat& votes, const cv::Mat& edges, double rho, double theta,
                           int threshold) {
  std::vector<cv::Point> cells;
  for (int y = 0; y < votes.rows; ++y) {
    const auto* row = votes.ptr<float>(y);
    for (int x = 0; x < votes.cols; ++x) {
      if (row[x] > static_cast<float>(threshold)) cells.emplace_back(x, y);
    }
  }
  return peaks_among(cells, votes, edges, hough_grid(edges.size(), rho, theta), threshold);
}

Picture<Lines> peaks_among(const std::vector<cv::Point>& cells, const cv::Mat& votes, const cv::Mat& edges,
                           const HoughGrid& grid, int threshold) {
  cv::Mat peaks = new_image(votes.size(), CV_32FC1, cv::Scalar::all(0));
  std::vector<cv::Point> chosen;
  for (const cv::Point cell : cells) {
    if (!compare_cell(votes, edges, grid, cell).peak(threshold)) continue;
    peaks.at<float>(cell) = votes.at<float>(cell);
    chosen.push_back(cell);
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [&](cv::Point a, cv::Point b) { return votes.at<float>(a) > votes.at<float>(b); });
  Lines lines;
  lines.lines.reserve(chosen.size());
  for (const cv::Point cell : chosen) {
    lines.lines.push_back(grid.line_of(cell, static_cast<int>(votes.at<float>(cell))));
  }
  return {peaks, std::move(lines)};
}

Picture<Lines> overlay_lines(const cv::Mat& picture, const Lines& lines, int count) {
  const auto shown = std::min(lines.lines.size(), static_cast<std::size_t>(count));
  return {picture, {{lines.lines.begin(), lines.lines.begin() + static_cast<std::ptrdiff_t>(shown)}}};
}

}  // namespace pixelwhy
