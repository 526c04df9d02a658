#include "gui/picture_painter.h"

#include <algorithm>
#include <cmath>

namespace pixelwhy::gui {

void PicturePainter::paint(ImDrawList* list, const Painting& painting) {
  paintings_.push_back({this, painting});
  const auto run = [](const ImDrawList*, const ImDrawCmd* command) {
    const Job& job = *static_cast<const Job*>(command->UserCallbackData);
    job.painter->render(job.painting);
  };
  list->AddCallback(run, &paintings_.back());
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void PicturePainter::render(const Painting& paint) const {
  const ImDrawData& data = *ImGui::GetDrawData();
  const auto sx = static_cast<double>(data.FramebufferScale.x);
  const auto sy = static_cast<double>(data.FramebufferScale.y);
  const double height = static_cast<double>(data.DisplaySize.y) * sy;
  const cv::Rect2d& canvas = paint.canvas;
  // The picture's corner is put on a whole pixel of the screen when zoomed in, so that all pixels look alike.
  cv::Point2d origin = to_picture(paint.view, canvas, canvas.tl());
  const auto f = [](double value) { return static_cast<float>(value); };
  const cv::Rect2d seen = paint.clip.empty() ? canvas : paint.clip & canvas;
  const auto left = static_cast<GLint>(std::lround(seen.x * sx));
  const auto bottom = static_cast<GLint>(std::lround(height - (seen.y + seen.height) * sy));
  glEnable(GL_SCISSOR_TEST);
  glScissor(left, bottom, static_cast<GLsizei>(std::lround(seen.width * sx)),
            static_cast<GLsizei>(std::lround(seen.height * sy)));
  glDisable(GL_BLEND);
  shader_.use();
  const struct {
    GLenum unit;
    GLuint texture;
  } bound[] = {{GL_TEXTURE2, paint.field ? paint.field : paint.colors},
               {GL_TEXTURE1, paint.alpha ? paint.alpha : paint.colors},
               {GL_TEXTURE0, paint.colors}};
  for (const auto& [unit, texture] : bound) {
    glActiveTexture(unit);
    glBindTexture(GL_TEXTURE_2D, texture);
  }
  const auto color = [&](const char* name, const ImVec4& c) { shader_.set(name, c.x, c.y, c.z); };
  shader_.set("colors", 0);
  shader_.set("alpha", 1);
  shader_.set("field", 2);
  shader_.set("has_alpha", paint.alpha ? 1 : 0);
  shader_.set("has_field", paint.field ? 1 : 0);
  shader_.set("corner", f(canvas.x * sx), f(canvas.y * sy));
  shader_.set("height", f(height));
  shader_.set("origin", f(origin.x), f(origin.y));
  shader_.set("zoom", f(paint.view.zoom * sx));
  shader_.set("size", f(paint.size.width), f(paint.size.height));
  color("background", paint.palette->canvas);
  color("checker_a", paint.palette->checker_a);
  color("checker_b", paint.palette->checker_b);
  color("accent", paint.palette->accent);
  shader_.set("grid", f(std::clamp((paint.view.zoom - 8) / 8, 0.0, 1.0)));
  glBindVertexArray(triangle_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace pixelwhy::gui
