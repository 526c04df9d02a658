#pragma once

#include "core/text.h"

// Texts of matrices and second pictures among the parameters.

namespace pixelwhy::gui::strings {

inline const Text matrix_own{"Your own", "自定义"};
inline const Text matrix_size{"rows × columns", "行 × 列"};
inline const Text matrix_more_rows{"One row more", "增加一行"};
inline const Text matrix_fewer_rows{"One row fewer", "减少一行"};
inline const Text matrix_more_columns{"One column more", "增加一列"};
inline const Text matrix_fewer_columns{"One column fewer", "减少一列"};
inline const Text matrix_habits{
    "Click a number to type another, a fraction (1/9) or a whole matrix (0 -1 0; -1 5 -1; 0 -1 0); Tab goes "
    "on. "
    "Right-click to reset.",
    "点击数字即可改写，可输入分数（1/9）或整个矩阵（0 -1 0; -1 5 -1; 0 -1 0）；Tab 到下一个。右击重置。"};
inline const Text matrix_rows_up_to{"; rows and columns up to ", "；行数与列数最多 "};
inline const Text picture_habits{"Click to choose, or drop a picture here; right-click to reset",
                                 "点击选择，或将图像拖放到此处；右击重置"};
inline const Text picture_kept{" The picture before stays.", " 保留原来的图像。"};

}  // namespace pixelwhy::gui::strings
