#pragma once

#include <string>

#include "core/demo.h"

namespace pixelwhy {

int print_help();

/// Help on a command that needs a demo. `missing`: the words end there, which is a usage error.
int print_command_help(const std::string& command, bool missing);

/// Usage of `run` or `explain` with one demo: every parameter with range, default, unit and help, and the
/// stages.
int print_demo_help(const std::string& command, const Demo& demo);

}  // namespace pixelwhy
