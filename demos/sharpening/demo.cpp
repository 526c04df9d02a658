#include <cmath>

#include "core/demo_builder.h"
#include "core/image_pool.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/opencv_code.h"
#include "operators/stages.h"
#include "sharpening/fast.h"
#include "sharpening/opencv.h"
#include "sharpening/sharpen.h"

namespace pixelwhy {

namespace {

bool is_unsharp(SharpenMethod method) { return method == SharpenMethod::Unsharp; }

cv::Mat detail_of(const cv::Mat& input, const cv::Mat& blurred, SharpenMethod method) {
  if (is_unsharp(method)) return unsharp_detail(input, blurred);
  return laplacian_detail(input, method == SharpenMethod::Laplacian4 ? 4 : 8);
}

/// A soft edge from 64 to 192 before and after: what all edges of that height go through.
Curve edge_curve(SharpenMethod method, double sigma, double amount, double threshold) {
  constexpr double softness = 1;
  const int reach = is_unsharp(method) ? gaussian_radius(sigma) + 6 : 8;
  cv::Mat step(1, 2 * reach, CV_8UC1, cv::Scalar(64));
  step.colRange(reach, 2 * reach).setTo(192);
  const cv::Mat edge = smooth(step, softness, Border::Replicate);
  const cv::Mat blurred = is_unsharp(method) ? smooth(edge, sigma, Border::Replicate) : cv::Mat();
  const cv::Mat after = sharpen(edge, detail_of(edge, blurred, method), amount, threshold);
  Curve curve;
  for (int x = 0; x < edge.cols; ++x) {
    curve.x.push_back(x - reach + 0.5);
    curve.y.push_back(after.at<std::uint8_t>(0, x));
    curve.reference.push_back(edge.at<std::uint8_t>(0, x));
  }
  curve.x_label = {"across an edge, in px", "横穿边缘（像素）"};
  curve.y_label = {"gray level", "灰度级"};
  return curve;
}

/// What result() would be with the one rule changed in which OpenCV differs.
cv::Mat sharpen_half_to_even(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  cv::Mat result = new_image(input.size(), input.type());
  const int length = input.cols * input.channels();
  for (int y = 0; y < input.rows; ++y) {
    for (int i = 0; i < length; ++i) {
      const double value =
          sharpened_value(input.ptr<std::uint8_t>(y)[i], detail.ptr<float>(y)[i], amount, threshold);
      result.ptr<std::uint8_t>(y)[i] = cv::saturate_cast<std::uint8_t>(std::nearbyint(value));
    }
  }
  return result;
}

}  // namespace

Demo sharpening() {
  DemoBuilder demo("sharpening", {"Sharpening", "锐化"}, Category::Edges,
                   {"Adds detail to the picture: what a blur takes away, or the negative Laplacian.",
                    "把细节加回图像：模糊所带走的部分，或负的拉普拉斯。"});
  demo.best_on("still-life");

  const auto method =
      demo.choice("method", {"Method", "方法"}, SharpenMethod::Unsharp,
                  {{"unsharp", {"Unsharp mask", "反锐化掩模"}},
                   {"laplacian", {"Laplacian, 4 neighbours", "拉普拉斯，4 邻域"}},
                   {"laplacian8", {"Laplacian, 8 neighbours", "拉普拉斯，8 邻域"}}},
                  {"What counts as detail: the difference from a blur, or from the neighbours",
                   "以什么为细节：与模糊图之差，或与邻点之差"});
  const auto sigma = demo.real(
      "sigma", {"Sigma", "标准差 σ"}, 2, {{0.1, 50}, {0.1, 10}, "px"},
      {"Width of the blur: how wide the halo along an edge becomes", "模糊的宽度：决定边缘两侧光晕的宽度"});
  demo.relevant_when(sigma, is_unsharp, method);
  const auto amount = demo.real("amount", {"Amount", "强度"}, 1, {{0, 10}, {0, 4}, "×"},
                                {"How many times the detail is added", "加上多少倍的细节"});
  const auto threshold = demo.real(
      "threshold", {"Threshold", "阈值"}, 0, {{0, 255}, {0, 40}, ""},
      {"Detail that is smaller is left alone: most of it is noise", "小于它的细节不处理：多半是噪声"});
  const auto channels = channels_parameter(
      demo, {"Sharpen the three color channels, or the gray picture", "对三个颜色通道或对灰度图像作锐化"});

  const ImageStage input = input_stage(demo, channels);

  const auto blurred =
      demo.stage(
              "blurred", {"Blurred", "模糊"},
              [](const cv::Mat& image, double s) { return smooth(image, s, Border::Reflect101); }, input,
              sigma)
          .variant("fast",
                   [](const cv::Mat& image, double s) { return fast_smooth(image, s, Border::Reflect101); })
          .when(is_unsharp, method)
          .explain([](cv::Point at, const StageImage& image, double s) {
            return explain_smooth(at, image, s, Border::Reflect101);
          })
          .reference(
              {0, {"cv::GaussianBlur", "cv::GaussianBlur"}},
              [](const cv::Mat& image, double s) { return opencv_gaussian(image, s, 0, Border::Reflect101); },
              input, sigma)
          .code(gaussian_code("blurred", "input", "", "cv::BORDER_REFLECT_101"))
          .functions({"smooth", "gaussian_weights", "gaussian_rows", "gaussian_columns", "explain_smooth",
                      "sum_terms"});

  const auto detail =
      demo.stage("detail", {"Detail", "细节"}, detail_of, input, blurred, method)
          .explain([](cv::Point at, const StageImage& image, const StageImage& soft, SharpenMethod m) {
            if (is_unsharp(m)) return explain_unsharp_detail(at, image, soft);
            return explain_laplacian_detail(at, image, m == SharpenMethod::Laplacian4 ? 4 : 8);
          })
          .show(View::Signed)
          .reference({0,
                      {"cv::subtract, cv::Laplacian or cv::filter2D",
                       "cv::subtract、cv::Laplacian 或 cv::filter2D"}},
                     opencv_detail, input, blurred, method)
          .threshold(
              threshold, [](double t) { return t; }, threshold)
          .code(detail_code, method)
          .functions({"unsharp_detail", "laplacian_detail", "explain_unsharp_detail",
                      "explain_laplacian_detail", "sum_terms"});

  const auto overshoot =
      demo.stage("overshoot", {"Overshoot", "过冲"}, find_overshoot, input, detail, amount, threshold)
          .variant("fast", fast_find_overshoot)
          .explain(explain_overshoot)
          .show_labels({{"none", "无"},
                        {"dark halo", "暗晕"},
                        {"bright halo", "亮晕"},
                        {"lost in black", "溢出为黑"},
                        {"lost in white", "溢出为白"}})
          .reference({0, {"cv::erode, cv::dilate and comparisons", "cv::erode、cv::dilate 与比较"}},
                     opencv_overshoot, input, detail, amount, threshold)
          .code(overshoot_code())
          .functions({"find_overshoot", "overshoot_of", "sharpened_value", "explain_overshoot"});

  const auto result =
      demo.stage(
              "result", {"Result", "结果"},
              [](const cv::Mat& image, const cv::Mat& more, SharpenMethod m, double s, double a, double t) {
                return Picture<Curve>{sharpen(image, more, a, t), edge_curve(m, s, a, t)};
              },
              input, detail, method, sigma, amount, threshold)
          .variant(
              "fast",
              [](const cv::Mat& image, const cv::Mat& more, SharpenMethod m, double s, double a, double t) {
                return Picture<Curve>{fast_sharpen(image, more, a, t), edge_curve(m, s, a, t)};
              })
          .data_named({"An edge, before and after", "边缘：处理前后"})
          .explain([](cv::Point at, const StageImage& image, const StageImage& more, SharpenMethod, double,
                      double a, double t) { return explain_sharpen(at, image, more, a, t); })
          .reference({1,
                      {"cv::addWeighted, or cv::filter2D with one kernel; halves are rounded to even",
                       "cv::addWeighted，或以单个核作 cv::filter2D；二分之一舍入到偶数"}},
                     opencv_sharpen, input, blurred, detail, method, amount, threshold)
          .suspect({"half-even", {"halves are rounded to the even neighbour", "二分之一舍入到相邻的偶数"}},
                   sharpen_half_to_even, input, detail, amount, threshold)
          .code(sharpen_code, method, threshold)
          .functions({"sharpen", "sharpened_value", "explain_sharpen", "sum_terms"});

  demo.formula_when({"I′ = I + a · (I − G_σ ∗ I)  where  |I − G_σ ∗ I| ≥ t",
                     "I′ = I + a · (I − G_σ ∗ I)，当 |I − G_σ ∗ I| ≥ t"},
                    is_unsharp, method);
  demo.formula({"I′ = I − a · ∇²I  where  |∇²I| ≥ t", "I′ = I − a · ∇²I，当 |∇²I| ≥ t"});
  demo.story(input, detail, overshoot, result);
  return demo.build();
}

}  // namespace pixelwhy
