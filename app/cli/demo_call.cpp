#include "cli/demo_call.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "core/error.h"
#include "core/region.h"
#include "notes/living_png.h"
#include "notes/preset_shelf.h"
#include "sources/second_picture.h"
#include "sources/source.h"

namespace pixelwhy {

const Demo& find_demo(const std::vector<Demo>& demos, const std::string& id) {
  std::vector<std::string> ids;
  for (const Demo& demo : demos) {
    if (demo.id == id) return demo;
    ids.push_back(demo.id);
  }
  throw usage_error("unknown demo '" + id + "'; expected " + join_or(ids) + suggestion(id, ids));
}

StageId find_stage(const Demo& demo, const std::string& id) {
  if (const auto stage = demo.find_stage(id)) return *stage;
  std::vector<std::string> ids{"source"};
  for (const Stage& stage : demo.stages) ids.push_back(stage.id);
  throw usage_error("unknown stage '" + id + "' of " + demo.id + "; expected " + join_or(ids) +
                    suggestion(id, ids));
}

Language chosen_language(const std::optional<std::string>& flag) {
  if (flag == "zh") return Language::Chinese;
  if (flag == "en") return Language::English;
  if (flag) throw usage_error("--lang: '" + *flag + "' is not accepted; expected en or zh");
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* locale = std::getenv(name);
    if (locale && *locale)
      return std::string_view(locale).starts_with("zh") ? Language::Chinese : Language::English;
  }
  return Language::English;
}

std::vector<Flag> parameter_flags(const Demo& demo) {
  std::vector<Flag> flags;
  for (const Parameter& parameter : demo.parameters) {
    const char* what = is_numeric(parameter)                      ? "NUMBER"
                       : parameter.type == ParameterType::Matrix  ? "MATRIX"
                       : parameter.type == ParameterType::Picture ? "PICTURE"
                                                                  : "WORD";
    flags.push_back({"--" + parameter.id, what});
  }
  return flags;
}

std::vector<Flag> shared_flags() {
  return {{"--stage", "STAGE"}, {"--variant", "NAME"},   {"--preset", "NAME|FILE"},
          {"--frame", "N"},     {"--region", "X,Y,W,H"}, {"--help", ""}};
}

std::optional<Preset> chosen_preset(const Demo& demo, const Arguments& arguments) {
  const auto word = arguments.value("--preset");
  if (!word) return std::nullopt;
  return read_preset_word(demo, *word);
}

Settings chosen_settings(const Demo& demo, const Arguments& arguments, const std::optional<Preset>& preset) {
  Settings settings = preset ? preset->state.settings : demo.defaults();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (const auto text = arguments.value("--" + parameter.id)) {
      settings[i] = parse_value(parameter, *text);
      // A picture that is named must be there, whether or not the other settings make use of it.
      read_picture(parameter, settings[i]);
    }
  }
  demo.check(settings);
  read_pictures(demo, settings);
  return settings;
}

void DemoCall::check() const {
  if (stage == source_stage) {
    if (!variant.empty() && variant != "textbook")
      throw usage_error("stage 'source' has no variant '" + variant + "'");
    return;
  }
  const Stage& declared = demo->stages[static_cast<std::size_t>(stage)];
  if (!declared.active(settings)) {
    std::vector<std::string> ids;
    for (const Stage& other : demo->stages) {
      if (other.active(settings)) ids.push_back(other.id);
    }
    throw usage_error("stage '" + declared.id + "' of " + demo->id +
                      " takes no part with these parameters; expected " + join_or(ids));
  }
  if (variant.empty() || find_variant(declared, variant, settings)) return;
  std::vector<std::string> names{"textbook"};
  const std::vector<bool> needed = demo->ancestors(stage, settings, variant);
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!needed[i]) continue;
    add(demo->stages[i].textbook_name);
    for (const Variant& candidate : demo->stages[i].variants) {
      if (candidate.applies(settings)) add(candidate.id);
    }
  }
  if (find_variant(declared, "opencv", settings)) names.emplace_back("opencv");
  for (const std::string& name : names) {
    if (name == variant) return;  // a stage before it has such code
  }
  throw usage_error("stage '" + declared.id + "' of " + demo->id + " has no variant '" + variant +
                    "' with these parameters; expected " + join_or(names) + suggestion(variant, names));
}

std::optional<cv::Rect> chosen_region(const Arguments& arguments) {
  const auto text = arguments.value("--region");
  if (!text) return std::nullopt;
  const std::vector<int> n = number_list(*text, ',');
  if (n.size() == 4 && n[0] >= 0 && n[1] >= 0 && n[2] > 0 && n[3] > 0)
    return cv::Rect(n[0], n[1], n[2], n[3]);
  throw usage_error(
      "--region: '" + *text +
      "' is not accepted; expected X,Y,W,H: the left upper pixel, from 0,0, then width and height, "
      "at least 1, all whole numbers within the picture");
}

namespace {

void read_source(DemoCall& call, const Arguments& arguments) {
  const bool remembered = call.preset && call.preset->state.source;
  if (arguments.rest().empty() && !remembered) {
    throw usage_error("missing SOURCE: " + accepted_sources().en);
  }
  if (arguments.rest().size() > 1) {
    throw usage_error("one SOURCE is expected; '" + arguments.rest()[1] + "' is one word too many");
  }
  if (const auto frame = arguments.value("--frame")) {
    if (arguments.rest().empty()) throw usage_error("--frame needs SOURCE");
    call.frame = whole_number("--frame", *frame);
  }
  call.region = chosen_region(arguments);
  if (arguments.rest().empty()) {
    if (!call.region) call.region = call.preset->state.source->region;
    return;
  }
  call.source = arguments.rest()[0];
  if (call.source.empty()) throw usage_error("SOURCE is empty; expected " + accepted_sources().en);
}

}  // namespace

