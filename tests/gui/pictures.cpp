#include "pictures.h"

#include <cstdlib>
#include <fstream>
#include <opencv2/core.hpp>

#include "notes/file.h"
#include "notes/png.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

PictureFolder::PictureFolder(const std::string& name)
    : path(fs::temp_directory_path() / ("pixelwhy-" + name)),
      home_(std::getenv("HOME") ? std::getenv("HOME") : "") {
  fs::remove_all(path);
  fs::create_directories(path);
  setenv("HOME", path.c_str(), 1);
}

PictureFolder::~PictureFolder() {
  setenv("HOME", home_.c_str(), 1);
  fs::remove_all(path);
}

std::string PictureFolder::picture(const std::string& name, int width) {
  const fs::path file = path / name;
  fs::create_directories(file.parent_path());
  write_whole(file.string(), encode_png(cv::Mat(30, width, CV_8UC3, cv::Scalar(200, 120, width % 256))));
  return file.string();
}

std::string PictureFolder::file(const std::string& name, const std::string& bytes) {
  const fs::path file = path / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

}  // namespace pixelwhy::gui
