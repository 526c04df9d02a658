#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/demo.h"

namespace pixelwhy {

/// What a link of an about page opens.
struct Link {
  std::string source;  ///< empty: the picture that is open
  Settings settings;   ///< parameters left out are at their defaults
  StageId stage = 0;   ///< the last stage that takes part and is a picture, where none is named
  std::optional<cv::Point> at;
};

/// Whether a link is meant for the program: `pixelwhy:?...`.
bool is_program_link(std::string_view target);

/// Reads `pixelwhy:?source=sample:street&stage=thin&sigma=1.4&at=640,300`: `source`, `stage`, `at` and the
/// demo's own parameters, each at most once, none of them needed. Throws a usage error that names the word
/// that is not acceptable; whether the picture exists and holds the pixel shows only when it is opened.
Link parse_link(const Demo& demo, std::string_view target);

}  // namespace pixelwhy
