#include "hough-lines/fast.h"

#include <algorithm>
#include <cstring>

#include "kernels/hough.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// The pixels that are not 0, eight looked at together.
std::vector<cv::Point> edge_pixels(const cv::Mat& edges) {
  std::vector<cv::Point> pixels;
  for (int y = 0; y < edges.rows; ++y) {
    const auto* row = edges.ptr<std::uint8_t>(y);
    const auto look = [&](int begin, int end) {
      for (int x = begin; x < end; ++x) {
        if (row[x] != 0) pixels.emplace_back(x, y);
      }
    };
    int x = 0;
    for (; x + 8 <= edges.cols; x += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, row + x, sizeof eight);
      if (eight != 0) look(x, x + 8);
    }
    look(x, edges.cols);
  }
  return pixels;
}

}  // namespace

cv::Mat fast_hough_votes(const cv::Mat& edges, double rho, double theta) {
  if (!kernels::supported()) return hough_votes(edges, rho, theta);
  const HoughGrid grid = hough_grid(edges.size(), rho, theta);
  const std::vector<cv::Point> pixels = edge_pixels(edges);
  const std::size_t part = pixels.size() / kernels::vote_lanes;
  const std::size_t dealt = part * kernels::vote_lanes;  // the few that are left vote one by one
  std::vector<float> xs(dealt);
  std::vector<float> ys(dealt);
  for (std::size_t i = 0; i < dealt; ++i) {
    const std::size_t place = i % part * kernels::vote_lanes + i / part;
    xs[place] = static_cast<float>(pixels[i].x);
    ys[place] = static_cast<float>(pixels[i].y);
  }
  cv::Mat votes = new_image(grid.size(), CV_32FC1);
  for_row_bands(grid.angles, 4, [&](int begin, int end) {
    const auto columns = static_cast<std::size_t>(grid.columns);
    // A vote may fall one beyond either end.
    std::vector<std::uint32_t> counters(columns + 2);
    for (int angle = begin; angle < end; ++angle) {
      std::fill(counters.begin(), counters.end(), 0);
      const auto row = static_cast<std::size_t>(angle);
      kernels::vote_row({xs.data(), ys.data(), dealt}, grid.cosines[row], grid.sines[row],
                        counters.data() + 1 + grid.centre);
      for (std::size_t i = dealt; i < pixels.size(); ++i)
        ++counters[static_cast<std::size_t>(grid.column_of(pixels[i], angle) + 1)];
      kernels::counts_to_floats(counters.data() + 1, columns, votes.ptr<float>(angle));
    }
  });
  return votes;
}

Picture<Lines> fast_hough_peaks(const cv::Mat& votes, const cv::Mat& edges, double rho, double theta,
                                int threshold) {
  if (!kernels::supported()) return hough_peaks(votes, edges, rho, theta, threshold);
  std::vector<cv::Point> cells;
  std::vector<std::uint32_t> found(static_cast<std::size_t>(votes.cols));
  for (int y = 0; y < votes.rows; ++y) {
    const std::size_t count =
        kernels::find_above(votes.ptr<float>(y), found.size(), static_cast<float>(threshold), found.data());
    for (std::size_t i = 0; i < count; ++i) cells.emplace_back(static_cast<int>(found[i]), y);
  }
  return peaks_among(cells, votes, edges, hough_grid(edges.size(), rho, theta), threshold);
}

}  // namespace pixelwhy
