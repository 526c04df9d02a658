#include "gui/stage_texture.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/resampling.h"
#include "core/view.h"

namespace pixelwhy::gui {

namespace {

constexpr int tile_side = 512;
constexpr int margin = 2;                                  // what bicubic magnification reaches beyond
constexpr std::size_t kept_texels = std::size_t{1} << 25;  // of tiles that nobody sees any more
constexpr int coarse_side = 192;

cv::Size level_size(cv::Size picture, int halvings) {
  return {halved_length(picture.width, halvings), halved_length(picture.height, halvings)};
}

/// The colours of some pixels of the picture, for the while until it is there.
cv::Mat coarse_colors(const Drawing& drawing) {
  const cv::Mat& image = drawing.picture();
  const cv::Size size(std::min(image.cols, coarse_side), std::min(image.rows, coarse_side));
  cv::Mat colors(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      colors.at<cv::Vec3b>(y, x) =
          color_at(drawing, {static_cast<int>((x + 0.5) * image.cols / size.width),
                             static_cast<int>((y + 0.5) * image.rows / size.height)});
    }
  }
  return colors;
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

int graphics_limit() {
  GLint limit = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
  return limit;
}

}  // namespace

StageTextures::StageTextures(int limit) : limit_(limit > 0 ? limit : graphics_limit()) {}

StageTextures::Entry& StageTextures::entry_of(const Drawing& drawing) {
  const Look& look = drawing.look;
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.result.lock() == look.result && entry.weighted == (look.weight != nullptr) &&
           entry.weight.lock() == look.weight && entry.view == look.view && entry.range == look.range &&
           entry.settings == drawing.settings && entry.marks == drawing.marks.data;
  });
  if (found == entries_.end()) {
    entries_.push_front({look.result,
                         look.weight,
                         look.weight != nullptr,
                         look.view,
                         look.range,
                         drawing.settings,
                         drawing.marks.data,
                         {},
                         {},
                         {}});
  } else {
    entries_.splice(entries_.begin(), entries_, found);
  }
  entries_.front().used = true;
  return entries_.front();
}

/// Goes on with a tile; false when the time of this frame is over before it is whole.
bool StageTextures::make(Tile& tile, const Drawing& drawing, int halvings, bool at_once) {
  const int side = at_once ? std::max(tile.area.width, tile.area.height) : std::max(1, block >> halvings);
  const int columns = (tile.area.width + side - 1) / side;
  const int rows = (tile.area.height + side - 1) / side;
  while (tile.blocks_made < columns * rows) {
    if (!at_once && spent_ >= patience) return false;
    const auto begin = std::chrono::steady_clock::now();
    if (!tile.texture) tile.texture = make_colors(tile.area.size());
    const cv::Point at{tile.blocks_made % columns * side, tile.blocks_made / columns * side};
    const cv::Rect part = cv::Rect(tile.area.tl() + at, cv::Size(side, side)) & tile.area;
    colorizer_.color(drawing, halvings, part, tile.texture, at);
    if (!at_once) glFinish();  // what is handed over to the graphics processor takes time later
    spent_ += std::chrono::steady_clock::now() - begin;
    ++tile.blocks_made;
  }
  tile.whole = true;
  return true;
}

std::vector<PaintedTile> StageTextures::of(const Drawing& drawing, const Seen& seen) {
  const cv::Size size = drawing.picture().size();
  const bool small =
      static_cast<std::size_t>(size.area()) <= at_once && std::max(size.width, size.height) <= limit_;
  const int side = small ? std::max(size.width, size.height) : std::min(tile_side, limit_ - 2 * margin);
  const int wanted = halvings_at(seen.zoom);
  Entry& entry = entry_of(drawing);

  const cv::Size level = level_size(size, wanted);
  const double scale = std::ldexp(1.0, wanted);
  const cv::Rect2d visible = seen.part & cv::Rect2d({0, 0}, cv::Size2d(size));
  bool whole = true;
  const auto last = [&](double end) { return static_cast<int>(std::ceil(end / scale / side)); };
  for (int row = static_cast<int>(visible.y / scale) / side; row < last(visible.br().y); ++row) {
    for (int column = static_cast<int>(visible.x / scale) / side; column < last(visible.br().x); ++column) {
      Tile& tile = entry.tiles[{wanted, row, column}];
      tile.used = true;
      if (tile.whole) continue;
      tile.area =
          cv::Rect(column * side - margin, row * side - margin, side + 2 * margin, side + 2 * margin) &
          cv::Rect({0, 0}, level);
      whole = make(tile, drawing, wanted, small || seen.at_once) && whole;
    }
  }
  std::vector<PaintedTile> tiles;
  if (!whole) {
    missing_ = true;
    if (!entry.coarse) {
      const cv::Mat colors = coarse_colors(drawing);
      entry.coarse_size = colors.size();
      entry.coarse = upload_plain(colors, false);
    }
    const cv::Size2d texel(static_cast<double>(size.width) / entry.coarse_size.width,
                           static_cast<double>(size.height) / entry.coarse_size.height);
    tiles.push_back({entry.coarse.name(), {0, 0}, texel, cv::Rect2d({0, 0}, cv::Size2d(size))});
  }
  // From what is halved most to what is wanted.
  for (auto tile = entry.tiles.rbegin(); tile != entry.tiles.rend(); ++tile) {
    const auto [halvings, row, column] = tile->first;
    if (!tile->second.whole || halvings < wanted || (whole && halvings != wanted)) continue;
    const double texel = std::ldexp(1.0, halvings);
    const double extent = texel * side;
    const cv::Rect2d part = cv::Rect2d(column * extent, row * extent, extent, extent) & visible;
    if (part.empty()) continue;
    tile->second.used = true;
    tiles.push_back(
        {tile->second.texture.name(), cv::Point2d(tile->second.area.tl()) * texel, {texel, texel}, part});
  }
  return tiles;
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
  std::size_t texels = 0;
  for (Entry& entry : entries_) {
    for (auto tile = entry.tiles.begin(); tile != entry.tiles.end();) {
      const bool used = std::exchange(tile->second.used, false);
      if (!used) texels += static_cast<std::size_t>(tile->second.area.area());
      tile = used || texels <= kept_texels ? std::next(tile) : entry.tiles.erase(tile);
    }
  }
  entries_.remove_if([](Entry& entry) { return !std::exchange(entry.used, false) && entry.tiles.empty(); });
  small_.remove_if([](Small& entry) {
    const bool last = entry.picture.u && entry.picture.u->refcount == 1;  // nobody else has it any more
    return last || ++entry.idle > 120;
  });
  spent_ = {};
  loading_ = std::exchange(missing_, false);
}

}  // namespace pixelwhy::gui
