#include "notes/export.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.h"
#include "notes/json.h"
#include "notes/png.h"
#include "sources/codecs.h"

namespace pixelwhy {

namespace {

constexpr int plot_width = 960;
constexpr int plot_height = 540;

cv::Mat exact_values(const cv::Mat& image) {
  if (image.depth() == CV_8U || image.depth() == CV_32F) return image;
  cv::Mat floats;
  image.convertTo(floats, CV_32F);
  return floats;
}

}  // namespace

std::optional<ExportFormat> format_of_extension(std::string_view extension) {
  std::string lower(extension);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  if (lower == "png" || lower == ".png") return ExportFormat::Png;
  if (lower == "tiff" || lower == ".tiff" || lower == "tif" || lower == ".tif") return ExportFormat::Tiff;
  if (lower == "json" || lower == ".json") return ExportFormat::Json;
  return std::nullopt;
}

cv::Mat stage_picture(const Snapshot& snapshot, StageId stage) {
  return stage_picture(snapshot, stage, snapshot.result(stage)->output);
}

cv::Mat stage_picture(const Snapshot& snapshot, StageId stage, const Output& output) {
  if (output.image.empty()) return plot(output.data, {plot_width, plot_height});
  if (stage == source_stage) return output.image;
  const Stage& declared = snapshot.request.demo->stages[static_cast<std::size_t>(stage)];
  if (declared.view == View::Picture && output.image.type() == CV_8UC1 && !declared.overlay)
    return output.image;
  cv::Mat weight;
  if (declared.view_weight) {
    if (const ResultPtr magnitude = snapshot.result(*declared.view_weight)) weight = magnitude->output.image;
  }
  const Range range = view_range(declared.view, output.image);
  const cv::Mat colors = colorize(declared.view, range, output.image, weight);
  if (declared.overlay) return draw_over(colors, output.data);
  if (declared.view != View::Mask && declared.view != View::Magnitude) return colors;
  cv::Mat gray;
  cv::extractChannel(colors, gray, 0);
  return gray;
}

std::vector<std::uint8_t> export_stage(const Snapshot& snapshot, StageId stage, const Output& output,
                                       ExportFormat format) {
  const Demo& demo = *snapshot.request.demo;
  const std::string what = "stage '" + demo.stage_id(stage) + "' of " + demo.id;
  switch (format) {
    case ExportFormat::Png:
      return encode_png(stage_picture(snapshot, stage, output));
    case ExportFormat::Tiff:
      if (output.image.empty())
        throw usage_error(what + " is no picture: it can be written as .json or .png");
      return encode_with_opencv(".tiff", exact_values(output.image));
    case ExportFormat::Json: {
      const Json json = describe(demo, stage, output.data);
      if (json.is_null()) throw usage_error(what + " is a picture alone: it can be written as .png or .tiff");
      const std::string text = json.dump() + "\n";
      return {text.begin(), text.end()};
    }
  }
  return {};
}

}  // namespace pixelwhy
