#pragma once

#include <string>

#include "core/evaluator.h"

namespace pixelwhy {

/// The explanation of a pixel as a fragment of LaTeX for notes: window and kernel as matrices, the products,
/// the steps aligned, the result, the verdict in words. It needs amsmath, and a font with Chinese characters
/// (xeCJK, ctex) in Chinese; its first line says so. Windows of more than 15 columns are written as products.
std::string explanation_latex(const Snapshot& snapshot, StageId stage, cv::Point at,
                              const Explanation& explanation, Language language);

}  // namespace pixelwhy
