#include "pooling/code.h"

namespace pixelwhy {

namespace {

CodeText sampled_helper() {
  return {R"code(
// Every stride-th pixel, as many as there are windows.
cv::Mat sampled(const cv::Mat& image) {
  const cv::Size size((image.cols - $kernel) / $stride + 1, (image.rows - $kernel) / $stride + 1);
  cv::Mat result(size, image.type());
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      image(cv::Rect(x * $stride, y * $stride, 1, 1)).copyTo(result(cv::Rect(x, y, 1, 1)));
    }
  }
  return result;
}
)code",
          R"code(
def sampled(image):
    """Every stride-th pixel, as many as there are windows."""
    return image[: image.shape[0] - $kernel + 1 : $stride, : image.shape[1] - $kernel + 1 : $stride].copy()
)code"};
}

CodeText padded_helper() {
  return {R"code(
// With zeros around it.
cv::Mat padded(const cv::Mat& image) {
  cv::Mat wide;
  cv::copyMakeBorder(image, wide, $padding, $padding, $padding, $padding, cv::BORDER_CONSTANT);
  return wide;
}
)code",
          R"code(
def padded(image):
    """With zeros around it."""
    return cv2.copyMakeBorder(image, $padding, $padding, $padding, $padding, cv2.BORDER_CONSTANT)
)code"};
}

CodeText sums_helper() {
  return {R"code(
// The sum of each window.
cv::Mat sums_of(const cv::Mat& image) {
  cv::Mat sums;
  cv::boxFilter(padded(image), sums, CV_32F, cv::Size($kernel, $kernel), cv::Point(0, 0), false, cv::BORDER_CONSTANT);
  return sampled(sums);
}
)code",
          R"code(
def sums_of(image):
    """The sum of each window."""
    size = ($kernel, $kernel)
    sums = cv2.boxFilter(
        padded(image), cv2.CV_32F, size, anchor=(0, 0), normalize=False, borderType=cv2.BORDER_CONSTANT
    )
    return sampled(sums)
)code"};
}

/// With `{each}` in the place of what is done with each window, a cv::Rect or a tuple of top, left, bottom,
/// right.
CodeText gradient_helper(bool global, const CodeText& each) {
  CodeText text;
  if (global) {
    text = {R"code(
// What flows back of a gradient of 1 for the whole picture.
cv::Mat gradient_of(const cv::Mat& image) {
  cv::Mat gradient(image.size(), CV_32FC(image.channels()), cv::Scalar::all(0));
  const cv::Rect window({0, 0}, image.size());
{each}  return gradient;
}
)code",
            R"code(
def gradient_of(image):
    """What flows back of a gradient of 1 for the whole picture."""
    planes = image.reshape(image.shape[0], image.shape[1], -1)
    gradient = np.zeros(planes.shape, np.float32)
    top, left, bottom, right = 0, 0, planes.shape[0], planes.shape[1]
{each}    return gradient.reshape(image.shape)
)code"};
  } else {
    text = {R"code(
// What flows back of a gradient of 1 at each pixel of the result.
cv::Mat gradient_of(const cv::Mat& image) {
  cv::Mat gradient(image.size(), CV_32FC(image.channels()), cv::Scalar::all(0));
  for (int y = -$padding; y <= image.rows + $padding - $kernel; y += $stride) {
    for (int x = -$padding; x <= image.cols + $padding - $kernel; x += $stride) {
      const cv::Rect window = cv::Rect(x, y, $kernel, $kernel) & cv::Rect({0, 0}, image.size());
      if (window.area() == 0) continue;
{each}    }
  }
  return gradient;
}
)code",
            R"code(
def gradient_of(image):
    """What flows back of a gradient of 1 at each pixel of the result."""
    planes = image.reshape(image.shape[0], image.shape[1], -1)
    height, width, _ = planes.shape
    gradient = np.zeros(planes.shape, np.float32)
    for y in range(-$padding, height + $padding - $kernel + 1, $stride):
        for x in range(-$padding, width + $padding - $kernel + 1, $stride):
            top, left, bottom, right = max(y, 0), max(x, 0), min(y + $kernel, height), min(x + $kernel, width)
            if top >= bottom or left >= right:
                continue
{each}    return gradient.reshape(image.shape)
)code"};
  }
  const auto put = [](std::string& whole, const std::string& part, std::size_t indent) {
    std::string indented;
    std::size_t begin = 0;
    while (begin < part.size()) {
      const std::size_t end = part.find('\n', begin) + 1;
      indented += std::string(indent, ' ') + part.substr(begin, end - begin);
      begin = end;
    }
    whole.replace(whole.find("{each}"), 6, indented);
  };
  put(text.cpp, each.cpp, global ? 2 : 6);
  put(text.python, each.python, global ? 4 : 12);
  return text;
}

}  // namespace

