#include "notes/code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "core/error.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/own_source.h"
#include "notes/png.h"
#include "registry.h"
#include "sources/codecs.h"
#include "support/demos.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

constexpr CodeLanguage languages[] = {CodeLanguage::Cpp, CodeLanguage::Python};

/// The stages that take part and are written with OpenCV.
std::vector<StageId> stages_with_code(const Demo& demo, const Settings& settings) {
  std::vector<StageId> result;
  for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
    const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
    if (declared.code && declared.active(settings)) result.push_back(stage);
  }
  return result;
}

/// Whether brackets close in the order in which they open; strings and comments of the programs have none
/// alone.
bool balanced(const std::string& text) {
  static const std::map<char, char> closing = {{')', '('}, {']', '['}, {'}', '{'}};
  std::string open;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') open += c;
    const auto pair = closing.find(c);
    if (pair == closing.end()) continue;
    if (open.empty() || open.back() != pair->second) return false;
    open.pop_back();
  }
  return open.empty();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// `$id`, which a program must not hold any more.
bool has_unfilled_name(const std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '$' && std::isalpha(static_cast<unsigned char>(text[i + 1]))) return true;
  }
  return false;
}

/// A picture on disk, and a program beside it that is run on it.
class Workshop {
 public:
  Workshop() { write_whole(folder_ / "in.png", std::span<const std::uint8_t>(encode_png(picture_))); }

  const cv::Mat& picture() const { return picture_; }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  int run(const std::string& command) const {
    return std::system((command + " >" + file("log") + " 2>&1").c_str());
  }
  std::string log() const { return read_text(folder_ / "log"); }

