#include "gui/picture_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pixelwhy::gui {

namespace {

/// The framebuffer's pixels from the first to before the last whose centres lie in an interval.
std::pair<int, int> centres_in(double low, double high) {
  return {static_cast<int>(std::ceil(low - 0.5)), static_cast<int>(std::ceil(high - 0.5))};
}

}  // namespace

void PicturePainter::paint(ImDrawList* list, Painting painting) {
  paintings_.push_back({this, std::move(painting)});
  const auto run = [](const ImDrawList*, const ImDrawCmd* command) {
    const Job& job = *static_cast<const Job*>(command->UserCallbackData);
    job.painter->render(job.painting);
  };
  list->AddCallback(run, &paintings_.back());
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void PicturePainter::render(const Painting& paint) const {
  const ImDrawData& data = *ImGui::GetDrawData();
  const cv::Point2d unit{static_cast<double>(data.FramebufferScale.x),
                         static_cast<double>(data.FramebufferScale.y)};
  const int height = static_cast<int>(std::lround(static_cast<double>(data.DisplaySize.y) * unit.y));
  const cv::Point2d zoom = unit * paint.view.zoom;
  const auto f = [](double value) { return static_cast<float>(value); };
  // Between positions on the framebuffer, y down, and in the picture.
  const cv::Point2d zero = to_picture(paint.view, paint.canvas, {0, 0});
  const auto on_screen = [&](cv::Point2d at) {
    return cv::Point2d((at.x - zero.x) * zoom.x, (at.y - zero.y) * zoom.y);
  };
  const cv::Rect2d seen = paint.clip & paint.canvas;
  const cv::Rect clip(cv::Point(static_cast<int>(std::lround(seen.x * unit.x)),
                                static_cast<int>(std::lround(seen.y * unit.y))),
                      cv::Point(static_cast<int>(std::lround(seen.br().x * unit.x)),
                                static_cast<int>(std::lround(seen.br().y * unit.y))));
  glEnable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  shader_.use();
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, paint.lit.mask);
  glActiveTexture(GL_TEXTURE0);
  const auto color = [&](const char* name, const ImVec4& c) { shader_.set(name, c.x, c.y, c.z); };
  shader_.set("colors", 0);
  shader_.set("field", 1);
  shader_.set("fourth", static_cast<int>(paint.fourth));
  shader_.set("has_field", paint.lit.mask ? 1 : 0);
  shader_.set("reduced", zoom.x < 1 ? 1 : 0);
  shader_.set("bicubic", paint.bicubic ? 1 : 0);
  shader_.set("height", f(height));
  color("checker_a", paint.palette->checker_a);
  color("checker_b", paint.palette->checker_b);
  color("lit_color", paint.lit.gathered ? paint.palette->lit : paint.palette->accent);
  shader_.set("lit_strength", paint.lit.gathered ? 0.85F : 0.38F);
  shader_.set("grid", paint.bicubic ? 0.0F : f(std::clamp((paint.view.zoom - 8) / 8, 0.0, 1.0)));
  shader_.set("stripe", f(std::round(5 * paint.scale * data.FramebufferScale.x)));
  glBindVertexArray(triangle_.name());
  for (const PaintedTile& tile : paint.tiles) {
    const cv::Point2d low = on_screen(tile.part.tl());
    const cv::Point2d high = on_screen(tile.part.br());
    const auto [left, right] = centres_in(low.x, high.x);
    const auto [top, bottom] = centres_in(low.y, high.y);
    const cv::Rect where = cv::Rect(cv::Point(left, top), cv::Point(right, bottom)) & clip;
    if (where.empty()) continue;
    glScissor(where.x, height - where.br().y, where.width, where.height);
    // Positions are told from the part's own corner, where small numbers are exact enough.
    const cv::Point2d corner{zero.x + where.x / zoom.x, zero.y + where.y / zoom.y};
    shader_.set("corner", f(where.x), f(where.y));
    shader_.set("base", f((corner.x - tile.origin.x) / tile.texel.width),
                f((corner.y - tile.origin.y) / tile.texel.height));
    shader_.set("stride", f(1 / (zoom.x * tile.texel.width)), f(1 / (zoom.y * tile.texel.height)));
    shader_.set("field_base", f(corner.x - paint.lit.where.x), f(corner.y - paint.lit.where.y));
    shader_.set("field_stride", f(1 / zoom.x), f(1 / zoom.y));
    glBindTexture(GL_TEXTURE_2D, tile.texture);
    glDrawArrays(GL_TRIANGLES, 0, 3);
  }
}

}  // namespace pixelwhy::gui
