#pragma once

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "gui/colorizer.h"
#include "gui/drawing.h"
#include "gui/gl.h"

namespace pixelwhy::gui {

/// A texture that holds the colours of a part of a picture, as they are or halved.
struct PaintedTile {
  GLuint texture = 0;
  cv::Point2d origin;  ///< of the texture, in pixels of the picture
  cv::Size2d texel;    ///< in pixels of the picture
  cv::Rect2d part;  ///< what is painted with it; the texture reaches beyond, for what is mixed at the seams
};

/// What is seen of a picture, and how large.
struct Seen {
  cv::Rect2d part;       ///< in pixels of the picture
  double zoom = 1;       ///< pixels of the framebuffer a pixel of the picture
  bool at_once = false;  ///< in this frame, whatever it takes, as of what plays
};

/// The colours of the pictures that were drawn last, in tiles of which only those are made that are seen, and
/// the textures of the small pictures in the film strip. Tiles of large pictures are made over several
/// frames, each of which stays short; until then a coarse picture stands for them.
class StageTextures {
 public:
  /// Textures are at most `limit` on a side; 0: what the graphics processor allows.
  explicit StageTextures(int limit = 0);

  /// Coarse ones come first, those after lie over them. They stay at least until the next end_frame().
  std::vector<PaintedTile> of(const Drawing& drawing, const Seen& seen);
  /// Whether something that was asked for in the frame before the last end_frame() is still to be made.
  bool loading() const { return loading_; }

  /// The texture of a picture that is not written to any more; found again by its memory.
  GLuint small(const cv::Mat& picture);
  GLuint mask(const cv::Mat& picture);
  /// The same of a matrix of numbers (CV_64FC1): from black to white, or from blue over neutral to red when
  /// some are negative.
  GLuint cells(const cv::Mat& matrix);
  /// Makes all colours anew, by shaders that were read again.
  void forget_colors() { entries_.clear(); }
  /// Gives up the textures of pictures that are gone, what is too much, and small ones that nobody asked for
  /// in a while.
  void end_frame();

  /// What is made of a large picture at a time, on a side: a little more than a power of two, so that a
  /// tile's margins make no blocks of their own; and how long a frame may take for it.
  static constexpr int block = 1040;
  static constexpr std::chrono::milliseconds patience{16};
  /// A picture of so many pixels is one tile, made in one frame.
  static constexpr std::size_t at_once = std::size_t{1} << 21;

 private:
  struct Tile {
    cv::Rect area;  ///< of the halved picture, the margin included
    Texture texture;
    int blocks_made = 0;
    bool whole = false;
    bool used = true;  ///< in this frame
  };
  using TileKey = std::tuple<int, int, int>;  ///< how often halved, row, column
  struct Entry {
    std::weak_ptr<const StageResult> result;  // a texture keeps no picture alive, and goes with it
    std::weak_ptr<const StageResult> weight;
    bool weighted = false;
    View view = View::Picture;
    Range range;
    ViewSettings settings;
    const uchar* marks = nullptr;
    Texture coarse;
    cv::Size coarse_size;
    std::map<TileKey, Tile> tiles;
    bool used = true;
  };
  struct Small {
    cv::Mat picture;
    bool smooth = true;
    Texture texture;
    int idle = 0;
  };
  Entry& entry_of(const Drawing& drawing);
  bool make(Tile& tile, const Drawing& drawing, int halvings, bool at_once);
  GLuint plain(const cv::Mat& picture, bool smooth, cv::Mat (*colors)(const cv::Mat&) = nullptr);

  Colorizer colorizer_;
  int limit_;
  std::list<Entry> entries_;  ///< the one used last is first
  std::list<Small> small_;
  std::chrono::nanoseconds spent_{0};  ///< on tiles in this frame
  bool missing_ = false;               ///< in this frame
  bool loading_ = false;
};

}  // namespace pixelwhy::gui
