#include "operators/stages.h"

#include "operators/arithmetic.h"
#include "operators/derivative_fast.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/gray.h"
#include "operators/opencv_code.h"

namespace pixelwhy {

namespace {

const Text smoothed{"Smoothed", "平滑"};
const Text opencv_blur{"cv::GaussianBlur", "cv::GaussianBlur"};
const std::vector<std::string> smooth_functions{"smooth",           "gaussian_weights", "gaussian_rows",
                                                "gaussian_columns", "explain_smooth",   "sum_terms"};

}  // namespace

ImageStage gray_stage(DemoBuilder& demo) {
  return demo.stage("gray", {"Gray", "灰度"}, to_gray, demo.source())
      .variant("fast", fast_to_gray)
      .explain(explain_gray)
      .reference({0, {"cv::cvtColor, COLOR_BGR2GRAY", "cv::cvtColor，COLOR_BGR2GRAY"}}, opencv_gray,
                 demo.source())
      .code(gray_code("gray"))
      .functions({"to_gray", "explain_gray", "sum_terms"});
}

ParameterHandle<Channels> channels_parameter(DemoBuilder& demo, Text help, Channels initial) {
  return demo.choice("channels", {"Channels", "通道"}, initial,
                     {{"color", {"Color", "彩色"}}, {"gray", {"Gray", "灰度"}}}, std::move(help));
}

ImageStage input_stage(DemoBuilder& demo, ParameterHandle<Channels> channels) {
  return demo
      .stage(
          "input", {"Input", "输入"},
          [](const cv::Mat& color, Channels c) { return c == Channels::Color ? color : to_gray(color); },
          demo.source(), channels)
      .variant("fast", [](const cv::Mat& color,
                          Channels c) { return c == Channels::Color ? color : fast_to_gray(color); })
      .explain([](cv::Point at, const StageImage& color, Channels c) {
        return c == Channels::Color ? explain_copy(at, color) : explain_gray(at, color);
      })
      .reference(
          {0, {"cv::cvtColor, COLOR_BGR2GRAY, for gray", "灰度时为 cv::cvtColor，COLOR_BGR2GRAY"}},
          [](const cv::Mat& color, Channels c) { return c == Channels::Color ? color : opencv_gray(color); },
          demo.source(), channels)
      .code([](Channels c) { return c == Channels::Color ? source_code("input") : gray_code("input"); },
            channels)
      .functions({"to_gray", "explain_gray", "explain_copy", "sum_terms"});
}

ImageStage input_stage(DemoBuilder& demo) {
  return demo
      .stage(
          "input", {"Input", "输入"}, [](const cv::Mat& image) { return image; }, demo.source())
      .explain(explain_copy)
      .code(source_code("input"))
      .functions({"explain_copy"});
}

ImageStage smooth_stage(DemoBuilder& demo, ImageStage image, ParameterHandle<double> sigma) {
  return demo
      .stage(
          "smooth", smoothed,
          [](const cv::Mat& picture, double s) { return smooth(picture, s, Border::Reflect101); }, image,
          sigma)
      .explain([](cv::Point at, const StageImage& picture, double s) {
        return explain_smooth(at, picture, s, Border::Reflect101);
      })
      .reference(
          {0, opencv_blur},
          [](const cv::Mat& picture, double s) { return opencv_gaussian(picture, s, 0, Border::Reflect101); },
          image, sigma)
      .variant("fast",
               [](const cv::Mat& picture, double s) { return fast_smooth(picture, s, Border::Reflect101); })
      .code([](double s) { return smooth_code(s, "cv::BORDER_REFLECT_101"); }, sigma)
      .functions(smooth_functions);
}

ImageStage smooth_stage(DemoBuilder& demo, ImageStage image, ParameterHandle<double> sigma,
                        ParameterHandle<Border> border) {
  return demo.stage("smooth", smoothed, smooth, image, sigma, border)
      .variant("fast", fast_smooth)
      .explain(explain_smooth)
      .reference(
          {0, opencv_blur},
          [](const cv::Mat& picture, double s, Border b) { return opencv_gaussian(picture, s, 0, b); }, image,
          sigma, border)
      .code([](double s) { return smooth_code(s, "$border"); }, sigma)
      .functions(smooth_functions);
}

GradientStages polar_stages(DemoBuilder& demo, ImageStage gx, ImageStage gy, ParameterHandle<Norm> norm) {
  auto magnitude = demo.stage("magnitude", {"Magnitude", "梯度幅值"}, gradient_magnitude, gx, gy, norm);
  magnitude.variant("fast", fast_gradient_magnitude)
      .explain(explain_magnitude)
      .show(View::Magnitude)
      .reference({0.01,
                  {"cv::magnitude, or the sum of sizes; float rounding",
                   "cv::magnitude 或绝对值之和；浮点舍入误差"}},
                 opencv_magnitude, gx, gy, norm)
      .suspect(
          {"float", {"every step is rounded to 32-bit float", "每一步都舍入为 32 位浮点数"}},
          [](const cv::Mat& x, const cv::Mat& y) { return float_magnitude(x, y, false); }, gx, gy)
      .suspect_when([](Norm n) { return n == Norm::L2; }, norm)
      .suspect(
          {"float-fused",
           {"32-bit float, with one square added unrounded", "32 位浮点数，其中一个平方未经舍入即相加"}},
          [](const cv::Mat& x, const cv::Mat& y) { return float_magnitude(x, y, true); }, gx, gy)
      .suspect_when([](Norm n) { return n == Norm::L2; }, norm)
      .code(magnitude_code, norm)
      .functions({"gradient_magnitude", "magnitude_of", "explain_magnitude"});
  const ImageStage direction =
      demo.stage("direction", {"Direction", "梯度方向"}, gradient_direction, gx, gy)
          .variant("fast", fast_gradient_direction)
          .explain(explain_direction)
          .show_angle(magnitude)
          .code(direction_code())
          .functions({"gradient_direction", "gradient_direction_of", "explain_direction"});
  return {magnitude, direction};
}

ParameterHandle<Norm> norm_parameter(DemoBuilder& demo) {
  return demo.choice("norm", {"Norm", "范数"}, Norm::L2, norm_options(),
                     {"How gx and gy make up the magnitude", "由 gx 与 gy 求幅值的方式"});
}

}  // namespace pixelwhy
