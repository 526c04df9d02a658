#include "convolution/geometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace pixelwhy {

ConvolutionAxis convolution_axis(int length, int taps, const ConvolutionSteps& steps) {
  ConvolutionAxis axis{length, taps, steps.dilation * (taps - 1) + 1, 0, 0, 0};
  if (steps.padding == Padding::Same) axis.before = axis.reach / 2;
  if (steps.padding == Padding::Full) axis.before = axis.reach - 1;
  axis.after = steps.padding == Padding::Full   ? axis.before
               : steps.padding == Padding::Same ? axis.reach - 1 - axis.before
                                                : 0;
  if (steps.operation == ConvolutionOperation::Transposed) {
    axis.outputs = steps.padding == Padding::Same
                       ? length * steps.stride
                       : (length - 1) * steps.stride + axis.reach - axis.before - axis.after;
    return axis;
  }
  const int room = length + axis.before + axis.after - axis.reach;
  axis.outputs = room < 0 ? 0 : room / steps.stride + 1;
  return axis;
}

ConvolutionAxes convolution_axes(cv::Size image, cv::Size kernel, const ConvolutionSteps& steps) {
  const ConvolutionAxes axes{convolution_axis(image.width, kernel.width, steps),
                             convolution_axis(image.height, kernel.height, steps)};
  if (axes.x.outputs < 1 || axes.y.outputs < 1) {
    throw usage_error(
        fmt::format(
            "the output has no pixel: the picture has {}×{}, the kernel reaches over {}×{}; expected a "
            "smaller kernel, less dilation, or padding same",
            image.width, image.height, axes.x.reach, axes.y.reach),
        fmt::format("输出没有像素：图像为 {}×{}，核覆盖 {}×{}；应使用更小的核、更小的扩张率，或填充 same",
                    image.width, image.height, axes.x.reach, axes.y.reach));
  }
  constexpr double most = 1 << 28;
  if (static_cast<double>(axes.x.outputs) * axes.y.outputs > most) {
    throw usage_error(
        fmt::format("the output would have {}×{} pixels; expected at most 2^28 in all, so a smaller stride",
                    axes.x.outputs, axes.y.outputs),
        fmt::format("输出将有 {}×{} 像素；总数不得超过 2^28，应减小步幅", axes.x.outputs, axes.y.outputs));
  }
  return axes;
}

std::vector<AxisTap> taps_of(const ConvolutionAxis& axis, const ConvolutionSteps& steps, int o) {
  std::vector<AxisTap> taps;
  for (int j = 0; j < axis.taps; ++j) {
    if (steps.operation == ConvolutionOperation::Direct) {
      taps.push_back({j, o * steps.stride - axis.before + j * steps.dilation});
      continue;
    }
    const int spread = o + axis.before - j * steps.dilation;  // = i·s for the pixel i that this tap meets
    if (spread >= 0 && spread % steps.stride == 0 && spread / steps.stride < axis.length)
      taps.push_back({j, spread / steps.stride});
  }
  return taps;
}

int kernel_rank(const cv::Mat& weights) {
  const cv::SVD svd(weights, cv::SVD::NO_UV);
  const auto* w = svd.w.ptr<double>();
  const int count = static_cast<int>(svd.w.total());
  const double least = 1e-10 * w[0];
  return static_cast<int>(std::count_if(w, w + count, [&](double value) { return value > least; }));
}

namespace {

/// `⌊(640 + 1 + 1 − 3) / 2⌋ + 1`
std::string size_working(const ConvolutionAxis& axis, const ConvolutionSteps& steps) {
  if (steps.operation == ConvolutionOperation::Direct)
    return fmt::format("⌊({} + {} + {} − {}) / {}⌋ + 1", axis.length, axis.before, axis.after, axis.reach,
                       steps.stride);
  if (steps.padding == Padding::Same) return fmt::format("{} · {}", axis.length, steps.stride);
  return fmt::format("({} − 1) · {} + {} − {} − {}", axis.length, steps.stride, axis.reach, axis.before,
                     axis.after);
}

/// Of `layers` such operations in a row: each adds K − 1 pixels of its own input, which lie s^i apart.
double receptive_field(const ConvolutionAxis& axis, const ConvolutionSteps& steps, int layers) {
  double field = 1;
  for (int i = 0; i < layers; ++i) field += (axis.reach - 1) * std::pow(steps.stride, i);
  return field;
}

}  // namespace

Facts convolution_facts(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  const cv::Size kernel = weights.values.size();
  const ConvolutionAxes axes = convolution_axes(image.size(), kernel, steps);
  const bool direct = steps.operation == ConvolutionOperation::Direct;
  const double taps = kernel.area();
  const int channels = image.channels();
  // Each output of the direct operation, or each input of the transposed one, meets the whole kernel once.
  const cv::Size met = direct ? axes.outputs() : image.size();
  const double multiplications = static_cast<double>(met.width) * met.height * channels * taps;
  Facts facts;
  const auto add = [&](Text label, std::string working, double value, std::string unit = {}) {
    facts.facts.push_back({std::move(label), std::move(working), value, std::move(unit)});
  };
  add({"output width", "输出宽度"}, size_working(axes.x, steps), axes.x.outputs, "px");
  add({"output height", "输出高度"}, size_working(axes.y, steps), axes.y.outputs, "px");
  const std::string across = channels == 1 ? "" : fmt::format(" · {}", channels);
  add({"multiplications", "乘法次数"},
      fmt::format("{} · {}{} · {} · {}", met.width, met.height, across, kernel.width, kernel.height),
      multiplications);
  const int rank = kernel_rank(weights.values);
  add({"rank of the kernel", "核的秩"}, rank <= 1 ? "1: k_y · k_x" : "k_1 + k_2 + ...", rank);
  if (rank <= 1 && direct) {
    const double separable =
        static_cast<double>(met.width) * met.height * channels * (kernel.width + kernel.height);
    add({"multiplications in two passes, about", "分两趟时的乘法次数（约）"},
        fmt::format("{} · {}{} · ({} + {})", met.width, met.height, across, kernel.width, kernel.height),
        separable);
  }
  add({"parameters", "参数个数"}, fmt::format("{} · {}", kernel.width, kernel.height), taps);
  add({"as a layer from 64 to 64 channels, biases too", "作为 64 到 64 通道的层（含偏置）"},
      fmt::format("64 · 64 · {} · {} + 64", kernel.width, kernel.height), 64 * 64 * taps + 64);
  if (direct) {
    add({"receptive field across", "感受野宽度"},
        fmt::format("{} · ({} − 1) + 1", steps.dilation, kernel.width), axes.x.reach, "px");
    add({"of two such layers", "两层叠加的感受野"},
        fmt::format("{} + ({} − 1) · {}", axes.x.reach, axes.x.reach, steps.stride),
        receptive_field(axes.x, steps, 2), "px");
    add({"of three such layers", "三层叠加的感受野"},
        fmt::format("{:.0f} + ({} − 1) · {}", receptive_field(axes.x, steps, 2), axes.x.reach,
                    steps.stride * steps.stride),
        receptive_field(axes.x, steps, 3), "px");
  }
  return facts;
}

}  // namespace pixelwhy
