#include "gui/comparing.h"

#include "gui/app_state.h"
#include "gui/pane_strings.h"

namespace pixelwhy::gui {

std::optional<PaneContent> compared_content(const AppState& state) {
  const auto difference = [&](int pane) -> std::optional<PaneContent> {
    const PaneContent content = content_of(state, pane);
    return content.minus ? std::optional(content) : std::nullopt;
  };
  if (const auto own = difference(state.panes.active)) return own;
  for (int i = 0; i < state.panes.count; ++i) {
    if (const auto content = difference(i)) return content;
  }
  return std::nullopt;
}

const Compared* current_comparison(const AppState& state) {
  const auto content = compared_content(state);
  const auto& compared = state.compared;
  if (!content || !compared || !(compared->content == *content)) return nullptr;
  const auto extra = state.extras.find(*content);
  const bool same = extra != state.extras.end() && extra->second.from == compared->from &&
                    extra->second.minus == compared->minus;
  return same ? &*compared : nullptr;
}

Comparer::Comparer(const std::function<void()>& wake)
    : worker_(
          [](const Job& job, const auto& publish, const auto& superseded) {
            Compared compared{job.snapshot, job.content, job.from, job.minus, {}, nullptr};
            const PaneItem& item = job.content.item;
            try {
              const Demo& demo = *job.snapshot->request.demo;
              const bool reference =
                  item.made == Made::Ours && job.content.minus == PaneItem{item.stage, Made::Reference};
              if (reference && can_disagree(demo, item.stage, job.snapshot->request.settings)) {
                const auto found =
                    std::make_shared<const Disagreement>(disagree(*job.snapshot, item.stage, superseded));
                if (!found->complete) return;
                compared.figures = found->figures;
                compared.disagreement = found;
              } else {
                compared.figures =
                    compare_pictures(job.from->output.image, job.minus->output.image, superseded);
                if (superseded()) return;
              }
              publish(std::move(compared));
            } catch (const std::exception&) {
              // The pane itself tells what could not be computed.
            }
          },
          wake) {}

bool Comparer::update(AppState& state) {
  bool fresh = false;
  if (auto compared = worker_.take()) {
    state.compared = std::move(*compared);
    fresh = true;
  }
  const auto content = compared_content(state);
  if (!content) {
    asked_.reset();
    state.compared.reset();  // it would keep its pictures in memory
    return fresh;
  }
  if (state.live.running || !state.snapshot || !state.snapshot->complete) return fresh;
  const auto extra = state.extras.find(*content);
  if (extra == state.extras.end() || !extra->second.from || !extra->second.minus) return fresh;
  const bool known = asked_ && asked_->content == *content && asked_->from == extra->second.from &&
                     asked_->minus == extra->second.minus;
  if (known) return fresh;
  asked_ = Job{state.snapshot, *content, extra->second.from, extra->second.minus};
  worker_.submit(*asked_);
  return fresh;
}

void pin_next_disagreement(AppState& state) {
  const Compared* compared = current_comparison(state);
  if (!compared) return;
  const cv::Mat& ours = compared->from->output.image;
  const cv::Mat& theirs = compared->minus->output.image;
  const bool inside = state.pin && cv::Rect({0, 0}, ours.size()).contains(*state.pin);
  const double size = inside ? difference_at(ours, theirs, *state.pin) : 0;
  const std::optional<cv::Point> after = size != 0 ? state.pin : std::nullopt;
  std::optional<DifferingPixel> next;
  if (compared->disagreement) {
    next = next_disagreement(*compared->disagreement, after);
  } else {
    next = next_worst(ours, theirs, after ? std::optional(DifferingPixel{*after, size}) : std::nullopt);
  }
  if (!next) {
    state.notices.inform(compared->figures.differing == 0 ? strings::no_disagreement
                                                          : strings::last_disagreement);
    return;
  }
  pin_at(state, next->at);
  CanvasView& view = shown_view(state);
  if (view.zoom < 8) zoom_at(view, state.canvas, {state.canvas.x, state.canvas.y}, 16);
  reveal(view, state.canvas, next->at);
}

}  // namespace pixelwhy::gui
