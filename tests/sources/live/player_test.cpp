#include "sources/player.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>

#include "core/error.h"
#include "live/waiting.h"
#include "sources/source.h"
#include "support/folder.h"
#include "support/videos.h"

using namespace pixelwhy;
using namespace pixelwhy::test;
using State = PlayerStatus::State;

namespace {

/// A source that is made up: frames of one pixel row that carry their index, at a rate.
class MadeUp : public Source {
 public:
  explicit MadeUp(int count, double rate = 100) : count_(count), rate_(rate) {}
  std::string name() const override { return "made-up"; }
  bool live() const override { return false; }
  std::optional<int> count() const override { return count_; }
  double rate() const override { return rate_; }
  FramePtr frame(int index) override {
    if (index == broken_) throw failure("made-up: frame is broken", "坏帧");
    auto frame = std::make_shared<Frame>();
    frame->pixels = cv::Mat(1, 4, CV_8UC3, cv::Scalar::all(index % 256));
    frame->pixels.at<cv::Vec3b>(0, 0) = {255, 0, 0};
    frame->index = index;
    return frame;
  }
  int broken_ = -1;

 private:
  int count_;
  double rate_;
};

PlayerOptions paused() {
  PlayerOptions options;
  options.playing = false;
  return options;
}

Player::Opener opener(int count, double rate = 100, int broken = -1) {
  return [=](std::stop_token) {
    auto source = std::make_unique<MadeUp>(count, rate);
    source->broken_ = broken;
    return source;
  };
}

bool shows(const Player& player, int index) {
  return eventually([&] { return player.latest() && player.latest()->index == index; });
}
bool reaches(const Player& player, State state) {
  return eventually([&] { return player.status().state == state; });
}

}  // namespace

TEST_SUITE_BEGIN("live");

TEST_CASE("a file plays to its end, in order, and begins again when asked to") {
  std::atomic<int> wakes{0};
  Player player("made-up", false, opener(30), {}, [&] { ++wakes; });
  int last = -1;
  CHECK(eventually([&] {
    if (const FramePtr frame = player.take()) {
      CHECK(frame->index > last);
      last = frame->index;
    }
    return player.status().state == State::Ended && last == 29;
  }));
  CHECK(wakes > 0);
  CHECK(player.status().count == 30);
  CHECK(player.status().duration == doctest::Approx(0.3));
  CHECK(player.latest()->index == 29);
  const PlayerFigures figures = player.figures();
  CHECK(figures.captured + figures.skipped == 30);
  player.play();
  CHECK(eventually([&] { return player.latest()->index < 29; }));
}

TEST_CASE("frames come at the rate of their file, whatever the speed of who takes them") {
  Player player("made-up", false, opener(1000000, 50), {}, [] {});
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const PlayerStatus status = player.status();
  CHECK(status.index > 40);
  CHECK(status.index < 90);
  const PlayerFigures figures = player.figures();
  CHECK(figures.dropped + 1 == figures.captured);  // nobody took any
  CHECK(figures.capture_rate > 30);
  CHECK(figures.capture_rate < 60);
  player.set_speed(4);
  const int before = player.status().index;
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  CHECK(player.status().index > before + 60);
}

TEST_CASE("step, seek, and the ends") {
  Player player("made-up", false, opener(20), paused(), [] {});
  CHECK(shows(player, 0));
  CHECK(reaches(player, State::Paused));
  player.step(1);
  CHECK(shows(player, 1));
  player.step(3);
  CHECK(shows(player, 4));
  player.step(-1);
  CHECK(shows(player, 3));
  player.step(-100);
  CHECK(shows(player, 0));
  player.seek(1000);
  CHECK(shows(player, 19));
  CHECK(player.status().state == State::Paused);
  player.seek(5);
  CHECK(shows(player, 5));
  player.set_loop(true);
  player.seek(18);
  CHECK(shows(player, 18));
  player.play();
  CHECK(eventually([&] { return player.latest()->index < 10; }));
  CHECK(reaches(player, State::Playing));
  player.pause();
  CHECK(reaches(player, State::Paused));
}

TEST_CASE("a player may begin anywhere") {
  PlayerOptions options = paused();
  options.index = 7;
  Player player("made-up", false, opener(20), options, [] {});
  CHECK(shows(player, 7));
}

