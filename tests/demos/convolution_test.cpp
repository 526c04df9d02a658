#include "convolution/convolution.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "convolution/opencv.h"
#include "core/error.h"
#include "demo_run.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

using Operation = ConvolutionOperation;

/// Whole numbers, so that every sum is exact in whatever order it is taken.
Matrix whole_kernel(cv::Size size, cv::RNG& generator) {
  cv::Mat weights(size, CV_64F);
  for (double& weight : cv::Mat_<double>(weights)) weight = generator.uniform(-9, 10);
  return {weights};
}

int padding_before(Padding padding, int reach) {
  return padding == Padding::Valid ? 0 : padding == Padding::Same ? reach / 2 : reach - 1;
}

/// The definition, with nothing of ours in it: the picture enlarged by OpenCV, and four loops.
cv::Mat brute_force(const cv::Mat& image, const cv::Mat& w, const ConvolutionSteps& s) {
  const int reach_x = s.dilation * (w.cols - 1) + 1;
  const int reach_y = s.dilation * (w.rows - 1) + 1;
  const int left = padding_before(s.padding, reach_x);
  const int top = padding_before(s.padding, reach_y);
  const int right = s.padding == Padding::Same ? reach_x - 1 - left : left;
  const int bottom = s.padding == Padding::Same ? reach_y - 1 - top : top;
  cv::Mat whole;
  cv::copyMakeBorder(image.clone(), whole, top, bottom, left, right, opencv_border(s.border));
  const int width = whole.cols < reach_x ? 0 : (whole.cols - reach_x) / s.stride + 1;
  const int height = whole.rows < reach_y ? 0 : (whole.rows - reach_y) / s.stride + 1;
  if (width == 0 || height == 0) return {};
  cv::Mat sums = cv::Mat::zeros(height, width, CV_32FC(image.channels()));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width * image.channels(); ++x) {
      double sum = 0;
      for (int i = 0; i < w.rows; ++i) {
        for (int j = 0; j < w.cols; ++j) {
          const int channel = x % image.channels();
          sum += w.at<double>(i, j) *
                 whole.ptr(
                     y * s.stride +
                     i * s.dilation)[(x / image.channels() * s.stride + j * s.dilation) * image.channels() +
                                     channel];
        }
      }
      sums.ptr<float>(y)[x] = static_cast<float>(sum);
    }
  }
  return sums;
}

/// Every pixel stamps the kernel onto a sheet that is large enough, of which the output is cut out.
cv::Mat stamped(const cv::Mat& image, const cv::Mat& w, const ConvolutionSteps& s) {
  const int channels = image.channels();
  const int reach_x = s.dilation * (w.cols - 1) + 1;
  const int reach_y = s.dilation * (w.rows - 1) + 1;
  cv::Mat sheet =
      cv::Mat::zeros(image.rows * s.stride + reach_y, image.cols * s.stride + reach_x, CV_32FC(channels));
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      for (int i = 0; i < w.rows; ++i) {
        for (int j = 0; j < w.cols; ++j) {
          for (int c = 0; c < channels; ++c)
            sheet.ptr<float>(y * s.stride + i * s.dilation)[(x * s.stride + j * s.dilation) * channels + c] +=
                static_cast<float>(w.at<double>(i, j) * image.ptr(y)[x * channels + c]);
        }
      }
    }
  }
  const int left = padding_before(s.padding, reach_x);
  const int top = padding_before(s.padding, reach_y);
  const bool full = s.padding == Padding::Full;
  const bool same = s.padding == Padding::Same;
  const int width =
      same ? image.cols * s.stride : (image.cols - 1) * s.stride + reach_x - (full ? 2 * left : 0);
  const int height =
      same ? image.rows * s.stride : (image.rows - 1) * s.stride + reach_y - (full ? 2 * top : 0);
  if (width < 1 || height < 1) return {};
  return sheet(cv::Rect(left, top, width, height)).clone();
}

