#pragma once

#include <string>
#include <vector>

namespace pixelwhy {

// The frame that every exported program has, around the parts that a demo gives.

struct CodeConstant {
  std::string name;
  std::string type;  ///< in C++, with `const` or `constexpr`
  std::string value;
  std::string note;  ///< unit and meaning
};

/// The statements of one stage.
struct CodeStep {
  std::string comment;
  std::string statements;
};

struct CodeProgram {
  std::string title;
  std::string maker;    ///< what computes the same, with versions
  std::string command;  ///< the command line that computes the same
  std::vector<CodeConstant> constants;
  std::vector<std::string> helpers;
  std::vector<CodeStep> steps;  ///< each comes after those that it needs
  std::string result;           ///< the variable that is written
  bool floats = false;          ///< it is 32-bit float
};

std::string cpp_program(const CodeProgram& program);
std::string python_program(const CodeProgram& program);

}  // namespace pixelwhy
