#pragma once

#include <list>
#include <map>
#include <opencv2/core.hpp>

#include "gui/browsing.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// A file as it was when it was listed: one that has changed since gets another thumbnail.
struct FileVersion {
  std::string path;
  std::uintmax_t bytes = 0;
  std::filesystem::file_time_type changed;
  friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

struct Thumbnail {
  cv::Mat picture;              ///< empty when there is none
  cv::Size size;                ///< of the whole picture
  std::optional<Text> problem;  ///< why it cannot be read
};

/// Small pictures of files, decoded on a thread of its own. Those used last are kept.
class Thumbnails {
 public:
  explicit Thumbnails(std::function<void()> wake);
  /// Takes in what is finished, and asks for what is missing of these; whatever else waited is given up.
  void want(const std::vector<FileVersion>& files);
  /// Null while it is not there.
  const Thumbnail* find(const FileVersion& file);
  bool busy() const { return worker_.busy(); }
  std::size_t kept() const { return kept_.size(); }

  static constexpr std::size_t most_kept = 240;
  /// So large a file is not decoded only to be shown small.
  static constexpr std::uintmax_t most_bytes = std::uintmax_t{64} << 20;

 private:
  struct Entry {
    FileVersion file;
    Thumbnail thumbnail;
  };
  void make(const std::vector<FileVersion>& files, const std::function<bool()>& superseded,
            const std::function<void()>& wake);
  void keep(Entry entry);

  std::list<Entry> kept_;  ///< the one used last is first
  std::map<std::string, std::list<Entry>::iterator> by_path_;
  std::vector<FileVersion> wanted_;
  std::mutex mutex_;
  std::vector<Entry> finished_;
  Entry last_;                                     // the worker's alone
  Worker<std::vector<FileVersion>, bool> worker_;  ///< last, so that it ends before what it uses
};

}  // namespace pixelwhy::gui
