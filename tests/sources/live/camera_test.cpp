#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "live/waiting.h"
#include "sources/cameras.h"
#include "sources/codecs.h"
#include "sources/player.h"
#include "sources/source.h"
#include "support/folder.h"
#include "support/videos.h"

using namespace pixelwhy;
using namespace pixelwhy::test;
using State = PlayerStatus::State;

namespace fs = std::filesystem;

namespace {

/// The folders of devices that the program and the stand-in look at; see support/fake_camera.cpp.
class Devices {
 public:
  Devices() {
    setenv("PIXELWHY_DEVICES", folder_.path().c_str(), 1);
    fs::create_directories(folder_ / "sys/class/video4linux");
    show(numbered_picture(1234, {1280, 720}));
    behave("on");
  }
  ~Devices() { unsetenv("PIXELWHY_DEVICES"); }

  void list(int number, const std::string& name, int index = 0) const {
    const fs::path node = folder_ / ("sys/class/video4linux/video" + std::to_string(number));
    fs::create_directories(node);
    std::ofstream(node / "name") << name << "\n";
    std::ofstream(node / "index") << index << "\n";
  }
  void unlist(int number) const {
    fs::remove_all(folder_ / ("sys/class/video4linux/video" + std::to_string(number)));
  }
  /// Replaced as a whole, as the stand-in may be reading.
  void behave(const std::string& manner) const {
    std::ofstream(folder_ / "control.new") << manner;
    fs::rename(folder_ / "control.new", folder_ / "control");
  }
  /// What the camera sends as JPEG.
  void show(const cv::Mat& picture) const {
    const std::vector<std::uint8_t> jpeg = encode_with_opencv(".jpg", picture);
    std::ofstream(folder_ / "picture.new", std::ios::binary)
        .write(reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
    fs::rename(folder_ / "picture.new", folder_ / "picture.jpg");
  }
  void plug() const {
    behave("on");
    list(0, "Stand-in");
  }
  void unplug() const {
    behave("unplugged");
    unlist(0);
  }

 private:
  TemporaryFolder folder_;
};

std::string failure_text(const std::string& spec, Error::Kind kind = Error::Kind::Failure) {
  try {
    open_source(spec)->frame(0);
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    CHECK_FALSE(error.text().zh.empty());
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bool goes_on(const Player& player, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
  const auto now = std::chrono::steady_clock::now();
  return eventually([&] { return player.latest() && player.latest()->captured > now; }, patience);
}

bool waits_with(const Player& player, const std::string& words) {
  return eventually([&] {
    const PlayerStatus status = player.status();
    return status.state == State::Waiting && has(status.message.en, words);
  });
}

/// Whether a bright bar stands in the picture, which is what the stand-in draws.
bool has_bar(const cv::Mat& picture) {
  double least = 0, most = 0;
  cv::minMaxLoc(picture.row(picture.rows / 2).reshape(1), &least, &most);
  return most > 200 && least < 140;
}

}  // namespace

TEST_SUITE_BEGIN("cameras");

TEST_CASE("cameras are listed by name without being opened") {
  const Devices devices;
  devices.behave("denied");  // whoever opens one fails
  CHECK(cameras().empty());
  devices.list(10, "Capture Box");
  devices.list(2, "HD Webcam");
  devices.list(3, "HD Webcam", 1);  // its metadata
  devices.list(4, "HD Webcam");
  const std::vector<Camera> all = cameras();
  REQUIRE(all.size() == 3);
  CHECK(all[0].number == 2);
  CHECK(all[0].name == "HD Webcam");
  CHECK(all[1].name == "HD Webcam (2)");
  CHECK(all[2].number == 10);
  CHECK(all[2].device.filename() == "video10");
  CHECK(find_camera("10").name == "Capture Box");
  CHECK(find_camera("capture box").number == 10);
  CHECK(find_camera("box").number == 10);
  CHECK(find_camera("HD Webcam (2)").number == 4);
  CHECK_THROWS_WITH(find_camera("Captur Box"), doctest::Contains("did you mean 'Capture Box'"));
  CHECK_THROWS_WITH(find_camera("7"), doctest::Contains("camera:2 (HD Webcam)"));
  CHECK_THROWS_WITH(find_camera("webcam"), doctest::Contains("no such camera"));  // there are two
}

TEST_CASE("a camera's spec is taken apart and put together") {
  const CameraSpec spec = parse_camera_spec("camera:HD Webcam@1280x720@29.97");
  CHECK(spec.which == "HD Webcam");
  CHECK(spec.mode.size == cv::Size(1280, 720));
  CHECK(spec.mode.rate == doctest::Approx(29.97));
  CHECK(camera_spec(spec.which, spec.mode) == "camera:HD Webcam@1280x720@29.97");
  CHECK(parse_camera_spec("camera:0@15").mode == CameraMode{{}, 15});
  CHECK(parse_camera_spec("camera:0").mode == CameraMode{});
  for (const char* bad : {"camera:", "camera:0@", "camera:0@x", "camera:0@0x0", "camera:0@-5",
                          "camera:0@640x480@0", "camera:0@640x480@30@30", "camera:@640x480"})
    CHECK_THROWS_AS(parse_camera_spec(bad), Error);
}

TEST_CASE("modes are what the device offers") {
  const Devices devices;
  devices.plug();
  const std::vector<CameraMode> modes = camera_modes(find_camera("0"));
  REQUIRE(modes.size() == 3);
  CHECK(modes[0] == CameraMode{{1280, 720}, 30});
  CHECK(modes[2] == CameraMode{{320, 240}, 30});
  CHECK(has(failure_text("camera:0@4000x3000", Error::Kind::Usage),
            "'@4000x3000' is not offered; expected @1280x720@30"));
}

TEST_CASE("a camera gives frames of the mode that was chosen") {
  const Devices devices;
  devices.plug();
  for (const cv::Size size : {cv::Size(320, 240), cv::Size(640, 480)}) {
    const auto source = open_source(camera_spec("Stand-in", {size, 30}));
    CHECK(source->live());
    CHECK(source->name() == "camera:0 (Stand-in)");
    for (int i = 0; i < 5; ++i) {
      const FramePtr frame = source->frame(i);
      CHECK(frame->pixels.size() == size);
      CHECK(frame->pixels.type() == CV_8UC3);
      CHECK(has_bar(frame->pixels));
      CHECK(frame->index == i);
      CHECK(std::chrono::steady_clock::now() - frame->captured < std::chrono::seconds(1));
    }
    CHECK(source->rate() == doctest::Approx(30));
  }
  const auto source = open_source("camera:0");  // the largest comfortable one, which comes as JPEG
  CHECK(source->frame(0)->pixels.size() == cv::Size(1280, 720));
  CHECK(number_in(source->frame(1)->pixels) == 1234);
}

TEST_CASE("what keeps a camera from being opened is named") {
  const Devices devices;
  CHECK(has(failure_text("camera:0"), "no camera is plugged in"));
  devices.plug();
  devices.behave("denied");
  CHECK(has(failure_text("camera:0"), "join the group video"));
  devices.behave("busy");
  CHECK(has(failure_text("camera:0"), "in use by another program"));
  devices.behave("unplugged");
  CHECK(has(failure_text("camera:0"), "unplugged"));
  devices.behave("silent");
  CHECK(has(failure_text("camera:0@320x240"), "delivers nothing"));
}

TEST_CASE("a camera that is unplugged comes back by itself") {
  const Devices devices;
  Player player("camera:Stand-in@320x240", {}, [] {});
  CHECK(waits_with(player, "no camera is plugged in"));
  devices.plug();
  CHECK(goes_on(player, std::chrono::seconds(3)));
  for (int times = 0; times < 2; ++times) {
    devices.unplug();
    CHECK(eventually([&] { return player.status().state == State::Waiting; }));
    CHECK_FALSE(player.status().message.empty());
    REQUIRE(player.latest());
    CHECK(has_bar(player.latest()->pixels));
    devices.plug();
    CHECK(goes_on(player, std::chrono::seconds(3)));
    CHECK(player.status().state == State::Playing);
  }
  CHECK(player.figures().reconnects == 3);
}

TEST_CASE("a camera that is freed, or falls silent for a while, is live again") {
  const Devices devices;
  devices.plug();
  devices.behave("busy");
  Player player("camera:0@320x240", {}, [] {});
  CHECK(waits_with(player, "in use by another program"));
  devices.behave("on");
  CHECK(goes_on(player));
  devices.behave("silent");
  CHECK(waits_with(player, "delivers nothing"));
  devices.behave("on");
  CHECK(goes_on(player));
}

TEST_CASE("broken pictures of a camera are left out and counted") {
  const Devices devices;
  devices.plug();
  devices.behave("corrupt");
  Player player("camera:0@1280x720", {}, [] {});
  CHECK(eventually([&] {
    if (const FramePtr frame = player.take()) CHECK(number_in(frame->pixels) == 1234);
    return player.figures().damaged > 3 && player.figures().captured > 3;
  }));
}

TEST_CASE("a camera may change its size") {
  const Devices devices;
  devices.plug();
  Player player("camera:0@1280x720", {}, [] {});
  CHECK(eventually([&] { return player.latest() != nullptr; }));
  devices.show(numbered_picture(77, {640, 360}));
  CHECK(eventually([&] { return player.latest()->pixels.size() == cv::Size(640, 360); }));
  CHECK(number_in(player.latest()->pixels) == 77);
  CHECK(player.status().state == State::Playing);
}

TEST_CASE("a camera starts and stops, and a silent one too") {
  const Devices devices;
  devices.plug();
  std::atomic<int> wakes{0};
  for (int i = 0; i < 20; ++i) {
    Player player(i % 2 ? "camera:0@320x240" : "camera:0@1280x720", {}, [&] { ++wakes; });
    if (i % 4 == 0) continue;
    CHECK(eventually([&] { return player.take() != nullptr; }));
    player.set_mirrored(true);
  }
  CHECK(wakes > 0);
  devices.behave("silent");
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    const Player player("camera:0@320x240", {}, [] {});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_SUITE_END();
