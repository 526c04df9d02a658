#include "morphology/fast.h"

#include <bit>
#include <utility>
#include <vector>

#include "kernels/morphology.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

constexpr std::uint8_t loser(Extremum extremum) { return extremum == Extremum::Minimum ? 255 : 0; }

std::size_t bytes_of_row(const cv::Mat& image) {
  return static_cast<std::size_t>(image.cols) * static_cast<std::size_t>(image.channels());
}

/// The extrema of runs of pixels along a row, or along a part of it.
class Runs {
 public:
  /// Runs within first .. last around the bytes begin .. end - 1 of a picture's rows.
  Runs(const cv::Mat& image, std::size_t begin, std::size_t end, int first, int last, Extremum extremum)
      : begin_(begin),
        row_length_(bytes_of_row(image)),
        windows_(windows_of(image.channels(), end - begin, first, last, extremum)),
        last_level_(last - first < few ? 0 : level_of(last - first + 1)),
        levels_(windows_.stride * (last_level_ + 1)) {
    std::fill_n(levels_.data(), windows_.stride * (last_level_ + 1), loser(extremum));
  }

  std::size_t count() const { return windows_.length; }

  /// Takes up a row of the picture.
  void set_row(const std::uint8_t* row) {
    const std::size_t from = begin_ - std::min(begin_, windows_.before);
    const std::size_t to = std::min(begin_ + windows_.length + windows_.after, row_length_);
    std::copy_n(row + from, to - from, place() + from - begin_);
    prepare();
  }

  /// Where the bytes begin .. end - 1 lie; whoever writes them there calls prepare() then.
  std::uint8_t* place() const { return levels_.data() + windows_.before; }
  void prepare() const {
    if (last_level_ > 0) kernels::fill_levels(windows_, last_level_, levels_.data());
  }

  /// The extrema of the pixels first .. last around each byte.
  void write(int first, int last, std::uint8_t* to) const {
    if (last_level_ == 0) {
      const std::uint8_t* pixels[few] = {};
      for (int i = first; i <= last; ++i) pixels[i - first] = window(0, i);
      kernels::winner_rows(pixels, static_cast<std::size_t>(last - first + 1), count(), windows_.maximum, to);
      return;
    }
    const std::size_t level = level_of(last - first + 1);
    kernels::winner_row(window(level, first), window(level, last + 1 - (1 << level)), count(),
                        windows_.maximum, to);
  }

 private:
  static constexpr int few = 4;  // up to so many pixels are compared sooner than doubled

  static std::size_t level_of(int length) {
    return static_cast<std::size_t>(std::bit_width(static_cast<unsigned>(length)) - 1);
  }
  static kernels::RowWindows windows_of(int channels, std::size_t count, int first, int last,
                                        Extremum extremum) {
    const auto step = static_cast<std::size_t>(channels);
    const std::size_t before = static_cast<std::size_t>(-first) * step;
    const std::size_t after = static_cast<std::size_t>(last) * step;
    return {before,
            count,
            after,
            step,
            extremum == Extremum::Maximum,
            (before + count + after + 2 * kernels::windows_slack + 63) / 64 * 64};
  }
  const std::uint8_t* window(std::size_t level, int start) const {
    return place() + level * windows_.stride +
           static_cast<std::ptrdiff_t>(start) * static_cast<std::ptrdiff_t>(windows_.step);
  }

  std::size_t begin_;
  std::size_t row_length_;
  kernels::RowWindows windows_;
  std::size_t last_level_;
  Scratch<std::uint8_t> levels_;
};

/// The extrema of columns of `height` pixels, one row after another.
class Columns {
 public:
  Columns(const cv::Mat& image, int height, Extremum extremum)
      : image_(image),
        height_(height),
        extremum_(extremum),
        length_(bytes_of_row(image)),
        rests_(length_ * static_cast<std::size_t>(height)),
        beginning_(length_) {}

  /// The extrema of the rows y .. y + height - 1. Unless columns are low, y must begin a block (which are
  /// counted from the first y) or follow the one before.
  void write(int y, std::uint8_t* to) {
    if (height_ <= low) {
      rows_.clear();
      for (int i = std::max(y, 0); i < std::min(y + height_, image_.rows); ++i)
        rows_.push_back(image_.ptr<std::uint8_t>(i));
      kernels::winner_rows(rows_.data(), rows_.size(), length_, maximum(), to);
      return;
    }
    const int row = in_block_++;
    if (row == 0) {
      fill_rests(y);
      std::fill_n(beginning_.data(), length_, loser(extremum_));
      std::copy_n(rest(0), length_, to);
    } else {
      const int next = y + height_ - 1;
      if (next >= 0 && next < image_.rows) {
        kernels::winner_so_far(beginning_.data(), image_.ptr<std::uint8_t>(next), rest(row), length_,
                               maximum(), to);
      } else {
        kernels::winner_row(rest(row), beginning_.data(), length_, maximum(), to);
      }
    }
    if (in_block_ == height_) in_block_ = 0;
  }

 private:
  static constexpr int low = 6;  // up to here the rows themselves are compared sooner

  bool maximum() const { return extremum_ == Extremum::Maximum; }
  std::uint8_t* rest(int i) const { return rests_.data() + length_ * static_cast<std::size_t>(i); }

