#include "gui/file_dialog.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>

namespace pixelwhy::gui {

namespace {

bool installed(const char* program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code none;
    if (std::filesystem::exists(std::filesystem::path(folder) / program, none)) return true;
  }
  return false;
}

std::string quoted(const std::string& words) {
  std::string result = "'";
  for (const char c : words) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string run_dialog(const std::string& title) {
  const std::string command = installed("zenity")
                                  ? "zenity --file-selection --title=" + quoted(title) + " 2>/dev/null"
                                  : "kdialog --title " + quoted(title) + " --getopenfilename . 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string path;
  if (!pipe) return path;
  std::array<char, 512> buffer{};
  while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get())) path += buffer.data();
  while (path.ends_with('\n')) path.pop_back();
  return path;
}

}  // namespace

FileDialog::FileDialog(std::function<void()> wake)
    : worker_([](const std::string& title, const auto& publish, const auto&) { publish(run_dialog(title)); },
              std::move(wake)) {}

bool FileDialog::available() { return installed("zenity") || installed("kdialog"); }

}  // namespace pixelwhy::gui
