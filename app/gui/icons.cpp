#include <cmath>

#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float pi = 3.14159265F;

struct Brush {
  ImDrawList* list;
  ImVec2 middle;
  float unit;  ///< half of the icon's side
  ImU32 color;
  float thick;

  ImVec2 at(float x, float y) const { return {middle.x + x * unit, middle.y + y * unit}; }
  void line(float x0, float y0, float x1, float y1) const {
    list->AddLine(at(x0, y0), at(x1, y1), color, thick);
  }
  void arc(float x, float y, float radius, float from, float to) const {
    list->PathArcTo(at(x, y), radius * unit, from, to, 24);
    list->PathStroke(color, 0, thick);
  }
  void dot(float x, float y, float radius) const { list->AddCircleFilled(at(x, y), radius * unit, color); }
  void box(float x0, float y0, float x1, float y1, float round) const {
    list->AddRect(at(x0, y0), at(x1, y1), color, round * unit, 0, thick);
  }
};

void turn_arrow(const Brush& brush, float side) {
  brush.arc(0, 0.15F, 0.62F, side < 0 ? -pi * 0.95F : -pi * 0.75F,
            side < 0 ? pi * 0.25F : pi * 0.0F - 0.05F * pi);
  const float tip = side * 0.66F;
  brush.list->AddTriangleFilled(brush.at(tip - 0.34F, -0.18F), brush.at(tip + 0.34F, -0.18F),
                                brush.at(tip, 0.36F), brush.color);
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 middle, float size, ImU32 color) {
  const Brush brush{list, middle, size / 2, color, std::fmax(1.25F, size / 11)};
  switch (icon) {
    case Icon::Undo:
      turn_arrow(brush, -1);
      break;
    case Icon::Redo: {
      brush.arc(0, 0.15F, 0.62F, pi * 0.75F, pi * 1.95F);
      list->AddTriangleFilled(brush.at(0.32F, -0.18F), brush.at(1.0F, -0.18F), brush.at(0.66F, 0.36F), color);
      break;
    }
    case Icon::Dice:
      brush.box(-0.75F, -0.75F, 0.75F, 0.75F, 0.3F);
      brush.dot(-0.32F, -0.32F, 0.15F);
      brush.dot(0.32F, 0.32F, 0.15F);
      brush.dot(0, 0, 0.15F);
      break;
    case Icon::Reset:
      brush.arc(0, 0, 0.66F, -pi * 0.35F, pi * 1.25F);
      list->AddTriangleFilled(brush.at(-0.05F, -0.98F), brush.at(-0.05F, -0.34F), brush.at(0.5F, -0.66F),
                              color);
      break;
    case Icon::Sun:
      list->AddCircle(middle, 0.36F * brush.unit, color, 20, brush.thick);
      for (int i = 0; i < 8; ++i) {
        const float angle = static_cast<float>(i) * pi / 4;
        brush.line(0.62F * std::cos(angle), 0.62F * std::sin(angle), 0.9F * std::cos(angle),
                   0.9F * std::sin(angle));
      }
      break;
    case Icon::Moon: {
      list->PathArcTo(middle, 0.74F * brush.unit, -pi * 0.36F, pi * 0.86F + pi, 28);
      const ImVec2 other = brush.at(0.34F, -0.34F);
      list->PathClear();
      list->PathArcTo(middle, 0.76F * brush.unit, -pi * 0.08F, pi * 1.58F, 28);
      list->PathArcTo(other, 0.62F * brush.unit, pi * 1.36F, pi * 0.16F, 20);
      list->PathStroke(color, ImDrawFlags_Closed, brush.thick);
      break;
    }
    case Icon::Help:
      brush.arc(0, -0.36F, 0.42F, -pi, pi * 0.3F);
      brush.line(0.2F, -0.02F, 0, 0.22F);
      brush.line(0, 0.22F, 0, 0.42F);
      brush.dot(0, 0.78F, 0.13F);
      break;
    case Icon::Close:
      brush.line(-0.5F, -0.5F, 0.5F, 0.5F);
      brush.line(0.5F, -0.5F, -0.5F, 0.5F);
      break;
    case Icon::Plus:
      brush.line(-0.6F, 0, 0.6F, 0);
      brush.line(0, -0.6F, 0, 0.6F);
      break;
    case Icon::Minus:
      brush.line(-0.6F, 0, 0.6F, 0);
      break;
    case Icon::Fit:
      for (const float x : {-1.0F, 1.0F}) {
        for (const float y : {-1.0F, 1.0F}) {
          brush.line(x * 0.7F, y * 0.7F, x * 0.28F, y * 0.7F);
          brush.line(x * 0.7F, y * 0.7F, x * 0.7F, y * 0.28F);
        }
      }
      break;
    case Icon::Copy:
      brush.box(-0.7F, -0.3F, 0.3F, 0.75F, 0.18F);
      brush.line(-0.3F, -0.7F, 0.7F, -0.7F);
      brush.line(0.7F, -0.7F, 0.7F, 0.3F);
      break;
    case Icon::Down:
      brush.line(-0.5F, -0.25F, 0, 0.25F);
      brush.line(0, 0.25F, 0.5F, -0.25F);
      break;
    case Icon::Right:
      brush.line(-0.25F, -0.5F, 0.25F, 0);
      brush.line(0.25F, 0, -0.25F, 0.5F);
      break;
    case Icon::Left:
      brush.line(0.25F, -0.5F, -0.25F, 0);
      brush.line(-0.25F, 0, 0.25F, 0.5F);
      break;
    case Icon::Pin:
      list->AddCircle(brush.at(0, -0.25F), 0.42F * brush.unit, color, 20, brush.thick);
      brush.line(0, 0.17F, 0, 0.85F);
      break;
    case Icon::Back:
      brush.line(0.6F, 0, -0.6F, 0);
      brush.line(-0.6F, 0, -0.1F, -0.45F);
      brush.line(-0.6F, 0, -0.1F, 0.45F);
      break;
    case Icon::Up:
      brush.line(0, 0.6F, 0, -0.6F);
      brush.line(0, -0.6F, -0.45F, -0.1F);
      brush.line(0, -0.6F, 0.45F, -0.1F);
      break;
    case Icon::Edit:
      list->PathLineTo(brush.at(-0.75F, 0.75F));
      list->PathLineTo(brush.at(-0.62F, 0.22F));
      list->PathLineTo(brush.at(0.3F, -0.7F));
      list->PathLineTo(brush.at(0.7F, -0.3F));
      list->PathLineTo(brush.at(-0.22F, 0.62F));
      list->PathStroke(color, ImDrawFlags_Closed, brush.thick);
      break;
    case Icon::Eye:
      list->PathArcTo(brush.at(0, 0.55F), 1.05F * brush.unit, -pi * 0.82F, -pi * 0.18F, 18);
      list->PathArcTo(brush.at(0, -0.55F), 1.05F * brush.unit, pi * 0.18F, pi * 0.82F, 18);
      list->PathStroke(color, ImDrawFlags_Closed, brush.thick);
      brush.dot(0, 0, 0.26F);
      break;
    case Icon::Formula:  // a sum sign
      brush.line(0.6F, -0.5F, 0.6F, -0.75F);
      brush.line(0.6F, -0.75F, -0.6F, -0.75F);
      brush.line(-0.6F, -0.75F, 0.1F, 0);
      brush.line(0.1F, 0, -0.6F, 0.75F);
      brush.line(-0.6F, 0.75F, 0.6F, 0.75F);
      brush.line(0.6F, 0.75F, 0.6F, 0.5F);
      break;
    case Icon::Field:
      brush.box(-0.75F, -0.75F, 0.75F, 0.75F, 0.1F);
      list->AddRectFilled(brush.at(-0.3F, -0.3F), brush.at(0.3F, 0.3F), color);
      break;
    case Icon::Play:
      list->AddTriangleFilled(brush.at(-0.5F, -0.75F), brush.at(0.8F, 0), brush.at(-0.5F, 0.75F), color);
      break;
    case Icon::Record:
      list->AddCircleFilled(brush.at(0, 0), size * 0.36F, color);
      break;
    case Icon::Pause:
      list->AddRectFilled(brush.at(-0.6F, -0.7F), brush.at(-0.15F, 0.7F), color);
      list->AddRectFilled(brush.at(0.15F, -0.7F), brush.at(0.6F, 0.7F), color);
      break;
    case Icon::StepBack:
    case Icon::StepOn: {
      const float side = icon == Icon::StepOn ? 1.0F : -1.0F;
      list->AddTriangleFilled(brush.at(-0.55F * side, -0.6F), brush.at(0.35F * side, 0),
                              brush.at(-0.55F * side, 0.6F), color);
      list->AddRectFilled(brush.at(std::fmin(0.4F * side, 0.65F * side), -0.6F),
                          brush.at(std::fmax(0.4F * side, 0.65F * side), 0.6F), color);
      break;
    }
    case Icon::Loop:
      brush.arc(0, 0, 0.66F, -pi * 0.2F, pi * 1.4F);
      list->AddTriangleFilled(brush.at(0.2F, -0.62F), brush.at(0.95F, -0.62F), brush.at(0.58F, -0.02F),
                              color);
      break;
    case Icon::Mirror:
      brush.line(0, -0.85F, 0, 0.85F);
      list->AddTriangleFilled(brush.at(-0.25F, -0.55F), brush.at(-0.25F, 0.55F), brush.at(-0.9F, 0.55F),
                              color);
      list->AddTriangle(brush.at(0.25F, -0.55F), brush.at(0.25F, 0.55F), brush.at(0.9F, 0.55F), color,
                        brush.thick);
      break;
  }
}

}  // namespace pixelwhy::gui
