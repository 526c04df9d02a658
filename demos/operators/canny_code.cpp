#include "operators/canny_code.h"

namespace pixelwhy {

namespace {

CodeText strength_helper(Norm norm) {
  if (norm == Norm::L1) {
    return {R"code(
// What comparisons use: the sum of the sizes.
cv::Mat strength_of(const cv::Mat& gx, const cv::Mat& gy) {
  cv::Mat strength = cv::abs(gx) + cv::abs(gy);
  strength.convertTo(strength, CV_64F);
  return strength;
}

cv::Mat magnitude_of(const cv::Mat& strength) {
  cv::Mat magnitude;
  strength.convertTo(magnitude, CV_32F);
  return magnitude;
}
)code",
            R"code(
def strength_of(gx, gy):
    """What comparisons use: the sum of the sizes."""
    return np.abs(gx).astype(np.float64) + np.abs(gy)


def magnitude_of(strength):
    return strength.astype(np.float32)
)code"};
  }
  return {R"code(
// What comparisons use: the sum of the squares, a whole number without a root.
cv::Mat strength_of(const cv::Mat& gx, const cv::Mat& gy) {
  cv::Mat x, y;
  gx.convertTo(x, CV_64F);
  gy.convertTo(y, CV_64F);
  return x.mul(x) + y.mul(y);
}

cv::Mat magnitude_of(const cv::Mat& strength) {
  cv::Mat magnitude;
  cv::sqrt(strength, magnitude);
  magnitude.convertTo(magnitude, CV_32F);
  return magnitude;
}
)code",
          R"code(
def strength_of(gx, gy):
    """What comparisons use: the sum of the squares, a whole number without a root."""
    x, y = gx.astype(np.float64), gy.astype(np.float64)
    return x * x + y * y


def magnitude_of(strength):
    return np.sqrt(strength).astype(np.float32)
)code"};
}

CodeText neighbour_helper() {
  return {R"code(
// The value of a picture of doubles, 0 outside.
double value_at(const cv::Mat& image, int x, int y) {
  const bool inside = x >= 0 && y >= 0 && x < image.cols && y < image.rows;
  return inside ? image.at<double>(y, x) : 0;
}
)code",
          R"code(
def neighbour(image, dx, dy):
    """The values at (x + dx, y + dy), 0 outside the picture."""
    height, width = image.shape
    padded = np.pad(image, 1)
    return padded[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width]
)code"};
}

CodeText sector_helper() {
  return {R"code(
// Keeps the magnitude of ridges: pixels stronger than their left or upper neighbour along the
// gradient and not weaker than the opposite one; on the diagonals stronger than both. The tangent
// of 22.5 degrees is 13573 / 2^15.
cv::Mat suppress_non_maxima(const cv::Mat& gx, const cv::Mat& gy) {
  const cv::Mat strength = strength_of(gx, gy);
  const cv::Mat magnitude = magnitude_of(strength);
  cv::Mat thin = cv::Mat::zeros(gx.size(), CV_32F);
  for (int y = 0; y < gx.rows; ++y) {
    for (int x = 0; x < gx.cols; ++x) {
      const double a = gx.at<float>(y, x);
      const double b = gy.at<float>(y, x);
      const double shallow = std::abs(a) * 13573;
      const double steep = std::abs(b) * 32768;
      const double centre = strength.at<double>(y, x);
      bool ridge = centre > 0;
      if (steep < shallow) {
        ridge = ridge && centre > value_at(strength, x - 1, y) && centre >= value_at(strength, x + 1, y);
      } else if (steep > shallow + std::abs(a) * 65536) {
        ridge = ridge && centre > value_at(strength, x, y - 1) && centre >= value_at(strength, x, y + 1);
      } else {
        const int lean = a * b < 0 ? -1 : 1;
        ridge = ridge && centre > value_at(strength, x - lean, y - 1) &&
                centre > value_at(strength, x + lean, y + 1);
      }
      if (ridge) thin.at<float>(y, x) = magnitude.at<float>(y, x);
    }
  }
  return thin;
}
)code",
          R"code(
def suppress_non_maxima(gx, gy):
    """Keeps the magnitude of ridges: pixels stronger than their left or upper neighbour along the gradient and
    not weaker than the opposite one; on the diagonals stronger than both. The tangent of 22.5 degrees is
    13573 / 2^15.
    """
    strength = strength_of(gx, gy)
    a, b = gx.astype(np.float64), gy.astype(np.float64)
    shallow, steep = np.abs(a) * 13573, np.abs(b) * 32768
    across = (strength > neighbour(strength, -1, 0)) & (strength >= neighbour(strength, 1, 0))
    upright = (strength > neighbour(strength, 0, -1)) & (strength >= neighbour(strength, 0, 1))
    falling = (strength > neighbour(strength, -1, -1)) & (strength > neighbour(strength, 1, 1))
    rising = (strength > neighbour(strength, 1, -1)) & (strength > neighbour(strength, -1, 1))
    diagonal = np.where(a * b < 0, rising, falling)
    ridge = np.where(steep > shallow + np.abs(a) * 65536, upright, diagonal)
    ridge = np.where(steep < shallow, across, ridge) & (strength > 0)
    return np.where(ridge, magnitude_of(strength), np.float32(0))
)code"};
}