TEST_CASE("mirroring exchanges left and right, of a frame that stands too") {
  Player player("made-up", false, opener(20), paused(), [] {});
  CHECK(shows(player, 0));
  CHECK(player.take()->pixels.at<cv::Vec3b>(0, 0)[0] == 255);
  player.set_mirrored(true);
  CHECK(eventually([&] { return player.latest()->pixels.at<cv::Vec3b>(0, 3)[0] == 255; }));
  CHECK(player.latest()->index == 0);
  player.step(1);
  CHECK(shows(player, 1));
  CHECK(player.latest()->pixels.at<cv::Vec3b>(0, 3)[0] == 255);
  CHECK(player.latest()->pixels.at<cv::Vec3b>(0, 0)[0] == 1);
}

TEST_CASE("a broken frame leaves the last good one, says so, and playing goes on") {
  Player player("made-up", false, opener(20, 100, 5), paused(), [] {});
  player.seek(4);
  CHECK(shows(player, 4));
  player.step(1);
  CHECK(eventually([&] { return !player.status().message.empty(); }));
  CHECK(player.latest()->index == 4);
  CHECK(player.status().index == 5);
  player.step(1);
  CHECK(shows(player, 6));
  CHECK(player.status().message.empty());
}

TEST_CASE("what cannot be opened fails with its message") {
  Player player("/no/such/file.mp4", {}, [] {});
  CHECK(reaches(player, State::Failed));
  CHECK(player.status().message.en.find("no such file") != std::string::npos);
  Player wrong("camera:0@nonsense", {}, [] {});
  CHECK(reaches(wrong, State::Failed));
}

TEST_CASE("every frame has its own number and time") {
  Player player("sample:moving@200", {}, [] {});
  std::uint64_t sequence = 0;
  std::chrono::steady_clock::time_point time{};
  for (int i = 0; i < 20; ++i) {
    FramePtr frame;
    CHECK(eventually([&] { return (frame = player.take()) != nullptr; }));
    CHECK(frame->sequence > sequence);
    CHECK(frame->captured > time);
    sequence = frame->sequence;
    time = frame->captured;
  }
}

TEST_CASE("a video plays, and a truncated one ends with its last good frame") {
  const TemporaryFolder folder;
  VideoPlan plan;
  plan.frames = 30;
  plan.rate = 100;
  const std::string path = folder / "film.mkv";
  write_video(path, plan);
  {
    Player player(path, {}, [] {});
    CHECK(reaches(player, State::Ended));
    CHECK(number_in(player.latest()->pixels) == 29);
    player.step(-5);
    CHECK(shows(player, 24));
    CHECK(number_in(player.latest()->pixels) == 24);
  }
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  Player player(path, {}, [] {});
  CHECK(reaches(player, State::Ended));
  const FramePtr last = player.latest();
  CHECK(number_in(last->pixels) == last->index);
  CHECK(last->index > 5);
  CHECK(last->index < 25);
  CHECK_FALSE(player.status().notes.empty());
}

TEST_CASE("a player of something that hangs goes in bounded time") {
  std::atomic<bool> release{false};
  std::atomic<bool> gone{false};
  const auto began = std::chrono::steady_clock::now();
  {
    Player player(
        "hangs", true,
        [&](std::stop_token) -> std::unique_ptr<Source> {
          while (!release) std::this_thread::sleep_for(std::chrono::milliseconds(5));
          gone = true;
          throw failure("gone");
        },
        {}, [] {});
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(4));
  release = true;
  CHECK(eventually([&] { return gone.load(); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

TEST_CASE("the moving sample is the same for the same index, and moves") {
  const auto a = open_source("sample:moving"), b = open_source("sample:moving");
  CHECK(a->frame(0)->pixels.size() == cv::Size(1920, 1080));
  CHECK(cv::norm(a->frame(77)->pixels, b->frame(77)->pixels, cv::NORM_INF) == 0);
  CHECK(cv::norm(a->frame(77)->pixels, b->frame(78)->pixels, cv::NORM_INF) > 0);
  CHECK(cv::norm(a->frame(60)->pixels, open_source("sample:moving@60")->frame(120)->pixels, cv::NORM_INF) ==
        0);
  CHECK_FALSE(a->live());
  CHECK_FALSE(a->count());
  CHECK_THROWS_WITH(open_source("sample:moving@fast"), doctest::Contains("1 to 1000"));
}

TEST_SUITE_END();
