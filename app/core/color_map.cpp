#include "core/color_map.h"

#include <algorithm>

namespace pixelwhy {

namespace {

constexpr Color hex(unsigned rgb) {
  return {static_cast<double>(rgb >> 16), static_cast<double>(rgb >> 8 & 255),
          static_cast<double>(rgb & 255)};
}

constexpr std::array<Color, 2> gray = {hex(0x000000), hex(0xffffff)};
constexpr std::array<Color, 10> viridis = {hex(0x440154), hex(0x482878), hex(0x3e4989), hex(0x31688e),
                                           hex(0x26828e), hex(0x1f9e89), hex(0x35b779), hex(0x6ece58),
                                           hex(0xb5de2b), hex(0xfde725)};
constexpr std::array<Color, 10> cividis = {hex(0x00224e), hex(0x123570), hex(0x3b496c), hex(0x575d6d),
                                           hex(0x707173), hex(0x8a8678), hex(0xa59c74), hex(0xc3b369),
                                           hex(0xe1cc55), hex(0xfee838)};
constexpr std::array<Color, 10> inferno = {hex(0x000004), hex(0x1b0c41), hex(0x4a0c6b), hex(0x781c6d),
                                           hex(0xa52c60), hex(0xcf4446), hex(0xed6925), hex(0xfb9b06),
                                           hex(0xf7d13d), hex(0xfcffa4)};
// Rising lightness from a near black violet to yellow.
constexpr std::array<Color, 6> heat = {
    {{12, 8, 32}, {72, 22, 110}, {150, 42, 108}, {216, 78, 70}, {248, 150, 42}, {252, 240, 150}}};
// Blue, white-gray, red of equal lightness at both ends; neutral in the middle so that zero reads as nothing.
constexpr std::array<Color, 5> diverging = {
    {{24, 78, 168}, {128, 172, 222}, {238, 238, 236}, {232, 148, 120}, {176, 32, 44}}};

}  // namespace

std::span<const Color> knots(ColorMap map) {
  switch (map) {
    case ColorMap::Gray:
      return gray;
    case ColorMap::Viridis:
      return viridis;
    case ColorMap::Cividis:
      return cividis;
    case ColorMap::Inferno:
      return inferno;
    case ColorMap::Heat:
      return heat;
    case ColorMap::Diverging:
      return diverging;
  }
  return gray;
}

Color color_at(ColorMap map, double share) {
  const std::span<const Color> scale = knots(map);
  const double place = share * static_cast<double>(scale.size() - 1);
  const std::size_t knot = std::min(static_cast<std::size_t>(place), scale.size() - 2);
  const Color& a = scale[knot];
  const Color& b = scale[knot + 1];
  const double t = place - static_cast<double>(knot);
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

const char* id_of(ColorMap map) {
  constexpr std::array ids = {"gray", "viridis", "cividis", "inferno", "heat", "diverging"};
  return ids[static_cast<std::size_t>(map)];
}

const Text& name_of(ColorMap map) {
  static const std::array<Text, 6> names = {{{"Gray", "灰度"},
                                             {"Viridis", "Viridis"},
                                             {"Cividis", "Cividis"},
                                             {"Inferno", "Inferno"},
                                             {"Heat", "热度"},
                                             {"Diverging", "双向"}}};
  return names[static_cast<std::size_t>(map)];
}

}  // namespace pixelwhy
