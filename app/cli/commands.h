#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "core/demo.h"

namespace pixelwhy {

// Each command takes the words after its own name and returns the exit status; bad input throws Error.

int list_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int run_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int record_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int explain_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int bench_command(const Program& program, std::span<const std::string> words);
int compare_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int code_command(const Program& program, std::span<const std::string> words);
int figure_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int sweep_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int note_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int gallery_command(const std::vector<Demo>& demos, std::span<const std::string> words);
int window_command(const Program& program, std::span<const std::string> words);

}  // namespace pixelwhy
