#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>

#include "live/waiting.h"
#include "sources/player.h"
#include "support/folder.h"
#include "support/mjpeg_server.h"
#include "support/videos.h"

using namespace pixelwhy;
using namespace pixelwhy::test;

namespace {

std::ptrdiff_t threads() { return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}); }

/// Players of the spec are made and destroyed, some before their first frame, some in the midst of orders.
void start_and_stop(const std::string& spec) {
  CAPTURE(spec);
  std::atomic<int> wakes{0};
  for (int i = 0; i < 20; ++i) {
    Player player(spec, {}, [&] { ++wakes; });
    if (i % 4 == 0) continue;
    CHECK(eventually([&] { return player.take() != nullptr; }));
    if (i % 4 == 2) {
      player.set_mirrored(true);
      player.step(1);
      player.seek(3);
      player.play();
    }
  }
  CHECK(wakes > 0);
}

}  // namespace

TEST_SUITE_BEGIN("start-stop");

TEST_CASE("every kind of source starts and stops, and leaves no thread") {
  const TemporaryFolder folder;
  VideoPlan plan;
  plan.frames = 20;
  const std::string film = folder / "film.mkv";
  write_video(film, plan);
  plan.codec = "libx264";
  if (can_write(plan)) write_video(folder / "film.mp4", plan);
  std::filesystem::create_directory(folder / "pictures");
  const std::filesystem::path samples = PIXELWHY_SOURCE_DIR "/assets/samples";
  std::filesystem::copy(samples / "coins.png", folder / "pictures/1.png");
  std::filesystem::copy(samples / "steps.png", folder / "pictures/2.png");
  const MjpegServer server, silent(MjpegServer::Manner::Silent);
  start_and_stop(film);  // what libraries keep to themselves is started by then
  const std::ptrdiff_t before = threads();
  start_and_stop(film);
  if (std::filesystem::exists(folder / "film.mp4")) start_and_stop((folder / "film.mp4").string());
  start_and_stop((folder / "pictures").string());
  start_and_stop("sample:moving");
  start_and_stop("sample:coins");
  start_and_stop(server.address());
  for (int i = 0; i < 20; ++i) const Player player(silent.address(), {}, [] {});
  CHECK(eventually([&] { return threads() <= before; }));
}

TEST_SUITE_END();