CodeText interpolated_helper() {
  return {R"code(
// Keeps the magnitude where it is greater than the magnitude interpolated on one side along the
// gradient, and not less than that on the other side. cv::Canny has no such rule.
cv::Mat suppress_non_maxima(const cv::Mat& gx, const cv::Mat& gy) {
  cv::Mat magnitude;
  magnitude_of(strength_of(gx, gy)).convertTo(magnitude, CV_64F);
  cv::Mat thin = cv::Mat::zeros(gx.size(), CV_32F);
  for (int y = 0; y < gx.rows; ++y) {
    for (int x = 0; x < gx.cols; ++x) {
      const double centre = magnitude.at<double>(y, x);
      if (centre == 0) continue;
      const double a = gx.at<float>(y, x);
      const double b = gy.at<float>(y, x);
      // The gradient's line leaves the 3x3 window between a straight and a diagonal neighbour.
      const int lean = a * b < 0 ? -1 : 1;
      const bool steep = std::abs(b) > std::abs(a);
      const double share = steep ? std::abs(a) / std::abs(b) : std::abs(b) / std::abs(a);
      const cv::Point straight = steep ? cv::Point(0, 1) : cv::Point(1, 0);
      const cv::Point diagonal = steep ? cv::Point(lean, 1) : cv::Point(1, lean);
      const auto between = [&](int side) {
        const double s = value_at(magnitude, x + side * straight.x, y + side * straight.y);
        const double d = value_at(magnitude, x + side * diagonal.x, y + side * diagonal.y);
        return s + share * (d - s);
      };
      if (centre > between(-1) && centre >= between(1)) {
        thin.at<float>(y, x) = static_cast<float>(centre);
      }
    }
  }
  return thin;
}
)code",
          R"code(
def suppress_non_maxima(gx, gy):
    """Keeps the magnitude where it is greater than the magnitude interpolated on one side along the gradient, and
    not less than that on the other side. cv2.Canny has no such rule.
    """
    magnitude = magnitude_of(strength_of(gx, gy)).astype(np.float64)
    a, b = gx.astype(np.float64), gy.astype(np.float64)
    steep = np.abs(b) > np.abs(a)
    lower, higher = np.minimum(np.abs(a), np.abs(b)), np.maximum(np.abs(a), np.abs(b))
    share = lower / np.maximum(higher, 1)

    def between(side):
        # The gradient's line leaves the 3x3 window between a straight and a diagonal neighbour.
        straight = np.where(steep, neighbour(magnitude, 0, side), neighbour(magnitude, side, 0))
        rising = np.where(steep, neighbour(magnitude, -side, side), neighbour(magnitude, side, -side))
        diagonal = np.where(a * b < 0, rising, neighbour(magnitude, side, side))
        return straight + share * (diagonal - straight)

    ridge = (magnitude > 0) & (magnitude > between(-1)) & (magnitude >= between(1))
    return np.where(ridge, magnitude, 0).astype(np.float32)
)code"};
}

