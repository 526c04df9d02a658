#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "core/error.h"
#include "notes/code.h"
#include "notes/figure.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/notebook.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

struct FigureCall {
  DemoCall demo;
  FigureOptions options;
  FigureFormat format = FigureFormat::Png;
  std::string output;  ///< empty where something else than a file is made of it
  bool carries_state = true;
  bool carries_source = true;
};

std::vector<Flag> figure_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  for (const Flag& flag : std::initializer_list<Flag>{{"--stages", "A,B,..."},
                                                      {"--at", "X,Y"},
                                                      {"--theme", "light|dark"},
                                                      {"--lang", "en|zh"},
                                                      {"--resolution", "1..4"},
                                                      {"--columns", "N"},
                                                      {"--no-caption", ""},
                                                      {"--no-source-name", ""},
                                                      {"--no-source", ""},
                                                      {"--plain", ""},
                                                      {"--force", ""},
                                                      {"-o", "FILE"}})
    flags.push_back(flag);
  return flags;
}

std::vector<StageId> listed_stages(const DemoCall& call, const std::string& text) {
  std::vector<StageId> stages;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string id = text.substr(begin, end - begin);
    if (id.empty())
      throw usage_error("--stages: '" + text +
                        "' is not accepted; expected ids of stages with commas between");
    DemoCall one = call;
    one.stage = find_stage(*call.demo, id);
    one.variant = "textbook";
    one.check();
    if (std::find(stages.begin(), stages.end(), one.stage) != stages.end())
      throw usage_error("--stages: '" + id + "' is there twice; expected each stage once");
    stages.push_back(one.stage);
    begin = end + 1;
  }
  return stages;
}

bool is_data_stage(const Demo& demo, StageId stage) {
  return stage != source_stage && demo.stages[static_cast<std::size_t>(stage)].kind == StageKind::Data;
}

void read_look(FigureOptions& options, const Arguments& arguments) {
  if (const auto theme = arguments.value("--theme")) {
    check_choice("--theme", *theme, {"light", "dark"});
    options.dark = *theme == "dark";
  }
  if (const auto resolution = arguments.value("--resolution"))
    options.scale = whole_number("--resolution", *resolution, 1, 4);
  if (const auto columns = arguments.value("--columns"))
    options.columns = whole_number("--columns", *columns, 1, 8);
  if (arguments.has("--no-caption")) options.caption = false;
  if (arguments.has("--no-source-name")) options.source_name = false;
}

/// Which pictures the figure shows, and which pixel it explains.
void read_stages(FigureCall& call, const Arguments& arguments) {
  FigureOptions& options = call.options;
  const Demo& demo = *call.demo.demo;
  options.pin.reset();
  if (const auto stages = arguments.value("--stages")) {
    options.stages = listed_stages(call.demo, *stages);
  } else if (arguments.has("--stage")) {
    options.stages = {call.demo.stage};
  }
  if (options.stages.empty()) options.stages = figure_stages(demo, call.demo.settings);
  for (const StageId stage : options.stages) {
    DemoCall one = call.demo;  // a preset's stages may take no part with the parameters of the flags
    one.stage = stage;
    one.variant = "textbook";
    one.check();
  }
  // The pinned pixel is one of the stage in view; where none was chosen, of the last picture.
  const bool chosen =
      arguments.has("--stage") ||
      (call.demo.preset && !call.demo.preset->state.stage.empty() && !arguments.has("--stages"));
  if (!chosen) {
    for (const StageId stage : options.stages) {
      if (!is_data_stage(demo, stage)) call.demo.stage = stage;
    }
  }
  if (const auto at = chosen_pixel(call.demo, arguments)) {
    if (is_data_stage(demo, call.demo.stage))
      throw usage_error("stage '" + demo.stage_id(call.demo.stage) + "' of " + demo.id +
                        " is no picture, so it has no pixel to explain");
    if (call.demo.wants_reference())
      throw usage_error("--at: the opencv reference explains nothing; leave out one of them");
    options.pin = FigurePin{call.demo.stage, *at};
  }
}

FigureCall read_figure(const Demo& demo, const Arguments& arguments) {
  FigureCall call;
  call.demo = read_call(demo, arguments);
  if (call.demo.preset) call.options = figure_options(demo, call.demo.preset->state);
  read_look(call.options, arguments);
  const bool remembered = call.demo.preset && call.demo.preset->state.figure;
  if (arguments.has("--lang") || !remembered)
    call.options.language = chosen_language(arguments.value("--lang"));
  read_stages(call, arguments);
  call.options.date = figure_date();
  call.carries_state = !arguments.has("--plain");
  call.carries_source = call.carries_state && !arguments.has("--no-source");
  return call;
}

