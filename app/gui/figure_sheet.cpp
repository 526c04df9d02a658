#include "gui/figure_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include "core/region.h"
#include "gui/figure_strings.h"
#include "gui/folder_reader.h"
#include "gui/living.h"
#include "gui/pasted_path.h"
#include "gui/pasted_pictures.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

/// Part of a file's name that needs no quotes anywhere: other than letters and digits of any script become
/// hyphens.
std::string slug(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool kept = static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c));
    if (kept) {
      result += c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  while (result.ends_with('-')) result.pop_back();
  return result;
}

/// What the source is called in a file's name.
std::string stem_of(const std::string& name) {
  const std::string bare = name.starts_with("sample:") ? name.substr(7) : fs::path(name).stem().string();
  std::string result = slug(bare);
  if (result.size() > 60) result.resize(60);
  while (!result.empty() && (static_cast<unsigned char>(result.back()) & 0xc0) == 0x80) result.pop_back();
  if (!result.empty() && static_cast<unsigned char>(result.back()) >= 0xc0) result.pop_back();
  return slug(bare).size() > 60 ? result : slug(bare);
}

const char* extension_of(FigureFormat format) {
  return format == FigureFormat::Svg ? ".svg" : format == FigureFormat::Pdf ? ".pdf" : ".png";
}

}  // namespace

void open_saving(AppState& state, SavedKind kind) {
  uncover(state);
  state.editing_parameter.reset();
  state.saving.kind = kind;
  state.saving.keys.clear();
  state.saving.open = true;
}

void remember_options(AppState& state, const State& made) {
  if (!made.figure) return;
  const FigureOptions options = figure_options(state.current_demo(), made);
  Saving& saving = state.saving;
  saving.stages.erase(made.demo);
  if (!options.stages.empty() && options.stages != figure_stages(state.current_demo(), made.settings))
    saving.stages[made.demo] = options.stages;
  saving.dark = options.dark;
  saving.scale = options.scale;
  saving.columns = options.columns;
  saving.caption = options.caption;
  saving.source_name = options.source_name;
  saving.explained = true;
}

FigureSheet::FigureSheet(std::function<void()> wake)
    : dialog_(wake),
      previewer_(
          [](const PreviewJob& job, const auto& publish, const auto& superseded) {
            Preview preview = draw_preview(*job.evaluator, job.plan, job.room, job.most);
            preview.serial = job.serial;
            if (!superseded()) publish(std::move(preview));
          },
          wake),
      writer_([](const WriteJob& job, const auto& publish, const auto&) { write_plan(job, publish); }, wake) {
}

void FigureSheet::begin(AppState& state, const cv::Mat& window, cv::Rect canvas) {
  Shown shown;
  const Demo& demo = state.current_demo();
  shown.request = {&demo, state.frame, state.current_settings(), {}, "textbook", true};
  shown.snapshot = state.snapshot;
  shown.stage = state.chosen_stage();
  shown.pin = state.pin;
  shown.state = window_state(state);
  shown.window = window;
  shown.canvas = window(canvas & cv::Rect({0, 0}, window.size()));
  shown.source = state.source;
  shown.fleeting =
      is_pasted(state.source) || state.live.gone || (state.live.active && state.live.status.live);
  shown_ = std::move(shown);
  evaluator_ = std::make_shared<PlanEvaluator>();
  if (!state.saving.folder.empty()) folder_ = state.saving.folder;
  if (folder_.empty()) folder_ = told_path(pictures_folder());
  named_ = asking_ = space_ = false;
  arrow_ = 0;
  problem_ = progress_ = {};
  focus_.clear();
  editing_.clear();
  key_.clear();
  preview_ = {};
  if (state.saving.kind != SavedKind::Figure) state.saving.format = FigureFormat::Png;
  propose_name(state);
}

void FigureSheet::end(AppState& state) {
  if (cancelled_) *cancelled_ = true;
  state.saving.open = false;
  state.saving.keys.clear();
  shown_.reset();
  evaluator_.reset();
  preview_ = {};
}

