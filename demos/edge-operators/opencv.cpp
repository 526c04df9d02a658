#include "edge-operators/opencv.h"

#include <fmt/format.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "operators/derivative.h"

namespace pixelwhy {

namespace {

constexpr int opencv_edge_border = cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED;

cv::Mat opencv_bell(double sigma) {
  if (sigma == 0) return (cv::Mat_<double>(3, 1) << 0, 1, 0);
  return cv::getGaussianKernel(2 * static_cast<int>(std::ceil(4 * sigma)) + 1, sigma, CV_64F);
}

cv::Mat opencv_curvature(const cv::Mat& bell) {
  const int radius = bell.rows / 2;
  double variance = 0;
  for (int x = -radius; x <= radius; ++x) variance += x * x * bell.at<double>(x + radius);
  if (variance == 0) {
    cv::Mat limit = cv::Mat::zeros(bell.size(), CV_64F);
    limit.at<double>(radius) = -1;
    limit.at<double>(radius - 1) = limit.at<double>(radius + 1) = 0.5;
    return limit;
  }
  cv::Mat curvature = bell.clone();
  for (int x = -radius; x <= radius; ++x) curvature.at<double>(x + radius) *= x * x / variance - 1;
  return curvature;
}

cv::Mat separable(const cv::Mat& gray, const cv::Mat& horizontal, const cv::Mat& vertical) {
  cv::Mat result;
  cv::sepFilter2D(gray, result, CV_64F, horizontal, vertical, {-1, -1}, 0, opencv_edge_border);
  return result;
}

cv::Mat opencv_bells(const cv::Mat& gray, EdgeOperator op, double sigma, double ratio) {
  const cv::Mat bell = opencv_bell(sigma);
  cv::Mat sum;
  if (op == EdgeOperator::Log) {
    const cv::Mat curvature = opencv_curvature(bell);
    sum = separable(gray, curvature, bell) + separable(gray, bell, curvature);
  } else {
    const cv::Mat wide = opencv_bell(ratio * sigma);
    sum = separable(gray, wide, wide) - separable(gray, bell, bell);
  }
  cv::Mat units;
  sum.convertTo(units, CV_32S, 1024);
  cv::Mat response;
  units.convertTo(response, CV_32F, 1.0 / 1024);
  return response;
}

/// Rows of numbers, as both languages take them.
CodeText literal(const std::string& name, const cv::Mat& weights) {
  CodeText text;
  text.cpp = fmt::format("const cv::Mat {} = (cv::Mat_<float>({}, {}) <<", name, weights.rows, weights.cols);
  text.python = name + " = np.array([";
  for (int y = 0; y < weights.rows; ++y) {
    text.python += y > 0 ? ", [" : "[";
    for (int x = 0; x < weights.cols; ++x) {
      const std::string number = fmt::format("{}", std::lround(weights.at<double>(y, x)));
      text.cpp += (x + y > 0 ? ", " : " ") + number;
      text.python += (x > 0 ? ", " : "") + number;
    }
    text.python += "]";
  }
  text.cpp += ");\n";
  text.python += "], np.float32)\n";
  return text;
}

CodeText bells_helper() {
  return {R"code(
// A sampled bell that adds up to 1, and its curvature, which adds up to 0.
cv::Mat bell_of(double sigma) {
  if (sigma == 0) return (cv::Mat_<double>(3, 1) << 0, 1, 0);
  return cv::getGaussianKernel(2 * static_cast<int>(std::ceil(4 * sigma)) + 1, sigma, CV_64F);
}

cv::Mat curvature_of(const cv::Mat& bell) {
  const int radius = bell.rows / 2;
  double variance = 0;
  for (int x = -radius; x <= radius; ++x) variance += x * x * bell.at<double>(x + radius);
  cv::Mat curvature = cv::Mat::zeros(bell.size(), CV_64F);
  for (int x = -radius; x <= radius; ++x) {
    const double limit = x == 0 ? -1 : std::abs(x) == 1 ? 0.5 : 0;
    curvature.at<double>(x + radius) =
        variance > 0 ? (x * x / variance - 1) * bell.at<double>(x + radius) : limit;
  }
  return curvature;
}

cv::Mat separable(const cv::Mat& image, const cv::Mat& horizontal, const cv::Mat& vertical) {
  cv::Mat result;
  cv::sepFilter2D(image, result, CV_64F, horizontal, vertical);
  return result;
}

// To multiples of 1/1024: so a flat area has exactly 0, and no sign.
cv::Mat rounded(const cv::Mat& sum) {
  cv::Mat units, response;
  sum.convertTo(units, CV_32S, 1024);
  units.convertTo(response, CV_32F, 1.0 / 1024);
  return response;
}
)code",
          R"code(
def bell_of(sigma):
    """A sampled bell that adds up to 1."""
    if sigma == 0:
        return np.array([0.0, 1.0, 0.0])
    return cv2.getGaussianKernel(2 * math.ceil(4 * sigma) + 1, sigma, cv2.CV_64F).ravel()


def curvature_of(bell):
    """Its curvature, which adds up to 0."""
    x = np.arange(len(bell)) - len(bell) // 2
    variance = (x * x * bell).sum()
    if variance == 0:
        return np.where(x == 0, -1.0, np.where(np.abs(x) == 1, 0.5, 0.0))
    return (x * x / variance - 1) * bell


def separable(image, horizontal, vertical):
    return cv2.sepFilter2D(image, cv2.CV_64F, horizontal, vertical)


def rounded(total):
    """To multiples of 1/1024: so a flat area has exactly 0, and no sign."""
    return (np.round(total * 1024) / 1024).astype(np.float32)
)code"};
}

CodeText crossings_helper() {
  return {R"code(
// Along a row or a column, two neighbours of opposite signs that lie more than `limit` apart: the
// one nearer to zero is the edge, of equals the left or upper one. A zero between such two is one too.
cv::Mat zero_crossings(const cv::Mat& response, double limit) {
  const auto at = [&](int x, int y) -> double {
    const bool inside = x >= 0 && y >= 0 && x < response.cols && y < response.rows;
    return inside ? response.at<float>(y, x) : 0;  // a zero outside crosses nothing
  };
  const auto opposite = [&](double a, double b) { return a * b < 0 && std::abs(a - b) > limit; };
  const auto along = [&](double before, double here, double after) {
    if (here == 0) return opposite(before, after);
    return (opposite(before, here) && std::abs(here) < std::abs(before)) ||
           (opposite(here, after) && std::abs(here) <= std::abs(after));
  };
  cv::Mat edges = cv::Mat::zeros(response.size(), CV_8U);
  for (int y = 0; y < response.rows; ++y) {
    for (int x = 0; x < response.cols; ++x) {
      const double here = at(x, y);
      if (along(at(x - 1, y), here, at(x + 1, y)) || along(at(x, y - 1), here, at(x, y + 1)))
        edges.at<uchar>(y, x) = 255;
    }
  }
  return edges;
}
)code",
          R"code(
def zero_crossings(response, limit):
    """Along a row or a column, two neighbours of opposite signs that lie more than `limit` apart: the one nearer to
    zero is the edge, of equals the left or upper one. A zero between such two is one too.
    """
    here = response.astype(np.float64)
    padded = np.pad(here, 1)  # a zero outside crosses nothing

    def opposite(a, b):
        return (a * b < 0) & (np.abs(a - b) > limit)

    def along(before, after):
        first = opposite(before, here) & (np.abs(here) < np.abs(before))
        second = opposite(here, after) & (np.abs(here) <= np.abs(after))
        return np.where(here == 0, opposite(before, after), first | second)

    across = along(padded[1:-1, :-2], padded[1:-1, 2:])
    down = along(padded[:-2, 1:-1], padded[2:, 1:-1])
    return np.where(across | down, 255, 0).astype(np.uint8)
)code"};
}

}  // namespace

