// Promises that every registered demo keeps; a new demo is covered without a word here.

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <opencv2/core.hpp>
#include <sstream>

#include "core/data_dir.h"
#include "core/disagreement.h"
#include "core/evaluator.h"
#include "notes/preset_shelf.h"
#include "registry.h"
#include "sources/second_picture.h"
#include "sources/source.h"
#include "support/demos.h"
#include "support/pictures.h"
#include "support/variable.h"

namespace pixelwhy {

namespace {

bool same_data(const Data& a, const Data& b) {
  if (a.index() != b.index()) return false;
  if (const auto* histogram = std::get_if<Histogram>(&a))
    return histogram->counts == std::get<Histogram>(b).counts;
  if (const auto* curve = std::get_if<Curve>(&a)) {
    const Curve& other = std::get<Curve>(b);
    return curve->x == other.x && curve->y == other.y && curve->reference == other.reference;
  }
  if (const auto* matrix = std::get_if<Matrix>(&a))
    return test::largest_difference(matrix->values, std::get<Matrix>(b).values) == 0;
  if (const auto* lines = std::get_if<Lines>(&a)) return lines->lines == std::get<Lines>(b).lines;
  if (const auto* facts = std::get_if<Facts>(&a)) return facts->facts == std::get<Facts>(b).facts;
  if (const auto* points = std::get_if<Points>(&a)) return points->points == std::get<Points>(b).points;
  return true;
}

SnapshotPtr evaluate(const Demo& demo, const FramePtr& frame, Settings settings) {
  read_pictures(demo, settings);
  Evaluator evaluator;
  return evaluator.evaluate({&demo, frame, settings, {}, {}, true});
}

/// Corners, the middle of each border, and random places.
std::vector<cv::Point> places(cv::Size size, int count, cv::RNG& generator) {
  const int right = size.width - 1;
  const int bottom = size.height - 1;
  std::vector<cv::Point> result = {{0, 0},         {right, 0},      {0, bottom},         {right, bottom},
                                   {right / 2, 0}, {0, bottom / 2}, {right, bottom / 2}, {right / 2, bottom}};
  for (int i = 0; i < count; ++i) {
    result.emplace_back(generator.uniform(0, size.width), generator.uniform(0, size.height));
  }
  return result;
}

bool both_languages(const Text& text) { return !text.en.empty() && !text.zh.empty(); }

std::string about_page(const Demo& demo, const char* language) {
  std::ifstream file(data_dir() / "demos" / demo.id / (std::string("about.") + language + ".md"));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("walk") {
  TEST_CASE("declarations are complete in both languages") {
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      CHECK_NOTHROW(demo.check(demo.defaults()));
      CHECK(both_languages(demo.name));
      CHECK(both_languages(demo.summary));
      for (const Parameter& parameter : demo.parameters) {
        CAPTURE(parameter.id);
        CHECK(both_languages(parameter.name));
        CHECK(both_languages(parameter.help));
        CHECK(parameter.hard.low <= parameter.slider.low);
        CHECK(parameter.slider.high <= parameter.hard.high);
        for (const Option& option : parameter.options) CHECK(both_languages(option.name));
        for (const NamedMatrix& named : parameter.named) CHECK(both_languages(named.name));
      }
      for (const Stage& stage : demo.stages) {
        CHECK(both_languages(stage.name));
        if (!stage.reference) continue;
        CHECK(both_languages(stage.reference->note));
        for (const Suspect& suspect : stage.reference->suspects) CHECK(both_languages(suspect.name));
      }
    }
  }

  TEST_CASE(
      "every stage with a reference is written with OpenCV, and every picture stage names its functions") {
    for (const Demo& demo : all_demos()) {
      for (const Stage& stage : demo.stages) {
        CAPTURE(demo.id);
        CAPTURE(stage.id);
        if (stage.reference) CHECK(stage.code);
        if (stage.kind == StageKind::Image) CHECK_FALSE(stage.functions.empty());
        for (const std::string& function : stage.functions) {
          CAPTURE(function);
          CHECK(std::any_of(demo_sources().begin(), demo_sources().end(), [&](const SourceFile& file) {
            return file.text.find(" " + function + "(") != std::string_view::npos;
          }));
        }
      }
    }
  }

  TEST_CASE("every demo has an about page worth reading in both languages") {
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      std::istringstream english(about_page(demo, "en"));
      const auto words = std::distance(std::istream_iterator<std::string>(english), {});
      CHECK(words >= 300);
      CHECK(about_page(demo, "zh").size() >= 3 * 400);  // three bytes a character
    }
  }

