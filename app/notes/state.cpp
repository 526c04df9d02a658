#include "notes/state.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/region.h"

namespace pixelwhy {

namespace {

constexpr int most_side = 1 << 30;
constexpr std::size_t most_text = 4096;
constexpr std::size_t most_pins = 64;

/// One object of the JSON, read key by key; what nobody has asked for is an error in the end.
class Reader {
 public:
  Reader(const Json& json, std::string path) : json_(json), path_(std::move(path)) {
    if (!json.is_object()) refuse(path_, json, "an object");
  }

  const Json* find(const char* key) {
    known_.emplace_back(key);
    const auto found = json_.find(key);
    return found == json_.end() ? nullptr : &*found;
  }
  std::string name(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

  /// To be called once every key has been asked for.
  void expect_no_other() const {
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
      throw usage_error(
          "unexpected key '" + name(key) + "'; expected " + join_or(known_) + suggestion(key, known_),
          "未知的键 '" + name(key) + "'；应为 " + join_or(known_));
    }
  }

  [[noreturn]] static void refuse(const std::string& key, const Json& value, const std::string& expected) {
    std::string told = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (told.size() > 80) told = told.substr(0, 77) + "...";
    throw usage_error(key + ": " + told + " is not accepted; expected " + expected,
                      key + "：不接受 " + told + "；应为 " + expected);
  }

  std::string text(const char* key, std::string otherwise = {}) {
    const Json* value = find(key);
    if (!value) return otherwise;
    if (!value->is_string() || value->get_ref<const std::string&>().size() > most_text)
      refuse(name(key), *value, "a text of at most " + std::to_string(most_text) + " bytes");
    return value->get<std::string>();
  }
  int integer(const char* key, int low, int high, int otherwise) {
    const Json* value = find(key);
    return value ? integer_of(name(key), *value, low, high) : otherwise;
  }
  static int integer_of(const std::string& key, const Json& value, int low, int high) {
    const bool whole = value.is_number_integer() && value.get<std::int64_t>() >= low &&
                       value.get<std::int64_t>() <= high &&
                       (!value.is_number_unsigned() || value.get<std::uint64_t>() <= std::uint64_t(high));
    if (!whole) refuse(key, value, fmt::format("a whole number from {} to {}", low, high));
    return value.get<int>();
  }
  static double real_of(const std::string& key, const Json& value, double low, double high) {
    if (!value.is_number() || !(value.get<double>() >= low && value.get<double>() <= high))
      refuse(key, value, "a number from " + format_number(low) + " to " + format_number(high));
    return value.get<double>();
  }
  bool boolean(const char* key, bool otherwise) {
    const Json* value = find(key);
    if (!value) return otherwise;
    if (!value->is_boolean()) refuse(name(key), *value, "true or false");
    return value->get<bool>();
  }
  /// The index of a word in a list.
  int choice(const char* key, const std::vector<std::string>& words, int otherwise) {
    const Json* value = find(key);
    if (!value) return otherwise;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (*value == words[i]) return static_cast<int>(i);
    }
    refuse(name(key), *value, join_or(words));
  }
  const Json* list(const char* key, std::size_t least, std::size_t most) {
    const Json* value = find(key);
    if (value && (!value->is_array() || value->size() < least || value->size() > most)) {
      refuse(name(key), *value,
             least == most ? fmt::format("a list of {}", least)
                           : fmt::format("a list of {} to {}", least, most));
    }
    return value;
  }