CodeText link_helper() {
  return {R"code(
// Keeps the connected parts that hold a strong pixel.
cv::Mat link_edges(const cv::Mat& classes) {
  cv::Mat labels;
  const int count = cv::connectedComponents(classes > 0, labels, 8, CV_32S);
  std::vector<bool> strong(static_cast<std::size_t>(count), false);
  for (int y = 0; y < classes.rows; ++y) {
    for (int x = 0; x < classes.cols; ++x) {
      if (classes.at<uchar>(y, x) == 2) strong[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
    }
  }
  cv::Mat edges = cv::Mat::zeros(classes.size(), CV_8U);
  for (int y = 0; y < classes.rows; ++y) {
    for (int x = 0; x < classes.cols; ++x) {
      if (strong[static_cast<std::size_t>(labels.at<int>(y, x))]) edges.at<uchar>(y, x) = 255;
    }
  }
  return edges;
}
)code",
          R"code(
def link_edges(classes):
    """Keeps the connected parts that hold a strong pixel."""
    _, labels = cv2.connectedComponents((classes > 0).astype(np.uint8), connectivity=8)
    strong = np.unique(labels[classes == 2])
    return np.where(np.isin(labels, strong), 255, 0).astype(np.uint8)
)code"};
}

}  // namespace

Code canny_gradient_code(Axis axis, int aperture) {
  const std::string id = axis == Axis::X ? "gx" : "gy";
  const std::string order = axis == Axis::X ? "1, 0" : "0, 1";
  const std::string scale = aperture == 7 ? "1.0 / 16" : "1";  // what cv::Canny does inside
  Code code;
  code.floats = true;
  code.statements = {
      "cv::Mat $" + id + ";\ncv::Sobel($smooth, $" + id + ", CV_16S, " + order + ", $aperture, " + scale +
          ", 0, cv::BORDER_REPLICATE);\n$" + id + ".convertTo($" + id + ", CV_32F);",
      "$" + id + " = cv2.Sobel($smooth, cv2.CV_16S, " + order + ", ksize=$aperture, scale=" + scale + ",\n" +
          std::string(id.size() + 13, ' ') + "borderType=cv2.BORDER_REPLICATE).astype(np.float32)"};
  return code;
}

Code thin_code(NmsMode mode, Norm norm) {
  Code code;
  code.floats = true;
  code.helpers = {strength_helper(norm), neighbour_helper(),
                  mode == NmsMode::Sector ? sector_helper() : interpolated_helper()};
  code.statements = {"const cv::Mat $thin = suppress_non_maxima($gx, $gy);",
                     "$thin = suppress_non_maxima($gx, $gy)"};
  return code;
}

Code classes_code(int aperture, Norm norm) {
  // The thresholds are rounded down to whole numbers, as the strengths are.
  const std::string scale = aperture == 7 ? " / 16" : "";
  const auto threshold = [&](const std::string& id) {
    const std::string value = "$" + id + scale;
    return norm == Norm::L1 ? "floor(" + value + ")" : "floor((" + value + ") * (" + value + "))";
  };
  const auto plain = [&](const std::string& id) {
    return norm == Norm::L2 && scale.empty() ? "floor($" + id + " * $" + id + ")" : threshold(id);
  };
  Code code;
  code.helpers = {strength_helper(norm)};
  code.statements = {
      "const cv::Mat strength = strength_of($gx, $gy);\n"
      "cv::Mat $classes = cv::Mat::zeros($thin.size(), CV_8U);  // 0 none, 1 weak, 2 strong\n"
      "$classes.setTo(1, ($thin > 0) & (strength > std::" +
          plain("low") +
          "));\n"
          "$classes.setTo(2, ($thin > 0) & (strength > std::" +
          plain("high") + "));",
      "strength = strength_of($gx, $gy)\n"
      "$classes = np.zeros($thin.shape, np.uint8)  # 0 none, 1 weak, 2 strong\n"
      "$classes[($thin > 0) & (strength > math." +
          plain("low") +
          ")] = 1\n"
          "$classes[($thin > 0) & (strength > math." +
          plain("high") + ")] = 2"};
  return code;
}

Code edges_code(NmsMode mode) {
  if (mode == NmsMode::Interpolate) {
    return {{"const cv::Mat $edges = link_edges($classes);", "$edges = link_edges($classes)"},
            {link_helper()}};
  }
  return {{"cv::Mat $edges;\ncv::Canny($smooth, $edges, $low, $high, $aperture, $norm);",
           "$edges = cv2.Canny($smooth, $low, $high, apertureSize=$aperture, L2gradient=$norm)"}};
}

}  // namespace pixelwhy
