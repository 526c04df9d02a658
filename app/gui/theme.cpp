#include "gui/theme.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace pixelwhy::gui {

namespace {

ImVec4 rgb(unsigned hex) {
  return {static_cast<float>((hex >> 16) & 255) / 255, static_cast<float>((hex >> 8) & 255) / 255,
          static_cast<float>(hex & 255) / 255, 1};
}

const Palette dark_palette{rgb(0x15171b), rgb(0x1c1f25), rgb(0x272b33), rgb(0x323741), rgb(0x313640),
                           rgb(0xe7e9ed), rgb(0x9aa2b1), rgb(0x7c9cff), rgb(0x0f1524), rgb(0x2a3350),
                           rgb(0x0f1114), rgb(0x3a3e46), rgb(0x2c3037), rgb(0x63c58a), rgb(0xf08a7e),
                           rgb(0x3a2427), rgb(0xf2b35e), rgb(0x5ae6ff), rgb(0x6fd0d6), rgb(0xc79bff)};
const Palette light_palette{rgb(0xe9ecf1), rgb(0xfbfcfd), rgb(0xeef0f5), rgb(0xe2e6ee), rgb(0xd7dce5),
                            rgb(0x1b2029), rgb(0x5d6675), rgb(0x3257d6), rgb(0xffffff), rgb(0xdfe6fb),
                            rgb(0xd5dae2), rgb(0xffffff), rgb(0xe3e6ea), rgb(0x1d7d47), rgb(0xb3362a),
                            rgb(0xfbe6e3), rgb(0xb96a08), rgb(0x5ae6ff), rgb(0x0b7285), rgb(0x7a3fc4)};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string output_of(const char* command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command, "r"), pclose);
  if (!pipe) return {};
  std::array<char, 256> buffer{};
  const std::size_t count = std::fread(buffer.data(), 1, buffer.size() - 1, pipe.get());
  return {buffer.data(), count};
}

}  // namespace

const Palette& palette(bool dark) { return dark ? dark_palette : light_palette; }

void apply_style(const Palette& colors, float scale) {
  ImGuiStyle style;
  style.WindowPadding = {0, 0};
  style.FramePadding = {10, 6};
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {6, 4};
  style.CellPadding = {8, 4};
  style.ScrollbarSize = 10;
  style.GrabMinSize = 24;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildRounding = 0;
  style.PopupRounding = 8;
  style.FrameRounding = 6;
  style.ScrollbarRounding = 5;
  style.GrabRounding = 5;
  style.AntiAliasedLinesUseTex = false;
  style.ScaleAllSizes(scale);
  ImVec4* c = style.Colors;
  for (int i = 0; i < ImGuiCol_COUNT; ++i) c[i] = colors.raised;
  const ImVec4 clear{0, 0, 0, 0};
  c[ImGuiCol_Text] = colors.text;
  c[ImGuiCol_TextDisabled] = colors.muted;
  c[ImGuiCol_WindowBg] = colors.background;
  c[ImGuiCol_ChildBg] = clear;
  c[ImGuiCol_PopupBg] = colors.panel;
  c[ImGuiCol_Border] = colors.border;
  c[ImGuiCol_BorderShadow] = clear;
  c[ImGuiCol_FrameBg] = colors.raised;
  c[ImGuiCol_FrameBgHovered] = colors.raised_more;
  c[ImGuiCol_FrameBgActive] = colors.raised_more;
  c[ImGuiCol_ScrollbarBg] = clear;
  c[ImGuiCol_ScrollbarGrab] = colors.raised_more;
  c[ImGuiCol_ScrollbarGrabHovered] = colors.border;
  c[ImGuiCol_ScrollbarGrabActive] = colors.muted;
  c[ImGuiCol_Header] = colors.accent_soft;
  c[ImGuiCol_HeaderHovered] = colors.raised_more;
  c[ImGuiCol_HeaderActive] = colors.accent_soft;
  c[ImGuiCol_ButtonHovered] = colors.raised_more;
  c[ImGuiCol_ButtonActive] = colors.raised_more;
  c[ImGuiCol_Separator] = colors.border;
  c[ImGuiCol_TextSelectedBg] = {colors.accent.x, colors.accent.y, colors.accent.z, 0.35F};
  c[ImGuiCol_NavHighlight] = clear;
  c[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.4F};
  ImGui::GetStyle() = style;
}

bool desktop_is_dark() {
  if (const char* theme = std::getenv("GTK_THEME"); theme && *theme) {
    return lower(theme).find("dark") != std::string::npos;
  }
  const std::string scheme = output_of("gsettings get org.gnome.desktop.interface color-scheme 2>/dev/null");
  if (scheme.find("prefer-dark") != std::string::npos) return true;
  if (scheme.find("prefer-light") != std::string::npos) return false;
  const char* home = std::getenv("HOME");
  if (!home) return true;
  const std::filesystem::path config = std::filesystem::path(home) / ".config";
  const std::string kde = lower(file_text(config / "kdeglobals"));
  if (const auto place = kde.find("colorscheme="); place != std::string::npos) {
    return kde.substr(place, kde.find('\n', place) - place).find("dark") != std::string::npos;
  }
  const std::string gtk = lower(file_text(config / "gtk-3.0" / "settings.ini"));
  if (const auto place = gtk.find("prefer-dark-theme="); place != std::string::npos) {
    const char answer = gtk[std::min(gtk.size() - 1, place + 18)];
    return answer == '1' || answer == 't';
  }
  return scheme.find("default") == std::string::npos;
}

}  // namespace pixelwhy::gui
