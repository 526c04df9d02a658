#pragma once

#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/text.h"
#include "gui/gl.h"

namespace pixelwhy::gui {

/// A program of one vertex and one fragment shader that are read from files of data_dir()/shaders. All that
/// live can be read again while the program runs. On the window's thread.
class Shader {
 public:
  /// What cannot be read or does not compile leaves it unusable, and problem() says why.
  Shader(std::string vertex_file, std::string fragment_file);
  ~Shader();
  Shader(const Shader&) = delete;
  Shader& operator=(const Shader&) = delete;

  bool usable() const { return static_cast<bool>(program_); }
  /// What is wrong with the files as they were read last, with file and line. It may be usable all the same,
  /// by an earlier state of them.
  const std::optional<Text>& problem() const { return problem_; }

  /// Reads the files of all shaders again. One that does not compile goes on as it was; the problems are
  /// returned.
  static std::vector<Text> reload_all();
  static std::vector<Text> problems();

  void use() const { glUseProgram(program_.name()); }
  GLint uniform(const char* name) const { return glGetUniformLocation(program_.name(), name); }

  void set(const char* name, int value) const { glUniform1i(uniform(name), value); }
  void set(const char* name, float value) const { glUniform1f(uniform(name), value); }
  void set(const char* name, float x, float y) const { glUniform2f(uniform(name), x, y); }
  void set(const char* name, float x, float y, float z) const { glUniform3f(uniform(name), x, y, z); }
  void set(const char* name, float x, float y, float z, float w) const {
    glUniform4f(uniform(name), x, y, z, w);
  }
  void set(const char* name, cv::Point at) const { glUniform2i(uniform(name), at.x, at.y); }
  /// An array of three numbers each.
  void set(const char* name, std::span<const std::array<float, 3>> values) const {
    glUniform3fv(uniform(name), static_cast<GLsizei>(values.size()), values.front().data());
  }

 private:
  void read();

  std::string vertex_file_, fragment_file_;
  ProgramObject program_;
  std::optional<Text> problem_;
};

/// A driver's log as `FILE:LINE: words`, of the first error in it. Drivers name only the line, each in its
/// way: `0:12(3): error: words`, `0(12) : error C0000: words`, `ERROR: 0:12: words`.
std::string located_problem(const std::filesystem::path& file, const std::string& log);

}  // namespace pixelwhy::gui
