#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "edge-operators/edges.h"
#include "edge-operators/opencv.h"
#include "edge-operators/response.h"
#include "operators/derivative_fast.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

/// Both codes of a response; of a second derivative it comes with its kernel, of LoG and DoG cut through the
/// middle.
template <class Length, class Second>
auto response_by(Length length, Second second) {
  return [=](const cv::Mat& gray, const cv::Mat& smooth, const cv::Mat& gx, const cv::Mat& gy,
             EdgeOperator op, double sigma, double ratio) -> Output {
    if (is_gradient(op)) return length(gx, gy, Norm::L2);
    const cv::Mat response = second(has_own_bell(op) ? gray : smooth, op, sigma, ratio);
    const EdgeKernel kernel = sum_of(second_derivative_kernels(op, sigma, ratio));
    if (!has_own_bell(op)) return Picture<Matrix>{response, {kernel.weights}};
    Curve curve;
    for (int x = 0; x < kernel.weights.cols; ++x) {
      curve.x.push_back(x - kernel.anchor.x);
      curve.y.push_back(kernel.weights.at<double>(kernel.anchor.y, x));
    }
    if (op == EdgeOperator::Dog) {
      // What it is said to come near to.
      const EdgeKernel log = sum_of(second_derivative_kernels(EdgeOperator::Log, sigma, ratio));
      for (const double x : curve.x) {
        const int column = log.anchor.x + static_cast<int>(x);
        const bool inside = column >= 0 && column < log.weights.cols;
        curve.reference.push_back(inside ? (ratio - 1) * log.weights.at<double>(log.anchor.y, column) : 0);
      }
    }
    curve.x_label = {"offset in px", "偏移（像素）"};
    curve.y_label = {"weight", "权重"};
    return Picture<Curve>{response, curve};
  };
}

std::vector<Text> survey_labels() {
  std::vector<Text> labels = {{"no edge", "非边缘"}};
  for (int i = 0; i < edge_operator_count; ++i)
    labels.push_back(edge_operator_name(static_cast<EdgeOperator>(i)));
  return labels;
}

}  // namespace

