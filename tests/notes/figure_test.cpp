#include "notes/figure.h"

#include <doctest/doctest.h>

#include <limits>

#include "core/error.h"
#include "notes/figure_sheet.h"
#include "notes/living_png.h"
#include "registry.h"
#include "sources/codecs.h"
#include "sources/second_picture.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const Demo& demo_called(const std::string& id) {
  for (const Demo& demo : all_demos()) {
    if (demo.id == id) return demo;
  }
  throw std::logic_error("no such demo");
}

SnapshotPtr evaluate(const Demo& demo, Settings settings, cv::Size size) {
  read_pictures(demo, settings);
  Evaluator evaluator;
  return evaluator.evaluate({&demo, test::frame_of(test::scene(size, 3)), settings, {}, {}, true});
}

/// The settings that take the most room: the longest names, and numbers of many digits.
Settings longest_settings(const Demo& demo, Language language) {
  Settings settings = demo.defaults();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (parameter.type == ParameterType::Choice) {
      std::size_t longest = 0;
      for (std::size_t option = 0; option < parameter.options.size(); ++option) {
        const std::size_t length = parameter.options[option].name.in(language).size();
        if (length < longest) continue;
        longest = length;
        settings[i] = static_cast<int>(option);
      }
    } else if (parameter.type == ParameterType::Real) {
      settings[i] = clamp_value(parameter, std::get<double>(parameter.initial) + 1.0 / 7);
    }
  }
  return settings;
}

std::vector<StageId> all_stages(const Demo& demo, const Settings& settings) {
  std::vector<StageId> stages{source_stage};
  for (std::size_t i = 0; i < demo.stages.size(); ++i) {
    if (demo.stages[i].active(settings)) stages.push_back(static_cast<StageId>(i));
  }
  return stages;
}

void check_layout(const Figure& figure) {
  const cv::Rect2d page(0, 0, figure.drawing.size.width, figure.drawing.size.height);
  constexpr double grain = 0.01;
  for (std::size_t i = 0; i < figure.parts.size(); ++i) {
    const cv::Rect2d& box = figure.parts[i].box;
    CAPTURE(figure.parts[i].name);
    CAPTURE(box);
    CHECK(box.x >= page.x + 20);
    CHECK(box.y >= page.y + 20);
    CHECK(box.x + box.width <= page.width - 20 + grain);
    CHECK(box.y + box.height <= page.height - 20 + grain);
    for (std::size_t j = 0; j < i; ++j) {
      const cv::Rect2d& other = figure.parts[j].box;
      const double across = std::min(box.x + box.width, other.x + other.width) - std::max(box.x, other.x);
      const double down = std::min(box.y + box.height, other.y + other.height) - std::max(box.y, other.y);
      if (across <= grain || down <= grain) continue;
      FAIL_CHECK("overlaps " << figure.parts[j].name << ' ' << other);
    }
  }
}

