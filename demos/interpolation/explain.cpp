#include <fmt/format.h>

#include <cmath>

#include "interpolation/resample.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

std::string convention_expression(double x, int input, int output, Convention convention) {
  switch (convention) {
    case Convention::HalfPixel:
      return fmt::format("({} + ½)·{}/{} − ½", brief(x), input, output);
    case Convention::AlignCorners:
      return output == 1 ? "0" : fmt::format("{}·{}/{}", brief(x), input - 1, output - 1);
    case Convention::Asymmetric:
      return fmt::format("{}·{}/{}", brief(x), input, output);
  }
  return {};
}

std::string share_expression(double position) {
  const std::string before = brief(std::floor(position));
  return fmt::format("{} − {}", brief(position), position < 0 ? "(" + before + ")" : before);
}

}  // namespace

Explanation explain_resample(cv::Point at, const StageImage& image, Method method, double scale,
                             double degrees, Convention convention, Border border) {
  const cv::Size input = image.image.size();
  const cv::Size output = scaled_size(input, scale);
  const Mapping mapping(input, output, degrees, convention);
  const cv::Point2d scaled = mapping.rotated_back(at);
  const cv::Point2d source = mapping.to_input(scaled);
  const Taps across = taps_at(source.x, method);
  const Taps down = taps_at(source.y, method);

  Explanation explanation;
  explanation.rule = Rule::Interpolation;
  explanation.position = source;
  if (mapping.rotates()) {
    const std::string angle = brief(degrees);
    const std::string dx = brief(at.x - (output.width - 1) / 2.0);
    const std::string dy = brief(at.y - (output.height - 1) / 2.0);
    explanation.steps.push_back({{"x, rotated back about the centre", "绕中心转回后的 x"},
                                 fmt::format("{} + cos {}°·({}) − sin {}°·({})",
                                             brief((output.width - 1) / 2.0), angle, dx, angle, dy),
                                 scaled.x,
                                 {}});
    explanation.steps.push_back({{"y, rotated back about the centre", "绕中心转回后的 y"},
                                 fmt::format("{} + sin {}°·({}) + cos {}°·({})",
                                             brief((output.height - 1) / 2.0), angle, dx, angle, dy),
                                 scaled.y,
                                 {}});
  }
  explanation.steps.push_back({{"x in the input", "输入图像中的 x"},
                               convention_expression(scaled.x, input.width, output.width, convention),
                               source.x,
                               {}});
  explanation.steps.push_back({{"y in the input", "输入图像中的 y"},
                               convention_expression(scaled.y, input.height, output.height, convention),
                               source.y,
                               {}});
  if (method == Method::Nearest) {
    explanation.steps.push_back({{"nearest column", "最近的列"},
                                 fmt::format("⌊{} + ½⌋", brief(source.x)),
                                 static_cast<double>(across.first),
                                 {}});
    explanation.steps.push_back({{"nearest row", "最近的行"},
                                 fmt::format("⌊{} + ½⌋", brief(source.y)),
                                 static_cast<double>(down.first),
                                 {}});
  } else {
    explanation.steps.push_back({{"share of the way to the next column", "到下一列的小数部分"},
                                 share_expression(source.x),
                                 source.x - std::floor(source.x),
                                 {}});
    explanation.steps.push_back({{"share of the way to the next row", "到下一行的小数部分"},
                                 share_expression(source.y),
                                 source.y - std::floor(source.y),
                                 {}});
  }

  const int channels = image.image.channels();
  for (int c = channels - 1; c >= 0; --c) {
    for (int j = 0; j < down.count; ++j) {
      for (int i = 0; i < across.count; ++i) {
        const double weight =
            down.weights[static_cast<std::size_t>(j)] * across.weights[static_cast<std::size_t>(i)];
        explanation.terms.push_back(tap(image, {across.first + i, down.first + j}, c, weight, border));
      }
    }
  }
  sum_terms(explanation, channels, Rounding::ToByte);
  if (method == Method::Nearest) {
    explanation.verdict = {
        fmt::format("The position ({}, {}) is nearest to the pixel ({}, {}), whose value is taken.",
                    brief(source.x), brief(source.y), across.first, down.first),
        fmt::format("位置 ({}, {}) 离像素 ({}, {}) 最近，取其值。", brief(source.x), brief(source.y),
                    across.first, down.first)};
  } else {
    const int window = across.count;
    explanation.verdict = {
        fmt::format("The position ({}, {}) lies between pixels; {}×{} of them are mixed by their distance.",
                    brief(source.x), brief(source.y), window, window),
        fmt::format("位置 ({}, {}) 落在像素之间，由周围 {}×{} 个像素按距离加权得到。", brief(source.x),
                    brief(source.y), window, window)};
  }
  return explanation;
}

}  // namespace pixelwhy