std::vector<StageId> FigureSheet::stages(const AppState& state) const {
  const Request& request = shown_->request;
  const auto found = state.saving.stages.find(request.demo->id);
  if (found == state.saving.stages.end()) return figure_stages(*request.demo, request.settings);
  std::vector<StageId> stages = found->second;
  std::erase_if(stages, [&](StageId stage) {  // that takes no part now
    return stage != source_stage &&
           !request.demo->stages[static_cast<std::size_t>(stage)].active(request.settings);
  });
  return stages;
}

SavePlan FigureSheet::plan(const AppState& state) const {
  const Saving& saving = state.saving;
  SavePlan plan;
  plan.shown = *shown_;
  plan.kind = saving.kind;
  plan.format = saving.kind == SavedKind::Figure ? saving.format : FigureFormat::Png;
  plan.carries_source = saving.carries_source;
  FigureOptions& options = plan.options;
  options.stages = stages(state);
  if (saving.explained && shown_->pin) options.pin = FigurePin{shown_->stage, *shown_->pin};
  options.dark = saving.dark;
  options.language = state.language;
  options.scale = saving.scale;
  options.columns = saving.columns;
  options.caption = saving.caption;
  options.source_name = saving.source_name;
  options.date = figure_date();
  if (saving.kind == SavedKind::Figure && !options.pin) plan.shown.state.pins.clear();
  return plan;
}

void FigureSheet::ask_for_preview(const AppState& state) {
  const Saving& saving = state.saving;
  if (room_.empty()) return;
  if (saving.kind == SavedKind::Figure && stages(state).empty()) return;
  const bool vector = saving.format != FigureFormat::Png;
  std::string key = fmt::format("{} {} {}x{} {} {}", static_cast<int>(saving.kind), vector, room_.width,
                                room_.height, most_, static_cast<int>(state.language));
  if (saving.kind == SavedKind::Figure) {
    for (const StageId stage : stages(state)) key += fmt::format(" {}", stage);
    key += fmt::format("; {} {} {} {} {} {}", saving.dark, saving.scale, saving.columns, saving.caption,
                       saving.source_name, saving.explained);
  }
  if (key == key_) return;
  key_ = key;
  previewer_.submit({evaluator_, plan(state), room_, most_, ++serial_});
}

void FigureSheet::update(AppState& state) {
  if (!state.saving.open) {
    if (shown_) end(state);
    previewer_.take();
  }
  if (auto fresh = previewer_.take(); fresh && shown_ && fresh->serial == serial_)
    preview_ = std::move(*fresh);
  take_written(state);
  take_path(state);
  if (shown_) ask_for_preview(state);
}

void FigureSheet::take_written(AppState& state) {
  const auto written = writer_.take();
  if (!written) return;
  using Outcome = Written::Outcome;
  progress_ = written->outcome == Outcome::Working ? written->text : Text();
  if (written->outcome == Outcome::Working) return;
  writing_ = false;
  if (written->outcome == Outcome::Done) {
    const std::string path = told_path(written->path);
    state.notices.inform({strings::figure_saved.en + path, strings::figure_saved.zh + path});
    if (!shown_) return;
    state.saving.folder = folder_;
    end(state);
  } else if (written->outcome == Outcome::Exists) {
    asking_ = true;
    focus_ = "save:keep";  // so that Enter twice destroys nothing
    editing_.clear();
  } else {
    problem_ = written->text;
    if (problem_.zh.empty()) problem_.zh = problem_.en;
    if (!shown_ && written->outcome == Outcome::Failed) state.notices.error(problem_);
  }
}

void FigureSheet::take_path(AppState& state) {
  const auto chosen = dialog_.take();
  if (!chosen || chosen->empty() || !shown_) return;
  const fs::path path = *chosen;
  folder_ = told_path(path.parent_path());
  name_ = path.filename().string();
  named_ = true;
  problem_ = {};
  follow_extension(state);
}

