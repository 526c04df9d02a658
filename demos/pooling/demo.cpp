#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/stages.h"
#include "pooling/code.h"
#include "pooling/pooling.h"

namespace pixelwhy {

namespace {

using Method = PoolingMethod;

/// Every stride-th pixel, as many as there are windows.
cv::Mat sampled(const cv::Mat& image, cv::Size size, int stride) {
  cv::Mat result(size, image.type());
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x)
      image(cv::Rect(x * stride, y * stride, 1, 1)).copyTo(result(cv::Rect(x, y, 1, 1)));
  }
  return result;
}

/// Sums of windows that begin at each pixel, of the picture with zeros around it.
cv::Mat opencv_sums(const cv::Mat& image, cv::Size size, const Pooling& pooling) {
  cv::Mat wide;
  const int p = pooling.padding;
  cv::copyMakeBorder(image, wide, p, p, p, p, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED);
  cv::boxFilter(wide, wide, CV_32F, {pooling.kernel, pooling.kernel}, {0, 0}, false, cv::BORDER_CONSTANT);
  return sampled(wide, size, pooling.stride);
}

cv::Mat opencv_pool(const cv::Mat& image, const Pooling& pooling) {
  cv::Mat result;
  if (pooling.method == Method::GlobalMax) {
    cv::reduce(image, result, 0, cv::REDUCE_MAX);
    cv::reduce(result, result, 1, cv::REDUCE_MAX);
    return result;
  }
  if (pooling.method == Method::GlobalAverage) {
    const cv::Scalar sum = cv::sum(image);
    const auto rounded = [&](int c) { return std::floor(sum[c] / static_cast<double>(image.total()) + 0.5); };
    return {1, 1, image.type(), cv::Scalar(rounded(0), rounded(1), rounded(2))};
  }
  const cv::Size size = pooled_size(image.size(), pooling);
  if (pooling.method == Method::Max) {
    const int p = pooling.padding;
    cv::copyMakeBorder(image, result, p, p, p, p, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED);
    cv::dilate(result, result, cv::Mat::ones(pooling.kernel, pooling.kernel, CV_8U), {0, 0}, 1,
               cv::BORDER_CONSTANT, cv::Scalar::all(0));
    return sampled(result, size, pooling.stride);
  }
  cv::Mat counts(image.size(), image.type(), cv::Scalar::all(1));
  counts = opencv_sums(counts, size, pooling);
  counts = cv::max(counts, 1);
  if (pooling.counts_padding) counts = cv::Scalar::all(pooling.kernel * pooling.kernel);
  cv::Mat averages;
  cv::divide(opencv_sums(image, size, pooling), counts, averages);
  // A little more, so that halves go up: no other average is as near to the next half as that.
  averages += cv::Scalar::all(0.25 / (pooling.kernel * pooling.kernel));
  averages.convertTo(result, CV_8U);
  return result;
}

/// A function of a picture and a Pooling as one of the demo's parameters.
auto of_parameters(cv::Mat (*function)(const cv::Mat&, const Pooling&)) {
  return [function](const cv::Mat& image, Method method, int kernel, int stride, int padding, bool counts) {
    return function(image, {method, kernel, stride, padding, counts});
  };
}

cv::Mat gradient_with(const cv::Mat& image, const cv::Mat& result, Method method, int kernel, int stride,
                      int padding, bool counts) {
  return pooling_gradient(image, result, {method, kernel, stride, padding, counts});
}

}  // namespace