/// Empty when every element is closed by its own name; else what is wrong.
std::string check_xml(const std::string& xml) {
  std::vector<std::string> open;
  bool any = false;
  for (std::size_t i = xml.find('<'); i != std::string::npos; i = xml.find('<', i)) {
    const std::size_t end = xml.find('>', i);
    if (end == std::string::npos) return "an element does not end";
    const std::string tag = xml.substr(i + 1, end - i - 1);
    i = end;
    if (tag.starts_with('?') || tag.starts_with('!')) continue;
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return "</" + tag.substr(1) + "> closes nothing";
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      if (open.empty() && any) return "there are two roots";
      open.push_back(tag.substr(0, tag.find_first_of(" \n\t")));
    }
    any = true;
  }
  return open.empty() && any ? "" : "elements are left open";
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("no two parts of a figure overlap, and all lie on the page") {
    for (const Demo& demo : all_demos()) {
      for (const Language language : {Language::English, Language::Chinese}) {
        for (const Settings& settings : {demo.defaults(), longest_settings(demo, language)}) {
          const SnapshotPtr snapshot = evaluate(demo, settings, {90, 60});
          FigureOptions options;
          options.language = language;
          options.scale = 1;
          options.date = "2026-09-30";
          for (const auto& stages : {std::vector<StageId>(), all_stages(demo, settings)}) {
            options.stages = stages;
            for (StageId pinned = -2; pinned < static_cast<StageId>(demo.stages.size()); ++pinned) {
              options.pin.reset();
              if (pinned > -2) {
                const ResultPtr result = snapshot->result(pinned);
                if (!result || result->output.image.empty()) continue;
                options.pin = FigurePin{pinned, {result->output.image.cols / 3, 0}};
              }
              CAPTURE(demo.id);
              CAPTURE(pinned);
              check_layout(lay_out_figure(*snapshot, options));
            }
          }
        }
      }
    }
  }

  TEST_CASE("pictures of any size and form fit") {
    const Demo& demo = demo_called("canny");
    for (const cv::Size size : {cv::Size(1, 1), {9, 2}, {2, 9}, {1, 300}, {2000, 3}, {961, 11}}) {
      const SnapshotPtr snapshot = evaluate(demo, demo.defaults(), size);
      FigureOptions options;
      options.scale = 1;
      options.pin = FigurePin{8, {size.width - 1, size.height - 1}};
      for (int columns = 0; columns <= 8; ++columns) {
        options.columns = columns;
        options.stages = all_stages(demo, demo.defaults());
        CAPTURE(size);
        CAPTURE(columns);
        check_layout(lay_out_figure(*snapshot, options));
      }
      CHECK(make_figure(*snapshot, options, FigureFormat::Png).size() > 1000);
    }
  }

  TEST_CASE("a figure is the same from its own state, byte for byte, under any settings") {
    cv::RNG generator(7);
    const cv::Mat pixels = test::scene({30, 22}, 3);
    const auto shown = [&](const Demo& demo, Settings settings) {
      read_pictures(demo, settings);
      Evaluator evaluator;
      return evaluator.evaluate({&demo, test::frame_of(pixels), settings, {}, {}, true});
    };
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 100; ++round) {
        State state;
        state.demo = demo.id;
        state.settings = test::random_settings(demo, generator);
        const SnapshotPtr snapshot = shown(demo, state.settings);
        const std::vector<StageId> all = all_stages(demo, state.settings);
        if (std::any_of(all.begin(), all.end(),
                        [&](StageId s) { return snapshot->result(s)->error.has_value(); }))
          continue;
        // Mostly small figures, so that there can be many; each stage takes its turn.
        const bool whole = round % 20 == 0;
        FigureOptions options;
        options.stages = whole ? figure_stages(demo, state.settings)
                               : std::vector{all[static_cast<std::size_t>(round) % all.size()]};
        options.scale = whole && round % 40 == 0 ? 2 : 1;
        options.dark = generator.uniform(0, 2) == 1;
        options.language = generator.uniform(0, 2) == 1 ? Language::Chinese : Language::English;
        options.columns = generator.uniform(0, 3);
        options.caption = whole;
        options.source_name = generator.uniform(0, 2) == 1;
        options.date = "2026-01-02";
        if (whole)
          options.pin = FigurePin{source_stage, {generator.uniform(0, 30), generator.uniform(0, 22)}};
        state.stage = demo.stage_id(options.stages.back());
        state.canvas = CanvasState{generator.uniform(0.1, 40.0), {generator.uniform(0.0, 30.0), 7.25}};
        state.source = source_state("/a/photo.png", 0, *snapshot->request.frame);
        state.figure = figure_state(demo, options);
        if (options.pin) state.pins = {{"source", options.pin->at}};
        const auto png = make_figure(*snapshot, options, FigureFormat::Png, state, packed_source(pixels));
        if (whole) {
          const cv::Size size = lay_out_figure(*snapshot, options).drawing.size;
          CHECK(decode_with_opencv(png).size() == size * options.scale);
        }
        const Carried carried = read_carried(png);
        const State back = state_from_json(demo, carried.state);
        REQUIRE(back == state);
        CHECK(cv::norm(decode_with_opencv(carried.source), pixels, cv::NORM_INF) == 0);
        FigureOptions again = figure_options(demo, back);
        again.date = options.date;
        const SnapshotPtr computed = shown(demo, back.settings);
        CHECK(test::compare_snapshots(*computed, *snapshot) == "");
        CHECK(make_figure(*computed, again, FigureFormat::Png, back, carried.source) == png);
      }
    }
  }

  TEST_CASE("SVG is well-formed, PDF is whole, and both are the same every time") {
    for (const Demo& demo : all_demos()) {
      const SnapshotPtr snapshot = evaluate(demo, demo.defaults(), {60, 40});
      FigureOptions options;
      options.language = Language::Chinese;
      options.date = "2026-01-02";
      const auto svg = make_figure(*snapshot, options, FigureFormat::Svg);
      const std::string text(svg.begin(), svg.end());
      CHECK(check_xml(text) == "");
      CHECK(text.starts_with("<?xml"));
      CHECK(text.find("<text") == std::string::npos);  // outlines, so that no typeface is needed
      CHECK(make_figure(*snapshot, options, FigureFormat::Svg) == svg);
      const auto pdf = make_figure(*snapshot, options, FigureFormat::Pdf);
      const std::string bytes(pdf.begin(), pdf.end());
      CHECK(bytes.starts_with("%PDF-"));
      CHECK(bytes.ends_with("%%EOF\n"));
      CHECK(bytes.find("/FontFile") != std::string::npos);
      CHECK(make_figure(*snapshot, options, FigureFormat::Pdf) == pdf);
    }
  }

  TEST_CASE("a figure that would be too large is refused, and so is a stage that takes no part") {
    const Demo& canny = demo_called("canny");
    const SnapshotPtr snapshot = evaluate(canny, canny.defaults(), {1, 3000});
    FigureOptions options;
    options.stages = all_stages(canny, canny.defaults());
    options.columns = 1;
    options.scale = 4;
    CHECK_THROWS_AS(lay_out_figure(*snapshot, options), Error);
    const Demo& morphology = demo_called("morphology");
    Settings erosion = morphology.defaults();
    erosion[0] = 0;
    const SnapshotPtr eroded = evaluate(morphology, erosion, {20, 10});
    options.stages = {*morphology.find_stage("first")};
    CHECK_THROWS_AS(lay_out_figure(*eroded, options), Error);
    CHECK(figure_stages(morphology, erosion).size() == 2);
  }

  TEST_CASE("numbers are told briefly") {
    CHECK(told_number(0) == "0");
    CHECK(told_number(-0.0) == "0");
    CHECK(told_number(-12) == "−12");
    CHECK(told_number(384.096) == "384.1");
    CHECK(told_number(122765.4) == "122765");
    CHECK(told_number(1.25e9) == "1.25·10⁹");
    CHECK(told_number(-3e-7) == "−3·10⁻⁷");
    CHECK(told_number(std::numeric_limits<double>::quiet_NaN()) == "NaN");
    CHECK(told_number(-std::numeric_limits<double>::infinity()) == "−∞");
    CHECK(told_expression("(-83)² + -2 · x-1") == "(−83)² + −2 · x-1");
    std::string plain;
    for (const Span& span : formula_spans("a_{min} + G_σ^2", 15, {})) {
      plain += span.text;
      if (span.text == "min") CHECK((span.level == -1 && !span.italic));
      if (span.text == "σ") CHECK((span.level == -1 && span.italic));
      if (span.text == "2") CHECK(span.level == 1);
    }
    CHECK(plain == "amin + Gσ2");
  }

  TEST_CASE("extensions of figures are known in any case") {
    CHECK(figure_format_of_extension(".PNG") == FigureFormat::Png);
    CHECK(figure_format_of_extension("svg") == FigureFormat::Svg);
    CHECK(figure_format_of_extension(".Pdf") == FigureFormat::Pdf);
    CHECK_FALSE(figure_format_of_extension(".jpg").has_value());
    CHECK_FALSE(figure_format_of_extension("").has_value());
  }
}

}  // namespace pixelwhy