cv::Mat opencv_gradient(const cv::Mat& smooth, EdgeOperator op, Axis axis) {
  const EdgeKernel kernel = gradient_kernel(op, axis);
  cv::Mat result;
  cv::filter2D(smooth, result, CV_32F, kernel.weights, kernel.anchor, 0, opencv_edge_border);
  return result;
}

cv::Mat opencv_response(const cv::Mat& gray, const cv::Mat& smooth, const cv::Mat& gx, const cv::Mat& gy,
                        EdgeOperator op, double sigma, double ratio) {
  if (is_gradient(op)) return opencv_magnitude(gx, gy, Norm::L2);
  if (has_own_bell(op)) return opencv_bells(gray, op, sigma, ratio);
  cv::Mat result;
  if (op == EdgeOperator::Laplacian4) {
    cv::Laplacian(smooth, result, CV_32F, 1, 1, 0, opencv_edge_border);
  } else {
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, 1, 1, 1, -8, 1, 1, 1, 1);
    cv::filter2D(smooth, result, CV_32F, kernel, {-1, -1}, 0, opencv_edge_border);
  }
  return result;
}

Code gradient_code(EdgeOperator op, Axis axis) {
  const std::string id = axis == Axis::X ? "gx" : "gy";
  const EdgeKernel kernel = gradient_kernel(op, axis);
  const std::string name = "kernel_" + id.substr(1);
  Code code;
  code.floats = true;
  code.statements = literal(name, kernel.weights);
  const bool centred = kernel.anchor == cv::Point(1, 1);
  code.statements.cpp += "cv::Mat $" + id + ";\ncv::filter2D($smooth, $" + id + ", CV_32F, " + name +
                         (centred ? ");" : ", {0, 0});");
  code.statements.python +=
      "$" + id + " = cv2.filter2D($smooth, cv2.CV_32F, " + name + (centred ? ")" : ", anchor=(0, 0))");
  return code;
}

