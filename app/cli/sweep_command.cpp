#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "cli/interruption.h"
#include "cli/progress.h"
#include "core/error.h"
#include "notes/sweep_file.h"
#include "sources/second_picture.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

struct SweepCall {
  DemoCall demo;  ///< with the settings of the first picture
  SweepPlan plan;
  bool carries_state = true;
  bool carries_source = true;
};

std::vector<Flag> sweep_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  for (const Flag& flag : std::initializer_list<Flag>{{"--tile", "PX"},
                                                      {"--columns", "N"},
                                                      {"--theme", "light|dark"},
                                                      {"--lang", "en|zh"},
                                                      {"--resolution", "1..4"},
                                                      {"--no-caption", ""},
                                                      {"--no-source-name", ""},
                                                      {"--fps", "RATE"},
                                                      {"--lossless", ""},
                                                      {"--no-source", ""},
                                                      {"--plain", ""},
                                                      {"--force", ""},
                                                      {"-o", "FILE"}})
    flags.push_back(flag);
  return flags;
}

/// The whole number of a flag that may be left out.
int number_within(const Arguments& arguments, const std::string& flag, int least, int most, int otherwise) {
  const auto text = arguments.value(flag);
  return text ? whole_number(flag, *text, least, most) : otherwise;
}

void read_output(SweepCall& call, const Arguments& arguments) {
  constexpr const char* accepted = ".png, .svg, .pdf, .webp, .mkv or .mp4";
  const auto output = arguments.value("-o");
  if (!output || output->empty())
    throw usage_error(std::string("missing -o: the file to write (") + accepted + "), or -");
  call.plan.path = *output;
  if (*output == "-") return;
  const auto form = sweep_form(call.plan.path);
  if (!form)
    throw usage_error("-o: '" + *output + "' ends in '" + call.plan.path.extension().string() +
                      "'; expected " + accepted);
  call.plan.form = *form;
}

void read_look(SweepPlan& plan, const Arguments& arguments) {
  FigureOptions& look = plan.look.figure;
  const bool moving = moves(plan.form);
  const std::string theme = arguments.value("--theme").value_or("light");
  check_choice("--theme", theme, {"light", "dark"});
  look.dark = theme == "dark";
  look.language = chosen_language(arguments.value("--lang"));
  look.scale = number_within(arguments, "--resolution", 1, 4, moving ? 1 : 2);
  look.columns = number_within(arguments, "--columns", 1, most_sweep_columns, 0);
  look.caption = !arguments.has("--no-caption");
  look.source_name = !arguments.has("--no-source-name");
  look.date = figure_date();
  plan.look.tile = number_within(arguments, "--tile", static_cast<int>(tile_widths.low),
                                 static_cast<int>(tile_widths.high), 0);
  plan.lossless = arguments.has("--lossless");
  if (moving && look.columns > 0) throw usage_error("--columns is for contact sheets: .png, .svg or .pdf");
  if (look.columns > 0 && plan.sweep.axes.size() == 2)
    throw usage_error("--columns is for one parameter; of two, the second one gives the columns");
  if (const auto rate = arguments.value("--fps")) {
    constexpr double least = 0.1, most = 60;
    const char* const end = rate->data() + rate->size();
    const auto [stopped, problem] = std::from_chars(rate->data(), end, plan.rate);
    if (problem != std::errc{} || stopped != end || !(plan.rate >= least && plan.rate <= most))
      throw usage_error(
          fmt::format("--fps: '{}' is not accepted; expected a number from {} to {}", *rate, least, most));
    if (!moving) throw usage_error("--fps is for what moves: .webp, .mkv or .mp4");
  }
}

