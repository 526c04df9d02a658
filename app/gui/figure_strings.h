#pragma once

#include "core/text.h"

/// The words of the figure sheet and of figures that come back.
namespace pixelwhy::gui::strings {

inline const Text figure{"Figure", "图示"};
inline const Text figure_title{"Save a figure", "保存图示"};
inline const Text figure_what{"What", "内容"};
inline const Text figure_kinds[] = {
    {"Figure", "图示"}, {"Stage", "阶段"}, {"Canvas", "画布"}, {"Window", "窗口"}};
inline const Text figure_kind_notes[] = {
    {"Chosen stages with names, scales and a caption.", "所选阶段，带名称、图例与说明。"},
    {"The stage in view as it is, pixel for pixel.", "当前阶段原样，逐像素。"},
    {"The canvas as seen, with zoom, grid and marks.", "所见的画布，含缩放、网格与标记。"},
    {"The whole window, without messages.", "整个窗口，不含消息。"}};
inline const Text figure_stages{"Stages", "阶段"};
inline const Text figure_story{"Story", "主线"};
inline const Text figure_all{"All", "全部"};
inline const Text figure_current{"Current", "当前"};
inline const Text figure_look{"For", "用于"};
inline const Text figure_print{"Print", "打印"};
inline const Text figure_screen{"Screen", "屏幕"};
inline const Text figure_resolution{"Resolution", "分辨率"};
inline const Text figure_columns{"Columns", "列数"};
inline const Text figure_auto{"Auto", "自动"};
inline const Text figure_caption{"Caption with parameters and formula", "说明、参数与公式"};
inline const Text figure_source_name{"Name of the source in the caption", "说明中包含来源名称"};
inline const Text figure_explained{"Explanation of the pinned pixel", "固定像素的解释"};
inline const Text figure_carries{"Carry the source’s pixels, so that it comes back anywhere",
                                 "携带来源像素，随处可恢复"};
inline const Text figure_format{"Format", "格式"};
inline const Text figure_folder{"Folder", "文件夹"};
inline const Text figure_name{"File name", "文件名"};
inline const Text figure_choose{"Choose…", "选择…"};
inline const Text figure_save{"Save", "保存"};
inline const Text figure_cancel{"Cancel", "取消"};
inline const Text figure_pixels{"px", "像素"};
inline const Text figure_vector{"as large as you like", "可任意放大"};
inline const Text figure_drawing{"Drawing…", "正在绘制…"};
inline const Text figure_computing{"Computing…", "正在计算…"};
inline const Text figure_writing{"Writing…", "正在写入…"};
inline const Text figure_cancelled{"Cancelled; nothing was written.", "已取消，未写入任何内容。"};
inline const Text figure_exists{" exists already.", " 已存在。"};
inline const Text figure_replace{"Replace", "替换"};
inline const Text figure_keep{"Keep", "保留"};
inline const Text figure_saved{"Saved: ", "已保存："};
inline const Text figure_no_stage{"Choose at least one stage.", "请至少选择一个阶段。"};
inline const Text figure_no_name{"Type a name for the file.", "请输入文件名。"};
inline const Text figure_no_folder{"There is no folder ", "没有文件夹 "};
inline const Text figure_is_source{" is the source itself, which would be lost; choose another name.",
                                   " 就是来源本身，会被覆盖；请另取名称。"};
inline const Text figure_plain_png{"As seen, this can only be a PNG; choose a name that ends in .png.",
                                   "所见内容只能存为 PNG；请使用以 .png 结尾的名称。"};

inline const Text living_back{"The figure came back with everything that it was made with.",
                              "图示已恢复其制作时的全部状态。"};
inline const Text living_unusable{"Opened as an ordinary picture: ", "已作为普通图片打开："};
inline const Text living_changed{" has changed since the figure was made; it is opened as it is now.",
                                 " 在图示制作之后已改变；按现状打开。"};
inline const Text living_within{" was not found as it was; the pixels within the figure are used.",
                                " 未按原样找到；使用图示内携带的像素。"};
inline const Text living_missing{", the figure’s source, was not found. Parameters and stage are back.",
                                 "（图示的来源）未找到。参数与阶段已恢复。"};
inline const Text living_other_pixels{
    "This is not the picture that the figure was made from; its pixels differ.",
    "这不是制作该图示的图片；像素不同。"};
inline const Text living_other_code{"The figure shows the code ‘", "图示使用的代码为‘"};
inline const Text living_other_code_end{"’; the window computes the textbook’s.",
                                        "’；窗口使用教科书代码计算。"};
inline const Text pin_outside{"The figure’s pinned pixel lies outside this picture.",
                              "图示所固定的像素在此图片之外。"};

}  // namespace pixelwhy::gui::strings
