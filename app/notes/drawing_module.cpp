#include "notes/drawing_module.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <map>
#include <memory>
#include <numbers>
#include <stdexcept>
#include <string_view>

namespace {

using namespace pixelwhy;

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Releaser<cairo_surface_destroy>>;
using Cairo = std::unique_ptr<cairo_t, Releaser<cairo_destroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Releaser<cairo_font_options_destroy>>;
using FontDescription = std::unique_ptr<PangoFontDescription, Releaser<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, Releaser<pango_attr_list_unref>>;
using Context = std::unique_ptr<PangoContext, Releaser<g_object_unref>>;
using LayoutIterator = std::unique_ptr<PangoLayoutIter, Releaser<pango_layout_iter_free>>;
using Layout = std::unique_ptr<PangoLayout, Releaser<g_object_unref>>;

/// Latin from Inter, Chinese from the first of these that is installed, and what they lack from anywhere.
constexpr const char* families =
    "Inter, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, DejaVu Sans, sans-serif";
constexpr double script_size = 0.72;  // of a sub- or superscript

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

guint16 level_of(double share) { return static_cast<guint16>(std::lround(share * 65535)); }

void add_style(PangoAttrList* list, const Span& span, std::size_t begin, std::size_t end) {
  const double size = span.level == 0 ? span.size : span.size * script_size;
  const FontDescription font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), families);
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), span.strong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font.get(), span.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  add(list, pango_attr_font_desc_new(font.get()), begin, end);
  add(list,
      pango_attr_foreground_new(level_of(span.ink.red), level_of(span.ink.green), level_of(span.ink.blue)),
      begin, end);
  add(list, pango_attr_foreground_alpha_new(level_of(span.ink.alpha)), begin, end);
  if (span.level == 0) return;
  const double rise = span.level > 0 ? 0.36 : -0.2;
  add(list, pango_attr_rise_new(static_cast<int>(rise * span.size * PANGO_SCALE)), begin, end);
}

/// Nothing depends on the pixel grid, so that lines break alike at every scale and in every format.
Context make_context() {
  Context context(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  const FontOptions options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
  return context;
}

Layout make_layout(PangoContext* context, const Paragraph& paragraph) {
  Layout layout(pango_layout_new(context));
  std::string text;
  const Attributes list(pango_attr_list_new());
  for (const Span& span : paragraph.spans) {
    const std::size_t begin = text.size();
    text += span.text;
    add_style(list.get(), span, begin, text.size());
  }
  add(list.get(), pango_attr_font_features_new("tnum=1"), 0, text.size());
  add(list.get(), pango_attr_line_height_new_absolute(static_cast<int>(paragraph.line_height * PANGO_SCALE)),
      0, text.size());
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout.get(), list.get());
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (paragraph.width > 0)
    pango_layout_set_width(layout.get(), static_cast<int>(paragraph.width * PANGO_SCALE));
  if (paragraph.cut) pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  const PangoAlignment alignment = paragraph.align == Align::Left     ? PANGO_ALIGN_LEFT
                                   : paragraph.align == Align::Center ? PANGO_ALIGN_CENTER
                                                                      : PANGO_ALIGN_RIGHT;
  pango_layout_set_alignment(layout.get(), alignment);
  return layout;
}

TextExtent extent_of(PangoLayout* layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  return {static_cast<double>(logical.width) / PANGO_SCALE, static_cast<double>(logical.height) / PANGO_SCALE,
          static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE,
          pango_layout_get_line_count(layout)};
}

class Painter {
 public:
  Painter(cairo_t* cairo, const Drawing& drawing)
      : cairo_(cairo),
        context_(make_context()),
        raster_(cairo_surface_get_type(cairo_get_target(cairo)) == CAIRO_SURFACE_TYPE_IMAGE) {
    set(drawing.paper);
    cairo_paint(cairo_);
    pango_cairo_update_context(cairo_, context_.get());
    for (const DrawingItem& item : drawing.items) {
      cairo_save(cairo_);
      cairo_new_path(cairo_);  // text leaves a current point behind
      std::visit([&](const auto& kind) { paint(kind); }, item);
      cairo_restore(cairo_);
    }
    check(cairo_status(cairo_));
  }

 private:
  void set(const Ink& ink) { cairo_set_source_rgba(cairo_, ink.red, ink.green, ink.blue, ink.alpha); }

  void clip(const std::optional<cv::Rect2d>& box) {
    if (!box) return;
    cairo_rectangle(cairo_, box->x, box->y, box->width, box->height);
    cairo_clip(cairo_);
  }

  template <class Item>
  void fill_and_stroke(const Item& item) {
    if (item.fill) {
      set(*item.fill);
      cairo_fill_preserve(cairo_);
    }
    if (item.stroke) {
      set(*item.stroke);
      cairo_set_line_width(cairo_, item.thickness);
      cairo_stroke_preserve(cairo_);
    }
    cairo_new_path(cairo_);
  }

