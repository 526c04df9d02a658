#pragma once

#include <vector>

#include "core/demo.h"

namespace pixelwhy {

/// All demos in the order in which people see them; built once, at the first call.
const std::vector<Demo>& all_demos();

/// The sources of all demos and of what they share, the very text that was compiled.
const std::vector<SourceFile>& demo_sources();

}  // namespace pixelwhy
