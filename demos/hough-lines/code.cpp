#include "hough-lines/code.h"

namespace pixelwhy {

Code hough_edges_code() {
  return {{"cv::Mat $edges;\ncv::Canny($smooth, $edges, $low, $high, 3, true);",
           "$edges = cv2.Canny($smooth, $low, $high, apertureSize=3, L2gradient=True)"}};
}

Code accumulator_code() {
  Code code;
  code.floats = true;
  code.helpers = {{R"code(
// The votes for all lines, a row an angle and a column a distance, counted as
// cv::HoughLines does: it keeps them to itself. Everything is in 32-bit float, as it is
// there.
cv::Mat count_votes(const cv::Mat& edges) {
  const float step = static_cast<float>($theta * CV_PI / 180);
  const float per_pixel = 1 / static_cast<float>($rho);
  int angles = cvFloor(CV_PI / step) + 1;
  if (angles > 1 && std::abs(CV_PI - (angles - 1) * static_cast<double>(step)) < step / 2.0) --angles;
  const float distances = static_cast<float>(2 * (edges.cols + edges.rows) + 1);
  const int columns = std::max(1, cvRound(distances / static_cast<float>($rho)));
  std::vector<cv::Point> pixels;
  cv::findNonZero(edges, pixels);
  cv::Mat votes = cv::Mat::zeros(angles, columns, CV_32F);
  float angle = 0;
  for (int row = 0; row < angles; ++row, angle += step) {
    const float cosine = static_cast<float>(std::cos(static_cast<double>(angle)) * per_pixel);
    const float sine = static_cast<float>(std::sin(static_cast<double>(angle)) * per_pixel);
    for (const cv::Point& pixel : pixels) {
      const float distance = static_cast<float>(pixel.x) * cosine + static_cast<float>(pixel.y) * sine;
      const int column = cvRound(distance) + (columns - 1) / 2;
      if (column >= 0 && column < columns) votes.at<float>(row, column) += 1;
    }
  }
  return votes;
}
)code",
                   R"code(
def count_votes(edges):
    """The votes for all lines, a row an angle and a column a distance, counted as cv2.HoughLines does: it keeps
    them to itself. Everything is in 32-bit float, as it is there.
    """
    height, width = edges.shape
    step = np.float32($theta * math.pi / 180)
    per_pixel = np.float32(1) / np.float32($rho)
    angles = math.floor(math.pi / float(step)) + 1
    if angles > 1 and abs(math.pi - (angles - 1) * float(step)) < float(step) / 2:
        angles -= 1
    columns = max(1, int(np.rint(np.float32(2 * (width + height) + 1) / np.float32($rho))))
    y, x = (places.astype(np.float32) for places in np.nonzero(edges))
    votes = np.zeros((angles, columns), np.float32)
    angle = np.float32(0)
    for row in range(angles):
        cosine = np.float32(math.cos(float(angle)) * float(per_pixel))
        sine = np.float32(math.sin(float(angle)) * float(per_pixel))
        column = np.rint(x * cosine + y * sine).astype(int) + (columns - 1) // 2
        column = column[(column >= 0) & (column < columns)]
        votes[row] = np.bincount(column, minlength=columns)
        angle += step
    return votes
)code"}};
  code.statements = {"const cv::Mat $accumulator = count_votes($edges);",
                     "$accumulator = count_votes($edges)"};
  return code;
}

namespace {

CodeText find_lines_helper() {
  return {R"code(
// rho in pixels, theta in radians and the votes of every line, the strongest first.
std::vector<cv::Vec3f> find_lines(const cv::Mat& edges) {
  std::vector<cv::Vec3f> lines;
  cv::HoughLines(edges, lines, $rho, $theta * CV_PI / 180, $threshold);
  return lines;
}
)code",
          R"code(
def find_lines(edges):
    """rho in pixels, theta in radians and the votes of every line, the strongest first."""
    lines = cv2.HoughLinesWithAccumulator(edges, $rho, $theta * math.pi / 180, $threshold)
    return [] if lines is None else [tuple(map(float, line[0])) for line in lines]
)code"};
}

}  // namespace

Code peaks_code() {
  Code code;
  code.floats = true;
  code.helpers = {find_lines_helper()};
  code.statements = {R"code(
cv::Mat $peaks = cv::Mat::zeros($accumulator.size(), CV_32F);
for (const cv::Vec3f& line : find_lines($edges)) {
  const int column = cvRound(line[0] / $rho + ($accumulator.cols - 1) * 0.5);
  const int row = cvRound(line[1] / ($theta * CV_PI / 180));
  $peaks.at<float>(row, column) = line[2];
}
)code",
                     R"code(
$peaks = np.zeros_like($accumulator)
for distance, angle, votes in find_lines($edges):
    column = round(distance / $rho + ($accumulator.shape[1] - 1) * 0.5)
    row = round(angle / ($theta * math.pi / 180))
    $peaks[row, column] = votes
)code"};
  return code;
}

Code lines_code() {
  Code code;
  code.helpers = {find_lines_helper()};
  code.statements = {R"code(
std::vector<cv::Vec3f> lines = find_lines($edges);
if (lines.size() > $max-lines) lines.resize($max-lines);
cv::Mat $result = $source.clone();
const double reach = std::hypot($result.cols, $result.rows) + 1;
const int thickness = std::max(
    1, static_cast<int>(std::lround(std::min($result.cols, $result.rows) / 540.0)));
std::cout.precision(9);
for (const cv::Vec3f& line : lines) {
  const double distance = line[0];
  const double angle = line[1];
  std::cout << "rho " << line[0] << " px, theta " << line[1] << " rad, " << line[2] << " votes\n";
  const cv::Point2d normal(std::cos(angle), std::sin(angle));
  const cv::Point2d foot = normal * distance;
  const cv::Point2d along(-normal.y * reach, normal.x * reach);
  cv::line($result, foot - along, foot + along, cv::Scalar(40, 60, 235), thickness, cv::LINE_AA);
}
)code",
                     R"code(
$result = $source.copy()
height, width = $result.shape[:2]
reach = math.hypot(width, height) + 1
thickness = max(1, math.floor(min(width, height) / 540 + 0.5))
for distance, angle, votes in find_lines($edges)[:$max-lines]:
    print(f"rho {distance:.9g} px, theta {angle:.9g} rad, {votes:.9g} votes")
    normal = (math.cos(angle), math.sin(angle))
    foot = (normal[0] * distance, normal[1] * distance)
    start = (round(foot[0] + normal[1] * reach), round(foot[1] - normal[0] * reach))
    end = (round(foot[0] - normal[1] * reach), round(foot[1] + normal[0] * reach))
    cv2.line($result, start, end, (40, 60, 235), thickness, cv2.LINE_AA)
)code"};
  return code;
}

}  // namespace pixelwhy
