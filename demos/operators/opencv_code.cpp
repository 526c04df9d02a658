#include "operators/opencv_code.h"

namespace pixelwhy {

Code source_code(const std::string& id) {
  return {{"const cv::Mat $" + id + " = $source;", "$" + id + " = $source"}};
}

Code gray_code(const std::string& id) {
  return {{"cv::Mat $" + id + ";\ncv::cvtColor($source, $" + id + ", cv::COLOR_BGR2GRAY);",
           "$" + id + " = cv2.cvtColor($source, cv2.COLOR_BGR2GRAY)"}};
}

Code gaussian_code(const std::string& id, const std::string& from, const std::string& radius,
                   const std::string& border) {
  Code code;
  std::string reach = radius;
  if (radius.empty()) {
    reach = "radius";
    code.statements = {"const int radius = static_cast<int>(std::ceil(3 * $sigma));\n",
                       "radius = math.ceil(3 * $sigma)\n"};
  }
  code.statements.cpp += "const cv::Size window(2 * " + reach + " + 1, 2 * " + reach + " + 1);\ncv::Mat $" +
                         id + ";\ncv::GaussianBlur($" + from + ", $" + id + ", window, $sigma, $sigma, " +
                         border + ");";
  code.statements.python += "size = 2 * " + reach + " + 1\n$" + id + " = cv2.GaussianBlur($" + from +
                            ", (size, size), $sigma, sigmaY=$sigma, borderType=" + python_word(border) + ")";
  return code;
}

Code smooth_code(double sigma, const std::string& border) {
  if (sigma == 0)
    return {{"const cv::Mat $smooth = $gray;  // sigma 0 smooths nothing",
             "$smooth = $gray  # sigma 0 smooths nothing"}};
  return gaussian_code("smooth", "gray", "", border);
}

CodeText wrap_helpers() {
  return {R"code(
// OpenCV's filters refuse BORDER_WRAP, so the picture is enlarged before and cut afterwards.
cv::Mat wrapped(const cv::Mat& image, int reach) {
  cv::Mat wide;
  cv::copyMakeBorder(image, wide, reach, reach, reach, reach, $border);
  return wide;
}

cv::Mat cut(const cv::Mat& wide, int reach) {
  return wide(cv::Rect(reach, reach, wide.cols - 2 * reach, wide.rows - 2 * reach)).clone();
}
)code",
          R"code(
def wrapped(image, reach):
    """OpenCV's filters refuse BORDER_WRAP, so the picture is enlarged before and cut afterwards."""
    return cv2.copyMakeBorder(image, reach, reach, reach, reach, $border)


def cut(wide, reach):
    return wide[reach:-reach, reach:-reach].copy()
)code"};
}

Code sobel_code(Axis axis, Border border) {
  const std::string id = axis == Axis::X ? "gx" : "gy";
  const std::string order = axis == Axis::X ? "1, 0" : "0, 1";
  Code code;
  code.floats = true;
  if (border != Border::Wrap) {
    code.statements = {
        "cv::Mat $" + id + ";\ncv::Sobel($smooth, $" + id + ", CV_32F, " + order +
            ", $kernel, 1, 0, $border);",
        "$" + id + " = cv2.Sobel($smooth, cv2.CV_32F, " + order + ", ksize=$kernel, borderType=$border)"};
    return code;
  }
  code.helpers = {wrap_helpers()};
  code.statements = {
      "cv::Mat $" + id + ";\ncv::Sobel(wrapped($smooth, 3), $" + id + ", CV_32F, " + order +
          ", $kernel);\n$" + id + " = cut($" + id + ", 3);",
      "$" + id + " = cut(cv2.Sobel(wrapped($smooth, 3), cv2.CV_32F, " + order + ", ksize=$kernel), 3)"};
  return code;
}

Code magnitude_code(Norm norm) {
  Code code;
  code.floats = true;
  if (norm == Norm::L1) {
    code.statements = {"const cv::Mat $magnitude = cv::abs($gx) + cv::abs($gy);",
                       "$magnitude = np.abs($gx) + np.abs($gy)"};
  } else {
    code.statements = {"cv::Mat $magnitude;\ncv::magnitude($gx, $gy, $magnitude);",
                       "$magnitude = cv2.magnitude($gx, $gy)"};
  }
  return code;
}

Code direction_code() {
  Code code;
  code.floats = true;
  code.helpers = {{R"code(
// In degrees from 0 to 360, 0 to the right, 90 downwards; 0 where there is no gradient.
cv::Mat direction_of(const cv::Mat& gx, const cv::Mat& gy) {
  cv::Mat direction = cv::Mat::zeros(gx.size(), CV_32F);
  for (int y = 0; y < gx.rows; ++y) {
    for (int x = 0; x < gx.cols; ++x) {
      const double a = gx.at<float>(y, x);
      const double b = gy.at<float>(y, x);
      if (a == 0 && b == 0) continue;
      const double degrees = std::atan2(b, a) * 180 / CV_PI;
      const float turned = static_cast<float>(degrees < 0 ? degrees + 360 : degrees);
      direction.at<float>(y, x) = turned < 360 ? turned : 0;
    }
  }
  return direction;
}
)code",
                   R"code(
def direction_of(gx, gy):
    """In degrees from 0 to 360, 0 to the right, 90 downwards; 0 where there is no gradient."""
    degrees = np.arctan2(gy.astype(np.float64), gx.astype(np.float64)) * 180 / math.pi
    turned = np.where(degrees < 0, degrees + 360, degrees).astype(np.float32)
    flat = (gx == 0) & (gy == 0)
    return np.where(flat | (turned >= 360), np.float32(0), turned)
)code"}};
  code.statements = {"const cv::Mat $direction = direction_of($gx, $gy);",
                     "$direction = direction_of($gx, $gy)"};
  return code;
}

}  // namespace pixelwhy
