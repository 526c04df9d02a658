#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "mean-filter/integral.h"
#include "operators/opencv_code.h"
#include "operators/opencv_with_border.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

template <cv::Mat (*mean)(const cv::Mat&, MeanWindow, Border)>
cv::Mat with_window(const cv::Mat& image, int width, int height, Border border) {
  return mean(image, {width, height}, border);
}

template <Explanation (*explain)(cv::Point, const StageImage&, MeanWindow, Border)>
Explanation explained(cv::Point at, const StageImage& image, int width, int height, Border border) {
  return explain(at, image, {width, height}, border);
}

/// As widely used, that is without BORDER_ISOLATED, with which cv::blur takes other windows on single lines.
cv::Mat opencv_mean(const cv::Mat& image, int width, int height, Border border) {
  const cv::Mat whole = image.isSubmatrix() ? image.clone() : image;
  return opencv_with_border(
      whole, std::max(width, height), border, [&](const cv::Mat& picture, int opencv_border) {
        cv::Mat result;
        cv::blur(picture, result, {width, height}, {-1, -1}, opencv_border & ~cv::BORDER_ISOLATED);
        return result;
      });
}

/// cv::integral without its first row and column, which are zeros, of the picture continued over its border.
cv::Mat opencv_integral(const cv::Mat& image, int width, int height, Border border) {
  cv::Mat framed;
  cv::copyMakeBorder(image, framed, height / 2, height - 1 - height / 2, width / 2, width - 1 - width / 2,
                     opencv_border(border) | cv::BORDER_ISOLATED);
  cv::Mat integral;
  cv::integral(framed, integral, CV_64F);
  return integral(cv::Rect({1, 1}, framed.size())).clone();
}

cv::Mat opencv_row_sums(const cv::Mat& image, int width, Border border) {
  const cv::Mat integral = opencv_integral(image, width, 1, border);
  cv::Mat sums = integral.clone();
  if (integral.rows > 1) {
    sums.rowRange(1, sums.rows) =
        integral.rowRange(1, integral.rows) - integral.rowRange(0, integral.rows - 1);
  }
  return sums;
}

Code mean_code(Border border) {
  if (border != Border::Wrap) {
    return {
        {"cv::Mat $result;\ncv::blur($input, $result, cv::Size($width, $height), cv::Point(-1, -1), "
         "$border);",
         "$result = cv2.blur($input, ($width, $height), borderType=$border)"}};
  }
  return {
      {"const int reach = std::max($width, $height);\ncv::Mat $result;\n"
       "cv::blur(wrapped($input, reach), $result, cv::Size($width, $height), cv::Point(-1, -1), "
       "cv::BORDER_REPLICATE);\n$result = cut($result, reach);",
       "reach = max($width, $height)\n"
       "$result = cut(cv2.blur(wrapped($input, reach), ($width, $height), borderType=cv2.BORDER_REPLICATE), "
       "reach)"},
      {wrap_helpers()}};
}

CodeText integral_helper() {
  return {R"code(
// Sums of everything to the left and above, of the picture continued over its border as windows of that size
// reach it. Without the row and the column of zeros that cv::integral begins with.
cv::Mat integral_of(const cv::Mat& image, int width, int height) {
  cv::Mat framed, sums;
  cv::copyMakeBorder(image, framed, height / 2, height - 1 - height / 2, width / 2, width - 1 - width / 2, $border);
  cv::integral(framed, sums, CV_64F);
  return sums(cv::Rect(1, 1, framed.cols, framed.rows)).clone();
}
)code",
          R"code(
def integral_of(image, width, height):
    """Sums of everything to the left and above, of the picture continued over its border as windows of that size
    reach it. Without the row and the column of zeros that cv2.integral begins with.
    """
    framed = cv2.copyMakeBorder(
        image, height // 2, height - 1 - height // 2, width // 2, width - 1 - width // 2, $border
    )
    return cv2.integral(framed, sdepth=cv2.CV_64F)[1:, 1:].copy()
)code"};
}

Code row_sums_code() {
  return {{"cv::Mat $row-sums = integral_of($input, $width, 1);\n"
           "for (int y = $row-sums.rows - 1; y > 0; --y) $row-sums.row(y) -= $row-sums.row(y - 1);\n"
           "$row-sums.convertTo($row-sums, CV_32F);",
           "$row-sums = np.diff(integral_of($input, $width, 1), axis=0, prepend=0).astype(np.float32)"},
          {integral_helper()},
          true};
}

