#include "gui/colorizer.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "core/resampling.h"
#include "core/view.h"

namespace pixelwhy::gui {

namespace {

/// The values in a depth that a texture holds.
cv::Mat uploadable(const cv::Mat& image) {
  if (image.depth() == CV_8U || image.depth() == CV_32F) return image;
  cv::Mat result;
  image.convertTo(result, CV_32F);
  return result;
}

void upload(const Texture& texture, const cv::Mat& image) {
  const bool bytes = image.depth() == CV_8U;
  const bool one = image.channels() == 1;
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(image.step / image.elemSize()));
  const GLint format = bytes ? (one ? GL_R8 : GL_RGB8) : (one ? GL_R32F : GL_RGB32F);
  glTexImage2D(GL_TEXTURE_2D, 0, format, image.cols, image.rows, 0, one ? GL_RED : GL_BGR,
               bytes ? GL_UNSIGNED_BYTE : GL_FLOAT, image.data);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void filter(GLint how) {
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, how);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, how);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

Texture upload_raw(const cv::Mat& image) {
  Texture texture = make_texture();
  upload(texture, image);
  filter(GL_NEAREST);
  return texture;
}

void bind(GLenum unit, const Texture& texture) {
  glActiveTexture(unit);
  glBindTexture(GL_TEXTURE_2D, texture.name());
}

/// The uniforms that say how values become colours.
void set_view(const Shader& shader, View view, Range range, const ViewSettings& settings) {
  range = settings.levels.value_or(range);
  std::array<std::array<float, 3>, most_knots> colors{};
  const auto map = has_scale(view) ? knots(settings.map.value_or(map_of(view))) : knots(ColorMap::Gray);
  for (std::size_t i = 0; i < map.size(); ++i) {
    colors[i] = {static_cast<float>(map[i].r), static_cast<float>(map[i].g), static_cast<float>(map[i].b)};
  }
  shader.set("view", static_cast<int>(view));
  shader.set("range", static_cast<float>(range.low), static_cast<float>(range.high));
  shader.set("exponent", static_cast<float>(1 / settings.gamma));
  shader.set("channel", static_cast<int>(settings.channel));
  shader.set("knots", std::span(colors).first(map.size()));
  shader.set("knot_count", static_cast<int>(map.size()));
}

bool is_weighted(const Drawing& drawing) {
  return drawing.look.view == View::Angle && drawing.weight().size() == drawing.picture().size();
}

/// The same by the core, B, G, R and the marks.
cv::Mat colors_by_core(const Drawing& drawing, const cv::Rect& source, int halvings) {
  const cv::Mat weight = is_weighted(drawing) ? drawing.weight()(source) : cv::Mat();
  const cv::Mat colors =
      colorize(drawing.look.view, drawing.look.range, drawing.picture()(source), weight, drawing.settings);
  cv::Mat marks(source.size(), CV_8UC1, cv::Scalar(255));
  if (!drawing.marks.empty()) marks = drawing.marks(source);
  cv::Mat all;
  cv::merge(std::vector{colors, marks}, all);
  for (int i = 0; i < halvings; ++i) all = halved(all);
  return all;
}

}  // namespace

Texture make_colors(cv::Size size) {
  Texture texture = make_texture();
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  filter(GL_NEAREST);
  return texture;
}

Texture upload_plain(const cv::Mat& picture, bool smooth) {
  GLint limit = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
  cv::Mat fitting = picture;
  if (std::max(picture.cols, picture.rows) > limit) {
    cv::resize(picture, fitting, {std::min(picture.cols, limit), std::min(picture.rows, limit)}, 0, 0,
               cv::INTER_NEAREST);
  }
  Texture texture = make_texture();
  upload(texture, fitting);
  filter(smooth ? GL_LINEAR : GL_NEAREST);
  return texture;
}

const Texture& Colorizer::bench(std::size_t step, cv::Size size) {
  Bench& bench = benches_[step];
  if (bench.size.width < size.width || bench.size.height < size.height) {
    bench.size = {std::max(bench.size.width, size.width), std::max(bench.size.height, size.height)};
    bench.texture = make_colors(bench.size);
  }
  return bench.texture;
}

