#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/derivative.h"
#include "operators/gaussian.h"
#include "operators/gray.h"
#include "operators/opencv_with_border.h"

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
      {{"sobel3", {"Sobel 3×3", "Sobel 3×3"}},
       {"sobel5", {"Sobel 5×5", "Sobel 5×5"}},
       {"sobel7", {"Sobel 7×7", "Sobel 7×7"}},
       {"scharr", {"Scharr 3×3", "Scharr 3×3"}}},
      {"Weights of the differences; larger kernels give larger numbers", "差分所用的权重；核越大数值越大"});
  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 0, {{0, 50}, {0, 8}, "px"},
                {"Gaussian smoothing before the derivatives; 0 skips it", "求导前的高斯平滑；0 表示跳过"});
  const auto norm = demo.choice("norm", {"Norm", "范数"}, Norm::L2, norm_options(),
                                {"How gx and gy make up the magnitude", "由 gx 与 gy 求幅值的方式"});
  const auto border = demo.choice(
      "border", {"Border", "边界处理"}, Border::Reflect101, border_options(),
      {"What smoothing and derivatives read outside the picture", "平滑与求导在图像之外读取什么值"});

  const auto gray = demo.stage("gray", {"Gray", "灰度"}, to_gray, demo.source())
                        .explain(explain_gray)
                        .reference({0, {"cv::cvtColor, COLOR_BGR2GRAY", "cv::cvtColor，COLOR_BGR2GRAY"}},
                                   opencv_gray, demo.source());

  const auto smoothed =
      demo.stage("smooth", {"Smoothed", "平滑"}, smooth, gray, sigma, border)
          .explain(explain_smooth)
          .reference(
              {0, {"cv::GaussianBlur", "cv::GaussianBlur"}},
              [](const cv::Mat& image, double s, Border b) { return opencv_gaussian(image, s, 0, b); }, gray,
              sigma, border);

  const auto gradient = [&](const char* id, Text name, Axis axis) {
    return demo
        .stage(
            id, std::move(name),
            [axis](const cv::Mat& image, Kernel k, Border b) {
              return derivative(image, kernel_of(k), axis, b);
            },
            smoothed, kernel, border)
        .explain([axis](cv::Point at, const StageImage& image, Kernel k, Border b) {
          return explain_derivative(at, image, kernel_of(k), axis, b);
        })
        .show(View::Signed)
        .reference(
            {0, {"cv::Sobel or cv::Scharr into CV_32F", "cv::Sobel 或 cv::Scharr，输出 CV_32F"}},
            [axis](const cv::Mat& image, Kernel k, Border b) {
              return opencv_derivative(image, k, axis == Axis::X ? 1 : 0, b);
            },
            smoothed, kernel, border);
  };
  const auto gx = gradient("gx", {"Gradient x", "x 方向梯度"}, Axis::X);
  const auto gy = gradient("gy", {"Gradient y", "y 方向梯度"}, Axis::Y);

  const auto magnitude = demo.stage("magnitude", {"Magnitude", "梯度幅值"}, gradient_magnitude, gx, gy, norm)
                             .explain(explain_magnitude)
                             .show(View::Magnitude)
                             .reference({0.01,
                                         {"cv::magnitude, or the sum of sizes; float rounding",
                                          "cv::magnitude 或绝对值之和；浮点舍入误差"}},
                                        opencv_magnitude, gx, gy, norm);

  demo.stage("direction", {"Direction", "梯度方向"}, gradient_direction, gx, gy)
      .explain(explain_direction)
      .show_angle(magnitude);

  return demo.build();
}

}  // namespace pixelwhy
