#pragma once

#include <memory>
#include <string>

#include "sources/source.h"
#include "sources/video.h"

namespace pixelwhy {

/// What cameras and streams have in common: frames come one after another, and damaged ones are left out.
class LiveSource : public Source {
 public:
  std::string name() const override { return name_; }
  bool live() const override { return true; }
  std::optional<int> count() const override { return std::nullopt; }
  double rate() const override { return reader_->facts().rate; }
  int damaged() const override { return damaged_; }
  FramePtr frame(int index) override;

 protected:
  explicit LiveSource(std::string name) : name_(std::move(name)) {}

  /// The failure that a step which gave no frame means; empty to wait on.
  virtual std::optional<Error> failure_after(VideoStep step) = 0;

  std::string name_;
  std::unique_ptr<VideoReader> reader_;

 private:
  void read();

  int next_ = 0;
  int damaged_ = 0;
};

}  // namespace pixelwhy
