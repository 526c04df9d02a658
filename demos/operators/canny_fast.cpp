#include "operators/canny_fast.h"

#include <mutex>
#include <vector>

#include "kernels/canny.h"
#include "kernels/ridges.h"
#include "operators/gaussian_fast.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// The two maps of a picture with their memory.
class Bits {
 public:
  explicit Bits(cv::Size size) : words_((size.width + bits_a_word - 1) / bits_a_word + 1) {
    const int rows = size.height + 2;
    memory_ = new_image({words_ * static_cast<int>(sizeof(std::uint64_t)), 2 * rows + 1}, CV_8UC1);
    const auto row = [&](int y) { return memory_.ptr<std::uint64_t>(y); };
    bits_ = {row(1), row(rows + 1), words_, static_cast<std::size_t>(size.width),
             static_cast<std::size_t>(size.height)};
    for (const int y : {0, rows - 1, rows, 2 * rows - 1, 2 * rows}) memory_.row(y).setTo(0);
    for (int y = 0; y < 2 * rows; ++y) row(y)[words_ - 1] = 0;
  }
  const kernels::EdgeBits& get() const { return bits_; }

 private:
  static constexpr int bits_a_word = 64;
  int words_;  // of a row, the word of zeros behind it included
  cv::Mat memory_;
  kernels::EdgeBits bits_;
};

/// `seeds` and what hangs together with them among the bits of `room`, which they are part of: steps of 1, 2,
/// 4 ... 32 bits to both sides, each over bits that are all in the room.
std::uint64_t spread_in_word(std::uint64_t seeds, std::uint64_t room) {
  std::uint64_t up = seeds, room_below = room;
  std::uint64_t down = seeds, room_above = room;
  for (int step = 1; step < 64; step *= 2) {
    up |= room_below & (up << step);
    room_below &= room_below << step;
    down |= room_above & (down >> step);
    room_above &= room_above >> step;
  }
  return up | down;
}

/// Makes weak pixels of some rows that hang together with an edge into edges, depth first, by words of 64
/// pixels. What lies beside an edge but in other rows is not touched, only noted.
class Following {
 public:
  struct Pixels {
    std::ptrdiff_t word;
    std::uint64_t bits;
  };

  Following(const kernels::EdgeBits& bits, int first_row, int end_row)
      : bits_(bits), begin_(first_row * bits.stride), end_(end_row * bits.stride) {}

  void from_all_edges() {
    for (std::ptrdiff_t word = begin_; word < end_; ++word) {
      if (bits_.edges[word] == 0) continue;
      reach_from({word, bits_.edges[word]});
      finish();
    }
  }

  void from_beside(const Pixels& pixels) {
    take(pixels.word, pixels.bits);
    finish();
  }

  const std::vector<Pixels>& outside() const { return outside_; }

 private:
  void finish() {
    while (!open_.empty()) {
      const Pixels next = open_.back();
      open_.pop_back();
      reach_from(next);
    }
  }

  /// Makes edges of the weak pixels of a word that are `near` one.
  void take(std::ptrdiff_t word, std::uint64_t near) {
    if (word < begin_ || word >= end_) return outside_.push_back({word, near});
    std::uint64_t& weak = bits_.weak[word];
    if ((weak & near) == 0) return;
    const std::uint64_t found = spread_in_word(weak & near, weak);
    weak &= ~found;
    bits_.edges[word] |= found;
    open_.push_back({word, found});
  }

  void reach_from(const Pixels& edges) {
    const bool first = (edges.bits & 1) != 0;
    const bool last = edges.bits >> 63 != 0;
    for (const std::ptrdiff_t row : {-bits_.stride, std::ptrdiff_t{0}, bits_.stride}) {
      take(edges.word + row, edges.bits | edges.bits << 1 | edges.bits >> 1);
      if (first) take(edges.word + row - 1, std::uint64_t{1} << 63);
      if (last) take(edges.word + row + 1, 1);
    }
  }

