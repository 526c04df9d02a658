#include "gui/preset_store.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "gui/strings.h"
#include "notes/file.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
  std::error_code none;
  return fs::exists(fs::symlink_status(path, none));
}

}  // namespace

PresetStore::PresetStore(const std::vector<Demo>& demos, std::function<void()> wake)
    : demos_(&demos),
      worker_([this](const std::vector<PresetOrder>& orders, const auto& publish,
                     const auto&) { publish(answer(orders)); },
              std::move(wake)) {}

void PresetStore::follow(const PresetOrder& order, Answer& answer) const {
  using Kind = PresetOrder::Kind;
  const Demo& demo = (*demos_)[static_cast<std::size_t>(order.demo)];
  switch (order.kind) {
    case Kind::Read:
      break;
    case Kind::Save: {
      const fs::path path = own_preset_path(demo, order.state.name.en);
      if (is_there(path) && !order.replace) {
        answer.question = order;
        answer.question->path = path;
        break;
      }
      make_folder(path.parent_path());
      write_whole(path, preset_text(demo, kept_in_preset(order.state)));
      break;
    }
    case Kind::Delete: {
      std::error_code problem;
      if (!fs::remove(order.path, problem) && problem) {
        throw failure("cannot delete '" + order.path.string() + "': " + problem.message(),
                      "无法删除 '" + order.path.string() + "'：" + problem.message());
      }
      break;
    }
    case Kind::Import: {
      State state = kept_in_preset(read_preset(*demos_, order.path).state);
      if (state.name.empty()) state.name = {order.path.stem(), {}};
      const auto whose = std::find_if(demos_->begin(), demos_->end(),
                                      [&](const Demo& other) { return other.id == state.demo; });
      const PresetOrder save{Kind::Save, static_cast<int>(whose - demos_->begin()), state, {}, false};
      follow(save, answer);
      answer.imported = std::move(state);
      break;
    }
    case Kind::Export: {
      if (is_there(order.path) && !order.replace) {
        answer.question = order;
        break;
      }
      write_whole(order.path, preset_text(demo, order.state));
      const std::string where = order.path.string();
      answer.notes.push_back({strings::preset_exported.en + where, strings::preset_exported.zh + where});
      break;
    }
  }
}

PresetStore::Answer PresetStore::answer(const std::vector<PresetOrder>& orders) const {
  Answer answer;
  for (const PresetOrder& order : orders) {
    if (auto error = caught("preset", [&] { follow(order, answer); }))
      answer.errors.push_back(std::move(*error));
  }
  for (const Demo& demo : *demos_) {
    PresetList list;
    if (auto error = caught("presets", [&] { list = presets_of(demo); }))
      answer.errors.push_back(std::move(*error));
    answer.of.push_back(std::move(list.presets));
    for (Error& error : list.refused) answer.errors.push_back(std::move(error));
  }
  return answer;
}

void PresetStore::update(AppState& state) {
  Presets& presets = state.presets;
  if (auto answer = worker_.take()) {
    presets.of = std::move(answer->of);
    ++presets.version;
    if (answer->imported) apply_preset(state, *answer->imported, answer->imported->name);
    for (const Error& error : answer->errors) state.notices.error(error.text());
    for (const Text& note : answer->notes) state.notices.inform(note);
    if (answer->question) {
      presets.question = std::move(answer->question);
      presets.menu_wanted = true;
    }
  }
  if (!presets.orders.empty() && !worker_.busy()) worker_.submit(std::exchange(presets.orders, {}));
}

}  // namespace pixelwhy::gui
