#include "sources/second_picture.h"

#include <cstdlib>
#include <map>
#include <mutex>

#include "core/error.h"
#include "sources/picture_file.h"
#include "sources/samples.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view sample = "sample:";

/// Pictures that somebody holds, by their names.
struct Held {
  std::weak_ptr<const Frame> frame;
  fs::file_time_type changed;
};
std::mutex mutex;
std::map<std::string, Held> held;

}  // namespace

fs::path second_picture_file(const std::string& spec) {
  if (spec.starts_with(sample)) return find_sample(spec.substr(sample.size())).path;
  const char* home = std::getenv("HOME");
  return spec.starts_with("~/") && home ? home + spec.substr(1) : spec;
}

FramePtr read_second_picture(const std::string& spec) {
  const SourceKind kind = kind_of(spec);
  const bool still = kind == SourceKind::Picture || kind == SourceKind::Sample;
  if (!still || spec.empty()) {
    throw usage_error("'" + spec + "' is not one picture; expected a picture file or sample:NAME",
                      "'" + spec + "' 不是单幅图像；应为图片文件或 sample:名称");
  }
  const fs::path file = second_picture_file(spec);
  std::error_code none;
  const fs::file_time_type changed = fs::last_write_time(file, none);
  const std::scoped_lock lock(mutex);
  Held& known = held[spec];
  FramePtr frame = known.frame.lock();
  if (!frame || known.changed != changed) {
    frame = load_picture(file, kind == SourceKind::Sample ? spec : std::string());
    known = {frame, changed};
  }
  std::erase_if(held, [](const auto& entry) { return entry.second.frame.expired(); });
  return frame;
}

void read_picture(const Parameter& parameter, Value& value) {
  auto* picture = std::get_if<PictureValue>(&value);
  if (!picture || picture->frame || picture->spec.empty()) return;
  try {
    picture->frame = read_second_picture(picture->spec);
  } catch (const Error& error) {
    throw Error(error.kind(), {parameter.id + ": " + error.text().en,
                               parameter.id + "：" + error.text().in(Language::Chinese)});
  }
}

void read_pictures(const Demo& demo, Settings& settings) {
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (!parameter.relevant || parameter.relevant(settings)) read_picture(parameter, settings[i]);
  }
}

}  // namespace pixelwhy
