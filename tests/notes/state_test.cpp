#include "notes/state.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include "core/error.h"
#include "notes/export.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "registry.h"
#include "sources/second_picture.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes small_png() { return encode_png(test::scene({9, 7}, 2)); }

State random_state(const Demo& demo, cv::RNG& generator) {
  State state;
  state.demo = demo.id;
  state.settings = test::random_settings(demo, generator);
  state.stage = demo.stages.back().id;
  state.variant = generator.uniform(0, 2) ? "textbook" : "direct";
  const auto at = [&] { return cv::Point(generator.uniform(0, 5000), generator.uniform(0, 5000)); };
  for (int i = generator.uniform(0, 3); i > 0; --i) state.pins.push_back({"source", at()});
  if (generator.uniform(0, 2)) state.canvas = CanvasState{generator.uniform(0.01, 64.0), {0.1, -17.25}};
  state.source = SourceState{"~/图片/\"a\" \\ b.png", 3, "图片", {12, 7}, "xxh3-128:00"};
  if (generator.uniform(0, 2)) state.source->region = cv::Rect(2, 1, 10, 6);
  if (generator.uniform(0, 2)) {
    state.figure = FigureState{{"source", demo.stages.back().id}, true, Language::Chinese, 3, 2, false,
                               generator.uniform(0, 2) == 1};
  }
  return state;
}

/// The message with which a text is refused.
std::string refusal(const std::string& text) {
  try {
    state_from_json(all_demos(), text);
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.what();
  }
  return "accepted";
}

void refuses(const std::string& keys, const std::string& said) {
  const std::string text = keys.starts_with("{") ? keys : R"({"demo": "canny", )" + keys + "}";
  const std::string message = refusal(text);
  CAPTURE(text);
  CAPTURE(message);
  CHECK(message.find(said) != std::string::npos);
}