 private:
  const Json& json_;
  std::string path_;
  std::vector<std::string> known_;
};

std::vector<std::string> stage_ids(const Demo& demo) {
  std::vector<std::string> ids{"source"};
  for (const Stage& stage : demo.stages) ids.push_back(stage.id);
  return ids;
}

std::string stage_of(const std::string& key, const Json& value, const Demo& demo) {
  const std::vector<std::string> ids = stage_ids(demo);
  if (!value.is_string() || !demo.find_stage(value.get<std::string>())) {
    Reader::refuse(key, value,
                   join_or(ids) + (value.is_string() ? suggestion(value.get<std::string>(), ids) : ""));
  }
  return value.get<std::string>();
}

/// Rows of numbers as the text that a matrix is read from.
std::string matrix_text(const Parameter& parameter, const Json& rows) {
  std::string text;
  for (const Json& row : rows) {
    if (!row.is_array()) Reader::refuse(parameter.id, rows, describe_domain(parameter));
    if (&row != &rows.front()) text += "; ";
    for (const Json& number : row) {
      if (!number.is_number()) Reader::refuse(parameter.id, rows, describe_domain(parameter));
      text += format_number(number.get<double>()) + " ";
    }
  }
  return text;
}

Value value_of(const Parameter& parameter, const Json& value) {
  switch (parameter.type) {
    case ParameterType::Real:
      if (value.is_number_float()) return parse_value(parameter, format_number(value.get<double>()));
      [[fallthrough]];
    case ParameterType::Integer:
      if (value.is_number()) return parse_value(parameter, value.dump());
      break;
    case ParameterType::Choice:
      if (value.is_string()) return parse_value(parameter, value.get<std::string>());
      break;
    case ParameterType::Switch:
      if (value.is_boolean()) return value.get<bool>();
      break;
    case ParameterType::Matrix:
      if (value.is_string()) return parse_value(parameter, value.get<std::string>());
      if (value.is_array()) return parse_value(parameter, matrix_text(parameter, value));
      break;
    case ParameterType::Picture:
      if (value.is_string()) return parse_value(parameter, resolved_spec(value.get<std::string>()));
      break;
  }
  Reader::refuse(parameter.id, value, describe_domain(parameter));
}

Settings read_settings(Reader& reader, const Demo& demo) {
  Settings settings = demo.defaults();
  const Json* parameters = reader.find("parameters");
  if (!parameters) return settings;
  if (!parameters->is_object()) Reader::refuse("parameters", *parameters, "an object");
  std::vector<std::string> ids;
  for (const Parameter& parameter : demo.parameters) ids.push_back(parameter.id);
  for (const auto& [id, value] : parameters->items()) {
    const auto index = demo.find_parameter(id);
    if (!index) {
      throw usage_error(
          "unknown parameter '" + id + "'; " + demo.id + " has " + join_or(ids) + suggestion(id, ids),
          "未知的参数 '" + id + "'；" + demo.id + " 有 " + join_or(ids));
    }
    const auto i = static_cast<std::size_t>(*index);
    settings[i] = value_of(demo.parameters[i], value);
  }
  demo.check(settings);
  return settings;
}

cv::Point point_of(const std::string& key, const Json& value) {
  if (!value.is_array() || value.size() != 2) Reader::refuse(key, value, "[X, Y]");
  return {Reader::integer_of(key, value[0], 0, most_side), Reader::integer_of(key, value[1], 0, most_side)};
}

std::vector<Pin> read_pins(Reader& reader, const Demo& demo) {
  std::vector<Pin> pins;
  const Json* list = reader.list("pins", 0, most_pins);
  if (!list) return pins;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string key = fmt::format("pins[{}]", i);
    Reader entry((*list)[i], key);
    const Json* stage = entry.find("stage");
    const Json* at = entry.find("at");
    if (!stage || !at) Reader::refuse(key, (*list)[i], "an object of 'stage' and 'at'");
    pins.push_back({stage_of(key + ".stage", *stage, demo), point_of(key + ".at", *at)});
    entry.expect_no_other();
  }
  return pins;
}