/// One triangle over a part of a texture, by the shader in use.
void Colorizer::draw_into(const Texture& target, const cv::Rect& where) const {
  GLint before = 0;
  GLint viewport[4];
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
  glGetIntegerv(GL_VIEWPORT, viewport);
  glBindFramebuffer(GL_FRAMEBUFFER, target_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.name(), 0);
  glViewport(where.x, where.y, where.width, where.height);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glBindVertexArray(triangle_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  // What stays attached would live on after its texture is deleted.
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, 0, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
  glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
}

void Colorizer::draw_colors(const Drawing& drawing, const cv::Rect& source, const Texture& target,
                            cv::Point at) const {
  const cv::Mat values = uploadable(drawing.picture()(source));
  const bool weighted = is_weighted(drawing);
  const cv::Mat weights = weighted ? uploadable(drawing.weight()(source)) : cv::Mat();
  const Texture raw = upload_raw(values);
  const Texture darkness = weighted ? upload_raw(weights) : Texture();
  const bool marked = !drawing.marks.empty();
  const Texture marks = marked ? upload_raw(drawing.marks(source)) : Texture();
  colors_.use();
  bind(GL_TEXTURE2, marked ? marks : raw);
  bind(GL_TEXTURE1, weighted ? darkness : raw);
  bind(GL_TEXTURE0, raw);
  colors_.set("values", 0);
  colors_.set("weights", 1);
  colors_.set("marks", 2);
  colors_.set("unit", values.depth() == CV_8U ? 255.0F : 1.0F);
  colors_.set("weight_unit", weighted && weights.depth() == CV_8U ? 255.0F : 1.0F);
  set_view(colors_, drawing.look.view, drawing.look.range, drawing.settings);
  colors_.set("channels", values.channels());
  colors_.set("weighted", weighted ? 1 : 0);
  colors_.set("marked", marked ? 1 : 0);
  colors_.set("offset", at);
  const Range weight_range = drawing.look.weight_range;
  colors_.set("weight_range", static_cast<float>(weight_range.low), static_cast<float>(weight_range.high));
  draw_into(target, {at, source.size()});
}

void Colorizer::halve(const Texture& from, cv::Size extent, const Texture& target, cv::Point at) const {
  halves_.use();
  bind(GL_TEXTURE0, from);
  halves_.set("colors", 0);
  halves_.set("extent", cv::Point(extent));
  halves_.set("offset", at);
  draw_into(target, {at, cv::Size(halved_length(extent.width, 1), halved_length(extent.height, 1))});
}

void Colorizer::color(const Drawing& drawing, int halvings, const cv::Rect& part, const Texture& target,
                      cv::Point at) {
  const int scale = 1 << halvings;
  const cv::Rect source = cv::Rect(part.x * scale, part.y * scale, part.width * scale, part.height * scale) &
                          cv::Rect({0, 0}, drawing.picture().size());
  if (!colors_.usable() || (halvings > 0 && !halves_.usable())) {
    const cv::Mat colors = colors_by_core(drawing, source, halvings);
    glBindTexture(GL_TEXTURE_2D, target.name());
    glTexSubImage2D(GL_TEXTURE_2D, 0, at.x, at.y, colors.cols, colors.rows, GL_BGRA, GL_UNSIGNED_BYTE,
                    colors.data);
    return;
  }
  if (halvings == 0) return draw_colors(drawing, source, target, at);
  cv::Size size = source.size();
  const Texture* from = &bench(0, size);
  draw_colors(drawing, source, *from, {0, 0});
  for (int step = 1; step < halvings; ++step) {
    const cv::Size next(halved_length(size.width, 1), halved_length(size.height, 1));
    const Texture& to = bench(static_cast<std::size_t>(step), next);
    halve(*from, size, to, {0, 0});
    from = &to;
    size = next;
  }
  halve(*from, size, target, at);
}

}  // namespace pixelwhy::gui
