#include "interpolation/code.h"

#include <cmath>

namespace pixelwhy {

namespace {

/// How an output position leads to the input, for a side of `input` and `output` pixels.
CodeText position_helper(Convention convention) {
  switch (convention) {
    case Convention::HalfPixel:
      return {R"code(
// Half-pixel convention: the edges of the two pictures coincide.
double position_in_input(double x, int input, int output) { return (x + 0.5) * input / output - 0.5; }
)code",
              R"code(
def position_in_input(x, input_side, output_side):
    """Half-pixel convention: the edges of the two pictures coincide."""
    return (x + 0.5) * input_side / output_side - 0.5
)code"};
    case Convention::AlignCorners:
      return {R"code(
// Aligned corners: the centres of the corner pixels coincide.
double position_in_input(double x, int input, int output) {
  return output == 1 ? 0 : x * (input - 1) / (output - 1);
}
)code",
              R"code(
def position_in_input(x, input_side, output_side):
    """Aligned corners: the centres of the corner pixels coincide."""
    return x * 0.0 if output_side == 1 else x * (input_side - 1) / (output_side - 1)
)code"};
    case Convention::Asymmetric:
      return {R"code(
// Asymmetric convention: the centres of the first pixels coincide.
double position_in_input(double x, int input, int output) { return x * input / output; }
)code",
              R"code(
def position_in_input(x, input_side, output_side):
    """Asymmetric convention: the centres of the first pixels coincide."""
    return x * input_side / output_side
)code"};
  }
  return {};
}

CodeText weights_helper(Method method) {
  switch (method) {
    case Method::Nearest:
      return {R"code(
// Nearest: the one pixel at floor(position + 1/2).
constexpr double shift = 0.5;
constexpr int before = 0;
std::vector<double> weights_of(double) { return {1}; }
)code",
              R"code(
# Nearest: the one pixel at floor(position + 1/2).
SHIFT = 0.5
BEFORE = 0


def weights_of(share):
    return [np.ones_like(share)]
)code"};
    case Method::Bilinear:
      return {R"code(
// Bilinear: two pixels along each side, weighted by their nearness.
constexpr double shift = 0;
constexpr int before = 0;
std::vector<double> weights_of(double share) { return {1 - share, share}; }
)code",
              R"code(
# Bilinear: two pixels along each side, weighted by their nearness.
SHIFT = 0.0
BEFORE = 0


def weights_of(share):
    return [1 - share, share]
)code"};
    case Method::Bicubic:
      return {R"code(
// Bicubic: four pixels along each side, weighted by Keys' cubic with a = -0.75.
constexpr double shift = 0;
constexpr int before = 1;

double cubic(double t) {
  constexpr double a = -0.75;
  if (t <= 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
}

std::vector<double> weights_of(double share) {
  return {cubic(1 + share), cubic(share), cubic(1 - share), cubic(2 - share)};
}
)code",
              R"code(
# Bicubic: four pixels along each side, weighted by Keys' cubic with a = -0.75.
SHIFT = 0.0
BEFORE = 1


def cubic(t):
    a = -0.75
    near = ((a + 2) * t - (a + 3)) * t * t + 1
    far = ((a * t - 5 * a) * t + 8 * a) * t - 4 * a
    return np.where(t <= 1, near, np.where(t < 2, far, 0.0))


def weights_of(share):
    return [cubic(1 + share), cubic(share), cubic(1 - share), cubic(2 - share)]
)code"};
  }
  return {};
}

CodeText interpolate_helper() {
  return {R"code(
// The weighted sum of the pixels around a position, rounded once.
cv::Vec3b interpolate(const cv::Mat& image, double x, double y) {
  const int column = cvFloor(x + shift);
  const int row = cvFloor(y + shift);
  const std::vector<double> across = weights_of(x - column);
  const std::vector<double> down = weights_of(y - row);
  cv::Vec3d sum(0, 0, 0);
  for (int j = 0; j < static_cast<int>(down.size()); ++j) {
    const int from_row = cv::borderInterpolate(row - before + j, image.rows, $border);
    for (int i = 0; i < static_cast<int>(across.size()); ++i) {
      const int from_column = cv::borderInterpolate(column - before + i, image.cols, $border);
      if (from_row < 0 || from_column < 0) continue;  // a constant border is 0
      const cv::Vec3b& pixel = image.at<cv::Vec3b>(from_row, from_column);
      const double weight = down[static_cast<std::size_t>(j)] * across[static_cast<std::size_t>(i)];
      for (int c = 0; c < 3; ++c) sum[c] += pixel[c] * weight;
    }
  }
  cv::Vec3b rounded;
  for (int c = 0; c < 3; ++c) rounded[c] = static_cast<uchar>(std::clamp(sum[c], 0.0, 255.0) + 0.5);
  return rounded;
}
)code",
          R"code(
def led_inside(place, side):
    """Places along a side, led through the border rule; -1 where nothing is."""
    first = int(place.min())
    table = [cv2.borderInterpolate(i, side, $border) for i in range(first, int(place.max()) + 1)]
    return np.array(table)[place - first]


def interpolate(image, x, y):
    """The weighted sums of the pixels around positions, rounded once."""
    column = np.floor(x + SHIFT).astype(int)
    row = np.floor(y + SHIFT).astype(int)
    across, down = weights_of(x - column), weights_of(y - row)
    total = np.zeros(np.broadcast(x, y).shape + (3,))
    for j in range(len(down)):
        from_row = led_inside(row - BEFORE + j, image.shape[0])
        for i in range(len(across)):
            from_column = led_inside(column - BEFORE + i, image.shape[1])
            outside = (from_row < 0) | (from_column < 0)  # a constant border is 0
            weight = np.where(outside, 0.0, down[j] * across[i])
            total += image[from_row, from_column] * weight[..., np.newaxis]
    return (np.clip(total, 0, 255) + 0.5).astype(np.uint8)
)code"};
}

