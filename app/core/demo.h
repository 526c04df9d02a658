#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/code.h"
#include "core/explanation.h"
#include "core/stage_result.h"
#include "core/view.h"

namespace pixelwhy {

enum class Category { Smoothing, Edges, Morphology, Intensity, Geometry, Detection };

const char* category_id(Category category);
Text category_name(Category category);
inline constexpr Category all_categories[] = {Category::Smoothing, Category::Edges,    Category::Morphology,
                                              Category::Intensity, Category::Geometry, Category::Detection};

/// One input of a stage. Stages are counted within their demo; `source_stage` is the picture as loaded.
struct InputRef {
  enum class Kind { Stage, Parameter };
  Kind kind = Kind::Stage;
  int index = source_stage;
  friend bool operator==(const InputRef&, const InputRef&) = default;
};

/// A function of some inputs. `inputs` and the span handed to `run` have the same order.
struct Computation {
  std::vector<InputRef> inputs;
  std::function<Output(std::span<const InputValue>)> run;
  /// Additions, multiplications, comparisons and look-ups a pixel and channel of the result, as its loops are
  /// written; empty: nobody has counted.
  std::function<double(const Settings&)> operations = {};
};

/// The explanation of one pixel; `stages` names the stage behind each input.
struct Explainer {
  std::vector<InputRef> inputs;
  std::function<Explanation(cv::Point, std::span<const InputValue>, std::span<const InputRef>)> run;
};

/// Other code for a stage. One that is called `fast` yields the very values of the textbook code and stands
/// in for it unless another is asked for, and so does one that is fused while nobody looks at the stages that
/// it passes over; what is only close has another name, and says how close.
struct Variant {
  std::string id;
  Computation computation;  ///< its inputs may lie further back than the stage's own
  bool fused = false;       ///< it computes in one pass what other stages compute as well
  Condition when;           ///< under which settings there is such a code; empty: always
  Explainer explain;        ///< of pixels that it computed; empty: as the textbook code's
  /// The largest difference from the textbook code's values; none: another algorithm, whose result is
  /// another.
  std::optional<double> tolerance = 0;
  Text note;  ///< why it differs; what it needs

  bool applies(const Settings& settings) const { return !when || when(settings); }
};

/// One rule in which the reference may differ: our own computation of the stage with exactly that rule
/// changed to the other's. Where its result is the reference's, the rule is proven to be the cause of a
/// difference.
struct Suspect {
  std::string id;
  Text name;  ///< the rule, as theirs and not ours: `positions rounded to 1/32 pixel`
  Computation computation;
  int rules =
      1;  ///< how many rules it changes at once; more than one counts only where no single one will do
  Condition when;  ///< under which settings the rules differ; empty: always
};

/// An independent oracle: what it computes from, how far it may differ, and why.
struct Reference {
  Computation computation;
  double tolerance = 0;   ///< largest accepted absolute difference of a value where the rules are the same
  Text note;              ///< which call it is, and the cause of a tolerance that is not zero
  Condition when;         ///< under which settings there is such a call; empty: always
  Condition agrees_when;  ///< under which of these it follows the same rules and must agree; empty: under all
  std::vector<Suspect> suspects;

  /// Whether there is something to compare with.
  bool applies(const Settings& settings) const { return !when || when(settings); }
  /// Whether it may stand in for the stage.
  bool agrees(const Settings& settings) const {
    return applies(settings) && (!agrees_when || agrees_when(settings));
  }
};

/// A parameter that pixels of a stage are compared with by a later one.
struct Threshold {
  int parameter = 0;
  std::function<double(const Settings&)> value;  ///< in the stage's own units
};

enum class StageKind { Image, Data };

struct Stage {
  std::string id;
  Text name;
  StageKind kind = StageKind::Image;
  View view = View::Picture;
  std::optional<StageId> view_weight;  ///< the magnitude that darkens View::Angle
  bool has_data = false;               ///< it may yield data beside its picture, or alone
  Text data_name;                      ///< what that data is: the kernel, the structuring element
  bool overlay = false;                ///< its data lies in its own picture and is drawn over it
  std::vector<Text> labels;            ///< what the values 0, 1, 2 ... of View::Labels mean
  Computation textbook;
  std::string textbook_name = {};     ///< what the textbook code is also called: `direct`; may be empty
  Explainer explain;                  ///< empty for data stages
  std::vector<Threshold> thresholds;  ///< shown as lines across the values of the stage
  std::vector<Variant> variants;
  std::optional<Reference> reference;
  std::function<Code(const Settings&)> code;  ///< how it is written with OpenCV; empty: it is not
  /// The functions of our own that compute and explain it, by the names that they have in the demos' sources.
  std::vector<std::string> functions;
  Condition when;  ///< under which settings it takes part; empty: always

  bool active(const Settings& settings) const { return !when || when(settings); }
  /// The variant of that name, null if there is none under these settings.
  const Variant* find_variant(std::string_view variant, const Settings& settings) const;
  /// The code that runs when `preferred` is asked for: `textbook` or a variant's id. A stage without it runs
  /// `fast`, or else `textbook`.
  std::string runs(const std::string& preferred, const Settings& settings) const;
  /// What a code is, and how its pixels are explained; `variant` as runs() tells it.
  const Computation& computation_of(const std::string& variant, const Settings& settings) const;
  const Explainer& explainer_of(const std::string& variant, const Settings& settings) const;
  /// The inputs of all its codes, each once, those of the textbook code first.
  std::vector<InputRef> all_inputs() const;
};

/// A constraint between parameters: `lower` must not exceed `upper`.
struct Ordering {
  int lower = 0;
  int upper = 0;
};

/// The operator on one line, in plain text with `_x`, `_{x y}`, `^x` and `^{x y}` for what stands lower or
/// higher.
struct Formula {
  Text text;
  Condition when;  ///< under which settings it is the right one; empty: always
};

/// An operator as a graph of named stages, in an order in which every stage comes after its inputs.
struct Demo {
  std::string id;
  Text name;
  Text summary;  ///< one sentence
  Category category = Category::Smoothing;
  std::string sample = "street";  ///< the built-in sample that shows it best
  std::vector<Parameter> parameters;
  std::vector<Ordering> orderings;
  std::vector<Stage> stages;
  std::vector<Formula> formulas;  ///< the first that applies counts
  std::vector<StageId> story;     ///< the stages of a figure that tell how the operator works; may be empty

  Settings defaults() const;
  /// Throws a usage error when a value is not acceptable or two values contradict each other.
  void check(const Settings& settings) const;

  std::optional<int> find_parameter(std::string_view parameter_id) const;
  std::optional<StageId> find_stage(std::string_view stage_id) const;  ///< also finds `source`

  /// The stage's id, `source` for source_stage.
  const std::string& stage_id(StageId stage) const;
  Text stage_name(StageId stage) const;
  /// The names of all codes that its stages have, `textbook` first.
  std::vector<std::string> codes() const;
  /// The formula under these settings; empty where there is none.
  Text formula(const Settings& settings) const;

  /// Whether each stage is reached from `stage` over its inputs (and its view's weight), itself included,
  /// when the code `preferred` is asked for.
  std::vector<bool> ancestors(StageId stage, const Settings& settings,
                              const std::string& preferred = {}) const;
  /// Whether each stage is recomputed when the parameter changes, likewise.
  std::vector<bool> dirtied_by(int parameter, const Settings& settings,
                               const std::string& preferred = {}) const;
};

/// Names of commands' own flags, which parameters must not take.
bool is_reserved_id(std::string_view id);

}  // namespace pixelwhy
