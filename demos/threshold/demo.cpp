#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/stages.h"
#include "threshold/threshold.h"

namespace pixelwhy {

namespace {

using Method = ThresholdMethod;

cv::Mat opencv_mean(const cv::Mat& gray, Method method, int radius) {
  const cv::Size window(2 * radius + 1, 2 * radius + 1);
  const int border = cv::BORDER_REPLICATE | cv::BORDER_ISOLATED;
  cv::Mat mean;
  if (method == Method::AdaptiveMean) {
    cv::boxFilter(gray, mean, CV_8U, window, {-1, -1}, true, border);
    return mean;
  }
  cv::Mat floats;
  gray.convertTo(floats, CV_32F);
  cv::GaussianBlur(floats, floats, window, 0, 0, border);
  floats.convertTo(mean, CV_8U);
  return mean;
}

int opencv_type(Method method, bool inverted) {
  const int base = inverted ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY;
  if (method == Method::Otsu) return base | cv::THRESH_OTSU;
  return method == Method::Triangle ? base | cv::THRESH_TRIANGLE : base;
}

cv::Mat opencv_surface(const cv::Mat& gray, Method method, int fixed, int radius, int offset) {
  cv::Mat surface;
  if (is_adaptive(method)) {
    opencv_mean(gray, method, radius).convertTo(surface, CV_32F, 1, -offset);
    return surface;
  }
  cv::Mat binary;
  return cv::Mat(gray.size(), CV_32F,
                 cv::Scalar(cv::threshold(gray, binary, fixed, 255, opencv_type(method, false))));
}

cv::Mat opencv_threshold(const cv::Mat& gray, Method method, int fixed, int radius, int offset,
                         bool inverted) {
  cv::Mat result;
  const int type = opencv_type(method, inverted);
  if (!is_adaptive(method)) {
    cv::threshold(gray, result, fixed, 255, type);
    return result;
  }
  const int kind =
      method == Method::AdaptiveMean ? cv::ADAPTIVE_THRESH_MEAN_C : cv::ADAPTIVE_THRESH_GAUSSIAN_C;
  cv::adaptiveThreshold(gray, result, 255, kind, type, 2 * radius + 1, offset);
  return result;
}

/// Of global methods the threshold, of adaptive ones the window and the way of averaging: what a call begins
/// with.
std::string type_words(Method method, bool inverted) {
  std::string words = inverted ? "cv::THRESH_BINARY_INV" : "cv::THRESH_BINARY";
  if (method == Method::Otsu) words += " | cv::THRESH_OTSU";
  if (method == Method::Triangle) words += " | cv::THRESH_TRIANGLE";
  return words;
}

Code mean_code(Method method) {
  if (method == Method::AdaptiveMean) {
    return {
        {"cv::Mat $mean;\ncv::boxFilter($gray, $mean, CV_8U, cv::Size(2 * $radius + 1, 2 * $radius + 1), "
         "cv::Point(-1, -1), true,\n              cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);",
         "size = 2 * $radius + 1\n$mean = cv2.boxFilter($gray, cv2.CV_8U, (size, size), "
         "borderType=cv2.BORDER_REPLICATE | cv2.BORDER_ISOLATED)"}};
  }
  return {
      {"cv::Mat floats, $mean;\n$gray.convertTo(floats, CV_32F);\n"
       "cv::GaussianBlur(floats, floats, cv::Size(2 * $radius + 1, 2 * $radius + 1), 0, 0,\n"
       "                 cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);\nfloats.convertTo($mean, CV_8U);",
       "size = 2 * $radius + 1\nborder = cv2.BORDER_REPLICATE | cv2.BORDER_ISOLATED\n"
       "floats = cv2.GaussianBlur($gray.astype(np.float32), (size, size), 0, borderType=border)\n"
       "$mean = np.clip(np.rint(floats), 0, 255).astype(np.uint8)"}};
}

Code surface_code(Method method) {
  Code code;
  code.floats = true;
  if (is_adaptive(method)) {
    code.statements = {"cv::Mat $surface;\n$mean.convertTo($surface, CV_32F, 1, -$offset);",
                       "$surface = $mean.astype(np.float32) - $offset"};
    return code;
  }
  const std::string value = method == Method::Fixed ? "$threshold" : "0";
  const std::string words = type_words(method, false);
  code.statements = {"cv::Mat binary;\nconst double found = cv::threshold($gray, binary, " + value +
                         ", 255, " + words +
                         ");\nconst cv::Mat $surface($gray.size(), CV_32F, cv::Scalar(found));",
                     "found, _ = cv2.threshold($gray, " + value + ", 255, " + python_word(words) +
                         ")\n$surface = np.full($gray.shape, found, np.float32)"};
  return code;
}

Code threshold_code(Method method, bool inverted) {
  const std::string words = type_words(method, inverted);
  if (is_adaptive(method)) {
    return {{"cv::Mat $result;\ncv::adaptiveThreshold($gray, $result, 255, $method, " + words +
                 ", 2 * $radius + 1, $offset);",
             "$result = cv2.adaptiveThreshold($gray, 255, $method, " + python_word(words) +
                 ", 2 * $radius + 1, $offset)"}};
  }
  const std::string value = method == Method::Fixed ? "$threshold" : "0";
  return {{"cv::Mat $result;\ncv::threshold($gray, $result, " + value + ", 255, " + words + ");",
           "_, $result = cv2.threshold($gray, " + value + ", 255, " + python_word(words) + ")"}};
}

}  // namespace

Demo threshold() {
  DemoBuilder demo(
      "threshold", {"Threshold", "阈值分割"}, Category::Intensity,
      {"Black and white: by one threshold, chosen by hand or from the histogram, or by one for each pixel.",
       "二值化：用一个人选或由直方图求得的阈值，或为每个像素各求一个阈值。"});
  demo.best_on("coins");

  const auto method =
      demo.choice("method", {"Method", "方法"}, Method::Otsu, threshold_method_options(),
                  {"Who chooses the threshold: you, the histogram, or each pixel's surroundings",
                   "由谁决定阈值：你、直方图，还是每个像素的周围"});
  const auto fixed = demo.integer("threshold", {"Threshold", "阈值"}, 128, {{0, 255}, {0, 255}, ""},
                                  {"Gray values above it become white", "高于它的灰度变为白色"});
  const auto radius = demo.integer("radius", {"Radius", "半径"}, 15, {{1, 150}, {1, 50}, "px"},
                                   {"The surroundings are 2·radius + 1 pixels wide: OpenCV's blockSize",
                                    "周围窗口宽 2·半径 + 1 像素，即 OpenCV 的 blockSize"});
  const auto offset = demo.integer("offset", {"Offset", "偏移量"}, 10, {{-255, 255}, {-30, 30}, ""},
                                   {"How far the threshold lies below the local mean: OpenCV's C",
                                    "阈值比局部均值低多少，即 OpenCV 的 C"});
  const auto inverted = demo.toggle("inverted", {"Inverted", "反相"}, false,
                                    {"What lies above the threshold becomes black", "高于阈值者变为黑色"});
  demo.relevant_when(
      fixed, [](Method m) { return m == Method::Fixed; }, method);
  demo.relevant_when(radius, is_adaptive, method);
  demo.relevant_when(offset, is_adaptive, method);

  const ImageStage gray = gray_stage(demo);
  const auto histogram =
      demo.stage("histogram", {"Histogram", "直方图"}, threshold_histogram, gray, method, fixed)
          .variant("fast", fast_threshold_histogram);
  const auto mean =
      demo.stage("mean", {"Local mean", "局部均值"}, local_mean, gray, method, radius)
          .variant("fast", fast_local_mean)
          .explain(explain_local_mean)
          .when(is_adaptive, method)
          .reference({0,
                      {"cv::boxFilter, or cv::GaussianBlur in 32-bit float",
                       "cv::boxFilter，或 32 位浮点的 cv::GaussianBlur"}},
                     opencv_mean, gray, method, radius)
          .code(mean_code, method)
          .functions({"local_mean", "mean_directly", "rounded_mean", "gaussian_mean", "adaptive_weights",
                      "sum_along_row", "sum_along_column", "explain_local_mean", "explain_mean"});
  const auto surface =
      demo.stage("surface", {"Threshold of each pixel", "各像素的阈值"}, threshold_surface, gray, histogram,
                 mean, method, fixed, offset)
          .explain(explain_surface)
          .reference({0,
                      {"the threshold that cv::threshold returns, or the local mean less the offset",
                       "cv::threshold 返回的阈值，或局部均值减去偏移量"}},
                     opencv_surface, gray, method, fixed, radius, offset)
          .code(surface_code, method)
          .functions({"threshold_surface", "global_threshold", "otsu_threshold", "class_splits",
                      "triangle_of", "explain_surface", "explain_otsu", "explain_triangle"});
  const auto result =
      demo.stage("result", {"Result", "结果"}, apply_threshold, gray, surface, inverted)
          .explain(explain_threshold)
          .show(View::Mask)
          .reference(
              {0, {"cv::threshold or cv::adaptiveThreshold", "cv::threshold 或 cv::adaptiveThreshold"}},
              opencv_threshold, gray, method, fixed, radius, offset, inverted)
          .code(threshold_code, method, inverted)
          .functions({"apply_threshold", "binarize", "explain_threshold"});

  demo.formula_when(
      {"T = argmax_t q_1 q_2 (µ_1 − µ_2)^2;  I′ = 255 where I > T, else 0",
       "T = argmax_t q_1 q_2 (µ_1 − µ_2)^2；I > T 处 I′ = 255，否则为 0"},
      [](Method m) { return m == Method::Otsu; }, method);
  demo.formula_when({"I′(x, y) = 255 where I(x, y) > mean of the window around (x, y) − C, else 0",
                     "I(x, y) 大于以 (x, y) 为中心的窗口均值 − C 处 I′ = 255，否则为 0"},
                    is_adaptive, method);
  demo.formula({"I′ = 255 where I > T, else 0", "I > T 处 I′ = 255，否则为 0"});
  demo.story(gray, histogram, surface, result);
  return demo.build();
}

}  // namespace pixelwhy
