#pragma once

#include "core/text.h"

/// The words of panes and comparison.
namespace pixelwhy::gui::strings {

inline const Text no_reference{"OpenCV has no call for this stage", "OpenCV 没有与此阶段对应的函数"};
inline const Text no_reference_now{"OpenCV has no call for this stage under these parameters",
                                   "在当前参数下 OpenCV 没有对应的函数"};
inline const Text not_pictures{"One of the two is no picture", "两者之一不是图像"};
inline const Text sizes_differ{"The two pictures differ in size", "两幅图像的大小不同"};
inline const Text channels_differ{"A colour picture and a gray one cannot be subtracted",
                                  "彩色图像与灰度图像不能相减"};
inline const Text inactive_in_other{"This stage takes no part under the other parameters",
                                    "在另一组参数下此阶段不参与"};
inline const Text computing_extra{"Computing…", "正在计算…"};

inline const Text compare{"Compare", "比较"};
inline const Text side_by_side{"Side by side", "并排"};
inline const Text one_pane{"1", "1"};
inline const Text two_panes{"2", "2"};
inline const Text three_panes{"3", "3"};
inline const Text four_panes{"4", "4"};
inline const Text in_one_pane{"In one pane", "在同一窗格中"};
inline const Text compare_off{"Off", "关"};
inline const Text compare_wipe{"Wipe", "擦除"};
inline const Text compare_split{"Split", "分屏"};
inline const Text compare_blink{"Blink", "闪烁"};
inline const Text compare_difference{"Difference", "差值"};
inline const Text against{"Compared with", "与之比较"};
inline const Text against_source{"Source", "原图"};
inline const Text against_opencv{"OpenCV", "OpenCV"};
inline const Text against_other{"Other parameters", "另一组参数"};
inline const Text against_stage{"Another stage", "其他阶段"};
inline const Text gain{"Gain", "增益"};
inline const Text signed_or_absolute{"Sign", "符号"};
inline const Text with_sign{"Signed", "带符号"};
inline const Text without_sign{"Absolute", "绝对值"};
inline const Text parameter_sets{"Two sets of parameters", "两组参数"};
inline const Text disagreement{"Where OpenCV differs", "与 OpenCV 的差异"};
inline const Text set_a{"A", "A"};
inline const Text set_b{"B", "B"};
inline const Text minus_opencv{" − OpenCV", " − OpenCV"};
inline const Text linked{"Moves with the others", "与其他窗格同步移动"};
inline const Text unlinked{"Moves by itself", "独立移动"};
inline const Text pane_shows{"This pane shows", "此窗格显示"};
inline const Text made_by{"Computed by", "计算方式"};
inline const Text made_ours{"our code", "本程序"};
inline const Text made_opencv{"OpenCV", "OpenCV"};
inline const Text made_difference{"the difference from OpenCV", "与 OpenCV 的差值"};
inline const Text made_other{"our code, set ", "本程序，参数组 "};
inline const Text no_disagreement{"The two pictures are equal in all pixels", "两幅图像的所有像素均相同"};
inline const Text last_disagreement{"No other pixel differs; from the worst again after unpinning it",
                                    "没有其他不同的像素；取消固定后从差异最大处重新开始"};
inline const Text here{"ours", "本程序"};
inline const Text next{"Next", "下一个"};
inline const Text largest_difference{"largest", "最大"};
inline const Text pixels_differ{"pixels differ", "个像素不同"};
inline const Text of_pixels{"of", "/"};
inline const Text equal_everywhere{"Equal in all pixels: ", "所有像素均相同："};

}  // namespace pixelwhy::gui::strings
