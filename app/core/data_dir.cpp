#include "core/data_dir.h"

#include <cstdlib>
#include <vector>

#include "core/error.h"

namespace pixelwhy {

namespace fs = std::filesystem;

fs::path executable_dir() {
  std::error_code none;
  return fs::read_symlink("/proc/self/exe", none).parent_path();
}

fs::path data_dir() {
  std::vector<fs::path> places;
  if (const char* chosen = std::getenv("PIXELWHY_DATA"); chosen && *chosen) {
    places = {chosen};
  } else {
    places = {executable_dir().parent_path() / "share" / "pixelwhy", PIXELWHY_SOURCE_DIR};
  }
  for (const fs::path& place : places) {
    std::error_code none;
    if (fs::is_directory(place / "assets", none)) return place;
  }
  std::string looked;
  for (const fs::path& place : places) looked += (looked.empty() ? "" : ", ") + place.string();
  throw failure("the program's assets were not found in " + looked + "; set PIXELWHY_DATA to their folder",
                "找不到程序的资源文件（查找位置：" + looked + "）；请将 PIXELWHY_DATA 设为其所在目录");
}

}  // namespace pixelwhy
