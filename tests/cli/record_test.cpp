#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "cli/command_line.h"
#include "core/error.h"
#include "notes/png.h"
#include "registry.h"
#include "sources/source.h"
#include "support/capture.h"
#include "support/folder.h"
#include "support/mjpeg_server.h"
#include "support/pictures.h"
#include "support/videos.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

constexpr const char* words_variable = "PIXELWHY_TEST_WORDS";

int run(const Words& words) {
  const Program program{&all_demos(), &demo_sources(), "PixelWhy test", [](const WindowCall&) { return 0; }};
  return run_command_line(program, words);
}

struct Outcome {
  int status = 0;
  std::string err;
};

class Recording {
 public:
  Outcome run(const Words& words) const {
    test::Capture err(stderr, folder_ / "stderr");
    const int status = pixelwhy::run(words);
    return {status, err.finish()};
  }

  std::string file(const std::string& name) const { return folder_ / name; }

  /// A video whose frames carry their numbers.
  std::string video(int frames) const {
    test::VideoPlan plan;
    plan.frames = frames;
    test::write_video(file("in.mkv"), plan);
    return file("in.mkv");
  }

  /// What `run` makes of that frame.
  cv::Mat still(const std::string& source, int frame, const Words& options) const {
    Words words{"run", "sobel", source, "--frame", std::to_string(frame), "-o", file("still.png")};
    words.insert(words.end(), options.begin(), options.end());
    REQUIRE(run(words).status == 0);
    return open_source(file("still.png"))->frame(0)->pixels;
  }

