#include "notes/code_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace pixelwhy {

namespace {

/// Without the empty lines before and after it.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

std::string indented(std::string_view text, int depth) {
  std::string result;
  text = trimmed(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0)
      result += std::string(static_cast<std::size_t>(depth), ' ') + std::string(text.substr(0, end));
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

struct Header {
  const char* name;
  std::vector<const char*> words;  ///< a program that has one of them needs it
};

/// The headers of the standard library behind the words of a text, in order.
std::string includes_of(const std::string& text) {
  static const std::vector<Header> headers = {
      {"algorithm", {"std::min(", "std::max(", "std::clamp("}},
      {"cmath",
       {"std::abs(", "std::atan2(", "std::ceil(", "std::cos(", "std::exp(", "std::floor(", "std::hypot(",
        "std::log(", "std::pow(", "std::lround(", "std::nearbyint(", "std::round(", "std::sin(",
        "std::sqrt("}},
      {"cstddef", {"std::size_t"}},
      {"filesystem", {"std::filesystem"}},
      {"iostream", {"std::cout", "std::cerr"}},
      {"string", {"std::string"}},
      {"vector", {"std::vector"}}};
  std::string includes;
  for (const Header& header : headers) {
    const bool needed = std::any_of(header.words.begin(), header.words.end(),
                                    [&](const char* word) { return text.find(word) != std::string::npos; });
    if (needed) includes += fmt::format("#include <{}>\n", header.name);
  }
  return includes;
}

constexpr const char* jpeg_note[] = {
    "On pictures stored without loss (PNG, BMP, TIFF) the result is the same,",
    "pixel for pixel; decoders of JPEG differ from each other by a few levels."};

std::string cpp_head(const CodeProgram& program) {
  return fmt::format(
      "// {}, as {} computes it by\n"
      "//   {}\n"
      "// Build: g++ -std=c++17 -O2 program.cpp -o program $(pkg-config --cflags --libs opencv4)\n"
      "// Use:   ./program IN OUT\n"
      "// {}\n// {}\n",
      program.title, program.maker, program.command, jpeg_note[0], jpeg_note[1]);
}

const char* cpp_reading = R"code(
int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " IN OUT\n";
    return 2;
  }
)code";

const char* cpp_float_check = R"code(
// The result is 32-bit float, which TIFF holds exactly.
const std::string extension = std::filesystem::path(argv[2]).extension().string();
if (extension != ".tiff" && extension != ".tif") {
  std::cerr << "the result is 32-bit float; OUT must end in .tiff, not '" << extension << "'\n";
  return 2;
}
)code";

const char* cpp_source = R"code(
const cv::Mat source = cv::imread(argv[1], cv::IMREAD_COLOR);
if (source.empty()) {
  std::cerr << "cannot read '" << argv[1] << "'\n";
  return 1;
}
)code";

}  // namespace

std::string cpp_program(const CodeProgram& program) {
  std::string body;
  if (!program.constants.empty() || !program.helpers.empty()) {
    body += "namespace {\n\n";
    for (const CodeConstant& constant : program.constants) {
      body +=
          fmt::format("{} {} = {};  // {}\n", constant.type, constant.name, constant.value, constant.note);
    }
    if (!program.constants.empty()) body += "\n";
    for (const std::string& helper : program.helpers) body += indented(helper, 0) + "\n";
    body += "}  // namespace\n\n";
  }
  body += indented(cpp_reading, 0);
  if (program.floats) body += indented(cpp_float_check, 2);
  body += indented(cpp_source, 2);
  for (const CodeStep& step : program.steps) {
    body += fmt::format("\n  // {}\n{}", step.comment, indented(step.statements, 2));
  }
  body += "\n";
  if (program.floats) {
    body +=
        "  // OpenCV would store three channels of float as LogLuv, which loses values.\n"
        "  const std::vector<int> uncompressed = {cv::IMWRITE_TIFF_COMPRESSION, 1};\n";
  }
  body += fmt::format(
      "  if (!cv::haveImageWriter(argv[2]) || !cv::imwrite(argv[2], {}{})) {{\n"
      "    std::cerr << \"cannot write '\" << argv[2] << \"'\\n\";\n"
      "    return 1;\n"
      "  }}\n"
      "  return 0;\n"
      "}}\n",
      program.result, program.floats ? ", uncompressed" : "");
  return cpp_head(program) + "\n#include <opencv2/imgcodecs.hpp>\n#include <opencv2/imgproc.hpp>\n\n" +
         includes_of(body) + "\n" + body;
}

namespace {

const char* python_float_check = R"code(
# The result is 32-bit float, which TIFF holds exactly.
if not sys.argv[2].endswith((".tiff", ".tif")):
    print("the result is 32-bit float; OUT must end in .tiff:", sys.argv[2], file=sys.stderr)
    return 2
)code";

const char* python_source = R"code(
source = cv2.imread(sys.argv[1], cv2.IMREAD_COLOR)
if source is None:
    print(f"cannot read '{sys.argv[1]}'", file=sys.stderr)
    return 1
)code";

}  // namespace

std::string python_program(const CodeProgram& program) {
  std::string body;
  for (const CodeConstant& constant : program.constants) {
    body += fmt::format("{} = {}  # {}\n", constant.name, constant.value, constant.note);
  }
  if (!program.constants.empty()) body += "\n\n";
  for (const std::string& helper : program.helpers) body += indented(helper, 0) + "\n\n";
  body +=
      "def main():\n"
      "    if len(sys.argv) != 3:\n"
      "        print(\"usage:\", sys.argv[0], \"IN OUT\", file=sys.stderr)\n"
      "        return 2\n";
  if (program.floats) body += indented(python_float_check, 4);
  body += indented(python_source, 4);
  for (const CodeStep& step : program.steps) {
    body += fmt::format("\n    # {}\n{}", step.comment, indented(step.statements, 4));
  }
  body += "\n";
  if (program.floats) {
    body +=
        "    # OpenCV would store three channels of float as LogLuv, which loses values.\n"
        "    uncompressed = [cv2.IMWRITE_TIFF_COMPRESSION, 1]\n";
  }
  body += fmt::format(
      "    if not cv2.haveImageWriter(sys.argv[2]) or not cv2.imwrite(sys.argv[2], {}{}):\n"
      "        print(f\"cannot write '{{sys.argv[2]}}'\", file=sys.stderr)\n"
      "        return 1\n"
      "    return 0\n\n\n"
      "if __name__ == \"__main__\":\n"
      "    sys.exit(main())\n",
      program.result, program.floats ? ", uncompressed" : "");
  const auto needs = [&](const char* word) { return body.find(word) != std::string::npos; };
  std::string imports = std::string(needs("math.") ? "import math\n" : "") + "import sys\n\nimport cv2\n" +
                        (needs("np.") ? "import numpy as np\n" : "");
  return fmt::format(
      "#!/usr/bin/env python3\n"
      "\"\"\"{}, as {} computes it by\n"
      "  {}\n"
      "Use: python3 program.py IN OUT  (Debian: python3-opencv)\n"
      "{}\n{}\n\"\"\"\n\n{}\n{}{}",
      program.title, program.maker, program.command, jpeg_note[0], jpeg_note[1], imports,
      program.constants.empty() ? "\n" : "", body);
}

}  // namespace pixelwhy
