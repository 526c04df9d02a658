#include "convolution/opencv.h"

#include <opencv2/imgproc.hpp>

namespace pixelwhy {

namespace {

using Operation = ConvolutionOperation;

cv::Mat spread_kernel(const cv::Mat& weights, int dilation) {
  cv::Mat spread =
      cv::Mat::zeros(dilation * (weights.rows - 1) + 1, dilation * (weights.cols - 1) + 1, CV_64F);
  for (int i = 0; i < weights.rows; ++i) {
    for (int j = 0; j < weights.cols; ++j)
      spread.at<double>(i * dilation, j * dilation) = weights.at<double>(i, j);
  }
  return spread;
}

cv::Mat thinned(const cv::Mat& image, int step) {
  cv::Mat rows, columns;
  for (int y = 0; y < image.rows; y += step) rows.push_back(image.row(y));
  cv::transpose(rows, rows);
  for (int x = 0; x < rows.rows; x += step) columns.push_back(rows.row(x));
  cv::transpose(columns, columns);
  return columns;
}

cv::Mat direct(const cv::Mat& image, const cv::Mat& kernel, const ConvolutionSteps& steps) {
  cv::Mat padded, all;
  const int border = opencv_border(steps.border) | cv::BORDER_ISOLATED;
  if (steps.padding == Padding::Same && steps.stride == 1 && steps.border != Border::Wrap) {
    image.convertTo(padded, CV_64F);
    cv::filter2D(padded, all, CV_64F, kernel, {-1, -1}, 0, border);
    return all;
  }
  int top = 0, bottom = 0, left = 0, right = 0;
  if (steps.padding == Padding::Same) {
    top = kernel.rows / 2;
    left = kernel.cols / 2;
    bottom = kernel.rows - 1 - top;
    right = kernel.cols - 1 - left;
  } else if (steps.padding == Padding::Full) {
    top = bottom = kernel.rows - 1;
    left = right = kernel.cols - 1;
  }
  cv::copyMakeBorder(image, padded, top, bottom, left, right, border);
  padded.convertTo(padded, CV_64F);
  cv::filter2D(padded, all, CV_64F, kernel, {0, 0}, 0, cv::BORDER_CONSTANT);
  all = all({0, 0, padded.cols - kernel.cols + 1, padded.rows - kernel.rows + 1});
  return thinned(all, steps.stride);
}

cv::Mat transposed(const cv::Mat& image, const cv::Mat& kernel, const ConvolutionSteps& steps) {
  const int s = steps.stride;
  cv::Mat wide = cv::Mat::zeros(image.rows * s + 2 * kernel.rows - 1, image.cols * s + 2 * kernel.cols - 1,
                                CV_64FC(image.channels()));
  cv::Mat pixels, turned, all;
  image.convertTo(pixels, CV_64F);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x)
      pixels({x, y, 1, 1}).copyTo(wide({kernel.cols - 1 + x * s, kernel.rows - 1 + y * s, 1, 1}));
  }
  cv::rotate(kernel, turned, cv::ROTATE_180);
  cv::filter2D(wide, all, CV_64F, turned, {0, 0}, 0, cv::BORDER_CONSTANT);
  if (steps.padding == Padding::Same)
    return all({kernel.cols / 2, kernel.rows / 2, image.cols * s, image.rows * s});
  const bool full = steps.padding == Padding::Full;
  const cv::Size before = full ? kernel.size() - cv::Size(1, 1) : cv::Size(0, 0);
  return all({before.width, before.height, (image.cols - 1) * s + kernel.cols - 2 * before.width,
              (image.rows - 1) * s + kernel.rows - 2 * before.height});
}

}  // namespace

cv::Mat opencv_convolution(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  convolution_axes(image.size(), weights.values.size(), steps);
  const cv::Mat kernel = spread_kernel(weights.values, steps.dilation);
  cv::Mat response;
  (steps.operation == Operation::Direct ? direct : transposed)(image, kernel, steps)
      .convertTo(response, CV_32F);
  return response;
}

cv::Mat opencv_shown(const cv::Mat& response, ResponseMode mode) {
  cv::Mat result;
  if (mode == ResponseMode::Absolute) {
    cv::convertScaleAbs(response, result);
  } else {
    response.convertTo(result, CV_8U, 1, mode == ResponseMode::Offset ? 128 : 0);
  }
  return result;
}