std::optional<CanvasState> read_canvas(Reader& reader) {
  const Json* json = reader.find("canvas");
  if (!json) return std::nullopt;
  Reader entry(*json, "canvas");
  const Json* zoom = entry.find("zoom");
  const Json* center = entry.list("center", 2, 2);
  if (!zoom || !center) Reader::refuse("canvas", *json, "an object of 'zoom' and 'center'");
  CanvasState canvas;
  canvas.zoom = Reader::real_of("canvas.zoom", *zoom, 1e-6, 1e6);
  canvas.center = {Reader::real_of("canvas.center", (*center)[0], -1e9, 1e9),
                   Reader::real_of("canvas.center", (*center)[1], -1e9, 1e9)};
  entry.expect_no_other();
  return canvas;
}

std::optional<SourceState> read_source(Reader& reader) {
  const Json* json = reader.find("source");
  if (!json) return std::nullopt;
  Reader entry(*json, "source");
  SourceState source;
  source.spec = entry.text("spec");
  source.frame = entry.integer("frame", 0, most_side, 0);
  source.name = entry.text("name");
  if (const Json* size = entry.list("size", 2, 2)) {
    source.size = {Reader::integer_of("source.size", (*size)[0], 1, most_side),
                   Reader::integer_of("source.size", (*size)[1], 1, most_side)};
  }
  source.hash = entry.text("hash");
  if (const Json* region = entry.list("region", 4, 4)) {
    const auto side = [&](std::size_t i, int least) {
      return Reader::integer_of("source.region", (*region)[i], least, most_side);
    };
    source.region = cv::Rect(side(0, 0), side(1, 0), side(2, 1), side(3, 1));
    if (!source.size.empty() && !fits(*source.region, source.size)) {
      Reader::refuse("source.region", *region,
                     fmt::format("[X, Y, W, H] within {}×{}", source.size.width, source.size.height));
    }
  }
  entry.expect_no_other();
  return source;
}

std::optional<FigureState> read_figure(Reader& reader, const Demo& demo) {
  const Json* json = reader.find("figure");
  if (!json) return std::nullopt;
  Reader entry(*json, "figure");
  FigureState figure;
  if (const Json* stages = entry.list("stages", 1, demo.stages.size() + 1)) {
    for (const Json& stage : *stages) figure.stages.push_back(stage_of("figure.stages", stage, demo));
  }
  figure.dark = entry.choice("theme", {"light", "dark"}, 0) == 1;
  figure.language = entry.choice("language", {"en", "zh"}, 0) == 1 ? Language::Chinese : Language::English;
  figure.scale = entry.integer("resolution", 1, 4, figure.scale);
  figure.columns = entry.integer("columns", 0, 8, 0);
  figure.caption = entry.boolean("caption", true);
  figure.source_name = entry.boolean("source-name", true);
  entry.expect_no_other();
  return figure;
}

/// A text, or one in each language.
Text read_words(Reader& reader, const char* key) {
  const Json* json = reader.find(key);
  if (!json) return {};
  if (!json->is_object()) return {reader.text(key), {}};
  Reader entry(*json, key);
  Text words{entry.text("en"), entry.text("zh")};
  entry.expect_no_other();
  if (words.en.empty()) Reader::refuse(key, *json, "a text, or an object of 'en' and 'zh'");
  return words;
}

State read_state(const Json& json, const Demo& demo) {
  Reader reader(json, "");
  State state;
  state.name = read_words(reader, "name");
  state.lesson = read_words(reader, "lesson");
  state.demo = demo.id;
  reader.find("demo");
  reader.find("format");
  reader.text("program");
  state.settings = read_settings(reader, demo);
  state.variant = reader.text("variant", state.variant);
  if (const Json* stage = reader.find("stage")) state.stage = stage_of("stage", *stage, demo);
  state.pins = read_pins(reader, demo);
  state.canvas = read_canvas(reader);
  state.source = read_source(reader);
  state.figure = read_figure(reader, demo);
  reader.expect_no_other();
  return state;
}

Json parsed(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw usage_error("not a JSON object", "不是 JSON 对象");
  check_format(json);
  return json;
}

