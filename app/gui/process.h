#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace pixelwhy::gui {

/// Whether a program of that name is on the PATH.
bool installed(const std::string& program);

/// A program of the desktop's that is run for its input or output, and how far it is trusted.
struct ToolCall {
  std::vector<std::string> command;     ///< the program and its words; no shell reads them
  std::span<const std::uint8_t> input;  ///< what it is given to read
  std::chrono::milliseconds limit{5000};
  std::size_t most_output = std::size_t{1} << 20;
};

struct ToolRun {
  enum class End { Exited, NotStarted, TimedOut, TooMuch };
  End end = End::NotStarted;
  int status = 0;  ///< of one that has exited; 128 and the signal's number when it was killed
  std::vector<std::uint8_t> output;
  std::string complaint;  ///< the first line of its standard error
  bool succeeded() const { return end == End::Exited && status == 0; }
};

/// Runs a program and waits for it, but not longer than the limit, nor for what it leaves running behind it;
/// once `unwanted` says so, only a second longer. What hangs or writes too much is killed with what it has
/// started. Never throws for what the program does.
ToolRun run_tool(const ToolCall& call, const std::function<bool()>& unwanted = {});

}  // namespace pixelwhy::gui
