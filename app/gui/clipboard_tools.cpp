#include "gui/clipboard_tools.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "core/error.h"
#include "gui/process.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

// In this order: what loses nothing comes before JPEG.
constexpr const char* picture_types[] = {"image/png",  "image/bmp",  "image/x-bmp", "image/x-MS-bmp",
                                         "image/tiff", "image/webp", "image/jpeg"};

using Command = std::vector<std::string>;

Command copy_command(ClipboardTool tool) {
  if (tool == ClipboardTool::WlClipboard) return {"wl-copy", "--type", "image/png"};
  return {"xclip", "-selection", "clipboard", "-t", "image/png", "-i"};
}

Command list_command(ClipboardTool tool) {
  if (tool == ClipboardTool::WlClipboard) return {"wl-paste", "--list-types"};
  return {"xclip", "-selection", "clipboard", "-t", "TARGETS", "-o"};
}

Command paste_command(ClipboardTool tool, const std::string& type) {
  if (tool == ClipboardTool::WlClipboard) return {"wl-paste", "--no-newline", "--type", type};
  return {"xclip", "-selection", "clipboard", "-t", type, "-o"};
}

/// Why a run came to nothing, in one line.
Error tool_failure(const ToolCall& call, const ToolRun& run) {
  const std::string& name = call.command.front();
  switch (run.end) {
    case ToolRun::End::NotStarted:
      return failure(name + strings::clipboard_not_started.en, name + strings::clipboard_not_started.zh);
    case ToolRun::End::TimedOut: {
      const double seconds = std::chrono::duration<double>(call.limit).count();
      const std::string waited = fmt::format("{:g} s", seconds);
      return failure(name + strings::clipboard_silent.en + strings::clipboard_gave_up.en + waited,
                     name + strings::clipboard_silent.zh + strings::clipboard_gave_up.zh + waited);
    }
    case ToolRun::End::TooMuch: {
      const std::string limit = fmt::format("{} MB", call.most_output >> 20);
      return failure(strings::clipboard_too_large.en + limit, strings::clipboard_too_large.zh + limit);
    }
    case ToolRun::End::Exited:
      break;
  }
  const std::string why = run.complaint.empty() ? fmt::format("exit status {}", run.status) : run.complaint;
  return failure(name + strings::clipboard_failed.en + ": " + why,
                 name + strings::clipboard_failed.zh + "：" + why);
}

bool announced(const char* display) {
  const char* value = std::getenv(display);
  return value && *value;
}

/// The best of the forms that are offered, one a line; empty when none is a picture.
std::string best_type(const std::vector<std::uint8_t>& listed) {
  std::vector<std::string> offered;
  std::istringstream lines(std::string(listed.begin(), listed.end()));
  for (std::string line; std::getline(lines, line);) offered.push_back(line);
  for (const char* type : picture_types) {
    if (std::find(offered.begin(), offered.end(), type) != offered.end()) return type;
  }
  return {};
}

}  // namespace

ClipboardTool clipboard_tool() {
  if (announced("WAYLAND_DISPLAY") && installed("wl-copy") && installed("wl-paste"))
    return ClipboardTool::WlClipboard;
  return installed("xclip") ? ClipboardTool::Xclip : ClipboardTool::None;
}

void copy_png(std::span<const std::uint8_t> png, const ClipboardLimits& limits,
              const std::function<bool()>& unwanted) {
  const ClipboardTool tool = clipboard_tool();
  if (tool == ClipboardTool::None)
    throw failure(strings::no_clipboard_tool.en, strings::no_clipboard_tool.zh);
  const ToolCall call{copy_command(tool), png, limits.copy};
  const ToolRun run = run_tool(call, unwanted);
  if (!run.succeeded()) throw tool_failure(call, run);
}

std::optional<std::vector<std::uint8_t>> paste_picture(std::string& why, const ClipboardLimits& limits,
                                                       const std::function<bool()>& unwanted) {
  const ClipboardTool tool = clipboard_tool();
  if (tool == ClipboardTool::None) return std::nullopt;
  const ToolCall list{list_command(tool), {}, limits.list};
  const ToolRun listed = run_tool(list, unwanted);
  // Both tools fail when nothing at all has been copied, so that is no failure yet.
  if (listed.end == ToolRun::End::Exited && listed.status != 0) {
    why = tool_failure(list, listed).text().en;
    return std::nullopt;
  }
  if (!listed.succeeded()) throw tool_failure(list, listed);
  const std::string type = best_type(listed.output);
  if (type.empty()) return std::nullopt;
  const ToolCall paste{paste_command(tool, type), {}, limits.paste, limits.bytes};
  ToolRun pasted = run_tool(paste, unwanted);
  if (!pasted.succeeded()) throw tool_failure(paste, pasted);
  if (pasted.output.empty())
    throw failure(strings::clipboard_empty_picture.en, strings::clipboard_empty_picture.zh);
  return std::move(pasted.output);
}

}  // namespace pixelwhy::gui
