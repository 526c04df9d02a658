#include "fake_live.h"

#include <chrono>
#include <thread>

#include "core/error.h"

namespace pixelwhy::gui {

namespace {

FramePtr make_frame(const FakeControl& control, int index) {
  auto frame = std::make_shared<Frame>();
  const int value = number_of(index);
  frame->pixels = cv::Mat(cv::Size(control.width, control.height), CV_8UC3, cv::Scalar::all(value));
  frame->name = "fake";
  frame->index = index;
  frame->captured = std::chrono::steady_clock::now();
  return frame;
}

class FakeLive : public Source {
 public:
  FakeLive(std::shared_ptr<FakeControl> control, std::stop_token stop)
      : control_(std::move(control)), stop_(std::move(stop)) {
    check();
    ++control_->opened;
  }
  std::string name() const override { return "fake"; }
  bool live() const override { return true; }
  std::optional<int> count() const override { return std::nullopt; }
  double rate() const override { return control_->rate; }
  FramePtr frame(int) override {
    next_ += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(1 / control_->rate.load()));
    std::this_thread::sleep_until(next_);
    next_ = std::max(next_, std::chrono::steady_clock::now() - std::chrono::milliseconds(50));
    if (stop_.stop_requested()) throw failure("stopped", "已停止");
    check();
    return make_frame(*control_, control_->frames++);
  }

 private:
  void check() const {
    if (!control_->plugged) throw failure("fake: unplugged", "fake：已拔出");
  }
  std::shared_ptr<FakeControl> control_;
  std::stop_token stop_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now();
};

class FakeFile : public Source {
 public:
  FakeFile(std::shared_ptr<FakeControl> control, int count) : control_(std::move(control)), count_(count) {}
  std::string name() const override { return "film"; }
  bool live() const override { return false; }
  std::optional<int> count() const override { return count_; }
  double rate() const override { return control_->rate; }
  FramePtr frame(int index) override {
    ++control_->frames;
    return make_frame(*control_, index);
  }

 private:
  std::shared_ptr<FakeControl> control_;
  int count_;
};

}  // namespace

int number_of(int index) { return 1 + index % 251; }

PlayerFactory fake_live(std::shared_ptr<FakeControl> control) {
  return [control](const std::string& spec, PlayerOptions options, std::function<void()> wake) {
    return std::make_unique<Player>(
        spec, true, [control](std::stop_token stop) { return std::make_unique<FakeLive>(control, stop); },
        options, std::move(wake));
  };
}

PlayerFactory fake_file(std::shared_ptr<FakeControl> control, int count) {
  return [control, count](const std::string& spec, PlayerOptions options, std::function<void()> wake) {
    return std::make_unique<Player>(
        spec, false, [control, count](std::stop_token) { return std::make_unique<FakeFile>(control, count); },
        options, std::move(wake));
  };
}

}  // namespace pixelwhy::gui
