#include "gui/file_dialog.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "gui/process.h"

namespace pixelwhy::gui {

FileDialog::FileDialog(std::function<void()> wake)
    : worker_([this](const Question& question, const auto& publish, const auto&) { publish(run(question)); },
              std::move(wake)) {}

FileDialog::~FileDialog() {
  const std::scoped_lock lock(mutex_);
  closing_ = true;
  if (process_ > 0) kill(process_, SIGTERM);
}

bool FileDialog::available() { return installed("zenity") || installed("kdialog"); }

std::string FileDialog::run(const Question& question) {
  const auto& [title, path, folder] = question;
  if (installed("zenity")) {
    std::vector<std::string> command{"zenity", "--file-selection", "--title=" + title};
    if (folder) command.emplace_back("--directory");
    if (!path.empty()) command.insert(command.end(), {"--save", "--filename=" + path});
    return output_of(std::move(command));
  }
  if (folder) return output_of({"kdialog", "--title", title, "--getexistingdirectory", "."});
  if (path.empty()) return output_of({"kdialog", "--title", title, "--getopenfilename", "."});
  return output_of({"kdialog", "--title", title, "--getsavefilename", path});
}

/// What a program writes, without the end of its last line; empty when it cannot be started.
std::string FileDialog::output_of(std::vector<std::string> command) {
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  {
    const std::scoped_lock lock(mutex_);
    const bool started =
        !closing_ && posix_spawnp(&process, words[0], &files, nullptr, words.data(), environ) == 0;
    if (!started) process = 0;
    process_ = process;
  }
  posix_spawn_file_actions_destroy(&files);
  close(ends[1]);
  std::string output;
  std::array<char, 512> buffer{};
  while (true) {
    const ssize_t count = read(ends[0], buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  close(ends[0]);
  if (process > 0) {
    siginfo_t ended{};
    while (waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    // Only now its number may be given to another process, so nobody must end it any more.
    const std::scoped_lock lock(mutex_);
    waitpid(process, nullptr, 0);
    process_ = 0;
  }
  while (output.ends_with('\n')) output.pop_back();
  return output;
}

}  // namespace pixelwhy::gui
