#include "notes/latex.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "notes/explanation_text.h"
#include "notes/latex_math.h"
#include "notes/term_layout.h"

namespace pixelwhy {

namespace {

constexpr int widest_matrix = 15;
constexpr std::size_t most_products = 25;
constexpr std::size_t most_rows = 20;
constexpr std::size_t products_a_line = 4;

class Writer {
 public:
  Writer(const Snapshot& snapshot, const Explanation& explanation, Language language)
      : snapshot_(snapshot), explanation_(explanation), language_(language) {}

  std::string write(StageId stage, cv::Point at) {
    write_head(stage, at);
    const TermLayout layout = lay_out(explanation_.terms, snapshot_.request.demo);
    std::vector<int> rest = layout.rest;
    for (const TermGrid& grid : layout.grids) {
      if (grid.window.width > widest_matrix || grid.window.height > widest_matrix) {
        for (const int index : grid.cells) {
          if (index >= 0) rest.push_back(index);
        }
      } else {
        write_window(grid);
      }
    }
    write_table(rest);
    write_steps();
    write_result();
    return std::move(text_);
  }

 private:
  std::string say(const char* en, const char* zh) const { return language_ == Language::Chinese ? zh : en; }
  const Term& term(int index) const { return explanation_.terms[static_cast<std::size_t>(index)]; }
  bool several_channels(StageId stage) const {
    const ResultPtr result = snapshot_.result(stage);
    return result && result->output.image.channels() == 3;
  }

  void write_head(StageId stage, cv::Point at) {
    const Demo& demo = *snapshot_.request.demo;
    text_ += language_ == Language::Chinese ? "% \\usepackage{amsmath}, \\usepackage{ctex}\n"
                                            : "% \\usepackage{amsmath}\n";
    text_ +=
        fmt::format("\\noindent\\textbf{{{}: {} $({}, {})$}} \\quad \\textit{{{}}}\n",
                    latex_text(demo.name.in(language_)), latex_text(demo.stage_name(stage).in(language_)),
                    at.x, at.y, latex_text(rule_name(explanation_.rule).in(language_)));
  }

  /// A window's numbers; `cell` writes one term, cells without a term hold `empty`.
  template <class Cell>
  static std::string matrix(const TermGrid& grid, const char* empty, Cell cell) {
    std::string rows = fmt::format("\\left(\\begin{{array}}{{{}}}",
                                   std::string(static_cast<std::size_t>(grid.window.width), 'r'));
    for (int y = 0; y < grid.window.height; ++y) {
      rows += y == 0 ? "\n" : " \\\\\n";
      for (int x = 0; x < grid.window.width; ++x) {
        const int index = grid.cells[static_cast<std::size_t>(y * grid.window.width + x)];
        rows += x == 0 ? "" : " & ";
        rows += index < 0 ? empty : cell(index);
      }
    }
    return rows + "\n\\end{array}\\right)";
  }

  void write_window(const TermGrid& grid) {
    const std::string channel = several_channels(grid.stage) ? std::string(1, "BGR"[grid.channel]) : "";
    const std::string subscript = channel.empty() ? "" : "_{" + channel + "}";
    const std::string values = matrix(grid, "", [&](int index) {
      const std::string value = latex_number(term(index).value);
      return term(index).deciding ? fmt::format("\\boxed{{{}}}", value) : value;
    });
    text_ += fmt::format("\\[\nW{} = {}", subscript, values);
    if (grid.weighted || explanation_.rule == Rule::WeightedSum) {
      const std::string weights =
          matrix(grid, "0", [&](int index) { return latex_number(term(index).weight, 3); });
      text_ += fmt::format(", \\qquad\nK{} = {}", subscript, weights);
    }
    text_ += "\n\\]\n";
    std::vector<int> cells = grid.cells;
    std::erase(cells, -1);
    if (explanation_.rule == Rule::WeightedSum || explanation_.rule == Rule::Interpolation) {
      write_products(cells, channel);
    } else if (explanation_.rule == Rule::Minimum || explanation_.rule == Rule::Maximum) {
      write_sorted(cells);
    }
  }

  /// Value times weight, summed; the matrices say it where they are too many.
  void write_products(const std::vector<int>& cells, const std::string& channel) {
    double sum = 0;
    std::string lines;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Term& each = term(cells[i]);
      sum += each.value * each.weight;
      if (cells.size() > most_products) continue;
      if (i > 0 && i % products_a_line == 0) lines += " \\\\\n&\\quad";
      const std::string weight = latex_number(each.weight, 4);
      lines += i == 0 ? "" : " + ";
      lines += fmt::format("{} \\cdot {}",
                           each.value < 0 ? "(" + latex_number(each.value) + ")" : latex_number(each.value),
                           each.weight < 0 ? "(" + weight + ")" : weight);
    }
    const std::string index = channel.empty() ? "i" : channel + ",i";
    text_ += fmt::format("\\begin{{align*}}\n\\sum_i W_{{{0}}} K_{{{0}}}", index);
    if (!lines.empty()) text_ += " &= " + lines + " \\\\\n";
    text_ += fmt::format(" &= {}\n\\end{{align*}}\n", latex_number(sum));
    if (!lines.empty()) sums_.push_back(sum);
  }

