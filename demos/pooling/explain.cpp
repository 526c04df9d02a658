#include <fmt/format.h>

#include <cmath>

#include "operators/arithmetic.h"
#include "pooling/pooling.h"

namespace pixelwhy {

namespace {

std::size_t slot(int channel) { return static_cast<std::size_t>(channel); }

/// A pixel of padding: a value of 0 that lies nowhere.
Term padding_term(const StageImage& image, cv::Point at, int channel, double weight) {
  return {image.stage, std::nullopt, channel, 0, weight, true, false, at};
}

/// The pixels of a window, those of padding too where they count. Of a very large window (the whole of a
/// photograph) a grid of pixels stands for all; `terms_total` tells how many there are.
void add_terms(Explanation& explanation, const StageImage& image, const PoolingWindow& window,
               const cv::Rect& seen, int channel, double weight) {
  constexpr double most = 1 << 18;
  const int step = std::max(1, static_cast<int>(std::ceil(std::sqrt(seen.area() / most))));
  for (int y = seen.y; y < seen.y + seen.height; y += step) {
    for (int x = seen.x; x < seen.x + seen.width; x += step) {
      const cv::Point at(x, y);
      explanation.terms.push_back(window.inside.contains(at) ? image.term(at, channel, weight)
                                                             : padding_term(image, at, channel, weight));
    }
  }
  explanation.terms_total += static_cast<std::size_t>(seen.area());
}

cv::Mat plane_of(const StageImage& image, const cv::Rect& where, int channel) {
  cv::Mat plane;
  cv::extractChannel(image.image(where), plane, channel);
  return plane;
}

void explain_maximum(Explanation& explanation, const StageImage& image, const PoolingWindow& window,
                     int channel) {
  const int channels = image.image.channels();
  const std::string suffix = channel_suffix(channel, channels);
  const Winner winner = winner_of(image.image, window, channel);
  const std::size_t first = explanation.terms.size();
  add_terms(explanation, image, window, window.inside, channel, 1);
  bool found = false;
  for (std::size_t i = first; i < explanation.terms.size(); ++i) {
    Term& term = explanation.terms[i];
    term.deciding = term.at == winner.at;
    found = found || term.deciding;
  }
  if (!found && winner.at.x >= 0) {
    explanation.terms.push_back(image.term(winner.at, channel));
    explanation.terms.back().deciding = true;
  }
  const int equal = cv::countNonZero(plane_of(image, window.inside, channel) == winner.value);
  explanation.steps.push_back({{fmt::format("maximum, at ({}, {}){}", winner.at.x, winner.at.y, suffix),
                                fmt::format("最大值，位于 ({}, {}){}", winner.at.x, winner.at.y, suffix)},
                               fmt::format("max of {} values", window.inside.area()),
                               static_cast<double>(winner.value),
                               {}});
  explanation.result[slot(channel)] = winner.value;
  const std::string name = channels == 1 ? "" : suffix.substr(1) + " ";
  explanation.verdict.en += fmt::format("{}{} at ({}, {})", name, winner.value, winner.at.x, winner.at.y);
  explanation.verdict.zh += fmt::format("{}{} 位于 ({}, {})", name, winner.value, winner.at.x, winner.at.y);
  if (equal > 1) {
    explanation.verdict.en += fmt::format(", the first of {} equal ones in reading order", equal);
    explanation.verdict.zh += fmt::format("（{} 个等值像素中按阅读顺序的第一个）", equal);
  }
  explanation.verdict.en += channel > 0 ? "; " : ".";
  explanation.verdict.zh += channel > 0 ? "；" : "。";
}

void explain_average(Explanation& explanation, const StageImage& image, const PoolingWindow& window,
                     int channel, bool counts_padding) {
  const int channels = image.image.channels();
  const std::string suffix = channel_suffix(channel, channels);
  const int divisor = window.divisor(counts_padding);
  const std::size_t first = explanation.terms.size();
  add_terms(explanation, image, window, counts_padding ? window.whole : window.inside, channel,
            1.0 / divisor);
  const double sum = cv::sum(plane_of(image, window.inside, channel))[0];
  std::vector<Term> plain;
  for (std::size_t i = first; i < std::min(first + 16, explanation.terms.size()); ++i) {
    plain.push_back(explanation.terms[i]);
    plain.back().weight = 1;
  }
  explanation.steps.push_back(
      {{"sum of the window" + suffix, "窗口之和" + suffix}, written_out(plain, channel, channels), sum, {}});
  explanation.steps.push_back({{"divided by the number of pixels" + suffix, "除以像素数" + suffix},
                               fmt::format("{} / {}", brief(sum), divisor),
                               sum / divisor,
                               {}});
  const double rounded = rounded_average(static_cast<std::int64_t>(sum), divisor);
  explanation.steps.push_back({{"rounded to 8 bits" + suffix, "舍入为 8 位" + suffix},
                               fmt::format("⌊{} + ½⌋", brief(sum / divisor)),
                               rounded,
                               {}});
  explanation.result[slot(channel)] = rounded;
}

/// What share of its gradient the result's pixel hands to `at`.
double share_of(cv::Point at, const StageImage& image, int channel, const PoolingWindow& window,
                const Pooling& pooling) {
  if (!takes_maximum(pooling.method)) return 1.0 / window.divisor(pooling.counts_padding);
  return winner_of(image.image, window, channel).at == at ? 1 : 0;
}

/// The first and the last place of the result whose window holds `position`, along one side.
struct Places {
  int first = 0;
  int last = -1;
};
Places places_of(int position, int places, const Pooling& pooling) {
  if (is_global(pooling.method)) return {0, 0};
  const int last = (position + pooling.padding) / pooling.stride;
  const int beyond =
      position + pooling.padding - pooling.kernel;  // windows that begin here end before `position`
  const int first = beyond < 0 ? 0 : beyond / pooling.stride + 1;
  return {first, std::min(last, places - 1)};
}

}  // namespace

Explanation explain_pooled(cv::Point at, const StageImage& image, const Pooling& pooling) {
  const int channels = image.image.channels();
  const PoolingWindow window = window_at(at, image.image.size(), pooling);
  const bool maximum = takes_maximum(pooling.method);
  Explanation explanation;
  explanation.rule = maximum ? Rule::Maximum : Rule::WeightedSum;
  explanation.result.resize(slot(channels));
  if (window.inside.empty()) {
    for (int c = channels - 1; c >= 0; --c)
      explanation.terms.push_back(padding_term(image, window.whole.tl(), c, 0));
    explanation.verdict = {"This window lies in the padding alone: nothing is there, 0.",
                           "该窗口完全落在填充区内：没有像素，取 0。"};
    return explanation;
  }
  if (maximum) {
    explanation.verdict = {fmt::format("The greatest of {} values: ", window.inside.area()),
                           fmt::format("{} 个值中的最大值：", window.inside.area())};
  }
  for (int c = channels - 1; c >= 0; --c) {
    if (maximum) {
      explain_maximum(explanation, image, window, c);
    } else {
      explain_average(explanation, image, window, c, pooling.counts_padding);
    }
  }
  if (maximum) return explanation;
  const std::string results = listed_channels(explanation.result);
  const int divisor = window.divisor(pooling.counts_padding);
  explanation.verdict = {fmt::format("The average of {} pixels: {}.", divisor, results),
                         fmt::format("{} 个像素的平均值：{}。", divisor, results)};
  return explanation;
}

Explanation explain_gradient(cv::Point at, const StageImage& image, const StageImage& result,
                             const Pooling& pooling) {
  const int channels = image.image.channels();
  const Places across = places_of(at.x, result.image.cols, pooling);
  const Places down = places_of(at.y, result.image.rows, pooling);
  Explanation explanation;
  explanation.rule = Rule::Votes;
  explanation.result.resize(slot(channels));
  int windows = 0;
  for (int c = channels - 1; c >= 0; --c) {
    double gradient = 0;
    int handing = 0;
    windows = 0;
    for (int y = down.first; y <= down.last; ++y) {
      for (int x = across.first; x <= across.last; ++x) {
        const double share = share_of(at, image, c, window_at({x, y}, image.image.size(), pooling), pooling);
        explanation.terms.push_back(result.term({x, y}, c, share));
        explanation.terms.back().deciding = share > 0;
        gradient += share;
        handing += share > 0 ? 1 : 0;
        ++windows;
      }
    }
    if (windows == 0) explanation.terms.push_back(image.term(at, c, 0));
    const std::string suffix = channel_suffix(c, channels);
    explanation.steps.push_back({{"windows that hand a gradient back" + suffix, "回传梯度的窗口数" + suffix},
                                 fmt::format("{} of {}", handing, windows),
                                 static_cast<double>(handing),
                                 {}});
    explanation.steps.push_back(
        {{"sum of their shares" + suffix, "它们的份额之和" + suffix}, "Σ shares", gradient, {}});
    explanation.result[slot(c)] = gradient;
  }
  const std::string results = listed_channels(explanation.result);
  if (windows == 0) {
    explanation.verdict = {
        "No window holds this pixel: the stride leaves it out, and no gradient comes back.",
        "没有窗口包含该像素：被步幅跳过，没有梯度回传。"};
  } else if (takes_maximum(pooling.method)) {
    explanation.verdict = {
        fmt::format("Of the {} windows that hold this pixel, those that it won hand back a gradient of {}.",
                    windows, results),
        fmt::format("在包含该像素的 {} 个窗口中，由它胜出的窗口共回传梯度 {}。", windows, results)};
  } else {
    explanation.verdict = {
        fmt::format("Each of the {} windows that hold this pixel hands back an equal share: {} in all.",
                    windows, results),
        fmt::format("包含该像素的 {} 个窗口各回传相等的份额，合计 {}。", windows, results)};
  }
  return explanation;
}

}  // namespace pixelwhy