Code response_code(EdgeOperator op) {
  Code code;
  code.floats = true;
  if (is_gradient(op)) {
    code.statements = {"cv::Mat $response;\ncv::magnitude($gx, $gy, $response);",
                       "$response = cv2.magnitude($gx, $gy)"};
  } else if (op == EdgeOperator::Laplacian4) {
    code.statements = {"cv::Mat $response;\ncv::Laplacian($smooth, $response, CV_32F);",
                       "$response = cv2.Laplacian($smooth, cv2.CV_32F)"};
  } else if (op == EdgeOperator::Laplacian8) {
    code.statements = literal("kernel", sum_of(second_derivative_kernels(op, 0, 1)).weights);
    code.statements.cpp += "cv::Mat $response;\ncv::filter2D($smooth, $response, CV_32F, kernel);";
    code.statements.python += "$response = cv2.filter2D($smooth, cv2.CV_32F, kernel)";
  } else {
    code.helpers = {bells_helper()};
    code.statements =
        op == EdgeOperator::Log
            ? CodeText{"const cv::Mat bell = bell_of($sigma), curvature = curvature_of(bell);\n"
                       "const cv::Mat $response =\n"
                       "    rounded(separable($gray, curvature, bell) + separable($gray, bell, curvature));",
                       "bell = bell_of($sigma)\ncurvature = curvature_of(bell)\n"
                       "$response = rounded(separable($gray, curvature, bell) + separable($gray, bell, "
                       "curvature))"}
            : CodeText{"const cv::Mat narrow = bell_of($sigma), wide = bell_of($ratio * $sigma);\n"
                       "const cv::Mat $response = rounded(separable($gray, wide, wide) - separable($gray, narrow, "
                       "narrow));",
                       "narrow, wide = bell_of($sigma), bell_of($ratio * $sigma)\n"
                       "$response = rounded(separable($gray, wide, wide) - separable($gray, narrow, narrow))"};
  }
  return code;
}

Code operator_edges_code(EdgeOperator op, double sigma, double ratio) {
  // What an ideal step of one gray level answers, which for LoG and DoG depends on the sigma in use.
  const std::string gain = fmt::format("{}", step_gain(op, sigma, ratio));
  Code code;
  code.spelled_out = true;
  if (is_gradient(op)) {
    code.statements = {
        "const double gain = " + gain +
            ";  // of a step of one gray level\nconst cv::Mat $edges = $response > $threshold * gain;",
        "gain = " + gain +
            "  # of a step of one gray level\n$edges = np.where($response > np.float32($threshold * gain), "
            "255, 0).astype(np.uint8)"};
  } else {
    code.helpers = {crossings_helper()};
    code.statements = {
        "const double gain = " + gain +
            ";  // of a step of one gray level\nconst cv::Mat $edges = zero_crossings($response, $threshold "
            "* gain);",
        "gain = " + gain +
            "  # of a step of one gray level\n$edges = zero_crossings($response, $threshold * gain)"};
  }
  return code;
}

}  // namespace pixelwhy
