#include "core/evaluator.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "core/image_pool.h"
#include "core/plan.h"

namespace pixelwhy {

namespace {

std::size_t slot(StageId stage) { return static_cast<std::size_t>(stage); }

ResultPtr make_source(const FramePtr& frame) {
  auto result = std::make_shared<StageResult>();
  result->output = Output(frame->pixels);
  return result;
}

std::vector<InputValue> gather(const Snapshot& snapshot, const std::vector<InputRef>& refs) {
  std::vector<InputValue> inputs;
  for (const InputRef& ref : refs) {
    if (ref.kind == InputRef::Kind::Parameter) {
      inputs.emplace_back(snapshot.request.settings[slot(ref.index)]);
    } else {
      inputs.emplace_back(snapshot.result(ref.index));
    }
  }
  return inputs;
}

bool same_inputs(const std::vector<InputValue>& a, const std::vector<InputValue>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const InputValue& x, const InputValue& y) {
    const auto* value = std::get_if<Value>(&x);
    const auto* other = std::get_if<Value>(&y);
    return value && other ? interchangeable(*value, *other) : x == y;
  });
}

/// The error of the first input that has one: a cause is passed on in its own words.
std::optional<Error> inherited_error(const std::vector<InputValue>& inputs) {
  for (const InputValue& input : inputs) {
    const ResultPtr* result = std::get_if<ResultPtr>(&input);
    if (result && *result && (*result)->error) return (*result)->error;
  }
  return std::nullopt;
}

/// How pixels of the stage's result are explained, by the code that computed it.
const Explainer& explainer_of(const Snapshot& snapshot, StageId stage) {
  const Request& request = snapshot.request;
  return request.demo->stages[slot(stage)].explainer_of(snapshot.result(stage)->variant, request.settings);
}

/// The masks of what some stages' outputs were computed from; index 0 is the source, stage s is at s + 1.
class Tracer {
 public:
  explicit Tracer(const Snapshot& snapshot) : snapshot_(snapshot), masks_(snapshot.stages.size() + 1) {}

  void mark(StageId stage, cv::Point at) {
    const ResultPtr result = snapshot_.result(stage);
    if (!result || result->output.image.empty()) return;
    cv::Mat& mask = masks_[slot(stage + 1)];
    if (mask.empty()) mask = cv::Mat::zeros(result->output.image.size(), CV_8UC1);
    mask.at<std::uint8_t>(at) = 255;
  }

  /// False when cancelled.
  bool expand(StageId stage, const std::function<bool()>& cancelled) {
    const cv::Mat& mask = masks_[slot(stage + 1)];
    if (mask.empty()) return true;
    if (!can_explain(snapshot_, stage)) return true;
    const std::vector<InputValue> inputs = explainer_inputs(stage);
    for (int y = 0; y < mask.rows; ++y) {
      for (int x = 0; x < mask.cols; ++x) {
        if (!mask.at<std::uint8_t>(y, x)) continue;
        if (cancelled && cancelled()) return false;
        for (const Term& term : explain_uncut(stage, {x, y}, inputs).terms) {
          if (term.at && term.stage != stage) mark(term.stage, *term.at);
        }
      }
    }
    return true;
  }

  Explanation explain_uncut(StageId stage, cv::Point at) const {
    return explain_uncut(stage, at, explainer_inputs(stage));
  }

  std::vector<cv::Mat> take() {
    std::rotate(masks_.begin(), masks_.begin() + 1, masks_.end());
    return std::move(masks_);
  }

 private:
  Explanation explain_uncut(StageId stage, cv::Point at, const std::vector<InputValue>& inputs) const {
    const Explainer& explainer = explainer_of(snapshot_, stage);
    return explainer.run ? explainer.run(at, inputs, explainer.inputs) : Explanation();
  }

  // What the stage itself was computed from, whatever has changed since; anything else from the snapshot.
  std::vector<InputValue> explainer_inputs(StageId stage) const {
    const Request& request = snapshot_.request;
    const ResultPtr result = snapshot_.result(stage);
    const std::vector<InputRef>& explained = explainer_of(snapshot_, stage).inputs;
    const std::vector<InputRef>& computed =
        request.demo->stages[slot(stage)].computation_of(result->variant, request.settings).inputs;
    std::vector<InputValue> inputs = gather(snapshot_, explained);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (std::size_t j = 0; j < computed.size() && j < result->inputs.size(); ++j) {
        if (explained[i] == computed[j]) inputs[i] = result->inputs[j];
      }
    }
    return inputs;
  }

  const Snapshot& snapshot_;
  std::vector<cv::Mat> masks_;
};

}  // namespace

void Evaluator::start(const Request& request) {
  if (demo_ != request.demo) {
    demo_ = request.demo;
    memo_.assign(demo_->stages.size(), nullptr);
    runs_.assign(demo_->stages.size(), 0);
  }
  if (frame_ != request.frame) {
    frame_ = request.frame;
    source_ = make_source(frame_);
    memo_.assign(demo_->stages.size(), nullptr);  // nothing of another frame is of use, or may be shown
  }
}

