#include "gui/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace pixelwhy::gui {

namespace {

using Clock = std::chrono::steady_clock;

/// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void take(int number) {
    reset();
    number_ = number;
  }
  void reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }
  int get() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read, write;
  bool make() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read.take(ends[0]);
    write.take(ends[1]);
    return true;
  }
};

void never_wait(const Descriptor& end) { fcntl(end.get(), F_SETFL, fcntl(end.get(), F_GETFL) | O_NONBLOCK); }

/// A program that reads no further must not end ours: the signal stays blocked in this thread meanwhile.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoPipeSignal() {
    constexpr timespec now{};
    while (sigtimedwait(&pipe_, nullptr, &now) > 0 || errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;
  const sigset_t& before() const { return before_; }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

/// A program at work, in a process group of its own: who ends it ends what it has started too, and Ctrl+C in
/// our terminal does not end what serves the clipboard.
class Child {
 public:
  bool start(std::vector<std::string> command, const sigset_t& mask) {
    if (!in_.make() || !out_.make() || !err_.make()) return false;
    std::vector<char*> words;
    for (std::string& word : command) words.push_back(word.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in_.read.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out_.write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err_.write.get(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &mask);
    const bool started = posix_spawnp(&process_, words[0], &files, &attributes, words.data(), environ) == 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (!started) process_ = 0;
    in_.read.reset();
    out_.write.reset();
    err_.write.reset();
    never_wait(in_.write);
    never_wait(out_.read);
    never_wait(err_.read);
    return started;
  }

  /// Hands over and takes in what can be, within some milliseconds.
  void exchange(std::span<const std::uint8_t>& input, ToolRun& run, std::size_t most) {
    if (input.empty()) in_.write.reset();
    std::array<pollfd, 3> ends{};
    ends[0] = {in_.write.get(), POLLOUT, 0};
    ends[1] = {out_.read.get(), POLLIN, 0};
    ends[2] = {err_.read.get(), POLLIN, 0};
    poll(ends.data(), ends.size(), 10);
    if (ends[0].revents != 0) feed(input);
    if (ends[1].revents != 0) read_output(run, most);
    if (ends[2].revents != 0) read_complaint();
  }

  /// What it wrote before it ended may still be on the way.
  void drain(ToolRun& run, std::size_t most) {
    while (out_.read.open() && run.output.size() <= most && read_output(run, most)) {
    }
    while (err_.read.open() && read_complaint()) {
    }
  }

  /// Whether it has ended.
  bool ended(int& status) {
    int how = 0;
    const pid_t which = waitpid(process_, &how, WNOHANG);
    if (which == 0 || (which < 0 && errno == EINTR)) return false;
    status = WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
    process_ = 0;
    return true;
  }

  void end() {
    if (process_ == 0) return;
    kill(-process_, SIGKILL);
    while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
  }
  std::string complaint() const {
    std::string line = complaint_.substr(0, complaint_.find('\n'));
    std::erase_if(line, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return line;
  }

 private:
  void feed(std::span<const std::uint8_t>& input) {
    const ssize_t count = write(in_.write.get(), input.data(), input.size());
    if (count > 0) input = input.subspan(static_cast<std::size_t>(count));
    if (count < 0 && errno != EAGAIN && errno != EINTR) in_.write.reset();  // it reads no further
  }

  bool read_output(ToolRun& run, std::size_t most) {
    std::array<std::uint8_t, 65536> buffer;  // NOLINT: read() fills it
    const ssize_t count = read(out_.read.get(), buffer.data(), buffer.size());
    if (count > 0) run.output.insert(run.output.end(), buffer.begin(), buffer.begin() + count);
    if (run.output.size() > most) run.end = ToolRun::End::TooMuch;
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) out_.read.reset();
    return count > 0;
  }

  bool read_complaint() {
    constexpr std::size_t enough = 400;
    std::array<char, 1024> buffer;  // NOLINT: read() fills it
    const ssize_t count = read(err_.read.get(), buffer.data(), buffer.size());
    if (count > 0 && complaint_.size() < enough)
      complaint_.append(buffer.data(), std::min(static_cast<std::size_t>(count), enough));
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) err_.read.reset();
    return count > 0;
  }

  Pipe in_, out_, err_;
  pid_t process_ = 0;
  std::string complaint_;
};

}  // namespace

bool installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

ToolRun run_tool(const ToolCall& call, const std::function<bool()>& unwanted) {
  ToolRun run;
  const NoPipeSignal quiet;
  Child child;
  if (!child.start(call.command, quiet.before())) return run;
  std::span<const std::uint8_t> input = call.input;
  Clock::time_point deadline = Clock::now() + call.limit;
  bool hurried = false;
  run.end = ToolRun::End::TimedOut;
  while (Clock::now() < deadline) {
    if (!hurried && unwanted && unwanted()) {
      hurried = true;
      deadline = std::min(deadline, Clock::now() + std::chrono::seconds(1));
    }
    child.exchange(input, run, call.most_output);
    if (run.end == ToolRun::End::TooMuch) break;
    if (!child.ended(run.status)) continue;
    run.end = ToolRun::End::Exited;
    child.drain(run, call.most_output);
    break;
  }
  child.end();
  run.complaint = child.complaint();
  return run;
}

}  // namespace pixelwhy::gui
