#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "core/demo.h"

namespace pixelwhy {

// Typed handles: what a declaration names as an input of a stage. Each becomes one argument of the stage's
// function.

template <class T>  // double, int, bool, an enumeration, MatrixValue or PictureValue
struct ParameterHandle {
  int index;
};
struct ImageStage {  ///< argument: const cv::Mat&; in an explanation: const StageImage&
  StageId index;
};
template <class T>  // a type of core/data.h, or Data where the settings decide which
struct DataStage {  ///< argument: const T&; in an explanation: const StageData<T>&
  StageId index;
};

namespace detail {

const cv::Mat& image_of(const InputValue& input);
const Data& data_of(const InputValue& input);

template <class Handle>
struct Argument;

template <class T>
struct Argument<ParameterHandle<T>> {
  static InputRef ref(ParameterHandle<T> handle) { return {InputRef::Kind::Parameter, handle.index}; }
  static T compute(const InputValue& input) {
    const Value& value = std::get<Value>(input);
    if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(std::get<int>(value));
    } else {
      return std::get<T>(value);
    }
  }
  static T explain(const InputValue& input, const InputRef&) { return compute(input); }
};

template <>
struct Argument<ImageStage> {
  static InputRef ref(ImageStage handle) { return {InputRef::Kind::Stage, handle.index}; }
  static const cv::Mat& compute(const InputValue& input) { return image_of(input); }
  static StageImage explain(const InputValue& input, const InputRef& ref) {
    return {image_of(input), ref.index};
  }
};

template <class T>
struct Argument<DataStage<T>> {
  static InputRef ref(DataStage<T> handle) { return {InputRef::Kind::Stage, handle.index}; }
  static const T& compute(const InputValue& input) {
    if constexpr (std::is_same_v<T, Data>) {
      return data_of(input);
    } else {
      static const T none{};
      const T* data = std::get_if<T>(&data_of(input));
      return data ? *data : none;
    }
  }
  static StageData<T> explain(const InputValue& input, const InputRef& ref) {
    return {compute(input), ref.index};
  }
};

/// The handle behind a declaration, so that `auto smooth = demo.stage(...)` can itself be named as an input.
template <class T>
auto handle_of(const T& handle_or_declaration) {
  if constexpr (requires { handle_or_declaration.handle(); }) {
    return handle_or_declaration.handle();
  } else {
    return handle_or_declaration;
  }
}

template <class Function, class... Handles>
Computation make_computation(Function function, Handles... handles) {
  return {{Argument<Handles>::ref(handles)...}, [function](std::span<const InputValue> inputs) {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
              return Output(function(Argument<Handles>::compute(inputs[I])...));
            }
            (std::index_sequence_for<Handles...>{});
          }};
}

template <class Function, class... Handles>
Explainer make_explainer(Function function, Handles... handles) {
  return {{Argument<Handles>::ref(handles)...},
          [function](cv::Point at, std::span<const InputValue> inputs, std::span<const InputRef> refs) {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
              return function(at, Argument<Handles>::explain(inputs[I], refs[I])...);
            }
            (std::index_sequence_for<Handles...>{});
          }};
}

/// A function of some parameters as a function of all settings.
template <class Function, class... Ts>
auto of_settings(Function function, ParameterHandle<Ts>... handles) {
  return [=](const Settings& settings) {
    return function(
        Argument<ParameterHandle<Ts>>::compute(settings[static_cast<std::size_t>(handles.index)])...);
  };
}

// Which handle a stage's function yields: a picture (with or without data), or data alone.
template <class Result>
struct HandleOf {
  using type = DataStage<Result>;
};
template <>
struct HandleOf<cv::Mat> {
  using type = ImageStage;
};
template <class T>
struct HandleOf<Picture<T>> {
  using type = ImageStage;
};
template <>
struct HandleOf<Output> {  // a picture whose kind of data depends on the settings
  using type = ImageStage;
};

}  // namespace detail

