#include "gui/camera_list.h"

#include <mutex>
#include <thread>
#include <utility>

#include "core/error.h"

namespace pixelwhy::gui {

struct CameraList::Shared {
  std::mutex mutex;
  std::function<void()> wake;  ///< empty once the list is gone
  int listing = 0;             ///< the number of the newest question; older answers are forgotten
  int asking = 0;
  std::optional<std::vector<Camera>> cameras;
  std::optional<CameraOffer> offer;

  /// Keeps an answer unless there was another question since.
  template <class Answer>
  void answer(int number, int& newest, std::optional<Answer>& place, Answer found) {
    const std::scoped_lock lock(mutex);
    if (number != newest) return;
    place = std::move(found);
    if (wake) wake();
  }
};

CameraList::CameraList(std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
  shared_->wake = std::move(wake);
}

CameraList::~CameraList() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->wake = nullptr;
}

void CameraList::refresh() {
  int number = 0;
  {
    const std::scoped_lock lock(shared_->mutex);
    number = ++shared_->listing;
    shared_->cameras.reset();
  }
  std::thread([shared = shared_, number] {
    std::vector<Camera> found;
    try {
      found = pixelwhy::cameras();
    } catch (const std::exception&) {
      // What cannot be listed is not there.
    }
    shared->answer(number, shared->listing, shared->cameras, std::move(found));
  }).detach();
}

void CameraList::ask(const Camera& camera) {
  int number = 0;
  offer_.reset();
  {
    const std::scoped_lock lock(shared_->mutex);
    number = ++shared_->asking;
    shared_->offer.reset();
  }
  std::thread([shared = shared_, number, camera] {
    CameraOffer offer{camera, {}, {}};
    try {
      offer.modes = camera_modes(camera);
    } catch (const Error& error) {
      offer.problem = error.text();
    } catch (const std::exception& error) {
      offer.problem = Text{error.what(), {}};
    }
    shared->answer(number, shared->asking, shared->offer, std::move(offer));
  }).detach();
}

const std::optional<std::vector<Camera>>& CameraList::cameras() {
  const std::scoped_lock lock(shared_->mutex);
  if (shared_->cameras) cameras_ = std::exchange(shared_->cameras, std::nullopt);
  return cameras_;
}

const std::optional<CameraOffer>& CameraList::offer() {
  const std::scoped_lock lock(shared_->mutex);
  if (shared_->offer) offer_ = std::exchange(shared_->offer, std::nullopt);
  return offer_;
}

}  // namespace pixelwhy::gui
