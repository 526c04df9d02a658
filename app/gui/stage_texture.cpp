#include "gui/stage_texture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/view.h"

namespace pixelwhy::gui {

namespace {

constexpr std::size_t kept_textures = 8;  // four panes, and what they showed before

/// The picture in a depth that a texture holds, and no larger than the graphics processor allows.
cv::Mat uploadable(const cv::Mat& image, int limit) {
  cv::Mat result = image;
  const double shrink =
      std::min({1.0, static_cast<double>(limit) / image.cols, static_cast<double>(limit) / image.rows});
  if (shrink < 1) {
    const cv::Size size{std::clamp(static_cast<int>(image.cols * shrink), 1, limit),
                        std::clamp(static_cast<int>(image.rows * shrink), 1, limit)};
    cv::resize(image, result, size, 0, 0, cv::INTER_NEAREST);
  }
  if (result.depth() != CV_8U && result.depth() != CV_32F) {
    result.convertTo(result, CV_MAKETYPE(CV_32F, image.channels()));
  }
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

void filter(GLint small, GLint large) {
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, small);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, large);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

cv::Mat colors_of_cells(const cv::Mat& matrix) {
  double low = 0;
  double high = 0;
  cv::minMaxIdx(matrix, &low, &high);
  if (low < 0) return colorize(View::Signed, view_range(View::Signed, matrix), matrix);
  cv::Mat gray;
  matrix.convertTo(gray, CV_8U, 255 / std::max(high, 1e-12));
  return colorize(View::Picture, {0, 255}, gray);
}

void finish(ColorTexture& target) {
  glBindTexture(GL_TEXTURE_2D, target.texture.name());
  glGenerateMipmap(GL_TEXTURE_2D);
  filter(GL_LINEAR_MIPMAP_LINEAR, GL_NEAREST);
}

}  // namespace

Colorizer::Colorizer()
    : shader_("quad.vert", "colorize.frag"), triangle_(make_vertex_array()), target_(make_framebuffer()) {
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit_);
}

ColorTexture Colorizer::colorize(View view, const cv::Mat& image, Range range, const cv::Mat& weight,
                                 Range weight_range) const {
  const cv::Mat values = uploadable(image, limit_);
  ColorTexture result{make_texture(), values.size()};
  const Texture raw = make_texture();
  upload(raw, values);
  filter(GL_NEAREST, GL_NEAREST);
  const bool weighted = view == View::Angle && weight.size() == image.size();
  Texture darkness;
  cv::Mat weights;
  if (weighted) {
    weights = uploadable(weight, limit_);
    darkness = make_texture();
    upload(darkness, weights);
    filter(GL_NEAREST, GL_NEAREST);
  }
  glBindTexture(GL_TEXTURE_2D, result.texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, values.cols, values.rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  filter(GL_NEAREST, GL_NEAREST);

  GLint before = 0;
  GLint viewport[4];
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
  glGetIntegerv(GL_VIEWPORT, viewport);
  glBindFramebuffer(GL_FRAMEBUFFER, target_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, result.texture.name(), 0);
  glViewport(0, 0, values.cols, values.rows);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  shader_.use();
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, weighted ? darkness.name() : raw.name());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, raw.name());
  shader_.set("values", 0);
  shader_.set("weights", 1);
  shader_.set("unit", values.depth() == CV_8U ? 255.0F : 1.0F);
  shader_.set("weight_unit", weighted && weights.depth() == CV_8U ? 255.0F : 1.0F);
  shader_.set("view", static_cast<int>(view));
  shader_.set("channels", values.channels());
  shader_.set("weighted", weighted ? 1 : 0);
  shader_.set("range", static_cast<float>(range.low), static_cast<float>(range.high));
  shader_.set("weight_range", static_cast<float>(weight_range.low), static_cast<float>(weight_range.high));
  glBindVertexArray(triangle_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  // What stays attached would live on after its texture is deleted.
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, 0, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
  glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
  finish(result);
  return result;
}

Texture upload_plain(const cv::Mat& picture, bool smooth) {
  Texture texture = make_texture();
  upload(texture, picture);
  filter(smooth ? GL_LINEAR : GL_NEAREST, smooth ? GL_LINEAR : GL_NEAREST);
  return texture;
}

const ColorTexture& StageTextures::of(const Look& look) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.result.lock() == look.result && entry.weighted == (look.weight != nullptr) &&
           entry.weight.lock() == look.weight && entry.view == look.view && entry.range == look.range;
  });
  if (found != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().colors;
  }
  const cv::Mat& image = look.result->output.image;
  const cv::Mat weight = look.weight ? look.weight->output.image : cv::Mat();
  ColorTexture colors;
  if (look.view == View::Picture && image.type() == CV_8UC3) {  // the colours are the values
    colors = {make_texture(), {}};
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    const cv::Mat values = uploadable(image, limit);
    upload(colors.texture, values);
    colors.size = values.size();
    finish(colors);
  } else {
    colors = colorizer_.colorize(look.view, image, look.range, weight, look.weight_range);
  }
  entries_.push_front(
      {look.result, look.weight, look.weight != nullptr, look.view, look.range, std::move(colors)});
  if (entries_.size() > kept_textures) entries_.pop_back();
  return entries_.front().colors;
}

GLuint StageTextures::plain(const cv::Mat& picture, bool smooth, cv::Mat (*colors)(const cv::Mat&)) {
  for (Small& entry : small_) {
    if (entry.picture.data == picture.data && entry.smooth == smooth) {
      entry.idle = 0;
      return entry.texture.name();
    }
  }
  // The entry keeps the picture alive, so that its address cannot come to mean another one.
  small_.push_back({picture, smooth, upload_plain(colors ? colors(picture) : picture, smooth), 0});
  return small_.back().texture.name();
}

GLuint StageTextures::small(const cv::Mat& picture) { return plain(picture, true); }
GLuint StageTextures::mask(const cv::Mat& picture) { return plain(picture, false); }
GLuint StageTextures::cells(const cv::Mat& matrix) { return plain(matrix, false, colors_of_cells); }

void StageTextures::end_frame() {
  entries_.remove_if([](const Entry& entry) { return entry.result.expired(); });
  small_.remove_if([](Small& entry) {
    const bool last = entry.picture.u && entry.picture.u->refcount == 1;  // nobody else has it any more
    return last || ++entry.idle > 120;
  });
}

}  // namespace pixelwhy::gui