ConvolutionSteps random_steps(cv::RNG& generator) {
  return {static_cast<Operation>(generator.uniform(0, 2)), generator.uniform(1, 5), generator.uniform(1, 4),
          static_cast<Padding>(generator.uniform(0, 3)), static_cast<Border>(generator.uniform(0, 5))};
}

std::string refusal(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK_FALSE(error.text().zh.empty());
    return error.what();
  }
  return "accepted";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

double fact(const Facts& facts, const std::string& label) {
  for (const Fact& one : facts.facts) {
    if (one.label.en == label) return one.value;
  }
  FAIL("no figure called ", label);
  return 0;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("convolution is its definition, for every size, stride, dilation, padding and border") {
    cv::RNG generator(3);
    const std::vector<cv::Size> sizes = test::awkward_sizes();
    int computed = 0;
    for (int round = 0; round < 400; ++round) {
      const cv::Size size = sizes[static_cast<std::size_t>(round) % sizes.size()];
      const cv::Mat image = test::view_of_noise(size, round % 3 ? CV_8UC1 : CV_8UC3, generator);
      const Matrix weights = whole_kernel({generator.uniform(1, 8), generator.uniform(1, 8)}, generator);
      const ConvolutionSteps steps = random_steps(generator);
      const cv::Mat expected = steps.operation == Operation::Direct
                                   ? brute_force(image, weights.values, steps)
                                   : stamped(image, weights.values, steps);
      CAPTURE(size);
      CAPTURE(weights.values.size());
      CAPTURE(static_cast<int>(steps.operation));
      CAPTURE(steps.stride);
      CAPTURE(steps.dilation);
      CAPTURE(static_cast<int>(steps.padding));
      CAPTURE(static_cast<int>(steps.border));
      if (expected.empty()) {
        CHECK(has(refusal([&] { convolve(image, weights, steps); }), "the output has no pixel"));
        CHECK_THROWS_AS(fast_convolve(image, weights, steps), Error);
        continue;
      }
      ++computed;
      const cv::Mat response = convolve(image, weights, steps);
      REQUIRE(response.size() == expected.size());
      CHECK(test::largest_difference(response, expected) == 0);
      CHECK(test::largest_difference(fast_convolve(image, weights, steps), response) == 0);
      CHECK(test::largest_difference(convolve_im2col(image, weights, steps), response) == 0);
      CHECK(test::largest_difference(convolve_separably(image, weights, steps), response) <= 1e-3);
      CHECK(test::largest_difference(opencv_convolution(image, weights, steps), response) <= 1e-3);
      for (const cv::Point at : test::some_places(response.size(), 3, generator))
        CHECK(test::arrives_at(explain_convolution(at, {image, 0}, weights, steps), response, at));
    }
    CHECK(computed > 250);
  }

  TEST_CASE("with stride 1 and padding same it is cv::filter2D of the picture as it is") {
    cv::RNG generator(5);
    for (int round = 0; round < 100; ++round) {
      const cv::Mat image = test::scene({generator.uniform(1, 60), generator.uniform(1, 40)}, round);
      const Matrix weights = whole_kernel({generator.uniform(1, 16), generator.uniform(1, 16)}, generator);
      const auto border = static_cast<Border>(std::vector<int>{0, 1, 2, 4}[generator.next() % 4]);
      cv::Mat expected;
      cv::filter2D(image, expected, CV_32F, weights.values, {-1, -1}, 0, opencv_border(border));
      const cv::Mat response =
          fast_convolve(image, weights, {Operation::Direct, 1, 1, Padding::Same, border});
      // In 32-bit float, of sums of up to 225 · 9 · 255 where it multiplies spectra.
      CHECK(test::largest_difference(response, expected) <= 1);
    }
  }

  TEST_CASE("the transposed operation is the adjoint of the direct one with zeros outside") {
    cv::RNG generator(7);
    for (int round = 0; round < 60; ++round) {
      const Matrix weights = whole_kernel({generator.uniform(1, 6), generator.uniform(1, 6)}, generator);
      ConvolutionSteps steps{Operation::Direct, generator.uniform(1, 4), generator.uniform(1, 3),
                             static_cast<Padding>(round % 3), Border::Constant};
      const cv::Mat small =
          test::view_of_noise({generator.uniform(4, 12), generator.uniform(4, 12)}, CV_8UC1, generator, 16);
      ConvolutionSteps back = steps;
      back.operation = Operation::Transposed;
      if (convolution_axis(small.cols, weights.values.cols, back).outputs < 1 ||
          convolution_axis(small.rows, weights.values.rows, back).outputs < 1)
        continue;
      const cv::Mat spread = convolve(small, weights, back);
      const cv::Mat large = test::view_of_noise(spread.size(), CV_8UC1, generator, 16);
      const cv::Mat gathered = convolve(large, weights, steps);
      REQUIRE(gathered.size() == small.size());
      const auto exact = [](const cv::Mat& image) {
        cv::Mat result;
        image.convertTo(result, CV_64F);
        return result;
      };
      CHECK(exact(gathered).dot(exact(small)) == exact(spread).dot(exact(large)));
    }
  }

  TEST_CASE("a flipped kernel is a convolution: the impulse's answer is the kernel itself") {
    cv::Mat impulse = cv::Mat::zeros(7, 7, CV_8UC1);
    impulse.at<std::uint8_t>(3, 3) = 1;
    const MatrixValue kernel = parse_matrix("1 2 3; 4 5 6; 7 8 9");
    const ConvolutionSteps steps;
    const cv::Mat convolved = convolve(impulse, applied_kernel(kernel, true, false), steps);
    const cv::Mat correlated = convolve(impulse, applied_kernel(kernel, false, false), steps);
    for (int row = 0; row < 3; ++row) {
      for (int col = 0; col < 3; ++col) {
        CHECK(convolved.at<float>(2 + row, 2 + col) == kernel.at(row, col));
        CHECK(correlated.at<float>(2 + row, 2 + col) == kernel.at(2 - row, 2 - col));
      }
    }
  }

  TEST_CASE("a normalized kernel keeps a flat picture; one whose sum is 0 is divided by its positive part") {
    const auto sum = [](const char* numbers) {
      return cv::sum(applied_kernel(parse_matrix(numbers), false, true).values)[0];
    };
    CHECK(sum("1 2; 3 4") == doctest::Approx(1).epsilon(1e-12));
    CHECK(sum("-1 -2 -3") == doctest::Approx(1).epsilon(1e-12));
    CHECK(sum("-1 0 1") == doctest::Approx(0).epsilon(1e-12));
    CHECK(applied_kernel(parse_matrix("-2 0 2"), false, true).values.at<double>(0, 2) == 1);
    for (const bool normalize : {false, true}) {
      const std::string words = refusal([&] { applied_kernel(parse_matrix("0 0; 0 0"), false, normalize); });
      CHECK(has(words, "kernel: all numbers of '0 0; 0 0' are 0"));
    }
  }

  TEST_CASE("sizes, multiplications, parameters and receptive field are those of the textbook") {
    const cv::Mat image(480, 640, CV_8UC3);
    const Matrix weights{cv::Mat::ones(3, 3, CV_64F)};
    Facts facts =
        convolution_facts(image, weights, {Operation::Direct, 2, 1, Padding::Same, Border::Constant});
    CHECK(fact(facts, "output width") == 320);
    CHECK(fact(facts, "output height") == 240);
    CHECK(fact(facts, "multiplications") == 320.0 * 240 * 3 * 9);
    CHECK(fact(facts, "multiplications in two passes, about") == 320.0 * 240 * 3 * 6);
    CHECK(fact(facts, "rank of the kernel") == 1);
    CHECK(fact(facts, "parameters") == 9);
    CHECK(fact(facts, "as a layer from 64 to 64 channels, biases too") == 36928);
    CHECK(fact(facts, "receptive field across") == 3);
    CHECK(fact(facts, "of two such layers") == 7);
    CHECK(fact(facts, "of three such layers") == 15);
    facts = convolution_facts(image, weights, {Operation::Direct, 1, 2, Padding::Valid, Border::Constant});
    CHECK(fact(facts, "output width") == 636);
    CHECK(fact(facts, "receptive field across") == 5);
    CHECK(fact(facts, "of three such layers") == 13);
    facts =
        convolution_facts(image, weights, {Operation::Transposed, 2, 1, Padding::Valid, Border::Constant});
    CHECK(fact(facts, "output width") == 639 * 2 + 3);
    CHECK(fact(facts, "multiplications") == 640.0 * 480 * 3 * 9);
    CHECK(kernel_rank(parse_matrix("0 -1 0; -1 5 -1; 0 -1 0").mat()) == 2);
    CHECK(kernel_rank(parse_matrix("-1 0 1; -2 0 2; -1 0 1").mat()) == 1);
    CHECK(kernel_rank(parse_matrix("0 0; 0 0").mat()) == 0);
  }

  TEST_CASE("the receptive field that is told is the one that a pixel has") {
    const Demo& demo = test::demo_named("convolution");
    const FramePtr frame = test::frame_of(test::scene({40, 40}, 2));
    const Settings settings =
        test::settings_with(demo, {{"kernel", "1 1 1; 1 1 1; 1 1 1"}, {"dilation", "3"}});
    const SnapshotPtr snapshot = test::run(demo, frame, settings);
    const StageId response = demo.find_stage("response").value();
    const cv::Mat source = trace_back(*snapshot, response, {20, 20}).back();
    CHECK(cv::boundingRect(source).size() == cv::Size(7, 7));
    CHECK(cv::countNonZero(source) == 9);
    CHECK(fact(std::get<Facts>(test::output_of(*snapshot, "figures").data), "receptive field across") == 7);
  }

  TEST_CASE("the response is shown plus 128, without its sign, or as it is") {
    cv::Mat response(1, 6, CV_32FC1);
    const float values[] = {-300, -0.5F, 0.5F, 1.5F, 100, 300};
    std::copy(std::begin(values), std::end(values), response.ptr<float>(0));
    const auto shown = [&](ResponseMode mode) {
      const cv::Mat result = show_response(response, mode);
      CHECK(test::largest_difference(result, opencv_shown(response, mode)) == 0);
      for (int x = 0; x < 6; ++x)
        CHECK(test::arrives_at(explain_shown({x, 0}, {response, 0}, mode), result, {x, 0}));
      return std::vector<int>(result.begin<std::uint8_t>(), result.end<std::uint8_t>());
    };
    CHECK(shown(ResponseMode::Offset) == std::vector<int>{0, 128, 128, 130, 228, 255});
    CHECK(shown(ResponseMode::Absolute) == std::vector<int>{255, 0, 0, 2, 100, 255});
    CHECK(shown(ResponseMode::Clamped) == std::vector<int>{0, 0, 0, 2, 100, 255});
  }

  TEST_CASE("bad words are one line each") {
    const Demo& demo = test::demo_named("convolution");
    const auto refused = [&](const char* id, const std::string& value) {
      return refusal([&] { test::settings_with(demo, {{id, value}}); });
    };
    CHECK(has(refused("stride", "0"), "stride: '0' is not accepted; expected a whole number from 1 to 16"));
    CHECK(has(refused("kernel", "a"), "'a' in row 1 is not a number"));
    CHECK(has(refused("kernel", "1 2; 3"), "row 2 has 1 number, row 1 has 2"));
    const FramePtr frame = test::frame_of(test::scene({4, 4}, 2));
    const SnapshotPtr snapshot =
        test::run(demo, frame, test::settings_with(demo, {{"kernel", "gaussian5"}, {"padding", "valid"}}));
    const auto& error = snapshot->result(demo.find_stage("result").value())->error;
    REQUIRE(error);
    CHECK(has(error->what(), "the output has no pixel: the picture has 4×4, the kernel reaches over 5×5"));
    CHECK(snapshot->result(demo.find_stage("input").value())->error == std::nullopt);
  }
}

}  // namespace pixelwhy