DemoCall read_call(const Demo& demo, const Arguments& arguments) {
  DemoCall call;
  call.demo = &demo;
  call.preset = chosen_preset(demo, arguments);
  call.settings = chosen_settings(demo, arguments, call.preset);
  call.stage = static_cast<StageId>(demo.stages.size()) - 1;
  if (call.preset) {
    const State& state = call.preset->state;
    if (!state.stage.empty()) call.stage = find_stage(demo, state.stage);
    call.variant = state.variant;
  }
  if (const auto stage = arguments.value("--stage")) call.stage = find_stage(demo, *stage);
  call.variant = arguments.value("--variant").value_or(call.variant);
  read_source(call, arguments);
  call.check();
  return call;
}

std::optional<cv::Point> chosen_pixel(const DemoCall& call, const Arguments& arguments) {
  if (const auto place = arguments.value("--at")) {
    const auto [x, y] = number_pair("--at", *place, ',', "X,Y: column and row, from 0 at the top left");
    return cv::Point(x, y);
  }
  if (!call.preset) return std::nullopt;
  for (const Pin& pin : call.preset->state.pins) {
    if (pin.stage == call.demo->stage_id(call.stage)) return pin.at;
  }
  return std::nullopt;
}

void check_inside(cv::Point at, const Demo& demo, StageId stage, const cv::Mat& image) {
  if (cv::Rect({0, 0}, image.size()).contains(at)) return;
  throw usage_error(fmt::format("--at: {},{} is outside stage '{}' of {}×{} pixels; expected 0,0 to {},{}",
                                at.x, at.y, demo.stage_id(stage), image.cols, image.rows, image.cols - 1,
                                image.rows - 1));
}

void check_output(const DemoCall& call, const std::filesystem::path& output, bool replace) {
  std::error_code none;
  if (output == "-" || !std::filesystem::is_regular_file(output, none)) return;
  if (!call.source.empty() && std::filesystem::equivalent(output, call.source, none)) {
    throw usage_error("-o: '" + output.string() +
                      "' is SOURCE itself, which would be lost; expected another file");
  }
  if (!replace) throw failure("'" + output.string() + "' exists already; --force replaces it");
}

CallSource load_source(const DemoCall& call) {
  if (call.source.empty()) {
    FramePtr frame = source_of(*call.preset);
    SourceState state = *call.preset->state.source;
    // Of a source that is named without a hash, what the picture turns out to be.
    if (state.hash.empty()) state = source_state(resolved_spec(state.spec), state.frame, *frame);
    state.region = call.region;
    return {cut(frame, call.region), std::move(state)};
  }
  FramePtr frame = cut(load_frame(call.source, call.frame), call.region);
  SourceState state = source_state(call.source, call.frame, *frame);
  return {std::move(frame), std::move(state)};
}

State state_of(const DemoCall& call, const SourceState& source) {
  State state;
  state.demo = call.demo->id;
  state.settings = call.settings;
  state.variant = call.variant;
  state.stage = call.demo->stage_id(call.stage);
  state.source = source;
  return state;
}

std::vector<std::uint8_t> with_state(const DemoCall& call, const std::vector<std::uint8_t>& png,
                                     const SourceState& source) {
  return with_state(png, state_text(*call.demo, state_of(call, source)));
}

void print_notes(const Frame& frame) {
  for (const Text& note : frame.notes)
    std::fprintf(stderr, "pixelwhy: %s: %s\n", frame.name.c_str(), note.en.c_str());
}

FramePtr load_frame(const std::string& source, int index) {
  const auto opened = open_source(source);
  const SourceKind kind = kind_of(source);
  if (index > 0 && (kind == SourceKind::Picture || kind == SourceKind::Sample)) {
    // That a picture is one frame is known from the words alone.
    throw usage_error("--frame: " + std::to_string(index) + " is not accepted; '" + source +
                      "' has the frames 0 to 0");
  }
  FramePtr frame = opened->frame(index);
  print_notes(*frame);
  for (const Text& note : opened->notes())
    std::fprintf(stderr, "pixelwhy: %s: %s\n", frame->name.c_str(), note.en.c_str());
  return frame;
}

SnapshotPtr compute(const DemoCall& call, const FramePtr& frame, bool keep_intermediate) {
  Evaluator evaluator;
  return compute(evaluator, call, frame, keep_intermediate);
}

SnapshotPtr compute(Evaluator& evaluator, const DemoCall& call, const FramePtr& frame,
                    bool keep_intermediate) {
  Request request{call.demo, frame, call.settings, {call.stage}, call.variant, keep_intermediate};
  request.fuse = !keep_intermediate;
  if (call.wants_reference() && call.stage != source_stage) {
    // The reference is computed from our own stages before it.
    for (const InputRef& input :
         find_variant(call.demo->stages[static_cast<std::size_t>(call.stage)], "opencv", call.settings)
             ->inputs) {
      if (input.kind == InputRef::Kind::Stage) request.wanted.push_back(input.index);
    }
  }
  SnapshotPtr snapshot = evaluator.evaluate(request);
  const ResultPtr result = snapshot->result(call.stage);
  if (result->error) throw Error(*result->error);
  return snapshot;
}

Output chosen_output(const DemoCall& call, const Snapshot& snapshot) {
  const bool reference =
      call.wants_reference() && call.stage != source_stage &&
      find_variant(call.demo->stages[static_cast<std::size_t>(call.stage)], "opencv", call.settings);
  return reference ? compute_reference(snapshot, call.stage) : snapshot.result(call.stage)->output;
}

}  // namespace pixelwhy
