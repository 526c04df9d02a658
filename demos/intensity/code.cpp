#include "intensity/code.h"

namespace pixelwhy {

namespace {

CodeText percentile_helper() {
  return {R"code(
// The least value that at least so many percent of the pixels, and one at least, do not exceed.
int level_at(const cv::Mat& gray, double percent) {
  cv::Mat sorted;
  cv::sort(gray.reshape(1, 1), sorted, cv::SORT_EVERY_ROW | cv::SORT_ASCENDING);
  const double rank = std::max(1.0, std::ceil(percent * sorted.cols / 100));
  return sorted.at<uchar>(static_cast<int>(rank) - 1);
}
)code",
          R"code(
def level_at(gray, percent):
    """The least value that at least so many percent of the pixels, and one at least, do not exceed."""
    rank = max(1, math.ceil(percent * gray.size / 100))
    return int(np.sort(gray, axis=None)[rank - 1])
)code"};
}

CodeText counting_helper() {
  return {R"code(
// How many pixels have each value or a lower one.
std::vector<double> cumulated(const cv::Mat& gray) {
  std::vector<double> counts(256, 0.0);
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) ++counts[gray.at<uchar>(y, x)];
  }
  for (std::size_t v = 1; v < counts.size(); ++v) counts[v] += counts[v - 1];
  return counts;
}
)code",
          R"code(
def cumulated(gray):
    """How many pixels have each value or a lower one."""
    return [int(count) for count in np.cumsum(np.bincount(gray.ravel(), minlength=256))]
)code"};
}

CodeText level_helper() {
  return {R"code(
// A value from 0 to 255 as a level of 8 bits.
uchar level(double value) { return static_cast<uchar>(std::clamp(value, 0.0, 255.0) + 0.5); }
)code",
          R"code(
def level(value):
    """A value from 0 to 255 as a level of 8 bits."""
    return int(min(max(value, 0.0), 255.0) + 0.5)
)code"};
}

/// Both languages fill the table by the same expression of `v`.
Code by_formula(const std::string& cpp, const std::string& python, const CodeText& before = {}) {
  Code code;
  code.helpers = {level_helper()};
  code.statements = {before.cpp +
                         "cv::Mat table(1, 256, CV_8U), $result;\n"
                         "for (int v = 0; v < 256; ++v) table.at<uchar>(v) = level(" +
                         cpp + ");\ncv::LUT($gray, table, $result);",
                     before.python + "table = np.array([level(" + python +
                         ") for v in range(256)], np.uint8)\n$result = cv2.LUT($gray, table)"};
  code.spelled_out = true;
  return code;
}

Code stretch_code() {
  Code code = by_formula("bright > dark ? (v - dark) * 255.0 / (bright - dark) : v",
                         "(v - dark) * 255.0 / (bright - dark) if bright > dark else v",
                         {"const int dark = level_at($gray, $low), bright = level_at($gray, $high);\n",
                          "dark, bright = level_at($gray, $low), level_at($gray, $high)\n"});
  code.helpers.push_back(percentile_helper());
  return code;
}

Code match_code() {
  Code code;
  code.helpers = {counting_helper()};
  code.statements = {R"code(
const cv::Mat second = cv::imread($match, cv::IMREAD_COLOR);
if (second.empty()) {
  std::cerr << "cannot read '" << $match << "'\n";
  return 1;
}
cv::Mat target;
cv::cvtColor(second, target, cv::COLOR_BGR2GRAY);
const std::vector<double> ours = cumulated($gray), theirs = cumulated(target);
cv::Mat table(1, 256, CV_8U), $result;
int to = 0;
for (std::size_t v = 0; v < 256; ++v) {
  // The least level up to which the target has at least our share of its pixels.
  while (to < 255 && theirs[static_cast<std::size_t>(to)] * ours[255] < ours[v] * theirs[255]) ++to;
  table.at<uchar>(static_cast<int>(v)) = static_cast<uchar>(to);
}
cv::LUT($gray, table, $result);
)code",
                     R"code(
second = cv2.imread($match, cv2.IMREAD_COLOR)
if second is None:
    print(f"cannot read '{$match}'", file=sys.stderr)
    return 1
ours, theirs = cumulated($gray), cumulated(cv2.cvtColor(second, cv2.COLOR_BGR2GRAY))
table, to = np.zeros(256, np.uint8), 0
for v in range(256):
    # The least level up to which the target has at least our share of its pixels.
    while to < 255 and theirs[to] * ours[255] < ours[v] * theirs[255]:
        to += 1
    table[v] = to
$result = cv2.LUT($gray, table)
)code"};
  code.spelled_out = true;
  return code;
}

}  // namespace

Code intensity_code(IntensityMethod method) {
  switch (method) {
    case IntensityMethod::Stretch:
      return stretch_code();
    case IntensityMethod::Gamma:
      return by_formula("255 * std::pow(v / 255.0, $gamma)", "255 * math.pow(v / 255.0, $gamma)");
    case IntensityMethod::Logarithm:
      return by_formula("255 * std::log(1 + $strength * v / 255) / std::log(1 + $strength)",
                        "255 * math.log(1 + $strength * v / 255) / math.log(1 + $strength)");
    case IntensityMethod::Negative:
      return {{"cv::Mat $result;\ncv::bitwise_not($gray, $result);", "$result = cv2.bitwise_not($gray)"}};
    case IntensityMethod::Match:
      break;
  }
  return match_code();
}

}  // namespace pixelwhy
