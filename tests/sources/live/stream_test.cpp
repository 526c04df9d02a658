#include <doctest/doctest.h>

#include <optional>

#include "core/error.h"
#include "live/waiting.h"
#include "sources/player.h"
#include "sources/source.h"
#include "support/mjpeg_server.h"
#include "support/videos.h"

using namespace pixelwhy;
using namespace pixelwhy::test;
using State = PlayerStatus::State;
using Manner = MjpegServer::Manner;

namespace {

bool plays(const Player& player) {
  return eventually([&] { return player.status().state == State::Playing && player.latest(); });
}

/// Whether a frame comes that was captured after now.
bool goes_on(const Player& player, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
  const auto now = std::chrono::steady_clock::now();
  return eventually([&] { return player.latest() && player.latest()->captured > now; }, patience);
}

bool waits_with(const Player& player, const std::string& words) {
  return eventually([&] {
    const PlayerStatus status = player.status();
    return status.state == State::Waiting && status.message.en.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_SUITE_BEGIN("live");

TEST_CASE("a stream gives frames in order") {
  const MjpegServer server;
  const auto source = open_source(server.address());
  CHECK(source->live());
  CHECK_FALSE(source->count());
  int last = -1;
  for (int i = 0; i < 10; ++i) {
    const FramePtr frame = source->frame(i);
    CHECK(frame->index == i);
    CHECK(number_in(frame->pixels) > last);
    last = number_in(frame->pixels);
  }
}

TEST_CASE("a stream that is cut in the middle of a frame comes back by itself") {
  std::optional<MjpegServer> server(std::in_place);
  const int port = server->port();
  Player player(server->address(), {}, [] {});
  REQUIRE(plays(player));
  for (int times = 0; times < 2; ++times) {
    server->behave(Manner::CutOff);
    CHECK(eventually([&] { return player.status().state == State::Waiting; }));
    CHECK_FALSE(player.status().message.empty());
    CHECK_FALSE(player.status().message.zh.empty());
    CHECK(number_in(player.latest()->pixels) >= 0);  // the last good frame
    server.reset();
    CHECK(waits_with(player, "cannot be reached"));
    CHECK(player.status().next_try > player.status().since - std::chrono::seconds(5));
    server.emplace(Manner::Stream, port);
    CHECK(goes_on(player, std::chrono::seconds(3)));
    CHECK(player.status().state == State::Playing);
    CHECK(player.status().message.empty());
  }
  CHECK(player.figures().reconnects == 2);
}

TEST_CASE("a host that accepts and never answers is given up, and tried again") {
  MjpegServer server(Manner::Silent);
  Player player(server.address(), {}, [] {});
  CHECK(waits_with(player, "does not answer"));
  server.behave(Manner::Stream);
  CHECK(goes_on(player));
}

TEST_CASE("a stream that falls silent says so, and goes on") {
  MjpegServer server;
  Player player(server.address(), {}, [] {});
  REQUIRE(plays(player));
  server.behave(Manner::Silent);
  CHECK(waits_with(player, "nothing has come"));
  server.behave(Manner::Stream);
  CHECK(goes_on(player));
}

TEST_CASE("a player closes at once, though its host never answers") {
  const MjpegServer server(Manner::Silent);
  const auto began = std::chrono::steady_clock::now();
  {
    Player player(server.address(), {}, [] {});
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(1500));
}

TEST_CASE("frames that come broken are left out and counted") {
  const MjpegServer server(Manner::Corrupt);
  Player player(server.address(), {}, [] {});
  CHECK(eventually([&] {
    if (const FramePtr frame = player.take()) {
      CHECK(number_in(frame->pixels) >= 0);
      // The lower half would be flat.
      cv::Scalar mean, deviation;
      cv::meanStdDev(frame->pixels.rowRange(frame->pixels.rows - 8, frame->pixels.rows), mean, deviation);
      CHECK(deviation[0] > 5);
    }
    return player.figures().damaged > 3 && player.figures().captured > 3;
  }));
  CHECK(player.status().state == State::Playing);
}

TEST_CASE("a stream may change its size") {
  MjpegServer server;
  Player player(server.address(), {}, [] {});
  REQUIRE(plays(player));
  CHECK(player.latest()->pixels.size() == cv::Size(192, 128));
  server.set_size({264, 160});
  CHECK(eventually([&] { return player.latest()->pixels.size() == cv::Size(264, 160); }));
  CHECK(number_in(player.latest()->pixels) >= 0);
}

TEST_CASE("a frozen stream stays, and thawed it shows what is now") {
  const MjpegServer server;
  Player player(server.address(), {}, [] {});
  REQUIRE(plays(player));
  player.pause();
  CHECK(eventually([&] { return player.status().state == State::Paused; }));
  const FramePtr frozen = player.latest();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  CHECK(player.latest() == frozen);
  const auto thawed = std::chrono::steady_clock::now();
  player.play();
  CHECK(eventually([&] { return player.latest() != frozen; }));
  CHECK(player.latest()->captured > thawed - std::chrono::milliseconds(200));
}

TEST_CASE("hosts that cannot be reached say so on one line, without the password") {
  try {
    open_source("http://user:secret@127.0.0.1:9/live");
    FAIL("opened");
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.find("cannot be reached") != std::string::npos);
    CHECK(text.find("secret") == std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
  }
  CHECK_THROWS_AS(open_source("nonsense://host/x"), Error);
  CHECK_THROWS_AS(open_source("http://"), Error);
}

TEST_SUITE_END();
