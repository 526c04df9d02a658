#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/frame.h"
#include "gui/pasted_pictures.h"
#include "gui/worker.h"
#include "notes/preset.h"
#include "sources/source.h"

namespace pixelwhy::gui {

/// What was opened, or why not.
struct Opened {
  std::string spec;
  FramePtr frame;
  int index = 0;
  int count = 1;
  std::optional<cv::Rect> region = {};  ///< of what plays: the part of its frames; the others are cut to it
  std::optional<Error> error;
  bool for_undo = false;
  bool stepped = false;             ///< it is a neighbour of what was open
  std::vector<Error> skipped;       ///< broken pictures on the way to a neighbour
  bool missing = false;             ///< there is no such file any more
  std::optional<SourceKind> plays;  ///< it plays by itself, and needs a player: nothing else was read
  std::optional<Preset> living;     ///< what is brought back with it
  bool whole = true;                ///< with pin and view, as the pixels are those that it was made of
  bool source_missing = false;      ///< of what is brought back
  bool by_itself = false;           ///< a figure was opened as any picture is
  Text note;                        ///< about what is brought back, or why nothing is
};

/// What is to be opened.
struct OpenJob {
  std::string spec;
  int index = 0;  ///< the picture of a folder to begin with
  bool for_undo = false;
  int by = 0;  ///< 0: that source itself; else the next or previous picture
  const std::vector<Demo>* demos = nullptr;
  bool plain = false;                   ///< a figure is the picture that it is
  std::optional<Preset> preset;         ///< brought back with it; its own source where `spec` is empty
  std::optional<cv::Rect> region = {};  ///< the part of it that is worked on
};

/// The picture, small enough for a menu or a grid.
cv::Mat small_picture(const cv::Mat& pixels);

/// Opens sources and reads their frames on a thread of its own. A newer wish replaces one that waits.
class Loader {
 public:
  /// Pasted pictures are found in `pasted`, which must live longer.
  Loader(std::function<void()> wake, const PastedPictures& pasted);
  void open(OpenJob job) { worker_.submit(std::move(job)); }
  /// The next (1) or previous (-1) picture: of a folder that is open as the source, or of the folder that
  /// holds the file that is open. Pictures that cannot be read, or are too small for the region, are passed
  /// over.
  void step(std::string spec, int index, int by, std::optional<cv::Rect> region) {
    worker_.submit({std::move(spec), index, false, by, nullptr, true, {}, region});
  }
  std::optional<Opened> take() { return worker_.take(); }
  bool busy() const { return worker_.busy(); }

 private:
  using Job = OpenJob;
  using Superseded = Worker<Job, Opened>::Superseded;
  // Empty when a newer job ended the search for a picture that can be read.
  std::optional<Opened> opened(const Job& job, const Superseded& superseded);
  void open_plainly(Opened& opened, const Job& job, const Superseded& superseded);
  void bring_back(Opened& opened, Job job, const Superseded& superseded);
  std::optional<Opened> neighbour(const Job& job, const Superseded& superseded);
  const std::vector<std::filesystem::path>& neighbours_of(const std::filesystem::path& file);

  const PastedPictures& pasted_;
  // These are the worker's alone.
  std::string open_spec_;
  std::shared_ptr<Source> source_;
  std::filesystem::path listed_folder_;
  std::filesystem::file_time_type listed_at_;
  std::vector<std::filesystem::path> listed_;
  Worker<Job, Opened> worker_;
};

/// A sample for the menu.
struct SampleEntry {
  std::string id;
  Text name;
  Text teaches;
  Text group;
  cv::Mat thumbnail;  ///< empty when the picture cannot be read
};

/// Reads the list of samples and their small pictures, once, when the menu is first opened.
class SampleLoader {
 public:
  explicit SampleLoader(std::function<void()> wake);
  /// The entries read so far.
  const std::vector<SampleEntry>& entries();
  bool busy() const { return worker_.busy(); }

 private:
  bool asked_ = false;
  std::vector<SampleEntry> entries_;
  Worker<int, std::vector<SampleEntry>> worker_;
};

}  // namespace pixelwhy::gui
