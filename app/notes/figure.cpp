#include "notes/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "core/error.h"
#include "core/region.h"
#include "notes/figure_sheet.h"
#include "notes/living_png.h"
#include "notes/png.h"

namespace pixelwhy {

namespace {

constexpr double margin = 40;
constexpr double explanation_width = 340;
constexpr double explanation_gap = 36;
constexpr double caption_gap = 32;
constexpr double least_caption_width = 560;
constexpr int most_pixels_a_side = 32000;  // Cairo ends a little above it

std::vector<StageId> chosen_stages(const Snapshot& snapshot, const FigureOptions& options) {
  const std::vector<StageId> stages = options.stages.empty()
                                          ? figure_stages(*snapshot.request.demo, snapshot.request.settings)
                                          : options.stages;
  for (const StageId stage : stages) {
    const ResultPtr result = snapshot.result(stage);
    if (!result) {
      const std::string& id = snapshot.request.demo->stage_id(stage);
      throw usage_error("stage '" + id + "' takes no part with these parameters",
                        "阶段 '" + id + "' 在这些参数下不参与");
    }
    if (result->error) throw Error(*result->error);
  }
  return stages;
}

void check_size(cv::Size size, int scale) {
  if (std::max(size.width, size.height) <= most_pixels_a_side / scale) return;
  throw failure("the figure would have " + std::to_string(size.width * scale) + " × " +
                    std::to_string(size.height * scale) + " pixels; choose fewer stages or less resolution",
                "图示过大；请减少阶段或降低分辨率");
}

}  // namespace

std::optional<FigureFormat> figure_format_of_extension(std::string_view extension) {
  std::string lower(extension);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  if (lower.starts_with('.')) lower.erase(0, 1);
  if (lower == "png") return FigureFormat::Png;
  if (lower == "svg") return FigureFormat::Svg;
  if (lower == "pdf") return FigureFormat::Pdf;
  return std::nullopt;
}

std::vector<StageId> figure_stages(const Demo& demo, const Settings& settings) {
  std::vector<StageId> stages = demo.story;
  if (stages.empty()) stages = {source_stage, static_cast<StageId>(demo.stages.size()) - 1};
  std::erase_if(stages, [&](StageId stage) {
    return stage != source_stage && !demo.stages[static_cast<std::size_t>(stage)].active(settings);
  });
  return stages;
}

Figure lay_out_figure(const Snapshot& snapshot, const FigureOptions& options) {
  const std::vector<StageId> stages = chosen_stages(snapshot, options);
  Sheet sheet(options);
  const cv::Size2d panels = put_panels(sheet, snapshot, stages, {margin, margin});
  double width = panels.width;
  double height = panels.height;
  if (options.caption) {
    width = std::max(width, least_caption_width);
    height += caption_gap;
    height += put_caption(sheet, snapshot, {margin, margin + height}, width);
  }
  if (options.pin) {
    const double taken = put_explanation(sheet, snapshot, *options.pin,
                                         {margin + width + explanation_gap, margin}, explanation_width);
    width += explanation_gap + explanation_width;
    height = std::max(height, taken);
  }
  const cv::Size size(static_cast<int>(std::ceil(width + 2 * margin)),
                      static_cast<int>(std::ceil(height + 2 * margin)));
  check_size(size, options.scale);
  return sheet.finish(size, sheet.in(snapshot.request.demo->name));
}

std::vector<std::uint8_t> make_figure(const Snapshot& snapshot, const FigureOptions& options,
                                      FigureFormat format, const std::optional<State>& state,
                                      const std::vector<std::uint8_t>& source) {
  const Figure figure = lay_out_figure(snapshot, options);
  if (format == FigureFormat::Svg) return draw_svg(figure.drawing);
  if (format == FigureFormat::Pdf) return draw_pdf(figure.drawing);
  std::vector<std::uint8_t> png =
      with_resolution(encode_png(draw_pixels(figure.drawing, options.scale)), options.scale);
  if (!state) return png;
  return with_state(png, state_text(*snapshot.request.demo, *state), source);
}

std::string figure_date() {
  std::time_t now = std::time(nullptr);
  std::tm parts{};
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch && *epoch) {
    now = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
    gmtime_r(&now, &parts);
  } else {
    localtime_r(&now, &parts);
  }
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::vector<std::uint8_t> packed_source(const Frame& frame) { return packed_source(whole_of(frame).pixels); }

std::vector<std::uint8_t> packed_source(const cv::Mat& pixels) {
  constexpr std::size_t most_pixels = std::size_t{16} << 20;  // more is not worth trying to pack into 4 MB
  if (pixels.total() > most_pixels) return {};
  std::vector<std::uint8_t> png = encode_png(pixels);
  if (png.size() > most_source_bytes) png.clear();
  return png;
}

FigureState figure_state(const Demo& demo, const FigureOptions& options) {
  FigureState state;
  for (const StageId stage : options.stages) state.stages.push_back(demo.stage_id(stage));
  state.dark = options.dark;
  state.language = options.language;
  state.scale = options.scale;
  state.columns = options.columns;
  state.caption = options.caption;
  state.source_name = options.source_name;
  return state;
}

FigureOptions figure_options(const Demo& demo, const State& state) {
  FigureOptions options;
  const auto stage_of = [&](const std::string& id) { return demo.find_stage(id).value(); };
  if (const auto& figure = state.figure) {
    for (const std::string& id : figure->stages) options.stages.push_back(stage_of(id));
    options.dark = figure->dark;
    options.language = figure->language;
    options.scale = figure->scale;
    options.columns = figure->columns;
    options.caption = figure->caption;
    options.source_name = figure->source_name;
  }
  if (!state.pins.empty()) options.pin = FigurePin{stage_of(state.pins[0].stage), state.pins[0].at};
  return options;
}

}  // namespace pixelwhy
