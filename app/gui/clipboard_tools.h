#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/text.h"

namespace pixelwhy::gui {

/// How the desktop's clipboard is reached for pictures: wl-copy and wl-paste where a Wayland display is
/// announced and both are installed, else xclip. The toolkit itself hands over text only.
enum class ClipboardTool { None, WlClipboard, Xclip };
ClipboardTool clipboard_tool();

struct ClipboardLimits {
  std::chrono::milliseconds copy{5000};
  std::chrono::milliseconds list{3000};
  std::chrono::milliseconds paste{20000};  ///< whoever holds the picture may have to encode it first
  std::size_t bytes = std::size_t{256} << 20;
};

/// Puts a PNG into the clipboard, where the tool keeps it until something else is copied. Throws a failure
/// when there is no tool, it fails or does not answer. `unwanted` shortens the wait, as for run_tool().
void copy_png(std::span<const std::uint8_t> png, const ClipboardLimits& limits = {},
              const std::function<bool()>& unwanted = {});

/// The bytes of a picture file in the clipboard: PNG if there is one, else another form that loses nothing,
/// else JPEG. Empty when it holds no picture, or no tool could tell; `why` then has what the tool said.
/// Throws a failure when a picture is there and cannot be had.
std::optional<std::vector<std::uint8_t>> paste_picture(std::string& why, const ClipboardLimits& limits = {},
                                                       const std::function<bool()>& unwanted = {});

}  // namespace pixelwhy::gui
