#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "interpolation/code.h"
#include "interpolation/fast.h"
#include "interpolation/opencv_rules.h"
#include "interpolation/resample.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

/// What OpenCV makes of an 8-bit picture: cv::resize where it does the same, else cv::warpAffine with the
/// matrix that leads from the output to the input.
cv::Mat opencv_resample(const cv::Mat& image, Method method, double scale, double degrees,
                        Convention convention, Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  static constexpr int flags[] = {cv::INTER_NEAREST, cv::INTER_LINEAR, cv::INTER_CUBIC};
  const int flag = flags[static_cast<int>(method)];
  cv::Mat result;
  if (is_plain_resize(degrees, convention, border)) {
    cv::resize(image, result, size, 0, 0, flag);
    return result;
  }
  const Mapping mapping(image.size(), size, degrees, convention);
  const cv::Point2d origin = mapping.source_of({0, 0});
  const cv::Point2d right = mapping.source_of({1, 0}) - origin;
  const cv::Point2d below = mapping.source_of({0, 1}) - origin;
  const cv::Matx23d matrix(right.x, below.x, origin.x, right.y, below.y, origin.y);
  cv::warpAffine(image, result, matrix, size, flag | cv::WARP_INVERSE_MAP, opencv_border(border));
  return result;
}

/// The stage as a suspect: with some of OpenCV's rules.
auto by(OpencvRules rules) {
  return [rules](const cv::Mat& image, Method method, double scale, double degrees, Convention convention,
                 Border border) {
    return resample_by(rules, image, method, scale, degrees, convention, border);
  };
}

/// Where a suspect differs from us: for some methods, by cv::resize or by cv::warpAffine.
auto of_method(bool plain_resize, std::initializer_list<Method> methods) {
  return [plain_resize, chosen = std::vector<Method>(methods)](Method method, double degrees,
                                                               Convention convention, Border border) {
    return is_plain_resize(degrees, convention, border) == plain_resize &&
           std::find(chosen.begin(), chosen.end(), method) != chosen.end();
  };
}

}  // namespace

