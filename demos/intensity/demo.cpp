#include "core/demo_builder.h"
#include "intensity/code.h"
#include "intensity/intensity.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

using Method = IntensityMethod;

Picture<Histogram> toned(const cv::Mat& gray, const Curve& mapping) {
  const cv::Mat result = apply_curve(gray, mapping);
  return {result, gray_histogram(result)};
}

Picture<Histogram> fast_toned(const cv::Mat& gray, const Curve& mapping) {
  const cv::Mat result = fast_apply_curve(gray, mapping);
  return {result, fast_gray_histogram(result)};
}

}  // namespace

Demo intensity() {
  DemoBuilder demo(
      "intensity", {"Intensity transforms", "灰度变换"}, Category::Intensity,
      {"One curve for all gray values: stretch, gamma, logarithm, negative, or the tones of another picture.",
       "所有灰度值共用一条曲线：拉伸、伽马、对数、反相，或取另一幅图像的影调。"});
  demo.best_on("room");

  const auto method = demo.choice("method", {"Method", "方法"}, Method::Stretch,
                                  {{"stretch", {"Stretch", "拉伸"}},
                                   {"gamma", {"Gamma", "伽马"}},
                                   {"logarithm", {"Logarithm", "对数"}},
                                   {"negative", {"Negative", "反相"}},
                                   {"match", {"Match a picture", "匹配图像"}}},
                                  {"Which curve the gray values go through", "灰度值经过哪一种曲线"});
  const auto low =
      demo.real("low", {"Black below", "变黑比例"}, 1, {{0, 100}, {0, 50}, "%"},
                {"The share of the darkest pixels that may become black", "允许变为黑色的最暗像素所占比例"});
  const auto high = demo.real("high", {"White above", "变白位置"}, 99, {{0, 100}, {50, 100}, "%"},
                              {"The share of pixels that stay below white; the rest becomes white",
                               "保持在白色以下的像素所占比例；其余变为白色"});
  demo.ordered(low, high);
  const auto gamma = demo.real(
      "gamma", {"Gamma", "伽马 γ"}, 0.5, {{0.01, 100}, {0.1, 10}, ""},
      {"The exponent: below 1 lifts dark values, above 1 lowers them", "指数：小于 1 提亮暗部，大于 1 压暗"});
  const auto strength = demo.real("strength", {"Strength", "强度"}, 255, {{0.01, 1e6}, {1, 10000}, ""},
                                  {"k in ln(1 + k·v/255): the larger, the more dark values are spread",
                                   "ln(1 + k·v/255) 中的 k：越大，暗部展开越多"});
  const auto match = demo.picture(
      "match", {"Target", "目标图像"}, "sample:still-life",
      {"The picture whose tones are taken over; its size does not matter", "取其影调的图像；尺寸不限"});
  const auto only = [&](auto parameter, Method wanted) {
    demo.relevant_when(
        parameter, [wanted](Method m) { return m == wanted; }, method);
  };
  only(low, Method::Stretch);
  only(high, Method::Stretch);
  only(gamma, Method::Gamma);
  only(strength, Method::Logarithm);
  only(match, Method::Match);

  const ImageStage gray = gray_stage(demo);
  const auto histogram = demo.stage("histogram", {"Histogram before", "变换前直方图"}, gray_histogram, gray)
                             .variant("fast", fast_gray_histogram);
  const auto target = demo.stage("target", {"Target's histogram", "目标直方图"}, target_histogram, match)
                          .when([](Method m) { return m == Method::Match; }, method);
  const auto mapping = demo.stage(
      "mapping", {"Curve", "映射曲线"},
      [](const Histogram& source, const Histogram& wanted, Method m, double l, double h, double g, double k) {
        return intensity_curve(source, wanted, {m, l, h, g, k});
      },
      histogram, target, method, low, high, gamma, strength);

  const auto result =
      demo.stage("result", {"Result", "结果"}, toned, gray, mapping)
          .variant("fast", fast_toned)
          .data_named({"Histogram after", "变换后直方图"})
          .explain(
              [](cv::Point at, const StageImage& image, const StageData<Curve>& curve,
                 const StageData<Histogram>& source, const StageData<Histogram>& wanted, Method m, double l,
                 double h, double g, double k) {
                return explain_intensity(at, image, curve, source.data, wanted.data, {m, l, h, g, k});
              },
              histogram, target, method, low, high, gamma, strength)
          .reference(
              {1,
               {"cv::convertTo, cv::pow, cv::log or cv::bitwise_not; values at a half may be rounded the "
                "other way",
                "cv::convertTo、cv::pow、cv::log 或 cv::bitwise_not；恰为半数的值舍入可能不同"}},
              [](const cv::Mat& image, Method m, double l, double h, double g, double k) {
                return opencv_intensity(image, {m, l, h, g, k});
              },
              gray, method, low, high, gamma, strength)
          .reference_when([](Method m) { return m != Method::Match; }, method)
          .code(intensity_code, method)
          .functions({"percentile_level", "stretched", "gamma_level", "logarithmic_level", "negative_level",
                      "matched_level", "intensity_curve", "apply_curve", "explain_intensity", "derive"});

  const auto formula = [&](Method wanted, const char* text) {
    demo.formula_when(
        {text, text}, [wanted](Method m) { return m == wanted; }, method);
  };
  formula(Method::Stretch, "T(v) = 255 · (v − a) / (b − a)");
  formula(Method::Gamma, "T(v) = 255 · (v / 255)^γ");
  formula(Method::Logarithm, "T(v) = 255 · ln(1 + k·v / 255) / ln(1 + k)");
  formula(Method::Negative, "T(v) = 255 − v");
  formula(Method::Match, "T(v) = min{z : C_t(z) / N_t ≥ C(v) / N}");
  demo.story(gray, histogram, mapping, result);
  return demo.build();
}

}  // namespace pixelwhy
