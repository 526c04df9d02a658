#pragma once

#include <functional>
#include <vector>

#include "gui/app_state.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// Reads and writes the presets on a thread of its own, as the state orders.
class PresetStore {
 public:
  PresetStore(const std::vector<Demo>& demos, std::function<void()> wake);
  /// Takes what is done into the state, and hands out what is ordered.
  void update(AppState& state);
  bool settled(const AppState& state) const { return !worker_.busy() && state.presets.orders.empty(); }

 private:
  struct Answer {
    std::vector<std::vector<NamedPreset>> of;
    std::vector<Error> errors;            ///< what could not be done
    std::optional<PresetOrder> question;  ///< what needs to be agreed to
    std::optional<State> imported;        ///< to be shown
    std::vector<Text> notes;
  };
  Answer answer(const std::vector<PresetOrder>& orders) const;
  void follow(const PresetOrder& order, Answer& answer) const;

  const std::vector<Demo>* demos_;
  Worker<std::vector<PresetOrder>, Answer> worker_;  ///< last, so that it ends before what it uses
};

}  // namespace pixelwhy::gui