const char* plain_cpp = R"code(
for (int y = 0; y < height; ++y) {
  for (int x = 0; x < width; ++x) {
    const double from_x = position_in_input(x, $input.cols, width);
    const double from_y = position_in_input(y, $input.rows, height);
    $result.at<cv::Vec3b>(y, x) = interpolate($input, from_x, from_y);
  }
}
)code";

const char* plain_python = R"code(
x = np.arange(width, dtype=np.float64)[np.newaxis, :]
y = np.arange(height, dtype=np.float64)[:, np.newaxis]
from_x = position_in_input(x, $input.shape[1], width)
from_y = position_in_input(y, $input.shape[0], height)
$result = interpolate($input, from_x, from_y)
)code";

const char* rotated_cpp = R"code(
// The output is rotated back about its centre first, then led to the input.
const double middle_x = (width - 1) / 2.0;
const double middle_y = (height - 1) / 2.0;
for (int y = 0; y < height; ++y) {
  for (int x = 0; x < width; ++x) {
    const double dx = x - middle_x;
    const double dy = y - middle_y;
    const double from_x = position_in_input(middle_x + cosine * dx - sine * dy, $input.cols, width);
    const double from_y = position_in_input(middle_y + sine * dx + cosine * dy, $input.rows, height);
    $result.at<cv::Vec3b>(y, x) = interpolate($input, from_x, from_y);
  }
}
)code";

const char* rotated_python = R"code(
# The output is rotated back about its centre first, then led to the input.
middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
dx = np.arange(width)[np.newaxis, :] - middle_x
dy = np.arange(height)[:, np.newaxis] - middle_y
from_x = position_in_input(middle_x + cosine * dx - sine * dy, $input.shape[1], width)
from_y = position_in_input(middle_y + sine * dx + cosine * dy, $input.shape[0], height)
$result = interpolate($input, from_x, from_y)
)code";

CodeText turn(double degrees) {
  if (std::fmod(degrees, 90) == 0) {
    return {
        "const double cosine = std::round(std::cos($angle * CV_PI / 180));  // exact for multiples of 90\n"
        "const double sine = std::round(std::sin($angle * CV_PI / 180));",
        "cosine = float(round(math.cos($angle * math.pi / 180)))  # exact for multiples of 90\n"
        "sine = float(round(math.sin($angle * math.pi / 180)))"};
  }
  return {
      "const double cosine = std::cos($angle * CV_PI / 180);\n"
      "const double sine = std::sin($angle * CV_PI / 180);",
      "cosine = math.cos($angle * math.pi / 180)\nsine = math.sin($angle * math.pi / 180)"};
}

}  // namespace

Code resample_code(Method method, double degrees, Convention convention) {
  Code code;
  code.spelled_out = true;
  code.helpers = {position_helper(convention), weights_helper(method), interpolate_helper()};
  code.statements = {
      "const int width = std::max(1, static_cast<int>(std::floor($input.cols * $scale + 0.5)));\n"
      "const int height = std::max(1, static_cast<int>(std::floor($input.rows * $scale + 0.5)));\n"
      "cv::Mat $result(height, width, CV_8UC3);\n",
      "height = max(1, math.floor($input.shape[0] * $scale + 0.5))\n"
      "width = max(1, math.floor($input.shape[1] * $scale + 0.5))\n"};
  const bool rotates = degrees != 0;
  if (rotates) {
    const CodeText angle = turn(degrees);
    code.statements.cpp += angle.cpp;
    code.statements.python += angle.python;
  }
  code.statements.cpp += rotates ? rotated_cpp : plain_cpp + 1;
  code.statements.python += rotates ? rotated_python : plain_python + 1;
  return code;
}

}  // namespace pixelwhy
