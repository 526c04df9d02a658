#pragma once

#include "core/view.h"
#include "gui/lens_store.h"
#include "gui/looks.h"
#include "gui/viewing.h"

namespace pixelwhy::gui {

/// What is drawn of a stage: its result under the settings of its view, or what the type lens shows of it.
struct Drawing {
  /// What the fourth channel of its colours tells.
  enum class Fourth { Nothing, Opacity, Lost };

  Look look;
  ViewSettings settings = {};
  LensResultPtr lens = {};  ///< null: not through the lens
  Fourth fourth = Fourth::Nothing;
  cv::Mat marks = {};  ///< the fourth channel, CV_8UC1 of the picture's size; empty: nothing

  const cv::Mat& picture() const { return look.picture(); }
  cv::Mat weight() const { return look.weight ? look.weight->output.image : cv::Mat(); }
};

/// A stage's look under its settings, through the lens once that has been computed.
Drawing drawing_of(const Viewing& viewing, LensStore& lenses, int demo, const Look& look);

/// The colour (B, G, R) that a pixel of it is drawn in.
cv::Vec3b color_at(const Drawing& drawing, cv::Point at);

}  // namespace pixelwhy::gui
