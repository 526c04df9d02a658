#include "operators/window_mean.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/image_pool.h"
#include "operators/arithmetic.h"
#include "operators/row_bands.h"

namespace pixelwhy {

std::uint8_t rounded_mean(int sum, int area) {
  if (area > 256) {
    const float mean = static_cast<float>(sum) * static_cast<float>(1.0 / area);
    return static_cast<std::uint8_t>(std::nearbyint(mean));
  }
  const int mean = (sum + area / 2 + (rounds_further_up(area) ? 1 : 0)) / area;
  return static_cast<std::uint8_t>(std::min(mean, 255));
}

cv::Mat mean_directly(const cv::Mat& image, MeanWindow window, Border border) {
  const int channels = image.channels();
  const cv::Point before = -window.corner({0, 0});
  const std::vector<int> columns = border_indices(image.cols, before.x, window.width - 1 - before.x, border);
  const std::vector<int> rows = border_indices(image.rows, before.y, window.height - 1 - before.y, border);
  cv::Mat result = new_image(image.size(), image.type());
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      for (int c = 0; c < channels; ++c) {
        int sum = 0;
        for (int j = y; j < y + window.height; ++j) {
          const int row = rows[static_cast<std::size_t>(j)];
          if (row == outside_constant) continue;
          const auto* from = image.ptr<std::uint8_t>(row);
          for (int i = x; i < x + window.width; ++i) {
            const int column = columns[static_cast<std::size_t>(i)];
            if (column != outside_constant) sum += from[column * channels + c];
          }
        }
        result.ptr<std::uint8_t>(y)[x * channels + c] = rounded_mean(sum, window.area());
      }
    }
  }
  return result;
}

namespace {

/// The rows begin .. end − 1 by running sums.
void running_sums(const cv::Mat& image, MeanWindow window, Border border, int begin, int end,
                  cv::Mat& result) {
  const int channels = image.channels();
  const int length = image.cols * channels;
  const cv::Point before = -window.corner({0, 0});
  const std::vector<int> columns = border_indices(image.cols, before.x, window.width - 1 - before.x, border);
  std::vector<int> sums(static_cast<std::size_t>(length), 0);  // of each column of the window
  const auto add = [&](int y, int sign) {
    const int row = border_index(y, image.rows, border);
    if (row == outside_constant) return;
    const auto* from = image.ptr<std::uint8_t>(row);
    for (int i = 0; i < length; ++i) sums[static_cast<std::size_t>(i)] += sign * from[i];
  };
  const auto column_sum = [&](int place, int channel) {
    const int column = columns[static_cast<std::size_t>(place)];
    return column == outside_constant ? 0 : sums[static_cast<std::size_t>(column * channels + channel)];
  };
  for (int y = begin - before.y; y < begin - before.y + window.height; ++y) add(y, 1);
  for (int y = begin; y < end; ++y) {
    if (y > begin) {
      add(y - before.y + window.height - 1, 1);
      add(y - before.y - 1, -1);
    }
    auto* to = result.ptr<std::uint8_t>(y);
    for (int c = 0; c < channels; ++c) {
      int sum = 0;
      for (int i = 0; i < window.width; ++i) sum += column_sum(i, c);
      to[c] = rounded_mean(sum, window.area());
      for (int x = 1; x < image.cols; ++x) {
        sum += column_sum(x + window.width - 1, c) - column_sum(x - 1, c);
        to[x * channels + c] = rounded_mean(sum, window.area());
      }
    }
  }
}

}  // namespace

cv::Mat mean_by_running_sums(const cv::Mat& image, MeanWindow window, Border border) {
  cv::Mat result = new_image(image.size(), image.type());
  running_sums(image, window, border, 0, image.rows, result);
  return result;
}

cv::Mat fast_mean(const cv::Mat& image, MeanWindow window, Border border) {
  cv::Mat result = new_image(image.size(), image.type());
  // A band begins by summing a whole window, so it is at least as high as one.
  for_row_bands(image.rows, std::max(64, window.height),
                [&](int begin, int end) { running_sums(image, window, border, begin, end, result); });
  return result;
}