  void write_sorted(const std::vector<int>& cells) {
    if (cells.size() > most_products) return;
    std::vector<double> values;
    for (const int index : cells) values.push_back(term(index).value);
    const bool least = explanation_.rule == Rule::Minimum;
    std::sort(values.begin(), values.end());
    if (!least) std::reverse(values.begin(), values.end());
    std::string row;
    for (std::size_t i = 0; i < values.size(); ++i) {
      row += i == 0 ? "" : i % 10 == 0 ? " \\\\\n&" : "";
      row += i == 0 ? "" : least ? " \\le " : " \\ge ";
      row += i == 0 ? fmt::format("&\\boxed{{{}}}", latex_number(values[i])) : latex_number(values[i]);
    }
    text_ += fmt::format("\\begin{{align*}}\n{}\n\\end{{align*}}\n", row);
  }

  void write_table(const std::vector<int>& rows) {
    if (rows.empty()) return;
    const bool weighted = shows_weights(explanation_);
    text_ += fmt::format("\n\\begin{{center}}\n\\begin{{tabular}}{{l r{}}}\n", weighted ? " r r" : "");
    const std::size_t shown = std::min(rows.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
      const Term& each = term(rows[i]);
      std::string place = latex_text(term_place(snapshot_, each, language_));
      if (each.outside && each.at) place += say(" (border)", "（边界）");
      std::string value = latex_number(each.value);
      if (each.deciding) value = fmt::format("\\boxed{{{}}}", value);
      text_ += fmt::format("{} & ${}$", place, value);
      if (weighted) {
        text_ += fmt::format(" & $\\cdot\\, {}$ & $= {}$", latex_number(each.weight, 4),
                             latex_number(each.value * each.weight));
      }
      text_ += " \\\\\n";
    }
    text_ += "\\end{tabular}\n\\end{center}\n";
    const std::size_t left = rows.size() - shown + explanation_.terms_total - explanation_.terms.size();
    if (left > 0 && explanation_.terms_total >= explanation_.terms.size()) {
      text_ += say("\\noindent\\dots\\ and ", "\\noindent\\dots\\ 另有 ") + std::to_string(left) +
               say(" more.\n", " 项。\n");
    }
  }

  void write_steps() {
    std::vector<Step> steps = explanation_.steps;
    std::erase_if(steps, [&](const Step& step) {  // a sum of products that stands above already
      return !step.holds && step.expression.find("·") != std::string::npos &&
             std::find(sums_.begin(), sums_.end(), step.value) != sums_.end();
    });
    if (steps.empty()) return;
    text_ += "\\begin{align*}\n";
    const std::size_t shown = std::min(steps.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
      const Step& step = steps[i];
      text_ += fmt::format("\\text{{{}:}}\\quad & {}", latex_text(step.label.in(language_)),
                           latex_math(step.expression));
      if (step.holds) {
        text_ += *step.holds ? say(" \\quad\\text{(holds)}", " \\quad\\text{（成立）}")
                             : say(" \\quad\\text{(does not hold)}", " \\quad\\text{（不成立）}");
      } else {
        text_ += fmt::format("{}{}", step.expression.empty() ? "" : " = ", latex_number(step.value, 7));
      }
      text_ += i + 1 < shown ? " \\\\\n" : "\n";
    }
    text_ += "\\end{align*}\n";
  }

  void write_result() {
    std::string numbers;
    for (std::size_t i = explanation_.result.size(); i-- > 0;) {  // R, G, B
      numbers += latex_number(explanation_.result[i], 7) + (i > 0 ? ",\\; " : "");
    }
    if (explanation_.result.size() > 1) numbers = "(R, G, B) = (" + numbers + ")";
    text_ += fmt::format("\\[ {}\\boxed{{{}}} \\]\n", say("\\text{Result: }", "\\text{结果：}"), numbers);
    text_ += fmt::format("\\noindent {}\n", latex_text(explanation_.verdict.in(language_)));
  }

  const Snapshot& snapshot_;
  const Explanation& explanation_;
  Language language_;
  std::string text_;
  std::vector<double> sums_;  ///< that have been written out product by product
};

}  // namespace

std::string explanation_latex(const Snapshot& snapshot, StageId stage, cv::Point at,
                              const Explanation& explanation, Language language) {
  return Writer(snapshot, explanation, language).write(stage, at);
}

}  // namespace pixelwhy
