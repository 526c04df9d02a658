#include "notes/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "core/error.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

Error cannot_write(const fs::path& path, const std::string& reason) {
  return failure("cannot write '" + path.string() + "': " + reason,
                 "无法写入 '" + path.string() + "'：" + reason);
}

/// Writes all bytes; false leaves the reason in errno.
bool write_all(int descriptor, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

/// Writes all bytes to the disk and closes the file; false leaves the reason in errno.
bool fill(int file, std::span<const std::uint8_t> bytes) {
  const bool done = write_all(file, bytes) && ::fsync(file) == 0;
  const int reason = errno;
  const bool closed = ::close(file) == 0;
  if (!done) errno = reason;
  return done && closed;
}

/// What is no regular file (a pipe, /dev/null, a terminal) cannot be replaced by renaming: it is written
/// into.
bool is_special(const fs::path& path) {
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  return fs::exists(status) && !fs::is_regular_file(status);
}

void write_special(const fs::path& path, std::span<const std::uint8_t> bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) throw cannot_write(path, std::strerror(errno));
  const bool done = write_all(file, bytes);
  const int reason = errno;
  ::close(file);
  if (!done) throw cannot_write(path, std::strerror(reason));
}

/// Writes into a file without a name, which then gets its own, so that a program that dies leaves nothing.
/// False, and nothing has happened, where the name is taken or the file system has no such files.
bool write_nameless(const fs::path& target, std::span<const std::uint8_t> bytes) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const int file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (file < 0) return false;
  const std::string name = "/proc/self/fd/" + std::to_string(file);
  const bool done = write_all(file, bytes) && ::fsync(file) == 0 &&
                    ::linkat(AT_FDCWD, name.c_str(), AT_FDCWD, target.c_str(), AT_SYMLINK_FOLLOW) == 0;
  ::close(file);
  return done;
}

}  // namespace

void write_whole(const fs::path& path, std::span<const std::uint8_t> bytes) {
  if (path == "-") {
    if (!write_all(STDOUT_FILENO, bytes)) throw cannot_write("standard output", std::strerror(errno));
    return;
  }
  std::error_code none;
  if (fs::is_directory(path, none)) throw cannot_write(path, "it is a folder");
  if (is_special(path)) return write_special(path, bytes);
  // A link stays a link: what it points to is replaced.
  const fs::path target = fs::is_symlink(path, none) ? fs::weakly_canonical(path, none) : path;
  // Renaming would also replace a file that nobody may write.
  if (fs::exists(target, none) && ::access(target.c_str(), W_OK) != 0)
    throw cannot_write(path, std::strerror(errno));
  if (!fs::exists(target, none) && write_nameless(target, bytes)) return;
  static std::atomic<int> counter = 0;
  const std::string temporary =
      target.string() + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) throw cannot_write(path, std::strerror(errno));
  if (fill(file, bytes) && ::rename(temporary.c_str(), target.c_str()) == 0) return;
  const int reason = errno;
  ::unlink(temporary.c_str());
  throw cannot_write(path, std::strerror(reason));
}

bool write_new(const fs::path& path, std::span<const std::uint8_t> bytes) {
  std::error_code none;
  if (fs::exists(fs::symlink_status(path, none))) return false;
  if (write_nameless(path, bytes)) return true;
  if (fs::exists(fs::symlink_status(path, none))) return false;
  // Where files without a name are unknown, the name is taken first.
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) return false;
  if (file < 0) throw cannot_write(path, std::strerror(errno));
  if (fill(file, bytes)) return true;
  const int reason = errno;
  ::unlink(path.c_str());
  throw cannot_write(path, std::strerror(reason));
}

void write_whole(const fs::path& path, const std::string& text) {
  write_whole(path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

void make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  std::error_code none;
  if (!fs::is_directory(path, none)) {
    throw failure("cannot make the folder '" + path.string() +
                      "': " + (error ? error.message() : "a file is in its place"),
                  "无法创建文件夹 '" + path.string() + "'");
  }
}

fs::path set_aside(const fs::path& path) {
  fs::path other = path.string() + ".broken";
  std::error_code none;
  for (int i = 2; i < 10 && fs::exists(fs::symlink_status(other, none)); ++i)
    other = path.string() + ".broken-" + std::to_string(i);
  std::error_code problem;
  fs::rename(path, other, problem);
  return problem ? path : other;
}

void remove_leftovers(const fs::path& path) {
  const std::string begin = path.filename().string() + ".part-";
  std::error_code none;
  for (fs::directory_iterator entry(path.parent_path(), none), end; entry != end && !none;
       entry.increment(none)) {
    const std::string name = entry->path().filename();
    if (!name.starts_with(begin)) continue;
    const pid_t process = std::atoi(name.c_str() + begin.size());
    if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) ::unlink(entry->path().c_str());
  }
}

fs::path state_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
    return fs::path(state) / "pixelwhy";
  if (const char* home = std::getenv("HOME"); home && *home)
    return fs::path(home) / ".local" / "state" / "pixelwhy";
  return {};
}

std::string read_text(const fs::path& path, std::uintmax_t limit) {
  const auto cannot_read = [&](const std::string& reason) {
    return failure("cannot read '" + path.string() + "': " + reason,
                   "无法读取 '" + path.string() + "'：" + reason);
  };
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  if (!fs::exists(status)) throw cannot_read("no such file");
  if (!fs::is_regular_file(status)) throw cannot_read("it is no file of text");
  if (fs::file_size(path, none) > limit)
    throw cannot_read("it is larger than " + std::to_string(limit >> 20) + " MiB");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw cannot_read(std::strerror(errno));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace pixelwhy
