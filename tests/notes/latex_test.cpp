#include "notes/latex.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "notes/latex_math.h"
#include "registry.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

/// What would keep LaTeX from compiling a fragment: unbalanced braces, environments or mathematics, a special
/// character that is not escaped. Empty when there is nothing.
std::string fault_of(const std::string& text) {
  std::vector<std::string> open;
  int braces = 0;
  bool inline_math = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {  // a comment, to the end of its line
      i = text.find('\n', i);
      continue;
    }
    if (c == '\\') {
      const std::string_view rest = std::string_view(text).substr(i);
      for (const std::string_view word : {"\\begin{", "\\end{"}) {
        if (!rest.starts_with(word)) continue;
        const std::string name(rest.substr(word.size(), rest.find('}') - word.size()));
        if (word == "\\begin{") {
          open.push_back(name);
        } else if (open.empty() || open.back() != name) {
          return "end of " + name;
        } else {
          open.pop_back();
        }
      }
      if (rest.starts_with("\\[")) open.emplace_back("[");
      if (rest.starts_with("\\]")) {
        if (open.empty() || open.back() != "[") return "\\] without \\[";
        open.pop_back();
      }
      ++i;
      continue;
    }
    if (c == '{') ++braces;
    if (c == '}' && --braces < 0) return "a brace too many";
    if (c == '$') inline_math = !inline_math;
    const auto inside = [&](const char* name) {
      for (const std::string& environment : open) {
        if (environment == name) return true;
      }
      return false;
    };
    const bool math = inline_math || inside("[") || inside("align*");
    if ((c == '_' || c == '^') && !math) return std::string("unescaped ") + c;
    if (c == '&' && !inside("array") && !inside("tabular") && !inside("align*")) return "unescaped &";
    if (c == '#') return "unescaped #";
  }
  if (braces != 0) return "braces are not balanced";
  if (inline_math) return "mathematics is not closed";
  return open.empty() ? "" : "not closed: " + open.back();
}

SnapshotPtr evaluate(const Demo& demo, const Settings& settings) {
  Evaluator evaluator;
  return evaluator.evaluate({&demo, test::frame_of(test::scene({40, 30}, 3)), settings, {}, {}, true});
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("words and expressions are escaped for LaTeX") {
    CHECK(latex_text("50 % of a_b & {c}") == "50 \\% of a\\_b \\& \\{c\\}");
    CHECK(latex_text("36° a < b") == "36${}^\\circ $ a $<$ b");
    CHECK(latex_text("中文") == "中文");
    CHECK(latex_math("⌊117.97 + ½⌋") == "\\lfloor 117.97 + \\tfrac12 \\rfloor");
    CHECK(latex_math("√(gx² + gy²)") == "\\sqrt{g_x^2 + g_y^2}");
    CHECK(latex_math("√7012") == "\\sqrt{7012}");
    CHECK(latex_math("√(3") == "\\sqrt{}(3");
    CHECK(latex_math("atan2(25, -133)") == "\\operatorname{atan2}(25, -133)");
    CHECK(latex_math("12 ≥ 7") == "12 \\ge  7");
    CHECK(latex_number(1.52587890625e-05, 3) == "1.53\\cdot 10^{-5}");
    CHECK(latex_number(-0.0) == "0");
  }

  TEST_CASE("the explanation of every rule is LaTeX that can be compiled, with its numbers in it") {
    cv::RNG generator(23);
    std::set<Rule> rules;
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 8; ++round) {
        const Settings settings = round == 0 ? demo.defaults() : test::random_settings(demo, generator);
        const SnapshotPtr snapshot = evaluate(demo, settings);
        for (StageId stage = source_stage; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
          const ResultPtr result = snapshot->result(stage);
          if (!result || result->error || result->output.image.empty()) continue;
          const cv::Mat& image = result->output.image;
          for (const cv::Point at : {cv::Point(), cv::Point(image.cols / 2, image.rows / 2)}) {
            const Explanation explanation = explain(*snapshot, stage, at);
            rules.insert(explanation.rule);
            for (const Language language : {Language::English, Language::Chinese}) {
              const std::string text = explanation_latex(*snapshot, stage, at, explanation, language);
              CAPTURE(text);
              CHECK(fault_of(text) == "");
              for (const double value : explanation.result)
                CHECK(text.find(latex_number(value, 7)) != std::string::npos);
              CHECK(text.find(latex_text(explanation.verdict.in(language))) != std::string::npos);
            }
          }
        }
      }
    }
    CHECK(rules.size() == 10);
  }

  TEST_CASE("a derivative is written as window, kernel and products") {
    Explanation explanation;
    explanation.rule = Rule::WeightedSum;
    for (int y = 0; y < 3; ++y) {
      for (int x = 0; x < 3; ++x) {
        if (x == 1) continue;
        explanation.terms.push_back(
            {source_stage, cv::Point(x, y), 0, 10.0 * y + x, x - 1.0, false, false, {}});
      }
    }
    explanation.result = {6};
    const SnapshotPtr snapshot = evaluate(all_demos()[0], all_demos()[0].defaults());
    const std::string text =
        explanation_latex(*snapshot, source_stage, {1, 1}, explanation, Language::English);
    CHECK(text.find("0 &  & 2") != std::string::npos);
    CHECK(text.find("-1 & 0 & 1") != std::string::npos);
    CHECK(text.find("0 \\cdot (-1) + 2 \\cdot 1") != std::string::npos);
    CHECK(text.find("= 6\n") != std::string::npos);
  }
}

}  // namespace pixelwhy
