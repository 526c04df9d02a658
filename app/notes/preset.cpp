#include "notes/preset.h"

#include <functional>

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
      return {path, parse(bytes), {}};
    }
    Carried carried = read_carried(data);
    if (carried.state.empty()) {
      throw usage_error("the picture carries no state of PixelWhy; expected one that PixelWhy wrote",
                        "该图片不带 PixelWhy 的状态；应为 PixelWhy 写出的图片");
    }
    return {path, parse(carried.state), std::move(carried.source)};
  } catch (const Error& error) {
    throw Error(error.kind(), {"preset '" + path.string() + "': " + error.text().en,
                               "预设 '" + path.string() + "'：" + error.text().in(Language::Chinese)});
  }
}

/// The frame if its pixels are the wanted ones; a state without a hash wants any.
FramePtr matching(FramePtr frame, const SourceState& wanted) {
  return wanted.hash.empty() || pixel_hash(frame->pixels) == wanted.hash ? frame : nullptr;
}

/// A picture from somebody else must not open cameras or addresses by itself.
bool is_harmless(const std::string& spec) {
  std::error_code none;
  return spec.starts_with("sample:") || fs::exists(spec, none);
}

FramePtr frame_at(const std::string& spec, const SourceState& wanted, std::string& problem) {
  if (!is_harmless(spec)) return nullptr;
  try {
    if (FramePtr frame = matching(open_source(spec)->frame(wanted.frame), wanted)) return frame;
    problem = "'" + spec + "' has other pixels now";
  } catch (const Error& error) {
    if (problem.empty()) problem = error.what();
  }
  return nullptr;
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

FramePtr source_of(const Preset& preset) {
  const std::string whose = "preset '" + preset.path.string() + "'";
  if (!preset.state.source) throw usage_error(whose + " names no source; expected SOURCE");
  const SourceState& wanted = *preset.state.source;
  std::string problem;
  if (!wanted.spec.empty()) {
    if (FramePtr frame = frame_at(resolved_spec(wanted.spec), wanted, problem)) return frame;
    const fs::path beside = preset.path.parent_path() / fs::path(wanted.spec).filename();
    std::error_code none;
    if (fs::is_regular_file(beside, none)) {
      if (FramePtr frame = frame_at(beside.string(), wanted, problem)) return frame;
    }
  }
  if (!preset.source.empty()) {
    try {
      if (FramePtr frame = matching(decode_picture(preset.source, wanted.name), wanted)) return frame;
      problem = "the source within the picture is not the one that it was made with";
    } catch (const Error& error) {
      problem = error.what();
    }
  }
  throw failure(whose + ": its source '" + wanted.name + "' is not found again" +
                    (problem.empty() ? "" : " (" + problem + ")") + "; expected SOURCE",
                "预设 '" + preset.path.string() + "'：找不到其来源 '" + wanted.name + "'；请给出 SOURCE");
}

}  // namespace pixelwhy
