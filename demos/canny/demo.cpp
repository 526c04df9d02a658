#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/canny.h"
#include "operators/canny_code.h"
#include "operators/canny_fast.h"
#include "operators/derivative_fast.h"
#include "operators/gaussian.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

enum class Aperture { Three, Five, Seven };

int taps_of(Aperture aperture) { return 3 + 2 * static_cast<int>(aperture); }

/// A Sobel derivative scaled as cv::Canny does it: aperture 7 by 1/16 into 16 bits.
cv::Mat opencv_derivative(const cv::Mat& image, Aperture aperture, int dx) {
  cv::Mat integers;
  const double scale = aperture == Aperture::Seven ? 1.0 / 16 : 1;
  cv::Sobel(image, integers, CV_16S, dx, 1 - dx, taps_of(aperture), scale, 0, cv::BORDER_REPLICATE);
  cv::Mat floats;
  integers.convertTo(floats, CV_32F);
  return floats;
}

/// The last three steps with the ridge rule of cv::Canny.
cv::Mat edges_by_sector(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, double low,
                        double high, Aperture aperture, Norm norm) {
  const cv::Mat thin = suppress_non_maxima(magnitude, gx, gy, NmsMode::Sector, norm);
  return link_edges(classify_edges(thin, gx, gy, low, high, taps_of(aperture), norm));
}

/// A threshold in the units of the gradient, which the widest aperture divides by 16.
double in_gradient_units(double threshold, Aperture aperture) {
  return aperture == Aperture::Seven ? threshold / 16 : threshold;
}

}  // namespace

