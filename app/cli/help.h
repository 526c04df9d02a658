#pragma once

#include <string>

#include "core/demo.h"
#include "notes/preset_shelf.h"

namespace pixelwhy {

int print_help();

/// Help on a command that needs a demo. `missing`: the words end there, which is a usage error.
int print_command_help(const std::string& command, bool missing);

/// Usage of `run` or `explain` with one demo: every parameter with range, default, unit and help, and the
/// stages.
int print_demo_help(const std::string& command, const Demo& demo);

/// A parameter's default with its unit.
std::string default_of(const Parameter& parameter);

/// The presets of a demo; files that are none are told on standard error.
std::vector<NamedPreset> told_presets(const Demo& demo);

/// The stages of a demo, on one line.
void print_stages(const Demo& demo);

}  // namespace pixelwhy
