#include "notes/link.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "core/data_dir.h"
#include "core/error.h"
#include "core/evaluator.h"
#include "registry.h"
#include "sources/second_picture.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

const Demo& demo_called(const char* id) {
  for (const Demo& demo : all_demos()) {
    if (demo.id == id) return demo;
  }
  throw std::logic_error("no such demo");
}

std::vector<std::string> links_of(const std::string& page) {
  std::vector<std::string> links;
  for (std::size_t at = page.find("](pixelwhy:"); at != std::string::npos;
       at = page.find("](pixelwhy:", at)) {
    at += 2;
    links.push_back(page.substr(at, page.find(')', at) - at));
  }
  return links;
}

std::string page_of(const Demo& demo, const char* language) {
  std::ifstream file(data_dir() / "demos" / demo.id / (std::string("about.") + language + ".md"));
  return {std::istreambuf_iterator<char>(file), {}};
}

const FramePtr& frame_of(const std::string& source) {
  static std::map<std::string, FramePtr> frames;
  FramePtr& frame = frames[source];
  if (!frame) frame = open_source(source)->frame(0);
  return frame;
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a link names source, stage, pixel and settings") {
    const Demo& canny = demo_called("canny");
    const Link link = parse_link(canny, "pixelwhy:?source=sample:street&stage=thin&sigma=2&at=640,300");
    CHECK(link.source == "sample:street");
    CHECK(canny.stage_id(link.stage) == "thin");
    CHECK(link.at == cv::Point(640, 300));
    CHECK(std::get<double>(link.settings[*canny.find_parameter("sigma")]) == 2);
    CHECK(link.settings[*canny.find_parameter("low")] == canny.defaults()[*canny.find_parameter("low")]);
    CHECK(canny.stage_id(parse_link(canny, "pixelwhy:?").stage) == "edges");
  }

  TEST_CASE("a wrong link is refused, and the message names its word in both languages") {
    const Demo& canny = demo_called("canny");
    const Demo& morphology = demo_called("morphology");
    const std::pair<const char*, const char*> wrong[] = {{"stage=thinn", "thinn"},
                                                         {"sigma=-1", "sigma=-1"},
                                                         {"sigma=x", "sigma=x"},
                                                         {"sigam=1", "sigam=1"},
                                                         {"at=1", "at=1"},
                                                         {"at=1,2,3", "at=1,2,3"},
                                                         {"at=-1,2", "at=-1,2"},
                                                         {"at=a,b", "at=a,b"},
                                                         {"stage", "stage"},
                                                         {"low=200&high=100", "low"},
                                                         {"sigma=1&sigma=2", "sigma=2"},
                                                         {"nms=best", "nms=best"}};
    for (const auto& [words, named] : wrong) {
      CAPTURE(words);
      try {
        parse_link(canny, std::string("pixelwhy:?") + words);
        FAIL("accepted");
      } catch (const Error& error) {
        CHECK(error.text().en.find(named) != std::string::npos);
        CHECK_FALSE(error.text().in(Language::Chinese).empty());
      }
    }
    CHECK_THROWS_AS(parse_link(canny, "pixelwhy:thin"), Error);
    CHECK_THROWS_AS(parse_link(morphology, "pixelwhy:?operation=erode&stage=second"), Error);
  }

  TEST_CASE("every link of the about pages opens what it names, the same in both languages") {
    std::size_t count = 0;
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      const std::vector<std::string> links = links_of(page_of(demo, "en"));
      count += links.size();
      CHECK(links == links_of(page_of(demo, "zh")));
      for (const std::string& target : links) {
        CAPTURE(target);
        Link link;
        CHECK_NOTHROW(link = parse_link(demo, target));
        if (!link.at) continue;
        read_pictures(demo, link.settings);
        Evaluator evaluator;
        const SnapshotPtr snapshot =
            evaluator.evaluate({&demo, frame_of(link.source), link.settings, {link.stage}, {}, false});
        const ResultPtr result = snapshot->result(link.stage);
        REQUIRE(result);
        CHECK(cv::Rect({0, 0}, result->output.image.size()).contains(*link.at));
      }
    }
    CHECK(count >= 30);
  }
}

}  // namespace pixelwhy
