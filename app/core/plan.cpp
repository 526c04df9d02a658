#include "core/plan.h"

#include <algorithm>

namespace pixelwhy {

namespace {

std::size_t slot(StageId stage) { return static_cast<std::size_t>(stage); }

/// Marks the stages that a code reads, and those behind them as the textbook has them, without going on from
/// `end`.
void reach(const Demo& demo, const Settings& settings, const Computation& code, StageId end,
           std::vector<bool>& reached) {
  for (const InputRef& input : code.inputs) {
    if (input.kind != InputRef::Kind::Stage || input.index == source_stage || reached[slot(input.index)])
      continue;
    const Stage& stage = demo.stages[slot(input.index)];
    if (!stage.active(settings)) continue;
    reached[slot(input.index)] = true;
    if (input.index != end) reach(demo, settings, stage.textbook, end, reached);
  }
}

/// How many stages are not computed if `fused` computes the stage; none if one of them is wanted, or read by
/// another stage that is.
int passed_over(const Request& request, StageId stage, const Variant& fused) {
  const Demo& demo = *request.demo;
  const std::size_t count = demo.stages.size();
  std::vector<bool> before(count, false);
  std::vector<bool> still(count, false);
  reach(demo, request.settings, demo.stages[slot(stage)].textbook, stage, before);
  reach(demo, request.settings, fused.computation, stage, still);
  std::vector<bool> elsewhere(count, false);
  for (const StageId wanted : request.wanted) {
    if (wanted == source_stage) continue;
    elsewhere[slot(wanted)] = true;
    const Stage& declared = demo.stages[slot(wanted)];
    if (declared.view_weight) elsewhere[slot(*declared.view_weight)] = true;
    if (wanted != stage) reach(demo, request.settings, declared.textbook, stage, elsewhere);
  }
  int passed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!before[i] || still[i]) continue;
    if (elsewhere[i]) return 0;
    ++passed;
  }
  return passed;
}

const Variant* best_fused(const Request& request, StageId stage) {
  const Variant* best = nullptr;
  int most = 0;
  for (const Variant& variant : request.demo->stages[slot(stage)].variants) {
    if (!variant.fused || !variant.applies(request.settings)) continue;
    const int passed = passed_over(request, stage, variant);
    if (passed > most) best = &variant;
    most = std::max(most, passed);
  }
  return best;
}

std::string chosen_variant(const Request& request, StageId id) {
  const Stage& stage = request.demo->stages[slot(id)];
  if (request.fuse && !request.wanted.empty() && request.variant.empty()) {
    if (const Variant* fused = best_fused(request, id)) return fused->id;
  }
  return stage.runs(request.variant, request.settings);
}

}  // namespace

Plan make_plan(const Request& request) {
  const Demo& demo = *request.demo;
  const bool all = request.wanted.empty();
  Plan plan;
  plan.steps.resize(demo.stages.size());
  for (Plan::Step& step : plan.steps) {
    step.needed = all;
    step.kept = all || request.keep_intermediate;
  }
  const auto want = [&](StageId stage) {
    plan.steps[slot(stage)].needed = plan.steps[slot(stage)].kept = true;
  };
  for (const StageId stage : request.wanted) {
    if (stage == source_stage) continue;
    want(stage);
    if (const auto weight = demo.stages[slot(stage)].view_weight) want(*weight);
  }
  for (std::size_t i = demo.stages.size(); i-- > 0;) {
    Plan::Step& step = plan.steps[i];
    step.needed = step.needed && demo.stages[i].active(request.settings);
    if (!step.needed) continue;
    step.variant = chosen_variant(request, static_cast<StageId>(i));
    step.code = &demo.stages[i].computation_of(step.variant, request.settings);
    for (const InputRef& input : step.code->inputs) {
      if (input.kind != InputRef::Kind::Stage || input.index == source_stage) continue;
      Plan::Step& read = plan.steps[slot(input.index)];
      read.needed = true;
      read.last_use = std::max(read.last_use, i);
    }
  }
  return plan;
}

}  // namespace pixelwhy
