#include "gui/sweep_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/error.h"
#include "gui/folder_reader.h"
#include "gui/living.h"
#include "gui/parameter_words.h"
#include "gui/pasted_path.h"
#include "gui/sweep_strings.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

constexpr double rates[] = {2, 5, 10, 25};

const char* extension_of(SweepForm form) {
  switch (form) {
    case SweepForm::Png:
      return ".png";
    case SweepForm::Svg:
      return ".svg";
    case SweepForm::Pdf:
      return ".pdf";
    case SweepForm::Webp:
      return ".webp";
    case SweepForm::Matroska:
      return ".mkv";
    case SweepForm::Mp4:
      return ".mp4";
  }
  return "";
}

/// A step of 1, 2 or 5 times a power of ten that gives some six values.
double comfortable_step(const Parameter& parameter) {
  const double wanted = (parameter.slider.high - parameter.slider.low) / 5;
  const double power = std::pow(10, std::floor(std::log10(wanted)));
  const double share = wanted / power;
  const double step = (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10) * power;
  return parameter.type == ParameterType::Integer ? std::max(1.0, std::round(step)) : step;
}

}  // namespace

SweepSheet::SweepSheet(std::function<void()> wake)
    : worker_(
          [](const Job& job, const auto& publish, const auto& superseded) { run(job, publish, superseded); },
          std::move(wake)) {}

SweepSheet::~SweepSheet() {
  if (cancel_) *cancel_ = true;
}

void SweepSheet::run(const Job& job, const std::function<void(News)>& publish,
                     const std::function<bool()>& ended) {
  SweepPlan plan = job.plan;
  const auto problem = caught(plan.path.string(), [&] {
    if (plan.form == SweepForm::Png) {
      plan.state = with_source(*plan.state, *plan.frame);
      if (job.carries_source) plan.source = packed_source(*plan.frame);
    }
    SweepHooks hooks;
    hooks.cancelled = [&] { return *job.cancelled || ended(); };
    hooks.progress = [&](std::size_t done, std::size_t) { publish({News::Kind::Progress, done, {}, {}}); };
    const bool done = write_sweep(plan, hooks);
    publish({done ? News::Kind::Done : News::Kind::Cancelled, 0, {}, plan.path});
  });
  if (problem) publish({News::Kind::Failed, 0, problem->text(), plan.path});
}

void SweepSheet::update(AppState& state) {
  Sweeping& sweeping = state.sweeping;
  if (sweeping.cancelled && cancel_) *cancel_ = true;
  const auto news = worker_.take();
  if (!news) return;
  using Kind = News::Kind;
  sweeping.done = news->done;
  if (news->kind == Kind::Progress) return;
  sweeping.running = sweeping.cancelled = false;
  const std::string path = news->path.string();
  if (news->kind == Kind::Done)
    state.notices.inform({strings::sweep_saved.en + path, strings::sweep_saved.zh + path});
  if (news->kind == Kind::Cancelled) state.notices.inform(strings::sweep_cancelled);
  if (news->kind == Kind::Failed) state.notices.error(news->text);
}

SweepSheet::Choices& SweepSheet::choices(const AppState& state) {
  const Demo& demo = state.current_demo();
  const auto [found, fresh] = choices_.try_emplace(demo.id);
  if (fresh) {
    std::optional<int> first;
    for (std::size_t i = 0; i < demo.parameters.size() && !first; ++i) {
      if (is_numeric(demo.parameters[i])) first = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < demo.parameters.size() && !first; ++i) {
      if (can_sweep(demo.parameters[i])) first = static_cast<int>(i);
    }
    fill(state, found->second[0], state.focused_parameter ? state.focused_parameter : first);
  }
  return found->second;
}

/// Starts with comfortable values.
void SweepSheet::fill(const AppState& state, Choice& choice, std::optional<int> parameter) {
  choice = {};
  choice.parameter = parameter;
  if (!parameter || !can_sweep(state.current_demo().parameters[static_cast<std::size_t>(*parameter)])) {
    choice.parameter.reset();
    return;
  }
  const Parameter& declared = state.current_demo().parameters[static_cast<std::size_t>(*parameter)];
  if (!is_numeric(declared)) {
    choice.on.assign(listed_values(declared).size(), true);
    return;
  }
  const double step = comfortable_step(declared);
  // A real one that begins at an odd place begins at a round number.
  const bool real = declared.type == ParameterType::Real;
  choice.from = format_number(real ? std::ceil(declared.slider.low / step) * step : declared.slider.low);
  choice.to = format_number(declared.slider.high);
  choice.step = format_number(step);
}

void SweepSheet::begin(AppState& state) {
  if (folder_.empty()) folder_ = told_path(pictures_folder());
  dark_ = state.dark;
  asking_ = false;
  choices(state);
  propose_name(state);
}

/// A name that nothing has yet.
void SweepSheet::propose_name(const AppState& state) {
  std::string stem = state.current_demo().id;
  for (const Choice& choice : choices(state)) {
    if (choice.parameter)
      stem += "-" + state.current_demo().parameters[static_cast<std::size_t>(*choice.parameter)].id;
  }
  const std::string wanted = folder_ + "/" + stem + extension_of(form_);
  if (named_ || wanted == proposed_for_) return;
  proposed_for_ = wanted;
  std::error_code none;
  const fs::path folder = pasted_path(folder_);
  name_ = stem + extension_of(form_);
  for (int i = 2; fs::exists(folder / name_, none) && i < 1000; ++i)
    name_ = fmt::format("{}-{}{}", stem, i, extension_of(form_));
}