  TEST_CASE("values round-trip through their texts") {
    cv::RNG generator(7);
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 20; ++round) {
        const Settings settings = test::random_settings(demo, generator);
        for (std::size_t i = 0; i < settings.size(); ++i) {
          const Parameter& parameter = demo.parameters[i];
          CHECK(parse_value(parameter, format_value(parameter, settings[i])) == settings[i]);
        }
      }
    }
  }

  TEST_CASE("an explanation arrives at the stage's pixel, for every stage") {
    cv::RNG generator(11);
    const FramePtr frame = test::frame_of(test::scene({47, 36}, 3));
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 12; ++round) {
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr snapshot = evaluate(demo, frame, settings);
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const ResultPtr result = snapshot->result(stage);
          if (!result || result->output.image.empty()) continue;
          for (const cv::Point at : places(result->output.image.size(), 12, generator)) {
            CHECK(test::check_explanation(*snapshot, stage, at) == "");
          }
        }
      }
    }
  }

  TEST_CASE("terms and steps tell the channels in the order R, G, B") {
    cv::RNG generator(29);
    const FramePtr frame = test::frame_of(test::scene({40, 30}, 4));
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 6; ++round) {
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr snapshot = evaluate(demo, frame, settings);
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const ResultPtr result = snapshot->result(stage);
          if (!result || result->error || result->output.image.channels() != 3) continue;
          CAPTURE(demo.id);
          CAPTURE(demo.stage_id(stage));
          const Explanation explanation = explain(*snapshot, stage, {11, 7});
          // Where each channel is met first; memory order is B, G, R.
          std::string terms;
          for (const Term& term : explanation.terms) {
            const char name = "BGR"[term.channel];
            if (terms.find(name) == std::string::npos) terms += name;
          }
          CHECK(terms == "RGB");
          std::string steps;
          for (const Step& step : explanation.steps) {
            const char last = step.label.en.empty() ? ' ' : step.label.en.back();
            if (std::string("RGB").find(last) != std::string::npos && !steps.ends_with(last)) steps += last;
          }
          CHECK((steps.empty() || steps == "RGB"));
        }
      }
    }
  }

  TEST_CASE("a wrong pixel does not pass for explained") {
    const FramePtr frame = test::frame_of(test::scene({40, 30}, 5));
    cv::RNG generator(13);
    for (const Demo& demo : all_demos()) {
      const SnapshotPtr good = evaluate(demo, frame, demo.defaults());
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const ResultPtr result = good->result(stage);
        if (!result || result->output.image.empty()) continue;
        const cv::Mat& image = result->output.image;
        const cv::Point at(generator.uniform(0, image.cols), generator.uniform(0, image.rows));
        auto corrupted = std::make_shared<StageResult>(*result);
        corrupted->output.image = image.clone();
        cv::Mat pixel = corrupted->output.image(cv::Rect(at, cv::Size(1, 1)));
        pixel = pixel + cv::Scalar::all(value_at(image, at) > 200 ? -9 : 9);
        Snapshot bad = *good;
        bad.stages[static_cast<std::size_t>(stage)] = corrupted;
        CAPTURE(demo.id);
        CAPTURE(demo.stage_id(stage));
        CHECK(test::check_explanation(*good, stage, at) == "");
        CHECK(test::check_explanation(bad, stage, at) != "");
      }
    }
  }

  TEST_CASE("references agree within their stated tolerance") {
    cv::RNG generator(17);
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 25; ++round) {
        const cv::Size size(generator.uniform(1, 70), generator.uniform(1, 60));
        const FramePtr frame = test::frame_of(test::scene(size, static_cast<std::uint64_t>(round) + 1));
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr snapshot = evaluate(demo, frame, settings);
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
          const ResultPtr result = snapshot->result(stage);
          if (!result || result->error || !find_variant(declared, "opencv", settings)) continue;
          const Output reference = compute_reference(*snapshot, stage);
          std::string words;
          for (std::size_t i = 0; i < settings.size(); ++i) {
            words += demo.parameters[i].id + "=" + format_value(demo.parameters[i], settings[i]) + " ";
          }
          CAPTURE(demo.id);
          CAPTURE(declared.id);
          CAPTURE(words);
          CAPTURE(size);
          CHECK(test::largest_difference(result->output.image, reference.image) <=
                declared.reference->tolerance);
        }
      }
    }
  }

  TEST_CASE(
      "what a suspect is said to explain equals the reference, and suspects come only where they differ") {
    cv::RNG generator(37);
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 8; ++round) {
        const FramePtr frame = test::frame_of(test::scene({41, 33}, static_cast<std::uint64_t>(round) + 1));
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          if (!can_disagree(demo, stage, settings)) continue;
          Evaluator evaluator;
          const SnapshotPtr snapshot = evaluator.evaluate(
              {&demo, frame, settings, stages_to_disagree(demo, stage, settings), {}, true});
          if (snapshot->result(stage)->error) continue;
          const Disagreement found = disagree(*snapshot, stage);
          CAPTURE(demo.id);
          CAPTURE(demo.stage_id(stage));
          CHECK(found.complete);
          if (found.same_rules) CHECK(found.figures.largest <= found.reference->tolerance);
          if (found.agrees()) CHECK(found.suspects.empty());
          for (const TriedSuspect& tried : found.suspects) CHECK(tried.image.size() == found.theirs.size());
          for (const DifferingPixel& pixel : found.worst) {
            for (const std::size_t cause : cause_at(found, pixel.at))
              CHECK(difference_at(found.suspects[cause].image, found.theirs, pixel.at) == 0);
          }
        }
      }
    }
  }

  TEST_CASE("every parameter changes something, and only what depends on it is run again") {
    cv::RNG generator(19);
    const FramePtr frame = test::frame_of(test::scene({160, 120}, 9));
    for (const Demo& demo : all_demos()) {
      for (int parameter = 0; parameter < static_cast<int>(demo.parameters.size()); ++parameter) {
        const auto p = static_cast<std::size_t>(parameter);
        CAPTURE(demo.id);
        CAPTURE(demo.parameters[p].id);
        bool changed = false;
        // Under some settings a parameter rightly changes nothing (a limit that is not reached): others are
        // tried.
        for (int attempt = 0; attempt < 8 || (!changed && attempt < 300); ++attempt) {
          const Settings start = attempt < 8 ? demo.defaults() : test::random_settings(demo, generator);
          Settings base = test::make_relevant(demo, parameter, start);
          Settings moved = base;
          moved[p] = test::another_value(demo.parameters[p], base[p], generator);
          try {
            demo.check(moved);
          } catch (const Error&) {
            continue;
          }
          read_pictures(demo, base);
          read_pictures(demo, moved);
          Evaluator evaluator;
          const SnapshotPtr before = evaluator.evaluate({&demo, frame, base, {}, {}, true});
          const std::vector<int> runs_before = evaluator.runs();
          const SnapshotPtr after = evaluator.evaluate({&demo, frame, moved, {}, {}, true});
          CHECK(test::compare_snapshots(*after, *evaluate(demo, frame, moved)) == "");
          const std::vector<bool> dirty = demo.dirtied_by(parameter, base);
          for (std::size_t stage = 0; stage < demo.stages.size(); ++stage) {
            const int extra = evaluator.runs()[stage] - runs_before[stage];
            // A stage that takes part only now runs for the first time.
            const bool took_part = demo.stages[stage].active(base);
            const bool takes_part = demo.stages[stage].active(moved);
            CAPTURE(demo.stages[stage].id);
            CHECK(extra == (takes_part && (dirty[stage] || !took_part) ? 1 : 0));
          }
          const std::vector<int> runs_after = evaluator.runs();
          evaluator.evaluate({&demo, frame, moved, {}, {}, true});
          CHECK(evaluator.runs() == runs_after);
          changed = changed || test::compare_snapshots(*before, *after) != "";
        }
        CHECK(changed);
      }
    }
  }

  TEST_CASE("the input is never written to, and tiny pictures work") {
    cv::RNG generator(23);
    for (const Demo& demo : all_demos()) {
      for (const cv::Size size :
           {cv::Size(1, 1), cv::Size(1, 9), cv::Size(7, 1), cv::Size(2, 2), cv::Size(33, 20)}) {
        const cv::Mat pixels = test::scene(size, 21);
        const cv::Mat copy = pixels.clone();
        const SnapshotPtr snapshot =
            evaluate(demo, test::frame_of(pixels), test::random_settings(demo, generator));
        CAPTURE(demo.id);
        CAPTURE(size);
        CHECK(test::largest_difference(pixels, copy) == 0);
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const ResultPtr result = snapshot->result(stage);
          if (!result) continue;
          // A stage may say that the settings want a larger picture.
          if (result->error) CHECK(result->error->kind() == Error::Kind::Usage);
          if (result->output.image.empty()) continue;
          CHECK(test::check_explanation(*snapshot, stage, {0, 0}) == "");
        }
      }
    }
  }

  TEST_CASE("variants agree with the textbook code as far as they say") {
    cv::RNG generator(32);
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      for (const cv::Size size : {cv::Size(61, 45), cv::Size(40, 73), cv::Size(7, 1), cv::Size(96, 96)}) {
        const FramePtr frame = test::frame_of(test::scene(size, 31));
        const Settings settings = size.width == 61 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr textbook = Evaluator().evaluate({&demo, frame, settings, {}, "textbook", true});
        for (std::size_t i = 0; i < demo.stages.size(); ++i) {
          if (!textbook->stages[i]) continue;
          const Output& expected = textbook->stages[i]->output;
          const bool refused = textbook->stages[i]->error.has_value();
          for (const Variant& variant : demo.stages[i].variants) {
            CAPTURE(variant.id);
            CHECK((variant.tolerance == 0.0 || (variant.id != "fast" && !variant.fused)));
            CHECK((variant.tolerance == 0.0) == variant.note.en.empty());  // what differs says why
            if (!variant.applies(settings)) continue;
            if (refused) {  // the settings want a larger picture
              CHECK_THROWS_AS(run_computation(*textbook, variant.computation), Error);
              continue;
            }
            const Output found = run_computation(*textbook, variant.computation);
            CHECK(found.image.size() == expected.image.size());
            if (!variant.tolerance) continue;
            CHECK(test::largest_difference(found.image, expected.image) <= *variant.tolerance);
            if (variant.tolerance == 0.0) CHECK(same_data(found.data, expected.data));
          }
        }
      }
    }
  }

  TEST_CASE("a stage that is looked at alone is the same, whatever code passes over the others") {
    cv::RNG generator(33);
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      for (const cv::Size size : {cv::Size(83, 61), cv::Size(3, 40), cv::Size(128, 64)}) {
        const FramePtr frame = test::frame_of(test::scene(size, 34));
        const Settings settings = size.width == 83 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr textbook = Evaluator().evaluate({&demo, frame, settings, {}, "textbook", true});
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          if (!textbook->result(stage)) continue;
          CAPTURE(demo.stage_id(stage));
          Request alone{&demo, frame, settings, {stage}, {}, false};
          alone.fuse = true;
          const Output found = Evaluator().evaluate(alone)->result(stage)->output;
          const Output& expected = textbook->result(stage)->output;
          CHECK(test::largest_difference(found.image, expected.image) == 0);
          CHECK(same_data(found.data, expected.data));
        }
      }
    }
  }

  TEST_CASE("what runs unless another code is asked for equals the textbook code, data included") {
    cv::RNG generator(61);
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      for (const cv::Size size : {cv::Size(90, 47), cv::Size(64, 64), cv::Size(5, 3), cv::Size(131, 20)}) {
        const FramePtr frame = test::frame_of(test::scene(size, 62));
        const Settings settings = size.width == 90 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr textbook = Evaluator().evaluate({&demo, frame, settings, {}, "textbook", true});
        const SnapshotPtr usual = evaluate(demo, frame, settings);
        for (std::size_t stage = 0; stage < demo.stages.size(); ++stage) {
          if (!textbook->stages[stage]) continue;
          CAPTURE(demo.stages[stage].id);
          CHECK(textbook->stages[stage]->variant == "textbook");
          const Output& expected = textbook->stages[stage]->output;
          const Output& found = usual->stages[stage]->output;
          CHECK(test::largest_difference(found.image, expected.image) == 0);
          CHECK(same_data(found.data, expected.data));
        }
      }
    }
  }

  TEST_CASE("the receptive field of a pixel contains what its terms name") {
    const FramePtr frame = test::frame_of(test::scene({40, 30}, 41));
    for (const Demo& demo : all_demos()) {
      const SnapshotPtr snapshot = evaluate(demo, frame, demo.defaults());
      const auto last = static_cast<StageId>(demo.stages.size()) - 1;
      const cv::Mat& image = snapshot->result(last)->output.image;
      const std::vector<cv::Mat> reached = trace_back(*snapshot, last, {image.cols / 2, image.rows / 2});
      REQUIRE(reached.size() == demo.stages.size() + 1);
      CAPTURE(demo.id);
      CHECK(reached.back().size() == frame->pixels.size());
      CHECK(cv::countNonZero(reached.back()) >= 1);
    }
  }
}

TEST_CASE("the presets that come with a demo hold, teach in both languages, and bring a sample") {
  const test::Variable nobody("XDG_CONFIG_HOME", "/nowhere");  // none of anybody's own
  for (const Demo& demo : all_demos()) {
    CAPTURE(demo.id);
    const PresetList list = presets_of(demo);
    CHECK(list.refused.empty());
    for (const NamedPreset& preset : list.presets) {
      CAPTURE(preset.id);
      const State& state = preset.preset.state;
      CHECK(both_languages(preset.name));
      CHECK(both_languages(state.lesson));
      CHECK(preset.id == preset_id(preset.id));
      REQUIRE(state.source);
      CHECK(state.source->spec.starts_with("sample:"));
      const std::optional<StageId> stage = demo.find_stage(state.stage);
      REQUIRE(stage);
      const SnapshotPtr snapshot = evaluate(demo, open_source(state.source->spec)->frame(0), state.settings);
      REQUIRE(snapshot->result(*stage));
      CHECK_FALSE(snapshot->result(*stage)->error);
    }
  }
}

}  // namespace pixelwhy
