#include "notes/link.h"

#include <charconv>
#include <set>
#include <vector>

#include "core/error.h"

namespace pixelwhy {

namespace {

constexpr std::string_view scheme = "pixelwhy:?";

Error wrong(std::string_view word, const std::string& why_en, const std::string& why_zh) {
  return usage_error("link: '" + std::string(word) + "': " + why_en,
                     "链接：'" + std::string(word) + "'：" + why_zh);
}

cv::Point parse_pixel(std::string_view word, std::string_view value) {
  cv::Point at;
  const char* const end = value.data() + value.size();
  const auto [comma, first] = std::from_chars(value.data(), end, at.x);
  if (first == std::errc{} && comma != end && *comma == ',') {
    const auto [rest, second] = std::from_chars(comma + 1, end, at.y);
    if (second == std::errc{} && rest == end && at.x >= 0 && at.y >= 0) return at;
  }
  throw wrong(word, "expected at=X,Y: column and row, from 0 at the top left",
              "应为 at=X,Y：列与行，左上角为 0");
}

Value parse_parameter(const Parameter& parameter, std::string_view word, std::string_view value) {
  try {
    return parse_value(parameter, value);
  } catch (const Error& error) {
    throw wrong(word, error.text().en, error.text().in(Language::Chinese));
  }
}

StageId last_picture(const Demo& demo, const Settings& settings) {
  StageId last = source_stage;
  for (std::size_t i = 0; i < demo.stages.size(); ++i) {
    if (demo.stages[i].kind == StageKind::Image && demo.stages[i].active(settings))
      last = static_cast<StageId>(i);
  }
  return last;
}

}  // namespace

bool is_program_link(std::string_view target) { return target.starts_with("pixelwhy:"); }

Link parse_link(const Demo& demo, std::string_view target) {
  if (!target.starts_with(scheme)) throw wrong(target, "expected pixelwhy:?...", "应为 pixelwhy:?...");
  Link link;
  link.settings = demo.defaults();
  std::optional<std::string> stage_word;
  std::set<std::string, std::less<>> seen;
  std::string_view rest = target.substr(scheme.size());
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) throw wrong(word, "expected NAME=VALUE", "应为 名称=值");
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = word.substr(equals + 1);
    if (!seen.emplace(name).second) throw wrong(word, "named twice", "重复出现");
    if (name == "source") {
      link.source = value;
    } else if (name == "at") {
      link.at = parse_pixel(word, value);
    } else if (name == "stage") {
      const auto stage = demo.find_stage(value);
      if (!stage) throw wrong(word, "no such stage of " + demo.id, demo.id + " 没有此阶段");
      link.stage = *stage;
      stage_word = word;
    } else if (const auto parameter = demo.find_parameter(name)) {
      const auto index = static_cast<std::size_t>(*parameter);
      link.settings[index] = parse_parameter(demo.parameters[index], word, value);
    } else {
      throw wrong(word, "no such parameter of " + demo.id, demo.id + " 没有此参数");
    }
  }
  demo.check(link.settings);
  if (!stage_word) {
    link.stage = last_picture(demo, link.settings);
  } else if (link.stage != source_stage &&
             !demo.stages[static_cast<std::size_t>(link.stage)].active(link.settings)) {
    throw wrong(*stage_word, "takes no part under these settings", "在这些设置下不参与计算");
  }
  return link;
}

}  // namespace pixelwhy
