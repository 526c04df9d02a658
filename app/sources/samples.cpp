#include "sources/samples.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/data_dir.h"
#include "core/parameter.h"
#include "sources/file_checks.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

namespace fs = std::filesystem;

Text text_of(const nlohmann::json& json) {
  return {json.at("en").get<std::string>(), json.value("zh", std::string())};
}

}  // namespace

std::vector<Sample> read_sample_index(const fs::path& index) {
  std::ifstream file(index);
  if (!file) throw failure_of(shown(index), cannot_read("the list of samples is missing").text());
  try {
    std::vector<Sample> found;
    const nlohmann::json list = nlohmann::json::parse(file);
    for (const nlohmann::json& entry : list.at("samples")) {
      Sample sample;
      sample.id = entry.at("id");
      sample.path = index.parent_path() / entry.at("file").get<std::string>();
      sample.name = text_of(entry.at("name"));
      sample.teaches = text_of(entry.at("teaches"));
      sample.group = {"Made for PixelWhy", "PixelWhy 自制"};
      found.push_back(std::move(sample));
    }
    return found;
  } catch (const nlohmann::json::exception& problem) {
    throw failure_of(shown(index), {std::string("not a list of samples: ") + problem.what(),
                                    std::string("不是有效的示例列表：") + problem.what()});
  }
}

std::vector<Sample> samples() {
  std::vector<Sample> all = read_sample_index(data_dir() / "assets" / "samples" / "index.json");
  std::vector<Sample> installed = installed_samples();
  std::move(installed.begin(), installed.end(), std::back_inserter(all));
  return all;
}

Sample find_sample(std::string_view id) {
  std::vector<Sample> all = samples();
  std::vector<std::string> ids;
  for (Sample& sample : all) {
    if (sample.id == id) return std::move(sample);
    ids.push_back(sample.id);
  }
  const std::string subject = shown("sample:" + std::string(id));
  if (const std::string near_miss = nearest_word(id, ids); !near_miss.empty()) {
    throw failure_of(subject, {"no such sample; did you mean '" + near_miss + "'?",
                               "没有这个示例；是否指“" + near_miss + "”？"});
  }
  throw failure_of(subject,
                   {"no such sample; accepted: " + join_or(ids), "没有这个示例；可用：" + join_or(ids)});
}

}  // namespace pixelwhy
