#include "core/matrix_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "core/one_line.h"
#include "core/parameter.h"

namespace pixelwhy {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blanks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && blanks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

bool read_number(std::string_view text, double& number) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
}

double number_of(std::string_view word, std::size_t row) {
  const std::size_t slash = word.find('/');
  double above = 0;
  double below = 1;
  const bool read = read_number(word.substr(0, slash), above) &&
                    (slash == std::string_view::npos || read_number(word.substr(slash + 1), below)) &&
                    below != 0 && std::isfinite(above / below);
  if (read) return above / below;
  const std::string told = word.empty() ? " " : one_line(word, 24);
  const std::string place = std::to_string(row + 1);
  throw usage_error("'" + told + "' in row " + place + " is not a number",
                    "第 " + place + " 行的 '" + told + "' 不是数");
}

/// Between two commas there must be a number; blanks part numbers without that.
std::vector<double> row_of(std::string_view text, std::size_t row) {
  std::vector<double> numbers;
  const bool commas = text.find(',') != std::string_view::npos;
  for (const std::string_view part : split(text, ",")) {
    const std::string_view whole = trimmed(part);
    if (whole.empty() && commas) number_of(whole, row);
    for (const std::string_view word : split(whole, blanks)) {
      if (!word.empty()) numbers.push_back(number_of(word, row));
    }
  }
  return numbers;
}

}  // namespace

cv::Mat MatrixValue::mat() const { return cv::Mat(numbers, true).reshape(1, rows); }

MatrixValue parse_matrix(std::string_view text, int most) {
  const auto refuse_size = [&](const std::string& what_en, const std::string& what_zh) {
    throw usage_error("it has more than " + std::to_string(most) + what_en,
                      "超过 " + std::to_string(most) + what_zh);
  };
  text = trimmed(text);
  if (text.ends_with(';')) text.remove_suffix(1);
  const std::vector<std::string_view> rows = split(text, ";\n");
  if (rows.size() > static_cast<std::size_t>(most)) refuse_size(" rows", " 行");
  MatrixValue matrix{static_cast<int>(rows.size()), 0, {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::vector<double> numbers = row_of(rows[i], i);
    const std::string place = std::to_string(i + 1);
    if (numbers.size() > static_cast<std::size_t>(most)) refuse_size(" columns", " 列");
    if (numbers.empty()) throw usage_error("row " + place + " is empty", "第 " + place + " 行是空的");
    const auto cols = static_cast<int>(numbers.size());
    if (i > 0 && cols != matrix.cols) {
      const std::string here = std::to_string(cols);
      const std::string first = std::to_string(matrix.cols);
      throw usage_error(
          "row " + place + " has " + here + (cols == 1 ? " number" : " numbers") + ", row 1 has " + first,
          "第 " + place + " 行有 " + here + " 个数，第 1 行有 " + first + " 个");
    }
    matrix.cols = cols;
    matrix.numbers.insert(matrix.numbers.end(), numbers.begin(), numbers.end());
  }
  return matrix;
}

std::string format_matrix(const MatrixValue& matrix) {
  std::string text;
  for (int row = 0; row < matrix.rows; ++row) {
    for (int col = 0; col < matrix.cols; ++col) {
      if (row + col > 0) text += col == 0 ? "; " : " ";
      text += format_number(matrix.at(row, col));
    }
  }
  return text;
}

MatrixValue resized(const MatrixValue& matrix, int rows, int cols) {
  MatrixValue result{rows, cols, std::vector<double>(static_cast<std::size_t>(rows * cols), 0.0)};
  // The anchor (rows / 2, cols / 2) stays on the number that it was on.
  const int down = rows / 2 - matrix.rows / 2;
  const int right = cols / 2 - matrix.cols / 2;
  for (int row = std::max(0, down); row < std::min(rows, matrix.rows + down); ++row) {
    for (int col = std::max(0, right); col < std::min(cols, matrix.cols + right); ++col) {
      result.at(row, col) = matrix.at(row - down, col - right);
    }
  }
  return result;
}

}  // namespace pixelwhy
