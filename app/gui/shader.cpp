#include "gui/shader.h"

#include <fstream>
#include <iterator>
#include <string>

#include "core/data_dir.h"
#include "core/error.h"

namespace pixelwhy::gui {

namespace {

std::string first_lines(std::string log) {
  for (char& c : log) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  while (!log.empty() && (log.back() == ' ' || log.back() == '\0')) log.pop_back();
  return log;
}

ShaderObject compile(GLenum kind, const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    throw failure(file.string() + ": the shader cannot be read", file.string() + "：无法读取着色器文件");
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  ShaderObject shader(glCreateShader(kind));
  const char* source = text.c_str();
  glShaderSource(shader.name(), 1, &source, nullptr);
  glCompileShader(shader.name());
  GLint ok = 0;
  glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &ok);
  if (!ok) {
    // Drivers begin a message with "0:LINE"; the file's name is what they cannot know.
    std::string log(2048, '\0');
    glGetShaderInfoLog(shader.name(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    log = first_lines(log.c_str());
    throw failure(file.string() + ": " + log, file.string() + "：" + log);
  }
  return shader;
}

}  // namespace

Shader::Shader(const char* vertex_file, const char* fragment_file) : program_(glCreateProgram()) {
  const std::filesystem::path folder = data_dir() / "shaders";
  const ShaderObject vertex = compile(GL_VERTEX_SHADER, folder / vertex_file);
  const ShaderObject fragment = compile(GL_FRAGMENT_SHADER, folder / fragment_file);
  glAttachShader(program_.name(), vertex.name());
  glAttachShader(program_.name(), fragment.name());
  glLinkProgram(program_.name());
  GLint ok = 0;
  glGetProgramiv(program_.name(), GL_LINK_STATUS, &ok);
  if (!ok) {
    std::string log(2048, '\0');
    glGetProgramInfoLog(program_.name(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    throw failure((folder / fragment_file).string() + ": " + first_lines(log.c_str()));
  }
}

}  // namespace pixelwhy::gui
