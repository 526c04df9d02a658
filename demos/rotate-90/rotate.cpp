#include "rotate-90/rotate.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/image_pool.h"
#include "operators/row_bands.h"

namespace pixelwhy {

std::vector<Option> turn_options() {
  return {{"90", {"90° clockwise", "顺时针 90°"}, "cv::ROTATE_90_CLOCKWISE"},
          {"180", {"180°", "180°"}, "cv::ROTATE_180"},
          {"270", {"270° clockwise", "顺时针 270°"}, "cv::ROTATE_90_COUNTERCLOCKWISE"},
          {"flip-horizontal", {"Mirror left and right", "左右镜像"}, "1"},
          {"flip-vertical", {"Mirror top and bottom", "上下镜像"}, "0"},
          {"transpose", {"Transpose", "转置"}},
          {"anti-transpose", {"Transpose along the other diagonal", "沿副对角线转置"}}};
}

cv::Size turned_size(cv::Size size, Turn turn) {
  return exchanges_sides(turn) ? cv::Size(size.height, size.width) : size;
}

cv::Point origin_of(cv::Point at, cv::Size size, Turn turn) {
  const int right = size.width - 1;
  const int bottom = size.height - 1;
  switch (turn) {
    case Turn::Clockwise90:
      return {at.y, bottom - at.x};
    case Turn::HalfTurn:
      return {right - at.x, bottom - at.y};
    case Turn::Clockwise270:
      return {right - at.y, at.x};
    case Turn::FlipHorizontal:
      return {right - at.x, at.y};
    case Turn::FlipVertical:
      return {at.x, bottom - at.y};
    case Turn::Transpose:
      return {at.y, at.x};
    case Turn::AntiTranspose:
      return {right - at.y, bottom - at.x};
  }
  return at;
}

cv::Point target_of(cv::Point at, cv::Size size, Turn turn) {
  // Every other turn undoes itself.
  if (turn == Turn::Clockwise90)
    turn = Turn::Clockwise270;
  else if (turn == Turn::Clockwise270)
    turn = Turn::Clockwise90;
  const cv::Size result = exchanges_sides(turn) ? cv::Size(size.height, size.width) : size;
  return origin_of(at, result, turn);
}

Mirror mirror_of(Turn turn) {
  switch (turn) {
    case Turn::Clockwise90:
    case Turn::FlipHorizontal:
      return {true, false};
    case Turn::HalfTurn:
    case Turn::AntiTranspose:
      return {true, true};
    case Turn::Clockwise270:
    case Turn::FlipVertical:
      return {false, true};
    case Turn::Transpose:
      return {};
  }
  return {};
}

namespace {

/// Calls function(Pixel()) with the type of a pixel: one byte or three.
template <class Function>
void with_pixel_type(const cv::Mat& image, Function function) {
  if (image.channels() == 1) {
    function(std::uint8_t{});
  } else {
    function(cv::Vec3b{});
  }
}

/// The result's rectangle `tile`, each pixel from where it comes from. Along a row of the result that place
/// moves by the same step: to the next pixel, or by a whole row of memory.
template <class Pixel>
void fetch(const cv::Mat& image, Turn turn, cv::Rect tile, cv::Mat& result) {
  for (int y = tile.y; y < tile.y + tile.height; ++y) {
    const cv::Point first = origin_of({tile.x, y}, image.size(), turn);
    const cv::Point step = origin_of({tile.x + 1, y}, image.size(), turn) - first;
    const auto stride = static_cast<std::ptrdiff_t>(image.step) * step.y +
                        static_cast<std::ptrdiff_t>(sizeof(Pixel)) * step.x;
    const std::uint8_t* from = image.ptr(first.y) + static_cast<std::size_t>(first.x) * sizeof(Pixel);
    auto* to = result.ptr<Pixel>(y) + tile.x;
    for (int x = 0; x < tile.width; ++x, from += stride) to[x] = *reinterpret_cast<const Pixel*>(from);
  }
}

/// The pixels that change places with each other are a cycle: each moves to the place of the next. `visit` is
/// called once a cycle, with the place where it begins.
template <class Visit>
void each_ring_cycle(cv::Size size, Turn turn, Visit visit) {
  if (turn == Turn::Clockwise90 || turn == Turn::Clockwise270) {
    for (int ring = 0; ring < size.width / 2; ++ring) {
      for (int x = ring; x < size.width - 1 - ring; ++x) visit(cv::Point(x, ring));
    }
    return;
  }
  for (int y = 0; y < size.height; ++y) {  // pairs: the one that comes first in reading order
    for (int x = 0; x < size.width; ++x) {
      const cv::Point partner = target_of({x, y}, size, turn);
      if (partner.y > y || (partner.y == y && partner.x > x)) visit(cv::Point(x, y));
    }
  }
}

template <class Pixel>
void turn_rings(cv::Mat& image, Turn turn) {
  each_ring_cycle(image.size(), turn, [&](cv::Point first) {
    const Pixel kept = image.at<Pixel>(first);
    cv::Point hole = first;
    for (cv::Point from = origin_of(hole, image.size(), turn); from != first;
         from = origin_of(hole, image.size(), turn)) {
      image.at<Pixel>(hole) = image.at<Pixel>(from);
      hole = from;
    }
    image.at<Pixel>(hole) = kept;
  });
}

/// Memory of w·h pixels without gaps that is read as h × w afterwards.
template <class Pixel>
void follow_cycles(Pixel* pixels, cv::Size size, Turn turn) {
  const cv::Size result = turned_size(size, turn);
  const auto origin = [&](std::size_t place) {
    const auto width = static_cast<std::size_t>(result.width);
    const cv::Point at(static_cast<int>(place % width), static_cast<int>(place / width));
    const cv::Point from = origin_of(at, size, turn);
    return static_cast<std::size_t>(from.y) * static_cast<std::size_t>(size.width) +
           static_cast<std::size_t>(from.x);
  };
  std::vector<bool> moved(static_cast<std::size_t>(size.area()), false);
  for (std::size_t first = 0; first < moved.size(); ++first) {
    if (moved[first]) continue;
    const Pixel kept = pixels[first];
    std::size_t hole = first;
    moved[hole] = true;
    for (std::size_t from = origin(hole); from != first; from = origin(hole)) {
      pixels[hole] = pixels[from];
      hole = from;
      moved[hole] = true;
    }
    pixels[hole] = kept;
  }
}

}  // namespace

cv::Mat turn_by_index(const cv::Mat& image, Turn turn) {
  cv::Mat result = new_image(turned_size(image.size(), turn), image.type());
  with_pixel_type(image, [&](auto pixel) {
    fetch<decltype(pixel)>(image, turn, {{0, 0}, result.size()}, result);
  });
  return result;
}

cv::Mat transposed(const cv::Mat& image) { return turn_by_index(image, Turn::Transpose); }

cv::Mat mirrored(const cv::Mat& image, Turn turn) {
  const Mirror mirror = mirror_of(turn);
  cv::Mat result = new_image(image.size(), image.type());
  with_pixel_type(image, [&](auto pixel) {
    using Pixel = decltype(pixel);
    for (int y = 0; y < image.rows; ++y) {
      const auto* from = image.ptr<Pixel>(mirror.rows ? image.rows - 1 - y : y);
      auto* to = result.ptr<Pixel>(y);
      if (mirror.columns) {
        std::reverse_copy(from, from + image.cols, to);
      } else {
        std::copy(from, from + image.cols, to);
      }
    }
  });
  return result;
}

cv::Mat turn_in_place(const cv::Mat& image, Turn turn) {
  cv::Mat copy = new_image(image.size(), image.type());
  image.copyTo(copy);
  const bool square = image.cols == image.rows;
  with_pixel_type(image, [&](auto pixel) {
    using Pixel = decltype(pixel);
    if (square || !exchanges_sides(turn)) {
      turn_rings<Pixel>(copy, turn);
    } else {
      follow_cycles(copy.ptr<Pixel>(), image.size(), turn);
    }
  });
  if (square || !exchanges_sides(turn)) return copy;
  return copy.reshape(0, image.cols);
}

cv::Mat turn_in_tiles(const cv::Mat& image, Turn turn) {
  constexpr int side = 32;
  cv::Mat result = new_image(turned_size(image.size(), turn), image.type());
  // Where rows stay rows, memory is read along them anyway.
  const int width = exchanges_sides(turn) ? side : result.cols;
  with_pixel_type(image, [&](auto pixel) {
    for_row_bands(result.rows, side, [&](int begin, int end) {
      for (int y = begin; y < end; y += side) {
        for (int x = 0; x < result.cols; x += width) {
          const cv::Rect tile(x, y, std::min(width, result.cols - x), std::min(side, end - y));
          fetch<decltype(pixel)>(image, turn, tile, result);
        }
      }
    });
  });
  return result;
}

}  // namespace pixelwhy