 private:
  test::TemporaryFolder folder_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The command in a process of its own, which can be interrupted and killed.
class Child {
 public:
  explicit Child(const Words& words, const std::string& errors) {
    std::string joined;
    for (const std::string& word : words) joined += word + "\n";
    std::fflush(nullptr);  // what is buffered is not to be written twice
    process_ = ::fork();
    if (process_ == 0) {
      ::setenv(words_variable, joined.c_str(), 1);
      std::freopen(errors.c_str(), "w", stderr);
      std::freopen("/dev/null", "w", stdout);
      ::execl("/proc/self/exe", "pixelwhy_tests", "--no-skip", "--test-case=One command line*", nullptr);
      ::_exit(127);
    }
  }
  ~Child() {
    if (!ended_) end(SIGKILL);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Sends the signal and waits for the end; the exit status, or -1 when the signal killed it.
  int end(int signal) {
    ended_ = true;
    ::kill(process_, signal);
    int status = 0;
    ::waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = -1;
  bool ended_ = false;
};

/// Waits until it holds; false after a long time.
template <class Condition>
bool eventually(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) files.push_back(entry.path());
  return files;
}

/// The half-written video in a folder; empty when there is none.
fs::path part_in(const fs::path& folder) {
  for (const fs::path& file : files_in(folder)) {
    if (has(file.filename(), ".part-")) return file;
  }
  return {};
}

}  // namespace

TEST_SUITE("cli" * doctest::description("recording")) {
  TEST_CASE("One command line, for tests that interrupt it" * doctest::skip()) {
    const char* const text = std::getenv(words_variable);
    if (!text) return;
    Words words;
    std::string word;
    for (const char* c = text; *c; ++c) {
      if (*c != '\n') {
        word += *c;
      } else {
        words.push_back(word);
        word.clear();
      }
    }
    std::_Exit(run(words));
  }

  TEST_CASE("`record` of 300 frames writes 300 frames, each what `run` makes of it") {
    const Recording recording;
    const std::string source = recording.video(300);
    const Words stage{"--stage", "gx", "--sigma", "1"};
    for (const char* name : {"out.mkv", "pictures"}) {
      CAPTURE(name);
      Words words{"record", "sobel", source, "-o", recording.file(name)};
      words.insert(words.end(), stage.begin(), stage.end());
      if (fs::path(name).has_extension()) words.push_back("--lossless");
      const Outcome outcome = recording.run(words);
      CHECK(outcome.status == 0);
      CHECK(has(outcome.err, "300 frames (192×128"));
      CHECK(has(outcome.err, "read back"));
      CHECK(has(outcome.err, "0 dropped"));
      const auto result = open_source(recording.file(name));
      REQUIRE(result->count() == 300);
      for (const int i : {0, 1, 149, 299})
        CHECK(test::largest_difference(result->frame(i)->pixels, recording.still(source, i, stage)) == 0);
    }
  }

  TEST_CASE("`record` keeps the order, the rate and every frame of a lossy video") {
    const Recording recording;
    const std::string source = recording.video(60);
    const Outcome outcome =
        recording.run({"record", "sobel", source, "--stage", "source", "-o", recording.file("out.mp4")});
    CHECK(outcome.status == 0);
    const auto result = open_source(recording.file("out.mp4"));
    REQUIRE(result->count() == 60);
    CHECK(result->rate() == doctest::Approx(25));
    for (int i = 0; i < 60; ++i) CHECK(test::number_in(result->frame(i)->pixels) == i);
  }

  TEST_CASE("`record` takes the frames that it is asked for") {
    const Recording recording;
    const std::string source = recording.video(60);
    const auto numbers = [&](Words options) {
      Words words{"record",  "sobel",  source,
                  "--stage", "source", "--lossless",
                  "--force", "-o",     recording.file("out.mkv")};
      words.insert(words.end(), options.begin(), options.end());
      CHECK(recording.run(words).status == 0);
      std::vector<int> found;
      const auto result = open_source(recording.file("out.mkv"));
      for (int i = 0; i < result->count(); ++i) found.push_back(test::number_in(result->frame(i)->pixels));
      return found;
    };
    CHECK(numbers({"--frame", "10", "--frames", "3"}) == std::vector<int>{10, 11, 12});
    CHECK(numbers({"--seconds", "0.16"}) == std::vector<int>{0, 1, 2, 3});
    CHECK(numbers({"--seconds", "0.16", "--frame", "58"}) == std::vector<int>{58, 59});
    CHECK(numbers({"--frames", "2", "--fps", "5"}) == std::vector<int>{0, 1});
    CHECK(open_source(recording.file("out.mkv"))->rate() == doctest::Approx(5));
  }

  TEST_CASE("`record` ends with a source that ends early, and says so") {
    const Recording recording;
    const Outcome outcome = recording.run(
        {"record", "sobel", recording.video(20), "--frames", "500", "-o", recording.file("out.mkv")});
    CHECK(outcome.status == 0);
    CHECK(has(outcome.err, "the source ended after 20 of 500 frames"));
    CHECK(open_source(recording.file("out.mkv"))->count() == 20);
  }

  TEST_CASE("`record` puts source and result side by side") {
    const Recording recording;
    const std::string source = recording.video(3);
    REQUIRE(recording
                .run({"record", "interpolation", source, "--scale", "0.5", "--side-by-side", "-o",
                      recording.file("pictures/")})
                .status == 0);
    const cv::Mat both = open_source(recording.file("pictures"))->frame(2)->pixels;
    CHECK(both.size() == cv::Size(192 + 8 + 96, 128));
    CHECK(test::largest_difference(both(cv::Rect(0, 0, 192, 128)), open_source(source)->frame(2)->pixels) ==
          0);
  }

  TEST_CASE("`record` of the moving scene") {
    const Recording recording;
    const Outcome outcome = recording.run({"record", "sobel", "sample:moving", "--stage", "gray", "--frames",
                                           "5", "-o", recording.file("out.mp4")});
    CHECK(outcome.status == 0);
    const auto result = open_source(recording.file("out.mp4"));
    CHECK(result->count() == 5);
    CHECK(result->frame(4)->pixels.size() == cv::Size(1920, 1080));
  }

  TEST_CASE("`record` of a live source takes what comes") {
    const Recording recording;
    const test::MjpegServer server;
    for (const Words& limit : {Words{"--frames", "12"}, Words{"--seconds", "1", "--fps", "10"}}) {
      Words words{"record",  "sobel", server.address(),         "--stage", "source",
                  "--force", "-o",    recording.file("out.mkv")};
      words.insert(words.end(), limit.begin(), limit.end());
      const Outcome outcome = recording.run(words);
      CHECK(outcome.status == 0);
      CHECK(has(outcome.err, "dropped"));
      const auto result = open_source(recording.file("out.mkv"));
      REQUIRE(result->count());
      const int count = *result->count();
      CHECK(count >= (limit[0] == "--frames" ? 12 : 1));
      CHECK(count <= 12);
      int before = -1;
      for (int i = 0; i < count; ++i) {
        const int number = test::number_in(result->frame(i)->pixels);
        CHECK(number > before);
        before = number;
      }
    }
  }

  TEST_CASE("`record` leaves out what cannot be read, and tells") {
    const Recording recording;
    fs::create_directory(recording.file("in"));
    for (const int i : {1, 3})
      write_whole(recording.file("in/" + std::to_string(i) + ".png"),
                  std::span<const std::uint8_t>(encode_png(test::scene({32, 24}, 1))));
    write_whole(recording.file("in/2.png"), std::string("no picture"));
    const Outcome outcome =
        recording.run({"record", "sobel", recording.file("in"), "-o", recording.file("out.mkv")});
    CHECK(outcome.status == 1);
    CHECK(has(outcome.err, "1 frame was left out; the first: "));
    CHECK(open_source(recording.file("out.mkv"))->count() == 2);
  }

  TEST_CASE("`record` refuses words that are wrong with status 2, and writes nothing") {
    const Recording recording;
    const std::string source = recording.video(3), out = recording.file("out.mkv");
    const std::pair<Words, const char*> cases[] = {
        {{"record", "sobel", source}, "missing -o"},
        {{"record", "sobel", source, "-o", "-"}, "standard output"},
        {{"record", "sobel", source, "-o", recording.file("out.gif")}, "expected .mkv, .mp4, or a folder"},
        {{"record", "sobel", source, "-o", out, "--frames", "0"}, "expected a whole number from 1"},
        {{"record", "sobel", source, "-o", out, "--seconds", "-1"}, "expected a number above 0"},
        {{"record", "sobel", source, "-o", out, "--fps", "nan"}, "expected a number above 0"},
        {{"record", "sobel", source, "-o", out, "--frame", "3"}, "has the frames 0 to 2"},
        {{"record", "sobel", source, "-o", out, "--stage", "none"}, "unknown stage"},
        {{"record", "sobel", source, "-o", out, "--sigma", "-1"}, "sigma"},
        {{"record", "sobel", source, "--lossless", "-o", recording.file("out.mp4")}, "contradicts .mp4"},
        {{"record", "sobel", source, "--force", "-o", source}, "SOURCE itself"},
        {{"record", "sobel", "sample:moving", "-o", out}, "has no end"},
        {{"record"}, "missing DEMO"},
    };
    for (const auto& [words, message] : cases) {
      CAPTURE(message);
      const Outcome outcome = recording.run(words);
      CHECK(outcome.status == 2);
      CHECK(has(outcome.err, message));
    }
    CHECK(!fs::exists(out));
    CHECK(open_source(source)->count() == 3);
  }

  TEST_CASE("`record` fails with status 1 where it cannot be done, and keeps what was there") {
    const Recording recording;
    const std::string source = recording.video(3);
    CHECK(recording.run({"record", "sobel", recording.file("none.mkv"), "-o", recording.file("out.mkv")})
              .status == 1);
    CHECK(recording.run({"record", "sobel", source, "-o", recording.file("none/out.mkv")}).status == 1);
    const Outcome unreachable =
        recording.run({"record", "sobel", "http://127.0.0.1:9/", "-o", recording.file("out.mkv")});
    CHECK(unreachable.status == 1);
    CHECK(has(unreachable.err, "cannot be reached"));
    CHECK(!fs::exists(recording.file("out.mkv")));
    write_whole(recording.file("out.mkv"), std::string("mine"));
    const Outcome kept = recording.run({"record", "sobel", source, "-o", recording.file("out.mkv")});
    CHECK(kept.status == 1);
    CHECK(has(kept.err, "--force replaces it"));
    CHECK(read_text(recording.file("out.mkv")) == "mine");
    CHECK(recording.run({"record", "sobel", source, "--force", "-o", recording.file("out.mkv")}).status == 0);
    CHECK(open_source(recording.file("out.mkv"))->count() == 3);
  }

  TEST_CASE("Killed, `record` leaves whole pictures and a video that plays up to there") {
    const Recording recording;
    const std::string source = recording.video(300);
    const Words common{"record", "sobel", source, "--stage", "source", "--fps", "10"};
    const auto child_of = [&](const std::string& output) {
      Words words = common;
      words.insert(words.end(), {"-o", output});
      return words;
    };
    const std::string pictures = recording.file("pictures");
    {
      Child child(child_of(pictures), recording.file("err"));
      REQUIRE(eventually([&] { return files_in(pictures).size() >= 7; }));
      CHECK(child.end(SIGKILL) == -1);
    }
    const std::vector<fs::path> left = files_in(pictures);
    CHECK(left.size() < 300);
    for (const fs::path& file : left) {
      const int number = std::stoi(file.filename().string().substr(6));
      CHECK(test::number_in(open_source(file.string())->frame(0)->pixels) == number - 1);
    }
    for (const char* name : {"video/out.mkv", "video/out.mp4"}) {
      CAPTURE(name);
      fs::create_directories(recording.file("video"));
      fs::path part;
      {
        Child child(child_of(recording.file(name)), recording.file("err"));
        REQUIRE(eventually([&] {
          part = part_in(recording.file("video"));
          std::error_code none;
          return !part.empty() && fs::file_size(part, none) > 20'000;
        }));
        CHECK(child.end(SIGKILL) == -1);
      }
      CHECK(!fs::exists(recording.file(name)));
      const auto source_left = open_source(part.string());
      REQUIRE(source_left->count().value_or(0) > 0);
      const int count = *source_left->count();
      CHECK(count < 300);
      // The last frame may have been cut in the middle.
      for (int i = 0; i < count - 1; ++i) CHECK(test::number_in(source_left->frame(i)->pixels) == i);
      fs::remove(part);
    }
  }

  TEST_CASE("Interrupted, `record` finishes what there is") {
    const Recording recording;
    const std::string output = recording.file("out.mkv");
    for (const int signal : {SIGINT, SIGTERM}) {
      Child child({"record", "sobel", "sample:moving", "--stage", "source", "--frames", "100000", "--force",
                   "-o", output},
                  recording.file("err"));
      REQUIRE(eventually([&] {
        const fs::path part = part_in(fs::path(output).parent_path());
        std::error_code none;
        return !part.empty() && fs::file_size(part, none) > 0;
      }));
      CHECK(child.end(signal) == 1);
      const std::string told = read_text(recording.file("err"));
      CHECK(has(told, "interrupted"));
      CHECK(open_source(output)->count().value_or(0) > 0);
      CHECK(part_in(fs::path(output).parent_path()).empty());
    }
    // A live recording that nothing else would end is done then.
    const test::MjpegServer server;
    Child child({"record", "sobel", server.address(), "--force", "-o", recording.file("live.mkv")},
                recording.file("err"));
    REQUIRE(eventually([&] {
      const fs::path part = part_in(fs::path(output).parent_path());
      std::error_code none;
      return !part.empty() && fs::file_size(part, none) > 0;
    }));
    CHECK(child.end(SIGINT) == 0);
    CHECK(open_source(recording.file("live.mkv"))->count().value_or(0) > 0);
  }
}

}  // namespace pixelwhy
