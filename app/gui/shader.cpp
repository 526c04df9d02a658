#include "gui/shader.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <utility>

#include "core/data_dir.h"
#include "core/error.h"

namespace pixelwhy::gui {

namespace {

/// All that live; they live and die on the window's thread.
std::vector<Shader*>& living() {
  static std::vector<Shader*> shaders;
  return shaders;
}

template <class Get, class GetLog>
std::string log_of(GLuint name, Get get, GetLog get_log) {
  GLint length = 0;
  get(name, GL_INFO_LOG_LENGTH, &length);
  std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
  get_log(name, static_cast<GLsizei>(log.size()), nullptr, log.data());
  return log.c_str();
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& log) {
  const std::string words = located_problem(file, log);
  throw failure(words, words);
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
  if (!ok) refuse(file, log_of(shader.name(), glGetShaderiv, glGetShaderInfoLog));
  return shader;
}

}  // namespace

std::string located_problem(const std::filesystem::path& file, const std::string& log) {
  static const std::regex form(
      R"(^(?:ERROR:\s*)?\d+[:(](\d+)(?:\(\d+\)|\))?\s*:\s*(?:(error|warning)\s*)?(.*)$)", std::regex::icase);
  std::istringstream lines(log);
  std::string first;
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty()) continue;
    if (first.empty()) first = line;
    std::smatch found;
    if (!std::regex_match(line, found, form)) continue;
    const std::string kind = found[2];
    if (!kind.empty() && (kind[0] == 'w' || kind[0] == 'W')) continue;
    std::string words = found[3];
    if (words.starts_with(": ")) words.erase(0, 2);
    return file.string() + ":" + found[1].str() + ": " + words;
  }
  return file.string() + ": " + (first.empty() ? "the driver does not say what is wrong" : first);
}

Shader::Shader(std::string vertex_file, std::string fragment_file)
    : vertex_file_(std::move(vertex_file)), fragment_file_(std::move(fragment_file)) {
  read();
  living().push_back(this);
}

Shader::~Shader() { std::erase(living(), this); }

void Shader::read() {
  problem_.reset();
  try {
    const std::filesystem::path folder = data_dir() / "shaders";
    const ShaderObject vertex = compile(GL_VERTEX_SHADER, folder / vertex_file_);
    const ShaderObject fragment = compile(GL_FRAGMENT_SHADER, folder / fragment_file_);
    ProgramObject program(glCreateProgram());
    glAttachShader(program.name(), vertex.name());
    glAttachShader(program.name(), fragment.name());
    glLinkProgram(program.name());
    GLint ok = 0;
    glGetProgramiv(program.name(), GL_LINK_STATUS, &ok);
    if (!ok) refuse(folder / fragment_file_, log_of(program.name(), glGetProgramiv, glGetProgramInfoLog));
    program_ = std::move(program);
  } catch (const Error& error) {
    problem_ = error.text();
  }
}

std::vector<Text> Shader::reload_all() {
  for (Shader* shader : living()) shader->read();
  return problems();
}

std::vector<Text> Shader::problems() {
  std::vector<Text> all;
  for (const Shader* shader : living()) {
    if (shader->problem_) all.push_back(*shader->problem_);
  }
  return all;
}

}  // namespace pixelwhy::gui
