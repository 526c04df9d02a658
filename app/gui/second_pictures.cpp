#include "gui/second_pictures.h"

#include <algorithm>
#include <utility>

#include "gui/value_strings.h"
#include "sources/second_picture.h"

namespace pixelwhy::gui {

SecondPictures::SecondPictures(std::function<void()> wake)
    : worker_(
          [](const std::string& spec, const auto& publish, const auto&) {
            Read read{spec, nullptr, std::nullopt};
            read.error = caught(spec, [&] { read.frame = read_second_picture(spec); });
            publish(std::move(read));
          },
          std::move(wake)) {}

FramePtr SecondPictures::known(const std::string& spec) const {
  for (const Read& read : kept_) {
    if (read.spec == spec) return read.frame;
  }
  return nullptr;
}

void SecondPictures::take(AppState& state) {
  auto read = worker_.take();
  if (!read) return;
  if (reading_ == read->spec) reading_.clear();
  const bool wished = chosen_ && chosen_->picture.spec == read->spec;
  if (read->error) {
    unreadable_.insert(read->spec);
    Text words = read->error->text();
    if (wished)
      words = {words.en + "." + strings::picture_kept.en,
               words.in(Language::Chinese) + "。" + strings::picture_kept.zh};
    state.notices.error(std::move(words));
    if (wished) chosen_.reset();
    return;
  }
  std::erase_if(kept_, [&](const Read& other) { return other.spec == read->spec; });
  kept_.push_front(std::move(*read));
  if (kept_.size() > most_kept) kept_.pop_back();
  if (!wished) return;
  chosen_->picture.frame = kept_.front().frame;
  if (chosen_->demo == state.demo) {
    set_value(state, chosen_->parameter, chosen_->picture);
    commit(state);
  }
  chosen_.reset();
}

/// Whether nothing is left to be read; asks for one picture at a time. Those that do not matter now are read
/// too, as a sweep or another method may ask for them.
bool SecondPictures::fill(Settings& settings) {
  for (Value& value : settings) {
    auto* picture = std::get_if<PictureValue>(&value);
    if (!picture || picture->frame || picture->spec.empty()) continue;
    picture->frame = known(picture->spec);
    if (picture->frame || unreadable_.count(picture->spec) > 0) continue;
    if (reading_.empty()) worker_.submit(reading_ = picture->spec);
    return false;
  }
  return true;
}

bool SecondPictures::update(AppState& state) {
  take(state);
  if (auto wish = std::exchange(state.wishes.picture, std::nullopt)) {
    chosen_ = ChosenPicture{state.demo, wish->first, {std::move(wish->second), nullptr}};
    // Anew, even if it is known: the file may have changed.
    unreadable_.erase(chosen_->picture.spec);
    worker_.submit(reading_ = chosen_->picture.spec);
  }
  const auto other = static_cast<std::size_t>(state.demo);
  bool whole = fill(state.current_settings());
  if (other < state.panes.other.size() && state.panes.other[other])
    whole = fill(*state.panes.other[other]) && whole;
  return whole;
}

}  // namespace pixelwhy::gui
