#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

/// A matrix of real numbers as people type it, such as the kernel of a convolution. It has at least one row
/// and one column.
struct MatrixValue {
  int rows = 1;
  int cols = 1;
  std::vector<double> numbers = {0};  ///< row by row

  double at(int row, int col) const { return numbers[static_cast<std::size_t>(row * cols + col)]; }
  double& at(int row, int col) { return numbers[static_cast<std::size_t>(row * cols + col)]; }
  cv::Mat mat() const;  ///< CV_64FC1, with memory of its own
  friend bool operator==(const MatrixValue&, const MatrixValue&) = default;
};

/// A matrix that has a name among people: `sharpen`.
struct NamedMatrix {
  std::string id;
  Text name;
  MatrixValue value;
};

/// Rows set apart by `;` or line ends, numbers by blanks or commas, fractions such as `1/9` welcome. Throws a
/// usage error of the reason alone (`row 2 has 1 number, row 1 has 3`) on text, gaps, NaN, and more than
/// `most` rows or columns.
MatrixValue parse_matrix(std::string_view text, int most = 1024);

/// The text that parse_matrix() reads back as the same matrix.
std::string format_matrix(const MatrixValue& matrix);

/// The same of another size, cut or with zeros around it; the middle (rows / 2, cols / 2) stays the middle.
MatrixValue resized(const MatrixValue& matrix, int rows, int cols);

}  // namespace pixelwhy
