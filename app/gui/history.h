#pragma once

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/demo.h"
#include "gui/canvas_view.h"

namespace pixelwhy::gui {

/// How a demo is looked at.
struct SceneView {
  int demo = 0;
  StageId stage = source_stage;
  std::optional<cv::Point> pin;
  CanvasView canvas;
};

/// A change that has also moved the view, as opening a figure does.
struct ViewChange {
  SceneView before, after;
};

/// What undo and redo bring back.
struct Scene {
  int demo = 0;
  Settings settings;
  std::string source;
  int frame = 0;                                  ///< which picture of a folder
  std::optional<cv::Rect> region = {};            ///< the part of it that is worked on
  std::shared_ptr<const ViewChange> change = {};  ///< by which it was reached; null: views stay as they are
  friend bool operator==(const Scene& a, const Scene& b) {
    return std::tie(a.demo, a.settings, a.source, a.frame, a.region) ==
           std::tie(b.demo, b.settings, b.source, b.frame, b.region);
  }
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
  /// Notes a finished change; does nothing when the scene is the present one. Paging through a folder is one
  /// change, however many pictures are passed.
  void commit(Scene scene) {
    if (scene == present_ && !scene.change) return;
    if (!scene.change && only_paged(present_, scene) && !past_.empty() &&
        only_paged(past_.back(), present_)) {
      present_ = std::move(scene);
      if (past_.back() == present_) past_.pop_back();
      future_.clear();
      return;
    }
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
  static bool only_paged(const Scene& from, const Scene& to) {
    return from.frame != to.frame && from.source == to.source && from.demo == to.demo &&
           from.settings == to.settings && from.region == to.region;
  }

  static constexpr std::size_t limit = 500;
  Scene present_;
  std::vector<Scene> past_;
  std::vector<Scene> future_;
};

}  // namespace pixelwhy::gui