  const kernels::EdgeBits& bits_;
  std::ptrdiff_t begin_;
  std::ptrdiff_t end_;
  std::vector<Pixels> open_;
  std::vector<Pixels> outside_;
};

/// Each band of rows by itself, then what leads from one into another.
void follow_edges(const kernels::EdgeBits& bits) {
  const int rows = static_cast<int>(bits.height);
  std::mutex mutex;
  std::vector<Following::Pixels> between;
  for_row_bands(rows, 64, [&](int begin, int end) {
    Following band(bits, begin, end);
    band.from_all_edges();
    const std::scoped_lock lock(mutex);
    between.insert(between.end(), band.outside().begin(), band.outside().end());
  });
  Following all(bits, -1, rows + 1);
  for (const Following::Pixels& pixels : between) all.from_beside(pixels);
}

kernels::Thresholds thresholds_of(Norm norm, double low, double high) {
  constexpr int aperture = 3;
  return {strength_threshold(low, aperture, norm), strength_threshold(high, aperture, norm),
          norm == Norm::L2};
}

cv::Mat edges_of(const Bits& bits) {
  follow_edges(bits.get());
  cv::Mat edges =
      new_image({static_cast<int>(bits.get().width), static_cast<int>(bits.get().height)}, CV_8UC1);
  for_row_bands(edges.rows, 64, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::edge_row(bits.get(), static_cast<std::size_t>(y), edges.ptr<std::uint8_t>(y));
  });
  return edges;
}

cv::Mat interpolated_ridges(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy) {
  const auto width = static_cast<std::size_t>(magnitude.cols);
  cv::Mat thin = new_image(magnitude.size(), CV_32FC1);
  for_row_bands(thin.rows, 32, [&](int begin, int end) {
    // Three rows of the magnitude in turn, with the zeros around the picture.
    const std::size_t stride = width + 2;
    const Scratch<float> scratch(3 * stride);
    const auto line = [&](int y) {
      return scratch.data() + static_cast<std::size_t>(y + 1) % 3 * stride + 1;
    };
    const auto fill = [&](int y) {
      float* to = line(y);
      to[-1] = to[width] = 0;
      if (y < 0 || y >= magnitude.rows) {
        std::fill_n(to, width, 0.0F);
      } else {
        std::copy_n(magnitude.ptr<float>(y), width, to);
      }
    };
    fill(begin - 1);
    fill(begin);
    for (int y = begin; y < end; ++y) {
      fill(y + 1);
      kernels::interpolated_ridge_row(
          {line(y - 1), line(y), line(y + 1), gx.ptr<float>(y), gy.ptr<float>(y), width}, thin.ptr<float>(y));
    }
  });
  return thin;
}

}  // namespace

cv::Mat fast_suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                                 Norm norm) {
  if (!kernels_fit(magnitude)) return suppress_non_maxima(magnitude, gx, gy, mode, norm);
  if (mode == NmsMode::Interpolate) return interpolated_ridges(magnitude, gx, gy);
  const auto stride = [](const cv::Mat& image) { return static_cast<std::ptrdiff_t>(image.step1()); };
  const kernels::GradientPictures pictures{gx.ptr<float>(),
                                           gy.ptr<float>(),
                                           magnitude.ptr<float>(),
                                           stride(gx),
                                           stride(gy),
                                           stride(magnitude),
                                           static_cast<std::size_t>(gx.cols),
                                           static_cast<std::size_t>(gx.rows)};
  cv::Mat thin = new_image(magnitude.size(), CV_32FC1);
  for_row_bands(thin.rows, 32, [&](int begin, int end) {
    const Scratch<std::uint8_t> scratch(kernels::canny_scratch(pictures.width));
    kernels::thin_rows(pictures, norm == Norm::L2, static_cast<std::size_t>(begin),
                       static_cast<std::size_t>(end), thin.ptr<float>(), stride(thin), scratch.data());
  });
  return thin;
}

