#pragma once

#include <string>
#include <vector>

#include "core/text.h"

namespace pixelwhy::gui {

/// A message that stays until it is dismissed, and stops nothing.
struct Notice {
  enum class Kind { Information, Error };
  int id = 0;
  Kind kind = Kind::Information;
  Text text;
  std::vector<std::string> offers = {};  ///< ids of actions that help
};

class Notices {
 public:
  /// Returns the notice's id, by which it can be dismissed. The same words are not said twice.
  int add(Notice::Kind kind, Text text, std::vector<std::string> offers = {}) {
    for (const Notice& notice : list_) {
      if (notice.text == text) return notice.id;
    }
    if (list_.size() >= limit) list_.erase(list_.begin());
    list_.push_back({++last_, kind, std::move(text), std::move(offers)});
    return last_;
  }
  int error(Text text) { return add(Notice::Kind::Error, std::move(text)); }
  int inform(Text text, std::vector<std::string> offers = {}) {
    return add(Notice::Kind::Information, std::move(text), std::move(offers));
  }
  void dismiss(int id) {
    std::erase_if(list_, [&](const Notice& notice) { return notice.id == id; });
  }
  void dismiss_newest() {
    if (!list_.empty()) list_.pop_back();
  }
  void forget_information() {
    std::erase_if(list_, [](const Notice& notice) { return notice.kind == Notice::Kind::Information; });
  }
  void clear() { list_.clear(); }
  const std::vector<Notice>& list() const { return list_; }

 private:
  static constexpr std::size_t limit = 4;
  std::vector<Notice> list_;
  int last_ = 0;
};

}  // namespace pixelwhy::gui
