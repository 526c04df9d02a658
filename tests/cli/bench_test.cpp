#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/driver.h"

namespace pixelwhy {

namespace {

using test::CommandLine;
using test::Outcome;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("bench races the codes of a demo, and tells what the contract promises") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"bench", "morphology", "--source", command.picture(), "--size", "100x70", "--width", "7",
                     "--seconds", "0", "--threads", "2", "--json"});
    REQUIRE(outcome.status == 0);
    const auto json = nlohmann::json::parse(outcome.out);
    CHECK_FALSE(json.at("machine").get<std::string>().empty());
    CHECK_FALSE(json.at("opencv").at("baseline").get<std::string>().empty());
    bool direct = false;
    for (const auto& row : json.at("rows")) {
      CHECK(row.at("demo") == "morphology");
      CHECK(row.at("size") == nlohmann::json({100, 70}));
      CHECK(row.at("threads") == 2);
      CHECK(row.at("settings") == nlohmann::json({{"width", 7}}));
      CHECK(row.at("rounds") == 5);
      const double median = row.at("median_ms");
      CHECK(median > 0);
      CHECK(row.at("spread_ms")[0] <= median);
      CHECK(row.at("spread_ms")[1] >= median);
      CHECK(row.at("max_difference") == 0);
      if (!row.at("opencv_ms").is_null()) {
        CHECK(row.at("ratio").get<double>() == doctest::Approx(row.at("opencv_ms").get<double>() / median));
      }
      direct = direct || row.at("variant") == "direct";
    }
    CHECK(direct);
  }

  TEST_CASE("bench prints a table that says what OpenCV was built for") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"bench", "gaussian-blur", "sobel", "--source", command.picture(), "--seconds", "0"});
    CHECK(outcome.status == 0);
    for (const char* part : {"baseline", "gaussian-blur / result", "sobel / gx", "x OpenCV", "1 thread\n"})
      CHECK(has(outcome.out, part));
  }

  TEST_CASE("bench measures how the time grows with a parameter") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"bench", "morphology", "--source", command.picture(), "--against", "width", "--json"});
    REQUIRE(outcome.status == 0);
    const auto cost = nlohmann::json::parse(outcome.out).at("cost");
    CHECK(cost.at("against") == "width");
    CHECK(cost.at("stage") == "result");
    REQUIRE(cost.at("curves").size() >= 3);
    for (const auto& curve : cost.at("curves")) {
      CHECK(curve.at("at").size() == curve.at("median_ms").size());
      CHECK(curve.at("at").size() >= 5);
      CHECK(curve.at("slope").is_number());
    }
    CHECK(cost.at("curves")[0].at("variant") == "textbook");
  }

  TEST_CASE("bench moves every slider, and tells which stages followed") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"bench", "sobel", "canny", "--sliders", "--source", command.picture(), "--json"});
    REQUIRE(outcome.status == 0);
    const auto rows = nlohmann::json::parse(outcome.out).at("sliders");
    bool high = false;
    for (const auto& row : rows) {
      CHECK(row.at("median_ms") > 0);
      CHECK_FALSE(row.at("stages_ms").empty());
      if (row.at("demo") != "canny" || row.at("parameter") != "high") continue;
      high = true;
      CHECK_FALSE(row.at("stages_ms").contains("gx"));
      CHECK(row.at("stages_ms").contains("edges"));
    }
    CHECK(high);
  }

  TEST_CASE("bench refuses wrong words in one line") {
    const CommandLine command;
    const auto refused = [&](std::vector<std::string> words, const std::string& part) {
      words.insert(words.begin(), "bench");
      const Outcome outcome = command.run(words);
      CAPTURE(outcome.err);
      CHECK(outcome.status == 2);
      CHECK(outcome.out.empty());
      CHECK(has(outcome.err, part));
      CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    };
    refused({"cany"}, "cany");
    refused({"canny", "--size", "8x8"}, "16x16");
    refused({"canny", "--threads", "0"}, "--threads");
    refused({"canny", "--simd", "mmx"}, "--simd: 'mmx' is not what this processor has; expected best");
    refused({"canny", "--stage", "nothing"}, "nothing");
    refused({"canny", "sobel", "--stage", "gx"}, "--stage needs one DEMO");
    refused({"canny", "sobel", "--sigma", "2"}, "--sigma");
    refused({"canny", "--against", "nms"}, "--against: 'nms' is no quantity");
    refused({"canny", "--sliders", "--stage", "gx"}, "--sliders");
    refused({"canny", "sobel", "--against", "size"}, "--against needs one DEMO");
    refused({"interpolation", "--stage", "source"}, "'source' has nothing to race against");
  }
}

}  // namespace pixelwhy