  void paint(const TextItem& item) {
    const Layout layout = make_layout(context_.get(), item.paragraph);
    const TextExtent extent = extent_of(layout.get());
    double x = item.at.x;
    if (item.paragraph.width <= 0) {
      x -= item.paragraph.align == Align::Left     ? 0
           : item.paragraph.align == Align::Center ? extent.width / 2
                                                   : extent.width;
    }
    const cv::Point2d corner(x, item.at.y - extent.baseline);
    if (raster_) return fill_outlines(layout.get(), corner);
    cairo_move_to(cairo_, corner.x, corner.y);
    pango_cairo_show_layout(cairo_, layout.get());
  }

  /// Cairo 1.16 puts glyphs onto whole pixels, which tears words apart at a small scale; outlines lie where
  /// they belong.
  void fill_outlines(PangoLayout* layout, cv::Point2d corner) {
    cairo_set_antialias(cairo_, CAIRO_ANTIALIAS_BEST);
    const LayoutIterator iterator(pango_layout_get_iter(layout));
    do {
      PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iterator.get());
      if (!run) continue;
      PangoRectangle area;
      pango_layout_iter_get_run_extents(iterator.get(), nullptr, &area);
      const int baseline = pango_layout_iter_get_run_baseline(iterator.get());
      set(ink_of(*run->item));
      cairo_new_path(cairo_);
      cairo_move_to(cairo_, corner.x + static_cast<double>(area.x) / PANGO_SCALE,
                    corner.y + static_cast<double>(baseline) / PANGO_SCALE);
      pango_cairo_glyph_string_path(cairo_, run->item->analysis.font, run->glyphs);
      cairo_fill(cairo_);
    } while (pango_layout_iter_next_run(iterator.get()));
  }

  static Ink ink_of(const PangoItem& item) {
    Ink ink;
    for (const GSList* node = item.analysis.extra_attrs; node; node = node->next) {
      auto* attribute = static_cast<PangoAttribute*>(node->data);
      if (attribute->klass->type == PANGO_ATTR_FOREGROUND) {
        const PangoColor& color = pango_attribute_as_color(attribute)->color;
        ink = {color.red / 65535.0, color.green / 65535.0, color.blue / 65535.0, ink.alpha};
      } else if (attribute->klass->type == PANGO_ATTR_FOREGROUND_ALPHA) {
        ink.alpha = pango_attribute_as_int(attribute)->value / 65535.0;
      }
    }
    return ink;
  }

  void paint(const PictureItem& item) {
    const cv::Mat& pixels = item.pixels;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.cols, pixels.rows));
    check(cairo_surface_status(surface.get()));
    cairo_surface_flush(surface.get());
    cv::Mat target(pixels.size(), CV_8UC4, cairo_image_surface_get_data(surface.get()),
                   static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get())));
    const int channels = pixels.channels();
    for (int y = 0; y < pixels.rows; ++y) {
      const uchar* from = pixels.ptr(y);
      auto* to = target.ptr<std::uint32_t>(y);
      for (int x = 0; x < pixels.cols; ++x, from += channels) {
        const std::uint32_t b = from[0], g = from[channels == 3 ? 1 : 0], r = from[channels == 3 ? 2 : 0];
        to[x] = 0xff000000U | r << 16 | g << 8 | b;
      }
    }
    cairo_surface_mark_dirty(surface.get());
    cairo_translate(cairo_, item.box.x, item.box.y);
    cairo_scale(cairo_, item.box.width / pixels.cols, item.box.height / pixels.rows);
    cairo_set_source_surface(cairo_, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_NEAREST);
    if (item.round) {
      cairo_arc(cairo_, pixels.cols / 2.0, pixels.rows / 2.0, pixels.cols / 2.0, 0, 2 * std::numbers::pi);
      cairo_fill(cairo_);
    } else {
      cairo_rectangle(cairo_, 0, 0, pixels.cols, pixels.rows);
      cairo_fill(cairo_);
    }
  }

  void paint(const PathItem& item) {
    clip(item.clip);
    for (const cv::Point2d& point : item.points) cairo_line_to(cairo_, point.x, point.y);
    if (item.closed) cairo_close_path(cairo_);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    fill_and_stroke(item);
  }

  void paint(const RectangleItem& item) {
    const auto [x, y, w, h] = std::tuple(item.box.x, item.box.y, item.box.width, item.box.height);
    const double r = std::min({item.radius, w / 2, h / 2});
    if (r <= 0) {
      cairo_rectangle(cairo_, x, y, w, h);
    } else {
      constexpr double quarter = std::numbers::pi / 2;
      cairo_arc(cairo_, x + w - r, y + r, r, -quarter, 0);
      cairo_arc(cairo_, x + w - r, y + h - r, r, 0, quarter);
      cairo_arc(cairo_, x + r, y + h - r, r, quarter, 2 * quarter);
      cairo_arc(cairo_, x + r, y + r, r, 2 * quarter, 3 * quarter);
      cairo_close_path(cairo_);
    }
    fill_and_stroke(item);
  }

  void paint(const CircleItem& item) {
    clip(item.clip);
    cairo_arc(cairo_, item.center.x, item.center.y, item.radius, 0, 2 * std::numbers::pi);
    fill_and_stroke(item);
  }

  cairo_t* cairo_;
  Context context_;
  bool raster_;
};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  auto* bytes = static_cast<std::vector<std::uint8_t>*>(closure);
  bytes->insert(bytes->end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

void paint_onto(cairo_surface_t* surface, const Drawing& drawing, double scale) {
  check(cairo_surface_status(surface));
  const Cairo cairo(cairo_create(surface));
  cairo_scale(cairo.get(), scale, scale);
  const Painter painter(cairo.get(), drawing);
}

/// Cairo numbers what an SVG refers to through the life of the program, so that no two files would be alike:
/// numbered anew, in the order of the file.
std::string with_own_numbers(const std::vector<std::uint8_t>& svg) {
  const std::string_view text(reinterpret_cast<const char*>(svg.data()), svg.size());
  constexpr std::string_view declares = "id=\"";
  std::map<std::string_view, std::string> names;
  for (std::size_t i = text.find(declares); i != text.npos; i = text.find(declares, i)) {
    i += declares.size();
    const std::string_view name = text.substr(i, text.find('"', i) - i);
    names.emplace(
        name, std::string(name.substr(0, name.find_first_of("0123456789"))) + std::to_string(names.size()));
  }
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t next = std::min(text.find('#', i), text.find(declares, i));
    if (next >= text.size()) {
      result += text.substr(i);
      break;
    }
    const std::size_t begin = next + (text[next] == '#' ? 1 : declares.size());
    const std::size_t end = std::min(text.find_first_of("\")", begin), text.size());
    result += text.substr(i, begin - i);
    const auto name = names.find(text.substr(begin, end - begin));
    result += name == names.end() ? text.substr(begin, end - begin) : std::string_view(name->second);
    i = end;
  }
  return result;
}

