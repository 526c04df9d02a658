#include "operators/canny_fast.h"

#include "kernels/canny.h"
#include "operators/gaussian_fast.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// A map with its memory.
class Map {
 public:
  explicit Map(cv::Size size)
      : memory_(new_image({size.width + 2 * slack, size.height + 2}, CV_8UC1)),
        map_{memory_.ptr<std::uint8_t>(1) + slack, memory_.cols, static_cast<std::size_t>(size.width),
             static_cast<std::size_t>(size.height)} {
    memory_.row(0).setTo(0);
    memory_.row(memory_.rows - 1).setTo(0);
  }
  const kernels::EdgeMap& get() const { return map_; }

 private:
  static constexpr int slack = static_cast<int>(kernels::map_slack);
  cv::Mat memory_;
  kernels::EdgeMap map_;
};

/// Makes weak pixels that hang together with an edge into edges: from every edge that touches a weak pixel,
/// depth first.
void follow_edges(const kernels::EdgeMap& map) {
  const std::ptrdiff_t neighbours[] = {-map.stride - 1, -map.stride, -map.stride + 1, -1, 1,
                                       map.stride - 1,  map.stride,  map.stride + 1};
  const Scratch<std::uint32_t> seeds(map.width);
  std::vector<std::uint8_t*> open;
  for (std::size_t y = 0; y < map.height; ++y) {
    std::uint8_t* row = map.first + static_cast<std::ptrdiff_t>(y) * map.stride;
    const std::size_t count = kernels::find_seeds(map, y, seeds.data());
    for (std::size_t i = 0; i < count; ++i) open.push_back(row + seeds.data()[i]);
    while (!open.empty()) {
      std::uint8_t* at = open.back();
      open.pop_back();
      for (const std::ptrdiff_t step : neighbours) {
        if (at[step] != kernels::map_weak) continue;
        at[step] = kernels::map_edge;
        open.push_back(at + step);
      }
    }
  }
}

kernels::Thresholds thresholds_of(Norm norm, double low, double high) {
  constexpr int aperture = 3;
  return {strength_threshold(low, aperture, norm), strength_threshold(high, aperture, norm),
          norm == Norm::L2};
}

cv::Mat edges_of(const kernels::EdgeMap& map) {
  follow_edges(map);
  cv::Mat edges = new_image({static_cast<int>(map.width), static_cast<int>(map.height)}, CV_8UC1);
  for_row_bands(edges.rows, 64, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::edge_row(map, static_cast<std::size_t>(y), edges.ptr<std::uint8_t>(y));
  });
  return edges;
}

}  // namespace

cv::Mat fast_suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                                 Norm norm) {
  if (mode != NmsMode::Sector || !kernels_fit(magnitude))
    return suppress_non_maxima(magnitude, gx, gy, mode, norm);
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
  const Map map(classes.size());
  for_row_bands(classes.rows, 64, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::map_row(classes.ptr<std::uint8_t>(y), map.get(), static_cast<std::size_t>(y));
  });
  return edges_of(map.get());
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
  const Map map(smooth.size());
  for_row_bands(smooth.rows, 32, [&](int begin, int end) {
    const Scratch<std::uint8_t> scratch(kernels::canny_scratch(map.get().width));
    kernels::canny_rows({smooth.ptr<std::uint8_t>(), static_cast<std::ptrdiff_t>(smooth.step)}, thresholds,
                        map.get(), static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                        scratch.data());
  });
  return edges_of(map.get());
}

cv::Mat fused_gaussian_canny(const cv::Mat& gray, const std::vector<int>& weights, Border border, Norm norm,
                             double low, double high) {
  if (!kernels_fit(gray)) return fused_canny(fast_gaussian_blur(gray, weights, border), norm, low, high);
  constexpr int together = 128;  // rows smoothed at a time, which the second cache holds
  constexpr int around = 2;      // smoothed rows above and below that a row of ridges depends on
  const FastGaussian gaussian(gray, weights, border);
  const kernels::Thresholds thresholds = thresholds_of(norm, low, high);
  const Map map(gray.size());
  for_row_bands(gray.rows, std::max(32, 8 * gaussian.radius()), [&](int band_begin, int band_end) {
    const std::ptrdiff_t stride = gray.cols;
    const Scratch<std::uint8_t> smooth(static_cast<std::size_t>(stride) * (together + 2 * around));
    const Scratch<std::uint8_t> scratch(kernels::canny_scratch(map.get().width));
    for (int begin = band_begin; begin < band_end; begin += together) {
      const int end = std::min(begin + together, band_end);
      const int first = std::max(begin - around, 0);
      gaussian.write(first, std::min(end + around, gray.rows), smooth.data(), stride);
      kernels::canny_rows({smooth.data() - first * stride, stride}, thresholds, map.get(),
                          static_cast<std::size_t>(begin), static_cast<std::size_t>(end), scratch.data());
    }
  });
  return edges_of(map.get());
}

}  // namespace pixelwhy