namespace {

std::size_t slot(int channel) { return static_cast<std::size_t>(channel); }

/// The sum of a channel's pixels among the terms, in the columns first .. last of the window.
int sum_of(const std::vector<Term>& terms, int channel, int first, int last) {
  double sum = 0;
  for (const Term& term : terms) {
    const int x = term.place()->x;
    if (term.channel == channel && x >= first && x <= last) sum += term.value;
  }
  return static_cast<int>(sum);
}

/// All pixels of the window, each times 1/area.
std::vector<Term> window_terms(cv::Point at, const StageImage& image, MeanWindow window, Border border) {
  std::vector<Term> terms;
  const cv::Point corner = window.corner(at);
  const double weight = 1.0 / window.area();
  for (int c = image.image.channels() - 1; c >= 0; --c) {
    for (int j = 0; j < window.height; ++j) {
      for (int i = 0; i < window.width; ++i)
        terms.push_back(tap(image, corner + cv::Point(i, j), c, weight, border));
    }
  }
  return terms;
}

void say_mean(Explanation& explanation, int area) {
  const std::string results = listed_channels(explanation.result);
  explanation.verdict = {
      area == 1
          ? fmt::format("A window of one pixel: its own value, {}.", results)
          : fmt::format("The {} pixels of the window, each counted alike, have the mean {}.", area, results),
      area == 1 ? fmt::format("窗口只有一个像素：取其自身的值 {}。", results)
                : fmt::format("窗口内 {} 个像素权重相同，平均值为 {}。", area, results)};
}

}  // namespace

void divide_window_sum(Explanation& explanation, int channel, int channels, int sum, int area) {
  const std::string suffix = channel_suffix(channel, channels);
  const double mean = static_cast<double>(sum) / area;
  const double rounded = rounded_mean(sum, area);
  explanation.steps.push_back(
      {{fmt::format("divided by {}{}", area == 1 ? "1 pixel" : "the number of pixels", suffix),
        "除以像素数" + suffix},
       fmt::format("{} / {}", sum, area),
       mean,
       {}});
  const bool up = rounds_further_up(area);
  explanation.steps.push_back(
      {{(up ? "rounded as OpenCV does for this area: up from a half less 1/area" : "rounded to 8 bits") +
            suffix,
        (up ? "按 OpenCV 对此面积的规则舍入：小数部分达到 ½ − 1/面积 即进位" : "舍入为 8 位") + suffix},
       up ? fmt::format("⌊({} + {} + 1) / {}⌋", sum, area / 2, area) : brief(mean),
       rounded,
       {}});
  explanation.result[slot(channel)] = rounded;
  // Rounding that is not to nearest is more than a weighted sum promises.
  if (up) explanation.rule = Rule::Formula;
}

Explanation explain_mean(cv::Point at, const StageImage& image, MeanWindow window, Border border) {
  const int channels = image.image.channels();
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  explanation.terms = window_terms(at, image, window, border);
  explanation.result.resize(slot(channels));
  std::vector<Term> plain = explanation.terms;
  for (Term& term : plain) term.weight = 1;
  const int left = window.corner(at).x;
  for (int c = channels - 1; c >= 0; --c) {
    const int sum = sum_of(explanation.terms, c, left, left + window.width - 1);
    const std::string suffix = channel_suffix(c, channels);
    explanation.steps.push_back({{"sum of the window" + suffix, "窗口之和" + suffix},
                                 written_out(plain, c, channels),
                                 static_cast<double>(sum),
                                 {}});
    divide_window_sum(explanation, c, channels, sum, window.area());
  }
  say_mean(explanation, window.area());
  return explanation;
}

Explanation explain_running_sums(cv::Point at, const StageImage& image, MeanWindow window, Border border) {
  if (at.x == 0) return explain_mean(at, image, window, border);  // a row begins with a whole window
  const int channels = image.image.channels();
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  explanation.terms = window_terms(at, image, window, border);
  explanation.result.resize(slot(channels));
  const std::vector<Term> before = window_terms({at.x - 1, at.y}, image, window, border);
  const int left = window.corner(at).x;
  const int right = left + window.width - 1;
  for (int c = channels - 1; c >= 0; --c) {
    const int previous = sum_of(before, c, left - 1, right - 1);
    const int leaving = sum_of(before, c, left - 1, left - 1);
    const int entering = sum_of(explanation.terms, c, right, right);
    const int sum = previous - leaving + entering;
    const std::string suffix = channel_suffix(c, channels);
    const auto say = [&](const Text& label, const std::string& expression, int value) {
      explanation.steps.push_back(
          {{label.en + suffix, label.zh + suffix}, expression, static_cast<double>(value), {}});
    };
    say({"sum of the window one pixel to the left", "左移一个像素的窗口之和"},
        fmt::format("Σ({}, {})", at.x - 1, at.y), previous);
    say({"sum of the column that leaves", "移出的一列之和"}, fmt::format("column {}", left - 1), leaving);
    say({"sum of the column that enters", "移入的一列之和"}, fmt::format("column {}", right), entering);
    say({"sum of the window", "窗口之和"}, fmt::format("{} − {} + {}", previous, leaving, entering), sum);
    divide_window_sum(explanation, c, channels, sum, window.area());
  }
  say_mean(explanation, window.area());
  return explanation;
}

}  // namespace pixelwhy
