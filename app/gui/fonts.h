#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace pixelwhy::gui {

/// A font file as fontconfig names it.
struct FontFile {
  std::string path;
  int index = 0;
  bool found() const { return !path.empty(); }
};

/// The typefaces of the window. Glyphs are made for exactly those characters that have been asked for: a text
/// that brings a new one marks the atlas as outdated, and it is built again before the frame is shown.
class Fonts {
 public:
  Fonts();

  /// Builds the atlas and its texture for a scale. Not between NewFrame and Render.
  void build(float scale);
  /// Notes the characters of a text.
  void need(std::string_view text);
  bool outdated() const { return outdated_; }
  /// Whether a typeface with Chinese characters was found.
  bool has_chinese() const { return chinese_.found(); }

  ImFont* body = nullptr;
  ImFont* strong = nullptr;
  ImFont* small = nullptr;
  ImFont* title = nullptr;
  ImFont* mono = nullptr;  ///< numbers: every digit as wide as the next
  ImFont* mono_small = nullptr;

 private:
  ImFont* add(const FontFile& file, float size, bool with_others);

  FontFile text_, strong_, mono_, chinese_, symbols_;
  std::vector<bool> wanted_;
  ImVector<ImWchar> ranges_;
  bool outdated_ = true;
};

}  // namespace pixelwhy::gui
