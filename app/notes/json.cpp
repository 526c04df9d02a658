#include "notes/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "notes/state.h"

namespace pixelwhy {

namespace {

const char* type_id(ParameterType type) {
  switch (type) {
    case ParameterType::Real:
      return "real";
    case ParameterType::Integer:
      return "integer";
    case ParameterType::Choice:
      return "choice";
    case ParameterType::Switch:
      return "switch";
    case ParameterType::Matrix:
      return "matrix";
    case ParameterType::Picture:
      return "picture";
  }
  return "";
}

Json number(double value) { return to_json(value); }

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

Json point(cv::Point at) { return Json::array({at.x, at.y}); }

Json describe_parameter(const Parameter& parameter) {
  Json json = {{"id", parameter.id},
               {"type", type_id(parameter.type)},
               {"name", to_json(parameter.name)},
               {"default", to_json(parameter, parameter.initial)}};
  const bool matrix = parameter.type == ParameterType::Matrix;
  if (is_numeric(parameter) || matrix) {
    json["hard"] = numbers({parameter.hard.low, parameter.hard.high});
    json["slider"] = numbers({parameter.slider.low, parameter.slider.high});
  }
  if (is_numeric(parameter)) json["unit"] = parameter.unit;
  if (matrix) {
    json["largest"] = {parameter.most, parameter.most};
    json["named"] = Json::array();
    for (const NamedMatrix& named : parameter.named)
      json["named"].push_back(
          {{"id", named.id}, {"name", to_json(named.name)}, {"value", to_json(parameter, named.value)}});
  }
  if (parameter.type == ParameterType::Choice) {
    json["choices"] = Json::array();
    for (const Option& option : parameter.options) json["choices"].push_back(option.id);
  }
  json["help"] = to_json(parameter.help);
  if (!parameter.group.empty()) json["group"] = to_json(parameter.group);
  return json;
}

Json describe_stage(const Demo& demo, const Stage& stage) {
  Json inputs = Json::array();
  for (const InputRef& input : stage.all_inputs()) {
    inputs.push_back(input.kind == InputRef::Kind::Stage
                         ? demo.stage_id(input.index)
                         : demo.parameters[static_cast<std::size_t>(input.index)].id);
  }
  Json variants = {"textbook"};
  if (!stage.textbook_name.empty()) variants.push_back(stage.textbook_name);
  for (const Variant& variant : stage.variants) variants.push_back(variant.id);
  return {{"id", stage.id},
          {"name", to_json(stage.name)},
          {"kind", stage.kind == StageKind::Image ? "image" : "data"},
          {"inputs", inputs},
          {"variants", variants},
          {"reference", stage.reference.has_value()}};
}

/// B, G, R of a stage of three channels become R, G, B.
int told_channel(int channel, int channels) { return channels == 3 ? 2 - channel : channel; }

Json told_pixel(std::vector<double> values) {
  if (values.size() == 3) std::reverse(values.begin(), values.end());
  return numbers(values);
}

Json describe_term(const Snapshot& snapshot, const Term& term) {
  const ResultPtr from = snapshot.result(term.stage);
  const int channels = from ? from->output.image.channels() : 1;
  Json json = {{"stage", snapshot.request.demo->stage_id(term.stage)},
               {"at", term.at ? point(*term.at) : Json()},
               {"channel", told_channel(term.channel, channels)},
               {"value", number(term.value)},
               {"weight", number(term.weight)}};
  if (term.outside) json["outside"] = true;
  if (term.deciding) json["deciding"] = true;
  return json;
}

Json describe_lines(const std::vector<Line>& lines) {
  Json list = Json::array();
  for (const Line& line : lines)
    list.push_back({{"rho", number(line.rho)}, {"theta", number(line.theta)}, {"votes", line.votes}});
  return list;
}

struct DataForm {
  Json& json;

