#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "cli/progress.h"
#include "core/error.h"
#include "core/region.h"
#include "notes/export.h"
#include "notes/file.h"
#include "sources/source.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

struct RunCall {
  DemoCall demo;
  std::string output;
  std::optional<ExportFormat> format;  ///< of --format
  bool all_stages = false;
  bool plain = false;  ///< a PNG carries no state
};

std::vector<Flag> run_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  flags.push_back({"--all-stages", ""});
  flags.push_back({"--format", "png|tiff|json"});
  flags.push_back({"--plain", ""});
  flags.push_back({"-o", "FILE"});
  return flags;
}

RunCall read_run(const Demo& demo, const Arguments& arguments) {
  RunCall call;
  call.all_stages = arguments.has("--all-stages");
  call.plain = arguments.has("--plain");
  if (call.all_stages && arguments.has("--stage"))
    throw usage_error("--all-stages contradicts --stage; expected one of them");
  if (const auto format = arguments.value("--format")) {
    call.format = format_of_extension(*format);
    if (!call.format)
      throw usage_error("--format: '" + *format + "' is not accepted; expected png, tiff or json");
  }
  call.demo = read_call(demo, arguments);
  const auto output = arguments.value("-o");
  if (!output || output->empty())
    throw usage_error("missing -o: the file to write (.png, .tiff or .json), a folder, or -");
  call.output = *output;
  return call;
}

const char* extension_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::Png:
      return ".png";
    case ExportFormat::Tiff:
      return ".tiff";
    case ExportFormat::Json:
      return ".json";
  }
  return "";
}

bool is_data_stage(const DemoCall& call) {
  return call.stage != source_stage &&
         call.demo->stages[static_cast<std::size_t>(call.stage)].kind == StageKind::Data;
}

/// The form that the output's name asks for; on standard output, pictures as PNG and data as JSON unless
/// told.
ExportFormat single_format(const RunCall& call) {
  if (call.format) return *call.format;
  if (call.output == "-") return is_data_stage(call.demo) ? ExportFormat::Json : ExportFormat::Png;
  const std::string extension = fs::path(call.output).extension();
  if (const auto format = format_of_extension(extension)) return *format;
  throw usage_error("-o: '" + call.output + "' ends in '" + extension + "'; expected .png, .tiff or .json");
}

/// `one` is the call with the stage that is written.
void write_stage(const RunCall& call, const DemoCall& one, const Snapshot& snapshot,
                 const SourceState& source, ExportFormat format, const fs::path& path) {
  std::vector<std::uint8_t> bytes = export_stage(snapshot, one.stage, chosen_output(one, snapshot), format);
  if (format == ExportFormat::Png && !call.plain) bytes = with_state(one, bytes, source);
  write_whole(path, bytes);
}

/// Which stages and settings cannot be written in a form is known before anything is computed.
void check_format(const DemoCall& call, ExportFormat format) {
  const bool has_data =
      call.stage != source_stage && call.demo->stages[static_cast<std::size_t>(call.stage)].has_data;
  if (format == ExportFormat::Json && !has_data) {
    throw usage_error("stage '" + call.demo->stage_id(call.stage) + "' of " + call.demo->id +
                      " is a picture alone: it can be written as .png or .tiff");
  }
  if (format == ExportFormat::Tiff && is_data_stage(call)) {
    throw usage_error("stage '" + call.demo->stage_id(call.stage) + "' of " + call.demo->id +
                      " is no picture: it can be written as .json or .png");
  }
}

void check_all_stages(const RunCall& call) {
  if (call.format != ExportFormat::Json) return;
  for (const Stage& stage : call.demo.demo->stages) {
    if (stage.has_data && stage.active(call.demo.settings)) return;
  }
  throw usage_error("--format: no stage of " + call.demo.demo->id +
                    " has data for json; expected png or tiff");
}

