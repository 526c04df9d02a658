#include <fmt/format.h>

#include <cmath>

#include "hough-lines/hough.h"
#include "operators/arithmetic.h"
#include "operators/border.h"

namespace pixelwhy {

namespace {

double degrees(double radians) { return radians * 180 / CV_PI; }

std::string line_expression(const Line& line) {
  return fmt::format("x·cos {:.4g}° + y·sin {:.4g}° = {}", degrees(line.theta), degrees(line.theta),
                     brief(line.rho));
}

/// The pixel that shows that a cell without votes has none: one on its line, or none of the picture.
Term non_voter(const StageImage& edges, const HoughGrid& grid, cv::Point cell) {
  for (int y = 0; y < edges.image.rows; ++y) {
    for (int x = 0; x < edges.image.cols; ++x) {
      if (grid.column_of({x, y}, cell.y) == cell.x) return edges.term({x, y}, 0, 0);
    }
  }
  return {edges.stage, std::nullopt, 0, 0, 0, true, false, {}};
}

}  // namespace

Explanation explain_votes(cv::Point at, const StageImage& edges, double rho, double theta) {
  return explain_votes_of(at, edges, rho, theta, [](cv::Point) { return true; });
}

Explanation explain_votes_of(cv::Point at, const StageImage& edges, double rho, double theta,
                             const std::function<bool(cv::Point)>& may_vote) {
  const HoughGrid grid = hough_grid(edges.image.size(), rho, theta);
  Explanation explanation;
  explanation.rule = Rule::Votes;
  int elsewhere = 0;
  for (int y = 0; y < edges.image.rows; ++y) {
    const auto* row = edges.image.ptr<std::uint8_t>(y);
    for (int x = 0; x < edges.image.cols; ++x) {
      if (row[x] == 0 || grid.column_of({x, y}, at.y) != at.x) continue;
      if (may_vote({x, y})) {
        explanation.terms.push_back(edges.term({x, y}));
      } else {
        ++elsewhere;
      }
    }
  }
  const std::size_t count = explanation.terms.size();
  const auto votes = static_cast<double>(count);
  const Line line = grid.line_of(at, static_cast<int>(count));
  const auto row = static_cast<std::size_t>(at.y);
  explanation.steps.push_back({{"angle θ of the row, in degrees", "该行的角度 θ（度）"},
                               fmt::format("{} · {}°", at.y, brief(degrees(grid.theta))),
                               degrees(line.theta),
                               {}});
  explanation.steps.push_back({{"distance ρ of the column, in pixels", "该列的距离 ρ（像素）"},
                               fmt::format("({} − {}/2) · {}", at.x, grid.columns - 1, brief(grid.rho)),
                               line.rho,
                               {}});
  if (count > 0) {
    const cv::Point first = *explanation.terms.front().at;
    explanation.steps.push_back({{"column of the first voter", "第一个投票者所投的列"},
                                 fmt::format("round({}·{} + {}·{}) + {}", first.x, brief(grid.cosines[row]),
                                             first.y, brief(grid.sines[row]), grid.centre),
                                 static_cast<double>(grid.column_of(first, at.y)),
                                 {}});
  } else {
    explanation.terms.push_back(non_voter(edges, grid, at));
  }
  explanation.steps.push_back({{"voters", "投票者数"}, fmt::format("{}", count), votes, {}});
  if (elsewhere > 0) {
    explanation.steps.push_back(
        {{"pixels on the line whose gradient points elsewhere", "位于线上而梯度指向别处的像素数"},
         fmt::format("{}", elsewhere),
         static_cast<double>(elsewhere),
         {}});
  }
  explanation.result = {votes};
  explanation.lines = {line};
  const std::string name = fmt::format("ρ = {} px, θ = {:.4g}°", brief(line.rho), degrees(line.theta));
  if (count == 1) {
    explanation.verdict = {fmt::format("1 edge pixel lies on the line {}.", name),
                           fmt::format("有 1 个边缘像素位于直线 {} 上。", name)};
  } else if (count > 0) {
    explanation.verdict = {fmt::format("{} edge pixels lie on the line {}.", count, name),
                           fmt::format("有 {} 个边缘像素位于直线 {} 上。", count, name)};
  } else if (elsewhere > 0) {
    explanation.verdict = {
        fmt::format("No gradient of the edge pixels on the line {} points across it.", name),
        fmt::format("直线 {} 上的边缘像素，其梯度都不与该线垂直。", name)};
  } else if (explanation.terms.front().at) {
    explanation.verdict = {fmt::format("No edge pixel lies on the line {}.", name),
                           fmt::format("直线 {} 上没有边缘像素。", name)};
  } else {
    explanation.verdict = {fmt::format("The line {} does not meet the picture.", name),
                           fmt::format("直线 {} 不经过图像。", name)};
  }
  return explanation;
}

Explanation explain_peak(cv::Point at, const StageImage& votes, const StageImage& edges, double rho,
                         double theta, int threshold) {
  const HoughGrid grid = hough_grid(edges.image.size(), rho, theta);
  const PeakComparison cell = compare_cell(votes.image, edges.image, grid, at);
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  explanation.terms.push_back(votes.term(at));
  explanation.steps.push_back({{"above the threshold", "高于阈值"},
                               fmt::format("{} > {}", cell.votes, threshold),
                               static_cast<double>(threshold),
                               cell.votes > threshold});
  Text beaten_by;
  const auto compare = [&](cv::Point offset, Text name, int other, bool strict) {
    const bool holds = strict ? cell.votes > other : cell.votes >= other;
    Term neighbour = tap(votes, at + offset, 0, 1, Border::Constant);
    if (neighbour.outside) neighbour.value = other;  // a guard cell may hold votes that no column shows
    explanation.terms.push_back(neighbour);
    if (!holds && beaten_by.empty()) beaten_by = name;
    explanation.steps.push_back({{"against the " + name.en + " cell", "与" + name.zh + "单元比较"},
                                 fmt::format("{} {} {}", cell.votes, strict ? ">" : "≥", other),
                                 static_cast<double>(other),
                                 holds});
  };
  compare({-1, 0}, {"left", "左侧"}, cell.left, true);
  compare({0, -1}, {"upper", "上方"}, cell.upper, true);
  compare({1, 0}, {"right", "右侧"}, cell.right, false);
  compare({0, 1}, {"lower", "下方"}, cell.lower, false);

  const bool peak = cell.peak(threshold);
  explanation.lines = {grid.line_of(at, cell.votes)};
  explanation.result = {peak ? static_cast<double>(cell.votes) : 0.0};
  if (peak) {
    const std::string line = line_expression(grid.line_of(at, cell.votes));
    explanation.verdict = {
        fmt::format("A line: {} votes for {}, no fewer than its neighbours.", cell.votes, line),
        fmt::format("是直线：{} 得 {} 票，不少于四邻单元。", line, cell.votes)};
  } else if (cell.votes <= threshold) {
    explanation.verdict = {
        fmt::format("No line: votes {} do not exceed the threshold {}.", cell.votes, threshold),
        fmt::format("不是直线：{} 票未超过阈值 {}。", cell.votes, threshold)};
  } else {
    explanation.verdict = {fmt::format("No line: the {} cell has as many votes or more.", beaten_by.en),
                           fmt::format("不是直线：{}单元的票数不少于它。", beaten_by.zh)};
  }
  return explanation;
}

Explanation explain_overlay(cv::Point at, const StageImage& picture, const StageData<Lines>& lines,
                            int count) {
  constexpr double near = 0.5;
  constexpr std::size_t listed = 16;
  Explanation explanation = explain_copy(at, picture);
  const auto shown = std::min(lines.data.lines.size(), static_cast<std::size_t>(count));
  std::size_t passing = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    const Line& line = lines.data.lines[i];
    const double distance = at.x * std::cos(line.theta) + at.y * std::sin(line.theta) - line.rho;
    if (std::abs(distance) > near || ++passing > listed) continue;
    explanation.steps.push_back({{fmt::format("distance to line {} of {} votes", i + 1, line.votes),
                                  fmt::format("到第 {} 条直线（{} 票）的距离", i + 1, line.votes)},
                                 fmt::format("{}·cos {:.4g}° + {}·sin {:.4g}° − ({})", at.x,
                                             degrees(line.theta), at.y, degrees(line.theta), brief(line.rho)),
                                 distance,
                                 {}});
  }
  if (passing == 0) {
    explanation.verdict = {"The picture is taken over as it is; no line passes here.",
                           "图像原样沿用；没有直线经过此处。"};
  } else {
    explanation.verdict = {
        fmt::format("The picture is taken over as it is; lines within half a pixel: {}.", passing),
        fmt::format("图像原样沿用；有 {} 条直线从半个像素以内经过。", passing)};
  }
  return explanation;
}

}  // namespace pixelwhy
