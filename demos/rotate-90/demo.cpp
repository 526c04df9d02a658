#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "operators/stages.h"
#include "rotate-90/rotate.h"

namespace pixelwhy {

namespace {

cv::Mat opencv_turn(const cv::Mat& image, Turn turn) {
  cv::Mat result;
  switch (turn) {
    case Turn::Clockwise90:
      cv::rotate(image, result, cv::ROTATE_90_CLOCKWISE);
      break;
    case Turn::HalfTurn:
      cv::rotate(image, result, cv::ROTATE_180);
      break;
    case Turn::Clockwise270:
      cv::rotate(image, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      break;
    case Turn::FlipHorizontal:
      cv::flip(image, result, 1);
      break;
    case Turn::FlipVertical:
      cv::flip(image, result, 0);
      break;
    case Turn::Transpose:
      cv::transpose(image, result);
      break;
    case Turn::AntiTranspose: {
      cv::Mat transposed;
      cv::transpose(image, transposed);
      cv::rotate(transposed, result, cv::ROTATE_180);
      break;
    }
  }
  return result;
}

cv::Mat opencv_transposed(const cv::Mat& image) {
  cv::Mat result;
  cv::transpose(image, result);
  return result;
}

Code turn_code(Turn turn) {
  switch (turn) {
    case Turn::FlipHorizontal:
    case Turn::FlipVertical:
      return {{"cv::Mat $result;\ncv::flip($input, $result, $turn);", "$result = cv2.flip($input, $turn)"}};
    case Turn::Transpose:
      return {{"cv::Mat $result;\ncv::transpose($input, $result);", "$result = cv2.transpose($input)"}};
    case Turn::AntiTranspose:
      return {
          {"cv::Mat $result;\ncv::transpose($input, $result);\ncv::rotate($result, $result, cv::ROTATE_180);",
           "$result = cv2.rotate(cv2.transpose($input), cv2.ROTATE_180)"}};
    default:
      return {
          {"cv::Mat $result;\ncv::rotate($input, $result, $turn);", "$result = cv2.rotate($input, $turn)"}};
  }
}

cv::Mat transpose_and_mirror(const cv::Mat& input, const cv::Mat& transposed, Turn turn) {
  return mirrored(exchanges_sides(turn) ? transposed : input, turn);
}

}  // namespace

Demo rotate_90() {
  DemoBuilder demo(
      "rotate-90", {"Rotate by 90°", "旋转 90°"}, Category::Geometry,
      {"Quarter turns and mirror images: by index arithmetic, by transposing and mirroring, and in place.",
       "直角旋转与镜像：用下标运算、先转置再镜像，以及原地逐环交换。"});
  demo.best_on("street");

  const auto turn = demo.choice(
      "turn", {"Turn", "变换"}, Turn::Clockwise90, turn_options(),
      {"One of the seven ways to lay a picture on its grid again", "把图像重新放回像素网格的七种方式之一"});

  const ImageStage input = input_stage(demo);
  const auto across = demo.stage("transposed", {"Transposed", "转置"}, transposed, input)
                          .explain(explain_transposed)
                          .when(exchanges_sides, turn)
                          .reference({0, {"cv::transpose", "cv::transpose"}}, opencv_transposed, input)
                          .code({{"cv::Mat $transposed;\ncv::transpose($input, $transposed);",
                                  "$transposed = cv2.transpose($input)"}})
                          .functions({"transposed", "turn_by_index", "fetch", "origin_of",
                                      "explain_transposed", "explain_turn", "say_origin", "coordinate"});
  const auto result =
      demo.stage("result", {"Result", "结果"}, turn_by_index, input, turn)
          .textbook_named("index")
          .explain(explain_turn)
          .variant("transpose-flip", transpose_and_mirror, input, across, turn)
          .explain_variant(explain_mirrored, input, across, turn)
          .variant("rings", turn_in_place, input, turn)
          .explain_variant(explain_in_place, input, turn)
          .variant("fast", turn_in_tiles, input, turn)
          .reference({0, {"cv::rotate, cv::flip or cv::transpose", "cv::rotate、cv::flip 或 cv::transpose"}},
                     opencv_turn, input, turn)
          .code(turn_code, turn)
          .functions({"turn_by_index", "fetch", "origin_of", "mirrored", "mirror_of", "turn_in_place",
                      "turn_rings", "each_ring_cycle", "follow_cycles", "turn_in_tiles", "explain_turn",
                      "explain_mirrored", "explain_in_place", "say_origin", "coordinate", "copied"});

  const auto when = [&](Turn wanted, const char* text) {
    demo.formula_when(
        {text, text}, [wanted](Turn chosen) { return chosen == wanted; }, turn);
  };
  when(Turn::Clockwise90, "I′(x, y) = I(y, h − 1 − x)");
  when(Turn::HalfTurn, "I′(x, y) = I(w − 1 − x, h − 1 − y)");
  when(Turn::Clockwise270, "I′(x, y) = I(w − 1 − y, x)");
  when(Turn::FlipHorizontal, "I′(x, y) = I(w − 1 − x, y)");
  when(Turn::FlipVertical, "I′(x, y) = I(x, h − 1 − y)");
  when(Turn::Transpose, "I′(x, y) = I(y, x)");
  when(Turn::AntiTranspose, "I′(x, y) = I(w − 1 − y, h − 1 − x)");
  demo.story(input, across, result);
  return demo.build();
}

}  // namespace pixelwhy