  /// What the program writes; empty when it fails.
  cv::Mat result_of(const std::string& program, const std::string& extension) const {
    const std::string out = file("out" + extension);
    std::filesystem::remove(out);
    if (run(program + " " + file("in.png") + " " + out) != 0) return {};
    const std::string bytes = read_text(out);
    return decode_with_opencv({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }

  /// The command that runs a program, compiled first where that must be.
  std::string made(const std::string& text, CodeLanguage language) const {
    if (language == CodeLanguage::Python) {
      write_whole(folder_ / "program.py", text);
      return "/usr/bin/python3 " + file("program.py");
    }
    write_whole(folder_ / "program.cpp", text);
    const std::string compile =
        std::string(PIXELWHY_CXX) + " -std=c++17 -O1 -Wall -Wextra -Werror -o " + file("program") + " " +
        file("program.cpp") +
        " $(pkg-config --cflags opencv4) -lopencv_imgcodecs -lopencv_imgproc -lopencv_core";
    CAPTURE(text);
    const int status = run(compile);
    CAPTURE(log());
    REQUIRE(status == 0);
    return file("program");
  }

  /// A program's picture is that of the OpenCV reference where there is one, else the stage's own.
  void check(const Demo& demo, const Settings& settings, StageId stage, CodeLanguage language) const {
    const CodeRequest request{&demo, settings, stage, language};
    const std::string words = command_of(request);
    CAPTURE(words);
    Evaluator evaluator;
    const SnapshotPtr snapshot =
        evaluator.evaluate({&demo, test::frame_of(picture_), settings, {}, {}, true});
    const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
    if (snapshot->result(stage)->error) return;
    const auto shown = [&](const Output& output) {
      return declared.overlay ? stage_picture(*snapshot, stage, output) : output.image;
    };
    const cv::Mat result = result_of(made(code_program(request), language), ".tiff");
    CAPTURE(log());
    cv::Mat expected = shown(equals_reference(request) ? compute_reference(*snapshot, stage)
                                                       : snapshot->result(stage)->output);
    if (expected.depth() == CV_64F) expected.convertTo(expected, CV_32F);  // all that TIFF holds
    CHECK(test::largest_difference(result, expected) == 0);
  }

 private:
  test::TemporaryFolder folder_;
  cv::Mat picture_ = test::scene({83, 61}, 9);
};

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a program is whole, names its stage, and holds every setting") {
    cv::RNG generator(23);
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 20; ++round) {
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        for (const StageId stage : stages_with_code(demo, settings)) {
          for (const CodeLanguage language : languages) {
            const CodeRequest request{&demo, settings, stage, language};
            const std::string program = code_program(request);
            CAPTURE(program);
            CHECK(balanced(program));
            CHECK_FALSE(has_unfilled_name(program));
            CHECK(has(program, "PixelWhy "));
            CHECK(has(program, language == CodeLanguage::Cpp ? "int main(" : "def main():"));
            CHECK(has(program, "Stage " + demo.stage_id(stage) + ": " + demo.stage_name(stage).en));
            for (std::size_t i = 0; i < settings.size(); ++i) {
              if (settings[i] == demo.parameters[i].initial) continue;
              CHECK(has(program, " --" + demo.parameters[i].id + " " +
                                     shell_word(format_value(demo.parameters[i], settings[i]))));
            }
          }
        }
      }
    }
  }

  TEST_CASE("what a program uses is a constant with its unit, what it does not use is not there") {
    const Demo& canny = all_demos()[2];
    const Settings settings = canny.defaults();
    const std::string cpp = code_program({&canny, settings, *canny.find_stage("edges"), CodeLanguage::Cpp});
    CHECK(has(cpp, "constexpr double sigma = 1.4;  // px; "));
    CHECK(has(cpp, "constexpr int aperture = 3;"));
    CHECK(has(cpp, "constexpr bool norm = true;  // l2; "));
    CHECK_FALSE(has(cpp, "cv::Sobel"));
    const std::string python =
        code_program({&canny, settings, *canny.find_stage("smooth"), CodeLanguage::Python});
    CHECK(has(python, "SIGMA = 1.4  # px; "));
    CHECK_FALSE(has(python, "LOW"));
    CHECK_FALSE(has(python, "numpy"));
  }

  TEST_CASE("a stage of data alone is not written, and the message names those that are") {
    const Demo& equalization = all_demos()[4];
    const CodeRequest request{&equalization, equalization.defaults(), *equalization.find_stage("histogram"),
                              CodeLanguage::Cpp};
    CHECK_THROWS_WITH_AS(code_program(request), doctest::Contains("expected gray or result"), Error);
  }

  TEST_CASE("the exported C++ compiles without a warning and gives the reference's pixels") {
    const Workshop workshop;
    cv::RNG generator(29);
    for (const Demo& demo : all_demos()) {
      const StageId last = static_cast<StageId>(demo.stages.size()) - 1;
      workshop.check(demo, test::random_settings(demo, generator), last, CodeLanguage::Cpp);
    }
    // Where OpenCV has no such call.
    const Demo& canny = all_demos()[2];
    Settings settings = canny.defaults();
    settings[static_cast<std::size_t>(*canny.find_parameter("nms"))] = 1;
    workshop.check(canny, settings, *canny.find_stage("edges"), CodeLanguage::Cpp);
  }

  TEST_CASE("the exported Python gives the reference's pixels, for every stage") {
    const Workshop workshop;
    if (workshop.run("/usr/bin/python3 -c 'import cv2, numpy'") != 0) {
      MESSAGE("skipped: /usr/bin/python3 has no cv2 (Debian's python3-opencv)");
      return;
    }
    cv::RNG generator(31);
    for (const Demo& demo : all_demos()) {
      const Settings settings = test::random_settings(demo, generator);
      for (const StageId stage : stages_with_code(demo, settings)) {
        workshop.check(demo, settings, stage, CodeLanguage::Python);
      }
    }
  }

  TEST_CASE("an exported program says in one line what it cannot do") {
    const Workshop workshop;
    const Demo& sobel = all_demos()[1];
    const auto text = [&](const char* stage) {
      return code_program({&sobel, sobel.defaults(), *sobel.find_stage(stage), CodeLanguage::Cpp});
    };
    const std::string floats = workshop.made(text("gx"), CodeLanguage::Cpp);
    CHECK(workshop.run(floats) == 2 << 8);
    CHECK(has(workshop.log(), "IN OUT"));
    CHECK(workshop.run(floats + " " + workshop.file("in.png") + " " + workshop.file("out.png")) == 2 << 8);
    CHECK(has(workshop.log(), ".tiff"));
    CHECK(workshop.run(floats + " " + workshop.file("none.png") + " " + workshop.file("out.tiff")) == 1 << 8);
    CHECK(has(workshop.log(), "cannot read"));
    CHECK(workshop.run(floats + " " + workshop.file("in.png") + " " + workshop.file("no/out.tiff")) ==
          1 << 8);
    CHECK(has(workshop.log(), "cannot write"));
  }

  TEST_CASE("every picture stage shows its own source, and it is the text that was compiled") {
    for (const Demo& demo : all_demos()) {
      CHECK_THROWS_AS(own_source_text(demo_sources(), demo, source_stage), Error);
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
        for (const std::string& function : declared.functions) {
          CAPTURE(demo.id);
          CAPTURE(declared.id);
          CAPTURE(function);
          const auto found = find_function(demo_sources(), demo, function);
          REQUIRE_FALSE(found.empty());
          for (const SourceExcerpt& excerpt : found) {
            CAPTURE(excerpt.text);
            CHECK(excerpt.text.ends_with("}"));
            CHECK(balanced(std::string(excerpt.text)));
            const std::string before(excerpt.file->text.substr(
                0, static_cast<std::size_t>(excerpt.text.data() - excerpt.file->text.data())));
            CHECK(std::count(before.begin(), before.end(), '\n') + 1 == excerpt.first_line);
            CHECK(std::count(excerpt.text.begin(), excerpt.text.end(), '\n') ==
                  excerpt.last_line - excerpt.first_line);
          }
        }
      }
    }
    CHECK(find_function(demo_sources(), all_demos()[2], "no_such_function").empty());
    // A call and a declaration are no definition.
    const SourceFile file{"demos/operators/a.cpp",
                          "int twice(int);\n\n// Two of it.\nint twice(int x) {\n  return 2 * x;\n}\n\n"
                          "int four() { return twice(2); }\n"};
    const auto found = find_function({&file, 1}, all_demos()[2], "twice");
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == "// Two of it.\nint twice(int x) {\n  return 2 * x;\n}");
    CHECK(find_function({&file, 1}, all_demos()[2], "four").size() == 1);
  }

  TEST_CASE("the line of every step of an explanation is found in the source that is shown") {
    cv::RNG generator(41);
    const FramePtr frame = test::frame_of(test::scene({60, 40}, 4));
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 6; ++round) {
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        Evaluator evaluator;
        const SnapshotPtr snapshot = evaluator.evaluate({&demo, frame, settings, {}, {}, true});
        for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const ResultPtr result = snapshot->result(stage);
          if (!result || result->output.image.empty()) continue;
          const auto excerpts = own_source(demo_sources(), demo, stage);
          const cv::Size size = result->output.image.size();
          for (int i = 0; i < 8; ++i) {
            const cv::Point at(generator.uniform(0, size.width), generator.uniform(0, size.height));
            const std::vector<Step> steps = explain(*snapshot, stage, at).steps;
            CHECK(lines_of_steps(excerpts, steps).size() == steps.size());
            for (const auto& line : lines_of_steps(excerpts, steps)) CHECK(line.has_value());
            for (const Step& step : steps) {
              CAPTURE(demo.id);
              CAPTURE(demo.stage_id(stage));
              CAPTURE(step.label.en);
              CHECK(line_of_step(excerpts, step).has_value());
            }
          }
        }
      }
    }
    CHECK_FALSE(line_of_step({}, Step{{"sum", ""}, "", 0, {}}).has_value());
  }
}

}  // namespace pixelwhy
