#include "gui/pasted_pictures.h"

#include "core/error.h"
#include "gui/strings.h"
#include "sources/picture_file.h"

namespace pixelwhy::gui {

namespace {

constexpr std::string_view prefix = "clipboard:";
constexpr std::size_t most_pictures = 32;
constexpr std::size_t most_bytes = std::size_t{256} << 20;

}  // namespace

bool is_pasted(std::string_view spec) { return spec.starts_with(prefix); }

std::string PastedPictures::add(std::vector<std::uint8_t> bytes) {
  const std::scoped_lock lock(mutex_);
  if (!entries_.empty() && *entries_.back().bytes == bytes) return entries_.back().spec;
  entries_.push_back({std::string(prefix) + std::to_string(++last_),
                      std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes))});
  std::size_t whole = 0;
  for (const Entry& entry : entries_) whole += entry.bytes->size();
  while (entries_.size() > 1 && (entries_.size() > most_pictures || whole > most_bytes)) {
    whole -= entries_.front().bytes->size();
    entries_.pop_front();
  }
  return entries_.back().spec;
}

PastedPictures::Bytes PastedPictures::find(std::string_view spec) const {
  const std::scoped_lock lock(mutex_);
  for (const Entry& entry : entries_) {
    if (entry.spec == spec) return entry.bytes;
  }
  return nullptr;
}

FramePtr PastedPictures::decode(std::string_view spec) const {
  const Bytes bytes = find(spec);
  if (!bytes) throw failure(strings::pasted_forgotten.en, strings::pasted_forgotten.zh);
  return decode_picture(*bytes, std::string(prefix.substr(0, prefix.size() - 1)));
}

}  // namespace pixelwhy::gui
