#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "core/error.h"
#include "sources/source.h"
#include "support/folder.h"
#include "support/videos.h"

using namespace pixelwhy;
using namespace pixelwhy::test;

namespace {

struct Kind {
  std::string file;
  VideoPlan plan;
};

VideoPlan plan_of(const std::string& codec, int group, int between, int frames = 60) {
  VideoPlan plan;
  plan.codec = codec;
  plan.group = group;
  plan.between = between;
  plan.frames = frames;
  return plan;
}

/// Two frames at a time that are 20 and 80 ms apart.
std::vector<int> uneven_times(int frames) {
  std::vector<int> times;
  for (int i = 0; i < frames; ++i) times.push_back(50 * i + (i % 2 ? -15 : 15) + (i > 30 ? 400 : 0));
  return times;
}

std::vector<Kind> kinds() {
  std::vector<Kind> all = {
      {"b-frames.mp4", plan_of("libx264", 250, 3)}, {"short-groups.mkv", plan_of("libx264", 12, 2)},
      {"h264.mov", plan_of("libx264", 30, 3)},      {"h264.ts", plan_of("libx264", 15, 2)},
      {"h264.avi", plan_of("libx264", 15, 2)},      {"hevc.mp4", plan_of("libx265", 20, 3)},
      {"mpeg4.mp4", plan_of("mpeg4", 12, 2)},       {"mpeg4.avi", plan_of("mpeg4", 12, 0)},
      {"mpeg4-b.avi", plan_of("mpeg4", 12, 2)},     {"mjpeg.avi", plan_of("mjpeg", 1, 0)},
      {"mjpeg.mkv", plan_of("mjpeg", 1, 0)},        {"vp8.webm", plan_of("libvpx", 20, 0)},
      {"vp9.webm", plan_of("libvpx-vp9", 20, 0)},   {"mpeg1.mpg", plan_of("mpeg1video", 12, 2)},
      {"mpeg2.mpg", plan_of("mpeg2video", 12, 2)},  {"elementary.h264", plan_of("libx264", 12, 2)},
      {"uneven.mp4", plan_of("libx264", 25, 3)},    {"uneven.mkv", plan_of("mpeg4", 12, 0)},
  };
  for (Kind& kind : all)
    if (kind.file.starts_with("uneven")) kind.plan.times = uneven_times(kind.plan.frames);
  return all;
}

std::string failure_text(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Failure);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    CHECK_FALSE(error.text().zh.empty());
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void truncate(const std::filesystem::path& file, double share) {
  const auto size = static_cast<double>(std::filesystem::file_size(file));
  std::filesystem::resize_file(file, static_cast<std::uintmax_t>(size * share));
}

}  // namespace

TEST_SUITE_BEGIN("live");

TEST_CASE("frame k after any seek is frame k decoded from the start") {
  const TemporaryFolder folder;
  for (const Kind& kind : kinds()) {
    if (!can_write(kind.plan)) continue;
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    write_video(path, kind.plan);
    const auto straight = open_source(path);
    REQUIRE(straight->count() == kind.plan.frames);
    std::vector<cv::Mat> frames;
    for (int i = 0; i < kind.plan.frames; ++i) {
      frames.push_back(straight->frame(i)->pixels.clone());
      CHECK(number_in(frames.back()) == i);
      CHECK(straight->frame(i)->index == i);
    }
    CHECK(straight->damaged() == 0);
    const auto jumping = open_source(path);
    std::mt19937 random(7);
    for (int i = 0; i < 60; ++i) {
      const int k = i < 20 ? kind.plan.frames - 1 - i : static_cast<int>(random() % frames.size());
      CAPTURE(k);
      CHECK(cv::norm(jumping->frame(k)->pixels, frames[static_cast<std::size_t>(k)], cv::NORM_INF) == 0);
    }
  }
}

TEST_CASE("frames are timed as the file says") {
  const TemporaryFolder folder;
  const std::string path = folder / "even.mp4";
  write_video(path, plan_of("mpeg4", 12, 0));
  const auto even = open_source(path);
  CHECK(even->rate() == doctest::Approx(25));
  CHECK(even->time_of(10) == doctest::Approx(0.4));
  for (int i = 0; i < 60; ++i) CHECK(even->index_at(even->time_of(i)) == i);
  CHECK(even->index_at(0.39) == 9);
  CHECK(even->index_at(1e6) == 59);
  VideoPlan plan = plan_of("mpeg4", 12, 0);
  plan.times = uneven_times(plan.frames);
  const std::string other = folder / "uneven.mkv";
  write_video(other, plan);
  const auto uneven = open_source(other);
  for (int i = 0; i < 60; ++i) {
    CHECK(uneven->time_of(i) ==
          doctest::Approx((plan.times[static_cast<std::size_t>(i)] - plan.times[0]) / 1000.0));
    CHECK(uneven->index_at(uneven->time_of(i)) == i);
  }
}

TEST_CASE("a video that was turned is shown upright, and says so") {
  const TemporaryFolder folder;
  for (const int degrees : {90, 180, -90}) {
    VideoPlan plan = plan_of("mpeg4", 12, 0, 5);
    const std::string plain_path = folder / "plain.mp4", path = folder / "turned.mp4";
    write_video(plain_path, plan);
    plan.rotation = degrees;
    write_video(path, plan);
    cv::Mat expected;
    cv::rotate(open_source(plain_path)->frame(2)->pixels, expected,
               degrees == 180  ? cv::ROTATE_180
               : degrees == 90 ? cv::ROTATE_90_CLOCKWISE
                               : cv::ROTATE_90_COUNTERCLOCKWISE);
    const auto source = open_source(path);
    CHECK(cv::norm(source->frame(2)->pixels, expected, cv::NORM_INF) == 0);
    REQUIRE_FALSE(source->notes().empty());
    CHECK(has(source->notes()[0].en, "turned by"));
  }
}

