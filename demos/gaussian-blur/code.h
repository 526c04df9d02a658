#pragma once

#include "core/code.h"
#include "operators/border.h"

namespace pixelwhy {

/// The horizontal pass alone: cv::sepFilter2D with the weights that cv::GaussianBlur has inside, spelled out.
/// `radius` is the parameter's value.
Code gaussian_rows_code(int radius, Border border);

}  // namespace pixelwhy