Bytes chunk(const std::string& type, const Bytes& data) {
  Bytes bytes;
  const auto append = [&](std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  };
  append(static_cast<std::uint32_t>(data.size()));
  bytes.insert(bytes.end(), type.begin(), type.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  append(static_cast<std::uint32_t>(crc32(0, bytes.data() + 4, static_cast<uInt>(bytes.size() - 4))));
  return bytes;
}

Bytes with_chunk(Bytes png, const std::string& type, const std::string& head, const Bytes& rest) {
  Bytes data(head.begin(), head.end());
  data.insert(data.end(), rest.begin(), rest.end());
  const Bytes inserted = chunk(type, data);
  png.insert(png.begin() + 33, inserted.begin(), inserted.end());
  return png;
}

Bytes compressed(const std::string& text) {
  Bytes bytes(compressBound(text.size()));
  uLongf length = bytes.size();
  compress(bytes.data(), &length, reinterpret_cast<const Bytef*>(text.data()), text.size());
  bytes.resize(length);
  return bytes;
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a state comes back from a picture as it was, and so does what it computes") {
    cv::RNG generator(11);
    const FramePtr frame = test::frame_of(test::scene({24, 18}, 4));
    for (const Demo& demo : all_demos()) {
      const auto last = static_cast<StageId>(demo.stages.size()) - 1;
      const auto picture = [&](Settings settings) {
        read_pictures(demo, settings);
        Evaluator evaluator;
        const SnapshotPtr snapshot = evaluator.evaluate({&demo, frame, settings, {last}, {}, true});
        return snapshot->result(last)->error ? Bytes() : encode_png(stage_picture(*snapshot, last));
      };
      for (int round = 0; round < 100; ++round) {
        const State state = random_state(demo, generator);
        const Bytes png = picture(state.settings);
        if (png.empty()) continue;
        const std::string text = state_text(demo, state);
        for (const char c : text) REQUIRE(static_cast<unsigned char>(c) < 128);
        const Carried carried = read_carried(with_state(png, text));
        CHECK(carried.state == text);
        const State back = state_from_json(demo, carried.state);
        CAPTURE(text);
        REQUIRE(back == state);
        CHECK(state_from_json(all_demos(), carried.state) == state);
        CHECK(picture(back.settings) == png);
      }
    }
  }

  TEST_CASE("what is wrong in a state is named with its key, its value and what would be accepted") {
    refuses("", "not a JSON object");
    refuses("{\"a\": }", "not a JSON object");
    refuses(R"({"parameters": {}})", "missing key 'demo'");
    refuses(R"({"demo": "cany"})", "did you mean 'canny'");
    refuses(R"({"demo": 3})", "demo: 3 is not accepted");
    refuses(R"("format": 2)", "format: 2 is newer than this program knows; expected 1");
    refuses(R"("format": 2, "nobody": "knows")", "newer");
    refuses(R"("format": "x")", "format: \"x\" is not accepted");
    refuses(R"("colour": 1)", "unexpected key 'colour'");
    refuses(R"("parameters": [])", "parameters: [] is not accepted; expected an object");
    refuses(R"("parameters": {"sgma": 1})", "did you mean 'sigma'");
    refuses(R"("parameters": {"sigma": "2"})", "0 to 50 px");
    refuses(R"("parameters": {"sigma": 50.5})", "50.5");
    refuses(R"("parameters": {"sigma": true})", "sigma: true is not accepted");
    refuses(R"("parameters": {"aperture": 3})", "aperture: 3 is not accepted; expected 3, 5 or 7");
    refuses(R"("parameters": {"low": 200, "high": 100})", "must not exceed");
    refuses(R"("stage": "edgs")", "did you mean 'edges'");
    refuses(R"("stage": 1)", "stage: 1 is not accepted");
    refuses(R"("pins": [{"stage": "thin"}])", "pins[0]");
    refuses(R"("pins": [{"stage": "thin", "at": [1]}])", "pins[0].at: [1] is not accepted; expected [X, Y]");
    refuses(R"("pins": [{"stage": "thin", "at": [1, -2]}])", "whole number from 0");
    refuses(R"("pins": [{"stage": "thin", "at": [1, 2e300]}])", "whole number from 0");
    refuses(R"("pins": [{"stage": "thin", "at": [1, 18446744073709551615]}])", "whole number from 0");
    refuses(R"("pins": [{"stage": "thin", "at": [1, 2], "x": 0}])", "unexpected key 'pins[0].x'");
    refuses(R"("canvas": {"zoom": 0, "center": [0, 0]})", "canvas.zoom: 0 is not accepted");
    refuses(R"("canvas": {"zoom": 1})", "'center'");
    refuses(R"("source": {"size": [0, 4]})", "source.size: 0 is not accepted");
    refuses(R"("source": {"spec": 5})", "source.spec: 5 is not accepted");
    refuses(R"("figure": {"theme": "pink"})",
            "figure.theme: \"pink\" is not accepted; expected light or dark");
    refuses(R"("figure": {"resolution": 5})", "whole number from 1 to 4");
    refuses(R"("figure": {"stages": []})", "figure.stages");
    CHECK(refusal(R"({"demo": "canny", "source": {"spec": ")" + std::string(5000, 'x') + "\"}}").size() <
          300);
    CHECK_THROWS_AS(state_from_json(all_demos()[0], R"({"demo": "canny"})"), Error);
    CHECK(state_from_json(all_demos()[0], "{}").settings == all_demos()[0].defaults());
  }

  TEST_CASE("a picture with any byte changed gives its state, none, or an error") {
    const std::string text = R"({"demo":"canny"})";
    const Bytes png = with_state(small_png(), text, small_png());
    REQUIRE(read_carried(png).source == small_png());
    for (std::size_t i = 0; i < png.size(); ++i) {
      for (const int change : {0x01, 0x80, 0xff}) {
        Bytes changed = png;
        changed[i] ^= static_cast<std::uint8_t>(change);
        try {
          const Carried carried = read_carried(changed);
          CHECK((carried.state.empty() || carried.state == text));
          CHECK((carried.source.empty() || carried.source == small_png()));
        } catch (const Error& error) {
          CHECK(error.kind() == Error::Kind::Failure);
        }
      }
    }
    for (std::size_t length = 0; length < png.size(); ++length) {
      const Bytes cut(png.begin(), png.begin() + static_cast<std::ptrdiff_t>(length));
      try {
        const Carried carried = read_carried(cut);
        CHECK((carried.state.empty() || carried.state == text));
      } catch (const Error&) {
      }
    }
  }

  TEST_CASE("text chunks of other kinds are understood, and what is too much is refused") {
    using namespace std::string_literals;
    const std::string text = R"({"demo":"canny"})";
    const Bytes plain(text.begin(), text.end());
    CHECK(read_carried(small_png()).state.empty());
    CHECK(read_carried({}).state.empty());
    CHECK(read_carried(with_chunk(small_png(), "tEXt", "PixelWhy\0"s, plain)).state == text);
    CHECK(read_carried(with_chunk(small_png(), "zTXt", "PixelWhy\0\0"s, compressed(text))).state == text);
    CHECK(read_carried(with_chunk(small_png(), "iTXt", "PixelWhy\0\1\0en\0x\0"s, compressed(text))).state ==
          text);
    CHECK(read_carried(with_chunk(small_png(), "tEXt", "PixelWho\0"s, plain)).state.empty());
    CHECK(read_carried(with_chunk(small_png(), "tEXt", "PixelWhy"s, {})).state.empty());
    const Bytes large(most_state_bytes + 1, 'x');
    CHECK_THROWS_AS(read_carried(with_chunk(small_png(), "tEXt", "PixelWhy\0"s, large)), Error);
    const Bytes bomb = compressed(std::string(most_state_bytes * 8, ' '));
    CHECK_THROWS_AS(read_carried(with_chunk(small_png(), "zTXt", "PixelWhy\0\0"s, bomb)), Error);
    CHECK_THROWS_AS(read_carried(with_chunk(small_png(), "zTXt", "PixelWhy\0"s, {})), Error);
    CHECK_THROWS_AS(read_carried(with_chunk(small_png(), "iTXt", "PixelWhy\0\0\0en"s, {})), Error);
    CHECK_THROWS_AS(read_carried(with_state(with_state(small_png(), text), text)), Error);
    const Bytes huge(most_source_bytes + 1, 0);
    CHECK_THROWS_AS(read_carried(with_state(small_png(), text, huge)), Error);
  }

  TEST_CASE("the hash tells pictures apart by size, type and every pixel") {
    const cv::Mat picture = test::scene({12, 8}, 1);
    const std::string hash = pixel_hash(picture);
    CHECK(hash.starts_with("xxh3-128:"));
    CHECK(hash.size() == 9 + 32);
    cv::Mat larger(20, 30, CV_8UC3);
    picture.copyTo(larger(cv::Rect(3, 4, 12, 8)));
    CHECK(pixel_hash(larger(cv::Rect(3, 4, 12, 8))) == hash);
    CHECK(pixel_hash(picture.reshape(3, 12)) != hash);
    cv::Mat changed = picture.clone();
    changed.at<cv::Vec3b>(7, 11)[2] ^= 1;
    CHECK(pixel_hash(changed) != hash);
  }
}

}  // namespace pixelwhy
