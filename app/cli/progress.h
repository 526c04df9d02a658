#pragma once

#include <string>

namespace pixelwhy {

/// A progress bar on standard error, drawn only when that is a terminal. The line is wiped when it goes.
class Progress {
 public:
  /// A `total` of 0: nobody knows.
  explicit Progress(int total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(int done, const std::string& what);
  void wipe();

 private:
  int total_;
  bool terminal_;
};

}  // namespace pixelwhy
