#pragma once

#include "core/text.h"

/// The words of the view's menu and of what the canvas tells about its colours.
namespace pixelwhy::gui::strings {

inline const Text view_button{"View", "视图"};
inline const Text view_note{"How this stage is shown. Its values stay as they are.",
                            "此阶段的显示方式，数值保持不变。"};
inline const Text view_fixed{"The colours of this view are fixed.", "此视图的颜色是固定的。"};
inline const Text view_data{"This stage is data and has no view of its own.",
                            "此阶段是数据，没有可调的视图。"};
inline const Text view_black{"Black point", "黑点"};
inline const Text view_white{"White point", "白点"};
inline const Text view_least{"Least", "最小值"};
inline const Text view_greatest{"Greatest", "最大值"};
inline const Text view_gamma{"Gamma", "伽马"};
inline const Text view_channel{"Channel", "通道"};
inline const Text view_channels[] = {{"All", "全部"}, {"R", "R"}, {"G", "G"}, {"B", "B"}};
inline const Text view_map{"Colour map", "颜色映射"};
inline const Text view_automatic{"Automatic", "自动"};
inline const Text view_magnified{"Magnified", "放大显示"};
inline const Text view_magnifications[] = {{"Pixels", "像素"}, {"Bicubic", "双三次"}};
inline const Text view_bar{"Colour bar", "色条"};
inline const Text view_lens{"Type lens: as 8 bits", "类型透镜：按 8 位显示"};
inline const Text view_lenses[] = {{"Off", "关"}, {"Saturated", "饱和"}, {"Wrapped", "回绕"}};
inline const Text view_lens_note{
    "Stripes mark what 8 bits lose: negative values, and those beyond 255. Of an 8-bit stage they mark 0 and "
    "255.",
    "条纹标出 8 位会丢失的内容：负值和超过 255 的值。对 8 位阶段则标出 0 和 255。"};

inline const Text lens_saturated_title{"As 8 bits, saturated", "按 8 位，饱和"};
inline const Text lens_wrapped_title{"As 8 bits, wrapped", "按 8 位，回绕"};
inline const Text lens_bytes{"At the ends of 8 bits", "位于 8 位范围的两端"};
inline const Text lens_at_0{"Pixels at 0", "为 0 的像素"};
inline const Text lens_at_255{"Pixels at 255", "为 255 的像素"};
inline const Text lens_low{"Lost their sign", "失去符号"};
inline const Text lens_high{"Beyond 255", "超过 255"};
inline const Text lens_not_finite{"Not finite, become 0", "非有限值，变为 0"};

inline const Text computed_when_seen{"Computed when looked at", "查看时计算"};
inline const Text computed_when_seen_tip{
    "Of pictures above 16 megapixels, only the stages that are looked at are computed.",
    "图像超过 1600 万像素时，只计算正在查看的阶段。"};

inline const Text not_finite{"Not finite", "非有限值"};
inline const Text shaders_reloaded{"The shaders were read again.", "已重新载入着色器。"};
inline const Text shader_kept{" The last good shader is kept.", " 继续使用上一个正确的着色器。"};
inline const Text shader_missing{"The canvas cannot be drawn", "无法绘制画布"};

}  // namespace pixelwhy::gui::strings
