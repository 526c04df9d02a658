#pragma once

#include "core/text.h"

/// The words of what is measured: statistics, the line across the picture, kept pixels.
namespace pixelwhy::gui::strings {

inline const Text whole_stage{"Whole picture", "整幅图像"};
inline const Text seen_part{"What is in view", "可见部分"};
inline const Text pixel_count{"Pixels", "像素数"};
inline const Text deviation{"Standard deviation", "标准差"};
inline const Text median{"Median", "中位数"};
inline const Text not_numbers{"NaN, counted apart", "NaN（另计）"};
inline const Text infinities{"Infinite, counted apart", "无穷大（另计）"};
inline const Text histogram{"Histogram", "直方图"};
inline const Text linear{"Linear", "线性"};
inline const Text logarithmic{"Logarithmic", "对数"};
inline const Text no_finite{"No finite value here.", "此处没有有限值。"};

inline const Text own_short{"In view", "当前"};
inline const Text other_short{"Compared", "对比"};

inline const Text along_line{"Along the line", "沿线数值"};
inline const Text line_pixels{"pixels, each the nearest one to the line", "个像素，均为离线最近者"};
inline const Text line_remove{"Remove the line", "移除此线"};
inline const Text line_elsewhere{"The line was drawn on a picture of another size: ",
                                 "此线画在另一尺寸的图像上："};
inline const Text line_others{"Click a stage to see its values too.", "点击阶段以同时显示其数值。"};

inline const Text kept_pixels{"Kept pixels", "保留的像素"};
inline const Text kept_remove{"Remove this pixel", "移除此像素"};
inline const Text kept_shown{"Stage in view", "当前阶段"};
inline const Text kept_all{"All stages", "全部阶段"};
inline const Text kept_elsewhere{"not in this picture", "不在此图像中"};

}  // namespace pixelwhy::gui::strings
