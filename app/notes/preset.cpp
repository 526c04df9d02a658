#include "notes/preset.h"

#include "core/error.h"
#include "notes/file.h"
#include "notes/json.h"

namespace pixelwhy {

namespace {

/// The text that parse_value() is given; a value of the wrong JSON type becomes a text that it refuses.
std::string spelled(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return format_number(value.get<double>());
  return value.dump();
}

Settings parse_preset(const Demo& demo, const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) throw usage_error("not a JSON object");
  std::vector<std::string> ids;
  for (const Parameter& parameter : demo.parameters) ids.push_back(parameter.id);
  Settings settings = demo.defaults();
  for (const auto& [key, value] : json.items()) {
    if (key == "demo") {
      if (value != demo.id) throw usage_error("demo: " + value.dump() + " is not '" + demo.id + "'");
    } else if (key == "parameters" && value.is_object()) {
      for (const auto& [id, entry] : value.items()) {
        const auto parameter = demo.find_parameter(id);
        if (!parameter) {
          throw usage_error("unknown parameter '" + id + "'; " + demo.id + " has " + join_or(ids) +
                            suggestion(id, ids));
        }
        const auto index = static_cast<std::size_t>(*parameter);
        settings[index] = parse_value(demo.parameters[index], spelled(entry));
      }
    } else {
      throw usage_error("unexpected key '" + key + "'; expected 'demo' and an object 'parameters'");
    }
  }
  demo.check(settings);
  return settings;
}

}  // namespace

std::string preset_text(const Demo& demo, const Settings& settings) {
  Json json = {{"demo", demo.id}, {"parameters", Json::object()}};
  for (std::size_t i = 0; i < settings.size(); ++i) {
    json["parameters"][demo.parameters[i].id] = to_json(demo.parameters[i], settings[i]);
  }
  return json.dump(2) + "\n";
}

Settings read_preset(const Demo& demo, const std::filesystem::path& path) {
  const std::string text = read_text(path);
  try {
    return parse_preset(demo, text);
  } catch (const Error& error) {
    throw Error(error.kind(), {"preset '" + path.string() + "': " + error.text().en,
                               "预设 '" + path.string() + "'：" + error.text().in(Language::Chinese)});
  }
}

}  // namespace pixelwhy