namespace {

/// The kernel as it is laid on the picture.
CodeText kernel_helper(bool flip, bool normalize, int dilation) {
  CodeText text{
      "\n// The kernel as it is laid on the picture.\ncv::Mat laid_kernel() {\n  cv::Mat weights = "
      "$kernel.clone();\n",
      "\ndef laid_kernel():\n    \"\"\"The kernel as it is laid on the picture.\"\"\"\n    weights = "
      "$kernel.copy()\n"};
  if (normalize) {
    text.cpp += R"code(  double total = cv::sum(weights)[0];
  if (std::abs(total) <= 1e-12 * cv::norm(weights, cv::NORM_L1)) total = cv::sum(cv::max(weights, 0))[0];
  cv::divide(weights, cv::Scalar(total), weights);
)code";
    text.python += R"code(    total = cv2.sumElems(weights)[0]
    if abs(total) <= 1e-12 * cv2.norm(weights, cv2.NORM_L1):
        total = cv2.sumElems(np.maximum(weights, 0))[0]
    weights = weights / total
)code";
  }
  if (flip) {
    text.cpp += "  cv::rotate(weights, weights, cv::ROTATE_180);  // a convolution, not a correlation\n";
    text.python +=
        "    weights = cv2.rotate(weights, cv2.ROTATE_180).reshape(weights.shape)  # a convolution\n";
  }
  if (dilation > 1) {
    text.cpp +=
        R"code(  cv::Mat spread = cv::Mat::zeros($dilation * (weights.rows - 1) + 1, $dilation * (weights.cols - 1) + 1, CV_64F);
  for (int i = 0; i < weights.rows; ++i) {
    for (int j = 0; j < weights.cols; ++j)
      spread.at<double>(i * $dilation, j * $dilation) = weights.at<double>(i, j);
  }
  return spread;
)code";
    text.python += R"code(    rows, cols = weights.shape
    spread = np.zeros(($dilation * (rows - 1) + 1, $dilation * (cols - 1) + 1))
    spread[::$dilation, ::$dilation] = weights
    return spread
)code";
  } else {
    text.cpp += "  return weights;\n";
    text.python += "    return weights\n";
  }
  text.cpp += "}";
  return text;
}

CodeText thinning_helper() {
  return {R"code(
// Every stride-th row and column.
cv::Mat thinned(const cv::Mat& image) {
  cv::Mat rows, columns;
  for (int y = 0; y < image.rows; y += $stride) rows.push_back(image.row(y));
  cv::transpose(rows, rows);
  for (int x = 0; x < rows.rows; x += $stride) columns.push_back(rows.row(x));
  cv::transpose(columns, columns);
  return columns;
}
)code",
          ""};
}

Code direct_code(const ConvolutionSteps& steps) {
  if (steps.padding == Padding::Same && steps.stride == 1 && steps.border != Border::Wrap) {
    return {{R"code(
cv::Mat pixels, $response;
$input.convertTo(pixels, CV_64F);
cv::filter2D(pixels, $response, CV_64F, laid_kernel(), cv::Point(-1, -1), 0, $border);
$response.convertTo($response, CV_32F);
)code",
             R"code(
$response = cv2.filter2D($input.astype(np.float64), cv2.CV_64F, laid_kernel(), borderType=$border)
$response = $response.astype(np.float32)
)code"}};
  }
  Code code;
  code.statements = {"const cv::Mat weights = laid_kernel();\ncv::Mat padded, all, $response;\n",
                     "weights = laid_kernel()\nrows, cols = weights.shape\n"};
  if (steps.padding == Padding::Valid) {
    code.statements.cpp += "$input.convertTo(padded, CV_64F);\n";
    code.statements.python += "padded = $input.astype(np.float64)\n";
  } else if (steps.padding == Padding::Same) {
    code.statements.cpp +=
        "const int top = weights.rows / 2, left = weights.cols / 2;\n"
        "cv::copyMakeBorder($input, padded, top, weights.rows - 1 - top, left, weights.cols - 1 - left, "
        "$border);\n"
        "padded.convertTo(padded, CV_64F);\n";
    code.statements.python +=
        "top, left = rows // 2, cols // 2\n"
        "padded = cv2.copyMakeBorder($input, top, rows - 1 - top, left, cols - 1 - left, $border)\n"
        "padded = padded.astype(np.float64)\n";
  } else {
    code.statements.cpp +=
        "const int down = weights.rows - 1, across = weights.cols - 1;\n"
        "cv::copyMakeBorder($input, padded, down, down, across, across, $border);\n"
        "padded.convertTo(padded, CV_64F);\n";
    code.statements.python +=
        "padded = cv2.copyMakeBorder($input, rows - 1, rows - 1, cols - 1, cols - 1, $border)\n"
        "padded = padded.astype(np.float64)\n";
  }
  code.statements.cpp +=
      "cv::filter2D(padded, all, CV_64F, weights, cv::Point(0, 0), 0, cv::BORDER_CONSTANT);\n"
      "all = all(cv::Rect(0, 0, padded.cols - weights.cols + 1, padded.rows - weights.rows + 1));\n";
  code.statements.python +=
      "all_places = cv2.filter2D(padded, cv2.CV_64F, weights, anchor=(0, 0), "
      "borderType=cv2.BORDER_CONSTANT)\n"
      "all_places = all_places[: padded.shape[0] - rows + 1, : padded.shape[1] - cols + 1]\n";
  const bool strides = steps.stride > 1;
  if (strides) code.helpers = {thinning_helper()};
  code.statements.cpp +=
      strides ? "thinned(all).convertTo($response, CV_32F);" : "all.convertTo($response, CV_32F);";
  code.statements.python += strides ? "$response = all_places[::$stride, ::$stride].astype(np.float32)"
                                    : "$response = all_places.astype(np.float32)";
  return code;
}

