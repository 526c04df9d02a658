#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "core/image_pool.h"
#include "hough-lines/code.h"
#include "hough-lines/edges.h"
#include "hough-lines/fast.h"
#include "hough-lines/hough.h"
#include "hough-lines/votes.h"
#include "operators/canny_fast.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

/// The lines of cv::HoughLines with their votes.
Lines opencv_lines(const cv::Mat& edges, double rho, double theta, int threshold) {
  std::vector<cv::Vec3f> found;
  cv::HoughLines(edges, found, rho, theta * CV_PI / 180, threshold);
  Lines lines;
  for (const cv::Vec3f& line : found) lines.lines.push_back({line[0], line[1], cvRound(line[2])});
  return lines;
}

/// The same, put back into the cells that they came from.
Picture<Lines> opencv_peaks(const cv::Mat& votes, const cv::Mat& edges, double rho, double theta,
                            int threshold) {
  Picture<Lines> peaks{cv::Mat::zeros(votes.size(), CV_32FC1), opencv_lines(edges, rho, theta, threshold)};
  for (const Line& line : peaks.data.lines) {
    const int column = cvRound(line.rho / rho + (votes.cols - 1) * 0.5);
    const int row = cvRound(line.theta / (theta * CV_PI / 180));
    peaks.image.at<float>(row, column) = static_cast<float>(line.votes);
  }
  return peaks;
}

}  // namespace

Demo hough_lines() {
  DemoBuilder demo("hough-lines", {"Hough lines", "霍夫直线检测"}, Category::Detection,
                   {"Straight lines by voting: every edge pixel votes for all lines through it.",
                    "以投票寻找直线：每个边缘像素投票给经过它的所有直线。"});

  demo.group({"Edges", "边缘"});
  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 1.4, {{0, 50}, {0, 8}, "px"},
                {"Gaussian smoothing before the edges; 0 skips it", "求边缘前的高斯平滑；0 表示跳过"});
  const auto low = demo.real(
      "low", {"Low threshold", "低阈值"}, 50, {{0, 20000}, {0, 500}, ""},
      {"Ridges above it are edges if they touch a strong one", "高于此值的脊若与强边缘相连则为边缘"});
  const auto high = demo.real("high", {"High threshold", "高阈值"}, 150, {{0, 20000}, {0, 500}, ""},
                              {"Ridges above it are edges in any case", "高于此值的脊必为边缘"});
  demo.group({"Voting", "投票"});
  const auto rho = demo.real("rho", {"Distance step", "距离步长 ρ"}, 1, {{0.25, 10}, {0.25, 5}, "px"},
                             {"Width of a column of the accumulator", "累加器每一列的宽度"});
  const auto theta = demo.real("theta", {"Angle step", "角度步长 θ"}, 1, {{0.1, 10}, {0.25, 5}, "°"},
                               {"Height of a row of the accumulator", "累加器每一行的高度"});
  const auto threshold =
      demo.integer("threshold", {"Votes needed", "票数阈值"}, 100, {{1, 1000000}, {1, 300}, ""},
                   {"A line has more votes than this", "票数多于此值才算直线"});
  const auto max_lines =
      demo.integer("max-lines", {"Lines at most", "最多直线数"}, 50, {{1, 10000}, {1, 100}, ""},
                   {"Only the lines with the most votes are shown", "只显示票数最多的若干条直线"});
  demo.ordered(low, high);

  const ImageStage gray = gray_stage(demo);
  const ImageStage smoothed = smooth_stage(demo, gray, sigma);

  const auto edges =
      demo.stage("edges", {"Edges", "边缘"}, canny_edges, smoothed, low, high)
          .variant("fast", [](const cv::Mat& image, double l,
                              double h) { return fused_canny(image, Norm::L2, l, h); })
          .explain(explain_canny_edge, rho, theta)
          .show(View::Mask)
          .reference(
              {0, {"cv::Canny of the smoothed picture", "对平滑后图像的 cv::Canny"}},
              [](const cv::Mat& image, double l, double h) {
                cv::Mat result;
                cv::Canny(image, result, l, h, 3, true);
                return result;
              },
              smoothed, low, high)
          .code(hough_edges_code())
          .functions({"canny_edges", "canny_steps", "explain_canny_edge", "neighbourhood_of",
                      "explain_sector", "add_comparison_steps", "explain_class", "describe_chain"});

  const auto accumulator =
      demo.stage("accumulator", {"Accumulator", "累加器"}, hough_votes, edges, rho, theta)
          .variant("direct", hough_votes_directly)
          .variant("gradient-limited", gradient_limited_votes, edges, smoothed, rho, theta)
          .explain_variant(explain_limited_votes, edges, smoothed, rho, theta)
          .differs(std::nullopt,
                   {"Another transform: pixels vote only for lines across their gradient, ±10°; in texture "
                    "it finds fewer lines",
                    "另一种变换：像素只投给与其梯度垂直（±10°）的直线；在纹理中找到的直线较少"})
          .variant("fast", fast_hough_votes)
          .textbook_named("tables")
          .explain(explain_votes)
          .show(View::Accumulator)
          .code(accumulator_code())
          .functions({"hough_votes", "hough_votes_directly", "gradient_limited_votes", "hough_grid",
                      "explain_votes", "explain_votes_of"});

  const auto peaks =
      demo.stage("peaks", {"Peaks", "峰值"}, hough_peaks, accumulator, edges, rho, theta, threshold)
          .variant("fast", fast_hough_peaks)
          .explain(explain_peak)
          .show(View::Accumulator)
          .reference({0, {"The cells of the lines of cv::HoughLines", "cv::HoughLines 所得直线对应的单元"}},
                     opencv_peaks, accumulator, edges, rho, theta, threshold)
          .code(peaks_code())
          .functions({"hough_peaks", "compare_cell", "explain_peak"});

  const DataStage<Lines> lines{peaks.handle().index};
  const auto result =
      demo.stage("result", {"Lines", "直线"}, overlay_lines, demo.source(), lines, max_lines)
          .explain(explain_overlay)
          .overlay()
          .reference(
              {0, {"cv::HoughLines over the picture", "图像与 cv::HoughLines 的直线"}},
              [](const cv::Mat& picture, const cv::Mat& image, double r, double t, int votes, int count) {
                return overlay_lines(picture, opencv_lines(image, r, t, votes), count);
              },
              demo.source(), edges, rho, theta, threshold, max_lines)
          .code(lines_code())
          .functions({"overlay_lines", "explain_overlay"});

  demo.formula({"A(ρ, θ) = number of edge pixels (x, y) with  x cos θ + y sin θ = ρ",
                "A(ρ, θ) = 满足 x cos θ + y sin θ = ρ 的边缘像素 (x, y) 的个数"});
  demo.story(demo.source(), edges, accumulator, result);
  return demo.build();
}

}  // namespace pixelwhy
