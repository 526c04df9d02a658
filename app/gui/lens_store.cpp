#include "gui/lens_store.h"

#include <algorithm>
#include <utility>

namespace pixelwhy::gui {

namespace {

LensResultPtr look(const ResultPtr& result, TypeLens lens) {
  auto seen = std::make_shared<LensResult>();
  seen->view = look_through(result->output.image, lens);
  seen->bytes = result->output.image.depth() == CV_8U;
  auto picture = std::make_shared<StageResult>();
  picture->output.image = seen->view.picture;
  seen->picture = std::move(picture);
  return seen;
}

}  // namespace

LensStore::LensStore(std::function<void()> wake)
    : worker_(
          [](const std::vector<Wanted>& wanted, const auto& publish, const auto& superseded) {
            std::vector<std::pair<Wanted, LensResultPtr>> found;
            for (const Wanted& one : wanted) {
              if (superseded()) break;
              found.emplace_back(one, look(one.result, one.lens));
            }
            publish(std::move(found));
          },
          std::move(wake)) {}

void LensStore::keep(const Wanted& wanted, LensResultPtr seen) {
  entries_.push_back({wanted.result, wanted.lens, std::move(seen), true});
}

LensResultPtr LensStore::of(const ResultPtr& result, TypeLens lens) {
  if (auto found = worker_.take()) {
    for (auto& [wanted, seen] : *found) keep(wanted, std::move(seen));
    submitted_.clear();
  }
  for (Entry& entry : entries_) {
    if (entry.lens != lens || entry.result.lock() != result) continue;
    entry.used = true;
    return entry.seen;
  }
  const Wanted wanted{result, lens};
  if (result->output.image.total() <= at_once) {
    keep(wanted, look(result, lens));
    return entries_.back().seen;
  }
  if (std::find(missing_.begin(), missing_.end(), wanted) == missing_.end()) missing_.push_back(wanted);
  return nullptr;
}

void LensStore::end_frame() {
  entries_.remove_if([](Entry& entry) { return !std::exchange(entry.used, false); });
  if (!missing_.empty() && missing_ != submitted_) worker_.submit(missing_);
  if (!missing_.empty()) submitted_ = missing_;
  missing_.clear();
}

}  // namespace pixelwhy::gui
