#pragma once

#include "notes/drawing.h"

/// The boundary of the module `pixelwhy-drawing`, which alone links Pango and Cairo. C names, so that they
/// can be looked up; the types are C++, as program and module are built together. Each returns false and says
/// why in `problem` where it fails.
extern "C" {

bool pixelwhy_measure(const pixelwhy::Paragraph* paragraph, pixelwhy::TextExtent* extent,
                      std::string* problem);
bool pixelwhy_draw_pixels(const pixelwhy::Drawing* drawing, int scale, cv::Mat* pixels, std::string* problem);
bool pixelwhy_draw_svg(const pixelwhy::Drawing* drawing, std::vector<std::uint8_t>* bytes,
                       std::string* problem);
bool pixelwhy_draw_pdf(const pixelwhy::Drawing* drawing, std::vector<std::uint8_t>* bytes,
                       std::string* problem);
}
