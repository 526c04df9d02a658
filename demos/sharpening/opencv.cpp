#include "sharpening/opencv.h"

#include <opencv2/imgproc.hpp>

namespace pixelwhy {

namespace {

cv::Mat laplacian_of(const cv::Mat& input, SharpenMethod method) {
  cv::Mat result;
  if (method == SharpenMethod::Laplacian4) {
    cv::Laplacian(input, result, CV_32F, 1, -1, 0, cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
  } else {
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << -1, -1, -1, -1, 8, -1, -1, -1, -1);
    cv::filter2D(input, result, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
  }
  return result;
}

/// The picture plus an amount of its detail, as one kernel.
cv::Mat sharpening_kernel(SharpenMethod method, double amount) {
  const auto a = static_cast<float>(amount);
  return method == SharpenMethod::Laplacian4
             ? cv::Mat((cv::Mat_<float>(3, 3) << 0, -a, 0, -a, 1 + 4 * a, -a, 0, -a, 0))
             : cv::Mat((cv::Mat_<float>(3, 3) << -a, -a, -a, -a, 1 + 8 * a, -a, -a, -a, -a));
}

}  // namespace

cv::Mat opencv_detail(const cv::Mat& input, const cv::Mat& blurred, SharpenMethod method) {
  if (method != SharpenMethod::Unsharp) return laplacian_of(input, method);
  cv::Mat result;
  cv::subtract(input, blurred, result, cv::noArray(), CV_32F);
  return result;
}

cv::Mat opencv_sharpen(const cv::Mat& input, const cv::Mat& blurred, const cv::Mat& detail,
                       SharpenMethod method, double amount, double threshold) {
  cv::Mat result;
  if (method == SharpenMethod::Unsharp) {
    cv::addWeighted(input, 1 + amount, blurred, -amount, 0, result);
  } else {
    cv::filter2D(input, result, CV_8U, sharpening_kernel(method, amount), {-1, -1}, 0,
                 cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
  }
  if (threshold > 0) input.copyTo(result, cv::abs(detail) < threshold);
  return result;
}

cv::Mat opencv_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold) {
  cv::Mat sum;
  cv::Mat more;
  input.convertTo(sum, CV_64F);
  detail.convertTo(more, CV_64F);
  more.setTo(cv::Scalar::all(0), cv::abs(more) < threshold);
  sum += amount * more;
  const cv::Mat window = cv::Mat::ones(3, 3, CV_8U);
  cv::Mat least;
  cv::Mat greatest;
  cv::erode(input.clone(), least, window);  // pixels outside never win
  cv::dilate(input.clone(), greatest, window);
  least.convertTo(least, CV_64F);
  greatest.convertTo(greatest, CV_64F);
  cv::Mat labels = cv::Mat::zeros(input.size(), input.type());
  labels.setTo(cv::Scalar::all(1), sum < least - cv::Scalar::all(0.5));
  labels.setTo(cv::Scalar::all(2), sum >= greatest + cv::Scalar::all(0.5));
  labels.setTo(cv::Scalar::all(3), sum < -0.5);
  labels.setTo(cv::Scalar::all(4), sum >= 255.5);
  std::vector<cv::Mat> channels;
  cv::split(labels, channels);
  for (const cv::Mat& channel : channels) cv::max(channels[0], channel, channels[0]);
  return channels[0];
}

Code detail_code(SharpenMethod method) {
  Code code;
  code.floats = true;
  switch (method) {
    case SharpenMethod::Unsharp:
      code.statements = {"cv::Mat $detail;\ncv::subtract($input, $blurred, $detail, cv::noArray(), CV_32F);",
                         "$detail = cv2.subtract($input, $blurred, dtype=cv2.CV_32F)"};
      break;
    case SharpenMethod::Laplacian4:
      code.statements = {"cv::Mat $detail;\ncv::Laplacian($input, $detail, CV_32F, 1, -1);",
                         "$detail = cv2.Laplacian($input, cv2.CV_32F, ksize=1, scale=-1)"};
      break;
    case SharpenMethod::Laplacian8:
      code.statements = {
          "const cv::Mat neighbours = (cv::Mat_<float>(3, 3) << -1, -1, -1, -1, 8, -1, -1, -1, -1);\n"
          "cv::Mat $detail;\ncv::filter2D($input, $detail, CV_32F, neighbours);",
          "neighbours = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], np.float32)\n"
          "$detail = cv2.filter2D($input, cv2.CV_32F, neighbours)"};
      break;
  }
  return code;
}

Code sharpen_code(SharpenMethod method, double threshold) {
  Code code;
  switch (method) {
    case SharpenMethod::Unsharp:
      code.statements = {
          "cv::Mat $result;\ncv::addWeighted($input, 1 + $amount, $blurred, -$amount, 0, $result);",
          "$result = cv2.addWeighted($input, 1 + $amount, $blurred, -$amount, 0)"};
      break;
    case SharpenMethod::Laplacian4:
      code.statements = {
          "const float a = static_cast<float>($amount);\n"
          "const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 0, -a, 0, -a, 1 + 4 * a, -a, 0, -a, 0);\n"
          "cv::Mat $result;\ncv::filter2D($input, $result, CV_8U, kernel);",
          "a = float($amount)\nkernel = np.array([[0, -a, 0], [-a, 1 + 4 * a, -a], [0, -a, 0]], np.float32)\n"
          "$result = cv2.filter2D($input, cv2.CV_8U, kernel)"};
      break;
    case SharpenMethod::Laplacian8:
      code.statements = {
          "const float a = static_cast<float>($amount);\n"
          "const cv::Mat kernel = (cv::Mat_<float>(3, 3) << -a, -a, -a, -a, 1 + 8 * a, -a, -a, -a, -a);\n"
          "cv::Mat $result;\ncv::filter2D($input, $result, CV_8U, kernel);",
          "a = float($amount)\nkernel = np.array([[-a, -a, -a], [-a, 1 + 8 * a, -a], [-a, -a, -a]], "
          "np.float32)\n"
          "$result = cv2.filter2D($input, cv2.CV_8U, kernel)"};
      break;
  }
  if (threshold > 0) {
    code.statements.cpp += "\n$input.copyTo($result, cv::abs($detail) < $threshold);";
    code.statements.python += "\n$result = np.where(np.abs($detail) < $threshold, $input, $result)";
  }
  return code;
}

Code overshoot_code() {
  Code code;
  code.helpers = {{R"code(
// 0 none, 1 darker and 2 brighter than all of the 3x3 window, 3 lost in black, 4 lost in white.
cv::Mat overshoot_of(const cv::Mat& input, const cv::Mat& detail) {
  cv::Mat sum, more, least, greatest;
  input.convertTo(sum, CV_64F);
  detail.convertTo(more, CV_64F);
  more.setTo(cv::Scalar::all(0), cv::abs(more) < $threshold);
  sum += $amount * more;
  cv::erode(input, least, cv::Mat::ones(3, 3, CV_8U));
  cv::dilate(input, greatest, cv::Mat::ones(3, 3, CV_8U));
  least.convertTo(least, CV_64F);
  greatest.convertTo(greatest, CV_64F);
  cv::Mat labels = cv::Mat::zeros(input.size(), input.type());
  labels.setTo(cv::Scalar::all(1), sum < least - cv::Scalar::all(0.5));
  labels.setTo(cv::Scalar::all(2), sum >= greatest + cv::Scalar::all(0.5));
  labels.setTo(cv::Scalar::all(3), sum < -0.5);
  labels.setTo(cv::Scalar::all(4), sum >= 255.5);
  std::vector<cv::Mat> channels;
  cv::split(labels, channels);
  for (const cv::Mat& channel : channels) cv::max(channels[0], channel, channels[0]);
  return channels[0];
}
)code",
                   R"code(
def overshoot_of(picture, detail):
    """0 none, 1 darker and 2 brighter than all of the 3x3 window, 3 lost in black, 4 lost in white."""
    more = detail.astype(np.float64)
    total = picture + $amount * np.where(np.abs(more) < $threshold, 0, more)
    least = cv2.erode(picture, np.ones((3, 3), np.uint8)).astype(np.float64)
    greatest = cv2.dilate(picture, np.ones((3, 3), np.uint8)).astype(np.float64)
    labels = np.zeros(picture.shape, np.uint8)
    labels[total < least - 0.5] = 1
    labels[total >= greatest + 0.5] = 2
    labels[total < -0.5] = 3
    labels[total >= 255.5] = 4
    return labels if labels.ndim == 2 else labels.max(axis=2)
)code"}};
  code.statements = {"const cv::Mat $overshoot = overshoot_of($input, $detail);",
                     "$overshoot = overshoot_of($input, $detail)"};
  return code;
}

}  // namespace pixelwhy
