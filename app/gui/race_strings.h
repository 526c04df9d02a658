#pragma once

#include "core/text.h"

/// The words of the race between the codes of a stage.
namespace pixelwhy::gui::strings {

inline const Text race{"Race", "竞速"};
inline const Text code_in_use{"Code in use", "所用实现"};
inline const Text code_automatic{"Automatic", "自动"};
inline const Text code_automatic_note{
    "The fastest code that has the very values of the textbook's. While frames come, one pass may take the "
    "place "
    "of stages that nobody looks at.",
    "与教科书版数值完全一致的最快实现。有新帧到来时，无人查看的阶段可由一遍融合计算代替。"};
inline const Text code_named_note{
    "Stages that have this code run it; explanations are those of the textbook.",
    "具有此实现的阶段都使用它；像素解释仍按教科书版。"};
inline const Text race_operations{"operations", "次运算"};
inline const Text race_bytes{"bytes a pixel", "字节/像素"};
inline const Text race_floor{"a copy takes ", "复制耗时占 "};
inline const Text cost_lab{"Cost lab", "代价实验室"};
inline const Text cost_intro{
    "How the time grows. Choose a quantity: it is measured in the background, by one thread, and drawn on "
    "logarithmic axes, where a power is a straight line and its exponent the slope.",
    "时间如何增长。选择一个量：在后台以单线程测量，绘于双对数坐标，幂函数成直线，斜率即指数。"};
inline const Text cost_size{"Picture size", "图像大小"};
inline const Text cost_pixels{"pixels", "像素数"};
inline const Text cost_time{"ms", "毫秒"};
inline const Text cost_running{"Measuring…", "测量中…"};
inline const Text cost_on{"On your picture, cut or repeated to", "将图像裁剪或平铺为"};
inline const Text cost_tiled{"On your picture, cut or repeated", "将图像裁剪或平铺到各大小"};
inline const Text way{"The whole way", "全程"};
inline const Text way_start{"Start to the first picture", "从启动到首图"};
inline const Text way_loading{"Loading the program and its libraries", "载入程序与库"};
inline const Text way_window{"Window and OpenGL", "窗口与 OpenGL"};
inline const Text way_state{"Demos, themes, threads", "演示、主题、线程"};
inline const Text way_first_frame{"First frame, with fonts", "首帧（含字体）"};
inline const Text way_first_picture{"First picture computed and drawn", "首图计算并绘出"};
inline const Text way_slider{"Last change to its picture on the screen", "最近一次改动到屏幕"};
inline const Text way_computed{"of which until all stages were there", "其中至所有阶段完成"};
inline const Text way_frames{"Frames drawn in the last 10 s", "最近 10 秒绘制的帧数"};
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
