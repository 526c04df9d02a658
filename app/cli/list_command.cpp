#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "notes/code.h"
#include "notes/demo_search.h"
#include "notes/json.h"

namespace pixelwhy {

namespace {

Json describe(const NamedPreset& preset) {
  return {{"id", preset.id},
          {"name", to_json(preset.name)},
          {"lesson", to_json(preset.preset.state.lesson)},
          {"own", preset.own}};
}

Json describe_with_presets(const Demo& demo) {
  Json described = describe(demo);
  described["presets"] = Json::array();
  for (const NamedPreset& preset : told_presets(demo)) described["presets"].push_back(describe(preset));
  return described;
}

const char* place_id(FoundDemo::In in) {
  return in == FoundDemo::In::Name ? "name" : in == FoundDemo::In::Terms ? "terms" : "page";
}

/// The demos that speak of what the words say. Nothing found is no failure.
int list_found(const std::vector<Demo>& demos, const Arguments& arguments) {
  const bool as_json = arguments.has("--json");
  std::string query;
  for (const std::string& word : arguments.rest()) query += (query.empty() ? "" : " ") + word;
  const auto found =
      DemoSearch(demos, DemoSearch::Pages::Read).find(query, chosen_language(arguments.value("--lang")));
  Json list = {{"demos", Json::array()}};
  for (const FoundDemo& one : found) {
    const Demo& demo = demos[static_cast<std::size_t>(one.demo)];
    if (as_json) {
      Json described = describe_with_presets(demo);
      described["found"] = {{"in", place_id(one.in)},
                            {"lang", one.language == Language::Chinese ? "zh" : "en"},
                            {"excerpt", one.excerpt}};
      list["demos"].push_back(std::move(described));
      continue;
    }
    std::printf("%s: %s / %s\n", demo.id.c_str(), demo.name.en.c_str(), demo.name.zh.c_str());
    if (one.in != FoundDemo::In::Name) std::printf("  %s\n", one.excerpt.c_str());
  }
  if (as_json) std::printf("%s\n", list.dump(2).c_str());
  if (found.empty())
    std::fprintf(stderr, "pixelwhy: no demo speaks of '%s' (`pixelwhy list` names them all)\n",
                 query.c_str());
  return 0;
}

}  // namespace

int list_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  const Arguments arguments({{"--json", ""}, {"--lang", "en|zh"}, {"--help", ""}}, words);
  if (arguments.has("--help")) return print_help();
  if (!arguments.rest().empty()) return list_found(demos, arguments);
  if (arguments.has("--json")) {
    Json list = {{"demos", Json::array()}};
    for (const Demo& demo : demos) list["demos"].push_back(describe_with_presets(demo));
    std::printf("%s\n", list.dump(2).c_str());
    return 0;
  }
  for (const Demo& demo : demos) {
    std::printf("%s: %s / %s\n", demo.id.c_str(), demo.name.en.c_str(), demo.name.zh.c_str());
    for (const Parameter& parameter : demo.parameters) {
      std::printf("  --%-14s %s (default %s)\n", parameter.id.c_str(), describe_domain(parameter).c_str(),
                  default_of(parameter).c_str());
    }
    std::printf("  ");
    print_stages(demo);
    for (const NamedPreset& preset : told_presets(demo))
      std::printf("  --preset %s%s\n", shell_word(preset.id).c_str(), preset.own ? " (your own)" : "");
  }
  return 0;
}

}  // namespace pixelwhy