Demo interpolation() {
  DemoBuilder demo("interpolation", {"Interpolation", "插值"}, Category::Geometry,
                   {"Scaling and rotating by values between pixels: nearest, bilinear and bicubic.",
                    "用像素之间的值缩放与旋转：最近邻、双线性与双三次插值。"});
  demo.best_on("still-life");

  const auto method = demo.choice("method", {"Method", "插值方法"}, Method::Bilinear,
                                  {{"nearest", {"Nearest", "最近邻"}},
                                   {"bilinear", {"Bilinear", "双线性"}},
                                   {"bicubic", {"Bicubic", "双三次"}}},
                                  {"How many pixels around a position are mixed: 1, 2×2 or 4×4",
                                   "混合位置周围的多少个像素：1、2×2 或 4×4"});
  const auto scale = demo.real("scale", {"Scale", "缩放倍数"}, 2, {{0.05, 32}, {0.1, 4}, "×"},
                               {"Size of the output over size of the input", "输出尺寸与输入尺寸之比"});
  const auto angle = demo.real(
      "angle", {"Angle", "旋转角度"}, 0, {{-180, 180}, {-180, 180}, "°"},
      {"Rotation about the centre, counter-clockwise; the size stays", "绕中心逆时针旋转；尺寸不变"});
  const auto convention = demo.choice("convention", {"Convention", "坐标约定"}, Convention::HalfPixel,
                                      {{"half-pixel", {"Half pixel", "半像素"}},
                                       {"align-corners", {"Align corners", "角点对齐"}},
                                       {"asymmetric", {"Asymmetric", "非对称"}}},
                                      {"Which points of the two pixel grids coincide: edges, corner centres "
                                       "or first centres",
                                       "两个像素网格的哪些点重合：外边缘、角点中心或首像素中心"});
  const auto border = demo.choice("border", {"Border", "边界"}, Border::Replicate, border_options(),
                                  {"What is read outside the picture", "在图像之外读取什么"});

  const ImageStage input = input_stage(demo);

  const auto result =
      demo.stage(
              "result", {"Result", "结果"},
              [](const cv::Mat& image, Method m, double s, double a, Convention c, Border b) {
                return Picture<Points>{resample(image, m, s, a, c, b), sample_points(image.size(), s, a, c)};
              },
              input, method, scale, angle, convention, border)
          .variant("per-pixel",
                   [](const cv::Mat& image, Method m, double s, double a, Convention c, Border b) {
                     return Picture<Points>{resample_pixel_by_pixel(image, m, s, a, c, b),
                                            sample_points(image.size(), s, a, c)};
                   })
          .textbook_named("row-tables")
          .variant("fast",
                   [](const cv::Mat& image, Method m, double s, double a, Convention c, Border b) {
                     return Picture<Points>{fast_resample(image, m, s, a, c, b),
                                            sample_points(image.size(), s, a, c)};
                   })
          .explain(explain_resample)
          .reference({14,
                      {"cv::resize, or cv::warpAffine where it is rotated, aligned otherwise or has another "
                       "border; warpAffine rounds positions to 1/32 pixel, which shows at hard edges",
                       "cv::resize；有旋转、其他坐标约定或其他边界时为 cv::warpAffine，后者把位置舍入到 1/32 "
                       "像素，在强边缘处可见差异"}},
                     opencv_resample, input, method, scale, angle, convention, border)
          .agrees_when([](Method m) { return m != Method::Nearest; }, method)
          .suspect({"corner",
                    {"the nearest pixel is ⌊x·w/W⌋, by corners and not by centres",
                     "最近像素取 ⌊x·w/W⌋，按像素角而非中心"}},
                   by({.corner = true}), input, method, scale, angle, convention, border)
          .suspect_when(of_method(true, {Method::Nearest}), method, angle, convention, border)
          .suspect({"whole-positions",
                    {"positions are taken in 1/1024 pixel before the nearest is chosen",
                     "选取最近像素之前位置以 1/1024 像素为单位"}},
                   by({.positions = true}), input, method, scale, angle, convention, border)
          .suspect_when(of_method(false, {Method::Nearest}), method, angle, convention, border)
          .suspect(
              {"weights", {"weights in fixed point, 1/2048 along each axis", "定点权重，沿每个轴为 1/2048"}},
              by({.weights = true}), input, method, scale, angle, convention, border)
          .suspect_when(of_method(true, {Method::Bilinear, Method::Bicubic}), method, angle, convention,
                        border)
          .suspect({"weights-and-sums",
                    {"weights in fixed point, 1/2048, and sums that lose their last bits on the way",
                     "1/2048 的定点权重，且中间和丢弃末尾的若干位"},
                    2},
                   by({.weights = true, .shortened_sums = true}), input, method, scale, angle, convention,
                   border)
          .suspect_when(of_method(true, {Method::Bilinear}), method, angle, convention, border)
          .suspect({"positions", {"positions rounded to 1/32 pixel", "位置舍入到 1/32 像素"}},
                   by({.positions = true}), input, method, scale, angle, convention, border)
          .suspect_when(of_method(false, {Method::Bilinear, Method::Bicubic}), method, angle, convention,
                        border)
          .suspect({"positions-and-weights",
                    {"positions rounded to 1/32 pixel, and weights in fixed point, 1/32768",
                     "位置舍入到 1/32 像素，且权重为 1/32768 的定点数"},
                    2},
                   by({.positions = true, .weights = true}), input, method, scale, angle, convention, border)
          .suspect_when(of_method(false, {Method::Bicubic}), method, angle, convention, border)
          .code(resample_code, method, angle, convention)
          .functions({"resample", "fill", "interpolate", "taps_at", "cubic_kernel", "explain_resample",
                      "sum_terms"});

  const auto is = [](Method wanted) { return [wanted](Method chosen) { return chosen == wanted; }; };
  demo.formula_when({"I′(x, y) = I(⌊s_x + ½⌋, ⌊s_y + ½⌋)", "I′(x, y) = I(⌊s_x + ½⌋, ⌊s_y + ½⌋)"},
                    is(Method::Nearest), method);
  demo.formula_when(
      {"I′(x, y) = Σ_{i, j} (1 − |s_x − i|) (1 − |s_y − j|) I(i, j)  over the 2 × 2 pixels around (s_x, s_y)",
       "I′(x, y) = Σ_{i, j} (1 − |s_x − i|) (1 − |s_y − j|) I(i, j)，取 (s_x, s_y) 周围 2 × 2 个像素"},
      is(Method::Bilinear), method);
  demo.formula(
      {"I′(x, y) = Σ_{i, j} k(s_x − i) k(s_y − j) I(i, j)  over 4 × 4 pixels,  k cubic with a = −0.75",
       "I′(x, y) = Σ_{i, j} k(s_x − i) k(s_y − j) I(i, j)，取 4 × 4 个像素，k 为 a = −0.75 的三次函数"});
  demo.story(input, result);
  return demo.build();
}

}  // namespace pixelwhy
