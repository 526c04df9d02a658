#include <bit>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "morphology/fast.h"
#include "morphology/input.h"
#include "morphology/morphology.h"
#include "morphology/rectangle.h"
#include "operators/opencv_code.h"

namespace pixelwhy {

namespace {

using Operation = MorphologyOperation;
using Apply = cv::Mat (*)(const cv::Mat&, const StructuringElement&, Extremum, int);

Picture<Matrix> step(Apply apply, const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                     int iterations) {
  return {apply(image, element, extremum, iterations), element_matrix(element)};
}

/// The functions of the stages, with the textbook code or with the direct one.
auto first_stage(Apply apply) {
  return [apply](const cv::Mat& input, Operation operation, ElementShape shape, int width, int height,
                 int iterations) {
    return step(apply, input, structuring_element(shape, {width, height}), first_extremum(operation),
                iterations);
  };
}
auto second_stage(Apply apply) {
  return [apply](const cv::Mat& input, const cv::Mat& first, Operation operation, ElementShape shape,
                 int width, int height, int iterations) {
    return step(apply, second_input(operation, input, first), structuring_element(shape, {width, height}),
                second_extremum(operation), iterations);
  };
}
auto result_stage(Apply apply) {
  return [apply](const cv::Mat& input, const cv::Mat& first, const cv::Mat& second, Operation operation,
                 ElementShape shape, int width, int height, int iterations) -> Picture<Matrix> {
    const StructuringElement element = structuring_element(shape, {width, height});
    if (!is_two_step(operation)) return step(apply, input, element, first_extremum(operation), iterations);
    return {combine_steps(operation, input, first, second), element_matrix(element)};
  };
}

cv::Mat opencv_input(const cv::Mat& color, MorphologyInput kind) {
  if (kind == MorphologyInput::Color) return color;
  cv::Mat gray;
  cv::cvtColor(color, gray, cv::COLOR_BGR2GRAY);
  if (kind == MorphologyInput::Binary) cv::threshold(gray, gray, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  return gray;
}

cv::Mat opencv_morphology(const cv::Mat& image, int operation, ElementShape shape, int width, int height,
                          int iterations) {
  static constexpr int shapes[] = {cv::MORPH_RECT, cv::MORPH_ELLIPSE, cv::MORPH_CROSS};
  const cv::Mat element = cv::getStructuringElement(shapes[static_cast<int>(shape)], {width, height});
  cv::Mat result;
  // Isolated: where the picture is a part of a larger one, the rest does not exist.
  cv::morphologyEx(image, result, operation, element, {-1, -1}, iterations,
                   cv::BORDER_CONSTANT | cv::BORDER_ISOLATED);
  return result;
}

int opencv_operation(Extremum extremum) {
  return extremum == Extremum::Minimum ? cv::MORPH_ERODE : cv::MORPH_DILATE;
}

int opencv_operation(Operation operation) {
  static constexpr int operations[] = {cv::MORPH_ERODE,   cv::MORPH_DILATE,   cv::MORPH_OPEN,
                                       cv::MORPH_CLOSE,   cv::MORPH_GRADIENT, cv::MORPH_TOPHAT,
                                       cv::MORPH_BLACKHAT};
  return operations[static_cast<int>(operation)];
}

Code input_code(MorphologyInput kind) {
  if (kind == MorphologyInput::Color) return source_code("input");
  Code code = gray_code("input");
  if (kind == MorphologyInput::Binary) {
    code.statements.cpp += "\ncv::threshold($input, $input, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);";
    code.statements.python +=
        "\n_, $input = cv2.threshold($input, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)";
  }
  return code;
}

/// One call of cv::erode, cv::dilate or cv::morphologyEx on the stage `from`. Pixels outside never win, which
/// is what OpenCV does unless it is told otherwise.
Code morphology_code(const std::string& call, const std::string& id, const std::string& from,
                     const std::string& operation = "") {
  const CodeText element = {
      "\n// The structuring element.\ncv::Mat structuring_element() {\n"
      "  return cv::getStructuringElement($shape, cv::Size($width, $height));\n}",
      "\ndef structuring_element():\n    return cv2.getStructuringElement($shape, ($width, $height))"};
  return {{"cv::Mat $" + id + ";\ncv::" + call + "($" + from + ", $" + id + ", " + operation +
               "structuring_element(), cv::Point(-1, -1), $iterations);",
           "$" + id + " = cv2." + call + "($" + from + ", " + operation +
               "structuring_element(), iterations=$iterations)"},
          {element}};
}

const char* opencv_call(Extremum extremum) { return extremum == Extremum::Minimum ? "erode" : "dilate"; }

Code first_code(Operation operation) {
  return morphology_code(opencv_call(first_extremum(operation)), "first", "input");
}
Code second_code(Operation operation) {
  return morphology_code(opencv_call(second_extremum(operation)), "second",
                         operation == Operation::Gradient ? "input" : "first");
}
Code result_code() { return morphology_code("morphologyEx", "result", "input", "$operation, "); }

// How many comparisons a pixel costs, by each code.
int pixels_compared(ElementShape shape, int width, int height, int iterations) {
  int pixels = 0;
  for (const ElementRow& row : structuring_element(shape, {width, height}).rows) pixels += row.length();
  return pixels * iterations;
}
int sides_compared(int width, int height, int iterations) { return (width + height - 2) * iterations; }
int blocks_compared(int iterations) { return 6 * iterations; }
/// Windows of 2, 4, 8 ... pixels up to the width, and two of them for each row of the element.
int chords_compared(int width, int height, int iterations) {
  return (std::bit_width(static_cast<unsigned>(width)) - 1 + 2 * height) * iterations;
}

bool is_rectangle(ElementShape shape) { return shape == ElementShape::Rectangle; }

const Text element_name{"Structuring element", "结构元素"};

}  // namespace

Demo morphology() {
  DemoBuilder demo(
      "morphology", {"Morphology", "形态学"}, Category::Morphology,
      {"Least and greatest values under a moving shape: shrink, grow, open, close, and their differences.",
       "在移动的结构元素下取最小值与最大值：腐蚀、膨胀、开闭运算及其差。"});
  demo.best_on("uneven-light");

  const Text operation_group{"Operation", "运算"};
  demo.group(operation_group);
  const auto operation =
      demo.choice("operation", {"Operation", "运算"}, Operation::Open, morphology_operation_options(),
                  {"Erosion takes the least value, dilation the greatest; the others combine the two",
                   "腐蚀取最小值，膨胀取最大值；其余运算由二者组合而成"});
  demo.group({"Structuring element", "结构元素"});
  const auto shape = demo.choice("shape", {"Shape", "形状"}, ElementShape::Rectangle, element_shape_options(),
                                 {"Shape of the structuring element", "结构元素的形状"});
  const auto width =
      demo.integer("width", {"Width", "宽度"}, 5, {{1, 101}, {1, 31}, "px"},
                   {"Width of the structuring element; an even width has no middle column, so results shift",
                    "结构元素的宽度；偶数宽度没有正中列，结果会偏移"});
  const auto height =
      demo.integer("height", {"Height", "高度"}, 5, {{1, 101}, {1, 31}, "px"},
                   {"Height of the structuring element; an even height has no middle row, so results shift",
                    "结构元素的高度；偶数高度没有正中行，结果会偏移"});
  demo.group(operation_group);
  const auto iterations = demo.integer(
      "iterations", {"Iterations", "迭代次数"}, 1, {{1, 20}, {1, 10}, ""},
      {"How often each erosion and each dilation is repeated", "每次腐蚀与每次膨胀各重复的次数"});
  const auto kind = demo.choice("input", {"Input", "输入"}, MorphologyInput::Gray, morphology_input_options(),
                                {"Work on the gray picture, on each color channel, or on black and white",
                                 "在灰度图、各颜色通道或黑白二值图上运算"});

  const auto input = demo.stage("input", {"Input", "输入"}, morphology_input, demo.source(), kind)
                         .explain(explain_morphology_input)
                         .reference({0,
                                     {"cv::cvtColor, and cv::threshold with THRESH_OTSU",
                                      "cv::cvtColor，以及带 THRESH_OTSU 的 cv::threshold"}},
                                    opencv_input, demo.source(), kind)
                         .code(input_code, kind)
                         .functions({"morphology_input", "otsu_threshold", "explain_morphology_input",
                                     "explain_gray", "sum_terms"});

  /// The codes of a stage whose function `wrap` makes of apply_element() or its like; where the operation has
  /// it compute nothing of the kind, it costs one operation.
  const auto offer_codes = [&](auto& stage, auto wrap, bool (*computes)(Operation)) {
    const auto counted = [computes](auto count) {
      return [=](Operation o, auto... sizes) { return computes(o) ? count(sizes...) : 1; };
    };
    stage.operations(counted(chords_compared), operation, width, height, iterations)
        .variant("direct", wrap(apply_element_directly))
        .operations(counted(pixels_compared), operation, shape, width, height, iterations)
        .variant("separable", wrap(apply_rectangle_separably))
        .variant_when(is_rectangle, shape)
        .operations(counted(sides_compared), operation, width, height, iterations)
        .variant("van-herk", wrap(apply_rectangle_in_blocks))
        .variant_when(is_rectangle, shape)
        .operations(counted(blocks_compared), operation, iterations)
        .variant("fast", wrap(fast_apply_element))
        .textbook_named("chords");
  };
  const auto always = [](Operation) { return true; };
  const std::vector<std::string> element_functions{"apply_element",       "apply_once",
                                                   "apply_once_directly", "windows_one_by_one",
                                                   "windows_in_blocks",   "explain_element"};
  auto first = demo.stage("first", {"First step", "第一步"}, first_stage(apply_element), input, operation,
                          shape, width, height, iterations)
                   .explain([](cv::Point at, const StageImage& image, Operation o, ElementShape s, int w,
                               int h, int n) {
                     return explain_element(at, image, structuring_element(s, {w, h}), first_extremum(o), n);
                   })
                   .when(is_two_step, operation)
                   .data_named(element_name)
                   .reference(
                       {0, {"cv::erode or cv::dilate", "cv::erode 或 cv::dilate"}},
                       [](const cv::Mat& image, Operation o, ElementShape s, int w, int h, int n) {
                         return opencv_morphology(image, opencv_operation(first_extremum(o)), s, w, h, n);
                       },
                       input, operation, shape, width, height, iterations)
                   .code(first_code, operation)
                   .functions(element_functions);
  offer_codes(
      first, [](auto apply) { return first_stage(apply); }, always);

  auto second = demo.stage("second", {"Second step", "第二步"}, second_stage(apply_element), input, first,
                           operation, shape, width, height, iterations)
                    .explain([](cv::Point at, const StageImage& image, const StageImage& step, Operation o,
                                ElementShape s, int w, int h, int n) {
                      return explain_element(at, second_input(o, image, step), structuring_element(s, {w, h}),
                                             second_extremum(o), n);
                    })
                    .when(is_two_step, operation)
                    .data_named(element_name)
                    .reference(
                        {0, {"cv::dilate or cv::erode", "cv::dilate 或 cv::erode"}},
                        [](const cv::Mat& image, const cv::Mat& step, Operation o, ElementShape s, int w,
                           int h, int n) {
                          return opencv_morphology(second_input(o, image, step),
                                                   opencv_operation(second_extremum(o)), s, w, h, n);
                        },
                        input, first, operation, shape, width, height, iterations)
                    .code(second_code, operation)
                    .functions(element_functions);
  offer_codes(
      second, [](auto apply) { return second_stage(apply); }, always);

  auto result = demo.stage("result", {"Result", "结果"}, result_stage(apply_element), input, first, second,
                           operation, shape, width, height, iterations)
                    .explain([](cv::Point at, const StageImage& image, const StageImage& step,
                                const StageImage& last, Operation o, ElementShape s, int w, int h, int n) {
                      if (is_two_step(o)) return explain_combined(at, o, image, step, last);
                      return explain_element(at, image, structuring_element(s, {w, h}), first_extremum(o), n);
                    })
                    .data_named(element_name)
                    .reference(
                        {0, {"cv::morphologyEx", "cv::morphologyEx"}},
                        [](const cv::Mat& image, Operation o, ElementShape s, int w, int h, int n) {
                          return opencv_morphology(image, opencv_operation(o), s, w, h, n);
                        },
                        input, operation, shape, width, height, iterations)
                    .code(result_code())
                    .functions({"apply_element", "apply_once", "apply_once_directly", "combine_steps",
                                "explain_element", "explain_combined"});
  offer_codes(
      result, [](auto apply) { return result_stage(apply); }, [](Operation o) { return !is_two_step(o); });

  const auto when = [&](Operation wanted, const char* text) {
    demo.formula_when(
        {text, text}, [wanted](Operation chosen) { return chosen == wanted; }, operation);
  };
  when(Operation::Erode, "(I ⊖ B)(p) = min_{b ∈ B} I(p + b)");
  when(Operation::Dilate, "(I ⊕ B)(p) = max_{b ∈ B} I(p + b)");
  when(Operation::Open, "I ∘ B = (I ⊖ B) ⊕ B");
  when(Operation::Close, "I • B = (I ⊕ B) ⊖ B");
  when(Operation::Gradient, "(I ⊕ B) − (I ⊖ B)");
  when(Operation::TopHat, "I − (I ∘ B),  I ∘ B = (I ⊖ B) ⊕ B");
  when(Operation::BlackHat, "(I • B) − I,  I • B = (I ⊕ B) ⊖ B");
  demo.story(input, first, result);
  return demo.build();
}

}  // namespace pixelwhy
