#pragma once

#include "core/stage_declaration.h"

namespace pixelwhy {

/// Declares a demo. Registration errors (a reserved id, a default out of range) throw std::logic_error in
/// build().
class DemoBuilder {
 public:
  DemoBuilder(std::string id, Text name, Category category, Text summary);

  struct Numeric {
    Range hard;
    Range slider;
    std::string unit;
  };
  ParameterHandle<double> real(std::string id, Text name, double initial, Numeric range, Text help);
  ParameterHandle<int> integer(std::string id, Text name, int initial, Numeric range, Text help);
  ParameterHandle<bool> toggle(std::string id, Text name, bool initial, Text help);
  /// `options` in the order of the enumeration's values, which count from 0.
  template <class Enum>
  ParameterHandle<Enum> choice(std::string id, Text name, Enum initial, std::vector<Option> options,
                               Text help) {
    return {add_choice(std::move(id), std::move(name), static_cast<int>(initial), std::move(options),
                       std::move(help))};
  }

  struct Matrices {
    int most;      ///< rows, and columns, at most
    Range hard;    ///< of each number
    Range slider;  ///< of each number
    std::vector<NamedMatrix> named;
  };
  /// A matrix of real numbers; `initial` is the id of a named one, or what parse_matrix() reads.
  ParameterHandle<MatrixValue> matrix(std::string id, Text name, const std::string& initial, Matrices range,
                                      Text help);
  /// A second picture, by default that of the spec; where it is empty there is none unless one is named.
  ParameterHandle<PictureValue> picture(std::string id, Text name, std::string spec, Text help);

  /// The parameters declared from here on are shown under this heading, until another is named. One that is
  /// named again goes on.
  void group(Text name) { group_ = std::move(name); }

  /// The built-in sample that shows the operator best.
  void best_on(std::string sample) { demo_.sample = std::move(sample); }

  /// The operator on one line, see Formula; with a predicate where the settings decide which.
  void formula(Text text) { demo_.formulas.push_back({std::move(text), {}}); }
  template <class Predicate, class... Ts>
  void formula_when(Text text, Predicate predicate, ParameterHandle<Ts>... parameters) {
    demo_.formulas.push_back({std::move(text), detail::of_settings(predicate, parameters...)});
  }

  /// The stages that a figure shows unless others are chosen: those that tell how the operator works.
  template <class... Handles>
  void story(const Handles&... stages) {
    demo_.story = {detail::handle_of(stages).index...};
  }

  /// `lower` must not exceed `upper`.
  template <class T>
  void ordered(ParameterHandle<T> lower, ParameterHandle<T> upper) {
    demo_.orderings.push_back({lower.index, upper.index});
  }
  /// The parameter matters only where the predicate of other parameters holds.
  template <class T, class Predicate, class... Ts>
  void relevant_when(ParameterHandle<T> parameter, Predicate predicate, ParameterHandle<Ts>... others) {
    Parameter& declared = demo_.parameters[static_cast<std::size_t>(parameter.index)];
    declared.relevant = detail::of_settings(predicate, others...);
    declared.relevant_by = {others.index...};
  }

  ImageStage source() const { return {source_stage}; }

  /// A stage computed by `function(inputs...)`, a free function of const inputs that returns its result.
  template <class Function, class... Inputs>
  auto stage(std::string id, Text name, Function function, const Inputs&... inputs) {
    return declare(std::move(id), std::move(name), function, detail::handle_of(inputs)...);
  }

  Demo build();

 private:
  template <class Function, class... Handles>
  auto declare(std::string id, Text name, Function function, Handles... handles) {
    using Result = std::decay_t<decltype(function(
        detail::Argument<Handles>::compute(std::declval<const InputValue&>())...))>;
    using Handle = typename detail::HandleOf<Result>::type;
    Stage stage;
    stage.id = std::move(id);
    stage.name = std::move(name);
    stage.kind = std::is_same_v<Handle, ImageStage> ? StageKind::Image : StageKind::Data;
    stage.has_data = !std::is_same_v<Result, cv::Mat>;
    stage.textbook = detail::make_computation(function, handles...);
    demo_.stages.push_back(std::move(stage));
    return StageDeclaration<Handle, Handles...>(demo_, static_cast<StageId>(demo_.stages.size()) - 1,
                                                handles...);
  }

  int add(Parameter parameter);
  int add_choice(std::string id, Text name, int initial, std::vector<Option> options, Text help);

  Demo demo_;
  Text group_;
};

}  // namespace pixelwhy
