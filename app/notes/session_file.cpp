#include "notes/session_file.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "notes/file.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest = 4 << 20;

const Demo* demo_called(const std::vector<Demo>& demos, const std::string& id) {
  const auto found =
      std::find_if(demos.begin(), demos.end(), [&](const Demo& demo) { return demo.id == id; });
  return found == demos.end() ? nullptr : &*found;
}

std::string word(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string())
    throw usage_error(std::string("session: '") + key + "' is missing; expected a text");
  return found->get<std::string>();
}

}  // namespace

fs::path session_file() {
  const fs::path folder = state_folder();
  return folder.empty() ? folder : folder / "session.json";
}

std::string session_text(const std::vector<Demo>& demos, const SessionState& session) {
  Json json = {{"format", state_format}, {"demo", session.demo}, {"demos", Json::array()}};
  for (const State& state : session.demos) {
    const Demo* demo = demo_called(demos, state.demo);
    if (!demo) continue;
    State kept = state;
    if (kept.source) kept.source->spec = stored_spec(kept.source->spec);
    Json entry = to_json(*demo, kept);
    entry.erase("format");
    json["demos"].push_back(std::move(entry));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

SessionState session_from_json(const std::vector<Demo>& demos, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw usage_error("not a JSON object", "不是 JSON 对象");
  check_format(json);
  SessionState session;
  session.demo = word(json, "demo");
  const auto list = json.find("demos");
  if (list == json.end() || !list->is_array())
    throw usage_error("session: 'demos' is missing; expected a list");
  for (const Json& entry : *list) {
    if (!entry.is_object()) throw usage_error("session: 'demos' holds what is no object");
    const Demo* demo = demo_called(demos, word(entry, "demo"));
    if (demo) session.demos.push_back(state_from_object(*demo, entry));
  }
  return session;
}

RecalledSession recall_session(const std::vector<Demo>& demos, const fs::path& file) {
  RecalledSession recalled;
  std::error_code none;
  if (file.empty() || !fs::exists(fs::symlink_status(file, none))) return recalled;
  const auto error =
      caught(file.string(), [&] { recalled.session = session_from_json(demos, read_text(file, largest)); });
  if (!error) return recalled;
  recalled.problem = error->what();
  recalled.set_aside = set_aside(file);
  return recalled;
}

}  // namespace pixelwhy
