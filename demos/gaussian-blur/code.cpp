#include "gaussian-blur/code.h"

#include "operators/opencv_code.h"

namespace pixelwhy {

namespace {

CodeText weights_helper() {
  return {R"code(
// The weights of cv::GaussianBlur for 8-bit pictures, which it does not hand out: a sampled bell,
// rounded to 1/256 from the outside in. Each rounding error is carried to the next weight; the
// centre takes what is left.
std::vector<double> gaussian_weights(int radius) {
  std::vector<double> bell;
  double sum = 0;
  for (int x = -radius; x <= radius; ++x) {
    const double t = x / $sigma;
    bell.push_back(std::exp(-t * t / 2));
    sum += bell.back();
  }
  std::vector<double> weights(bell.size());
  double carried = 0;
  double left = 256;
  for (std::size_t i = 0; i < bell.size() / 2; ++i) {
    const double exact = 256 * (bell[i] / sum) + carried;
    const double rounded = std::nearbyint(exact);
    carried = exact - rounded;
    weights[i] = weights[bell.size() - 1 - i] = rounded / 256;
    left -= 2 * rounded;
  }
  weights[bell.size() / 2] = left / 256;
  return weights;
}
)code",
          R"code(
def gaussian_weights(radius):
    """The weights of cv2.GaussianBlur for 8-bit pictures, which it does not hand out: a sampled bell, rounded to
    1/256 from the outside in. Each rounding error is carried to the next weight; the centre takes what is left.
    """
    bell = [math.exp(-((x / $sigma) ** 2) / 2) for x in range(-radius, radius + 1)]
    total = sum(bell)
    outside = []
    carried = 0.0
    for value in bell[:radius]:
        exact = 256 * (value / total) + carried
        outside.append(round(exact))
        carried = exact - outside[-1]
    return np.array(outside + [256 - 2 * sum(outside)] + outside[::-1]) / 256
)code"};
}

}  // namespace

Code gaussian_rows_code(int radius, Border border) {
  const bool wraps = border == Border::Wrap;
  Code code;
  code.floats = true;
  code.helpers = {weights_helper()};
  if (wraps) code.helpers.push_back(wrap_helpers());
  code.statements = radius > 0 ? CodeText{"const int reach = $radius;\n", "reach = $radius\n"}
                               : CodeText{"const int reach = static_cast<int>(std::ceil(3 * $sigma));\n",
                                          "reach = math.ceil(3 * $sigma)\n"};
  code.statements.cpp +=
      "const std::vector<double> along = gaussian_weights(reach), across = {1};\ncv::Mat $rows;\n";
  code.statements.python += "along, across = gaussian_weights(reach), np.array([1.0])\n";
  if (wraps) {
    code.statements.cpp +=
        "cv::sepFilter2D(wrapped($input, reach), $rows, CV_32F, along, across);\n"
        "$rows = cut($rows, reach);";
    code.statements.python +=
        "$rows = cut(cv2.sepFilter2D(wrapped($input, reach), cv2.CV_32F, along, across), reach)";
  } else {
    code.statements.cpp += "cv::sepFilter2D($input, $rows, CV_32F, along, across, {-1, -1}, 0, $border);";
    code.statements.python +=
        "$rows = cv2.sepFilter2D($input, cv2.CV_32F, along, across, borderType=$border)";
  }
  return code;
}

}  // namespace pixelwhy
