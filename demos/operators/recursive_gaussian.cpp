#include "operators/recursive_gaussian.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/image_pool.h"
#include "kernels/recursive.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// A line with what lies before and behind it.
using Samples = std::vector<double>;

/// One of two damped oscillations: as a recursion down the line b0·x[n] + b1·x[n−1] − a1·y[n−1] − a2·y[n−2],
/// and up the line c1·x[n+1] + c2·x[n+2] − a1·y[n+1] − a2·y[n+2].
struct Section {
  double b0, b1, c1, c2, a1, a2;
};

/// Deriche's constants: (p·cos(w·x/σ) + q·sin(w·x/σ)) · exp(−r·x/σ), twice, scaled so that all adds up to 1.
std::vector<Section> deriche_sections(double sigma) {
  struct Oscillation {
    double p, q, r, w;
  };
  constexpr Oscillation oscillations[] = {{1.6800, 3.7350, 1.7830, 0.6318},
                                          {-0.6803, -0.2598, 1.7230, 1.9970}};
  std::vector<Section> sections;
  double sum = 0;
  for (const auto [p, q, r, w] : oscillations) {
    const double decay = std::exp(-r / sigma);
    const double cosine = std::cos(w / sigma);
    const double b1 = decay * (q * std::sin(w / sigma) - p * cosine);
    const double a1 = -2 * decay * cosine;
    const double a2 = decay * decay;
    sections.push_back({p, b1, b1 - p * a1, -p * a2, a1, a2});
    sum += 2 * (p + b1) / (1 + a1 + a2) - p;
  }
  for (Section& s : sections) {
    for (double* factor : {&s.b0, &s.b1, &s.c1, &s.c2}) *factor /= sum;
  }
  return sections;
}

/// Where a recursion that always read `x` would be.
double steady(double x, double p, double q, const Section& s) { return x * (p + q) / (1 + s.a1 + s.a2); }

void smooth_line(const std::vector<Section>& sections, Samples& line) {
  Samples sums(line.size(), 0);
  for (const Section& s : sections) {
    double x1 = line.front();
    double y1 = steady(x1, s.b0, s.b1, s);
    double y2 = y1;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const double y = s.b0 * line[i] + s.b1 * x1 - s.a1 * y1 - s.a2 * y2;
      sums[i] += y;
      x1 = line[i];
      y2 = y1;
      y1 = y;
    }
    x1 = line.back();
    double x2 = x1;
    y1 = y2 = steady(x1, s.c1, s.c2, s);
    for (std::size_t i = line.size(); i-- > 0;) {
      const double y = s.c1 * x1 + s.c2 * x2 - s.a1 * y1 - s.a2 * y2;
      sums[i] += y;
      x2 = x1;
      x1 = line[i];
      y2 = y1;
      y1 = y;
    }
  }
  line = sums;
}

/// The half width of the whole part of a box, and the weight of one more at either end.
struct Box {
  std::size_t reach;
  double end_weight;
};

Box box_of(double variance) {
  const double reach = std::floor(std::sqrt(12 * variance + 1) / 2 - 0.5);
  const double end_weight =
      (2 * reach + 1) * (reach * (reach + 1) - 3 * variance) / (6 * (variance - (reach + 1) * (reach + 1)));
  return {static_cast<std::size_t>(reach), end_weight};
}

void average_line(const Box& box, Samples& line) {
  const auto value = [&](std::ptrdiff_t i) {
    return line[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(i, 0, static_cast<std::ptrdiff_t>(line.size()) - 1))];
  };
  const auto reach = static_cast<std::ptrdiff_t>(box.reach);
  const double scale = 1 / (static_cast<double>(2 * reach + 1) + 2 * box.end_weight);
  Samples means(line.size());
  double sum = 0;
  for (std::ptrdiff_t i = -reach; i <= reach; ++i) sum += value(i);
  for (std::size_t k = 0; k < line.size(); ++k) {
    const auto i = static_cast<std::ptrdiff_t>(k);
    means[k] = (sum + box.end_weight * (value(i - reach - 1) + value(i + reach + 1))) * scale;
    sum += value(i + reach + 1) - value(i - reach);
  }
  line = means;
}

