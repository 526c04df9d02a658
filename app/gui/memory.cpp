#include "gui/memory.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "notes/file.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

double number(const json& object, const char* key, double fallback, double low, double high) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return fallback;
  const double value = found->get<double>();
  return value >= low && value <= high ? value : fallback;
}

std::string word(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Memory from_json(const json& object) {
  Memory memory;
  memory.width = static_cast<int>(number(object, "width", memory.width, 320, 16384));
  memory.height = static_cast<int>(number(object, "height", memory.height, 240, 16384));
  const std::string theme = word(object, "theme");
  if (theme == "dark" || theme == "light") memory.dark = theme == "dark";
  const std::string language = word(object, "language");
  if (language == "en") memory.language = Language::English;
  if (language == "zh") memory.language = Language::Chinese;
  memory.user_scale = number(object, "scale", 1, 0.5, 3);
  PanelSizes& p = memory.panels;
  p.left = static_cast<float>(number(object, "left", p.left, 120, 600));
  p.right = static_cast<float>(number(object, "right", p.right, 240, 900));
  p.strip = static_cast<float>(number(object, "strip", p.strip, 80, 400));
  p.parameters = static_cast<float>(number(object, "parameters", p.parameters, 0, 1200));
  memory.demo = word(object, "demo");
  memory.folder = word(object, "folder");
  memory.notes = word(object, "notes");
  memory.camera = word(object, "camera");
  const auto mirrored = object.find("mirrored");
  memory.mirrored = mirrored != object.end() && mirrored->is_boolean() && mirrored->get<bool>();
  if (const auto recent = object.find("recent"); recent != object.end() && recent->is_array()) {
    for (const json& entry : *recent) {
      if (entry.is_string() && memory.recent.size() < 12) memory.recent.push_back(entry.get<std::string>());
    }
  }
  if (const auto folded = object.find("folded"); folded != object.end() && folded->is_array()) {
    for (const json& entry : *folded) {
      if (entry.is_string() && memory.folded.size() < 200) memory.folded.insert(entry.get<std::string>());
    }
  }
  const auto seen = object.find("hints-seen");
  memory.hints_seen = seen != object.end() && seen->is_boolean() && seen->get<bool>();
  const auto samples = object.find("preset-samples");
  memory.preset_samples = samples == object.end() || !samples->is_boolean() || samples->get<bool>();
  return memory;
}

}  // namespace

fs::path memory_file() {
  const fs::path folder = state_folder();
  return folder.empty() ? folder : folder / "window.json";
}

Memory recall(const fs::path& file, std::string& set_aside) {
  std::ifstream stream(file);
  if (!stream) return {};
  std::string text;
  try {
    text.assign(std::istreambuf_iterator<char>(stream), {});
  } catch (const std::ios_base::failure&) {
    // A folder in its place, or a disk that fails: not understood either.
  }
  const json object = json::parse(text, nullptr, false);
  if (object.is_object()) return from_json(object);
  set_aside = pixelwhy::set_aside(file).string();
  return {};
}

std::string memory_text(const Memory& memory) {
  json object{{"width", memory.width},
              {"height", memory.height},
              {"scale", memory.user_scale},
              {"left", memory.panels.left},
              {"right", memory.panels.right},
              {"strip", memory.panels.strip},
              {"parameters", memory.panels.parameters},
              {"demo", memory.demo},
              {"recent", memory.recent},
              {"folder", memory.folder},
              {"notes", memory.notes},
              {"camera", memory.camera},
              {"mirrored", memory.mirrored},
              {"folded", memory.folded},
              {"hints-seen", memory.hints_seen},
              {"preset-samples", memory.preset_samples}};
  if (memory.dark) object["theme"] = *memory.dark ? "dark" : "light";
  if (memory.language) object["language"] = *memory.language == Language::Chinese ? "zh" : "en";
  return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

void remember(const fs::path& file, const Memory& memory) {
  if (file.empty()) return;
  make_folder(file.parent_path());
  write_whole(file, memory_text(memory));
}

}  // namespace pixelwhy::gui
