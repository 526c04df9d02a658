#include "gui/clipboard.h"

#include <fmt/format.h>

#include <utility>

#include "gui/pasted_path.h"
#include "gui/strings.h"

namespace pixelwhy::gui {

namespace {

/// A PNG says its size at a fixed place.
cv::Size size_of_png(std::span<const std::uint8_t> png) {
  constexpr std::size_t width = 16, height = 20;
  if (png.size() < height + 4) return {};
  const auto number = [&](std::size_t at) {
    return png[at] << 24 | png[at + 1] << 16 | png[at + 2] << 8 | png[at + 3];
  };
  return {number(width), number(height)};
}

}  // namespace

Clipboard::Clipboard(std::function<void()> wake, PastedPictures& pasted)
    : pasted_(pasted),
      copy_(
          [](const PictureCopy& picture, const auto& publish, const auto& unwanted) {
            Copied copied;
            copied.figure = picture.figure.has_value();
            copied.error = caught("clipboard", [&] {
              // Before the picture is drawn in vain.
              if (clipboard_tool() == ClipboardTool::None)
                throw failure(strings::no_clipboard_tool.en, strings::no_clipboard_tool.zh);
              const std::vector<std::uint8_t> png = make_picture(picture);
              copied.size = size_of_png(png);
              copy_png(png, {}, unwanted);
            });
            publish(std::move(copied));
          },
          wake),
      paste_(
          [](const int&, const auto& publish, const auto& unwanted) {
            Pasted result;
            result.error =
                caught("clipboard", [&] { result.picture = paste_picture(result.why, {}, unwanted); });
            publish(std::move(result));
          },
          std::move(wake)) {}

void Clipboard::update(AppState& state, const std::function<std::string()>& text) {
  if (const auto copied = copy_.take()) {
    if (copied->error) {
      state.notices.error(copied->error->text());
    } else {
      const Text& what = copied->figure ? strings::copied_figure : strings::copied_picture;
      const std::string size = fmt::format("{} × {}", copied->size.width, copied->size.height);
      state.notices.inform({what.en + size, what.zh + size});
    }
  }
  if (auto pasted = paste_.take()) {
    if (pasted->error) {
      state.notices.error(pasted->error->text());
    } else if (pasted->picture) {
      state.wishes.open = pasted_.add(std::move(*pasted->picture));
      state.wishes.open_note = {};
    } else {
      open_text(state, text(), pasted->why);
    }
  }
}

void Clipboard::open_text(AppState& state, const std::string& text, const std::string& why) {
  const std::string path = pasted_path(text);
  if (!path.empty()) {
    state.wishes.open = path;
    return;
  }
  Text nothing = strings::nothing_to_paste;
  if (clipboard_tool() == ClipboardTool::None) {
    nothing.en += " " + strings::no_clipboard_tool.en;
    nothing.zh += strings::no_clipboard_tool.zh;
  } else if (!why.empty()) {
    nothing.en += " (" + why + ")";
    nothing.zh += "（" + why + "）";
  }
  state.notices.inform(std::move(nothing));
}

}  // namespace pixelwhy::gui
