#include "core/matrix_value.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/demo_builder.h"
#include "core/error.h"
#include "core/evaluator.h"

namespace pixelwhy {

namespace {

Parameter kernel() {
  Parameter parameter{"kernel",
                      {"Kernel", "核"},
                      ParameterType::Matrix,
                      MatrixValue{},
                      {-1000, 1000},
                      {-8, 8},
                      "",
                      {"h", "助"},
                      {},
                      {}};
  parameter.most = 15;
  parameter.named = {{"identity", {"Identity", "恒等"}, parse_matrix("0 0 0; 0 1 0; 0 0 0")},
                     {"sharpen", {"Sharpen", "锐化"}, parse_matrix("0 -1 0; -1 5 -1; 0 -1 0")}};
  return parameter;
}

std::string refusal(const std::string& text) {
  try {
    parse_value(kernel(), text);
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    CHECK(error.text().in(Language::Chinese) != error.text().en);
    return error.what();
  }
  return "accepted";
}

bool says(const std::string& text, const std::string& part) {
  const std::string words = refusal(text);
  CAPTURE(words);
  const bool found = words.find(part) != std::string::npos &&
                     words.find("1x1 to 15x15, or identity or sharpen") != std::string::npos;
  CHECK(found);
  return found;
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("a matrix is read from rows of numbers, fractions among them") {
    const MatrixValue sharpen{3, 3, {0, -1, 0, -1, 5, -1, 0, -1, 0}};
    for (const char* text : {"0 -1 0; -1 5 -1; 0 -1 0", "0,-1,0;-1,5,-1;0,-1,0",
                             " 0 , -1,0 ;\t-1 +5 -1;0 -1 0; ", "0 -1 0\n-1 5 -1\n0 -1 0\n"})
      CHECK(parse_matrix(text) == sharpen);
    CHECK(parse_matrix("2") == MatrixValue{1, 1, {2}});
    CHECK(parse_matrix("1/9 -1/2 1e-3") == MatrixValue{1, 3, {1.0 / 9, -0.5, 0.001}});
    CHECK(parse_matrix("1;2") == MatrixValue{2, 1, {1, 2}});
    const cv::Mat mat = sharpen.mat();
    CHECK(mat.type() == CV_64FC1);
    CHECK(mat.size() == cv::Size(3, 3));
    CHECK(mat.at<double>(1, 2) == -1);
  }

  TEST_CASE("what is no matrix is refused with the place and the reason") {
    says("a b; c", "'a' in row 1 is not a number");
    says("1 2; 3", "row 2 has 1 number, row 1 has 2");
    says("1; 2 3", "row 2 has 2 numbers, row 1 has 1");
    says("1 nan", "'nan' in row 1 is not a number");
    says("1 inf", "'inf' in row 1 is not a number");
    says("1/0", "'1/0' in row 1");
    says("1//2", "'1//2' in row 1");
    says("1,,2", "in row 1 is not a number");
    says("", "row 1 is empty");
    says(";", "row 1 is empty");
    says("1;;2", "row 2 is empty");
    says("2000", "'2000' is not accepted");
    says("sharpn", "did you mean 'sharpen'?");
    std::string large;
    for (int row = 0; row < 100; ++row) {
      for (int col = 0; col < 100; ++col) large += "1 ";
      large += ";";
    }
    says(large, "more than 15 rows");
    CHECK(refusal(large).size() < 300);
    std::string wide;
    for (int col = 0; col < 16; ++col) wide += "1 ";
    says(wide, "more than 15 columns");
    says(std::string("1 \xC3\xA9\x01"), "is not a number");
  }

  TEST_CASE("a matrix is written by its name, else as it is read") {
    CHECK(format_value(kernel(), parse_value(kernel(), "0,-1,0;-1,5,-1;0,-1,0")) == "sharpen");
    CHECK(format_value(kernel(), parse_value(kernel(), "1 1/4;0 -2")) == "1 0.25; 0 -2");
    CHECK(told_plainly(kernel(), parse_value(kernel(), "sharpen"), Language::Chinese) == "锐化");
    const Value third = parse_value(kernel(), "1/3 2/3");
    CHECK(parse_value(kernel(), format_value(kernel(), third)) == third);
  }

  TEST_CASE("a matrix of another size keeps its middle") {
    const MatrixValue cross = parse_matrix("0 1 0; 2 3 4; 0 5 0");
    CHECK(resized(cross, 5, 5) == parse_matrix("0 0 0 0 0; 0 0 1 0 0; 0 2 3 4 0; 0 0 5 0 0; 0 0 0 0 0"));
    CHECK(resized(cross, 1, 1) == parse_matrix("3"));
    CHECK(resized(cross, 1, 3) == parse_matrix("2 3 4"));
    for (int rows = 1; rows <= 6; ++rows) {
      for (int cols = 1; cols <= 6; ++cols) {
        const MatrixValue other = resized(cross, rows, cols);
        CHECK(other.at(rows / 2, cols / 2) == 3);
        CHECK(static_cast<int>(other.numbers.size()) == rows * cols);
      }
    }
    CHECK(resized(resized(cross, 7, 9), 3, 3) == cross);
  }

  TEST_CASE("a matrix that is out of range is held to it") {
    MatrixValue wild{20, 1, std::vector<double>(20, 5000)};
    wild.numbers[10] = std::nan("");
    const Value held = clamp_value(kernel(), wild);
    CHECK_NOTHROW(check_value(kernel(), held));
    CHECK(std::get<MatrixValue>(held).rows == 15);
    CHECK(std::get<MatrixValue>(held).at(0, 0) == 1000);
    CHECK_THROWS_AS(check_value(kernel(), wild), Error);
    CHECK_THROWS_AS(check_value(kernel(), MatrixValue{2, 2, {1, 2, 3}}), Error);
    CHECK_THROWS_AS(check_value(kernel(), MatrixValue{0, 0, {}}), Error);
  }

  TEST_CASE("a picture is its name; its pixels are there once it has been read") {
    const PictureValue named{"sample:room", nullptr};
    auto frame = std::make_shared<Frame>();
    frame->pixels = cv::Mat(2, 3, CV_8UC3, cv::Scalar::all(7));
    const PictureValue read{"sample:room", frame};
    CHECK(named == read);
    CHECK_FALSE(named == PictureValue{"sample:street", nullptr});
    CHECK(read.pixels().size() == cv::Size(3, 2));
    CHECK_THROWS_AS(named.pixels(), Error);
    CHECK(PictureValue{}.pixels().empty());
  }

  TEST_CASE("stages and explanations get matrices and pictures as they are") {
    DemoBuilder builder("kinds", {"Kinds", "种类"}, Category::Smoothing, {"s", "述"});
    const auto weights =
        builder.matrix("weights", {"Weights", "权重"}, "half",
                       {3, {-9, 9}, {-2, 2}, {{"half", {"Half", "半"}, parse_matrix("1/2")}}}, {"h", "助"});
    const auto other = builder.picture("other", {"Other", "另一幅"}, "", {"h", "助"});
    builder
        .stage(
            "sum", {"Sum", "和"},
            [](const cv::Mat& source, const MatrixValue& matrix, const PictureValue& picture) {
              cv::Mat result = source * matrix.at(0, 0);
              if (!picture.pixels().empty()) result += picture.pixels();
              return result;
            },
            builder.source(), weights, other)
        .explain([](cv::Point, const StageImage&, const MatrixValue&, const PictureValue&) {
          return Explanation();
        });
    const Demo demo = builder.build();
    CHECK(format_value(demo.parameters[0], demo.parameters[0].initial) == "half");
    auto frame = std::make_shared<Frame>();
    frame->pixels = cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(10));
    auto second = std::make_shared<Frame>();
    second->pixels = cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(3));
    Evaluator evaluator;
    Settings settings = demo.defaults();
    const auto value = [&] {
      const ResultPtr result = evaluator.evaluate({&demo, frame, settings, {}, {}, true})->result(0);
      return result->error ? -1 : static_cast<int>(result->output.image.at<cv::Vec3b>(0, 0)[0]);
    };
    CHECK(value() == 5);
    settings[0] = parse_value(demo.parameters[0], "2 0");
    CHECK(value() == 20);
    settings[1] = PictureValue{"sample:other", second};
    CHECK(value() == 23);
    settings[1] = PictureValue{"sample:unread", nullptr};
    CHECK(value() == -1);
  }
}

}  // namespace pixelwhy
