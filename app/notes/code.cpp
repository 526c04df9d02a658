#include "notes/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <opencv2/core/version.hpp>
#include <set>
#include <stdexcept>

#include "core/error.h"
#include "core/evaluator.h"
#include "notes/code_frame.h"
#include "sources/second_picture.h"

namespace pixelwhy {

namespace {

bool is_id_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The text with every `$id` replaced by `name(id)`. A hyphen belongs to an id where a letter follows it.
std::string with_names(std::string_view text, const std::function<std::string(const std::string&)>& name) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$') {
      result += text[i];
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && (is_id_letter(text[end]) || (text[end] == '-' && end + 1 < text.size() &&
                                                             is_id_letter(text[end + 1])))) {
      ++end;
    }
    result += name(std::string(text.substr(i + 1, end - i - 1)));
    i = end - 1;
  }
  return result;
}

std::string variable(std::string id) {
  std::replace(id.begin(), id.end(), '-', '_');
  return id;
}

std::string constant(std::string id, CodeLanguage language) {
  id = variable(std::move(id));
  if (language == CodeLanguage::Python) {
    for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return id;
}

/// A row a line where there is more than one.
std::string matrix_literal(const MatrixValue& matrix, CodeLanguage language) {
  const bool cpp = language == CodeLanguage::Cpp;
  const std::string indent = matrix.rows == 1 ? "" : "\n    ";
  std::string rows;
  for (int row = 0; row < matrix.rows; ++row) {
    if (row > 0) rows += cpp ? "," : "],";
    rows += indent + (cpp ? "" : "[");
    for (int col = 0; col < matrix.cols; ++col)
      rows += (col > 0 ? ", " : "") + format_number(matrix.at(row, col));
  }
  return cpp ? fmt::format("(cv::Mat_<double>({}, {}) <<{}{})", matrix.rows, matrix.cols,
                           matrix.rows == 1 ? " " : "", rows)
             : "np.array([" + rows + "]], np.float64)";
}

std::string text_literal(const std::string& text) {
  std::string literal = "\"";
  for (const char c : text) literal += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string(1, c);
  return literal + "\"";
}

CodeConstant constant_of(const Parameter& parameter, const Value& value, CodeLanguage language) {
  CodeConstant result{constant(parameter.id, language), "constexpr int", format_value(parameter, value),
                      parameter.help.en};
  if (const auto* matrix = std::get_if<MatrixValue>(&value)) {
    result.type = "const cv::Mat";
    result.value = matrix_literal(*matrix, language);
  } else if (const auto* picture = std::get_if<PictureValue>(&value)) {
    result.type = "const char* const";
    result.value = text_literal(second_picture_file(picture->spec).string());
  } else if (parameter.type == ParameterType::Real) {
    result.type = "constexpr double";
    if (result.value.find_first_of(".e") == std::string::npos) result.value += ".0";
  } else if (parameter.type != ParameterType::Integer) {
    std::string word = parameter.type == ParameterType::Switch
                           ? (std::get<bool>(value) ? "true" : "false")
                           : parameter.options[static_cast<std::size_t>(std::get<int>(value))].opencv;
    if (word.empty()) throw std::logic_error("OpenCV has no word for the value of " + parameter.id);
    if (word == "true" || word == "false") result.type = "constexpr bool";
    result.value = language == CodeLanguage::Python ? python_word(word) : word;
  }
  if (parameter.type == ParameterType::Choice) {
    const std::string word = format_value(parameter, value);
    if (word != result.value) result.note = word + "; " + result.note;
  }
  if (!parameter.unit.empty()) result.note = parameter.unit + "; " + result.note;
  return result;
}

/// Gathers what a stage needs: the stages before it, the parameters and the helpers that their texts name.
class Gathering {
 public:
  explicit Gathering(const CodeRequest& request) : request_(request) {}

  void add(StageId stage) {
    if (stage == source_stage || !added_.insert(stage).second) return;
    const Code code = code_of(stage);
    std::string statements = with_names(code.statements.in(request_.language), [&](const std::string& id) {
      if (const auto named = request_.demo->find_stage(id)) {
        add(*named);
        return variable(id);
      }
      return name_of_parameter(id);
    });
    const Stage& declared = request_.demo->stages[static_cast<std::size_t>(stage)];
    steps.push_back({"Stage " + declared.id + ": " + declared.name.en, std::move(statements)});
    for (const CodeText& helper : code.helpers) {
      std::string text = with_names(helper.in(request_.language),
                                    [&](const std::string& id) { return name_of_parameter(id); });
      if (std::find(helpers.begin(), helpers.end(), text) == helpers.end())
        helpers.push_back(std::move(text));
    }
  }

  std::vector<CodeConstant> constants() const {
    std::vector<CodeConstant> result;
    for (const int index : parameters_) {
      const auto i = static_cast<std::size_t>(index);
      result.push_back(constant_of(request_.demo->parameters[i], request_.settings[i], request_.language));
    }
    return result;
  }

  Code code_of(StageId stage) const {
    return request_.demo->stages[static_cast<std::size_t>(stage)].code(request_.settings);
  }

  std::vector<std::string> helpers;
  std::vector<CodeStep> steps;

 private:
  std::string name_of_parameter(const std::string& id) {
    const auto parameter = request_.demo->find_parameter(id);
    if (!parameter) throw std::logic_error("the code of " + request_.demo->id + " names '$" + id + "'");
    parameters_.insert(*parameter);
    return constant(id, request_.language);
  }

  const CodeRequest& request_;
  std::set<StageId> added_;
  std::set<int> parameters_;
};

void check_has_code(const Demo& demo, StageId stage) {
  if (stage == source_stage || demo.stages[static_cast<std::size_t>(stage)].code) return;
  std::vector<std::string> ids;
  for (const Stage& other : demo.stages) {
    if (other.code) ids.push_back(other.id);
  }
  throw usage_error("stage '" + demo.stage_id(stage) + "' of " + demo.id +
                    " is not written with OpenCV on its own; expected " + join_or(ids));
}

}  // namespace

