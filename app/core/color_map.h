#pragma once

#include <array>
#include <span>

#include "core/text.h"

namespace pixelwhy {

/// A colour of a scale, 0 to 255 a channel.
struct Color {
  double r, g, b;
};

/// Scales of colour for views of one channel. Viridis, inferno and cividis rise evenly in lightness; they,
/// heat and diverging can be read without telling red from green.
enum class ColorMap { Gray, Viridis, Cividis, Inferno, Heat, Diverging };

inline constexpr std::array color_maps = {ColorMap::Gray,    ColorMap::Viridis, ColorMap::Cividis,
                                          ColorMap::Inferno, ColorMap::Heat,    ColorMap::Diverging};

/// Evenly spaced knots from the least to the greatest value; between them colours are mixed linearly. Viridis
/// and inferno: S. van der Walt and N. Smith, "A better default colormap for Matplotlib", 2015; cividis: J.
/// R. Nuñez, C. R. Anderton, R. S. Renslow, "Optimizing colormaps with consideration for color vision
/// deficiency", PLoS ONE 13(7), 2018; each sampled at ten places.
std::span<const Color> knots(ColorMap map);
inline constexpr std::size_t most_knots = 10;

/// The colour at a share of the scale, from 0 to 1.
Color color_at(ColorMap map, double share);

/// An id in lower case, and the name for people.
const char* id_of(ColorMap map);
const Text& name_of(ColorMap map);

}  // namespace pixelwhy
