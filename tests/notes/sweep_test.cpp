#include "notes/sweep.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "core/error.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/sweep_animation.h"
#include "notes/sweep_file.h"
#include "registry.h"
#include "sources/codecs.h"
#include "sources/source.h"
#include "support/demos.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

const Demo& demo_called(const std::string& id) {
  for (const Demo& demo : all_demos()) {
    if (demo.id == id) return demo;
  }
  throw std::logic_error("no such demo");
}

const Parameter& parameter_called(const Demo& demo, const std::string& id) {
  return demo.parameters[static_cast<std::size_t>(demo.find_parameter(id).value())];
}

Sweep sweep_of(const std::string& id, const std::vector<std::pair<std::string, std::string>>& lists) {
  Sweep sweep;
  sweep.demo = &demo_called(id);
  sweep.settings = sweep.demo->defaults();
  sweep.stage = static_cast<StageId>(sweep.demo->stages.size()) - 1;
  for (const auto& [name, text] : lists)
    sweep.axes.push_back({sweep.demo->find_parameter(name).value(),
                          parse_value_list(parameter_called(*sweep.demo, name), text)});
  return sweep;
}

std::vector<double> numbers(const std::vector<Value>& values) {
  std::vector<double> result;
  for (const Value& value : values) result.push_back(number_of(value));
  return result;
}

std::vector<double> numbers(const std::string& demo, const std::string& parameter, const std::string& text) {
  return numbers(parse_value_list(parameter_called(demo_called(demo), parameter), text));
}

/// What is said of a list that is not accepted.
std::string refusal(const std::string& demo, const std::string& parameter, const std::string& text) {
  try {
    parse_value_list(parameter_called(demo_called(demo), parameter), text);
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK(!error.text().zh.empty());
    return error.what();
  }
  return "accepted";
}

bool says(const std::string& message, const std::string& part) {
  const bool found = message.find(part) != std::string::npos;
  if (!found) MESSAGE(message);
  return found;
}

cv::Mat run_alone(const Sweep& sweep, const FramePtr& frame, std::size_t index) {
  Evaluator evaluator;
  return stage_picture(
      *evaluator.evaluate({sweep.demo, frame, sweep.settings_of(index), {sweep.stage}, "textbook", true}),
      sweep.stage);
}

