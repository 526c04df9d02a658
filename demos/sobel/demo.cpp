#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/derivative_fast.h"
#include "operators/opencv_code.h"
#include "operators/opencv_with_border.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

enum class Kernel { Sobel3, Sobel5, Sobel7, Scharr };

int taps_of(Kernel kernel) { return kernel == Kernel::Scharr ? 3 : 3 + 2 * static_cast<int>(kernel); }

DerivativeKernel kernel_of(Kernel kernel) {
  return kernel == Kernel::Scharr ? scharr_kernel() : sobel_kernel(taps_of(kernel));
}

cv::Mat opencv_derivative(const cv::Mat& image, Kernel kernel, int dx, Border border) {
  const int reach = taps_of(kernel) / 2;
  return opencv_with_border(image, reach, border, [&](const cv::Mat& picture, int opencv_border) {
    cv::Mat result;
    if (kernel == Kernel::Scharr) {
      cv::Scharr(picture, result, CV_32F, dx, 1 - dx, 1, 0, opencv_border);
    } else {
      cv::Sobel(picture, result, CV_32F, dx, 1 - dx, taps_of(kernel), 1, 0, opencv_border);
    }
    return result;
  });
}

}  // namespace

Demo sobel() {
  DemoBuilder demo("sobel", {"Sobel gradient", "Sobel 梯度"}, Category::Edges,
                   {"How fast, and towards where, the picture gets brighter: derivatives by small kernels.",
                    "图像变亮的快慢与方向：用小尺寸的核求导数。"});

  const auto kernel = demo.choice(
      "kernel", {"Kernel", "核"}, Kernel::Sobel3,
      {{"sobel3", {"Sobel 3×3", "Sobel 3×3"}, "3"},
       {"sobel5", {"Sobel 5×5", "Sobel 5×5"}, "5"},
       {"sobel7", {"Sobel 7×7", "Sobel 7×7"}, "7"},
       {"scharr", {"Scharr 3×3", "Scharr 3×3"}, "cv::FILTER_SCHARR"}},
      {"Weights of the differences; larger kernels give larger numbers", "差分所用的权重；核越大数值越大"});
  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 0, {{0, 50}, {0, 8}, "px"},
                {"Gaussian smoothing before the derivatives; 0 skips it", "求导前的高斯平滑；0 表示跳过"});
  const auto norm = norm_parameter(demo);
  const auto border = demo.choice(
      "border", {"Border", "边界处理"}, Border::Reflect101, border_options(),
      {"What smoothing and derivatives read outside the picture", "平滑与求导在图像之外读取什么值"});

  const ImageStage gray = gray_stage(demo);
  const ImageStage smoothed = smooth_stage(demo, gray, sigma, border);

  const auto gradient = [&](const char* id, Text name, Axis axis) {
    return demo
        .stage(
            id, std::move(name),
            [axis](const cv::Mat& image, Kernel k, Border b) {
              return derivative(image, kernel_of(k), axis, b);
            },
            smoothed, kernel, border)
        .variant("fast", [axis](const cv::Mat& image, Kernel k,
                                Border b) { return fast_derivative(image, kernel_of(k), axis, b); })
        .explain([axis](cv::Point at, const StageImage& image, Kernel k, Border b) {
          return explain_derivative(at, image, kernel_of(k), axis, b);
        })
        .show(View::Signed)
        .reference(
            {0, {"cv::Sobel or cv::Scharr into CV_32F", "cv::Sobel 或 cv::Scharr，输出 CV_32F"}},
            [axis](const cv::Mat& image, Kernel k, Border b) {
              return opencv_derivative(image, k, axis == Axis::X ? 1 : 0, b);
            },
            smoothed, kernel, border)
        .code([axis](Border b) { return sobel_code(axis, b); }, border)
        .functions({"derivative", "correlate", "explain_derivative", "sum_terms"});
  };
  const auto gx = gradient("gx", {"Gradient x", "x 方向梯度"}, Axis::X);
  const auto gy = gradient("gy", {"Gradient y", "y 方向梯度"}, Axis::Y);

  GradientStages polar = polar_stages(demo, gx, gy, norm);
  polar.magnitude.fused("fused", fast_sobel_magnitude, smoothed, norm, border)
      .variant_when([](Kernel k) { return k == Kernel::Sobel3; }, kernel);

  demo.formula_when(
      {"M = |g_x| + |g_y|,  θ = atan2(g_y, g_x)  with  g_x = I ∗ K_x,  g_y = I ∗ K_y",
       "M = |g_x| + |g_y|，θ = atan2(g_y, g_x)，其中 g_x = I ∗ K_x，g_y = I ∗ K_y"},
      [](Norm n) { return n == Norm::L1; }, norm);
  demo.formula({"M = √(g_x² + g_y²),  θ = atan2(g_y, g_x)  with  g_x = I ∗ K_x,  g_y = I ∗ K_y",
                "M = √(g_x² + g_y²)，θ = atan2(g_y, g_x)，其中 g_x = I ∗ K_x，g_y = I ∗ K_y"});
  demo.story(demo.source(), gray, gx, gy, polar.magnitude, polar.direction);
  return demo.build();
}

}  // namespace pixelwhy