  /// The winner of a row and of row y of the picture, if there is one.
  void take(const std::uint8_t* row, int y, std::uint8_t* to) const {
    if (y >= 0 && y < image_.rows) {
      kernels::winner_row(row, image_.ptr<std::uint8_t>(y), length_, maximum(), to);
    } else if (to != row) {
      std::copy_n(row, length_, to);
    }
  }
  void fill_rests(int y) const {
    std::fill_n(rest(height_ - 1), length_, loser(extremum_));
    for (int i = height_ - 1; i >= 0; --i) take(rest(std::min(i + 1, height_ - 1)), y + i, rest(i));
  }

  const cv::Mat& image_;
  int height_;
  Extremum extremum_;
  std::size_t length_;
  Scratch<std::uint8_t> rests_;      ///< from each row of the block to its end
  Scratch<std::uint8_t> beginning_;  ///< of the block after it
  std::vector<const std::uint8_t*> rows_;
  int in_block_ = 0;
};

/// Rows begin .. end - 1 of the result of a rectangle.
void rectangle_rows(const cv::Mat& image, const StructuringElement& element, Extremum extremum, int begin,
                    int end, cv::Mat& result) {
  const auto [top, first, last] = element.rows.front();
  Columns columns(image, element.size.height, extremum);
  const Runs runs(image, 0, bytes_of_row(image), first, last, extremum);
  for (int y = begin; y < end; ++y) {
    columns.write(y + top, runs.place());
    runs.prepare();
    runs.write(first, last, result.ptr<std::uint8_t>(y));
  }
}

/// Rows begin .. end - 1, bytes from .. to - 1 of the result of any element. The extrema of all chords of as
/// many rows of the picture as the element has are kept in turn.
void chord_rows(const cv::Mat& image, const StructuringElement& element, Extremum extremum, int begin,
                int end, std::size_t from, std::size_t to, cv::Mat& result) {
  std::vector<std::pair<int, int>> chords;
  std::vector<std::size_t> chord_of;  // of each row of the element
  int first = 0;
  int last = 0;
  for (const ElementRow& row : element.rows) {
    const std::pair chord(row.first, row.last);
    const auto found = std::find(chords.begin(), chords.end(), chord);
    chord_of.push_back(static_cast<std::size_t>(found - chords.begin()));
    if (found == chords.end()) chords.push_back(chord);
    first = std::min(first, row.first);
    last = std::max(last, row.last);
  }
  Runs runs(image, from, to, first, last, extremum);
  const int height = element.size.height;
  const int top = element.rows.front().dy;
  const std::size_t stride = runs.count() + kernels::windows_slack;
  const std::size_t lines_size = stride * chords.size();
  const Scratch<std::uint8_t> memory(lines_size * static_cast<std::size_t>(height));
  // Where the chords of as many rows lie, twice, so that they follow each other from any of them on.
  std::vector<std::uint8_t*> lines;
  for (int i = 0; i < 2 * height; ++i)
    lines.push_back(memory.data() + lines_size * static_cast<std::size_t>(i % height));
  std::vector<const std::uint8_t*> rows(element.rows.size());
  std::size_t turn = 0;  // of row y
  for (int y = begin + top; y < end + top + height - 1; ++y) {
    if (y >= 0 && y < image.rows) {
      runs.set_row(image.ptr<std::uint8_t>(y));
      for (std::size_t i = 0; i < chords.size(); ++i)
        runs.write(chords[i].first, chords[i].second, lines[turn] + stride * i);
    } else {
      std::fill_n(lines[turn], lines_size, loser(extremum));
    }
    if (++turn == static_cast<std::size_t>(height)) turn = 0;  // now that of the element's first row
    const int out = y - top - height + 1;
    if (out < begin) continue;
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] = lines[turn + static_cast<std::size_t>(element.rows[i].dy - top)] + stride * chord_of[i];
    kernels::winner_rows(rows.data(), rows.size(), runs.count(), extremum == Extremum::Maximum,
                         result.ptr<std::uint8_t>(out) + from);
  }
}

cv::Mat apply_once(const cv::Mat& image, const StructuringElement& element, Extremum extremum) {
  constexpr std::size_t strip = 512;  // bytes of a row, so that the chords of 31 rows fit the second cache
  const ElementRow& top = element.rows.front();
  const bool rectangle = std::all_of(element.rows.begin(), element.rows.end(), [&](const ElementRow& row) {
    return row.first == top.first && row.last == top.last;
  });
  cv::Mat result = new_image(image.size(), image.type());
  const std::size_t length = bytes_of_row(image);
  for_row_bands(image.rows, std::max(32, 4 * element.size.height), [&](int begin, int end) {
    if (rectangle) return rectangle_rows(image, element, extremum, begin, end, result);
    const std::size_t strips = std::max<std::size_t>(length / strip, 1);
    for (std::size_t i = 0; i < strips; ++i)
      chord_rows(image, element, extremum, begin, end, length * i / strips, length * (i + 1) / strips,
                 result);
  });
  return result;
}

}  // namespace

cv::Mat fast_apply_element(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                           int iterations) {
  if (!kernels_fit(image)) return apply_element(image, element, extremum, iterations);
  if (element.anchor_alone()) return image;
  cv::Mat result = image;
  for (int i = 0; i < iterations; ++i) result = apply_once(result, element, extremum);
  return result;
}

}  // namespace pixelwhy
