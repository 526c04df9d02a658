#include "core/demo.h"

#include <algorithm>
#include <array>

namespace pixelwhy {

namespace {

template <class Items>
std::optional<int> find_by_id(const Items& items, std::string_view id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<int>(found - items.begin());
}

const std::string source_id = "source";

}  // namespace

const char* category_id(Category category) {
  switch (category) {
    case Category::Smoothing:
      return "smoothing";
    case Category::Edges:
      return "edges";
    case Category::Morphology:
      return "morphology";
    case Category::Intensity:
      return "intensity";
    case Category::Geometry:
      return "geometry";
    case Category::Detection:
      return "detection";
  }
  return "";
}

Text category_name(Category category) {
  switch (category) {
    case Category::Smoothing:
      return {"Smoothing", "平滑"};
    case Category::Edges:
      return {"Edges", "边缘"};
    case Category::Morphology:
      return {"Morphology", "形态学"};
    case Category::Intensity:
      return {"Intensity", "灰度变换"};
    case Category::Geometry:
      return {"Geometry", "几何变换"};
    case Category::Detection:
      return {"Detection", "检测"};
  }
  return {};
}

const Variant* Stage::find_variant(std::string_view variant, const Settings& settings) const {
  const auto found = std::find_if(variants.begin(), variants.end(), [&](const Variant& candidate) {
    return candidate.id == variant && candidate.applies(settings);
  });
  return found == variants.end() ? nullptr : &*found;
}

Settings Demo::defaults() const {
  Settings settings;
  for (const Parameter& parameter : parameters) settings.push_back(parameter.initial);
  return settings;
}

void Demo::check(const Settings& settings) const {
  for (std::size_t i = 0; i < parameters.size(); ++i) check_value(parameters[i], settings.at(i));
  for (const Ordering& ordering : orderings) {
    const Parameter& lower = parameters[static_cast<std::size_t>(ordering.lower)];
    const Parameter& upper = parameters[static_cast<std::size_t>(ordering.upper)];
    const Value& low = settings[static_cast<std::size_t>(ordering.lower)];
    const Value& high = settings[static_cast<std::size_t>(ordering.upper)];
    if (number_of(low) <= number_of(high)) continue;
    const std::string a = format_value(lower, low);
    const std::string b = format_value(upper, high);
    throw usage_error(
        lower.id + " " + a + " exceeds " + upper.id + " " + b + "; " + lower.id + " must not exceed " +
            upper.id,
        lower.id + " " + a + " 大于 " + upper.id + " " + b + "；" + lower.id + " 不得超过 " + upper.id);
  }
}

std::optional<int> Demo::find_parameter(std::string_view parameter_id) const {
  return find_by_id(parameters, parameter_id);
}

std::optional<StageId> Demo::find_stage(std::string_view stage_id) const {
  if (stage_id == source_id) return source_stage;
  return find_by_id(stages, stage_id);
}

const std::string& Demo::stage_id(StageId stage) const {
  return stage == source_stage ? source_id : stages.at(static_cast<std::size_t>(stage)).id;
}

Text Demo::stage_name(StageId stage) const {
  return stage == source_stage ? Text{"Source", "原图"} : stages.at(static_cast<std::size_t>(stage)).name;
}

std::vector<std::string> Demo::codes() const {
  std::vector<std::string> ids{"textbook"};
  for (const Stage& stage : stages) {
    for (const Variant& variant : stage.variants) {
      if (std::find(ids.begin(), ids.end(), variant.id) == ids.end()) ids.push_back(variant.id);
    }
  }
  return ids;
}

Text Demo::formula(const Settings& settings) const {
  for (const Formula& formula : formulas) {
    if (!formula.when || formula.when(settings)) return formula.text;
  }
  return {};
}

std::string Stage::runs(const std::string& preferred, const Settings& settings) const {
  if (preferred == "textbook" || (!preferred.empty() && preferred == textbook_name)) return "textbook";
  if (find_variant(preferred, settings)) return preferred;
  return find_variant("fast", settings) ? "fast" : "textbook";
}

const Computation& Stage::computation_of(const std::string& variant, const Settings& settings) const {
  const Variant* found = find_variant(variant, settings);
  return found ? found->computation : textbook;
}

const Explainer& Stage::explainer_of(const std::string& variant, const Settings& settings) const {
  const Variant* found = find_variant(variant, settings);
  return found && found->explain.run ? found->explain : explain;
}

std::vector<InputRef> Stage::all_inputs() const {
  std::vector<InputRef> inputs = textbook.inputs;
  for (const Variant& variant : variants) {
    for (const InputRef& input : variant.computation.inputs) {
      if (std::find(inputs.begin(), inputs.end(), input) == inputs.end()) inputs.push_back(input);
    }
  }
  return inputs;
}

std::vector<bool> Demo::ancestors(StageId stage, const Settings& settings,
                                  const std::string& preferred) const {
  std::vector<bool> reached(stages.size(), false);
  if (stage == source_stage) return reached;
  reached[static_cast<std::size_t>(stage)] = true;
  const auto visit = [&](StageId input) {
    if (input != source_stage && stages[static_cast<std::size_t>(input)].active(settings)) {
      reached[static_cast<std::size_t>(input)] = true;
    }
  };
  for (std::size_t i = stages.size(); i-- > 0;) {
    if (!reached[i]) continue;
    for (const InputRef& input :
         stages[i].computation_of(stages[i].runs(preferred, settings), settings).inputs) {
      if (input.kind == InputRef::Kind::Stage) visit(input.index);
    }
    if (stages[i].view_weight) visit(*stages[i].view_weight);
  }
  return reached;
}

std::vector<bool> Demo::dirtied_by(int parameter, const Settings& settings,
                                   const std::string& preferred) const {
  std::vector<bool> dirty(stages.size(), false);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    for (const InputRef& input :
         stages[i].computation_of(stages[i].runs(preferred, settings), settings).inputs) {
      const bool parameter_itself = input.kind == InputRef::Kind::Parameter && input.index == parameter;
      const bool dirty_stage = input.kind == InputRef::Kind::Stage && input.index != source_stage &&
                               dirty[static_cast<std::size_t>(input.index)];
      if (parameter_itself || dirty_stage) dirty[i] = true;
    }
  }
  return dirty;
}

bool is_reserved_id(std::string_view id) {
  static constexpr std::array<std::string_view, 36> reserved = {
      "stage",        "variant",    "preset",     "frame",          "at",      "json",
      "size",         "theme",      "lang",       "format",         "help",    "force",
      "threads",      "output",     "all-stages", "stages",         "columns", "resolution",
      "plain",        "no-caption", "no-source",  "frames",         "seconds", "fps",
      "side-by-side", "lossless",   "tile",       "no-source-name", "to",      "code",
      "worst",        "region",     "source",     "simd",           "against", "sliders"};
  return std::find(reserved.begin(), reserved.end(), id) != reserved.end();
}

}  // namespace pixelwhy
