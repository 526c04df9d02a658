// Matrices and second pictures in everything that is written: presets, lists, programs, sweeps, captions.

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/demo_builder.h"
#include "core/error.h"
#include "notes/code.h"
#include "notes/figure_sheet.h"
#include "notes/json.h"
#include "notes/link.h"
#include "notes/state.h"
#include "notes/sweep_values.h"
#include "support/folder.h"
#include "support/variable.h"

namespace pixelwhy {

namespace {

const Demo& kinds() {
  static const Demo demo = [] {
    DemoBuilder builder("kinds", {"Kinds", "种类"}, Category::Smoothing, {"s", "述"});
    const auto kernel = builder.matrix("kernel", {"Kernel", "核"}, "identity",
                                       {15,
                                        {-1000, 1000},
                                        {-4, 4},
                                        {{"identity", {"Identity", "恒等"}, parse_matrix("1")},
                                         {"box", {"Box", "均值"}, parse_matrix("1/3 1/3 1/3")}}},
                                       {"The weights", "权重"});
    const auto match = builder.picture("match", {"Match", "目标"}, "sample:room", {"The target", "目标图像"});
    builder
        .stage(
            "result", {"Result", "结果"},
            [](const cv::Mat& source, const MatrixValue&, const PictureValue&) { return source; },
            builder.source(), kernel, match)
        .explain([](cv::Point, const StageImage&, const MatrixValue&, const PictureValue&) {
          return Explanation();
        })
        .code({{"use($kernel, $match);\nconst cv::Mat $result = $source;",
                "use($kernel, $match)\n$result = $source"}});
    return builder.build();
  }();
  return demo;
}

const Parameter& kernel() { return kinds().parameters[0]; }
const Parameter& match() { return kinds().parameters[1]; }

Settings settings_with(const std::string& matrix, const std::string& picture) {
  return {parse_value(kernel(), matrix), parse_value(match(), picture)};
}

Settings through_state(const Settings& settings) {
  State state;
  state.demo = "kinds";
  state.settings = settings;
  return state_from_json(kinds(), state_text(kinds(), state)).settings;
}

std::string refusal(const std::string& parameters) {
  try {
    state_from_json(kinds(), R"({"parameters": {)" + parameters + "}}");
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.what();
  }
  return "accepted";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("presets hold a matrix as rows, and read it as rows, as text or by name") {
    const Settings chosen = settings_with("1/3 -2; 0.1 4", "sample:street");
    CHECK(through_state(chosen) == chosen);
    const Json json = to_json(kernel(), chosen[0]);
    CHECK(json.is_array());
    CHECK(json[1].dump() == "[0.1,4]");
    const auto read = [](const std::string& value) {
      return state_from_json(kinds(), R"({"parameters": {"kernel": )" + value + "}}").settings[0];
    };
    CHECK(read("[[1, 2], [3, 4]]") == parse_value(kernel(), "1 2; 3 4"));
    CHECK(read("\"1 2; 3 4\"") == parse_value(kernel(), "1 2; 3 4"));
    CHECK(read("\"box\"") == parse_value(kernel(), "box"));
    CHECK(has(refusal(R"("kernel": [[1, 2], [3]])"), "row 2 has 1 number, row 1 has 2"));
    CHECK(has(refusal(R"("kernel": [[1, "a"]])"), "kernel: "));
    CHECK(has(refusal(R"("kernel": [1, 2])"), "kernel: "));
    CHECK(has(refusal(R"("kernel": [])"), "row 1 is empty"));
    CHECK(has(refusal(R"("kernel": [[]])"), "row 1 is empty"));
    CHECK(has(refusal(R"("kernel": 3)"), "kernel: 3 is not accepted"));
    CHECK(has(refusal(R"("kernel": [[1e308, 5]])"), "kernel: "));
    CHECK(has(refusal(R"("match": 3)"), "match: 3 is not accepted; expected a picture file or sample:NAME"));
    CHECK(has(refusal(R"("match": "")"), "match: "));
  }

  TEST_CASE("a second picture of one's own is kept without telling the name of the home folder") {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "target.png") << "there";
    const test::Variable home("HOME", folder.path().string());
    const std::string path = (folder / "target.png").string();
    const Settings chosen = settings_with("box", path);
    State state;
    state.demo = "kinds";
    state.settings = chosen;
    const std::string text = state_text(kinds(), state);
    CHECK(has(text, R"("match":"~/target.png")"));
    CHECK_FALSE(has(text, folder.path().string()));
    CHECK(state_from_json(kinds(), text).settings == chosen);
    CHECK(told_value(Language::English, match(), chosen[1]) == "target.png");
  }

