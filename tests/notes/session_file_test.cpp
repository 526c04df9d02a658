#include "notes/session_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/error.h"
#include "notes/file.h"
#include "notes/keeper.h"
#include "registry.h"
#include "support/demos.h"
#include "support/folder.h"
#include "support/variable.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

SessionState random_session(cv::RNG& random) {
  SessionState session;
  for (const Demo& demo : all_demos()) {
    State state;
    state.demo = demo.id;
    state.settings = test::random_settings(demo, random);
    state.stage = demo.stages.front().id;
    session.demos.push_back(state);
  }
  State& current =
      session.demos[static_cast<std::size_t>(random.uniform(0, static_cast<int>(session.demos.size())))];
  session.demo = current.demo;
  current.pins = {{current.stage, {random.uniform(0, 1000), 7}}};
  current.canvas = CanvasState{random.uniform(0.1, 40.0), {12.5, -3}};
  current.source = SourceState{"sample:street", random.uniform(0, 5), {}, {}, {}};
  return session;
}

/// A session that tells its number.
std::string numbered(int number) {
  cv::RNG random(1);
  SessionState session = random_session(random);
  for (State& state : session.demos) {
    if (state.demo == session.demo) state.pins = {{state.stage, {number, 0}}};
  }
  return session_text(all_demos(), session);
}

int number_of(const SessionState& session) {
  for (const State& state : session.demos) {
    if (state.demo == session.demo && !state.pins.empty()) return state.pins[0].at.x;
  }
  return -1;
}

std::int64_t now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

constexpr int most_numbers = 1 << 20;

/// When each number was noted; shared with the process that writes.
class Times {
 public:
  explicit Times(const fs::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    REQUIRE(::ftruncate(descriptor_, size) == 0);
    times_ =
        static_cast<std::int64_t*>(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0));
  }
  ~Times() {
    ::munmap(times_, size);
    ::close(descriptor_);
  }
  Times(const Times&) = delete;
  Times& operator=(const Times&) = delete;
  std::int64_t& operator[](int number) { return times_[number]; }

 private:
  static constexpr std::size_t size = most_numbers * sizeof(std::int64_t);
  int descriptor_;
  std::int64_t* times_;
};

