#include "notes/preset.h"

#include <functional>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "sources/picture_file.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_picture = std::uintmax_t{256} << 20;

Preset read(const fs::path& path, const std::function<State(std::string_view)>& parse) {
  const std::string bytes = read_text(path, largest_picture);
  try {
    const std::span data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (!is_png(data)) {
      if (bytes.size() > most_state_bytes) throw usage_error("it is larger than 1 MB", "大于 1 MB");
      return {path, parse(bytes), {}, false};
    }
    Carried carried = read_carried(data);
    if (carried.state.empty()) {
      throw usage_error("the picture carries no state of PixelWhy; expected one that PixelWhy wrote",
                        "该图片不带 PixelWhy 的状态；应为 PixelWhy 写出的图片");
    }
    return {path, parse(carried.state), std::move(carried.source), true};
  } catch (const Error& error) {
    throw Error(error.kind(), {"preset '" + path.string() + "': " + error.text().en,
                               "预设 '" + path.string() + "'：" + error.text().in(Language::Chinese)});
  }
}

bool is_wanted(const Frame& frame, const SourceState& wanted) {
  return wanted.hash.empty() || pixel_hash(frame.pixels) == wanted.hash;
}

bool is_harmless(const std::string& spec) {
  std::error_code none;
  return spec.starts_with("sample:") || fs::is_regular_file(spec, none) || fs::is_directory(spec, none);
}

/// Tries one place; notes what is there even if it is not the wanted one.
void look_at(const std::string& spec, const SourceState& wanted, PresetSource& source) {
  if (!is_harmless(spec)) return;
  try {
    const FramePtr frame = open_source(spec)->frame(wanted.frame);
    const bool right = is_wanted(*frame, wanted);
    if (!right) source.problem = "'" + spec + "' has other pixels now";
    if (!right && source.frame) return;
    source.found = right ? PresetSource::Found::Elsewhere : PresetSource::Found::Changed;
    source.frame = frame;
    source.spec = spec;
  } catch (const Error& error) {
    if (source.problem.empty()) source.problem = error.what();
  }
}

}  // namespace

std::string preset_text(const Demo& demo, const Settings& settings) {
  Json json = {{"demo", demo.id}, {"parameters", Json::object()}};
  for (std::size_t i = 0; i < settings.size(); ++i) {
    json["parameters"][demo.parameters[i].id] = to_json(demo.parameters[i], settings[i]);
  }
  return json.dump(2) + "\n";
}

Preset read_preset(const Demo& demo, const fs::path& path) {
  return read(path, [&](std::string_view text) { return state_from_json(demo, text); });
}

Preset read_preset(const std::vector<Demo>& demos, const fs::path& path) {
  return read(path, [&](std::string_view text) { return state_from_json(demos, text); });
}

FramePtr source_within(const Preset& preset) {
  const std::string name = preset.state.source ? preset.state.source->name : preset.path.filename().string();
  if (preset.source.empty())
    throw failure("'" + preset.path.string() + "' carries no source",
                  "'" + preset.path.string() + "' 不带来源");
  return decode_picture(preset.source, name);
}

PresetSource find_source(const Preset& preset) {
  const SourceState& wanted = *preset.state.source;
  PresetSource source;
  if (!wanted.spec.empty()) {
    look_at(resolved_spec(wanted.spec), wanted, source);
    const fs::path beside = preset.path.parent_path() / fs::path(wanted.spec).filename();
    std::error_code none;
    if (source.found != PresetSource::Found::Elsewhere && fs::is_regular_file(beside, none))
      look_at(beside.string(), wanted, source);
  }
  if (source.found == PresetSource::Found::Elsewhere || preset.source.empty()) return source;
  try {
    const FramePtr frame = source_within(preset);
    if (is_wanted(*frame, wanted)) return {PresetSource::Found::Within, frame, {}, source.problem};
    source.problem = "the source within the picture is not the one that it was made with";
  } catch (const Error& error) {
    source.problem = error.what();
  }
  return source;
}

FramePtr source_of(const Preset& preset) {
  const std::string whose = "preset '" + preset.path.string() + "'";
  if (!preset.state.source) throw usage_error(whose + " names no source; expected SOURCE");
  const PresetSource source = find_source(preset);
  using Found = PresetSource::Found;
  if (source.found == Found::Elsewhere || source.found == Found::Within) return source.frame;
  throw failure(
      whose + ": its source '" + preset.state.source->name + "' is not found again" +
          (source.problem.empty() ? "" : " (" + source.problem + ")") + "; expected SOURCE",
      "预设 '" + preset.path.string() + "'：找不到其来源 '" + preset.state.source->name + "'；请给出 SOURCE");
}

}  // namespace pixelwhy
