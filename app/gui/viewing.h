#pragma once

#include <map>
#include <utility>

#include "core/evaluator.h"
#include "core/type_lens.h"
#include "core/view.h"

namespace pixelwhy::gui {

/// How the canvas shows what there is, remembered while the program runs. Nothing of this touches the data.
class Viewing {
 public:
  /// The settings of a stage of a demo; automatic where nobody changed them. The source is one for all demos.
  const ViewSettings& of(int demo, StageId stage) const {
    static const ViewSettings automatic;
    const auto found = settings_.find(key(demo, stage));
    return found == settings_.end() ? automatic : found->second;
  }
  void set(int demo, StageId stage, const ViewSettings& settings) { settings_[key(demo, stage)] = settings; }

  bool color_bar = true;  ///< beside views whose colours need one
  bool bicubic = false;   ///< above 100 %, instead of the pixels as they are
  TypeLens lens = TypeLens::Off;

  bool menu_open = false;
  bool menu_toggled = false;    ///< a wish: opens the menu, or closes it
  bool shaders_wanted = false;  ///< a wish: the shaders' files are read again

 private:
  static std::pair<int, StageId> key(int demo, StageId stage) {
    return {stage == source_stage ? -1 : demo, stage};
  }
  std::map<std::pair<int, StageId>, ViewSettings> settings_;
};

}  // namespace pixelwhy::gui