/// Starts this program again as one that writes sessions until it is killed.
pid_t start_writer(const fs::path& folder, int delay) {
  const test::Variable where("PIXELWHY_TEST_WRITER", folder.string());
  const test::Variable wait("PIXELWHY_TEST_DELAY", std::to_string(delay));
  std::string words[] = {"pixelwhy_tests", "--test-case=writes sessions until it is killed", "--no-skip"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  REQUIRE(posix_spawn(&process, "/proc/self/exe", &files, nullptr, arguments, environ) == 0);
  posix_spawn_file_actions_destroy(&files);
  return process;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  return names;
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a session comes back as it was") {
    cv::RNG random(17);
    for (int i = 0; i < 50; ++i) {
      const SessionState session = random_session(random);
      CHECK(session_from_json(all_demos(), session_text(all_demos(), session)) == session);
    }
  }

  TEST_CASE("demos that are not there are passed over") {
    const std::string text =
        R"({"format": 1, "demo": "gone", "demos": [{"demo": "gone", "parameters": {"x": 1}}, {"demo": "canny"}]})";
    const SessionState session = session_from_json(all_demos(), text);
    CHECK(session.demo == "gone");
    REQUIRE(session.demos.size() == 1);
    CHECK(session.demos[0].demo == "canny");
  }

  TEST_CASE("a session that is cut off, damaged, or of a newer program is set aside, never thrown away") {
    const test::TemporaryFolder folder;
    const fs::path file = folder / "session.json";
    cv::RNG random(23);
    const std::string good = session_text(all_demos(), random_session(random));
    const auto set_aside = [&](const std::string& text) {
      write_whole(file, text);
      const RecalledSession recalled = recall_session(all_demos(), file);
      CHECK_FALSE(recalled.session.has_value());
      CHECK_FALSE(recalled.problem.empty());
      CHECK_FALSE(fs::exists(file));
      CHECK(read_text(recalled.set_aside) == text);
      fs::remove(recalled.set_aside);
    };
    for (int i = 0; i < 60; ++i)
      set_aside(
          good.substr(0, static_cast<std::size_t>(random.uniform(0, static_cast<int>(good.size()) - 2))));
    for (const char* text :
         {"", "null", "[]", "{}", R"({"format": 2, "new": true})", R"({"demo": "canny"})",
          R"({"demo": "canny", "demos": [3]})", R"({"demo": "canny", "demos": {}})",
          R"({"demo": 1, "demos": []})",
          R"({"demo": "canny", "demos": [{"demo": "canny", "parameters": {"sigma": 51}}]})"})
      set_aside(text);
    // Bytes that were changed at random never do worse.
    for (int i = 0; i < 300; ++i) {
      std::string text = good;
      text[static_cast<std::size_t>(random.uniform(0, static_cast<int>(text.size())))] =
          static_cast<char>(random.uniform(0, 256));
      write_whole(file, text);
      CHECK_NOTHROW(recall_session(all_demos(), file));
      for (const std::string& name : names_in(folder.path())) fs::remove(folder / name);
    }
    // Those that were set aside before stay.
    for (int i = 0; i < 3; ++i) {
      write_whole(file, std::string("no session ") + std::to_string(i));
      recall_session(all_demos(), file);
    }
    CHECK(names_in(folder.path()).size() == 3);
    CHECK_FALSE(recall_session(all_demos(), file).session.has_value());
  }

  TEST_CASE("many changes are one write, what is left is written at the end, and nothing without a change") {
    std::atomic<int> writes = 0;
    std::atomic<int> last = 0;
    {
      Keeper keeper(50ms, [] {});
      for (int i = 1; i <= 100; ++i) keeper.keep([&, i] { ++writes, last = i; });
      while (last != 100) std::this_thread::sleep_for(1ms);
      CHECK(writes <= 3);  // one, unless the machine sleeps for so long
      const int before = writes;
      std::this_thread::sleep_for(150ms);
      CHECK(writes == before);
    }
    {
      Keeper keeper(1h, [] {});
      keeper.keep([&] { last = -1; });
    }
    CHECK(last == -1);
  }

  TEST_CASE("a write that fails is told once, and again after one that succeeded") {
    std::atomic<int> wakes = 0;
    Keeper keeper(0ms, [&] { ++wakes; });
    const auto run = [&](bool fails) {
      std::atomic<bool> done = false;
      keeper.keep([&, fails] {
        done = true;
        if (fails) throw failure("no room");
      });
      while (!done) std::this_thread::sleep_for(1ms);
      std::this_thread::sleep_for(20ms);
    };
    run(true);
    run(true);
    CHECK(wakes == 1);
    const auto problem = keeper.take_problem();
    REQUIRE(problem.has_value());
    CHECK(std::string(problem->what()) == "no room");
    CHECK_FALSE(keeper.take_problem().has_value());
    run(false);
    run(true);
    CHECK(wakes == 2);
  }

  TEST_CASE("where there is no room the session before stays, and nothing half-written") {
    const test::TemporaryFolder folder;
    const fs::path file = folder / "session.json";
    write_whole(file, numbered(1));
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit little{100, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    std::string problem;
    try {
      write_whole(file, numbered(2));
    } catch (const Error& error) {
      problem = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, handler);
    CHECK(problem.find("session.json") != std::string::npos);
    CHECK(read_text(file) == numbered(1));
    CHECK(names_in(folder.path()).size() == 1);
  }

  TEST_CASE("writes sessions until it is killed" * doctest::skip()) {
    const char* folder = std::getenv("PIXELWHY_TEST_WRITER");
    if (!folder) return;
    const fs::path file = fs::path(folder) / "session.json";
    Times times(fs::path(folder) / "times");
    Keeper keeper(std::chrono::milliseconds(std::atoi(std::getenv("PIXELWHY_TEST_DELAY"))), [] {});
    for (int number = 1; number < most_numbers; ++number) {
      times[number] = now();
      keeper.keep([file, number] { write_whole(file, numbered(number)); });
      std::this_thread::sleep_for(1ms);
    }
  }

  TEST_CASE("kill -9 at any moment leaves a session that works and is at most two seconds old") {
    cv::RNG random(static_cast<std::uint64_t>(now()));
    for (int round = 0; round < 24; ++round) {
      const bool at_leisure =
          round >= 20;  // as the window writes; before, without a pause, so that writes are hit
      const test::TemporaryFolder folder;
      const fs::path file = folder / "session.json";
      Times times(folder / "times");
      const pid_t writer = start_writer(folder.path(), at_leisure ? 1000 : 0);
      for (int i = 0; i < 30000 && !fs::exists(file); ++i) std::this_thread::sleep_for(1ms);
      std::this_thread::sleep_for(std::chrono::microseconds(random.uniform(0, at_leisure ? 2000000 : 60000)));
      ::kill(writer, SIGKILL);
      const std::int64_t killed = now();
      int status = 0;
      ::waitpid(writer, &status, 0);
      REQUIRE(WIFSIGNALED(status));
      const RecalledSession recalled = recall_session(all_demos(), file);
      CAPTURE(recalled.problem);
      REQUIRE(recalled.session.has_value());
      const int number = number_of(*recalled.session);
      REQUIRE(number > 0);
      const std::int64_t next = times[number + 1];  // the first change that is lost
      if (next != 0) CHECK(std::chrono::nanoseconds(killed - next) < 2s);
      remove_leftovers(file);
      CHECK(names_in(folder.path()).size() == 2);  // the session and the times
    }
  }
}

}  // namespace pixelwhy