  TEST_CASE("the list tells the size, the range and the names of matrices") {
    const Json parameters = describe(kinds())["parameters"];
    CHECK(parameters[0]["type"] == "matrix");
    CHECK(parameters[0]["default"].dump() == "[[1]]");
    CHECK(parameters[0]["largest"].dump() == "[15,15]");
    CHECK(parameters[0]["hard"].dump() == "[-1000,1000]");
    CHECK(parameters[0]["named"][1]["id"] == "box");
    CHECK(parameters[1]["type"] == "picture");
    CHECK(parameters[1]["default"] == "sample:room");
  }

  TEST_CASE("programs have the matrix as a literal and name the file of the second picture") {
    const Settings chosen = settings_with("0 -1; 0.5 4", "/some where/\"x\".png");
    const std::string cpp = code_program({&kinds(), chosen, 0, CodeLanguage::Cpp});
    CHECK(has(cpp,
              "const cv::Mat kernel = (cv::Mat_<double>(2, 2) <<\n    0, -1,\n    0.5, 4);  // The weights"));
    CHECK(has(cpp, "const char* const match = \"/some where/\\\"x\\\".png\";  // The target"));
    CHECK(has(cpp, "--kernel '0 -1; 0.5 4' --match '/some where/\"x\".png'"));
    const std::string python = code_program({&kinds(), chosen, 0, CodeLanguage::Python});
    CHECK(has(python, "KERNEL = np.array([\n    [0, -1],\n    [0.5, 4]], np.float64)  # The weights"));
    CHECK(has(python, "import numpy as np"));
    CHECK(has(python, "MATCH = \"/some where/\\\"x\\\".png\""));
    const std::string row =
        code_program({&kinds(), settings_with("1 2", "sample:room"), 0, CodeLanguage::Cpp});
    CHECK(has(row, "(cv::Mat_<double>(1, 2) << 1, 2);"));
    CHECK(has(row, "room.png\""));
  }

  TEST_CASE("matrices and pictures are swept over by lists") {
    CHECK(parse_value_list(kernel(), "all").size() == 2);
    const auto matrices = parse_value_list(kernel(), "identity,1 2; 3 4,box");
    REQUIRE(matrices.size() == 3);
    CHECK(matrices[1] == parse_value(kernel(), "1 2; 3 4"));
    CHECK(parse_value_list(kernel(), format_value_list(kernel(), matrices)) == matrices);
    CHECK(is_value_list(kernel(), "identity,box"));
    CHECK_FALSE(is_value_list(kernel(), "1,2;3,4"));
    CHECK_FALSE(is_value_list(kernel(), "box"));
    CHECK_FALSE(is_value_list(match(), "sample:room"));
    const auto pictures = parse_value_list(match(), "sample:room,sample:street");
    CHECK(pictures.size() == 2);
    CHECK(parse_value_list(match(), format_value_list(match(), pictures)) == pictures);
    CHECK(told_values(Language::English, match(), pictures) == "sample:room, sample:street");
  }

  TEST_CASE("links name matrices and pictures, and captions tell them briefly") {
    const Link link = parse_link(kinds(), "pixelwhy:?kernel=box&match=sample:street");
    CHECK(link.settings == settings_with("box", "sample:street"));
    CHECK(parse_link(kinds(), "pixelwhy:?kernel=0 1;-1 0").settings[0] == parse_value(kernel(), "0 1; -1 0"));
    CHECK(told_value(Language::Chinese, kernel(), link.settings[0]) == "均值");
    CHECK(told_value(Language::English, kernel(), parse_value(kernel(), "0 1; -1 0")) == "0 1; -1 0");
    MatrixValue large{9, 7, std::vector<double>(63, 0.125)};
    CHECK(told_value(Language::English, kernel(), large) == "9×7");
  }
}

}  // namespace pixelwhy