/// Takes every row through `smooth`, with `margin` more at either end, then every column.
template <class Smooth>
cv::Mat along_both(const cv::Mat& image, int margin, Border border, const Smooth& smooth) {
  const int channels = image.channels();
  cv::Mat rows = new_image(image.size(), CV_32FC(channels));
  cv::Mat result = new_image(image.size(), image.type());
  const auto filled = [&](int n, const auto& value) {
    Samples line;
    for (const int i : border_indices(n, margin, margin, border))
      line.push_back(i == outside_constant ? 0.0 : static_cast<double>(value(i)));
    smooth(line);
    return line;
  };
  const auto at = [&](int i) { return static_cast<std::size_t>(i + margin); };
  for_row_bands(image.rows, 8, [&](int begin, int end) {
    for (int y = begin; y < end; ++y) {
      for (int c = 0; c < channels; ++c) {
        const Samples line =
            filled(image.cols, [&](int x) { return image.ptr<std::uint8_t>(y)[x * channels + c]; });
        for (int x = 0; x < image.cols; ++x)
          rows.ptr<float>(y)[x * channels + c] = static_cast<float>(line[at(x)]);
      }
    }
  });
  for_row_bands(image.cols * channels, 8, [&](int begin, int end) {
    for (int x = begin; x < end; ++x) {
      const Samples line = filled(image.rows, [&](int y) { return rows.ptr<float>(y)[x]; });
      for (int y = 0; y < image.rows; ++y)
        result.ptr<std::uint8_t>(y)[x] = static_cast<std::uint8_t>(std::clamp(line[at(y)] + 0.5, 0.0, 255.0));
    }
  });
  return result;
}

cv::Mat cut_off(const cv::Mat& image, double sigma, int radius, Border border) {
  return fast_gaussian_blur(image, gaussian_weights(sigma, gaussian_radius(sigma, radius)), border);
}

}  // namespace

bool approximates_gaussian(double sigma, int radius) {
  return sigma >= 2 && gaussian_radius(sigma, radius) >= gaussian_radius(sigma);
}

cv::Mat recursive_gaussian(const cv::Mat& image, double sigma, int radius, Border border) {
  if (!approximates_gaussian(sigma, radius)) return cut_off(image, sigma, radius, border);
  const std::vector<Section> sections = deriche_sections(sigma);
  return along_both(image, gaussian_radius(sigma, radius), border,
                    [&](Samples& line) { smooth_line(sections, line); });
}

cv::Mat extended_box_gaussian(const cv::Mat& image, double sigma, int radius, Border border) {
  constexpr int passes = 5;
  if (!approximates_gaussian(sigma, radius)) return cut_off(image, sigma, radius, border);
  const Box box = box_of(sigma * sigma / passes);
  return along_both(image, gaussian_radius(sigma, radius), border, [&](Samples& line) {
    for (int i = 0; i < passes; ++i) average_line(box, line);
  });
}

namespace {

/// The columns of `from`, filtered, as the rows of `to`.
template <class In, class Out>
void turn(const cv::Mat& from, const std::vector<Section>& sections, double scale, int margin, Border border,
          cv::Mat& to) {
  kernels::RecursiveColumns work{};
  for (std::size_t i = 0; i < 2; ++i) {
    const Section& s = sections[i];
    work.sections[i] = {static_cast<float>(s.b0 * scale), static_cast<float>(s.b1 * scale),
                        static_cast<float>(s.c1 * scale), static_cast<float>(s.c2 * scale),
                        static_cast<float>(s.a1),         static_cast<float>(s.a2)};
  }
  const std::vector<int> lines = border_indices(from.rows, margin, margin, border);
  work.lines = lines.data();
  work.margin = static_cast<std::size_t>(margin);
  work.rows = static_cast<std::size_t>(from.rows);
  work.stride = static_cast<std::ptrdiff_t>(from.step1());
  work.to_stride = static_cast<std::ptrdiff_t>(to.step1());
  for_row_bands(from.cols, 64, [&](int begin, int end) {
    kernels::RecursiveColumns part = work;
    part.columns = static_cast<std::size_t>(end - begin);
    const Scratch<float> scratch(kernels::recursive_columns_least * work.rows);
    kernels::recursive_columns(part, from.ptr<In>() + begin, to.ptr<Out>(begin), scratch.data());
  });
}

}  // namespace

cv::Mat fast_recursive_gaussian(const cv::Mat& image, double sigma, int radius, Border border) {
  const bool fits = kernels_fit(image) && image.rows >= static_cast<int>(kernels::recursive_columns_least);
  if (!fits || !approximates_gaussian(sigma, radius)) return recursive_gaussian(image, sigma, radius, border);
  const std::vector<Section> sections = deriche_sections(sigma);
  const int margin = gaussian_radius(sigma, radius);
  std::vector<cv::Mat> planes;
  for (int c = 0; c < image.channels(); ++c) {
    cv::Mat plane = image;
    if (image.channels() > 1) cv::extractChannel(image, plane, c);
    // Rows whose length is no power of two do not get into each other's way in the cache.
    cv::Mat turned =
        new_image({image.rows / 64 * 64 + 96, image.cols}, CV_16UC1)(cv::Rect(0, 0, image.rows, image.cols));
    turn<std::uint8_t, std::uint16_t>(plane, sections, 256, margin, border, turned);
    planes.push_back(new_image(image.size(), CV_8UC1));
    turn<std::uint16_t, std::uint8_t>(turned, sections, 1.0 / 256, margin, border, planes.back());
  }
  if (planes.size() == 1) return planes.front();
  cv::Mat result = new_image(image.size(), image.type());
  cv::merge(planes, result);
  return result;
}

}  // namespace pixelwhy
