#include "sources/live_source.h"

namespace pixelwhy {

FramePtr LiveSource::frame(int index) {
  while (true) {
    read();
    if (next_++ < index) continue;
    auto frame = std::make_shared<Frame>();
    frame->captured = reader_->arrival();
    frame->pixels = reader_->picture();
    if (frame->pixels.empty()) {
      ++damaged_;
      continue;
    }
    frame->name = name_;
    frame->index = next_ - 1;
    return frame;
  }
}

/// Waits until there is a good frame.
void LiveSource::read() {
  while (true) {
    const VideoStep step = reader_->next();
    if (step == VideoStep::Frame) return;
    if (step == VideoStep::Damaged)
      ++damaged_;
    else if (const std::optional<Error> error = failure_after(step))
      throw Error(*error);
  }
}

}  // namespace pixelwhy
