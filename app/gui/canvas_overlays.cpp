#include <algorithm>
#include <cmath>

#include "core/view.h"
#include "gui/canvas.h"
#include "gui/plots.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

ImVec2 point(cv::Point2d p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

void draw_line(ImDrawList* list, const PaneScene& scene, const Line& line, ImU32 color, ImU32 shadow,
               float thick) {
  const cv::Size size = scene.size();
  // Where the line crosses the frame of the picture, pixel centres at integers.
  const double c = std::cos(line.theta);
  const double s = std::sin(line.theta);
  std::vector<cv::Point2d> ends;
  const double left = -0.5, right = size.width - 0.5, top = -0.5, bottom = size.height - 0.5;
  for (const double x : {left, right}) {
    if (std::abs(s) < 1e-9) continue;
    const double y = (line.rho - x * c) / s;
    if (y >= top && y <= bottom) ends.emplace_back(x, y);
  }
  for (const double y : {top, bottom}) {
    if (std::abs(c) < 1e-9) continue;
    const double x = (line.rho - y * s) / c;
    if (x >= left && x <= right) ends.emplace_back(x, y);
  }
  if (ends.size() < 2) return;
  const auto far = std::max_element(ends.begin() + 1, ends.end(), [&](cv::Point2d a, cv::Point2d b) {
    return cv::norm(a - ends[0]) < cv::norm(b - ends[0]);
  });
  const cv::Point2d half{0.5, 0.5};
  const ImVec2 a = point(scene.to_screen(ends[0] + half));
  const ImVec2 b = point(scene.to_screen(*far + half));
  list->AddLine(a, b, shadow, thick + 2);
  list->AddLine(a, b, color, thick);
}

void draw_data(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  const Data& data = scene.look.result->output.data;
  const cv::Rect2d& canvas = scene.canvas;
  // Lines and points of other pictures than this one would be drawn in the wrong place.
  const bool elsewhere = !has_overlay(ui.state.current_demo(), scene.look.stage);
  if (elsewhere && (std::holds_alternative<Lines>(data) || std::holds_alternative<Points>(data))) return;
  if (const auto* lines = std::get_if<Lines>(&data)) {
    const std::size_t count = std::min<std::size_t>(lines->lines.size(), 2000);
    for (std::size_t i = count; i-- > 0;) {
      draw_line(list, scene, lines->lines[i], IM_COL32(255, 92, 70, 255), IM_COL32(0, 0, 0, 110),
                ui.px(1.6F));
    }
  } else if (const auto* points = std::get_if<Points>(&data)) {
    const auto radius = static_cast<float>(std::clamp(scene.view.zoom * 0.22, 1.5, 5.0)) * ui.scale;
    if (points->points.size() > 20000 && scene.view.zoom < 4) return;
    for (const cv::Point2d& p : points->points) {
      const cv::Point2d screen = scene.to_screen(p + cv::Point2d(0.5, 0.5));
      if (!canvas.contains(screen)) continue;
      list->AddCircleFilled(point(screen), radius + 1, IM_COL32(0, 0, 0, 130), 12);
      list->AddCircleFilled(point(screen), radius, IM_COL32(255, 92, 70, 255), 12);
    }
  } else if (!std::holds_alternative<std::monostate>(data)) {
    // A plot that comes with the picture, in the corner.
    ImVec2 extent{std::min(ui.px(240), static_cast<float>(canvas.width) * 0.4F),
                  std::min(ui.px(150), static_cast<float>(canvas.height) * 0.4F)};
    if (const auto* matrix = std::get_if<Matrix>(&data); matrix && !matrix->values.empty()) {
      const cv::Mat& values = matrix->values;
      const float cell = (extent.y - ui.px(16)) / static_cast<float>(values.rows);
      extent.x = std::min(extent.x, cell * static_cast<float>(values.cols) + ui.px(16));
    }
    const ImVec2 min{static_cast<float>(canvas.x) + ui.px(12),
                     static_cast<float>(canvas.y + canvas.height) - extent.y - ui.px(12)};
    const ImVec2 max{min.x + extent.x, min.y + extent.y};
    list->AddRectFilled(min, max, packed(ui.colors->panel, 0.94F), ui.px(8));
    draw_plot(ui, list, {min.x + ui.px(8), min.y + ui.px(8)}, {max.x - ui.px(8), max.y - ui.px(8)}, data,
              false);
  }
}

/// The numbers written into the pixels, when they fit.
void draw_numbers(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  const CanvasView& view = scene.view;
  const cv::Mat& image = scene.look.result->output.image;
  const int channels = std::min(image.channels(), 3);
  ImFont* font = ui.fonts.mono_small;
  const float line = font->FontSize;
  const float letter = font->GetCharAdvance('0');
  const bool bytes = image.depth() == CV_8U;
  const double need_x = static_cast<double>(letter) * (bytes ? 3 : 5) + 8;
  const double need_y = static_cast<double>(line) * (channels == 1 ? 1 : 3) + 6;
  if (view.zoom < std::max(need_x, need_y)) return;
  const cv::Rect2d& canvas = scene.canvas;
  const cv::Rect seen = cv::Rect(pixel_under(view, canvas, canvas.tl()),
                                 pixel_under(view, canvas, canvas.br()) + cv::Point(1, 1)) &
                        cv::Rect({0, 0}, scene.size());
  const std::string names[] = {"B", "G", "R"};
  for (int y = seen.y; y < seen.y + seen.height; ++y) {
    for (int x = seen.x; x < seen.x + seen.width; ++x) {
      double values[4] = {};
      for (int c = 0; c < channels; ++c) values[c] = value_at(image, {x, y}, c);
      const cv::Vec3b color = color_at(scene.drawing, {x, y});
      const double light = 0.114 * color[0] + 0.587 * color[1] + 0.299 * color[2];
      const ImU32 ink = light > 140 ? IM_COL32(16, 18, 24, 235) : IM_COL32(255, 255, 255, 235);
      const cv::Point2d middle = scene.to_screen({x + 0.5, y + 0.5});
      for (int c = 0; c < channels; ++c) {
        const int channel = channels - 1 - c;  // read R, G, B from the top
        const std::string number = brief_number(values[channel], 3);
        const ImVec2 extent = text_size(font, number);
        const float top = static_cast<float>(middle.y) - line * static_cast<float>(channels) / 2;
        put_text(list, font,
                 {static_cast<float>(middle.x) - extent.x / 2, top + line * static_cast<float>(c)}, ink,
                 number);
      }
    }
  }
}

void outline(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 color, float thick) {
  list->AddRect({min.x - 1, min.y - 1}, {max.x + 1, max.y + 1}, IM_COL32(0, 0, 0, 150), 0, 0, thick + 2);
  list->AddRect(min, max, color, 0, 0, thick);
}

void draw_place(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Point at, bool pinned) {
  const ImVec2 min = point(scene.to_screen(at));
  const ImVec2 max = point(scene.to_screen(at + cv::Point(1, 1)));
  const ImU32 color = pinned ? packed(ui.colors->accent) : IM_COL32(255, 255, 255, 200);
  if (scene.view.zoom >= 6) {
    outline(list, min, max, pinned ? color : IM_COL32(255, 255, 255, 200), ui.px(pinned ? 2 : 1));
    return;
  }
  if (!pinned) return;
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  const float radius = ui.px(9);
  list->AddCircle(middle, radius, IM_COL32(0, 0, 0, 170), 32, ui.px(4));
  list->AddCircle(middle, radius, IM_COL32(255, 255, 255, 255), 32, ui.px(2));
  for (const ImVec2 way : {ImVec2(1, 0), ImVec2(-1, 0), ImVec2(0, 1), ImVec2(0, -1)}) {
    const ImVec2 a{middle.x + way.x * ui.px(5), middle.y + way.y * ui.px(5)};
    const ImVec2 b{middle.x + way.x * ui.px(15), middle.y + way.y * ui.px(15)};
    list->AddLine(a, b, IM_COL32(0, 0, 0, 170), ui.px(4));
    list->AddLine(a, b, packed(ui.colors->accent), ui.px(2));
  }
}

/// The way from a weak pixel over its neighbours to a strong one; visible at every zoom.
void draw_chain(Ui& ui, ImDrawList* list, const PaneScene& scene, const Explanation& explanation) {
  const auto middle = [&](const Term& term) {
    return point(scene.to_screen(cv::Point2d(*term.at) + cv::Point2d(0.5, 0.5)));
  };
  std::vector<ImVec2> way;
  for (const Term& term : explanation.terms) {
    if (!term.at) return;
    way.push_back(middle(term));
  }
  if (way.size() < 2) return;
  const auto count = static_cast<int>(way.size());
  if (!explanation.terms.back().deciding) {  // it leads nowhere: the pixels that hang together
    for (const ImVec2& at : way) list->AddCircleFilled(at, ui.px(2), packed(ui.colors->second), 8);
    return;
  }
  list->AddPolyline(way.data(), count, IM_COL32(0, 0, 0, 170), 0, ui.px(5));
  list->AddPolyline(way.data(), count, packed(ui.colors->second), 0, ui.px(2.5F));
  list->AddCircleFilled(way.back(), ui.px(5), IM_COL32(0, 0, 0, 170), 16);
  list->AddCircleFilled(way.back(), ui.px(4), packed(ui.colors->second), 16);
}

/// The gradient at a pixel, and the places along it that the rule compares; the arrow has a least length, so
/// that it is seen at every zoom.
void draw_heading(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Point at, const Heading& heading) {
  const double length = std::hypot(heading.vector.x, heading.vector.y);
  if (!(length > 0)) return;
  const auto screen = [&](cv::Point2d place) {
    return point(scene.to_screen(place + cv::Point2d(0.5, 0.5)));
  };
  const ImVec2 middle = screen(at);
  const auto ux = static_cast<float>(heading.vector.x / length);
  const auto uy = static_cast<float>(heading.vector.y / length);
  const float reach = std::max(static_cast<float>(scene.view.zoom) * 1.55F, ui.px(34));
  const float head = ui.px(10);
  const ImVec2 tip{middle.x + ux * reach, middle.y + uy * reach};
  const ImVec2 neck{tip.x - ux * head, tip.y - uy * head};
  const ImVec2 left{neck.x - uy * head * 0.45F, neck.y + ux * head * 0.45F};
  const ImVec2 right{neck.x + uy * head * 0.45F, neck.y - ux * head * 0.45F};
  const ImU32 dark = IM_COL32(0, 0, 0, 170);
  const ImU32 bright = IM_COL32(255, 255, 255, 255);
  list->AddLine(middle, neck, dark, ui.px(4.5F));
  list->AddTriangleFilled({tip.x + ux * 2, tip.y + uy * 2}, {left.x - uy * 2, left.y + ux * 2},
                          {right.x + uy * 2, right.y - ux * 2}, dark);
  list->AddLine(middle, neck, bright, ui.px(2));
  list->AddTriangleFilled(tip, left, right, bright);
  if (scene.view.zoom < 5) return;
  const float radius = std::clamp(static_cast<float>(scene.view.zoom) * 0.14F, ui.px(2.5F), ui.px(6));
  for (const cv::Point2d& place : heading.compared) {
    list->AddCircleFilled(screen(place), radius + 1.5F, dark, 20);
    list->AddCircleFilled(screen(place), radius, packed(ui.colors->second), 20);
  }
}

/// The parts of the picture that lent their tables.
void draw_areas(Ui& ui, ImDrawList* list, const PaneScene& scene, const Explanation& explanation) {
  for (const Area& area : explanation.areas) {
    const ImVec2 min = point(scene.to_screen(area.where.tl()));
    const ImVec2 max = point(scene.to_screen(area.where.br()));
    outline(list, min, max, packed(ui.colors->accent, 0.9F), ui.px(1));
    const std::string words = "× " + brief_number(explanation.terms[area.term].weight, 3);
    const ImVec2 size = text_size(ui.fonts.small, words);
    if (size.x + ui.px(20) > max.x - min.x || size.y + ui.px(20) > max.y - min.y) continue;
    const ImVec2 at{min.x + ui.px(7), min.y + ui.px(5)};
    list->AddRectFilled({at.x - ui.px(4), at.y - ui.px(2)},
                        {at.x + size.x + ui.px(4), at.y + size.y + ui.px(2)}, packed(ui.colors->panel, 0.9F),
                        ui.px(4));
    put_text(list, ui.fonts.small, at, packed(ui.colors->text), ui.raw(words));
  }
}

/// The frame around the terms, and each that decides.
void draw_window_frame(Ui& ui, ImDrawList* list, const PaneScene& scene, const Inspection& inspection) {
  if (scene.view.zoom < 3) return;
  cv::Rect frame;
  for (const Term& term : inspection.explanation.terms) {
    if (!term.at) continue;
    const auto look = ui.state.looks.find(term.stage);
    if (look == ui.state.looks.end() || look->second.result->output.image.size() != scene.size()) return;
    const cv::Rect cell(*term.at, cv::Size(1, 1));
    frame = frame.empty() ? cell : frame | cell;
    if (term.deciding && *term.at != inspection.place.at) {
      outline(list, point(scene.to_screen(cell.tl())), point(scene.to_screen(cell.br())),
              packed(ui.colors->second), ui.px(1.5F));
    }
  }
  if (frame.area() > 1) {
    outline(list, point(scene.to_screen(frame.tl())), point(scene.to_screen(frame.br())),
            packed(ui.colors->accent, 0.9F), ui.px(1));
  }
}

/// The pixels that the explained one was computed from: their frame, and each of them when they are few.
void draw_terms(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  const auto& inspection = ui.state.inspection;
  const auto asked = ui.state.asked();
  if (!inspection || !asked || !(inspection->place == *asked)) return;
  if (inspection->explanation.rule == Rule::Connection && !ui.state.peek) {
    draw_chain(ui, list, scene, inspection->explanation);
    return;
  }
  if (!ui.state.peek) draw_areas(ui, list, scene, inspection->explanation);
  draw_window_frame(ui, list, scene, *inspection);
  if (inspection->explanation.heading && !ui.state.peek)
    draw_heading(ui, list, scene, asked->at, *inspection->explanation.heading);
}

/// Pixels that light up, visible at every zoom.
void draw_marks(Ui& ui, ImDrawList* list, const PaneScene& scene, const std::vector<cv::Point>& pixels,
                double least = 1) {
  const auto radius = static_cast<float>(std::clamp(scene.view.zoom * 0.3, least, 4.0)) * ui.scale;
  for (const cv::Point& at : pixels) {
    const cv::Point2d screen = scene.to_screen({at.x + 0.5, at.y + 0.5});
    if (scene.canvas.contains(screen))
      list->AddCircleFilled(point(screen), radius, packed(ui.colors->lit, 0.9F), 8);
  }
}

/// The cells of this stage that an explained pixel of an earlier stage feeds.
void draw_trail(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  const AppState& state = ui.state;
  if (!state.trail || state.trail_demo != state.demo) return;
  if (state.current_demo().stage_id(scene.look.stage) == state.trail->stage)
    draw_marks(ui, list, scene, state.trail->cells);
}

}  // namespace