Demo edge_operators() {
  DemoBuilder demo(
      "edge-operators", {"Edge operators", "边缘算子"}, Category::Edges,
      {"Eight classical operators on one picture: first derivatives, second derivatives and zero crossings.",
       "同一幅图像上的八种经典算子：一阶导数、二阶导数与过零点。"});

  const auto op =
      demo.choice("operator", {"Operator", "算子"}, EdgeOperator::Prewitt, edge_operator_options(),
                  {"Which kernels measure the change; Roberts to Scharr take the first derivative, the "
                   "others the second",
                   "用哪种核测量变化；Roberts 至 Scharr 取一阶导数，其余取二阶导数"});
  const auto sigma =
      demo.real("sigma", {"Sigma", "标准差 σ"}, 1, {{0, 50}, {0, 8}, "px"},
                {"Gaussian smoothing before; 0 skips it. Of LoG and DoG the width of their own bell",
                 "算子之前的高斯平滑；0 表示跳过。对 LoG 与 DoG 则是其自身钟形的宽度"});
  const auto ratio = demo.real("ratio", {"Ratio", "比值"}, 1.6, {{1, 5}, {1.1, 3}, "×"},
                               {"How much wider the wide bell of DoG is; 1.6 comes nearest to LoG",
                                "DoG 中宽钟形与窄钟形的宽度之比；1.6 最接近 LoG"});
  const auto threshold = demo.real(
      "threshold", {"Threshold", "阈值"}, 20, {{0, 255}, {0, 100}, ""},
      {"The height in gray levels of an ideal step that is just too low to be an edge, for every operator",
       "理想阶跃恰好不足以成为边缘时的高度（灰度级），对所有算子含义相同"});

  const ImageStage gray = gray_stage(demo);
  const ImageStage smoothed = smooth_stage(demo, gray, sigma);

  const auto gradient = [&](const char* id, Text name, Axis axis) {
    return demo
        .stage(
            id, std::move(name),
            [axis](const cv::Mat& image, EdgeOperator o) {
              return Picture<Matrix>{correlate_gradient(image, o, axis), {gradient_kernel(o, axis).weights}};
            },
            smoothed, op)
        .variant("fast",
                 [axis](const cv::Mat& image, EdgeOperator o) {
                   return Picture<Matrix>{fast_correlate_gradient(image, o, axis),
                                          {gradient_kernel(o, axis).weights}};
                 })
        .when(is_gradient, op)
        .data_named({"Kernel", "核"})
        .explain([axis](cv::Point at, const StageImage& image, EdgeOperator o) {
          return explain_gradient(at, image, o, axis);
        })
        .show(View::Signed)
        .reference(
            {0, {"cv::filter2D", "cv::filter2D"}},
            [axis](const cv::Mat& image, EdgeOperator o) { return opencv_gradient(image, o, axis); },
            smoothed, op)
        .code([axis](EdgeOperator o) { return gradient_code(o, axis); }, op)
        .functions({"gradient_kernel", "correlate_gradient", "correlate_whole", "explain_gradient",
                    "explain_kernel", "sum_terms"});
  };
  const auto gx = gradient("gx", {"First kernel", "第一个核"}, Axis::X);
  const auto gy = gradient("gy", {"Second kernel", "第二个核"}, Axis::Y);

  const auto is_length = [](EdgeOperator o) { return is_gradient(o); };
  const auto response =
      demo.stage("response", {"Response", "响应"}, response_by(gradient_magnitude, second_derivative), gray,
                 smoothed, gx, gy, op, sigma, ratio)
          .variant("fast", response_by(fast_gradient_magnitude, second_derivative))
          .variant("direct", response_by(gradient_magnitude, second_derivative_directly))
          .data_named({"Kernel", "核"})
          .explain([](cv::Point at, const StageImage& plain, const StageImage& smooth, const StageImage& x,
                      const StageImage& y, EdgeOperator o, double s, double r) {
            if (is_gradient(o)) return explain_magnitude(at, x, y, Norm::L2);
            return explain_second_derivative(at, has_own_bell(o) ? plain : smooth, o, s, r);
          })
          .show(View::Signed)
          .threshold(
              threshold, [](double t, EdgeOperator o, double s, double r) { return t * step_gain(o, s, r); },
              threshold, op, sigma, ratio)
          .reference(
              {0.01,
               {"cv::magnitude, cv::Laplacian, cv::filter2D or sums of cv::sepFilter2D; float rounding",
                "cv::magnitude、cv::Laplacian、cv::filter2D 或 cv::sepFilter2D 之和；浮点舍入误差"}},
              opencv_response, gray, smoothed, gx, gy, op, sigma, ratio)
          .suspect(
              {"float", {"every step is rounded to 32-bit float", "每一步都舍入为 32 位浮点数"}},
              [](const cv::Mat& x, const cv::Mat& y) { return float_magnitude(x, y, false); }, gx, gy)
          .suspect_when(is_length, op)
          .suspect(
              {"float-fused",
               {"32-bit float, with one square added unrounded", "32 位浮点数，其中一个平方未经舍入即相加"}},
              [](const cv::Mat& x, const cv::Mat& y) { return float_magnitude(x, y, true); }, gx, gy)
          .suspect_when(is_length, op)
          .code(response_code, op)
          .functions({"second_derivative_kernels", "second_derivative", "along_rows", "rounded_response",
                      "gradient_magnitude", "magnitude_of", "explain_second_derivative",
                      "explain_magnitude"});

  const auto all = demo.stage("all", {"All side by side", "全部并列"}, survey_edges, gray, smoothed, sigma,
                              ratio, threshold)
                       .variant("fast", fast_survey_edges)
                       .explain(explain_survey)
                       .show_labels(survey_labels())
                       .functions({"survey", "respond", "find_edges", "crosses_zero", "crosses_along",
                                   "explain_survey", "explain_crossing", "add_jump", "explain_length"});

  const auto edges =
      demo.stage(
              "edges", {"Edges", "边缘"},
              [](const cv::Mat& answer, EdgeOperator o, double s, double r, double t) {
                return find_edges(answer, o, t * step_gain(o, s, r));
              },
              response, op, sigma, ratio, threshold)
          .explain([](cv::Point at, const StageImage& answer, EdgeOperator o, double s, double r, double t) {
            return explain_edge(at, answer, o, t * step_gain(o, s, r));
          })
          .show(View::Mask)
          .reference(
              {0, {"cv::compare with the threshold", "与阈值作 cv::compare"}},
              [](const cv::Mat& answer, EdgeOperator o, double s, double r, double t) -> cv::Mat {
                return answer > t * step_gain(o, s, r);
              },
              response, op, sigma, ratio, threshold)
          .reference_when(is_length, op)
          .code(operator_edges_code, op, sigma, ratio)
          .functions({"find_edges", "exceeds", "crosses_zero", "crosses_along", "step_gain", "explain_edge",
                      "explain_crossing", "add_jump", "explain_length"});

  const auto is = [](EdgeOperator wanted) { return [wanted](EdgeOperator o) { return o == wanted; }; };
  demo.formula_when({"|∇I| = √((I ∗ K_1)² + (I ∗ K_2)²)", "|∇I| = √((I ∗ K_1)² + (I ∗ K_2)²)"}, is_length,
                    op);
  demo.formula_when({"∇²I = ∂²I/∂x² + ∂²I/∂y²", "∇²I = ∂²I/∂x² + ∂²I/∂y²"}, is(EdgeOperator::Laplacian4), op);
  demo.formula_when({"∇²I ≈ Σ_{8 neighbours} I − 8 · I", "∇²I ≈ Σ_{8 邻点} I − 8 · I"},
                    is(EdgeOperator::Laplacian8), op);
  demo.formula_when({"σ² ∇²(G_σ ∗ I) = (σ² ∇²G_σ) ∗ I", "σ² ∇²(G_σ ∗ I) = (σ² ∇²G_σ) ∗ I"},
                    is(EdgeOperator::Log), op);
  demo.formula({"(G_{kσ} − G_σ) ∗ I ≈ (k − 1) σ² ∇²G_σ ∗ I", "(G_{kσ} − G_σ) ∗ I ≈ (k − 1) σ² ∇²G_σ ∗ I"});
  demo.story(gray, response, edges, all);
  return demo.build();
}

}  // namespace pixelwhy