void FigureSheet::propose_name(const AppState& state) {
  if (named_) return;
  const Demo& demo = *shown_->request.demo;
  const SavedKind kind = state.saving.kind;
  const std::string stage = demo.stage_id(shown_->stage);
  std::string name = demo.id + "-";
  if (kind == SavedKind::Figure) {
    const auto chosen = stages(state);
    name += chosen.size() == 1 ? demo.stage_id(chosen[0]) : "figure";
  } else {
    name += kind == SavedKind::Window ? "window" : stage;
  }
  if (const std::string stem = stem_of(whole_of(*shown_->request.frame).name); !stem.empty())
    name += "-" + stem;
  if (kind == SavedKind::Canvas) name += "-canvas";
  name_ = name + extension_of(kind == SavedKind::Figure ? state.saving.format : FigureFormat::Png);
}

void FigureSheet::choose_kind(AppState& state, SavedKind kind) {
  state.saving.kind = kind;
  problem_ = {};
  if (named_ && kind != SavedKind::Figure) name_ = fs::path(name_).replace_extension(".png").string();
  propose_name(state);
}

void FigureSheet::choose_format(AppState& state, FigureFormat format) {
  state.saving.format = format;
  problem_ = {};
  const bool known = figure_format_of_extension(fs::path(name_).extension().string()).has_value();
  if (named_ && known) name_ = fs::path(name_).replace_extension(extension_of(format)).string();
  propose_name(state);
}

void FigureSheet::follow_extension(AppState& state) {
  const auto format = figure_format_of_extension(fs::path(name_).extension().string());
  if (format && state.saving.kind == SavedKind::Figure) state.saving.format = *format;
}

Text FigureSheet::why_not(const AppState& state) const {
  const Saving& saving = state.saving;
  if (saving.kind == SavedKind::Figure && stages(state).empty()) return strings::figure_no_stage;
  if (fs::path(name_).stem().empty()) return strings::figure_no_name;
  const auto format = figure_format_of_extension(fs::path(name_).extension().string());
  if (saving.kind != SavedKind::Figure && format && format != FigureFormat::Png)
    return strings::figure_plain_png;
  return preview_.problem;
}

void FigureSheet::save(AppState& state, bool replace) {
  if (writing_ || !shown_ || !why_not(state).empty()) return;
  SavePlan wanted = plan(state);
  if (!figure_format_of_extension(fs::path(name_).extension().string())) name_ += extension_of(wanted.format);
  const std::string folder = pasted_path(folder_);
  problem_ = {};
  asking_ = false;
  writing_ = true;
  progress_ = strings::figure_computing;
  cancelled_ = std::make_shared<std::atomic<bool>>(false);
  writer_.submit(
      {evaluator_, std::move(wanted), fs::path(folder.empty() ? "." : folder) / name_, replace, cancelled_});
}

void FigureSheet::escape(AppState& state) {
  if (writing_) {
    *cancelled_ = true;
  } else if (asking_) {
    asking_ = false;
    focus_.clear();
  } else {
    end(state);
  }
}

void FigureSheet::press(AppState& state, const std::string& key) {
  if (key == "Escape") return escape(state);
  if (writing_) return;
  if (key == "Tab" || key == "Shift+Tab") {
    if (order_.empty()) return;
    const auto count = static_cast<int>(order_.size());
    const auto found = std::find(order_.begin(), order_.end(), focus_);
    const int step = key == "Tab" ? 1 : -1;
    const int now =
        found == order_.end() ? (step > 0 ? -1 : count) : static_cast<int>(found - order_.begin());
    focus_ = order_[static_cast<std::size_t>((now + step + count) % count)];
    editing_ = focus_ == "save:folder" || focus_ == "save:name" ? focus_ : "";
    scroll_to_focus_ = true;
  } else if (key == "Space") {
    space_ = !focus_.empty();
  } else if (key == "Left" || key == "Up") {
    arrow_ = -1;
  } else if (key == "Right" || key == "Down") {
    arrow_ = 1;
  } else if (key == "Enter") {
    const bool acts =
        focus_ == "save:cancel" || focus_ == "save:choose" || focus_ == "save:replace" || asking_;
    if (acts) {
      space_ = true;
    } else {
      save(state, false);
    }
  }
}

bool FigureSheet::settled(const AppState& state) const {
  if (!state.saving.open) return !writer_.busy();
  return shown_ && !previewer_.busy() && !writer_.busy() && !room_.empty();
}

}  // namespace pixelwhy::gui
