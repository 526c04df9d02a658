#pragma once

#include "core/error.h"
#include "gui/browsing.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// What to read: the first of the candidates that is a folder.
struct FolderJob {
  std::vector<std::string> candidates;
  bool accept_file = false;  ///< a candidate that can be opened as a source will do as well
  bool hidden = false;
  std::string source;  ///< what is open, whose folder is among the places
  std::string select;  ///< the name to select
};

/// A folder as it was found; what cannot be read is an error instead.
struct FolderListing {
  std::filesystem::path folder;
  std::vector<FolderEntry> entries;  ///< folders first, each kind in natural order
  std::vector<Bookmark> places;
  std::string file;  ///< the candidate was a source, not a folder
  std::string select;
  std::optional<Error> error;
};

/// Reads folders on a thread of its own. Pictures are listed by their names first; files that are pictures by
/// their content only join them a moment later.
class FolderReader {
 public:
  explicit FolderReader(std::function<void()> wake);
  void read(FolderJob job) { worker_.submit(std::move(job)); }
  std::optional<FolderListing> take() { return worker_.take(); }
  bool busy() const { return worker_.busy(); }

 private:
  Worker<FolderJob, FolderListing> worker_;
};

/// The folder of that key in the desktop's user-dirs.dirs (`PICTURES`), else the usual name below the home
/// folder. Empty when it does not exist.
std::filesystem::path user_folder(const std::string& key, const std::string& usual);

/// Where what the window writes goes unless somebody says otherwise: the desktop's folder for pictures, else
/// the home folder, else the program's own.
std::filesystem::path pictures_folder();

}  // namespace pixelwhy::gui
