#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "gaussian-blur/code.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/opencv_code.h"
#include "operators/opencv_with_border.h"
#include "operators/recursive_gaussian.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

std::vector<int> weights_for(double sigma, int radius) {
  return gaussian_weights(sigma, gaussian_radius(sigma, radius));
}

/// The weights in use beside the real-valued ones that they stand for.
Curve kernel_curve(double sigma, int radius) {
  const int reach = gaussian_radius(sigma, radius);
  Curve curve;
  for (int x = -reach; x <= reach; ++x) curve.x.push_back(x);
  for (const int weight : gaussian_weights(sigma, reach)) curve.y.push_back(weight / 256.0);
  curve.reference = gaussian_curve(sigma, reach);
  curve.x_label = {"offset in px", "偏移（像素）"};
  curve.y_label = {"weight", "权重"};
  return curve;
}

/// A multiplication and an addition for each weight.
int pass_operations(double sigma, int radius) { return 2 * (2 * gaussian_radius(sigma, radius) + 1); }
int window_operations(double sigma, int radius) {
  const int taps = 2 * gaussian_radius(sigma, radius) + 1;
  return 2 * taps * taps;
}

Picture<Curve> rows_with_kernel(const cv::Mat& image, double sigma, int radius, Border border) {
  return {gaussian_rows(image, weights_for(sigma, radius), border), kernel_curve(sigma, radius)};
}

Picture<Curve> fast_rows_with_kernel(const cv::Mat& image, double sigma, int radius, Border border) {
  return {fast_gaussian_rows(image, weights_for(sigma, radius), border), kernel_curve(sigma, radius)};
}

cv::Mat opencv_rows(const cv::Mat& image, double sigma, int radius, Border border) {
  std::vector<double> kernel;
  for (const int weight : weights_for(sigma, radius)) kernel.push_back(weight / 256.0);
  const int reach = gaussian_radius(sigma, radius);
  return opencv_with_border(image, reach, border, [&](const cv::Mat& picture, int opencv_border) {
    cv::Mat rows;
    cv::sepFilter2D(picture, rows, CV_32F, kernel, std::vector<double>{1}, {-1, -1}, 0, opencv_border);
    return rows;
  });
}

}  // namespace

Demo gaussian_blur() {
  DemoBuilder demo("gaussian-blur", {"Gaussian blur", "高斯模糊"}, Category::Smoothing,
                   {"Smoothing by a weighted mean with bell-shaped weights, rows first and columns after.",
                    "以钟形权重作加权平均的平滑：先逐行，后逐列。"});
  demo.best_on("still-life");

  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 2, {{0.1, 50}, {0.1, 10}, "px"},
                {"Width of the bell; details smaller than it disappear", "钟形的宽度；小于它的细节会消失"});
  const auto radius = demo.integer(
      "radius", {"Radius", "半径"}, 0, {{0, 150}, {0, 30}, "px"},
      {"Where the kernel is cut off; 0 takes ceil(3·sigma)", "核的截断半径；0 表示取 ceil(3·σ)"});
  const auto border = demo.choice("border", {"Border", "边界处理"}, Border::Reflect101, border_options(),
                                  {"What is read outside the picture", "图像之外读取什么值"});
  const auto channels = channels_parameter(
      demo, {"Blur the three color channels, or the gray picture", "对三个颜色通道或对灰度图像作模糊"});

  const ImageStage input = input_stage(demo, channels);

  const auto rows =
      demo.stage("rows", {"After the rows", "行方向之后"}, rows_with_kernel, input, sigma, radius, border)
          .operations(pass_operations, sigma, radius)
          .variant("fast", fast_rows_with_kernel)
          .operations(pass_operations, sigma, radius)
          .data_named({"Kernel", "核"})
          .explain([](cv::Point at, const StageImage& image, double s, int r, Border b) {
            return explain_gaussian_rows(at, image, weights_for(s, r), b);
          })
          .reference({0,
                      {"cv::sepFilter2D along the rows with the same weights k/256",
                       "以同样的 k/256 权重沿行作 cv::sepFilter2D"}},
                     opencv_rows, input, sigma, radius, border)
          .code(gaussian_rows_code, radius, border)
          .functions({"gaussian_radius", "gaussian_weights", "gaussian_rows", "explain_gaussian_rows",
                      "explain_pass", "sum_terms"});

  const auto result =
      demo.stage(
              "result", {"Result", "结果"},
              [](const cv::Mat& image, double s, int r, Border b) {
                return gaussian_columns(image, weights_for(s, r), b);
              },
              rows, sigma, radius, border)
          .operations(pass_operations, sigma, radius)
          .variant("fast", [](const cv::Mat& image, double s, int r,
                              Border b) { return fast_gaussian_columns(image, weights_for(s, r), b); })
          .operations(pass_operations, sigma, radius)
          .fused(
              "fused",
              [](const cv::Mat& image, double s, int r, Border b) {
                return fast_gaussian_blur(image, weights_for(s, r), b);
              },
              input, sigma, radius, border)
          .operations([](double s, int r) { return 2 * pass_operations(s, r); }, sigma, radius)
          .variant(
              "direct-2d",
              [](const cv::Mat& image, double s, int r, Border b) {
                return gaussian_window(image, weights_for(s, r), b);
              },
              input, sigma, radius, border)
          .operations(window_operations, sigma, radius)
          .variant("recursive", fast_recursive_gaussian, input, sigma, radius, border)
          .operations([] { return 64; })  // two sections up and down, rows and columns, 8 each
          .variant_when(approximates_gaussian, sigma, radius)
          .differs(8, {"Deriche's recursion approaches the Gaussian itself, whose tails are not cut off and "
                       "whose weights are not rounded to 1/256",
                       "Deriche 递归逼近高斯函数本身：尾部不截断，权重不舍入到 1/256"})
          .variant("extended-box", extended_box_gaussian, input, sigma, radius, border)
          .operations([] { return 60; })  // five means, rows and columns, 6 each
          .variant_when(approximates_gaussian, sigma, radius)
          .differs(8, {"Five running means together are nearly a Gaussian", "五次滑动平均合起来近似高斯"})
          .textbook_named("separable")
          .explain([](cv::Point at, const StageImage& image, double s, int r, Border b) {
            return explain_gaussian_columns(at, image, weights_for(s, r), b);
          })
          .reference({0, {"cv::GaussianBlur", "cv::GaussianBlur"}}, opencv_gaussian, input, sigma, radius,
                     border)
          .code([](int r) { return gaussian_code("result", "input", r > 0 ? "$radius" : "", "$border"); },
                radius)
          .functions({"gaussian_radius", "gaussian_weights", "gaussian_columns", "gaussian_window",
                      "recursive_gaussian", "extended_box_gaussian", "explain_gaussian_columns",
                      "explain_pass", "sum_terms"});

  demo.formula({"I′ = I ∗ G_σ,  G_σ(x, y) ∝ exp(−(x² + y²) / 2σ²)",
                "I′ = I ∗ G_σ，G_σ(x, y) ∝ exp(−(x² + y²) / 2σ²)"});
  demo.story(input, rows, result);
  return demo.build();
}

}  // namespace pixelwhy
