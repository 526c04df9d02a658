#include "convolution/convolution.h"
#include "convolution/opencv.h"
#include "core/demo_builder.h"
#include "operators/arithmetic.h"
#include "operators/opencv_code.h"
#include "operators/stages.h"

namespace pixelwhy {

namespace {

using Operation = ConvolutionOperation;

NamedMatrix named(const char* id, Text name, const char* numbers) {
  return {id, std::move(name), parse_matrix(numbers)};
}

std::vector<NamedMatrix> named_kernels() {
  return {
      named("identity", {"Identity", "恒等"}, "0 0 0; 0 1 0; 0 0 0"),
      named("shift", {"Shift by one", "平移一像素"}, "0 0 0; 1 0 0; 0 0 0"),
      named("box", {"Box, the mean", "方框均值"}, "1/9 1/9 1/9; 1/9 1/9 1/9; 1/9 1/9 1/9"),
      named("gaussian", {"Gaussian 3×3", "高斯 3×3"}, "1/16 1/8 1/16; 1/8 1/4 1/8; 1/16 1/8 1/16"),
      named(
          "gaussian5", {"Gaussian 5×5", "高斯 5×5"},
          "1/256 4/256 6/256 4/256 1/256; 4/256 16/256 24/256 16/256 4/256; 6/256 24/256 36/256 24/256 6/256;"
          "4/256 16/256 24/256 16/256 4/256; 1/256 4/256 6/256 4/256 1/256"),
      named("sharpen", {"Sharpen", "锐化"}, "0 -1 0; -1 5 -1; 0 -1 0"),
      named("emboss", {"Emboss", "浮雕"}, "-2 -1 0; -1 0 1; 0 1 2"),
      named("sobel-x", {"Sobel x", "Sobel x"}, "-1 0 1; -2 0 2; -1 0 1"),
      named("sobel-y", {"Sobel y", "Sobel y"}, "-1 -2 -1; 0 0 0; 1 2 1"),
      named("laplacian", {"Laplacian, 4 neighbors", "拉普拉斯，4 邻域"}, "0 1 0; 1 -4 1; 0 1 0"),
      named("laplacian8", {"Laplacian, 8 neighbors", "拉普拉斯，8 邻域"}, "1 1 1; 1 -8 1; 1 1 1"),
      named("log", {"Laplacian of Gaussian", "高斯拉普拉斯"},
            "0 0 -1 0 0; 0 -1 -2 -1 0; -1 -2 16 -2 -1; 0 -1 -2 -1 0; 0 0 -1 0 0"),
      named("motion", {"Motion blur", "运动模糊"},
            "1/7 0 0 0 0 0 0; 0 1/7 0 0 0 0 0; 0 0 1/7 0 0 0 0; 0 0 0 1/7 0 0 0; 0 0 0 0 1/7 0 0; 0 0 0 0 0 "
            "1/7 0;"
            "0 0 0 0 0 0 1/7"),
      named("tent", {"Tent, for enlarging twice", "三角核，用于放大两倍"},
            "1/4 1/2 1/4; 1/2 1 1/2; 1/4 1/2 1/4"),
  };
}

/// A function of the kernel and how it moves as a stage's function.
template <class Function>
auto stepped(Function function) {
  return [function](const cv::Mat& image, const Matrix& weights, Operation operation, int stride,
                    int dilation, Padding padding, Border border) {
    return function(image, weights, ConvolutionSteps{operation, stride, dilation, padding, border});
  };
}

/// A multiplication and an addition for each weight; of a transposed kernel only those at every stride-th
/// place meet a pixel.
double tap_operations(const MatrixValue& kernel, Operation operation, int stride) {
  const double taps = kernel.rows * kernel.cols;
  return 2 * (operation == Operation::Direct ? taps : taps / (stride * stride));
}

}  // namespace

Demo convolution() {
  DemoBuilder demo(
      "convolution", {"Convolution", "卷积"}, Category::Smoothing,
      {"Every pixel is a weighted sum of its neighbors, by a kernel that you write: with stride, padding, "
       "dilation, and transposed.",
       "每个像素都是邻域的加权和，权重由你书写的核给出；可设步幅、填充、扩张率，也可转置。"});
  demo.best_on("street");

  demo.group({"Kernel", "卷积核"});
  const auto kernel =
      demo.matrix("kernel", {"Kernel", "核"}, "emboss", {15, {-1000, 1000}, {-8, 8}, named_kernels()},
                  {"The weights of the neighbors; the anchor is the middle, ⌊size / 2⌋",
                   "邻域的权重；锚点位于中间，即 ⌊尺寸 / 2⌋"});
  const auto flip = demo.toggle("flip", {"Flip", "翻转"}, false,
                                {"Turn the kernel by 180°: a convolution; otherwise a correlation",
                                 "将核旋转 180°：即卷积；否则为互相关"});
  const auto normalize = demo.toggle(
      "normalize", {"Normalize", "归一化"}, false,
      {"Divide by the sum of the kernel, or of its positive numbers where that is 0: brightness is kept",
       "除以核的和；和为 0 时除以正数之和：亮度得以保持"});
  demo.group({"Steps", "步进方式"});
  const auto operation = demo.choice(
      "operation", {"Operation", "运算"}, Operation::Direct,
      {{"direct", {"Direct", "普通"}}, {"transposed", {"Transposed", "转置"}}},
      {"Gather a neighborhood for every output, or stamp the kernel for every input (which enlarges)",
       "为每个输出收集邻域，或为每个输入盖上核（用于放大）"});
  const auto stride =
      demo.integer("stride", {"Stride", "步幅"}, 1, {{1, 16}, {1, 4}, "px"},
                   {"How far the kernel moves from one output to the next; transposed, how far apart "
                    "the stamps are",
                    "相邻两个输出之间核移动的距离；转置时为相邻印章的间距"});
  const auto padding =
      demo.choice("padding", {"Padding", "填充"}, Padding::Same,
                  {{"valid", {"Valid", "无"}}, {"same", {"Same", "等大"}}, {"full", {"Full", "完全"}}},
                  {"Only where the kernel fits; one output a step of the input; every overlap",
                   "仅核完全落入之处；与输入等大；任何重叠之处"});
  const auto dilation = demo.integer("dilation", {"Dilation", "扩张率"}, 1, {{1, 16}, {1, 4}, "px"},
                                     {"How far apart the kernel's taps are", "核的各抽头之间的距离"});
  const auto border = demo.choice("border", {"Border", "边界处理"}, Border::Reflect101, border_options(),
                                  {"What is read outside the picture", "图像之外读取什么值"});
  demo.group({"Picture", "图像"});
  const auto channels = channels_parameter(
      demo, {"The gray picture, or each color channel by itself", "灰度图像，或各颜色通道分别处理"},
      Channels::Gray);
  const auto mode = demo.choice(
      "mode", {"Shown as", "显示方式"}, ResponseMode::Offset,
      {{"offset", {"Offset", "偏移"}},
       {"absolute", {"Absolute", "绝对值"}},
       {"clamped", {"Clamped", "截断"}}},
      {"How the response becomes 8 bits: plus 128, without its sign, or as it is; all held to 0 … 255",
       "响应如何变为 8 位：加 128、取绝对值或原样；均限制在 0…255"});
  demo.relevant_when(
      border, [](Operation o, Padding p) { return o == Operation::Direct && p != Padding::Valid; }, operation,
      padding);

  const ImageStage input = input_stage(demo, channels);

  const auto weights =
      demo.stage("weights", {"Kernel as applied", "实际使用的核"}, applied_kernel, kernel, flip, normalize);

  demo.stage("figures", {"Size and cost", "尺寸与代价"}, stepped(convolution_facts), input, weights,
             operation, stride, dilation, padding, border);

  const auto response =
      demo.stage("response", {"Response", "响应"}, stepped(convolve), input, weights, operation, stride,
                 dilation, padding, border)
          .show(View::Signed)
          .operations(tap_operations, kernel, operation, stride)
          .variant("fast", stepped(fast_convolve))
          .operations(tap_operations, kernel, operation, stride)
          .variant("im2col", stepped(convolve_im2col))
          .operations(tap_operations, kernel, operation, stride)
          .variant("separable", stepped(convolve_separably))
          .differs(1e-6, {"A product of two passes is summed in another order, and rounded otherwise",
                          "两遍求和的次序不同，舍入也就不同"})
          .explain([](cv::Point at, const StageImage& image, const StageData<Matrix>& w, Operation o, int s,
                      int d, Padding p, Border b) {
            return explain_convolution(at, image, w.data, {o, s, d, p, b});
          })
          .reference({0.05,
                      {"cv::filter2D in double precision; from 50 weights on it multiplies spectra, which "
                       "may move the "
                       "last digit of a 32-bit float",
                       "双精度的 cv::filter2D；权重达 50 个时改用频域相乘，可能影响 32 位浮点数的末位"}},
                     stepped(opencv_convolution), input, weights, operation, stride, dilation, padding,
                     border)
          .code(
              [](Operation o, int s, int d, Padding p, Border b, bool f, bool n) {
                return convolution_code({o, s, d, p, b}, f, n);
              },
              operation, stride, dilation, padding, border, flip, normalize)
          .functions({"applied_kernel", "convolution_axis", "taps_of", "convolve", "fast_convolve",
                      "convolve_im2col", "convolve_separably", "explain_convolution", "sum_terms"});

  const auto result =
      demo.stage("result", {"Result", "结果"}, show_response, response, mode)
          .explain(explain_shown)
          .reference(
              {0, {"cv::convertScaleAbs or cv::Mat::convertTo", "cv::convertScaleAbs 或 cv::Mat::convertTo"}},
              opencv_shown, response, mode)
          .code(shown_code, mode)
          .functions({"shown_response", "show_response", "explain_shown"});

  const auto formula = [&](Operation wanted, bool flipped, const char* text) {
    demo.formula_when(
        {text, text}, [=](Operation o, bool f) { return o == wanted && f == flipped; }, operation, flip);
  };
  formula(Operation::Direct, false, "R(x, y) = Σ_{i, j} w(i, j) · I(s·x − p + d·i, s·y − p + d·j)");
  formula(Operation::Direct, true,
          "R(x, y) = Σ_{i, j} w(k − 1 − i, k − 1 − j) · I(s·x − p + d·i, s·y − p + d·j)");
  formula(Operation::Transposed, false, "R(s·x − p + d·i, s·y − p + d·j) += w(i, j) · I(x, y)");
  formula(Operation::Transposed, true,
          "R(s·x − p + d·i, s·y − p + d·j) += w(k − 1 − i, k − 1 − j) · I(x, y)");
  demo.story(input, weights, response, result);
  return demo.build();
}

}  // namespace pixelwhy
