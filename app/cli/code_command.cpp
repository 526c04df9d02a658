#include <cstdio>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "core/error.h"
#include "notes/code.h"
#include "notes/file.h"
#include "notes/own_source.h"

namespace pixelwhy {

namespace {

constexpr const char* own = "own";

std::vector<Flag> code_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : std::vector<Flag>{{"--lang", "cpp|python|own"},
                                      {"--stage", "STAGE"},
                                      {"--preset", "NAME|FILE"},
                                      {"-o", "FILE"},
                                      {"--help", ""}}) {
    flags.push_back(std::move(flag));
  }
  return flags;
}

std::string chosen_code(const Arguments& arguments) {
  const std::vector<std::string> words{"cpp", "python", own};
  const auto lang = arguments.value("--lang");
  if (!lang) throw usage_error("missing --lang: " + join_or(words));
  if (*lang != own && !code_language(*lang)) {
    throw usage_error("--lang: '" + *lang + "' is not accepted; expected " + join_or(words) +
                      suggestion(*lang, words));
  }
  return *lang;
}

}  // namespace

int code_command(const Program& program, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("code", words.empty());
  const Demo& demo = find_demo(*program.demos, words[0]);
  const Arguments arguments(code_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("code", demo);
  const std::string lang = chosen_code(arguments);
  if (!arguments.rest().empty()) {
    throw usage_error("code takes no SOURCE, for its program asks for one; '" + arguments.rest()[0] +
                      "' is one word too many");
  }
  DemoCall call;
  call.demo = &demo;
  call.preset = chosen_preset(demo, arguments);
  call.settings = chosen_settings(demo, arguments, call.preset);
  call.stage = static_cast<StageId>(demo.stages.size()) - 1;
  if (call.preset && !call.preset->state.stage.empty())
    call.stage = find_stage(demo, call.preset->state.stage);
  if (const auto stage = arguments.value("--stage")) call.stage = find_stage(demo, *stage);
  call.check();
  const auto output = arguments.value("-o");
  if (output && output->empty()) throw usage_error("-o: '' names no file; expected a file, or -");
  const std::string text = lang == own
                               ? own_source_text(*program.sources, demo, call.stage)
                               : code_program({&demo, call.settings, call.stage, *code_language(lang)});
  write_whole(output.value_or("-"), text);
  return 0;
}

}  // namespace pixelwhy