void draw_lit(Ui& ui, ImDrawList* list, const PaneScene& scene, bool small) {
  const AppState& state = ui.state;
  const StageId stage = scene.look.stage;
  if (const Lit* lit = current_light(state); lit && (lit->pixel || small)) {
    if (const auto found = lit->pixels.find(stage); found != lit->pixels.end())
      draw_marks(ui, list, scene, found->second, lit->gathered ? 0.4 : 1);
    const bool across = state.frame && scene.size() == state.frame->pixels.size();
    if (across && lit->pixel && stage != lit->pixel->stage) {
      for (const Line& line : lit->lines)
        draw_line(list, scene, line, packed(ui.colors->lit), IM_COL32(0, 0, 0, 170), ui.px(1.6F));
    }
  }
  const auto& spot = state.pointed.spot;
  if (!spot || state.peek) return;
  const auto look = state.looks.find(spot->stage);
  if (look == state.looks.end() || look->second.result->output.image.size() != scene.size()) return;
  const ImVec2 min = point(scene.to_screen(spot->at));
  const ImVec2 max = point(scene.to_screen(spot->at + cv::Point(1, 1)));
  if (scene.view.zoom >= 6) return outline(list, min, max, packed(ui.colors->lit), ui.px(2));
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  list->AddCircle(middle, ui.px(7), IM_COL32(0, 0, 0, 170), 24, ui.px(4));
  list->AddCircle(middle, ui.px(7), packed(ui.colors->lit), 24, ui.px(2));
}

void draw_overlays(Ui& ui, ImDrawList* list, const PaneScene& scene) {
  AppState& state = ui.state;
  draw_numbers(ui, list, scene);
  draw_data(ui, list, scene);
  if (scene.in_view) draw_terms(ui, list, scene);
  draw_trail(ui, list, scene);
  draw_lit(ui, list, scene);
  const cv::Rect picture({0, 0}, scene.size());
  if (state.hover && state.hover != state.pin && picture.contains(*state.hover))
    draw_place(ui, list, scene, *state.hover, false);
  if (state.pin && picture.contains(*state.pin)) draw_place(ui, list, scene, *state.pin, true);
}

}  // namespace pixelwhy::gui