cv::Mat fast_classify_edges(const cv::Mat& thin, const cv::Mat& gx, const cv::Mat& gy, double low,
                            double high, int aperture, Norm norm) {
  if (!kernels_fit(thin)) return classify_edges(thin, gx, gy, low, high, aperture, norm);
  const kernels::Thresholds thresholds{strength_threshold(low, aperture, norm),
                                       strength_threshold(high, aperture, norm), norm == Norm::L2};
  cv::Mat classes = new_image(thin.size(), CV_8UC1);
  for_row_bands(thin.rows, 32, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::class_row(thin.ptr<float>(y), gx.ptr<float>(y), gy.ptr<float>(y), thresholds,
                         static_cast<std::size_t>(thin.cols), classes.ptr<std::uint8_t>(y));
  });
  return classes;
}

cv::Mat fast_link_edges(const cv::Mat& classes) {
  if (!kernels_fit(classes)) return link_edges(classes);
  const Bits bits(classes.size());
  for_row_bands(classes.rows, 64, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::bits_row(classes.ptr<std::uint8_t>(y), bits.get(), static_cast<std::size_t>(y));
  });
  return edges_of(bits);
}

cv::Mat fused_canny(const cv::Mat& smooth, Norm norm, double low, double high) {
  constexpr int aperture = 3;
  if (!kernels_fit(smooth)) {
    const cv::Mat gx = derivative(smooth, canny_kernel(aperture), Axis::X, Border::Replicate);
    const cv::Mat gy = derivative(smooth, canny_kernel(aperture), Axis::Y, Border::Replicate);
    const cv::Mat thin = suppress_non_maxima(gradient_magnitude(gx, gy, norm), gx, gy, NmsMode::Sector, norm);
    return link_edges(classify_edges(thin, gx, gy, low, high, aperture, norm));
  }
  const kernels::Thresholds thresholds = thresholds_of(norm, low, high);
  const Bits bits(smooth.size());
  for_row_bands(smooth.rows, 32, [&](int begin, int end) {
    const Scratch<std::uint8_t> scratch(kernels::canny_scratch(bits.get().width));
    kernels::canny_rows({smooth.ptr<std::uint8_t>(), static_cast<std::ptrdiff_t>(smooth.step)}, thresholds,
                        bits.get(), static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                        scratch.data());
  });
  return edges_of(bits);
}

cv::Mat fused_gaussian_canny(const cv::Mat& gray, const std::vector<int>& weights, Border border, Norm norm,
                             double low, double high) {
  if (!kernels_fit(gray)) return fused_canny(fast_gaussian_blur(gray, weights, border), norm, low, high);
  constexpr int together = 128;  // rows smoothed at a time, which the second cache holds
  constexpr int around = 2;      // smoothed rows above and below that a row of ridges depends on
  const FastGaussian gaussian(gray, weights, border);
  const kernels::Thresholds thresholds = thresholds_of(norm, low, high);
  const Bits bits(gray.size());
  for_row_bands(gray.rows, std::max(32, 8 * gaussian.radius()), [&](int band_begin, int band_end) {
    const std::ptrdiff_t stride = gray.cols;
    const Scratch<std::uint8_t> smooth(static_cast<std::size_t>(stride) * (together + 2 * around));
    const Scratch<std::uint8_t> scratch(kernels::canny_scratch(bits.get().width));
    for (int begin = band_begin; begin < band_end; begin += together) {
      const int end = std::min(begin + together, band_end);
      const int first = std::max(begin - around, 0);
      gaussian.write(first, std::min(end + around, gray.rows), smooth.data(), stride);
      kernels::canny_rows({smooth.data() - first * stride, stride}, thresholds, bits.get(),
                          static_cast<std::size_t>(begin), static_cast<std::size_t>(end), scratch.data());
    }
  });
  return edges_of(bits);
}

}  // namespace pixelwhy
