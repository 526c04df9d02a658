#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "core/error.h"
#include "notes/preset_shelf.h"

namespace pixelwhy {

namespace {

std::vector<Flag> window_flags() {
  return {{"--screenshot", "FILE.png"},
          {"--size", "WxH"},
          {"--theme", "light|dark"},
          {"--lang", "en|zh"},
          {"--demo", "ID"},
          {"--stage", "ID"},
          {"--at", "X,Y"},
          {"--preset", "NAME|FILE"},
          {"--region", "X,Y,W,H"},
          {"--do", "ACTION,..."},
          {"--timings", "SECONDS"},
          {"--help", ""}};
}

/// The value of a flag before the words are sorted: which flags there are depends on the demo.
std::string early_value(std::span<const std::string> words, const std::string& flag) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") return {};
    if (words[i] == flag && i + 1 < words.size()) return words[i + 1];
    if (words[i].starts_with(flag + "=")) return words[i].substr(flag.size() + 1);
  }
  return {};
}

/// The demo that `--demo` names, else the one that the preset is of.
std::string named_demo(const std::vector<Demo>& demos, std::span<const std::string> words) {
  const std::string id = early_value(words, "--demo");
  if (!id.empty()) return id;
  const std::string preset = early_value(words, "--preset");
  return preset.empty() ? "" : read_preset_word(demos, preset).state.demo;
}

/// What a preset says, with the words on top.
void apply_preset(WindowCall& call, Preset preset, const Arguments& arguments) {
  State& state = preset.state;
  state.settings = *call.settings;
  if (!arguments.has("--stage")) call.stage = state.stage;
  if (call.stage != state.stage) state.pins.clear();
  state.stage = call.stage;
  for (const Pin& pin : state.pins) {
    if (pin.stage == state.stage && !call.at) call.at = pin.at;
  }
  if (call.at) state.pins = {{state.stage, *call.at}};
  if (!call.source.empty()) state.source.reset();
  if (call.region && state.source) state.source->region = std::exchange(call.region, std::nullopt);
  call.preset = std::move(preset);
}

cv::Size window_size(const std::string& text) {
  constexpr int least = 320;
  constexpr int most = 8192;
  const std::string expected = "WxH in pixels, 320x240 to 8192x8192";
  const auto [width, height] = number_pair("--size", text, 'x', expected);
  if (width < least || height < 240 || width > most || height > most) {
    throw usage_error("--size: '" + text + "' is not accepted; expected " + expected);
  }
  return {width, height};
}

/// A lone word that is no file is more likely a misspelt command.
void check_first_word(const std::string& word) {
  std::error_code none;
  if (std::filesystem::exists(word, none) || word.find_first_of(":/.") != std::string::npos) return;
  const std::string hint = suggestion(word, {"list", "run", "record", "explain", "compare", "bench", "code",
                                             "figure", "sweep", "note", "gallery", "help"});
  if (!hint.empty()) throw usage_error("'" + word + "' is neither a command nor a file" + hint);
}

}  // namespace

int window_command(const Program& program, std::span<const std::string> words) {
  std::vector<Flag> flags = window_flags();
  const std::string demo_id = named_demo(*program.demos, words);
  const Demo* demo = demo_id.empty() ? nullptr : &find_demo(*program.demos, demo_id);
  if (demo) {
    for (Flag& flag : parameter_flags(*demo)) flags.push_back(std::move(flag));
  }
  const Arguments arguments(flags, words);
  if (arguments.has("--help")) return print_help();
  WindowCall call;
  call.demo = demo_id;
  if (arguments.rest().size() > 1) {
    throw usage_error("one SOURCE is expected; '" + arguments.rest()[1] + "' is one word too many");
  }
  if (!arguments.rest().empty()) {
    call.source = arguments.rest()[0];
    check_first_word(call.source);
  }
  if (const auto theme = arguments.value("--theme")) {
    check_choice("--theme", *theme, {"light", "dark"});
    call.theme = *theme;
  }
  if (const auto lang = arguments.value("--lang")) {
    check_choice("--lang", *lang, {"en", "zh"});
    call.lang = *lang;
  }
  if (const auto size = arguments.value("--size")) call.size = window_size(*size);
  if (const auto screenshot = arguments.value("--screenshot")) {
    if (std::filesystem::path(*screenshot).extension() != ".png") {
      throw usage_error("--screenshot: '" + *screenshot +
                        "' is not accepted; expected a name that ends in .png");
    }
    call.screenshot = *screenshot;
  }
  if (const auto seconds = arguments.value("--timings")) {
    if (call.screenshot) throw usage_error("--timings and --screenshot contradict each other");
    call.timings = whole_number("--timings", *seconds, 1, 600);
  }
  if (const auto actions = arguments.value("--do")) {
    std::istringstream stream(*actions);
    for (std::string id; std::getline(stream, id, ',');) call.actions.push_back(id);
  }
  if (!demo && arguments.has("--stage")) throw usage_error("--stage needs --demo ID");
  std::optional<Preset> preset;
  if (demo) {
    preset = chosen_preset(*demo, arguments);
    call.settings = chosen_settings(*demo, arguments, preset);
  }
  if (const auto stage = arguments.value("--stage")) {
    find_stage(*demo, *stage);
    call.stage = *stage;
  }
  if (const auto at = arguments.value("--at")) {
    const auto [x, y] = number_pair("--at", *at, ',', "X,Y: column and row, from 0 at the top left");
    if (x < 0 || y < 0) throw usage_error("--at: '" + *at + "' is outside the picture; expected 0,0 or more");
    call.at = cv::Point(x, y);
  }
  call.region = chosen_region(arguments);
  const bool has_source = !call.source.empty() || (preset && preset->state.source);
  if (call.region && !has_source) throw usage_error("--region needs SOURCE, of which it is a part");
  if (preset) apply_preset(call, std::move(*preset), arguments);
  return program.open_window(call);
}

}  // namespace pixelwhy
