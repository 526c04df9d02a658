#pragma once

#include <string>
#include <vector>

#include "core/parameter.h"

namespace pixelwhy::gui {

/// What undo and redo bring back.
struct Scene {
  int demo = 0;
  Settings settings;
  std::string source;
  friend bool operator==(const Scene&, const Scene&) = default;
};

/// The scenes before and after the present one.
class History {
 public:
  /// Begins anew, with nothing to undo.
  void reset(Scene scene) {
    present_ = std::move(scene);
    past_.clear();
    future_.clear();
  }
  /// Notes a finished change; does nothing when the scene is the present one.
  void commit(Scene scene) {
    if (scene == present_) return;
    if (past_.size() >= limit) past_.erase(past_.begin());
    past_.push_back(std::move(present_));
    present_ = std::move(scene);
    future_.clear();
  }
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  std::size_t depth() const { return past_.size(); }
  const Scene& present() const { return present_; }

  /// The scene to bring back; there must be one.
  const Scene& undo() {
    future_.push_back(std::move(present_));
    present_ = std::move(past_.back());
    past_.pop_back();
    return present_;
  }
  const Scene& redo() {
    past_.push_back(std::move(present_));
    present_ = std::move(future_.back());
    future_.pop_back();
    return present_;
  }

 private:
  static constexpr std::size_t limit = 500;
  Scene present_;
  std::vector<Scene> past_;
  std::vector<Scene> future_;
};

}  // namespace pixelwhy::gui
