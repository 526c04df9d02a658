#include "sources/moving_sample.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "core/image_pool.h"

namespace pixelwhy {

namespace {

const cv::Size size{1920, 1080};
constexpr int horizon = 700;
constexpr double turn = 2 * std::numbers::pi;

// Coordinates in 1/16 pixel, so that what moves slowly moves smoothly.
constexpr int fraction_bits = 4;
constexpr double fraction = 1 << fraction_bits;

cv::Point fine(cv::Point2d p) { return {cvRound(p.x * fraction), cvRound(p.y * fraction)}; }

cv::Point2d around(cv::Point2d centre, double radius, double angle) {
  return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

void disc(cv::Mat& picture, cv::Point2d centre, double radius, const cv::Scalar& colour) {
  cv::circle(picture, fine(centre), cvRound(radius * fraction), colour, cv::FILLED, cv::LINE_AA,
             fraction_bits);
}

void line(cv::Mat& picture, cv::Point2d a, cv::Point2d b, const cv::Scalar& colour, int width) {
  cv::line(picture, fine(a), fine(b), colour, width, cv::LINE_AA, fraction_bits);
}

void polygon(cv::Mat& picture, const std::vector<cv::Point2d>& corners, const cv::Scalar& colour) {
  std::vector<cv::Point> points;
  for (const cv::Point2d& corner : corners) points.push_back(fine(corner));
  cv::fillConvexPoly(picture, points, colour, cv::LINE_AA, fraction_bits);
}

/// A value in [0, 1) that looks random and is the same everywhere.
double hashed(std::uint32_t x, std::uint32_t y) {
  std::uint32_t h = x * 0x9E3779B1u ^ (y * 0x85EBCA77u);
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  return static_cast<double>((h ^ (h >> 13)) & 0xFFFF) / 65536.0;
}

/// Soft stains of several sizes, 0..1, as plaster has them.
cv::Mat plaster() {
  cv::Mat sum(size, CV_32F, cv::Scalar(0));
  double weight = 0.5;
  for (int cells = 8; cells <= 256; cells *= 4, weight /= 2) {
    cv::Mat coarse(cells * 9 / 16, cells, CV_32F), smooth;
    for (int y = 0; y < coarse.rows; ++y)
      for (int x = 0; x < coarse.cols; ++x)
        coarse.at<float>(y, x) = static_cast<float>(
            hashed(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y * 977 + cells)));
    cv::resize(coarse, smooth, size, 0, 0, cv::INTER_CUBIC);
    sum += weight * smooth;
  }
  return sum;
}

/// A wall, a floor of tiles that run to one vanishing point, and a dim alcove: what stands still.
cv::Mat draw_room() {
  cv::Mat room(size, CV_8UC3);
  const cv::Mat stains = plaster();
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const float grain = stains.at<float>(y, x);
      const double light = 1.1 - 0.5 * std::hypot(x - 600.0, y - 200.0) / 1400;
      cv::Vec3d colour = cv::Vec3d(150, 168, 178) * (0.75 + 0.35 * grain);
      if (y >= horizon) {
        const double depth = 260.0 / (y - horizon + 6);
        const double column = (x - 960) * depth / 140, row = depth * 14;
        const bool dark = (static_cast<int>(std::floor(column)) + static_cast<int>(std::floor(row))) & 1;
        colour = (dark ? cv::Vec3d(70, 84, 98) : cv::Vec3d(150, 176, 196)) * (0.85 + 0.2 * grain);
        // Far away the tiles are finer than pixels and melt into their mean.
        const double far = std::min(1.0, depth / 12);
        colour = colour * (1 - far) + cv::Vec3d(110, 130, 147) * far;
      }
      room.at<cv::Vec3b>(y, x) = colour * light;
    }
  }
  cv::GaussianBlur(room(cv::Rect(0, horizon - 4, size.width, 60)),
                   room(cv::Rect(0, horizon - 4, size.width, 60)), {3, 3}, 0.8, 0, cv::BORDER_REFLECT101);
  // Little contrast in the alcove: there is something to find in it by equalization.
  const cv::Rect alcove(1460, 150, 330, 380);
  room(alcove).convertTo(room(alcove), -1, 0.18, 22);
  cv::putText(room, "WHY", {1490, 330}, cv::FONT_HERSHEY_DUPLEX, 4, {62, 58, 56}, 10, cv::LINE_AA);
  cv::putText(room, "PixelWhy", {1494, 440}, cv::FONT_HERSHEY_SIMPLEX, 1.9, {44, 44, 48}, 4, cv::LINE_AA);
  cv::rectangle(room, alcove, {96, 108, 116}, 6);
  cv::rectangle(room, {0, horizon - 14, size.width, 14}, {96, 104, 116}, cv::FILLED);
  // A sheet of stripes, finer and finer.
  const cv::Rect sheet(90, 110, 300, 200);
  cv::rectangle(room, sheet, {226, 230, 232}, cv::FILLED);
  for (int x = 0; x < sheet.width - 24; ++x) {
    const double phase = 0.0022 * x * x / 2;
    if (std::fmod(phase, 1.0) < 0.5)
      cv::line(room, {sheet.x + 12 + x, sheet.y + 14}, {sheet.x + 12 + x, sheet.y + 185}, {52, 48, 44});
  }
  return room;
}