/// What remains to be said of a stage once its function and inputs are named. Converts to the stage's handle.
template <class Handle, class... Inputs>
class StageDeclaration {
 public:
  StageDeclaration(Demo& demo, StageId index, Inputs... inputs)
      : demo_(demo), index_(index), inputs_(inputs...) {}

  operator Handle() const { return {index_}; }
  Handle handle() const { return {index_}; }

  /// `function(cv::Point, inputs..., more...)` explains one pixel; pictures arrive as StageImage.
  template <class Function, class... More>
  StageDeclaration& explain(Function function, More... more) {
    std::apply(
        [&](auto... inputs) {
          stage().explain = detail::make_explainer(function, inputs..., detail::handle_of(more)...);
        },
        inputs_);
    return *this;
  }

  /// How it is written with OpenCV: a Code, or a function of parameters that returns one.
  StageDeclaration& code(Code code) {
    stage().code = [code = std::move(code)](const Settings&) { return code; };
    return *this;
  }
  template <class Function, class... Ts>
  StageDeclaration& code(Function function, ParameterHandle<Ts>... parameters) {
    stage().code = detail::of_settings(function, parameters...);
    return *this;
  }
  /// The functions that compute and explain it, by name; people can read them in the program.
  StageDeclaration& functions(std::vector<std::string> names) {
    stage().functions = std::move(names);
    return *this;
  }

  StageDeclaration& show(View view) {
    stage().view = view;
    return *this;
  }
  /// Directions on the hue wheel, darkened where `magnitude` is small.
  StageDeclaration& show_angle(ImageStage magnitude) {
    stage().view = View::Angle;
    stage().view_weight = magnitude.index;
    return *this;
  }

  /// Small whole numbers, one colour each; `names` says what 0, 1, 2 ... mean.
  StageDeclaration& show_labels(std::vector<Text> names) {
    stage().view = View::Labels;
    stage().labels = std::move(names);
    return *this;
  }

  /// Its pixels are compared with that parameter later on: it becomes a line across the stage's values. The
  /// function of parameters gives it in the stage's own units.
  template <class T, class Function, class... Ts>
  StageDeclaration& threshold(ParameterHandle<T> parameter, Function value, ParameterHandle<Ts>... of) {
    stage().thresholds.push_back({parameter.index, detail::of_settings(value, of...)});
    return *this;
  }

  /// What the data beside the picture is.
  StageDeclaration& data_named(Text name) {
    stage().data_name = std::move(name);
    return *this;
  }

  /// The data lies in the stage's own picture: lines and points are drawn over it.
  StageDeclaration& overlay() {
    stage().overlay = true;
    return *this;
  }

  /// Other code with the same inputs and the same result.
  template <class Function>
  StageDeclaration& variant(std::string id, Function function) {
    std::apply([&](auto... inputs) { add_variant(std::move(id), false, function, inputs...); }, inputs_);
    return *this;
  }
  /// Other code of other inputs, which has the very values of the textbook code, and takes the place of the
  /// stage and of those between it and the inputs while nobody looks at these.
  template <class Function, class... Handles>
  StageDeclaration& fused(std::string id, Function function, const Handles&... handles) {
    add_variant(std::move(id), true, function, detail::handle_of(handles)...);
    return *this;
  }
  /// The settings under which there is the variant named last.
  template <class Predicate, class... Ts>
  StageDeclaration& variant_when(Predicate predicate, ParameterHandle<Ts>... parameters) {
    stage().variants.back().when = detail::of_settings(predicate, parameters...);
    return *this;
  }
  /// The values of the variant named last differ by so much at most, and why; without a number it is another
  /// algorithm.
  StageDeclaration& differs(std::optional<double> tolerance, Text note) {
    stage().variants.back().tolerance = tolerance;
    stage().variants.back().note = std::move(note);
    return *this;
  }

