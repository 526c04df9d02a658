#include "support/demos.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sources/second_picture.h"
#include "support/pictures.h"

namespace pixelwhy::test {

namespace {

/// One of those with a name, or numbers of any sign in any size, now and then in the largest.
Value random_matrix(const Parameter& parameter, cv::RNG& generator) {
  if (!parameter.named.empty() && generator.uniform(0, 3) == 0)
    return parameter
        .named[static_cast<std::size_t>(generator.uniform(0, static_cast<int>(parameter.named.size())))]
        .value;
  const int most = generator.uniform(0, 8) == 0 ? parameter.most : std::min(parameter.most, 6);
  MatrixValue matrix{generator.uniform(1, most + 1), generator.uniform(1, most + 1), {}};
  const Range range = parameter.slider;
  const bool whole = generator.uniform(0, 2) == 0;
  for (int i = 0; i < matrix.rows * matrix.cols; ++i) {
    const double number = generator.uniform(range.low, range.high);
    matrix.numbers.push_back(whole ? std::round(number) : std::round(number * 1000) / 1000);
  }
  return matrix;
}

Value random_picture(cv::RNG& generator) {
  const std::string name =
      std::vector<std::string>{"street", "steps", "gradients", "coins"}[generator.next() % 4];
  PictureValue picture{"sample:" + name, nullptr};
  // Kept as long as the tests run; the file is the one that the program would read.
  static std::map<std::string, FramePtr> read;
  FramePtr& frame = read[name];
  if (!frame) frame = read_second_picture(picture.spec);
  picture.frame = frame;
  return picture;
}

Value random_value(const Parameter& parameter, cv::RNG& generator) {
  const Range range = generator.uniform(0, 8) == 0 ? parameter.hard : parameter.slider;
  switch (parameter.type) {
    case ParameterType::Real:
      return std::round(generator.uniform(range.low, range.high) * 100) / 100;
    case ParameterType::Integer:
      return generator.uniform(static_cast<int>(range.low), static_cast<int>(range.high) + 1);
    case ParameterType::Choice:
      return generator.uniform(0, static_cast<int>(parameter.options.size()));
    case ParameterType::Switch:
      return generator.uniform(0, 2) == 1;
    case ParameterType::Matrix:
      return random_matrix(parameter, generator);
    case ParameterType::Picture:
      return random_picture(generator);
  }
  return parameter.initial;
}

/// The sum of the terms of one channel (all terms where the stage has one channel).
double weighted_sum(const Explanation& explanation, int channel, int channels) {
  double sum = 0;
  for (const Term& term : explanation.terms) {
    if (channels == 1 || term.channel == channel) sum += term.value * term.weight;
  }
  return sum;
}

double extreme(const Explanation& explanation, int channel) {
  const bool least = explanation.rule == Rule::Minimum;
  double best = least ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
  for (const Term& term : explanation.terms) {
    if (term.channel != channel) continue;
    best = least ? std::min(best, term.value) : std::max(best, term.value);
  }
  return best;
}

/// Whether the terms give `result` by the rule; rules that are spelled out in steps are left to their own
/// tests.
bool terms_give(const Explanation& explanation, int channel, int channels, double result, bool bytes) {
  switch (explanation.rule) {
    case Rule::WeightedSum:
    case Rule::Interpolation: {
      const double sum = weighted_sum(explanation, channel, channels);
      if (bytes) return std::abs(std::clamp(sum, 0.0, 255.0) - result) <= 0.5 + 1e-4;
      // A float stage keeps the sum, or rounds it to a whole number (Canny's derivatives of aperture 7).
      return std::abs(sum - result) <= std::max(1e-3, 1e-6 * std::abs(sum)) || result == std::nearbyint(sum);
    }
    case Rule::Minimum:
    case Rule::Maximum:
      return extreme(explanation, channel) == result;
    case Rule::Copy:
      return weighted_sum(explanation, channel, channels) == result;
    default:
      return true;
  }
}

}  // namespace

Settings random_settings(const Demo& demo, cv::RNG& generator) {
  Settings settings;
  // Some parameters keep their defaults: where all are drawn at once, most settings are extreme in something.
  for (const Parameter& parameter : demo.parameters) {
    const bool keep = generator.uniform(0, 3) == 0;
    settings.push_back(keep ? parameter.initial : random_value(parameter, generator));
  }
  for (const Ordering& ordering : demo.orderings) {
    Value& low = settings[static_cast<std::size_t>(ordering.lower)];
    Value& high = settings[static_cast<std::size_t>(ordering.upper)];
    if (number_of(low) > number_of(high)) std::swap(low, high);
  }
  demo.check(settings);
  return settings;
}

Settings make_relevant(const Demo& demo, int parameter, Settings base) {
  const Condition& relevant = demo.parameters[static_cast<std::size_t>(parameter)].relevant;
  for (std::size_t other = 0; relevant && !relevant(base) && other < demo.parameters.size(); ++other) {
    const int options = static_cast<int>(demo.parameters[other].options.size());
    const Value before = base[other];
    for (int option = 0; option < options && !relevant(base); ++option) base[other] = option;
    if (!relevant(base)) base[other] = before;
  }
  return base;
}

Value another_value(const Parameter& parameter, const Value& value, cv::RNG& generator) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    Value candidate = random_value(parameter, generator);
    if (candidate != value) return candidate;
  }
  return value;
}

