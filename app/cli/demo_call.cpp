#include "cli/demo_call.h"

#include <cstdio>
#include <cstdlib>

#include "core/error.h"
#include "notes/preset.h"
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
    const bool numeric = parameter.type == ParameterType::Real || parameter.type == ParameterType::Integer;
    flags.push_back({"--" + parameter.id, numeric ? "NUMBER" : "WORD"});
  }
  return flags;
}

std::vector<Flag> shared_flags() {
  return {
      {"--stage", "STAGE"}, {"--variant", "NAME"}, {"--preset", "FILE"}, {"--frame", "N"}, {"--help", ""}};
}

Settings chosen_settings(const Demo& demo, const Arguments& arguments) {
  const auto preset = arguments.value("--preset");
  Settings settings = preset ? read_preset(demo, *preset) : demo.defaults();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (const auto text = arguments.value("--" + demo.parameters[i].id)) {
      settings[i] = parse_value(demo.parameters[i], *text);
    }
  }
  demo.check(settings);
  return settings;
}

void DemoCall::check() const {
  if (stage == source_stage) {
    if (variant != "textbook") throw usage_error("stage 'source' has no variant '" + variant + "'");
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
  if (find_variant(declared, variant, settings)) return;
  std::vector<std::string> names{"textbook"};
  const std::vector<bool> needed = demo->ancestors(stage, settings);
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!needed[i]) continue;
    for (const Variant& candidate : demo->stages[i].variants) names.push_back(candidate.id);
  }
  if (find_variant(declared, "opencv", settings)) names.emplace_back("opencv");
  for (const std::string& name : names) {
    if (name == variant) return;  // a stage before it has such code
  }
  throw usage_error("stage '" + declared.id + "' of " + demo->id + " has no variant '" + variant +
                    "' with these parameters; expected " + join_or(names) + suggestion(variant, names));
}

DemoCall read_call(const Demo& demo, const Arguments& arguments) {
  DemoCall call;
  call.demo = &demo;
  call.settings = chosen_settings(demo, arguments);
  call.stage = static_cast<StageId>(demo.stages.size()) - 1;
  if (const auto stage = arguments.value("--stage")) call.stage = find_stage(demo, *stage);
  call.variant = arguments.value("--variant").value_or("textbook");
  if (const auto frame = arguments.value("--frame")) call.frame = whole_number("--frame", *frame);
  if (arguments.rest().empty()) {
    throw usage_error("missing SOURCE: a picture file, a folder of pictures or sample:NAME");
  }
  if (arguments.rest().size() > 1) {
    throw usage_error("one SOURCE is expected; '" + arguments.rest()[1] + "' is one word too many");
  }
  call.source = arguments.rest()[0];
  if (call.source.empty())
    throw usage_error("SOURCE is empty; expected a picture file, a folder of pictures or sample:NAME");
  call.check();
  return call;
}

void print_notes(const Frame& frame) {
  for (const Text& note : frame.notes)
    std::fprintf(stderr, "pixelwhy: %s: %s\n", frame.name.c_str(), note.en.c_str());
}

FramePtr load_frame(const std::string& source, int index) {
  const auto opened = open_source(source);
  const std::optional<int> count = opened->count();
  if (count && index >= *count) {
    throw usage_error("--frame: " + std::to_string(index) + " is not accepted; '" + source +
                      "' has the frames 0 to " + std::to_string(*count - 1));
  }
  FramePtr frame = opened->frame(index);
  print_notes(*frame);
  return frame;
}

SnapshotPtr compute(const DemoCall& call, const FramePtr& frame, bool keep_intermediate) {
  Request request{call.demo, frame, call.settings, {call.stage}, call.variant, keep_intermediate};
  if (call.wants_reference() && call.stage != source_stage) {
    // The reference is computed from our own stages before it.
    for (const InputRef& input :
         find_variant(call.demo->stages[static_cast<std::size_t>(call.stage)], "opencv", call.settings)
             ->inputs) {
      if (input.kind == InputRef::Kind::Stage) request.wanted.push_back(input.index);
    }
  }
  Evaluator evaluator;
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