Json point(cv::Point2d at) { return Json::array({at.x, at.y}); }

Json words_json(const Text& words) { return words.zh.empty() ? Json(words.en) : to_json(words); }

Json source_json(const SourceState& source) {
  Json json = {{"spec", source.spec}};
  if (source.frame != 0) json["frame"] = source.frame;
  if (!source.name.empty()) json["name"] = source.name;
  if (!source.size.empty()) json["size"] = Json::array({source.size.width, source.size.height});
  if (!source.hash.empty()) json["hash"] = source.hash;
  if (const auto& region = source.region)
    json["region"] = Json::array({region->x, region->y, region->width, region->height});
  return json;
}

}  // namespace

void check_format(const Json& json) {
  // A newer format may hold anything, so nothing else is looked at before it.
  const auto format = json.find("format");
  if (format == json.end()) return;
  if (!format->is_number_integer() || *format < 1)
    Reader::refuse("format", *format, std::to_string(state_format));
  if (*format > state_format) {
    throw usage_error(
        fmt::format("format: {} is newer than this program knows; expected {}", format->dump(), state_format),
        fmt::format("format：{} 比本程序所知的更新；应为 {}", format->dump(), state_format));
  }
}

Json to_json(const Demo& demo, const State& state) {
  Json json = {{"format", state_format}};
  if (!state.name.empty()) json["name"] = words_json(state.name);
  if (!state.lesson.empty()) json["lesson"] = words_json(state.lesson);
  json["demo"] = state.demo;
  json["parameters"] = Json::object();
  for (std::size_t i = 0; i < state.settings.size(); ++i) {
    json["parameters"][demo.parameters[i].id] = to_json(demo.parameters[i], state.settings[i]);
  }
  if (!state.variant.empty()) json["variant"] = state.variant;
  if (!state.stage.empty()) json["stage"] = state.stage;
  for (const Pin& pin : state.pins)
    json["pins"].push_back({{"stage", pin.stage}, {"at", Json::array({pin.at.x, pin.at.y})}});
  if (state.canvas) json["canvas"] = {{"zoom", state.canvas->zoom}, {"center", point(state.canvas->center)}};
  if (state.source) json["source"] = source_json(*state.source);
  if (const auto& figure = state.figure) {
    json["figure"] = {{"stages", figure->stages},
                      {"theme", figure->dark ? "dark" : "light"},
                      {"language", figure->language == Language::Chinese ? "zh" : "en"},
                      {"resolution", figure->scale},
                      {"columns", figure->columns},
                      {"caption", figure->caption}};
    if (!figure->source_name) json["figure"]["source-name"] = false;
  }
  return json;
}

std::string state_text(const Demo& demo, const State& state) {
  return to_json(demo, state).dump(-1, ' ', true, Json::error_handler_t::replace);
}

State state_from_json(const std::vector<Demo>& demos, std::string_view text) {
  const Json json = parsed(text);
  std::vector<std::string> ids;
  const auto named = json.find("demo");
  for (const Demo& demo : demos) {
    if (named != json.end() && *named == demo.id) return read_state(json, demo);
    ids.push_back(demo.id);
  }
  if (named == json.end()) throw usage_error("missing key 'demo'; expected " + join_or(ids));
  Reader::refuse("demo", *named,
                 join_or(ids) + (named->is_string() ? suggestion(named->get<std::string>(), ids) : ""));
}

State state_from_json(const Demo& demo, std::string_view text) {
  return state_from_object(demo, parsed(text));
}

State state_from_object(const Demo& demo, const Json& json) {
  if (const auto named = json.find("demo"); named != json.end() && *named != demo.id) {
    const std::string told = named->dump(-1, ' ', false, Json::error_handler_t::replace);
    throw usage_error("demo: " + told + " is not '" + demo.id + "'",
                      "demo：" + told + " 不是 '" + demo.id + "'");
  }
  return read_state(json, demo);
}

}  // namespace pixelwhy
