#include "gui/fonts.h"

#include <backends/imgui_impl_opengl3.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <imgui_freetype.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <initializer_list>
#include <memory>

#include "core/error.h"

namespace pixelwhy::gui {

namespace {

struct Destroy {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, Destroy>;

const FcChar8* bytes(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

/// The file of a family in a weight, empty when the family is not installed (fontconfig then offers another).
FontFile find_family(const char* family, int weight) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, bytes(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern match(FcFontMatch(nullptr, wanted.get(), &result));
  if (!match) return {};
  bool same = false;
  FcChar8* name = nullptr;
  for (int i = 0; FcPatternGetString(match.get(), FC_FAMILY, i, &name) == FcResultMatch; ++i) {
    same = same || FcStrCmpIgnoreCase(name, bytes(family)) == 0;
  }
  FcChar8* path = nullptr;
  FontFile file;
  if (!same || FcPatternGetString(match.get(), FC_FILE, 0, &path) != FcResultMatch) return {};
  file.path = reinterpret_cast<const char*>(path);
  FcPatternGetInteger(match.get(), FC_INDEX, 0, &file.index);
  file.index &= 0xffff;  // the rest names an instance of a variable font
  return file;
}

FontFile find_first(std::initializer_list<const char*> families, int weight) {
  for (const char* family : families) {
    FontFile file = find_family(family, weight);
    if (file.found()) return file;
  }
  return {};
}

/// Any installed font that covers a language.
FontFile find_language(const char* language) {
  const Pattern wanted(FcPatternCreate());
  FcLangSet* languages = FcLangSetCreate();
  FcLangSetAdd(languages, bytes(language));
  FcPatternAddLangSet(wanted.get(), FC_LANG, languages);
  FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern match(FcFontMatch(nullptr, wanted.get(), &result));
  FcLangSet* covered = nullptr;
  FontFile file;
  FcChar8* path = nullptr;
  if (match && FcPatternGetLangSet(match.get(), FC_LANG, 0, &covered) == FcResultMatch &&
      FcLangSetHasLang(covered, bytes(language)) != FcLangDifferentLang &&
      FcPatternGetString(match.get(), FC_FILE, 0, &path) == FcResultMatch) {
    file.path = reinterpret_cast<const char*>(path);
    FcPatternGetInteger(match.get(), FC_INDEX, 0, &file.index);
    file.index &= 0xffff;
  }
  FcLangSetDestroy(languages);
  return file;
}

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct stat status {};
  if (fstat(file, &status) == 0 && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
    data_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (data_ == MAP_FAILED) data_ = nullptr;
  }
  close(file);
}

MappedFile::~MappedFile() {
  if (data_) munmap(data_, size_);
}

Fonts::Fonts() : wanted_(0x10000, false) {
  text_ =
      find_first({"Inter", "Noto Sans", "Ubuntu", "Cantarell", "Roboto", "DejaVu Sans"}, FC_WEIGHT_REGULAR);
  strong_ =
      find_first({"Inter", "Noto Sans", "Ubuntu", "Cantarell", "Roboto", "DejaVu Sans"}, FC_WEIGHT_DEMIBOLD);
  mono_ = find_first({"JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono"},
                     FC_WEIGHT_REGULAR);
  chinese_ = find_first({"Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN",
                         "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"},
                        FC_WEIGHT_REGULAR);
  if (!chinese_.found()) chinese_ = find_language("zh-cn");
  symbols_ = find_family("DejaVu Sans", FC_WEIGHT_REGULAR);
  if (!text_.found()) text_ = find_language("en");
  if (!text_.found()) {
    throw failure("no typeface was found; install fonts-dejavu-core", "找不到字体；请安装 fonts-dejavu-core");
  }
  if (!strong_.found()) strong_ = text_;
  if (!mono_.found()) mono_ = text_;
  for (unsigned c = 0x20; c < 0x100; ++c) wanted_[c] = true;
  for (unsigned c = 0x391; c < 0x3ca; ++c) wanted_[c] = true;
  need("›…×·→↩✓✗≠∞−←↑↓“”•≤≥√½中文");  // signs that the window itself draws
}

void Fonts::need(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    auto code = static_cast<unsigned>(static_cast<unsigned char>(*at));
    int length = 1;
    if (code >= 0xf0) {
      length = 4;
      code = 0xfffd;
    } else if (code >= 0xe0) {
      length = 3;
      code &= 15;
    } else if (code >= 0xc0) {
      length = 2;
      code &= 31;
    }
    for (int i = 1; i < length && length < 4 && at + i < end; ++i) {
      code = code << 6 | (static_cast<unsigned char>(at[i]) & 63);
    }
    at += length;
    if (code >= 0x20 && code < 0xffff && !wanted_[code]) {
      wanted_[code] = true;
      outdated_ = true;
    }
  }
}

ImFont* Fonts::add_file(const std::string& path, float size, const ImFontConfig& config) {
  const MappedFile& file = files_.try_emplace(path, path).first->second;
  if (!file.data()) {
    throw failure(fmt::format("{}: the typeface cannot be read", path),
                  fmt::format("{}：无法读取字体", path));
  }
  // The atlas copies what it does not own, and frees what it owns: it owns the file just while it takes it.
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFont* font =
      atlas.AddFontFromMemoryTTF(file.data(), static_cast<int>(file.size()), size, &config, ranges_.Data);
  atlas.ConfigData.back().FontDataOwnedByAtlas = false;
  return font;
}

ImFont* Fonts::add(const FontFile& file, float size, bool with_others) {
  ImFontConfig config;
  config.FontNo = file.index;
  config.OversampleH = config.OversampleV = 1;
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  ImFont* font = add_file(file.path, size, config);
  if (!with_others) return font;
  config.MergeMode = true;
  for (const FontFile* other : {&chinese_, &symbols_}) {
    if (!other->found()) continue;
    config.FontNo = other->index;
    // Chinese characters fill their square; a little larger they match the Latin letters' x-height.
    const float grow = other == &chinese_ ? 1.06F : 1.0F;
    add_file(other->path, std::round(size * grow), config);
  }
  return font;
}

void Fonts::draw(float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  ImFontGlyphRangesBuilder builder;
  for (unsigned c = 0; c < wanted_.size(); ++c) {
    if (wanted_[c]) builder.AddChar(static_cast<ImWchar>(c));
  }
  ranges_.clear();
  builder.BuildRanges(&ranges_);
  const auto size = [scale](float units) { return std::round(units * scale); };
  body = add(text_, size(15), true);
  strong = add(strong_, size(15), true);
  small = add(text_, size(13), true);
  title = add(strong_, size(20), true);
  mono = add(mono_, size(14), true);
  mono_small = add(mono_, size(12), true);
  atlas.Build();
  outdated_ = false;
  drawn_scale_ = scale;
}

void Fonts::build(float scale) {
  if (outdated_ || drawn_scale_ != scale) draw(scale);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace pixelwhy::gui