Demo pooling() {
  DemoBuilder demo(
      "pooling", {"Pooling", "池化"}, Category::Geometry,
      {"One value for each window, the greatest or the average, and where its gradient flows back to.",
       "每个窗口取一个值（最大值或平均值），以及梯度回传到哪里。"});
  demo.best_on("street");

  const auto method = demo.choice("method", {"Method", "方法"}, Method::Max, pooling_method_options(),
                                  {"The greatest value or the average, of windows or of the whole picture",
                                   "取最大值或平均值；逐窗口或对整幅图像"});
  const auto kernel = demo.integer("kernel", {"Kernel", "核大小"}, 3, {{1, 64}, {1, 16}, "px"},
                                   {"Side of the window", "窗口的边长"});
  const auto stride = demo.integer("stride", {"Stride", "步幅"}, 2, {{1, 64}, {1, 16}, "px"},
                                   {"From one window to the next; less than the kernel, and windows overlap",
                                    "相邻窗口的间距；小于核大小时窗口重叠"});
  const auto padding = demo.integer(
      "padding", {"Padding", "填充"}, 0, {{0, 64}, {0, 8}, "px"},
      {"Pixels added on each side; they never win a maximum", "每边补的像素数；在最大池化中永不胜出"});
  const auto counts =
      demo.toggle("count-padding", {"Count padding", "填充计入平均"}, true,
                  {"Whether an average counts padding, as zeros", "求平均时是否把填充的零计算在内"});
  const auto channels = channels_parameter(demo,
                                           {"The gray picture, or the three color channels each on its own",
                                            "处理灰度图像，或分别处理三个颜色通道"},
                                           Channels::Gray);
  demo.ordered(padding, kernel);
  const auto has_windows = [](Method m) { return !is_global(m); };
  demo.relevant_when(kernel, has_windows, method);
  demo.relevant_when(stride, has_windows, method);
  demo.relevant_when(padding, has_windows, method);
  demo.relevant_when(
      counts, [](Method m, int p) { return m == Method::Average && p > 0; }, method, padding);

  const ImageStage input = input_stage(demo, channels);
  const auto result =
      demo.stage("result", {"Result", "结果"}, of_parameters(pool), input, method, kernel, stride, padding,
                 counts)
          .variant("fast", of_parameters(fast_pool))
          .explain([](cv::Point at, const StageImage& image, Method m, int k, int s, int p, bool c) {
            return explain_pooled(at, image, {m, k, s, p, c});
          })
          .reference(
              {0,
               {"cv::dilate or cv::boxFilter at every stride-th pixel; cv::reduce or cv::mean for global "
                "pooling",
                "每隔步幅取一个像素的 cv::dilate 或 cv::boxFilter；全局池化为 cv::reduce 或 cv::mean"}},
              of_parameters(opencv_pool), input, method, kernel, stride, padding, counts)
          .code(pooling_code, method, counts)
          .functions({"pool", "pool_rows", "window_at", "winner_of", "sum_of", "rounded_average",
                      "pooled_size", "pooled_length", "explain_pooled", "explain_maximum",
                      "explain_average"});
  demo.stage("gradient", {"Gradient that flows back", "回传的梯度"}, gradient_with, input, result, method,
             kernel, stride, padding, counts)
      .explain([](cv::Point at, const StageImage& image, const StageImage& pooled, Method m, int k, int s,
                  int p, bool c) {
        return explain_gradient(at, image, pooled, {m, k, s, p, c});
      })
      .show(View::Accumulator)
      .code(gradient_code, method, counts)
      .functions({"pooling_gradient", "winner_of", "window_at", "explain_gradient", "share_of", "places_of"});

  demo.formula_when(
      {"y(i, j) = max_{u, v < k} x(s·i + u − p, s·j + v − p);  n′ = ⌊(n + 2p − k) / s⌋ + 1",
       "y(i, j) = max_{u, v < k} x(s·i + u − p, s·j + v − p)；n′ = ⌊(n + 2p − k) / s⌋ + 1"},
      [](Method m) { return m == Method::Max; }, method);
  demo.formula_when(
      {"y(i, j) = 1/k^2 · Σ_{u, v < k} x(s·i + u − p, s·j + v − p);  n′ = ⌊(n + 2p − k) / s⌋ + 1",
       "y(i, j) = 1/k^2 · Σ_{u, v < k} x(s·i + u − p, s·j + v − p)；n′ = ⌊(n + 2p − k) / s⌋ + 1"},
      [](Method m) { return m == Method::Average; }, method);
  demo.formula_when(
      {"y = max_{i, j} x(i, j)", "y = max_{i, j} x(i, j)"}, [](Method m) { return m == Method::GlobalMax; },
      method);
  demo.formula({"y = 1/(w·h) · Σ_{i, j} x(i, j)", "y = 1/(w·h) · Σ_{i, j} x(i, j)"});
  demo.story(input, result);
  return demo.build();
}

}  // namespace pixelwhy
