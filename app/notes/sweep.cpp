#include "notes/sweep.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "notes/export.h"

namespace pixelwhy {

namespace {

std::size_t slot(int index) { return static_cast<std::size_t>(index); }

bool by_reference(const Sweep& sweep) { return sweep.variant == "opencv" && sweep.stage != source_stage; }

/// The indices in the order of computation.
std::vector<std::size_t> order_of(const Sweep& sweep) {
  std::vector<std::size_t> order(sweep.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (sweep.axes.size() < 2) return order;
  const auto dirtied = [&](const SweepAxis& axis) {
    const std::vector<bool> dirty = sweep.demo->dirtied_by(axis.parameter, sweep.settings, sweep.variant);
    return std::count(dirty.begin(), dirty.end(), true);
  };
  if (dirtied(sweep.axes[0]) >= dirtied(sweep.axes[1])) return order;
  const std::size_t columns = sweep.axes[1].values.size();
  const std::size_t rows = sweep.axes[0].values.size();
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i % rows * columns + i / rows;
  return order;
}

Request request_of(const Sweep& sweep, const FramePtr& frame, std::size_t index) {
  Request request{sweep.demo, frame, sweep.settings_of(index), {sweep.stage}, sweep.variant, true};
  if (!by_reference(sweep)) return request;
  // The reference is computed from our own stages before it.
  const Stage& stage = sweep.demo->stages[slot(sweep.stage)];
  for (const InputRef& input : find_variant(stage, "opencv", request.settings)->inputs) {
    if (input.kind == InputRef::Kind::Stage) request.wanted.push_back(input.index);
  }
  return request;
}

/// The picture of a complete snapshot, or the error of its stage.
std::optional<Error> draw(const Sweep& sweep, const Snapshot& snapshot, cv::Mat& pixels) {
  const ResultPtr result = snapshot.result(sweep.stage);
  if (result->error) return result->error;
  return caught(sweep.demo->stage_id(sweep.stage), [&] {
    pixels = stage_picture(snapshot, sweep.stage,
                           by_reference(sweep) ? compute_reference(snapshot, sweep.stage) : result->output);
  });
}

}  // namespace

std::size_t Sweep::size() const {
  std::size_t count = 1;
  for (const SweepAxis& axis : axes) count *= axis.values.size();
  return count;
}

Settings Sweep::settings_of(std::size_t index) const {
  Settings result = settings;
  for (std::size_t i = axes.size(); i-- > 0;) {
    const std::vector<Value>& values = axes[i].values;
    result[slot(axes[i].parameter)] = values[index % values.size()];
    index /= values.size();
  }
  return result;
}

std::optional<Error> Sweep::problem(std::size_t index) const {
  const Settings chosen = settings_of(index);
  if (auto contradiction = caught(demo->id, [&] { demo->check(chosen); })) return contradiction;
  if (stage == source_stage) return std::nullopt;
  const Stage& declared = demo->stages[slot(stage)];
  if (!declared.active(chosen))
    return usage_error("stage '" + declared.id + "' takes no part with these parameters",
                       "阶段 '" + declared.id + "' 在这些参数下不参与");
  if (by_reference(*this) && !find_variant(declared, "opencv", chosen))
    return usage_error("OpenCV has no such operator with these parameters", "OpenCV 没有对应这些参数的算子");
  return std::nullopt;
}

std::size_t Sweep::first() const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (!problem(i)) return i;
  }
  const Error why = *problem(0);
  throw usage_error("none of the combinations is possible: " + why.text().en,
                    "所有组合均不可行：" + why.text().in(Language::Chinese));
}

void Sweep::check() const {
  if (axes.empty())
    throw usage_error(
        "nothing to sweep over; expected one or two parameters with several values, as --PARAM FROM:TO:STEP, "
        "A,B,C or all",
        "没有要扫描的参数；请给出一个或两个参数的多个值");
  if (axes.size() > 2) {
    std::vector<std::string> ids;
    for (const SweepAxis& axis : axes) ids.push_back(demo->parameters[slot(axis.parameter)].id);
    throw usage_error(std::to_string(axes.size()) + " parameters have several values (" + join_or(ids) +
                          "); expected one or two",
                      "有 " + std::to_string(axes.size()) + " 个参数给出了多个值；最多两个");
  }
  if (size() > most_swept)
    throw usage_error(
        "the sweep would have " + std::to_string(size()) + " pictures; expected at most " +
            std::to_string(most_swept),
        "扫描将产生 " + std::to_string(size()) + " 幅图像；最多 " + std::to_string(most_swept) + " 幅");
  if (size() == 0) throw usage_error("the sweep has no picture; expected one at least", "扫描不含任何图像");
  first();
}

bool compute_sweep(const Sweep& sweep, const FramePtr& frame, Evaluator& evaluator,
                   const std::function<bool()>& cancelled,
                   const std::function<void(const SweptPicture&)>& take) {
  bool any = false;
  std::optional<Error> first_problem;
  for (const std::size_t index : order_of(sweep)) {
    if (cancelled && cancelled()) return false;
    SweptPicture picture{index, {}, {}};
    std::optional<Error> problem = sweep.problem(index);
    if (!problem) {
      const SnapshotPtr snapshot = evaluator.evaluate(request_of(sweep, frame, index), {cancelled, {}});
      if (!snapshot->complete) return false;
      problem = draw(sweep, *snapshot, picture.pixels);
      if (problem && !first_problem) first_problem = problem;
    }
    any = any || !problem;
    if (problem) picture.problem = problem->text();
    take(picture);
  }
  if (!any) throw first_problem ? Error(*first_problem) : *sweep.problem(0);
  return true;
}

cv::Size shown_size(cv::Size picture, int width) {
  constexpr int largest_enlargement = 96;  // of a pixel
  const double fit = std::min(static_cast<double>(width) / picture.width, 1.5 * width / picture.height);
  if (fit >= 1) return picture * std::min(static_cast<int>(fit), largest_enlargement);
  const auto whole = [&](int length) { return std::max(1, static_cast<int>(std::lround(length * fit))); };
  return {whole(picture.width), whole(picture.height)};
}

cv::Mat reduced_to(const cv::Mat& picture, cv::Size size) {
  if (size.width >= picture.cols && size.height >= picture.rows) return picture;
  cv::Mat result;
  cv::resize(picture, result, size, 0, 0, cv::INTER_AREA);
  return result;
}

}  // namespace pixelwhy