/// Exceptions do not cross the boundary.
template <class Function>
bool guarded(std::string* problem, Function function) {
  try {
    function();
    return true;
  } catch (const std::exception& error) {
    *problem = error.what();
    return false;
  }
}

}  // namespace

bool pixelwhy_measure(const Paragraph* paragraph, TextExtent* extent, std::string* problem) {
  return guarded(problem, [&] {
    const Context context = make_context();
    *extent = extent_of(make_layout(context.get(), *paragraph).get());
  });
}

bool pixelwhy_draw_pixels(const Drawing* drawing, int scale, cv::Mat* pixels, std::string* problem) {
  return guarded(problem, [&] {
    const cv::Size size = drawing->size * scale;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height));
    paint_onto(surface.get(), *drawing, scale);
    cairo_surface_flush(surface.get());
    const cv::Mat drawn(size, CV_8UC4, cairo_image_surface_get_data(surface.get()),
                        static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get())));
    pixels->create(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
      const auto* from = drawn.ptr<std::uint32_t>(y);
      auto* to = pixels->ptr<cv::Vec3b>(y);
      for (int x = 0; x < size.width; ++x) {
        to[x] = cv::Vec3b(static_cast<uchar>(from[x]), static_cast<uchar>(from[x] >> 8),
                          static_cast<uchar>(from[x] >> 16));
      }
    }
  });
}

bool pixelwhy_draw_svg(const Drawing* drawing, std::vector<std::uint8_t>* bytes, std::string* problem) {
  return guarded(problem, [&] {
    const Surface surface(
        cairo_svg_surface_create_for_stream(append, bytes, drawing->size.width, drawing->size.height));
    check(cairo_surface_status(surface.get()));
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_PX);
    paint_onto(surface.get(), *drawing, 1);
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));
    const std::string numbered = with_own_numbers(*bytes);
    bytes->assign(numbered.begin(), numbered.end());
  });
}

bool pixelwhy_draw_pdf(const Drawing* drawing, std::vector<std::uint8_t>* bytes, std::string* problem) {
  return guarded(problem, [&] {
    constexpr double points = 72.0 / 96;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, bytes, drawing->size.width * points,
                                                              drawing->size.height * points));
    check(cairo_surface_status(surface.get()));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, drawing->title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "PixelWhy");
    // Left to itself, Cairo writes the time of day, and no two files would be alike.
    const std::string date = drawing->date.empty() ? "2000-01-01" : drawing->date;
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    paint_onto(surface.get(), *drawing, points);
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));
  });
}
