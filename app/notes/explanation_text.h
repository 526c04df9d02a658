#pragma once

#include <string>

#include "core/evaluator.h"

namespace pixelwhy {

/// A stage of the snapshot as people name its pixel: `Gradient x (12, 30)`, with R, G or B for a channel of a
/// colour picture.
std::string term_place(const Snapshot& snapshot, const Term& term, Language language);

/// The explanation of a pixel as plain text, for notes: the verdict, the terms, the steps, the result.
std::string explanation_text(const Snapshot& snapshot, StageId stage, cv::Point at,
                             const Explanation& explanation, Language language);

}  // namespace pixelwhy
