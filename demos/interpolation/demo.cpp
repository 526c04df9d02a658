#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "interpolation/code.h"
#include "interpolation/resample.h"
#include "operators/arithmetic.h"
#include "operators/opencv_code.h"

namespace pixelwhy {

namespace {

/// What OpenCV makes of an 8-bit picture: cv::resize where it does the same, else cv::warpAffine with the
/// matrix that leads from the output to the input.
cv::Mat opencv_resample(const cv::Mat& image, Method method, double scale, double degrees,
                        Convention convention, Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  const int flag = method == Method::Bilinear ? cv::INTER_LINEAR : cv::INTER_CUBIC;
  cv::Mat result;
  if (degrees == 0 && convention == Convention::HalfPixel && border == Border::Replicate) {
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

  const auto input =
      demo.stage(
              "input", {"Input", "输入"}, [](const cv::Mat& image) { return image; }, demo.source())
          .explain(explain_copy)
          .code(source_code("input"))
          .functions({"explain_copy"});

  const auto result =
      demo.stage(
              "result", {"Result", "结果"},
              [](const cv::Mat& image, Method m, double s, double a, Convention c, Border b) {
                return Picture<Points>{resample(image, m, s, a, c, b), sample_points(image.size(), s, a, c)};
              },
              input, method, scale, angle, convention, border)
          .explain(explain_resample)
          .reference({14,
                      {"cv::resize, or cv::warpAffine where it is rotated, aligned otherwise or has another "
                       "border; warpAffine rounds positions to 1/32 pixel, which shows at hard edges",
                       "cv::resize；有旋转、其他坐标约定或其他边界时为 cv::warpAffine，后者把位置舍入到 1/32 "
                       "像素，在强边缘处可见差异"}},
                     opencv_resample, input, method, scale, angle, convention, border)
          .reference_when([](Method m) { return m != Method::Nearest; }, method)
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
