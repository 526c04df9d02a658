#pragma once

#include <filesystem>
#include <string>

namespace pixelwhy::gui {

/// A folder for one test, which is also the home folder as long as it lasts.
class PictureFolder {
 public:
  explicit PictureFolder(const std::string& name);
  ~PictureFolder();
  PictureFolder(const PictureFolder&) = delete;
  PictureFolder& operator=(const PictureFolder&) = delete;

  std::filesystem::path path;
  /// Writes a picture of that width and returns its path; the folders above it are made.
  std::string picture(const std::string& name, int width);
  /// The same of any bytes.
  std::string file(const std::string& name, const std::string& bytes);

 private:
  std::string home_;
};

}  // namespace pixelwhy::gui