Code transposed_code(Padding padding) {
  Code code;
  code.statements = {R"code(
const cv::Mat weights = laid_kernel();
cv::Mat pixels, turned, all, $response;
$input.convertTo(pixels, CV_64F);
// Zeros between the pixels, and around them.
cv::Mat wide = cv::Mat::zeros($input.rows * $stride + 2 * weights.rows - 1,
                              $input.cols * $stride + 2 * weights.cols - 1, pixels.type());
for (int y = 0; y < pixels.rows; ++y) {
  for (int x = 0; x < pixels.cols; ++x)
    pixels(cv::Rect(x, y, 1, 1))
        .copyTo(wide(cv::Rect(weights.cols - 1 + x * $stride, weights.rows - 1 + y * $stride, 1, 1)));
}
cv::rotate(weights, turned, cv::ROTATE_180);
cv::filter2D(wide, all, CV_64F, turned, cv::Point(0, 0), 0, cv::BORDER_CONSTANT);
)code",
                     R"code(
weights = laid_kernel()
rows, cols = weights.shape
height, width = $input.shape[:2]
# Zeros between the pixels, and around them.
wide = np.zeros((height * $stride + 2 * rows - 1, width * $stride + 2 * cols - 1) + $input.shape[2:])
wide[rows - 1 : rows - 1 + height * $stride : $stride, cols - 1 : cols - 1 + width * $stride : $stride] = $input
turned = cv2.rotate(weights, cv2.ROTATE_180).reshape(weights.shape)
all_places = cv2.filter2D(wide, cv2.CV_64F, turned, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
)code"};
  if (padding == Padding::Same) {
    code.statements.cpp +=
        "all = all(cv::Rect(weights.cols / 2, weights.rows / 2, $input.cols * $stride, $input.rows * "
        "$stride));\n";
    code.statements.python +=
        "all_places = all_places[rows // 2 : rows // 2 + height * $stride, cols // 2 : cols // 2 + width * "
        "$stride]\n";
  } else if (padding == Padding::Valid) {
    code.statements.cpp +=
        "all = all(cv::Rect(0, 0, ($input.cols - 1) * $stride + weights.cols, ($input.rows - 1) * $stride + "
        "weights.rows));\n";
    code.statements.python +=
        "all_places = all_places[: (height - 1) * $stride + rows, : (width - 1) * $stride + cols]\n";
  } else {
    code.statements.cpp +=
        "all = all(cv::Rect(weights.cols - 1, weights.rows - 1, ($input.cols - 1) * $stride - weights.cols + "
        "2,\n"
        "                   ($input.rows - 1) * $stride - weights.rows + 2));\n";
    code.statements.python +=
        "all_places = all_places[rows - 1 : (height - 1) * $stride + 1, cols - 1 : (width - 1) * $stride + "
        "1]\n";
  }
  code.statements.cpp += "all.convertTo($response, CV_32F);";
  code.statements.python += "$response = all_places.astype(np.float32)";
  return code;
}

}  // namespace

Code convolution_code(const ConvolutionSteps& steps, bool flip, bool normalize) {
  Code code = steps.operation == Operation::Direct ? direct_code(steps) : transposed_code(steps.padding);
  code.helpers.insert(code.helpers.begin(), kernel_helper(flip, normalize, steps.dilation));
  std::erase_if(code.helpers, [](const CodeText& helper) { return helper.cpp.empty(); });
  code.floats = true;
  return code;
}

Code shown_code(ResponseMode mode) {
  switch (mode) {
    case ResponseMode::Absolute:
      return {{"cv::Mat $result;\ncv::convertScaleAbs($response, $result);",
               "$result = cv2.convertScaleAbs($response)"}};
    case ResponseMode::Offset:
      return {{"cv::Mat $result;\n$response.convertTo($result, CV_8U, 1, 128);",
               "$result = np.clip(np.rint($response + np.float32(128)), 0, 255).astype(np.uint8)"}};
    case ResponseMode::Clamped:
      break;
  }
  return {{"cv::Mat $result;\n$response.convertTo($result, CV_8U);",
           "$result = np.clip(np.rint($response), 0, 255).astype(np.uint8)"}};
}

}  // namespace pixelwhy