/// The parameters with several values, in the order in which they were named.
std::vector<SweepAxis> read_axes(const Demo& demo, const Arguments& arguments) {
  std::vector<SweepAxis> axes;
  for (const std::string& name : arguments.order()) {
    const auto index =
        demo.find_parameter(std::string_view(name).substr(std::min<std::size_t>(2, name.size())));
    if (!index) continue;
    const Parameter& parameter = demo.parameters[static_cast<std::size_t>(*index)];
    const std::string text = *arguments.value(name);
    if (text.empty() || is_value_list(parameter, text))
      axes.push_back({*index, parse_value_list(parameter, text)});
  }
  return axes;
}

/// What is not swept is as in a call of one picture: that of the first combination that is possible.
void read_sweep(SweepCall& call, const Demo& demo, Arguments arguments) {
  Sweep& sweep = call.plan.sweep;
  sweep.demo = &demo;
  sweep.axes = read_axes(demo, arguments);
  const std::optional<Preset> preset = chosen_preset(demo, arguments);
  sweep.settings = preset ? preset->state.settings : demo.defaults();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    const auto text = arguments.value("--" + parameter.id);
    if (text && !text->empty() && !is_value_list(parameter, *text))
      sweep.settings[i] = parse_value(parameter, *text);
  }
  sweep.stage = static_cast<StageId>(demo.stages.size()) - 1;
  if (preset && !preset->state.stage.empty()) sweep.stage = find_stage(demo, preset->state.stage);
  if (const auto stage = arguments.value("--stage")) sweep.stage = find_stage(demo, *stage);
  sweep.variant = arguments.value("--variant").value_or(preset ? preset->state.variant : "");
  sweep.check();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i)
    read_picture(demo.parameters[i], sweep.settings[i]);
  for (SweepAxis& axis : sweep.axes) {
    const Parameter& parameter = demo.parameters[static_cast<std::size_t>(axis.parameter)];
    for (Value& value : axis.values) read_picture(parameter, value);
  }
  const Settings first = sweep.settings_of(sweep.first());
  for (const SweepAxis& axis : sweep.axes) {
    const auto index = static_cast<std::size_t>(axis.parameter);
    arguments.set("--" + demo.parameters[index].id, format_value(demo.parameters[index], first[index]));
  }
  call.demo = read_call(demo, arguments);
}

SweepCall read(const Demo& demo, const Arguments& arguments) {
  SweepCall call;
  read_output(call, arguments);
  read_sweep(call, demo, arguments);
  read_look(call.plan, arguments);
  call.carries_state = call.plan.form == SweepForm::Png && !arguments.has("--plain");
  call.carries_source = call.carries_state && !arguments.has("--no-source");
  call.plan.check();
  return call;
}

void take_source(SweepCall& call) {
  const CallSource source = load_source(call.demo);
  call.plan.frame = source.frame;
  if (call.carries_state) call.plan.state = state_of(call.demo, source.state);
  if (!call.carries_source || source.state.spec.starts_with("sample:")) return;
  call.plan.source = packed_source(*source.frame);
  if (call.plan.source.empty())
    std::fprintf(stderr,
                 "pixelwhy: %s: too large to be kept within the sheet; it is found again by its name\n",
                 source.state.name.c_str());
}

/// What a picture of the sweep is called while it is worked on.
std::string told_picture(const Sweep& sweep, std::size_t done) {
  return fmt::format("{} {}", sweep.demo->id,
                     done < sweep.size() ? sweep.demo->stage_id(sweep.stage) : "writing");
}

}  // namespace

int sweep_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("sweep", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(sweep_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("sweep", demo);
  SweepCall call = read(demo, arguments);
  check_output(call.demo, call.plan.path, arguments.has("--force"));
  take_source(call);
  const Interruption interruption;
  Progress progress(static_cast<int>(call.plan.sweep.size()));
  SweepHooks hooks;
  hooks.cancelled = [&] { return interruption.requested(); };
  hooks.progress = [&](std::size_t done, std::size_t) {
    progress.show(static_cast<int>(done), told_picture(call.plan.sweep, done));
  };
  if (write_sweep(call.plan, hooks)) return 0;
  progress.wipe();
  throw failure("interrupted; nothing was written");
}

}  // namespace pixelwhy