void read_output(FigureCall& call, const Arguments& arguments) {
  const auto output = arguments.value("-o");
  if (!output || output->empty())
    throw usage_error("missing -o: the file to write (.png, .svg or .pdf), or -");
  call.output = *output;
  if (call.output != "-") {
    const std::string extension = fs::path(call.output).extension();
    const auto format = figure_format_of_extension(extension);
    if (!format)
      throw usage_error("-o: '" + call.output + "' ends in '" + extension + "'; expected .png, .svg or .pdf");
    call.format = *format;
  }
}

/// The chosen stages, computed; those that have an OpenCV reference by that where it is asked for. Throws a
/// usage error when the pixel to explain is outside.
SnapshotPtr compute(const FigureCall& call, const FramePtr& frame) {
  const DemoCall& demo = call.demo;
  Request request{demo.demo, frame, demo.settings, call.options.stages, demo.variant, true};
  if (call.options.pin) request.wanted.push_back(call.options.pin->stage);
  // The references are computed from our own stages, whichever these are.
  if (demo.wants_reference()) request.wanted.clear();
  Evaluator evaluator;
  const SnapshotPtr snapshot = evaluator.evaluate(request);
  if (const auto& pin = call.options.pin)
    check_inside(pin->at, *demo.demo, pin->stage, snapshot->result(pin->stage)->output.image);
  if (!demo.wants_reference()) return snapshot;
  auto replaced = std::make_shared<Snapshot>(*snapshot);
  for (const StageId stage : call.options.stages) {
    if (stage == source_stage ||
        !find_variant(demo.demo->stages[static_cast<std::size_t>(stage)], "opencv", demo.settings))
      continue;
    auto result = std::make_shared<StageResult>(*snapshot->result(stage));
    result->output = compute_reference(*snapshot, stage);
    replaced->stages[static_cast<std::size_t>(stage)] = result;
  }
  return replaced;
}

/// The source's pixels, where the figure is to carry them.
std::vector<std::uint8_t> carried_source(const FigureCall& call, const CallSource& source) {
  if (!call.carries_source || call.format != FigureFormat::Png || source.state.spec.starts_with("sample:"))
    return {};
  std::vector<std::uint8_t> png = packed_source(*source.frame);
  if (png.empty()) {
    std::fprintf(stderr,
                 "pixelwhy: %s: too large to be kept within the figure; it is found again by its name\n",
                 source.state.name.c_str());
  }
  return png;
}

std::vector<std::uint8_t> figure_bytes(const FigureCall& call, const CallSource& source,
                                       const Snapshot& snapshot) {
  std::optional<State> state;
  const Demo& demo = *call.demo.demo;
  if (call.carries_state) {
    state = state_of(call.demo, source.state);
    state->figure = figure_state(demo, call.options);
    if (const auto& pin = call.options.pin) state->pins = {{demo.stage_id(pin->stage), pin->at}};
  }
  return make_figure(snapshot, call.options, call.format, state, carried_source(call, source));
}

/// Those of a figure, but for its file.
std::vector<Flag> note_flags(const Demo& demo) {
  std::vector<Flag> flags = figure_flags(demo);
  std::erase_if(flags, [](const Flag& flag) { return flag.name == "-o" || flag.name == "--force"; });
  flags.push_back({"--to", "FOLDER"});
  flags.push_back({"--code", "python|cpp|none"});
  return flags;
}

}  // namespace

int figure_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("figure", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(figure_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("figure", demo);
  FigureCall call = read_figure(demo, arguments);
  read_output(call, arguments);
  check_output(call.demo, call.output, arguments.has("--force"));
  const CallSource source = load_source(call.demo);
  const SnapshotPtr snapshot = compute(call, source.frame);
  write_whole(call.output, figure_bytes(call, source, *snapshot));
  return 0;
}

int note_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("note", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(note_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("note", demo);
  const FigureCall call = read_figure(demo, arguments);
  const auto folder = arguments.value("--to");
  if (!folder || folder->empty()) throw usage_error("missing --to: the folder of the notebook");
  const std::string code = arguments.value("--code").value_or("python");
  check_choice("--code", code, {"python", "cpp", "none"});
  if (call.demo.wants_reference())
    throw usage_error("--variant: notes are of our own code; expected textbook or a variant of the stage");
  const CallSource source = load_source(call.demo);
  const SnapshotPtr snapshot = compute(call, source.frame);
  const AddedNote added = add_note(*folder, {snapshot, call.options, figure_bytes(call, source, *snapshot),
                                             call.demo.stage, code_language(code)});
  std::printf("%s\n%s\n", added.file.c_str(), added.figure.c_str());
  return 0;
}

}  // namespace pixelwhy
