#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

/// A picture that comes with the program or with a package of the system; opened as `sample:ID`.
struct Sample {
  std::string id;
  std::filesystem::path path;
  Text name;
  Text teaches;  ///< one line: what there is to see in it
  Text group;    ///< where it comes from, for a heading in menus
};

/// Our own in the order of their index, then the classic pictures of Debian's opencv-doc and python3-skimage
/// as far as these packages are installed. Throws a failure when our own index is missing or damaged.
std::vector<Sample> samples();

/// The sample of that id. Throws a failure that suggests a near miss, or lists all ids.
Sample find_sample(std::string_view id);

/// The samples that an index file lists; their paths are relative to its folder. Throws a failure that names
/// it.
std::vector<Sample> read_sample_index(const std::filesystem::path& index);

/// The classic pictures that are installed.
std::vector<Sample> installed_samples();

}  // namespace pixelwhy