  void operator()(const std::monostate&) const {}
  void operator()(const Histogram& histogram) const {
    json["histogram"] = numbers(histogram.counts);
    if (!histogram.measure.empty()) json["measure"] = numbers(histogram.measure);
    if (histogram.mark) json["mark"] = number(*histogram.mark);
  }
  void operator()(const Curve& curve) const {
    json["curve"] = numbers(curve.y);
    json["x"] = numbers(curve.x);
    if (!curve.reference.empty()) json["reference"] = numbers(curve.reference);
  }
  void operator()(const Matrix& matrix) const {
    json["matrix"] = Json::array();
    for (int y = 0; y < matrix.values.rows; ++y) {
      const auto* row = matrix.values.ptr<double>(y);
      json["matrix"].push_back(numbers({row, row + matrix.values.cols}));
    }
  }
  void operator()(const Lines& lines) const { json["lines"] = describe_lines(lines.lines); }
  void operator()(const Facts& facts) const {
    json["facts"] = Json::array();
    for (const Fact& fact : facts.facts)
      json["facts"].push_back({{"label", to_json(fact.label)},
                               {"working", fact.working},
                               {"value", number(fact.value)},
                               {"unit", fact.unit}});
  }
  void operator()(const Points& points) const {
    json["points"] = Json::array();
    for (const cv::Point2d& at : points.points)
      json["points"].push_back({{"x", number(at.x)}, {"y", number(at.y)}});
  }
};

}  // namespace

Json to_json(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) return static_cast<std::int64_t>(value);
  return value;
}

Json to_json(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json to_json(const Parameter& parameter, const Value& value) {
  switch (parameter.type) {
    case ParameterType::Real:
      return number(std::get<double>(value));
    case ParameterType::Integer:
      return std::get<int>(value);
    case ParameterType::Choice:
      return format_value(parameter, value);
    case ParameterType::Switch:
      return std::get<bool>(value);
    case ParameterType::Matrix: {
      const auto& matrix = std::get<MatrixValue>(value);
      Json rows = Json::array();
      for (auto row = matrix.numbers.begin(); row != matrix.numbers.end(); row += matrix.cols)
        rows.push_back(numbers({row, row + matrix.cols}));
      return rows;
    }
    case ParameterType::Picture:
      return stored_spec(std::get<PictureValue>(value).spec);
  }
  return {};
}

Json describe(const Demo& demo) {
  Json json = {{"id", demo.id},
               {"name", to_json(demo.name)},
               {"summary", to_json(demo.summary)},
               {"category", category_id(demo.category)},
               {"parameters", Json::array()},
               {"stages", Json::array()}};
  for (const Parameter& parameter : demo.parameters)
    json["parameters"].push_back(describe_parameter(parameter));
  for (const Stage& stage : demo.stages) json["stages"].push_back(describe_stage(demo, stage));
  return json;
}

Json describe(const Demo& demo, StageId stage, const Data& data) {
  if (std::holds_alternative<std::monostate>(data)) return {};
  Json json = {{"demo", demo.id}, {"stage", demo.stage_id(stage)}};
  std::visit(DataForm{json}, data);
  return json;
}

std::vector<double> pixel_at(const cv::Mat& image, cv::Point at) {
  std::vector<double> values;
  for (int channel = 0; channel < image.channels(); ++channel) values.push_back(value_at(image, at, channel));
  return values;
}

Json describe(const Snapshot& snapshot, StageId stage, cv::Point at, const Explanation& explanation) {
  const Demo& demo = *snapshot.request.demo;
  Json json = {{"demo", demo.id},        {"stage", demo.stage_id(stage)},
               {"at", point(at)},        {"rule", rule_id(explanation.rule)},
               {"terms", Json::array()}, {"terms_total", explanation.terms_total},
               {"steps", Json::array()}};
  for (const Term& term : explanation.terms) json["terms"].push_back(describe_term(snapshot, term));
  for (const Step& step : explanation.steps) {
    Json told = {
        {"label", to_json(step.label)}, {"expression", step.expression}, {"value", number(step.value)}};
    if (step.holds) told["holds"] = *step.holds;
    json["steps"].push_back(std::move(told));
  }
  json["result"] = told_pixel(explanation.result);
  json["output"] = told_pixel(pixel_at(snapshot.result(stage)->output.image, at));
  json["verdict"] = to_json(explanation.verdict);
  if (explanation.position) json["position"] = numbers({explanation.position->x, explanation.position->y});
  if (explanation.heading) {
    const Heading& heading = *explanation.heading;
    Json compared = Json::array();
    for (const cv::Point2d& at_place : heading.compared)
      compared.push_back(numbers({at_place.x, at_place.y}));
    json["heading"] = {{"vector", numbers({heading.vector.x, heading.vector.y})}, {"compared", compared}};
  }
  if (!explanation.lines.empty()) json["lines"] = describe_lines(explanation.lines);
  if (explanation.trail) {
    Json cells = Json::array();
    for (const cv::Point cell : explanation.trail->cells) cells.push_back(point(cell));
    json["trail"] = {
        {"stage", explanation.trail->stage}, {"cells", cells}, {"label", to_json(explanation.trail->label)}};
  }
  return json;
}

}  // namespace pixelwhy