Demo canny() {
  DemoBuilder demo(
      "canny", {"Canny edges", "Canny 边缘检测"}, Category::Edges,
      {"Thin, connected edges: smooth, differentiate, keep the ridges, link with two thresholds.",
       "细而连续的边缘：平滑、求导、保留脊线、双阈值连接。"});

  demo.group({"Smoothing", "平滑"});
  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 1.4, {{0, 50}, {0, 8}, "px"},
                {"Gaussian smoothing before the gradient; 0 skips it", "求梯度前的高斯平滑；0 表示跳过"});
  demo.group({"Gradient", "梯度"});
  const auto aperture = demo.choice(
      "aperture", {"Aperture", "算子孔径"}, Aperture::Three,
      {{"3", {"3×3", "3×3"}, "3"}, {"5", {"5×5", "5×5"}, "5"}, {"7", {"7×7", "7×7"}, "7"}},
      {"Size of the Sobel kernels; larger ones give larger gradients", "Sobel 核的大小；核越大梯度值越大"});
  const auto norm = norm_parameter(demo);
  demo.group({"Ridges and thresholds", "脊与阈值"});
  const auto low = demo.real(
      "low", {"Low threshold", "低阈值"}, 50, {{0, 20000}, {0, 500}, ""},
      {"Ridges above it are edges if they touch a strong one", "高于此值的脊若与强边缘相连则为边缘"});
  const auto high = demo.real("high", {"High threshold", "高阈值"}, 150, {{0, 20000}, {0, 500}, ""},
                              {"Ridges above it are edges in any case", "高于此值的脊必为边缘"});
  const auto nms =
      demo.choice("nms", {"Ridge rule", "脊的判定"}, NmsMode::Sector,
                  {{"sector", {"Sector of 45°", "45° 扇区"}}, {"interpolate", {"Interpolated", "插值"}}},
                  {"Compare with two neighbours by sector, or with values interpolated along the gradient",
                   "与扇区内的两个邻点比较，或与沿梯度插值的两个值比较"});
  demo.ordered(low, high);

  const ImageStage gray = gray_stage(demo);
  const ImageStage smoothed = smooth_stage(demo, gray, sigma);

  const auto gradient = [&](const char* id, Text name, Axis axis) {
    return demo
        .stage(
            id, std::move(name),
            [axis](const cv::Mat& image, Aperture a) {
              return derivative(image, canny_kernel(taps_of(a)), axis, Border::Replicate);
            },
            smoothed, aperture)
        .variant("fast",
                 [axis](const cv::Mat& image, Aperture a) {
                   return fast_derivative(image, canny_kernel(taps_of(a)), axis, Border::Replicate);
                 })
        .explain([axis](cv::Point at, const StageImage& image, Aperture a) {
          return explain_derivative(at, image, canny_kernel(taps_of(a)), axis, Border::Replicate);
        })
        .show(View::Signed)
        .reference(
            {0, {"cv::Sobel, scaled by 1/16 for aperture 7", "cv::Sobel，孔径 7 时乘以 1/16"}},
            [axis](const cv::Mat& image, Aperture a) { return opencv_derivative(image, a, axis == Axis::X); },
            smoothed, aperture)
        .code([axis](Aperture a) { return canny_gradient_code(axis, taps_of(a)); }, aperture)
        .functions({"canny_kernel", "derivative", "correlate", "explain_derivative", "sum_terms"});
  };
  const auto gx = gradient("gx", {"Gradient x", "x 方向梯度"}, Axis::X);
  const auto gy = gradient("gy", {"Gradient y", "y 方向梯度"}, Axis::Y);

  const ImageStage magnitude = polar_stages(demo, gx, gy, norm).magnitude;

  const auto thin =
      demo.stage("thin", {"Thinned", "非极大值抑制"}, suppress_non_maxima, magnitude, gx, gy, nms, norm)
          .variant("fast", fast_suppress_non_maxima)
          .explain(explain_nms)
          .show(View::Magnitude)
          .threshold(low, in_gradient_units, low, aperture)
          .threshold(high, in_gradient_units, high, aperture)
          .code(thin_code, nms, norm)
          .functions({"suppress_non_maxima", "compare_in_sector", "sector_of", "compare_interpolated",
                      "crossing_of", "explain_nms", "explain_sector", "explain_interpolated",
                      "add_comparison_steps"});

  const auto classes =
      demo.stage(
              "classes", {"Weak and strong", "弱与强"},
              [](const cv::Mat& ridge, const cv::Mat& x, const cv::Mat& y, double l, double h, Aperture a,
                 Norm n) { return classify_edges(ridge, x, y, l, h, taps_of(a), n); },
              thin, gx, gy, low, high, aperture, norm)
          .variant("fast",
                   [](const cv::Mat& ridge, const cv::Mat& x, const cv::Mat& y, double l, double h,
                      Aperture a, Norm n) { return fast_classify_edges(ridge, x, y, l, h, taps_of(a), n); })
          .explain([](cv::Point at, const StageImage& ridge, const StageImage& x, const StageImage& y,
                      double l, double h, Aperture a,
                      Norm n) { return explain_class(at, ridge, x, y, l, h, taps_of(a), n); })
          .show_labels({{"none", "无"}, {"weak", "弱"}, {"strong", "强"}})
          .code([](Aperture a, Norm n) { return classes_code(taps_of(a), n); }, aperture, norm)
          .functions({"classify_edges", "strength_threshold", "explain_class"});

  const auto edges =
      demo.stage("edges", {"Edges", "边缘"}, link_edges, classes)
          .variant("fast", fast_link_edges)
          .fused("fused", fused_canny, smoothed, norm, low, high)
          .variant_when(
              [](Aperture a, NmsMode mode) { return a == Aperture::Three && mode == NmsMode::Sector; },
              aperture, nms)
          .fused(
              "fused-all",
              [](const cv::Mat& image, double s, Norm n, double l, double h) {
                return fused_gaussian_canny(image, gaussian_weights(s, gaussian_radius(s)),
                                            Border::Reflect101, n, l, h);
              },
              gray, sigma, norm, low, high)
          .variant_when([](double s, Aperture a,
                           NmsMode mode) { return s > 0 && a == Aperture::Three && mode == NmsMode::Sector; },
                        sigma, aperture, nms)
          .explain(explain_link)
          .show(View::Mask)
          .reference(
              {0, {"cv::Canny of the smoothed picture", "对平滑后图像的 cv::Canny"}},
              [](const cv::Mat& image, double l, double h, Aperture a, Norm n) {
                cv::Mat result;
                cv::Canny(image, result, l, h, taps_of(a), n == Norm::L2);
                return result;
              },
              smoothed, low, high, aperture, norm)
          .agrees_when([](NmsMode mode) { return mode == NmsMode::Sector; }, nms)
          .suspect({"sector",
                    {"the ridge rule: two neighbours of a sector of 45°, not interpolated",
                     "脊的判定：45° 扇区内的两个邻点，而非插值"}},
                   edges_by_sector, magnitude, gx, gy, low, high, aperture, norm)
          .suspect_when([](NmsMode mode) { return mode == NmsMode::Interpolate; }, nms)
          .code(edges_code, nms)
          .functions({"link_edges", "explain_link", "find_chain", "describe_chain"});

  demo.formula(
      {"E = link(thin(‖∇(G_σ ∗ I)‖); T_{low}, T_{high})", "E = 连接(细化(‖∇(G_σ ∗ I)‖); T_低, T_高)"});
  demo.story(demo.source(), magnitude, thin, edges);
  return demo.build();
}

}  // namespace pixelwhy
