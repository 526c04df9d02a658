#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "gui/live.h"

namespace pixelwhy::gui {

/// What a test does to a source of its own. Every pixel of frame n holds the value number_of(n).
struct FakeControl {
  std::atomic<double> rate = 200;  ///< frames a second
  std::atomic<int> width = 96;
  std::atomic<int> height = 64;
  std::atomic<bool> plugged = true;
  std::atomic<int> frames = 0;  ///< delivered so far
  std::atomic<int> opened = 0;
};

/// The value in the pixels of a frame.
int number_of(int index);

/// Players of a fake source, live or with `count` frames, whatever the spec.
PlayerFactory fake_live(std::shared_ptr<FakeControl> control);
PlayerFactory fake_file(std::shared_ptr<FakeControl> control, int count);

}  // namespace pixelwhy::gui
