#include "gui/looks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/view.h"

namespace pixelwhy::gui {

namespace {

const cv::Size thumbnail_size{224, 144};

/// Every stride-th pixel: colours have to be found before they are averaged, but not for a whole picture.
cv::Mat sparse(const cv::Mat& image, int stride) {
  if (stride <= 1) return image;
  const cv::Size size{(image.cols + stride - 1) / stride, (image.rows + stride - 1) / stride};
  cv::Mat result(size, image.type());
  const std::size_t pixel = image.elemSize();
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::copy_n(image.ptr(y * stride, x * stride), pixel, result.ptr(y, x));
    }
  }
  return result;
}

Data scaled(Data data, double scale) {
  if (auto* lines = std::get_if<Lines>(&data)) {
    if (lines->lines.size() > 60) lines->lines.resize(60);
    for (Line& line : lines->lines) line.rho *= scale;
  } else if (auto* points = std::get_if<Points>(&data)) {
    for (cv::Point2d& point : points->points) point *= scale;
  }
  return data;
}

cv::Mat thumbnail(const Look& look, bool overlay) {
  const Output& output = look.result->output;
  const cv::Mat& image = look.picture();
  if (image.empty()) return {};
  const double fit = std::min({static_cast<double>(thumbnail_size.width) / image.cols,
                               static_cast<double>(thumbnail_size.height) / image.rows, 8.0});
  const int stride = std::max(1, static_cast<int>(1 / (2 * fit)));
  const cv::Mat weight = look.weight ? sparse(look.weight->output.image, stride) : cv::Mat();
  cv::Mat few = sparse(image, stride);
  cv::Mat weight_few = weight.size() == few.size() ? weight : cv::Mat();
  const cv::Mat colors = colorize(look.view, look.range, few, weight_few);
  const cv::Size size{std::max(1, cvRound(image.cols * fit)), std::max(1, cvRound(image.rows * fit))};
  cv::Mat small;
  cv::resize(colors, small, size, 0, 0, fit * stride < 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
  return overlay ? draw_over(small, scaled(output.data, fit)) : small;
}

/// The pixels of a frame with what was not finite in its file, where there was any such value.
cv::Mat with_not_finite(const Frame& frame) {
  cv::Mat original = frame.original;
  if (original.depth() != CV_32F && original.depth() != CV_64F) return {};
  if (original.size() != frame.pixels.size() || count_non_finite(original).total() == 0) return {};
  cv::Mat values;
  frame.pixels.convertTo(values, CV_32FC3);
  original.convertTo(original, CV_32F);
  const int channels = original.channels();
  const bool gray = channels < 3;
  for (int y = 0; y < values.rows; ++y) {
    for (int x = 0; x < values.cols; ++x) {
      const float* stored = original.ptr<float>(y) + static_cast<std::ptrdiff_t>(x) * channels;
      for (int c = 0; c < 3; ++c) {
        const float value = stored[gray ? 0 : c];
        if (!std::isfinite(value)) values.at<cv::Vec3f>(y, x)[c] = value;
      }
    }
  }
  return values;
}

/// What a pass over all pixels finds.
void survey(Look& look, const Snapshot& snapshot, StageId stage) {
  const cv::Mat& image = look.result->output.image;
  look.range = view_range(look.view, image);
  if (look.weight) look.weight_range = view_range(View::Magnitude, look.weight->output.image);
  if (stage == source_stage && snapshot.request.frame) look.unread = with_not_finite(*snapshot.request.frame);
  look.strange = count_non_finite(look.picture());
}

Look undrawn_look(const Snapshot& snapshot, StageId stage) {
  Look look{stage, view_of(*snapshot.request.demo, stage), snapshot.result(stage), {}, {}, {}, {}};
  if (stage == source_stage) return look;
  const auto& weight = snapshot.request.demo->stages[static_cast<std::size_t>(stage)].view_weight;
  if (weight) look.weight = snapshot.result(*weight);
  if (look.weight && look.weight->output.image.size() != look.result->output.image.size()) {
    look.weight = nullptr;
  }
  return look;
}

}  // namespace

View view_of(const Demo& demo, StageId stage) {
  return stage == source_stage ? View::Picture : demo.stages[static_cast<std::size_t>(stage)].view;
}

bool has_overlay(const Demo& demo, StageId stage) {
  return stage != source_stage && demo.stages[static_cast<std::size_t>(stage)].overlay;
}

Looks make_looks(const LooksJob& job, const Looks& known, const std::function<void(const Looks&)>& publish,
                 const std::function<bool()>& superseded) {
  const Snapshot& snapshot = *job.snapshot;
  const auto count = static_cast<StageId>(snapshot.stages.size());
  Looks looks;
  std::vector<StageId> order{job.shown};
  for (StageId stage = source_stage; stage < count; ++stage) {
    if (stage != job.shown) order.push_back(stage);
  }
  std::erase_if(order, [&](StageId stage) {
    if (stage >= count || !snapshot.result(stage)) return true;
    // Of what is not computed any more there may be a result of earlier settings.
    return stage != source_stage && snapshot.complete && !snapshot.current[static_cast<std::size_t>(stage)];
  });

  std::vector<StageId> fresh;
  for (const StageId stage : order) {
    Look look = undrawn_look(snapshot, stage);
    const auto old = known.find(stage);
    const bool known_whole = old != known.end() && (job.brief || !old->second.thumbnail.empty() ||
                                                    look.result->output.image.empty());
    if (known_whole && old->second.result == look.result && old->second.weight == look.weight) {
      looks[stage] = old->second;
    } else {
      if (old != known.end()) looks[stage] = old->second;  // shown until its successor is ready
      fresh.push_back(stage);
    }
  }
  for (const StageId stage : fresh) {
    if (stage != job.shown && superseded()) break;
    Look look = undrawn_look(snapshot, stage);
    survey(look, snapshot, stage);
    if (!job.brief) look.thumbnail = thumbnail(look, has_overlay(*snapshot.request.demo, stage));
    looks[stage] = std::move(look);
    publish(looks);
  }
  if (fresh.empty()) publish(looks);
  return looks;
}

}  // namespace pixelwhy::gui
