#pragma once

#include <filesystem>

#include "gui/gl.h"

namespace pixelwhy::gui {

/// A program of one vertex and one fragment shader that are read from files of data_dir()/shaders.
class Shader {
 public:
  /// Throws a failure with file and line when one of them does not compile.
  Shader(const char* vertex_file, const char* fragment_file);

  void use() const { glUseProgram(program_.name()); }
  GLint uniform(const char* name) const { return glGetUniformLocation(program_.name(), name); }

  void set(const char* name, int value) const { glUniform1i(uniform(name), value); }
  void set(const char* name, float value) const { glUniform1f(uniform(name), value); }
  void set(const char* name, float x, float y) const { glUniform2f(uniform(name), x, y); }
  void set(const char* name, float x, float y, float z) const { glUniform3f(uniform(name), x, y, z); }
  void set(const char* name, float x, float y, float z, float w) const {
    glUniform4f(uniform(name), x, y, z, w);
  }

 private:
  ProgramObject program_;
};

}  // namespace pixelwhy::gui