SweepPlan plan_of(Sweep sweep, cv::Size size, const fs::path& path) {
  SweepPlan plan;
  plan.sweep = std::move(sweep);
  plan.frame = test::frame_of(test::scene(size, 3));
  plan.path = path;
  plan.form = sweep_form(path).value();
  plan.look.figure.scale = 1;
  plan.look.figure.date = "2026-01-02";
  return plan;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

/// Nothing of a sheet overlaps, and everything lies within its margin.
void check_layout(const Figure& figure) {
  const cv::Rect2d page(20, 20, figure.drawing.size.width - 40, figure.drawing.size.height - 40);
  constexpr double grain = 0.01;
  for (std::size_t i = 0; i < figure.parts.size(); ++i) {
    const cv::Rect2d& box = figure.parts[i].box;
    CAPTURE(figure.parts[i].name);
    CAPTURE(box);
    CHECK((box & page).area() >= box.area() - grain);
    for (std::size_t j = 0; j < i; ++j) {
      const cv::Rect2d shared = box & figure.parts[j].box;
      if (shared.width > grain && shared.height > grain) FAIL_CHECK("overlaps " << figure.parts[j].name);
    }
  }
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("value lists hold what people expect of them") {
    CHECK(numbers("canny", "sigma", "0.5:3:0.5") == std::vector{0.5, 1.0, 1.5, 2.0, 2.5, 3.0});
    CHECK(numbers("canny", "sigma", "0.1:0.5:0.1") == std::vector{0.1, 0.2, 0.3, 0.4, 0.5});
    CHECK(numbers("canny", "sigma", "0:1:0.3") == std::vector{0.0, 0.3, 0.6, 0.9});
    CHECK(numbers("canny", "sigma", "3:1:-1") == std::vector{3.0, 2.0, 1.0});
    CHECK(numbers("canny", "sigma", "2:2:1") == std::vector{2.0});
    CHECK(numbers("canny", "sigma", "49.9:50:0.1") == std::vector{49.9, 50.0});
    CHECK(numbers("canny", "sigma", "3,0.5,1") == std::vector{3.0, 0.5, 1.0});
    CHECK(numbers("canny", "sigma", "0:+3:+1") == std::vector{0.0, 1.0, 2.0, 3.0});
    CHECK(numbers("morphology", "width", "1:9:4") == std::vector{1.0, 5.0, 9.0});
    CHECK(numbers("interpolation", "angle", "-10:10:5") == std::vector{-10.0, -5.0, 0.0, 5.0, 10.0});
    CHECK(numbers("morphology", "operation", "all").size() == 7);
    CHECK(numbers("morphology", "operation", "close,open") == std::vector{3.0, 2.0});
    CHECK(numbers("canny", "sigma", "0:50:0.05").size() == 1001);
    const Parameter& sigma = parameter_called(demo_called("canny"), "sigma");
    CHECK(is_value_list(sigma, "1,2"));
    CHECK(is_value_list(sigma, "1:2:1"));
    CHECK_FALSE(is_value_list(sigma, "1"));
    CHECK_FALSE(is_value_list(sigma, "all"));
  }

  TEST_CASE("value lists that are wrong are refused by name, text and what would be accepted") {
    CHECK(says(refusal("canny", "sigma", ""), "sigma: '' holds no value; expected FROM:TO:STEP or A,B,C"));
    CHECK(says(refusal("canny", "sigma", ","), "holds no value"));
    CHECK(says(refusal("canny", "sigma", "1,,2"), "'' is not accepted"));
    CHECK(says(refusal("canny", "sigma", "1,2,1"), "has '1' twice"));
    CHECK(says(refusal("canny", "sigma", "1:2"), "expected FROM:TO:STEP"));
    CHECK(says(refusal("canny", "sigma", "1:2:3:4"), "expected FROM:TO:STEP"));
    CHECK(says(refusal("canny", "sigma", "1:2:0"), "step '0'; expected a number other than 0"));
    CHECK(says(refusal("canny", "sigma", "1:2:x"), "step 'x'"));
    CHECK(says(refusal("canny", "sigma", "1:2:inf"), "step 'inf'"));
    CHECK(says(refusal("canny", "sigma", "3:1:0.5"), "expected 3:1:-0.5"));
    CHECK(says(refusal("canny", "sigma", "0:60:10"),
               "'60' is not accepted; expected a number from 0 to 50 px"));
    CHECK(says(refusal("canny", "sigma", "-1,2"), "expected a number from 0 to 50 px"));
    CHECK(says(refusal("canny", "sigma", "0:50:0.005"), "10001 values; expected at most 1024"));
    CHECK(says(refusal("canny", "sigma", "0:50:1e-300"), "expected at most 1024"));
    CHECK(says(refusal("morphology", "width", "1:9:0.5"), "expected a whole number other than 0"));
    CHECK(says(refusal("morphology", "width", "1.5:9:1"), "a whole number from"));
    CHECK(says(refusal("morphology", "operation", "open:close:1"), "expected all, or A,B,C"));
    CHECK(says(refusal("morphology", "operation", "open,clse"), "did you mean 'close'?"));
  }

  TEST_CASE("lists read back as they are written, and are told briefly") {
    for (const Demo& demo : all_demos()) {
      cv::RNG generator(5);
      for (const Parameter& parameter : demo.parameters) {
        std::vector<Value> values{parameter.initial};
        for (int i = 0; i < 4; ++i) {
          const Value value = test::another_value(parameter, values.back(), generator);
          if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
        }
        CAPTURE(parameter.id);
        CHECK(parse_value_list(parameter, format_value_list(parameter, values)) == values);
        CHECK(!told_values(Language::Chinese, parameter, values).empty());
      }
    }
    const Parameter& sigma = parameter_called(demo_called("canny"), "sigma");
    const auto values = parse_value_list(sigma, "0.5:3:0.5");
    CHECK(format_value_list(sigma, values) == "0.5:3:0.5");
    CHECK(told_values(Language::English, sigma, values) == "0.5 to 3 px");
    CHECK(told_values(Language::English, sigma, parse_value_list(sigma, "1,2.5")) == "1, 2.5 px");
  }

  TEST_CASE("every picture of a sweep is what its settings give alone, reduced in the same way") {
    const FramePtr frame = test::frame_of(test::scene({90, 60}, 3));
    for (const Demo& demo : all_demos()) {
      cv::RNG generator(11);
      for (int round = 0; round < 3; ++round) {
        Sweep sweep;
        sweep.demo = &demo;
        sweep.settings = test::random_settings(demo, generator);
        sweep.stage = generator.uniform(-1, static_cast<int>(demo.stages.size()));
        const int count = static_cast<int>(demo.parameters.size());
        const int first = generator.uniform(0, count);
        for (const int parameter : {first, (first + 1) % count}) {
          const Parameter& declared = demo.parameters[static_cast<std::size_t>(parameter)];
          const Value value = declared.initial;
          sweep.axes.push_back({parameter, {value, test::another_value(declared, value, generator)}});
        }
        SweepLook look;
        look.figure.scale = 1;
        look.tile = 40;
        bool any = false;
        for (std::size_t i = 0; i < sweep.size(); ++i) any = any || !sweep.problem(i);
        if (!any) continue;
        Evaluator evaluator;
        std::size_t taken = 0;
        compute_sweep(sweep, frame, evaluator, {}, [&](const SweptPicture& picture) {
          ++taken;
          CHECK(picture.problem.empty() != picture.pixels.empty());
          if (sweep.problem(picture.index) || picture.pixels.empty()) return;
          const cv::Mat alone = run_alone(sweep, frame, picture.index);
          CAPTURE(demo.id);
          CHECK(test::largest_difference(picture.pixels, alone) == 0);
          const cv::Size size = shown_size(alone.size(), 40);
          CHECK(test::largest_difference(reduced_to(picture.pixels, size), reduced_to(alone, size)) == 0);
        });
        CHECK(taken == sweep.size());
      }
    }
  }

  TEST_CASE("only what changes is computed again, whichever parameter was named first") {
    const FramePtr frame = test::frame_of(test::scene({60, 40}, 3));
    using Lists = std::vector<std::pair<std::string, std::string>>;
    for (const Lists& lists : {Lists{{"sigma", "1:3:1"}, {"high", "60:140:20"}},
                               Lists{{"high", "60:140:20"}, {"sigma", "1:3:1"}}}) {
      const Sweep sweep = sweep_of("canny", lists);
      Evaluator evaluator;
      CHECK(compute_sweep(sweep, frame, evaluator, {}, [](const SweptPicture&) {}));
      const Demo& canny = *sweep.demo;
      for (const auto& [stage, runs] :
           {std::pair{"gray", 1}, {"smooth", 3}, {"gx", 3}, {"thin", 3}, {"edges", 15}}) {
        CAPTURE(stage);
        CHECK(evaluator.runs()[static_cast<std::size_t>(canny.find_stage(stage).value())] == runs);
      }
    }
    // The OpenCV reference is taken of stages that are shared likewise.
    Sweep sweep = sweep_of("gaussian-blur", {{"sigma", "1,2"}});
    sweep.variant = "opencv";
    Evaluator evaluator;
    CHECK(compute_sweep(sweep, frame, evaluator, {},
                        [](const SweptPicture& picture) { CHECK(!picture.pixels.empty()); }));
  }

  TEST_CASE("contradictions are pictures with words; a sweep of nothing else is refused") {
    const FramePtr frame = test::frame_of(test::scene({60, 40}, 3));
    const Sweep sweep = sweep_of("canny", {{"low", "50,200"}, {"high", "100,300"}});
    CHECK(sweep.first() == 0);
    CHECK(sweep.problem(2).has_value());
    Evaluator evaluator;
    compute_sweep(sweep, frame, evaluator, {}, [&](const SweptPicture& picture) {
      CHECK(picture.pixels.empty() == (picture.index == 2));
      if (picture.index == 2)
        CHECK(picture.problem.en == "low 200 exceeds high 100; low must not exceed high");
    });
    CHECK_THROWS_WITH_AS(sweep_of("canny", {{"low", "500,600"}}).check(),
                         doctest::Contains("none of the combinations is possible: low 500 exceeds high 150"),
                         Error);
    CHECK_THROWS_WITH_AS(sweep_of("canny", {}).check(), doctest::Contains("nothing to sweep"), Error);
    CHECK_THROWS_WITH_AS(sweep_of("canny", {{"low", "1,2"}, {"high", "5,6"}, {"sigma", "1,2"}}).check(),
                         doctest::Contains("3 parameters have several values (low, high or sigma)"), Error);
    CHECK_THROWS_WITH_AS(sweep_of("canny", {{"low", "1:100:1"}, {"high", "101:200:1"}}).check(),
                         doctest::Contains("10000 pictures; expected at most 1024"), Error);
    Sweep erosions = sweep_of("morphology", {{"operation", "erode,open"}});
    erosions.stage = erosions.demo->find_stage("first").value();
    CHECK(erosions.problem(0).has_value());
    CHECK(erosions.first() == 1);
  }

  TEST_CASE("sheets of every demo lie well in both languages, with and without columns") {
    const FramePtr frame = test::frame_of(test::scene({90, 60}, 3));
    for (const Demo& demo : all_demos()) {
      for (const Language language : {Language::English, Language::Chinese}) {
        for (const std::size_t axes : {1, 2}) {
          for (std::size_t first = 0; first < demo.parameters.size(); ++first) {
            Sweep sweep;
            sweep.demo = &demo;
            sweep.settings = demo.defaults();
            sweep.stage = static_cast<StageId>(demo.stages.size()) - 1;
            for (std::size_t i = first; i < first + axes; ++i) {
              const std::size_t place = i % demo.parameters.size();
              const Parameter& parameter = demo.parameters[place];
              std::vector<Value> values = listed_values(parameter);
              if (!values.empty()) {
                CHECK(parse_value_list(parameter, "all") == values);
              } else if (!is_numeric(parameter)) {
                values = {parameter.initial};
              } else {
                values = parse_value_list(parameter, format_number(parameter.slider.low) + "," +
                                                         format_number(parameter.slider.high));
              }
              sweep.axes.push_back({static_cast<int>(place), values});
            }
            SweepLook look;
            look.figure.language = language;
            look.figure.date = "2026-09-30";
            look.figure.scale = 1;
            ContactSheet sheet(sweep, frame, look);
            for (std::size_t i = 0; i < sweep.size(); ++i) {
              SweptPicture picture{i, {}, {}};
              if (const auto problem = sweep.problem(i)) {
                picture.problem = problem->text();
              } else {
                picture.pixels = test::scene({90, 60}, 4);
              }
              sheet.take(picture);
            }
            CAPTURE(demo.id);
            CAPTURE(demo.parameters[first].id);
            check_layout(sheet.lay_out());
          }
        }
      }
    }
  }

  TEST_CASE("a sheet of any picture lies well; one that is too large is refused before it is computed") {
    for (const cv::Size size : {cv::Size(1, 1), {9, 2}, {1, 300}, {2000, 3}}) {
      const FramePtr frame = test::frame_of(test::scene(size, 3));
      const Sweep sweep = sweep_of("gaussian-blur", {{"sigma", "1:5:1"}});
      for (const int columns : {0, 1, 3, 64}) {
        SweepLook look;
        look.figure.scale = 1;
        look.figure.columns = columns;
        ContactSheet sheet(sweep, frame, look);
        Evaluator evaluator;
        compute_sweep(sweep, frame, evaluator, {}, [&](const SweptPicture& picture) { sheet.take(picture); });
        check_layout(sheet.lay_out());
      }
    }
    const Sweep many = sweep_of("gaussian-blur", {{"sigma", "1:32:1"}, {"radius", "1:32:1"}});
    SweepLook look;
    look.tile = 1000;
    CHECK_THROWS_WITH_AS(ContactSheet(many, test::frame_of(test::scene({90, 60}, 3)), look),
                         doctest::Contains("choose fewer values"), Error);
  }

  TEST_CASE("an animation and a video hold every value once, all frames as large as each other") {
    const test::TemporaryFolder folder;
    for (const char* name : {"x.webp", "x.mkv", "x.mp4"}) {
      SweepPlan plan =
          plan_of(sweep_of("interpolation", {{"scale", "0.5:1.5:0.25"}}), {90, 60}, folder / name);
      plan.lossless = plan.form == SweepForm::Webp;
      std::size_t told = 0;
      CHECK(write_sweep(plan, {{}, [&](std::size_t done, std::size_t total) {
                                 CHECK(total == 5);
                                 told = done;
                               }}));
      CHECK(told == 5);
      SweepFrames frames(plan.sweep, plan.frame, plan.look);
      const cv::Mat first = frames.draw({0, run_alone(plan.sweep, plan.frame, 0), {}});
      const auto source = open_source(plan.path.string());
      const FramePtr read = source->frame(0);
      CHECK(read->pixels.size() == first.size());
      CHECK(first.cols % 2 == 0);
      CHECK(first.rows % 2 == 0);
      if (plan.lossless) CHECK(test::largest_difference(read->pixels, first) == 0);
      if (plan.form != SweepForm::Webp) CHECK(source->count() == 5);
      // The label changes from one to the next, also where the picture does not.
      const cv::Mat same = run_alone(plan.sweep, plan.frame, 0);
      CHECK(cv::norm(frames.draw({1, same, {}}), frames.draw({2, same, {}}), cv::NORM_L1) > 0);
    }
    CHECK(files_in(folder.path()).size() == 3);
    SweepPlan two =
        plan_of(sweep_of("canny", {{"sigma", "1,2"}, {"high", "100,200"}}), {60, 40}, folder / "y.webp");
    CHECK_THROWS_WITH_AS(write_sweep(two, {}), doctest::Contains("takes one"), Error);
  }

  TEST_CASE("cancelled or failed, a sweep leaves what was there") {
    const test::TemporaryFolder folder;
    for (const char* name : {"x.png", "x.svg", "x.webp", "x.mkv"}) {
      SweepPlan plan = plan_of(sweep_of("canny", {{"sigma", "1:5:1"}}), {60, 40}, folder / name);
      std::size_t done = 0;
      const SweepHooks hooks{[&] { return done >= 3; },
                             [&](std::size_t so_far, std::size_t) { done = so_far; }};
      CHECK_FALSE(write_sweep(plan, hooks));
      CHECK(files_in(folder.path()).empty());
      plan.path = folder / (std::string("nowhere/") + name);
      CHECK_THROWS_AS(write_sweep(plan, {}), Error);
      CHECK(files_in(folder.path()).empty());
    }
  }

  TEST_CASE("a sheet carries the settings of its first picture") {
    const test::TemporaryFolder folder;
    SweepPlan plan = plan_of(sweep_of("canny", {{"low", "300,60"}}), {60, 40}, folder / "x.png");
    State state;
    state.demo = "canny";
    state.settings = plan.sweep.settings_of(plan.sweep.first());
    plan.state = state;
    CHECK(write_sweep(plan, {}));
    const std::string bytes = read_text(plan.path);
    const State back = state_from_json(
        *plan.sweep.demo, read_carried(std::vector<std::uint8_t>(bytes.begin(), bytes.end())).state);
    CHECK(std::get<double>(
              back.settings[static_cast<std::size_t>(*plan.sweep.demo->find_parameter("low"))]) == 60);
  }
}

}  // namespace pixelwhy
