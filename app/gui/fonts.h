#pragma once

#include <imgui.h>

#include <map>
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

/// A file of the system as read-only memory, of which only the pages that are read are loaded: a Chinese
/// typeface has 20 MB, of which a few hundred characters are wanted.
class MappedFile {
 public:
  /// Empty if the file cannot be read.
  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  void* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The typefaces of the window. Glyphs are made for exactly those characters that have been asked for: a text
/// that brings a new one marks the atlas as outdated, and it is built again before the frame is shown.
class Fonts {
 public:
  Fonts();

  /// Draws the glyphs for a scale. Not between NewFrame and Render; there need not be a window yet, and
  /// another thread may do it.
  void draw(float scale);
  /// The glyphs as a texture, drawn before if those for this scale are not there.
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
  ImFont* add_file(const std::string& path, float size, const ImFontConfig& config);

  FontFile text_, strong_, mono_, chinese_, symbols_;
  std::map<std::string, MappedFile> files_;  ///< by their paths
  std::vector<bool> wanted_;
  ImVector<ImWchar> ranges_;
  bool outdated_ = true;  ///< the atlas, not only its texture
  float drawn_scale_ = 0;
};

}  // namespace pixelwhy::gui
