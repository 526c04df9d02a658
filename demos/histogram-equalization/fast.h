#pragma once

#include "histogram-equalization/clahe.h"
#include "histogram-equalization/equalize.h"

namespace pixelwhy {

// equalize.h and clahe.h with other code: the same arguments, the same values. What no kernel fits is left to
// the textbook code.

/// Counts each tile by SubTables.
Matrix sub_table_clahe(const cv::Mat& gray, double clip, int tiles);
/// The same, the tiles in parallel.
Matrix fast_clahe_tables(const cv::Mat& gray, double clip, int tiles);
cv::Mat fast_apply_tables(const cv::Mat& gray, const Matrix& tables, int tiles);

}  // namespace pixelwhy
