#include "gui/extras.h"

#include <algorithm>

#include "core/comparison.h"
#include "core/view.h"
#include "gui/pane_strings.h"

namespace pixelwhy::gui {

namespace {

constexpr std::size_t kept = 8;

const cv::Mat& image_of(const ResultPtr& result) { return result->output.image; }

bool reached(const Snapshot& snapshot, StageId stage) {
  if (stage == source_stage) return true;
  const auto index = static_cast<std::size_t>(stage);
  return snapshot.stages[index] && snapshot.current[index];
}

/// The colours of a difference: neutral at zero, as far up as down; of a colour picture each channel around
/// middle gray.
Look look_of_difference(StageId stage, const ResultPtr& result, bool absolute) {
  const cv::Mat& image = image_of(result);
  Look look;
  look.stage = stage;
  look.result = result;
  look.view = image.channels() > 1 ? View::Picture : absolute ? View::Magnitude : View::Signed;
  const double most = view_range(View::Magnitude, cv::abs(image.reshape(1))).high;
  look.range = {absolute ? 0 : -most, most};
  return look;
}

Look look_of_stage(const Demo& demo, StageId stage, const ResultPtr& result, const Snapshot& weights) {
  Look look;
  look.stage = stage;
  look.view = view_of(demo, stage);
  look.result = result;
  look.range = view_range(look.view, image_of(result));
  const auto weight =
      stage == source_stage ? std::nullopt : demo.stages[static_cast<std::size_t>(stage)].view_weight;
  if (weight && reached(weights, *weight) &&
      image_of(weights.result(*weight)).size() == image_of(result).size()) {
    look.weight = weights.result(*weight);
    look.weight_range = view_range(View::Magnitude, image_of(look.weight));
  }
  return look;
}

ResultPtr failed(const Error& error) {
  StageResult result;
  result.error = error;
  return std::make_shared<const StageResult>(std::move(result));
}

}  // namespace

ResultPtr ExtraMaker::reference_of(const SnapshotPtr& snapshot, StageId stage, Text& why) {
  const Demo& demo = *snapshot->request.demo;
  const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
  if (!declared.reference) {
    why = strings::no_reference;
    return nullptr;
  }
  if (!declared.reference->applies(snapshot->request.settings)) {
    why = strings::no_reference_now;
    return nullptr;
  }
  Reference wanted{&demo, stage, {}, {}, nullptr};
  for (const InputRef& input : declared.reference->computation.inputs) {
    if (input.kind == InputRef::Kind::Parameter) {
      wanted.values.push_back(snapshot->request.settings[static_cast<std::size_t>(input.index)]);
    } else if (reached(*snapshot, input.index)) {
      wanted.inputs.push_back(snapshot->result(input.index));
    } else {
      return nullptr;
    }
  }
  for (const Reference& known : references_) {
    if (known.demo == wanted.demo && known.stage == stage && known.inputs == wanted.inputs &&
        interchangeable(known.values, wanted.values))
      return known.result;
  }
  try {
    StageResult result;
    result.output = compute_reference(*snapshot, stage);
    result.variant = "opencv";
    wanted.result = std::make_shared<const StageResult>(std::move(result));
  } catch (const Error& error) {
    wanted.result = failed(error);
  } catch (const std::exception& error) {
    wanted.result = failed(failure(error.what(), error.what()));
  }
  references_.push_front(wanted);
  if (references_.size() > kept) references_.pop_back();
  return wanted.result;
}

ResultPtr ExtraMaker::difference_of(const ResultPtr& from, const ResultPtr& minus, bool absolute, Text& why) {
  const cv::Mat& a = image_of(from);
  const cv::Mat& b = image_of(minus);
  if (a.empty() || b.empty()) {
    why = strings::not_pictures;
    return nullptr;
  }
  if (a.size() != b.size() || a.channels() != b.channels()) {
    why = a.size() != b.size() ? strings::sizes_differ : strings::channels_differ;
    return nullptr;
  }
  for (const Difference& known : differences_) {
    if (known.from == from && known.minus == minus && known.absolute == absolute) return known.result;
  }
  StageResult result;
  result.output.image = signed_difference(a, b);
  if (absolute) result.output.image = cv::abs(result.output.image);
  result.variant = "difference";
  const auto made = std::make_shared<const StageResult>(std::move(result));
  differences_.push_front({from, minus, absolute, made});
  if (differences_.size() > kept) differences_.pop_back();
  return made;
}

ResultPtr ExtraMaker::result_of(const SnapshotPtr& snapshot, const ExtrasJob& job, const PaneItem& item,
                                Text& why) {
  const Demo& demo = *snapshot->request.demo;
  if (item.stage >= static_cast<StageId>(demo.stages.size())) return nullptr;
  if (item.stage == source_stage) return snapshot->source;
  switch (item.made) {
    case Made::Ours:
      return reached(*snapshot, item.stage) ? snapshot->result(item.stage) : nullptr;
    case Made::Reference:
      return reference_of(snapshot, item.stage, why);
    case Made::Other:
      break;
  }
  if (!demo.stages[static_cast<std::size_t>(item.stage)].active(job.other)) {
    why = strings::inactive_in_other;
    return nullptr;
  }
  std::vector<StageId> wanted{item.stage};
  if (const auto weight = demo.stages[static_cast<std::size_t>(item.stage)].view_weight)
    wanted.push_back(*weight);
  other_ = evaluator_.evaluate({&demo, snapshot->request.frame, job.other, wanted, {}, true, 0});
  return other_->result(item.stage);
}

Extra ExtraMaker::extra_of(const SnapshotPtr& snapshot, const ExtrasJob& job, const PaneContent& content) {
  const Demo& demo = *snapshot->request.demo;
  Extra extra;
  const ResultPtr from = result_of(snapshot, job, content.item, extra.why);
  if (!from) return extra;
  if (!content.minus) {
    const bool other = content.item.made == Made::Other && content.item.stage != source_stage;
    extra.look = look_of_stage(demo, content.item.stage, from, other ? *other_ : *snapshot);
    return extra;
  }
  const ResultPtr minus = result_of(snapshot, job, *content.minus, extra.why);
  if (!minus) return extra;
  for (const ResultPtr& one : {from, minus}) {
    if (one->error) {
      extra.why = one->error->text();
      return extra;
    }
  }
  if (const ResultPtr difference = difference_of(from, minus, content.absolute, extra.why)) {
    extra.look = look_of_difference(content.item.stage, difference, content.absolute);
    extra.from = from;
    extra.minus = minus;
  }
  return extra;
}

Extras ExtraMaker::make(const SnapshotPtr& snapshot, const ExtrasJob& job,
                        const std::function<void(const Extras&)>& publish,
                        const std::function<bool()>& superseded) {
  Extras extras;
  if (job.contents.empty()) {  // nobody looks: what was kept would only take memory
    references_.clear();
    differences_.clear();
    other_ = nullptr;
    return extras;
  }
  for (const PaneContent& content : job.contents) {
    if (superseded()) break;
    Extra extra = extra_of(snapshot, job, content);
    if (!extra.look.result && extra.why.empty()) continue;
    extras[content] = std::move(extra);
    publish(extras);
  }
  return extras;
}

}  // namespace pixelwhy::gui
