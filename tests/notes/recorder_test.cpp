#include "notes/recorder.h"

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <latch>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/error.h"
#include "notes/file.h"
#include "notes/side_by_side.h"
#include "sources/source.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

using test::TemporaryFolder;

const cv::Size size{192, 128};

cv::Mat picture(int number) { return test::scene(size, static_cast<std::uint64_t>(number) + 1); }

RecordingPlan plan_of(const fs::path& path, bool lossless = true) {
  RecordingPlan plan;
  plan.path = path;
  plan.form = recording_form(path).value();
  plan.lossless = lossless && plan.form == RecordingForm::Matroska;
  plan.rate = 25;
  plan.even = true;
  return plan;
}

/// Records so many numbered pictures, or fewer when the recorder stops.
RecordingReport record(const RecordingPlan& plan, int frames, RecorderOptions options = {}) {
  Recorder recorder(plan, std::move(options));
  for (int i = 0; i < frames; ++i) {
    if (!recorder.add([i] { return picture(i); }, i / plan.rate)) break;
  }
  return recorder.finish();
}

/// The mean square error, as decibels below white.
double fidelity(const cv::Mat& a, const cv::Mat& b) {
  const double error = cv::norm(a, b, cv::NORM_L2);
  return 20 * std::log10(255 * std::sqrt(static_cast<double>(a.total() * 3)) / std::max(error, 1e-9));
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string failure_of_recorder(const RecordingPlan& plan) {
  try {
    Recorder recorder(plan);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

/// A small disk of its own in memory, where the system allows that.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& path) : path_(path) {
    fs::create_directories(path_);
    mounted_ = ::mount("none", path_.c_str(), "tmpfs", 0, "size=2m") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted() const { return mounted_; }

 private:
  fs::path path_;
  bool mounted_ = false;
};

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("A lossless recording gives back every picture as it was") {
    const TemporaryFolder folder;
    const fs::path path = folder / "out.mkv";
    const RecordingReport report = record(plan_of(path), 40);
    CHECK(!report.status.problem);
    CHECK(report.file.frames == 40);
    CHECK(report.file.path == path);
    CHECK(report.file.bytes == fs::file_size(path));
    CHECK(names_in(folder.path()) == std::vector<std::string>{"out.mkv"});
    const auto source = open_source(path.string());
    REQUIRE(source->count() == 40);
    CHECK(source->rate() == doctest::Approx(25));
    for (int i = 0; i < 40; ++i) CHECK(test::largest_difference(source->frame(i)->pixels, picture(i)) == 0);
  }

  TEST_CASE("H.264 shows every picture nearly as it was, in both containers") {
    const TemporaryFolder folder;
    for (const char* name : {"out.mkv", "out.mp4"}) {
      CAPTURE(name);
      const RecordingReport report = record(plan_of(folder / name, false), 30);
      CHECK(!report.status.problem);
      const auto source = open_source((folder / name).string());
      REQUIRE(source->count() == 30);
      CHECK(source->rate() == doctest::Approx(25));
      // Colours of neighbouring shapes bleed in 4:2:0; on the whole they stay, and details of gray do too.
      for (const int i : {0, 13, 29}) {
        const cv::Mat seen = source->frame(i)->pixels;
        CHECK(fidelity(seen, picture(i)) > 24);
        CHECK(cv::norm(cv::mean(seen), cv::mean(picture(i))) < 3);
        cv::Mat mine, theirs;
        cv::extractChannel(picture(i), mine, 1);
        cv::extractChannel(seen, theirs, 1);
        CHECK(fidelity(theirs, mine) > 30);
      }
      CHECK(source->time_of(29) == doctest::Approx(29 / 25.0).epsilon(1e-3));
    }
  }

  TEST_CASE("A video keeps odd sides where its codec can, and is continued by a pixel where it cannot") {
    const TemporaryFolder folder;
    const cv::Mat odd = test::scene({161, 97}, 5);
    for (const bool lossless : {true, false}) {
      const RecordingPlan plan = plan_of(folder / (lossless ? "a.mkv" : "b.mkv"), lossless);
      Recorder recorder(plan);
      recorder.add([&] { return odd; }, 0);
      CHECK(recorder.finish().file.frames == 1);
      const cv::Mat seen = open_source(plan.path.string())->frame(0)->pixels;
      CHECK(seen.size() == (lossless ? odd.size() : cv::Size(162, 98)));
      if (lossless) CHECK(test::largest_difference(seen, odd) == 0);
    }
  }

  TEST_CASE("A video of one pixel, and of gray pictures") {
    const TemporaryFolder folder;
    for (const char* name : {"a.mkv", "b.mp4", "pictures"}) {
      CAPTURE(name);
      Recorder recorder(plan_of(folder / name));
      recorder.add([] { return cv::Mat(1, 1, CV_8UC1, cv::Scalar(200)); }, 0);
      const RecordingReport report = recorder.finish();
      CHECK(!report.status.problem);
      CHECK(report.file.frames == 1);
      const cv::Vec3b seen = open_source((folder / name).string())->frame(0)->pixels.at<cv::Vec3b>(0, 0);
      for (int c = 0; c < 3; ++c) CHECK(std::abs(seen[c] - 200) <= 3);
    }
  }

  TEST_CASE("A lossless recording is exact in small and narrow sizes too") {
    const TemporaryFolder folder;
    for (const cv::Size of : {cv::Size(2, 2), {8, 1}, {1, 9}, {63, 64}, {64, 64}, {65, 300}}) {
      CAPTURE(of);
      const RecordingPlan plan = plan_of(folder / "out.mkv");
      Recorder recorder(plan);
      const cv::Mat noise = test::noise(of, CV_8UC3, 7);
      recorder.add([&] { return noise; }, 0);
      CHECK(recorder.finish().file.frames == 1);
      const cv::Mat seen = open_source(plan.path.string())->frame(0)->pixels;
      CHECK(seen.size() == cv::Size(std::max(2, of.width), std::max(2, of.height)));
      CHECK(test::largest_difference(seen(cv::Rect({0, 0}, of)), noise) == 0);
    }
  }

  TEST_CASE("A folder of PNGs holds every picture as it was, in its own size") {
    const TemporaryFolder folder;
    const fs::path path = folder / "pictures";
    Recorder recorder(plan_of(path));
    for (int i = 0; i < 4; ++i) recorder.add([i] { return test::scene({20 + i, 10}, 3); }, i);
    const RecordingReport report = recorder.finish();
    CHECK(report.file.frames == 4);
    CHECK(names_in(path) == std::vector<std::string>{"frame-000001.png", "frame-000002.png",
                                                     "frame-000003.png", "frame-000004.png"});
    const auto source = open_source(path.string());
    for (int i = 0; i < 4; ++i)
      CHECK(test::largest_difference(source->frame(i)->pixels, test::scene({20 + i, 10}, 3)) == 0);
    // A shorter one in its place leaves no picture of the longer one, and no stranger's file goes.
    write_whole(path / "notes.txt", std::string("mine"));
    record(plan_of(path), 2);
    CHECK(names_in(path) == std::vector<std::string>{"frame-000001.png", "frame-000002.png", "notes.txt"});
  }

  TEST_CASE("Frames that last unequally long are shown when they came") {
    const TemporaryFolder folder;
    for (const char* name : {"out.mkv", "out.mp4"}) {
      RecordingPlan plan = plan_of(folder / name);
      plan.even = false;
      Recorder recorder(plan);
      for (const double seconds : {0.0, 0.04, 0.5, 1.7}) recorder.add([] { return picture(0); }, seconds);
      CHECK(recorder.finish().file.frames == 4);
      const auto source = open_source((folder / name).string());
      CHECK(source->time_of(1) == doctest::Approx(0.04).epsilon(0.03));
      CHECK(source->time_of(2) == doctest::Approx(0.5).epsilon(0.01));
      CHECK(source->time_of(3) == doctest::Approx(1.7).epsilon(0.01));
    }
  }

  TEST_CASE("Recording stops before the disk is full, and keeps what it has") {
    const TemporaryFolder folder;
    for (const char* name : {"out.mkv", "out.mp4", "pictures"}) {
      CAPTURE(name);
      int asked = 0;
      RecorderOptions options;
      options.keep_free = 1000;
      options.free_space = [&](const fs::path&) -> std::uintmax_t { return ++asked <= 11 ? 1 << 30 : 1000; };
      const RecordingReport report = record(plan_of(folder / name), 50, options);
      REQUIRE(report.status.problem);
      CHECK(report.status.problem->en.find("nearly full") != std::string::npos);
      CHECK(!report.status.problem->zh.empty());
      CHECK(report.file.path == folder / name);
      CHECK(report.file.frames == 10);
      CHECK(open_source((folder / name).string())->count() == 10);
    }
  }

  TEST_CASE("A disk that is full from the start is told at once") {
    const TemporaryFolder folder;
    RecorderOptions options;
    options.free_space = [](const fs::path&) { return std::uintmax_t{3} << 20; };
    CHECK_THROWS_WITH_AS(Recorder(plan_of(folder / "out.mkv"), options),
                         doctest::Contains("nearly full: 3 MiB are left"), Error);
    CHECK_THROWS_AS(Recorder(plan_of(folder / "pictures"), options), Error);
    CHECK(names_in(folder.path()).empty());
  }

  TEST_CASE("What trouble cut short does not replace a good recording") {
    const TemporaryFolder folder;
    const fs::path path = folder / "out.mkv";
    record(plan_of(path), 20);
    int asked = 0;
    RecorderOptions options;
    options.free_space = [&](const fs::path&) -> std::uintmax_t { return ++asked <= 6 ? 1 << 30 : 0; };
    const RecordingReport report = record(plan_of(path), 50, options);
    CHECK(report.status.problem);
    CHECK(open_source(path.string())->count() == 20);
    CHECK(report.file.path != path);
    CHECK(report.file.frames == 5);
    CHECK(open_source(report.file.path.string())->count() == 5);
  }

  TEST_CASE("On a disk that is really full, what was written before stays readable") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder / "disk");
    if (!disk.mounted()) {
      MESSAGE("skipped: this user may not mount a small disk");
      return;
    }
    for (const char* name : {"out.mkv", "out.mp4", "pictures"}) {
      CAPTURE(name);
      RecordingPlan plan = plan_of(folder / "disk" / name);
      plan.rate = 5;  // a piece of the video is written every second
      RecorderOptions options;
      options.keep_free = 0;
      options.free_space = [](const fs::path&) { return UINTMAX_MAX; };
      Recorder recorder(plan, options);
      for (int i = 0; i < 200; ++i) {
        const auto draw = [i] { return test::noise(size, CV_8UC3, static_cast<std::uint64_t>(i) + 1); };
        if (!recorder.add(draw, i / plan.rate)) break;
      }
      const RecordingReport report = recorder.finish();
      REQUIRE(report.status.problem);
      CHECK(report.status.problem->en.find("No space left") != std::string::npos);
      REQUIRE(report.file.frames > 0);
      CHECK(report.file.frames < 200);
      const auto source = open_source(report.file.path.string());
      CHECK(source->count().value_or(0) >= report.file.frames);
      CHECK(!source->frame(report.file.frames - 1)->pixels.empty());
      const cv::Mat first = test::noise(size, CV_8UC3, 1);
      if (plan.form != RecordingForm::Mp4)
        CHECK(test::largest_difference(source->frame(0)->pixels, first) == 0);
      fs::remove_all(report.file.path);
    }
  }

  TEST_CASE("A recording without a frame leaves nothing") {
    const TemporaryFolder folder;
    for (const char* name : {"out.mkv", "out.mp4", "pictures"}) {
      const RecordingReport report = record(plan_of(folder / name), 0);
      CHECK(report.file.frames == 0);
      CHECK(report.file.path.empty());
    }
    CHECK(names_in(folder.path()).empty());
  }

  TEST_CASE("A picture of another size is fitted into the video") {
    const TemporaryFolder folder;
    const RecordingPlan plan = plan_of(folder / "out.mkv");
    Recorder recorder(plan);
    const auto white = [](cv::Size of) { return cv::Mat(of, CV_8UC3, cv::Scalar::all(255)); };
    recorder.add([&] { return white({200, 100}); }, 0);
    recorder.add([&] { return white({100, 100}); }, 0.04);
    recorder.add([&] { return white({40, 10}); }, 0.08);
    recorder.add([&] { return white({3000, 5}); }, 0.12);
    CHECK(recorder.finish().file.frames == 4);
    const auto source = open_source(plan.path.string());
    const auto white_part = [&](int index) {
      cv::Mat gray;
      cv::extractChannel(source->frame(index)->pixels, gray, 0);
      return cv::boundingRect(gray);
    };
    CHECK(white_part(0) == cv::Rect(0, 0, 200, 100));
    CHECK(white_part(1) == cv::Rect(50, 0, 100, 100));
    CHECK(white_part(2) == cv::Rect(0, 25, 200, 50));
    CHECK(white_part(3).width == 200);
  }

  TEST_CASE("Live, what finds the queue full is dropped and counted; else nothing is lost") {
    const TemporaryFolder folder;
    for (const bool live : {true, false}) {
      std::latch begin(1);
      RecorderOptions options;
      options.live = live;
      Recorder recorder(plan_of(folder / (live ? "a.mkv" : "b.mkv")), options);
      std::jthread release;
      if (!live) release = std::jthread([&] { begin.count_down(); });
      std::uint64_t refused = 0;
      for (int i = 0; i < 20; ++i) {
        const auto draw = [&begin, i] {
          begin.wait();
          return picture(i);
        };
        if (!recorder.add(draw, i / 25.0)) ++refused;
      }
      if (live) begin.count_down();
      const RecordingReport report = recorder.finish();
      CHECK(report.status.dropped == refused);
      CHECK(report.status.recorded + refused == 20);
      CHECK((refused > 0) == live);
      CHECK(report.file.frames == static_cast<int>(report.status.recorded));
    }
  }

  TEST_CASE("A picture that cannot be drawn ends the recording, and what was before it stays") {
    const TemporaryFolder folder;
    const fs::path path = folder / "out.mp4";
    Recorder recorder(plan_of(path));
    for (int i = 0; i < 100; ++i) {
      const auto draw = [i] {
        if (i == 7) throw failure("no such colour");
        return picture(i);
      };
      if (!recorder.add(draw, i / 25.0)) break;
    }
    const RecordingReport report = recorder.finish();
    REQUIRE(report.status.problem);
    CHECK(report.status.problem->en == "no such colour");
    CHECK(open_source(path.string())->count() == 7);
    CHECK(!recorder.add([] { return picture(0); }, 1));
  }

  TEST_CASE("What cannot be written is told before the first picture") {
    const TemporaryFolder folder;
    write_whole(folder / "file", std::string("a file"));
    CHECK(failure_of_recorder(plan_of(folder / "none" / "out.mkv")).find("No such file") !=
          std::string::npos);
    CHECK(failure_of_recorder(plan_of(folder / "file" / "out.mkv")).find("Not a directory") !=
          std::string::npos);
    CHECK(failure_of_recorder(plan_of(folder / "file")).find("cannot make the folder") != std::string::npos);
    if (::geteuid() != 0) {
      fs::create_directory(folder / "closed");
      fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
      CHECK(failure_of_recorder(plan_of(folder / "closed" / "out.mkv")).find("Permission denied") !=
            std::string::npos);
      CHECK(failure_of_recorder(plan_of(folder / "closed")).find("Permission denied") != std::string::npos);
    }
  }

  TEST_CASE("The form of a recording follows from its name") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "v1.2");
    CHECK(recording_form("a.mkv") == RecordingForm::Matroska);
    CHECK(recording_form("dir/A.MP4") == RecordingForm::Mp4);
    CHECK(recording_form("frames") == RecordingForm::Pictures);
    CHECK(recording_form("frames.v2/") == RecordingForm::Pictures);
    CHECK(recording_form(folder / "v1.2") == RecordingForm::Pictures);
    CHECK(!recording_form("a.gif"));
    CHECK(!recording_form("a.avi"));
  }

  TEST_CASE("Two pictures stand side by side, the smaller one in the middle") {
    const cv::Mat left(10, 30, CV_8UC3, cv::Scalar(1, 2, 3)), right(20, 5, CV_8UC1, cv::Scalar(200));
    const cv::Mat both = side_by_side(left, right);
    REQUIRE(both.type() == CV_8UC3);
    CHECK(both.size() == cv::Size(30 + side_by_side_gap + 5, 20));
    CHECK(both.at<cv::Vec3b>(5, 0) == cv::Vec3b(1, 2, 3));
    CHECK(both.at<cv::Vec3b>(14, 29) == cv::Vec3b(1, 2, 3));
    CHECK(both.at<cv::Vec3b>(4, 0) != cv::Vec3b(1, 2, 3));
    CHECK(both.at<cv::Vec3b>(0, 42) == cv::Vec3b(200, 200, 200));
  }
}

}  // namespace pixelwhy