  /// What the code named last, or the textbook's, does a pixel: a function of parameters, see Computation.
  template <class Function, class... Ts>
  StageDeclaration& operations(Function count, ParameterHandle<Ts>... parameters) {
    Stage& declared = stage();
    Computation& code = declared.variants.empty() ? declared.textbook : declared.variants.back().computation;
    code.operations = detail::of_settings(
        [count](auto... values) { return static_cast<double>(count(values...)); }, parameters...);
    return *this;
  }

  /// Other code of other inputs: stages that only it needs are computed only for it.
  template <class Function, class... Handles>
  requires(sizeof...(Handles) > 0) StageDeclaration& variant(std::string id, Function function,
                                                             Handles... handles) {
    add_variant(std::move(id), false, function, detail::handle_of(handles)...);
    return *this;
  }
  /// How a pixel is explained that the variant named last computed; without it, as the textbook code's.
  template <class Function, class... Handles>
  StageDeclaration& explain_variant(Function function, Handles... handles) {
    stage().variants.back().explain = detail::make_explainer(function, detail::handle_of(handles)...);
    return *this;
  }
  /// What the textbook code is also called, among variants that have names.
  StageDeclaration& textbook_named(std::string name) {
    stage().textbook_name = std::move(name);
    return *this;
  }

  /// The stage takes part only where the predicate holds; those that follow it then see an empty picture.
  template <class Predicate, class... Ts>
  StageDeclaration& when(Predicate predicate, ParameterHandle<Ts>... parameters) {
    stage().when = detail::of_settings(predicate, parameters...);
    return *this;
  }

  struct Accuracy {
    double tolerance = 0;
    Text note;
  };
  /// An independent oracle with inputs of its own choice.
  template <class Function, class... Handles>
  StageDeclaration& reference(Accuracy accuracy, Function function, Handles... handles) {
    stage().reference = Reference{detail::make_computation(function, detail::handle_of(handles)...),
                                  accuracy.tolerance,
                                  std::move(accuracy.note),
                                  {},
                                  {},
                                  {}};
    return *this;
  }
  template <class Predicate, class... Ts>
  StageDeclaration& reference_when(Predicate predicate, ParameterHandle<Ts>... parameters) {
    stage().reference.value().when = detail::of_settings(predicate, parameters...);
    return *this;
  }
  /// Where the predicate does not hold, the reference follows another rule: it can be compared with, but does
  /// not stand in for the stage.
  template <class Predicate, class... Ts>
  StageDeclaration& agrees_when(Predicate predicate, ParameterHandle<Ts>... parameters) {
    stage().reference.value().agrees_when = detail::of_settings(predicate, parameters...);
    return *this;
  }

  struct Suspicion {
    std::string id;
    Text name;
    int rules = 1;
  };
  /// A rule in which the reference may differ: `function` computes the stage as ours with theirs in its
  /// place.
  template <class Function, class... Handles>
  StageDeclaration& suspect(Suspicion suspicion, Function function, Handles... handles) {
    stage().reference.value().suspects.push_back(
        {std::move(suspicion.id),
         std::move(suspicion.name),
         detail::make_computation(function, detail::handle_of(handles)...),
         suspicion.rules,
         {}});
    return *this;
  }
  /// The settings under which the suspect named last is another rule than ours.
  template <class Predicate, class... Ts>
  StageDeclaration& suspect_when(Predicate predicate, ParameterHandle<Ts>... parameters) {
    stage().reference.value().suspects.back().when = detail::of_settings(predicate, parameters...);
    return *this;
  }

 private:
  Stage& stage() const { return demo_.stages[static_cast<std::size_t>(index_)]; }

  template <class Function, class... Handles>
  void add_variant(std::string id, bool fused, Function function, Handles... handles) {
    stage().variants.push_back(
        {std::move(id), detail::make_computation(function, handles...), fused, {}, {}, 0.0, {}});
  }

  Demo& demo_;
  StageId index_;
  std::tuple<Inputs...> inputs_;
};

}  // namespace pixelwhy