std::optional<SweepForm> SweepSheet::form() const { return sweep_form(name_); }

void SweepSheet::choose_form(SweepForm form) {
  form_ = form;
  if (named_ && this->form()) name_ = fs::path(name_).replace_extension(extension_of(form)).string();
  asking_ = false;
}

Sweep SweepSheet::sweep(AppState& state) {
  const Demo& demo = state.current_demo();
  Sweep sweep;
  sweep.demo = &demo;
  sweep.settings = state.current_settings();
  sweep.stage = state.chosen_stage();
  for (const Choice& choice : choices(state)) {
    if (!choice.parameter) continue;
    const Parameter& parameter = demo.parameters[static_cast<std::size_t>(*choice.parameter)];
    if (is_numeric(parameter)) {
      sweep.axes.push_back({*choice.parameter,
                            parse_value_list(parameter, choice.from + ":" + choice.to + ":" + choice.step)});
      continue;
    }
    std::string list;
    const std::vector<Value> values = listed_values(parameter);
    for (std::size_t i = 0; i < choice.on.size(); ++i) {
      if (choice.on[i]) list += (list.empty() ? "" : ",") + format_value(parameter, values[i]);
    }
    sweep.axes.push_back({*choice.parameter, parse_value_list(parameter, list)});
  }
  return sweep;
}

void SweepSheet::assess(AppState& state) {
  count_.clear();
  hindrance_ = {};
  const Language language = state.language;
  if (state.current_demo().parameters.empty()) {
    hindrance_ = strings::sweep_no_parameter;
    return;
  }
  const auto problem = caught(state.current_demo().id, [&] {
    SweepPlan plan;
    plan.sweep = sweep(state);
    plan.form = form_;
    plan.check();
    const Sweep& chosen = plan.sweep;
    const std::size_t size = chosen.size();
    if (chosen.axes.size() == 2)
      count_ = fmt::format("{} × {} = ", chosen.axes[0].values.size(), chosen.axes[1].values.size());
    count_ +=
        std::to_string(size) + (size == 1 ? strings::sweep_picture : strings::sweep_pictures).in(language);
    std::size_t impossible = 0;
    for (std::size_t i = 0; i < size; ++i) impossible += chosen.problem(i) ? 1 : 0;
    if (impossible > 0)
      count_ += (language == Language::Chinese ? "，" : ", ") + std::to_string(impossible) +
                strings::sweep_impossible.in(language);
  });
  if (problem) hindrance_ = problem->text();
}

/// Why it cannot be written there, or empty.
Text SweepSheet::hindrance(const AppState& state, const fs::path& path) const {
  std::error_code none;
  if (name_.empty()) return strings::sweep_no_name;
  if (!form()) return strings::sweep_endings;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, none))
    return {strings::sweep_no_folder.en + "'" + folder.string() + "'.",
            strings::sweep_no_folder.zh + "'" + folder.string() + "'。"};
  if (is_path(state.source) && fs::exists(path, none) && fs::equivalent(path, state.source, none))
    return {"'" + name_ + "'" + strings::sweep_is_source.en, "'" + name_ + "'" + strings::sweep_is_source.zh};
  return {};
}

void SweepSheet::start(AppState& state, bool replace) {
  if (state.sweeping.running || !state.frame) return;
  assess(state);
  const fs::path path = fs::path(pasted_path(folder_)) / name_;
  if (hindrance_.empty()) hindrance_ = hindrance(state, path);
  if (!hindrance_.empty()) return;
  std::error_code none;
  if (!replace && fs::is_regular_file(path, none)) {
    asking_ = true;
    return;
  }
  Job job;
  SweepPlan& plan = job.plan;
  plan.sweep = sweep(state);
  plan.frame = state.frame;
  plan.form = *form();
  plan.path = path;
  plan.rate = rates[rate_];
  plan.look.figure.dark = dark_;
  plan.look.figure.language = state.language;
  plan.look.figure.scale = moves(plan.form) ? 1 : scale_;
  plan.look.figure.date = figure_date();
  if (plan.form == SweepForm::Png) {
    plan.state = window_state(state);
    plan.state->settings = plan.sweep.settings_of(plan.sweep.first());
    plan.state->pins.clear();
  }
  job.carries_source = !state.source.starts_with("sample:");
  cancel_ = std::make_shared<std::atomic<bool>>(false);
  job.cancelled = cancel_;
  state.sweeping.running = true;
  state.sweeping.cancelled = false;
  state.sweeping.done = 0;
  state.sweeping.total = plan.sweep.size();
  state.sweeping.open = false;
  named_ = asking_ = false;
  proposed_for_.clear();
  worker_.submit(std::move(job));
}

void SweepSheet::escape(AppState& state) {
  if (std::exchange(asking_, false)) return;
  state.sweeping.open = false;
}

}  // namespace pixelwhy::gui