/// Every stage that takes part: pictures in the chosen form, data as JSON too.
void write_all_stages(const RunCall& call, const CallSource& source, const fs::path& folder) {
  make_folder(folder);
  DemoCall one = call.demo;
  Evaluator evaluator;
  const SnapshotPtr snapshot =
      evaluator.evaluate({one.demo, source.frame, one.settings, {}, one.variant, true});
  std::optional<Error> first_error;
  for (one.stage = 0; one.stage < static_cast<StageId>(one.demo->stages.size()); ++one.stage) {
    const ResultPtr result = snapshot->result(one.stage);
    if (!result) continue;
    if (result->error) {
      if (!first_error) first_error = result->error;
      continue;
    }
    const std::string& id = one.demo->stage_id(one.stage);
    const Output output = chosen_output(one, *snapshot);
    const bool has_data = !std::holds_alternative<std::monostate>(output.data);
    const bool is_picture = !output.image.empty();
    const ExportFormat format = call.format.value_or(ExportFormat::Png);
    const auto write = [&](ExportFormat as) {
      write_stage(call, one, *snapshot, source.state, as, folder / (id + extension_of(as)));
    };
    if (format == ExportFormat::Png || (format == ExportFormat::Tiff && is_picture)) write(format);
    if (has_data) write(ExportFormat::Json);
  }
  if (first_error) throw Error(*first_error);
}

void run_one(const RunCall& call, const CallSource& source, const fs::path& output, ExportFormat format) {
  if (call.all_stages) return write_all_stages(call, source, output);
  const SnapshotPtr snapshot = compute(call.demo, source.frame, false);
  write_stage(call, call.demo, *snapshot, source.state, format, output);
}

/// A result's file name for every picture of a folder: its own name with the new extension, made unique.
std::vector<fs::path> result_names(const std::vector<fs::path>& pictures, const std::string& extension) {
  std::vector<fs::path> names;
  std::set<std::string> taken;
  for (const fs::path& picture : pictures) {
    std::string name = picture.stem().string() + extension;
    if (!taken.insert(name).second) {
      name = picture.filename().string() + extension;
      taken.insert(name);
    }
    names.emplace_back(name);
  }
  return names;
}

int run_folder(const RunCall& call) {
  const std::vector<fs::path> pictures = pictures_in(call.demo.source);
  const ExportFormat format =
      call.format.value_or(is_data_stage(call.demo) ? ExportFormat::Json : ExportFormat::Png);
  if (!call.all_stages) check_format(call.demo, format);
  std::error_code none;
  if (fs::equivalent(call.output, call.demo.source, none)) {
    throw usage_error("-o: '" + call.output +
                      "' is SOURCE itself, whose pictures would be lost; expected another folder");
  }
  if (!fs::is_directory(call.output, none) &&
      format_of_extension(fs::path(call.output).extension().string())) {
    throw usage_error("-o: '" + call.output + "' names a file; expected a folder, since SOURCE is a folder");
  }
  if (call.output == "-")
    throw usage_error("-o: '-' holds one result; expected a folder, since SOURCE is a folder");
  make_folder(call.output);
  const auto names = result_names(pictures, call.all_stages ? "" : extension_of(format));
  const auto source = open_source(call.demo.source);
  Progress progress(static_cast<int>(pictures.size()));
  int status = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    progress.show(static_cast<int>(i), pictures[i].filename());
    try {
      const FramePtr frame = cut(source->frame(static_cast<int>(i)), call.demo.region);
      progress.wipe();
      print_notes(*frame);
      const SourceState state = source_state(call.demo.source, static_cast<int>(i), *frame);
      run_one(call, {frame, state}, fs::path(call.output) / names[i], format);
    } catch (const Error& error) {
      // One bad picture does not keep the others from being done; the status tells of it.
      progress.wipe();
      std::fprintf(stderr, "pixelwhy: %s\n", error.what());
      status = error.kind() == Error::Kind::Usage ? 2 : 1;
    }
  }
  return status;
}

}  // namespace

int run_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("run", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(run_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("run", demo);
  const RunCall call = read_run(demo, arguments);
  if (call.all_stages) check_all_stages(call);
  std::error_code none;
  if (!arguments.has("--frame") && fs::is_directory(call.demo.source, none)) return run_folder(call);
  if (call.all_stages && call.output == "-")
    throw usage_error("-o: '-' holds one result; expected a folder with --all-stages");
  const ExportFormat format = call.all_stages ? ExportFormat::Png : single_format(call);
  if (!call.all_stages) check_format(call.demo, format);
  check_output(call.demo, call.output, true);
  run_one(call, load_source(call.demo), call.output, format);
  return 0;
}

}  // namespace pixelwhy