TEST_CASE("sizes that are no multiple of anything come whole") {
  const TemporaryFolder folder;
  for (const cv::Size size : {cv::Size(202, 134), cv::Size(194, 130)}) {
    VideoPlan plan = plan_of("mpeg4", 12, 0, 4);
    plan.size = size;
    const std::string path = folder / "odd.mkv";
    write_video(path, plan);
    const FramePtr frame = open_source(path)->frame(3);
    CHECK(frame->pixels.size() == size);
    CHECK(frame->pixels.isContinuous());
    CHECK(number_in(frame->pixels) == 3);
  }
}

TEST_CASE("an index beyond the end names how many frames there are") {
  const TemporaryFolder folder;
  const std::string path = folder / "short.mp4";
  write_video(path, plan_of("mpeg4", 12, 0, 7));
  const auto source = open_source(path);
  CHECK(has(failure_text([&] { source->frame(7); }), "it has 7 frames, 0 to 6"));
  CHECK(has(failure_text([&] { source->frame(-1); }), "no frame -1"));
  CHECK(number_in(source->frame(6)->pixels) == 6);
}

TEST_CASE("a truncated video is read as far as it goes, and says so") {
  const TemporaryFolder folder;
  for (const std::string name : {"cut.mkv", "cut.avi", "cut.ts"}) {
    CAPTURE(name);
    const std::string path = folder / name;
    write_video(path, plan_of("mpeg4", 12, 0));
    truncate(path, 0.6);
    const auto source = open_source(path);
    const int count = *source->count();
    CHECK(count > 20);
    CHECK(count < 50);
    FramePtr last;
    for (int i = 0; i < count; ++i) {
      try {
        last = source->frame(i);
        CHECK(number_in(last->pixels) == i);
      } catch (const Error&) {
        CHECK(i > count - 4);  // only the frame in which the file breaks off, and what the decoder held back
      }
    }
    REQUIRE(last);
    if (name == "cut.ts") continue;  // it has no length that it could fall short of
    REQUIRE_FALSE(source->notes().empty());
    CHECK(has(source->notes().back().en, "ends too early"));
  }
  // The description of an MP4 stands at its end.
  const std::string path = folder / "cut.mp4";
  write_video(path, plan_of("mpeg4", 12, 0));
  truncate(path, 0.6);
  CHECK(has(failure_text([&] { open_source(path); }), "cut off before its pictures begin"));
}

TEST_CASE("videos without a picture, of no known kind and of an unknown codec are told apart") {
  const TemporaryFolder folder;
  write_video(folder / "none.mkv", plan_of("mpeg4", 12, 0, 0));
  CHECK(has(failure_text([&] { open_source((folder / "none.mkv").string())->frame(0); }), "no picture"));
  std::ofstream(folder / "empty.mp4");
  CHECK(has(failure_text([&] { open_source((folder / "empty.mp4").string()); }), "the file is empty"));
  std::ofstream(folder / "text.mp4") << "This is not a video, whatever its name says.\n";
  CHECK(
      has(failure_text([&] { open_source((folder / "text.mp4").string()); }), "not a video of a known kind"));
  const std::string path = folder / "unknown.avi";
  write_video(path, plan_of("mjpeg", 1, 0, 5));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  for (std::size_t at = 0; (at = bytes.find("MJPG", at)) != std::string::npos; ++at)
    bytes.replace(at, 4, "QXZ7");
  file.seekp(0);
  file << bytes;
  file.close();
  CHECK(has(failure_text([&] { open_source(path); }), "QXZ7"));
}

TEST_CASE("damaged frames are left out, counted, and keep their index") {
  const TemporaryFolder folder;
  const std::string path = folder / "damaged.avi";
  write_video(path, plan_of("mjpeg", 1, 0, 20));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::size_t at = 0;
  for (int i = 0; i <= 9; ++i) at = bytes.find("\xff\xd8\xff", at) + 3;  // the begin of frame 9
  file.seekp(static_cast<std::streamoff>(at - 3));
  file << std::string(1500, '\0');
  file.close();
  const auto source = open_source(path);
  REQUIRE(source->count() == 20);
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    if (i == 9) {
      CHECK(has(failure_text([&] { source->frame(i); }), "frame 9 is damaged"));
    } else {
      CHECK(number_in(source->frame(i)->pixels) == i);
    }
  }
  CHECK(source->damaged() == 1);
}

TEST_CASE("what is in a file opens no other file and no address") {
  const TemporaryFolder folder;
  std::ofstream(folder / "list.avi") << "ffconcat version 1.0\nfile '/etc/hostname'\n";
  std::ofstream(folder / "list.ts")
      << "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/x.ts\n";
  CHECK_FALSE(failure_text([&] { open_source((folder / "list.avi").string())->frame(0); }).empty());
  CHECK_FALSE(failure_text([&] { open_source((folder / "list.ts").string())->frame(0); }).empty());
}

TEST_SUITE_END();