std::optional<CodeLanguage> code_language(std::string_view word) {
  if (word == "cpp") return CodeLanguage::Cpp;
  if (word == "python") return CodeLanguage::Python;
  return std::nullopt;
}

bool equals_reference(const CodeRequest& request) {
  if (request.stage == source_stage) return false;
  const Stage& stage = request.demo->stages[static_cast<std::size_t>(request.stage)];
  return find_variant(stage, "opencv", request.settings) && !stage.code(request.settings).spelled_out;
}

std::string shell_word(const std::string& word) {
  if (!word.empty() && word.find_first_of(" '\"$&|;<>()*?`\\!#~\n") == std::string::npos) return word;
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

std::string command_of(const CodeRequest& request) {
  const Demo& demo = *request.demo;
  std::string command = "pixelwhy run " + demo.id + " IN";
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (request.settings[i] == parameter.initial) continue;
    command += " --" + parameter.id + " " + shell_word(format_value(parameter, request.settings[i]));
  }
  if (equals_reference(request)) command += " --variant opencv";
  return command + " --stage " + demo.stage_id(request.stage) + " -o OUT";
}

std::string code_program(const CodeRequest& request) {
  check_has_code(*request.demo, request.stage);
  Gathering gathering(request);
  gathering.add(request.stage);
  CodeProgram program;
  program.title =
      request.demo->name.en + " with OpenCV, stage '" + request.demo->stage_id(request.stage) + "'";
  program.maker = fmt::format("PixelWhy {} with OpenCV {}", PIXELWHY_VERSION, CV_VERSION);
  program.command = command_of(request);
  program.constants = gathering.constants();
  program.helpers = std::move(gathering.helpers);
  program.steps = std::move(gathering.steps);
  program.result = variable(request.demo->stage_id(request.stage));
  program.floats = request.stage != source_stage && gathering.code_of(request.stage).floats;
  return request.language == CodeLanguage::Cpp ? cpp_program(program) : python_program(program);
}

}  // namespace pixelwhy
