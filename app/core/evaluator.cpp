#include "core/evaluator.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "core/image_pool.h"

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

/// The error of the first input that has one: a cause is passed on in its own words.
std::optional<Error> inherited_error(const std::vector<InputValue>& inputs) {
  for (const InputValue& input : inputs) {
    const ResultPtr* result = std::get_if<ResultPtr>(&input);
    if (result && *result && (*result)->error) return (*result)->error;
  }
  return std::nullopt;
}

/// The code that a stage runs when `preferred` is asked for.
std::string chosen_variant(const Stage& stage, const std::string& preferred) {
  const auto has = [&](const std::string& id) {
    return std::any_of(stage.variants.begin(), stage.variants.end(),
                       [&](const Variant& variant) { return variant.id == id; });
  };
  if (preferred == "textbook" || has(preferred)) return preferred;
  return has("fast") ? "fast" : "textbook";
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
    const Explainer& explainer = snapshot_.request.demo->stages[slot(stage)].explain;
    return explainer.run ? explainer.run(at, inputs, explainer.inputs) : Explanation();
  }

  // What the stage itself was computed from, whatever has changed since; anything else from the snapshot.
  std::vector<InputValue> explainer_inputs(StageId stage) const {
    const Stage& declared = snapshot_.request.demo->stages[slot(stage)];
    const ResultPtr result = snapshot_.result(stage);
    std::vector<InputValue> inputs = gather(snapshot_, declared.explain.inputs);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (std::size_t j = 0; j < declared.textbook.inputs.size() && j < result->inputs.size(); ++j) {
        if (declared.explain.inputs[i] == declared.textbook.inputs[j]) inputs[i] = result->inputs[j];
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
  std::vector<bool> needed(count, request.wanted.empty());
  std::vector<bool> kept(count, request.wanted.empty() || request.keep_intermediate);
  for (const StageId stage : request.wanted) {
    if (stage == source_stage) continue;
    kept[slot(stage)] = true;
    if (const auto weight = demo_->stages[slot(stage)].view_weight) kept[slot(*weight)] = true;
    const std::vector<bool> reached = demo_->ancestors(stage, request.settings);
    for (std::size_t i = 0; i < count; ++i) needed[i] = needed[i] || reached[i];
  }
  std::vector<std::size_t> last_use(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    needed[i] = needed[i] && demo_->stages[i].active(request.settings);
    if (!needed[i]) continue;
    for (const InputRef& input : demo_->stages[i].textbook.inputs) {
      if (input.kind == InputRef::Kind::Stage && input.index != source_stage) last_use[slot(input.index)] = i;
    }
  }

  Snapshot state{request, source_, memo_, std::vector<bool>(count, false), false, {}};
  for (std::size_t i = 0; i < count; ++i) {
    if (!needed[i]) {
      if (!demo_->stages[i].active(request.settings)) state.stages[i] = memo_[i] = nullptr;
      continue;
    }
    std::vector<InputValue> inputs = gather(state, demo_->stages[i].textbook.inputs);
    const bool unchanged = memo_[i] && memo_[i]->inputs == inputs &&
                           memo_[i]->variant == chosen_variant(demo_->stages[i], request.variant);
    if (!unchanged) {
      if (hooks.cancelled && hooks.cancelled()) return std::make_shared<Snapshot>(std::move(state));
      state.stages[i] = nullptr;
      memo_[i] = nullptr;  // its buffers become free for the run that replaces it
      memo_[i] = run_stage(request, static_cast<StageId>(i), std::move(inputs));
      ++runs_[i];
      state.stages[i] = memo_[i];
    }
    state.current[i] = true;
    for (std::size_t j = 0; j < i; ++j) {
      if (!kept[j] && last_use[j] == i) state.stages[j] = memo_[j] = nullptr;
    }
    if (!unchanged && hooks.on_stage) hooks.on_stage(std::make_shared<Snapshot>(state));
  }
  state.complete = true;
  state.finished = std::chrono::steady_clock::now();
  trim_image_pool();
  return std::make_shared<Snapshot>(std::move(state));
}

ResultPtr Evaluator::run_stage(const Request& request, StageId id, std::vector<InputValue> inputs) const {
  const Stage& stage = demo_->stages[slot(id)];
  auto result = std::make_shared<StageResult>();
  result->inputs = std::move(inputs);
  result->variant = chosen_variant(stage, request.variant);
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
  if (variant == "textbook") return &stage.textbook;
  if (variant == "opencv" && stage.reference && stage.reference->agrees(settings)) {
    return &stage.reference->computation;
  }
  for (const Variant& candidate : stage.variants) {
    if (candidate.id == variant) return &candidate.computation;
  }
  return nullptr;
}

Output run_computation(const Snapshot& snapshot, const Computation& computation) {
  return computation.run(gather(snapshot, computation.inputs));
}

Output compute_reference(const Snapshot& snapshot, StageId stage) {
  return run_computation(snapshot, snapshot.request.demo->stages[slot(stage)].reference.value().computation);
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