/// A board that turns: straight edges of every direction in time, with corners and holes.
void draw_board(cv::Mat& picture, double t) {
  const cv::Point2d centre(620, 330);
  const double angle = turn * t / 12;
  std::vector<cv::Point2d> outer, inner;
  for (int i = 0; i < 4; ++i) {
    outer.push_back(around(centre, 210, angle + turn * i / 4));
    inner.push_back(around(centre, 120, -1.5 * angle + turn * i / 4));
  }
  polygon(picture, outer, {84, 66, 196});
  polygon(picture, inner, {206, 214, 232});
  for (int i = 0; i < 4; ++i) disc(picture, around(centre, 150, angle + turn * i / 4), 16, {36, 32, 52});
}

/// Discs on strings: circles, whose gradients point along the radii.
void draw_pendulums(cv::Mat& picture, double t) {
  for (int i = 0; i < 3; ++i) {
    const cv::Point2d hook(960 + 160 * i, 0);
    const double length = 300 + 90 * i;
    const double swing = 0.42 * std::sin(turn * t / (2.0 + 0.35 * i));
    const cv::Point2d bob(hook.x + length * std::sin(swing), length * std::cos(swing));
    line(picture, hook, bob, {58, 56, 54}, 4);
    const cv::Scalar colours[] = {{186, 128, 40}, {64, 148, 60}, {40, 140, 226}};
    disc(picture, bob, 58, colours[i] * 0.55);
    for (int ring = 0; ring < 12; ++ring) {  // shaded towards the light
      const double inside = 56 - 4.4 * ring;
      disc(picture, bob - cv::Point2d(1.4 * ring, 1.8 * ring), inside, colours[i] * (0.62 + 0.05 * ring));
    }
  }
}

/// A wheel that rolls from side to side without slipping.
void draw_wheel(cv::Mat& picture, double t) {
  constexpr double radius = 130, reach = 560;
  const double phase = turn * t / 9;
  const cv::Point2d centre(960 + reach * std::sin(phase), 905 - radius + 40);
  const double angle = reach * std::sin(phase) / radius;
  cv::ellipse(picture, fine({centre.x, 950}), fine({150, 16}), 0, 0, 360, {54, 62, 70}, cv::FILLED,
              cv::LINE_AA, fraction_bits);
  disc(picture, centre, radius, {38, 36, 36});
  disc(picture, centre, radius - 22, {170, 190, 204});
  for (int i = 0; i < 8; ++i)
    line(picture, centre, around(centre, radius - 20, angle + turn * i / 8), {38, 36, 36}, 9);
  disc(picture, centre, 26, {60, 70, 190});
}

/// A flight of small dots, some of them touching: work for openings and closings.
void draw_dots(cv::Mat& picture, double t) {
  for (std::uint32_t i = 0; i < 60; ++i) {
    const double home = hashed(i, 1) * 2400;
    const double speed = 40 + 70 * hashed(i, 2);
    const double x = std::fmod(home + speed * t, 2400.0) - 240;
    const double y = 560 + 110 * hashed(i, 3) + 14 * std::sin(turn * (t / 3 + hashed(i, 4)));
    disc(picture, {x, y}, 3 + 9 * hashed(i, 5), {30, 34, 40});
  }
}

class MovingSample : public Source {
 public:
  explicit MovingSample(double rate) : rate_(rate) {}

  std::string name() const override { return "sample:moving"; }
  bool live() const override { return false; }
  std::optional<int> count() const override { return std::nullopt; }
  double rate() const override { return rate_; }

  FramePtr frame(int index) override {
    auto frame = std::make_shared<Frame>();
    frame->captured = std::chrono::steady_clock::now();
    frame->pixels = draw_moving_sample(index / rate_);
    frame->name = name();
    frame->index = index;
    return frame;
  }

 private:
  double rate_;
};

}  // namespace

cv::Mat draw_moving_sample(double seconds) {
  static const cv::Mat room = draw_room();
  cv::Mat picture = new_image(size, CV_8UC3);
  room.copyTo(picture);
  draw_dots(picture, seconds);
  draw_board(picture, seconds);
  draw_pendulums(picture, seconds);
  draw_wheel(picture, seconds);
  return picture;
}

std::unique_ptr<Source> open_moving_sample(double rate) { return std::make_unique<MovingSample>(rate); }

}  // namespace pixelwhy