Code integral_code() {
  return {
      {"cv::Mat $integral = integral_of($input, $width, $height);\n$integral.convertTo($integral, CV_32F);",
       "$integral = integral_of($input, $width, $height).astype(np.float32)"},
      {integral_helper()},
      true};
}

}  // namespace

Demo mean_filter() {
  DemoBuilder demo(
      "mean-filter", {"Mean filter", "均值滤波"}, Category::Smoothing,
      {"The mean of a window: summed as it is written, by running sums, or from an integral image.",
       "窗口内的平均值：照定义逐窗求和、滑动求和，或由积分图求得。"});
  demo.best_on("page");

  const auto width = demo.integer("width", {"Width", "宽度"}, 9, {{1, 101}, {1, 31}, "px"},
                                  {"Width of the window; an even width reaches one pixel further to the left",
                                   "窗口宽度；偶数宽度向左多伸出一个像素"});
  const auto height = demo.integer("height", {"Height", "高度"}, 9, {{1, 101}, {1, 31}, "px"},
                                   {"Height of the window; an even height reaches one pixel further upwards",
                                    "窗口高度；偶数高度向上多伸出一个像素"});
  const auto border = demo.choice("border", {"Border", "边界处理"}, Border::Reflect101, border_options(),
                                  {"What is read outside the picture", "在图像之外读取什么值"});
  const auto channels = channels_parameter(demo,
                                           {"The gray picture, or the three color channels each on its own",
                                            "处理灰度图像，或分别处理三个颜色通道"},
                                           Channels::Gray);

  const ImageStage input = input_stage(demo, channels);

  const auto sums =
      demo.stage("row-sums", {"Row sums", "行累加和"}, row_sums, input, width, border)
          .operations([] { return 2; })  // one more, one less
          .explain(explain_row_sums)
          .show(View::Magnitude)
          .reference({0, {"cv::integral, each row less the one above", "cv::integral 相邻两行之差"}},
                     opencv_row_sums, input, width, border)
          .code(row_sums_code())
          .functions({"row_sums", "explain_row_sums", "tap", "border_index", "sum_terms"});

  const auto integral =
      demo.stage("integral", {"Integral image", "积分图"}, integral_of, sums, height, border)
          .operations([] { return 1; })
          .explain(explain_integral)
          .show(View::Magnitude)
          .reference({0, {"cv::integral", "cv::integral"}}, opencv_integral, input, width, height, border)
          .code(integral_code())
          .functions({"row_sums", "integral_of", "explain_integral", "tap", "border_index", "sum_terms"});

  const auto result =
      demo.stage("result", {"Result", "结果"}, with_window<mean_directly>, input, width, height, border)
          .textbook_named("direct")
          .operations([](int w, int h) { return w * h; }, width, height)
          .explain(explained<explain_mean>)
          .variant("running-sum", with_window<mean_by_running_sums>, input, width, height, border)
          .operations([] { return 5; })  // one more and one less, along rows and columns, and the division
          .explain_variant(explained<explain_running_sums>, input, width, height, border)
          .variant(
              "integral-image",
              [](const cv::Mat& table, int w, int h) {
                return mean_from_integral(table, {w, h});
              },
              integral, width, height)
          .operations([] { return 4; })  // three sums of the corners, and the division
          .explain_variant(
              [](cv::Point at, const StageImage& table, int w, int h) {
                return explain_mean_from_integral(at, table, {w, h});
              },
              integral, width, height)
          .variant("fast", with_window<fast_mean>, input, width, height, border)
          .operations([] { return 5; })
          .reference(
              {1,
               {"cv::blur; beyond 256 pixels it treats halves in the last few columns of a row otherwise "
                "than "
                "in the rest",
                "cv::blur；窗口超过 256 个像素时，它对每行最后几列的恰好一半的值舍入方式与其余列不同"}},
              opencv_mean, input, width, height, border)
          // cv::blur of two pixels adds 1 to every value and lets 255 become 0 in the last columns.
          .agrees_when([](int w, int h) { return w * h != 2; }, width, height)
          .code(mean_code, border)
          .functions({"mean_directly", "rounded_mean", "border_index", "mean_by_running_sums", "running_sums",
                      "row_sums", "integral_of", "mean_from_integral", "explain_mean", "explain_running_sums",
                      "divide_window_sum", "explain_mean_from_integral"});

  demo.formula({"I′(x, y) = 1/(w·h) · Σ_{i, j} I(x + i, y + j)  over the w × h pixels of the window",
                "I′(x, y) = 1/(w·h) · Σ_{i, j} I(x + i, y + j)，取窗口内 w × h 个像素"});
  demo.story(input, integral, result);
  return demo.build();
}

}  // namespace pixelwhy
