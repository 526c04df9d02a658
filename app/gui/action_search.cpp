#include <algorithm>
#include <cassert>
#include <cctype>

#include "gui/actions.h"

namespace pixelwhy::gui {

namespace {

/// The characters of a text, ASCII letters in lower case.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80 && !result.empty()) {
      result.back() += c;
    } else {
      result.emplace_back(1, static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte));
    }
  }
  return result;
}

}  // namespace

std::string describe(const Shortcut& shortcut) {
  std::string key = shortcut.key;
  if (key == "Left") key = "←";
  if (key == "Right") key = "→";
  if (key == "Up") key = "↑";
  if (key == "Down") key = "↓";
  if (key == "PageUp") key = "Page Up";
  if (key == "PageDown") key = "Page Down";
  if (key == "Escape") key = "Esc";
  return std::string(shortcut.control ? "Ctrl+" : "") + (shortcut.shift ? "Shift+" : "") + key;
}

const Action& find_action(const std::vector<Action>& actions, std::string_view id) {
  const auto found =
      std::find_if(actions.begin(), actions.end(), [&](const Action& action) { return action.id == id; });
  assert(found != actions.end());
  return *found;
}

void run_action(const std::vector<Action>& actions, std::string_view id, AppState& state) {
  const Action& action = find_action(actions, id);
  if (action.can_run(state)) action.run(state);
}

const Action* action_for(const std::vector<Action>& actions, const Shortcut& pressed) {
  for (const Action& action : actions) {
    if (std::find(action.shortcuts.begin(), action.shortcuts.end(), pressed) != action.shortcuts.end()) {
      return &action;
    }
  }
  return nullptr;
}

std::optional<int> fuzzy_score(std::string_view words, std::string_view name) {
  const std::vector<std::string> letters = characters(name);
  int score = 0;
  std::size_t place = 0;
  bool together = false;
  for (const std::string& letter : characters(words)) {
    if (letter == " ") {
      together = false;
      continue;
    }
    const std::size_t before = place;
    while (place < letters.size() && letters[place] != letter) ++place;
    if (place == letters.size()) return std::nullopt;
    if (together && place == before) score += 4;
    if (place == 0 || letters[place - 1] == " ") score += 3;
    score -= static_cast<int>(std::min<std::size_t>(place - before, 4));
    together = true;
    ++place;
  }
  return score;
}

std::optional<int> fuzzy_score(std::string_view words, const Action& action) {
  const Text& name = action.name;
  const Text& group = action.group;
  std::optional<int> best;
  for (const std::string& candidate : {name.en, name.zh, group.en + " " + name.en, group.zh + " " + name.zh,
                                       name.zh + " " + name.en + " " + name.zh}) {
    best = std::max(best, fuzzy_score(words, candidate));  // nothing is less than any score
  }
  return best;
}

}  // namespace pixelwhy::gui
