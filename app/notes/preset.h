#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/demo.h"
#include "notes/state.h"

namespace pixelwhy {

/// Settings as JSON: `{"demo": "canny", "parameters": {"sigma": 1.4, ...}}`. Parameters left out keep their
/// defaults.
std::string preset_text(const Demo& demo, const Settings& settings);

/// What a preset brings back: from a JSON file what that says, from a PNG of ours all that it was made with.
struct Preset {
  std::filesystem::path path;
  State state;
  std::vector<std::uint8_t> source;  ///< the source's pixels as a PNG, where the file carries them
  bool is_picture = false;           ///< the file is a picture itself, and can be opened as one
};

/// Throws an error that names the file, and the key and value that are not acceptable, with what would be;
/// for another demo too.
Preset read_preset(const Demo& demo, const std::filesystem::path& path);

/// The same where the file says which demo it is of.
Preset read_preset(const std::vector<Demo>& demos, const std::filesystem::path& path);

/// Where the picture that a preset was made with was found.
struct PresetSource {
  enum class Found {
    Nowhere,
    Elsewhere,  ///< by its spec, or by its name beside the preset's file
    Within,     ///< in the preset's file
    Changed     ///< by its spec or name, but with other pixels
  };
  Found found = Found::Nowhere;
  FramePtr frame;
  std::string spec;     ///< of what was found elsewhere
  std::string problem;  ///< why it is not as it was; may be empty
};

/// Looks for it by its spec, then by its name beside the preset's file, then in the file itself. Pixels other
/// than those that the state names are only taken where the right ones are nowhere. The state must name a
/// source. A picture from somebody else must not open cameras or addresses by itself, so these are not
/// looked at.
PresetSource find_source(const Preset& preset);

/// The source's pixels within the preset's file, whatever the state says of them; throws a failure.
FramePtr source_within(const Preset& preset);

/// The picture that the preset was made with, by its spec, then by its name beside the preset's file, then
/// from the file itself; the pixels must be those that the state names. Throws a failure when none is left.
FramePtr source_of(const Preset& preset);

}  // namespace pixelwhy