std::string check_explanation(const Snapshot& snapshot, StageId stage, cv::Point at) {
  const Demo& demo = *snapshot.request.demo;
  const cv::Mat& output = snapshot.result(stage)->output.image;
  const Explanation explanation = explain(snapshot, stage, at);
  const auto where = demo.id + "/" + demo.stage_id(stage) + " at " + std::to_string(at.x) + "," +
                     std::to_string(at.y) + " (" + rule_id(explanation.rule) + "): ";
  const int channels = output.channels();
  if (static_cast<int>(explanation.result.size()) != channels) return where + "wrong number of results";
  if (explanation.terms.empty()) return where + "no terms";
  if (explanation.terms.size() > max_terms) return where + "too many terms";
  if (explanation.verdict.en.empty() || explanation.verdict.zh.empty()) return where + "no verdict";
  for (const Term& term : explanation.terms) {
    const ResultPtr from = snapshot.result(term.stage);
    if (!from) return where + "a term's stage was not computed";
    if (!term.at) {
      if (!term.outside) return where + "a term without a place must lie outside";
      continue;
    }
    const cv::Mat& image = from->output.image;
    if (image.empty()) continue;  // an entry of a data stage
    if (!cv::Rect({0, 0}, image.size()).contains(*term.at)) return where + "a term lies outside its stage";
    if (value_at(image, *term.at, term.channel) != term.value)
      return where + "a term's value is not the stage's";
  }
  const bool whole = explanation.terms_total <= max_terms;
  for (int c = 0; c < channels; ++c) {
    const double pixel = value_at(output, at, c);
    const double result = explanation.result[static_cast<std::size_t>(c)];
    const bool bytes = output.depth() == CV_8U;
    const double allowed = bytes ? 0 : std::max(1e-3, 1e-6 * std::abs(pixel));
    if (!(std::abs(result - pixel) <= allowed)) {
      return where + "explained " + std::to_string(result) + ", the stage has " + std::to_string(pixel);
    }
    if (whole && !terms_give(explanation, c, channels, result, bytes))
      return where + "the terms give another result";
  }
  return {};
}

bool same_data(const Data& a, const Data& b) {
  if (a.index() != b.index()) return false;
  if (const auto* x = std::get_if<Histogram>(&a)) return x->counts == std::get<Histogram>(b).counts;
  if (const auto* x = std::get_if<Lines>(&a)) return x->lines == std::get<Lines>(b).lines;
  if (const auto* facts = std::get_if<Facts>(&a)) return facts->facts == std::get<Facts>(b).facts;
  if (const auto* x = std::get_if<Points>(&a)) return x->points == std::get<Points>(b).points;
  if (const auto* x = std::get_if<Matrix>(&a))
    return largest_difference(x->values, std::get<Matrix>(b).values) == 0;
  if (const auto* x = std::get_if<Curve>(&a)) {
    const Curve& y = std::get<Curve>(b);
    return x->x == y.x && x->y == y.y && x->reference == y.reference;
  }
  return true;
}

std::string compare_snapshots(const Snapshot& a, const Snapshot& b) {
  const Demo& demo = *a.request.demo;
  for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
    const ResultPtr x = a.result(stage);
    const ResultPtr y = b.result(stage);
    if (!x != !y) return demo.stage_id(stage) + ": computed in one of them only";
    if (!x) continue;
    if (x->error.has_value() != y->error.has_value())
      return demo.stage_id(stage) + ": an error in one of them only";
    if (largest_difference(x->output.image, y->output.image) != 0)
      return demo.stage_id(stage) + ": pictures differ";
    if (!same_data(x->output.data, y->output.data)) return demo.stage_id(stage) + ": data differ";
  }
  return {};
}

}  // namespace pixelwhy::test