SnapshotPtr Evaluator::evaluate(const Request& request, const Hooks& hooks) {
  start(request);
  const std::size_t count = demo_->stages.size();
  const Plan plan = make_plan(request);
  Snapshot state{request, source_, memo_, std::vector<bool>(count, false), false, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const Plan::Step& step = plan.steps[i];
    if (!step.needed) {
      if (!demo_->stages[i].active(request.settings)) state.stages[i] = memo_[i] = nullptr;
      continue;
    }
    std::vector<InputValue> inputs = gather(state, step.code->inputs);
    const bool unchanged =
        memo_[i] && same_inputs(memo_[i]->inputs, inputs) && memo_[i]->variant == step.variant;
    if (!unchanged) {
      if (hooks.cancelled && hooks.cancelled()) return std::make_shared<Snapshot>(std::move(state));
      state.stages[i] = nullptr;
      memo_[i] = nullptr;  // its buffers become free for the run that replaces it
      memo_[i] = run_stage(request, static_cast<StageId>(i), step.variant, std::move(inputs));
      ++runs_[i];
      state.stages[i] = memo_[i];
    }
    state.current[i] = true;
    for (std::size_t j = 0; j < i; ++j) {
      if (!plan.steps[j].kept && plan.steps[j].last_use == i) state.stages[j] = memo_[j] = nullptr;
    }
    if (!unchanged && hooks.on_stage) hooks.on_stage(std::make_shared<Snapshot>(state));
  }
  state.complete = true;
  state.finished = std::chrono::steady_clock::now();
  trim_image_pool();
  return std::make_shared<Snapshot>(std::move(state));
}

ResultPtr Evaluator::run_stage(const Request& request, StageId id, const std::string& variant,
                               std::vector<InputValue> inputs) const {
  const Stage& stage = demo_->stages[slot(id)];
  auto result = std::make_shared<StageResult>();
  result->inputs = std::move(inputs);
  result->variant = variant;
  result->error = inherited_error(result->inputs);
  if (result->error) return result;
  const Computation* chosen = find_variant(stage, result->variant, request.settings);
  const auto begin = std::chrono::steady_clock::now();
  const auto failed = [&](const std::string& what) {
    result->output = {};
    result->error = failure("stage " + stage.id + ": " + what, "阶段 " + stage.id + "：" + what);
  };
  try {
    result->output = chosen->run(result->inputs);
  } catch (const Error& error) {
    result->error = error;
  } catch (const std::bad_alloc&) {
    failed("not enough memory");
  } catch (const cv::Exception& error) {
    failed(error.code == cv::Error::StsNoMem ? "not enough memory" : error.err);
  } catch (const std::exception& error) {
    failed(error.what());
  }
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;
  result->milliseconds = elapsed.count();
  if (!request.keep_intermediate)
    result->inputs.clear();  // they would hold the memory that is to be given back
  return result;
}

const Computation* find_variant(const Stage& stage, const std::string& variant, const Settings& settings) {
  if (variant.empty()) return nullptr;
  if (variant == "textbook" || variant == stage.textbook_name) return &stage.textbook;
  if (variant == "opencv" && stage.reference && stage.reference->agrees(settings)) {
    return &stage.reference->computation;
  }
  const Variant* found = stage.find_variant(variant, settings);
  return found ? &found->computation : nullptr;
}

Output run_computation(const Snapshot& snapshot, const Computation& computation) {
  const std::vector<InputValue> inputs = gather(snapshot, computation.inputs);
  if (const auto error = inherited_error(inputs)) throw *error;
  return computation.run(inputs);
}

Output compute_reference(const Snapshot& snapshot, StageId stage) {
  return run_computation(snapshot, snapshot.request.demo->stages[slot(stage)].reference.value().computation);
}

bool can_explain(const Snapshot& snapshot, StageId stage) {
  const ResultPtr result = snapshot.result(stage);
  if (!result || result->error || result->output.image.empty()) return false;
  if (stage == source_stage) return true;
  const std::vector<InputRef>& inputs = explainer_of(snapshot, stage).inputs;
  return std::all_of(inputs.begin(), inputs.end(), [&](const InputRef& input) {
    if (input.kind != InputRef::Kind::Stage || snapshot.result(input.index)) return true;
    return !snapshot.request.demo->stages[slot(input.index)].active(snapshot.request.settings);
  });
}

Explanation explain(const Snapshot& snapshot, StageId stage, cv::Point at) {
  Explanation explanation;
  if (stage == source_stage) {
    const cv::Mat& pixels = snapshot.source->output.image;
    for (int channel = 0; channel < pixels.channels(); ++channel) {
      explanation.result.push_back(value_at(pixels, at, channel));
    }
    explanation.verdict = {"The pixel as it was loaded.", "载入时的像素。"};
    return explanation;
  }
  explanation = Tracer(snapshot).explain_uncut(stage, at);
  cut_terms(explanation);
  return explanation;
}

std::vector<cv::Mat> trace_back(const Snapshot& snapshot, StageId stage, cv::Point at,
                                const std::function<bool()>& cancelled) {
  Tracer tracer(snapshot);
  tracer.mark(stage, at);
  for (StageId s = stage; s != source_stage; --s) {
    if (!tracer.expand(s, cancelled)) return {};
  }
  return tracer.take();
}

}  // namespace pixelwhy
