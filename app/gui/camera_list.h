#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/text.h"
#include "sources/cameras.h"

namespace pixelwhy::gui {

/// What a camera offers, or why it cannot be asked.
struct CameraOffer {
  Camera camera;
  std::vector<CameraMode> modes;
  std::optional<Text> problem;
};

/// Lists cameras, and asks one for its modes, on threads that nobody waits for: a device may hang. What is
/// found later than the next question is forgotten.
class CameraList {
 public:
  explicit CameraList(std::function<void()> wake);
  ~CameraList();
  CameraList(const CameraList&) = delete;
  CameraList& operator=(const CameraList&) = delete;

  void refresh();
  void ask(const Camera& camera);

  /// Empty until the list has been read.
  const std::optional<std::vector<Camera>>& cameras();
  /// Of the camera that was asked last; empty until it has answered.
  const std::optional<CameraOffer>& offer();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::optional<std::vector<Camera>> cameras_;
  std::optional<CameraOffer> offer_;
};

}  // namespace pixelwhy::gui
