#include "core/demo_builder.h"

#include <set>
#include <stdexcept>

namespace pixelwhy {

namespace detail {

const cv::Mat& image_of(const InputValue& input) {
  static const cv::Mat none;
  const ResultPtr& result = std::get<ResultPtr>(input);
  return result ? result->output.image : none;
}

const Data& data_of(const InputValue& input) {
  static const Data none;
  const ResultPtr& result = std::get<ResultPtr>(input);
  return result ? result->output.data : none;
}

}  // namespace detail

namespace {

bool is_well_formed_id(const std::string& id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos &&
         id.front() != '-' && id.back() != '-';
}

}  // namespace

DemoBuilder::DemoBuilder(std::string id, Text name, Category category, Text summary) {
  demo_.id = std::move(id);
  demo_.name = std::move(name);
  demo_.category = category;
  demo_.summary = std::move(summary);
}

int DemoBuilder::add(Parameter parameter) {
  parameter.group = group_;
  demo_.parameters.push_back(std::move(parameter));
  return static_cast<int>(demo_.parameters.size()) - 1;
}

ParameterHandle<double> DemoBuilder::real(std::string id, Text name, double initial, Numeric range,
                                          Text help) {
  return {add({std::move(id),
               std::move(name),
               ParameterType::Real,
               initial,
               range.hard,
               range.slider,
               std::move(range.unit),
               std::move(help),
               {},
               {}})};
}

ParameterHandle<int> DemoBuilder::integer(std::string id, Text name, int initial, Numeric range, Text help) {
  return {add({std::move(id),
               std::move(name),
               ParameterType::Integer,
               initial,
               range.hard,
               range.slider,
               std::move(range.unit),
               std::move(help),
               {},
               {}})};
}

ParameterHandle<bool> DemoBuilder::toggle(std::string id, Text name, bool initial, Text help) {
  return {add(
      {std::move(id), std::move(name), ParameterType::Switch, initial, {}, {}, {}, std::move(help), {}, {}})};
}

int DemoBuilder::add_choice(std::string id, Text name, int initial, std::vector<Option> options, Text help) {
  return add({std::move(id),
              std::move(name),
              ParameterType::Choice,
              initial,
              {},
              {},
              {},
              std::move(help),
              std::move(options),
              {}});
}

ParameterHandle<MatrixValue> DemoBuilder::matrix(std::string id, Text name, const std::string& initial,
                                                 Matrices range, Text help) {
  Parameter parameter{std::move(id),
                      std::move(name),
                      ParameterType::Matrix,
                      MatrixValue{},
                      range.hard,
                      range.slider,
                      {},
                      std::move(help),
                      {},
                      {}};
  parameter.most = range.most;
  parameter.named = std::move(range.named);
  for (const NamedMatrix& named : parameter.named) check_value(parameter, named.value);
  parameter.initial = parse_value(parameter, initial);
  return {add(std::move(parameter))};
}

ParameterHandle<PictureValue> DemoBuilder::picture(std::string id, Text name, std::string spec, Text help) {
  return {add({std::move(id),
               std::move(name),
               ParameterType::Picture,
               PictureValue{std::move(spec), {}},
               {},
               {},
               {},
               std::move(help),
               {},
               {}})};
}

Demo DemoBuilder::build() {
  const auto require = [&](bool holds, const std::string& what) {
    if (!holds) throw std::logic_error("demo " + demo_.id + ": " + what);
  };
  std::set<std::string> ids;
  require(is_well_formed_id(demo_.id), "its id must be in lower-case-with-hyphens");
  for (const Parameter& parameter : demo_.parameters) {
    require(is_well_formed_id(parameter.id), "malformed id of parameter " + parameter.id);
    require(!is_reserved_id(parameter.id),
            "the id of parameter " + parameter.id + " is reserved for commands");
    require(ids.insert(parameter.id).second, "two parameters are called " + parameter.id);
  }
  demo_.check(demo_.defaults());
  ids = {"source"};
  require(!demo_.stages.empty(), "it has no stage");
  for (std::size_t i = 0; i < demo_.stages.size(); ++i) {
    const Stage& stage = demo_.stages[i];
    require(is_well_formed_id(stage.id), "malformed id of stage " + stage.id);
    require(ids.insert(stage.id).second, "two stages are called " + stage.id);
    require(stage.kind == StageKind::Data || stage.explain.run, "stage " + stage.id + " explains nothing");
    for (const InputRef& input : stage.all_inputs()) {
      require(input.kind == InputRef::Kind::Parameter || input.index < static_cast<int>(i),
              "stage " + stage.id + " comes before its input");
    }
    std::set<std::string> suspects;
    for (const Suspect& suspect : stage.reference ? stage.reference->suspects : std::vector<Suspect>()) {
      require(is_well_formed_id(suspect.id), "malformed id of suspect " + suspect.id);
      require(suspects.insert(suspect.id).second, "two suspects are called " + suspect.id);
    }
  }
  return std::move(demo_);
}

}  // namespace pixelwhy
