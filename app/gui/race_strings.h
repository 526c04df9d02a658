#pragma once

#include "core/text.h"

/// The words of the race between the codes of a stage.
namespace pixelwhy::gui::strings {

inline const Text race{"Race", "竞速"};
inline const Text race_start{"Start the race", "开始竞速"};
inline const Text race_again{"Race again", "再次竞速"};
inline const Text race_stop{"Stop", "停止"};
inline const Text race_running{"The codes take turns…", "各版本轮流运行…"};
inline const Text race_none{
    "Under these settings this stage has one code alone. Choose another stage, or other settings.",
    "在当前设置下此阶段只有一种实现。请选择其他阶段或其他设置。"};
inline const Text race_live{"Freeze the source first: while frames come there is no fair race.",
                            "请先冻结来源：有新帧到来时无法公平竞速。"};
inline const Text race_intro{
    "Every code that this stage has, and OpenCV, computes it again and again on this picture with these "
    "settings, taking turns. The bars are medians.",
    "此阶段的每种实现与 OpenCV 在当前图像和设置下轮流反复计算。条形为中位数。"};
inline const Text race_stale{"Of an earlier picture, stage or settings.", "对应先前的图像、阶段或设置。"};
inline const Text race_from{"from", "自"};
inline const Text race_threads{"Threads", "线程数"};
inline const Text race_rounds{"rounds", "轮"};
inline const Text race_of_opencv{"× OpenCV", "× OpenCV"};
inline const Text race_identical{"identical", "结果相同"};
inline const Text race_within{"differs by at most ", "最大差值 "};
inline const Text race_textbook{"Textbook", "教科书版"};
inline const Text race_build{"This OpenCV is compiled for ", "此 OpenCV 的编译目标为 "};
inline const Text race_dispatch{"; where it dispatches it may use ", "；在其动态分派处可使用 "};
inline const Text race_ratio_note{"A ratio speaks of this build alone: above 1 our code is faster.",
                                  "比值仅针对此编译版本：大于 1 表示本程序更快。"};

}  // namespace pixelwhy::gui::strings
