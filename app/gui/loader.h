#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/frame.h"
#include "gui/worker.h"

namespace pixelwhy {
class Source;
}

namespace pixelwhy::gui {

/// What was opened, or why not.
struct Opened {
  std::string spec;
  FramePtr frame;
  int index = 0;
  int count = 1;
  std::optional<Error> error;
  bool for_undo = false;
};

/// Opens sources and reads their frames on a thread of its own. A newer wish replaces one that waits.
class Loader {
 public:
  explicit Loader(std::function<void()> wake);
  void open(std::string spec, bool for_undo = false) { worker_.submit({std::move(spec), 0, for_undo}); }
  /// Another frame of the source that is open.
  void frame(std::string spec, int index) { worker_.submit({std::move(spec), index, false}); }
  std::optional<Opened> take() { return worker_.take(); }
  bool busy() const { return worker_.busy(); }

 private:
  struct Job {
    std::string spec;
    int index = 0;
    bool for_undo = false;
  };
  std::string open_spec_;  // both are the worker's alone
  std::shared_ptr<Source> source_;
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