Code pooling_code(PoolingMethod method, bool counts_padding) {
  switch (method) {
    case PoolingMethod::Max:
      return {
          {"cv::Mat $result;\ncv::dilate(padded($input), $result, cv::Mat::ones($kernel, $kernel, CV_8U), "
           "cv::Point(0, 0), 1,\n           cv::BORDER_CONSTANT, cv::Scalar::all(0));\n$result = "
           "sampled($result);",
           "window = np.ones(($kernel, $kernel), np.uint8)\n$result = sampled(cv2.dilate(padded($input), "
           "window, "
           "anchor=(0, 0), borderType=cv2.BORDER_CONSTANT, borderValue=0))"},
          {padded_helper(), sampled_helper()}};
    case PoolingMethod::Average: {
      const CodeText counts =
          counts_padding ? CodeText{"cv::Mat averages = sums_of($input) / ($kernel * $kernel);\n",
                                    "averages = sums_of($input) / np.float32($kernel * $kernel)\n"}
                         : CodeText{
                               "const cv::Mat ones($input.size(), $input.type(), cv::Scalar::all(1));\n"
                               "cv::Mat averages = sums_of($input) / cv::max(sums_of(ones), 1);\n",
                               "averages = sums_of($input) / np.maximum(sums_of(np.ones_like($input)), 1)\n"};
      return {
          {counts.cpp + "averages += cv::Scalar::all(0.25 / ($kernel * $kernel));  // so that halves go up\n"
                        "cv::Mat $result;\naverages.convertTo($result, CV_8U);",
           counts.python + "$result = np.floor(averages.astype(np.float64) + 0.5).astype(np.uint8)"},
          {padded_helper(), sampled_helper(), sums_helper()}};
    }
    case PoolingMethod::GlobalMax:
      return {
          {"cv::Mat $result;\ncv::reduce($input, $result, 0, cv::REDUCE_MAX);\n"
           "cv::reduce($result, $result, 1, cv::REDUCE_MAX);",
           "$result = $input.max(axis=(0, 1), keepdims=True)"}};
    case PoolingMethod::GlobalAverage:
      return {
          {"const cv::Scalar sums = cv::sum($input);\nconst double count = "
           "static_cast<double>($input.total());\n"
           "const cv::Mat $result(1, 1, $input.type(),\n    cv::Scalar(std::floor(sums[0] / count + 0.5), "
           "std::floor(sums[1] / count + 0.5),\n               std::floor(sums[2] / count + 0.5)));",
           "$result = np.floor($input.mean(axis=(0, 1), keepdims=True) + 0.5).astype(np.uint8)"}};
  }
  return {};
}

Code gradient_code(PoolingMethod method, bool counts_padding) {
  CodeText each;
  if (takes_maximum(method)) {
    each = {R"code(for (int c = 0; c < image.channels(); ++c) {
  cv::Point winner;
  int greatest = -1;
  for (int j = window.y; j < window.y + window.height; ++j) {
    for (int i = window.x; i < window.x + window.width; ++i) {
      const int value = image.ptr(j)[i * image.channels() + c];
      if (value <= greatest) continue;
      greatest = value;
      winner = {i, j};
    }
  }
  gradient.ptr<float>(winner.y)[winner.x * image.channels() + c] += 1;
}
)code",
            R"code(for c in range(planes.shape[2]):
    place = np.argmax(planes[top:bottom, left:right, c])
    gradient[top + place // (right - left), left + place % (right - left), c] += 1
)code"};
  } else if (counts_padding && !is_global(method)) {
    each = {"gradient(window) += cv::Scalar::all(1.0 / ($kernel * $kernel));\n",
            "gradient[top:bottom, left:right] += np.float32(1 / ($kernel * $kernel))\n"};
  } else {
    each = {"gradient(window) += cv::Scalar::all(1.0 / window.area());\n",
            "gradient[top:bottom, left:right] += np.float32(1 / ((bottom - top) * (right - left)))\n"};
  }
  Code code;
  code.floats = true;
  code.helpers = {gradient_helper(is_global(method), each)};
  code.statements = {"const cv::Mat $gradient = gradient_of($input);", "$gradient = gradient_of($input)"};
  return code;
}

}  // namespace pixelwhy
