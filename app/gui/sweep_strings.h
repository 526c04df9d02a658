#pragma once

#include "core/text.h"

/// The words of the sheet that sweeps over parameters.
namespace pixelwhy::gui::strings {

inline const Text sweep_title{"Sweep over parameters", "扫描参数"};
inline const Text sweep_first{"Parameter", "参数"};
inline const Text sweep_first_of_two{"First parameter, down the rows", "第一个参数（按行）"};
inline const Text sweep_second{"Second parameter, across the columns", "第二个参数（按列）"};
inline const Text sweep_none{"None", "无"};
inline const Text sweep_from{"From", "从"};
inline const Text sweep_to{"To", "到"};
inline const Text sweep_step{"Step", "步长"};
inline const Text sweep_accepted{"Accepted: ", "可取："};
inline const Text sweep_range_to{" to ", " 至 "};
inline const Text sweep_form{"Make", "生成"};
inline const Text sweep_sheet_note{"A contact sheet with every value beside its picture.",
                                   "图表，每幅图像旁标有取值。"};
inline const Text sweep_moving_note{"Moves through the values; one parameter only.",
                                    "逐值播放；仅限一个参数。"};
inline const Text sweep_look{"For", "用于"};
inline const Text sweep_print{"Print", "打印"};
inline const Text sweep_screen{"Screen", "屏幕"};
inline const Text sweep_resolution{"Resolution", "分辨率"};
inline const Text sweep_rate{"Pictures a second", "每秒幅数"};
inline const Text sweep_folder{"Folder", "文件夹"};
inline const Text sweep_name{"File name", "文件名"};
inline const Text sweep_start{"Start", "开始"};
inline const Text sweep_cancel{"Cancel", "取消"};
inline const Text sweep_replace{"Replace", "替换"};
inline const Text sweep_keep{"Keep", "保留"};
inline const Text sweep_exists{" exists already.", " 已存在。"};
inline const Text sweep_pictures{" pictures", " 幅图像"};
inline const Text sweep_picture{" picture", " 幅图像"};
inline const Text sweep_impossible{" of them not possible", " 幅不可行"};
inline const Text sweep_running{"A sweep is running.", "正在扫描。"};
inline const Text sweep_progress{"Sweep", "扫描"};
inline const Text sweep_writing{"writing", "正在写入"};
inline const Text sweep_no_name{"Type a name for the file.", "请输入文件名。"};
inline const Text sweep_endings{"The name must end in .png, .svg, .pdf, .webp, .mkv or .mp4.",
                                "文件名须以 .png、.svg、.pdf、.webp、.mkv 或 .mp4 结尾。"};
inline const Text sweep_no_folder{"There is no folder ", "没有文件夹 "};
inline const Text sweep_is_source{" is the source itself, which would be lost; choose another name.",
                                  " 就是来源本身，会被覆盖；请另取名称。"};
inline const Text sweep_cancelled{"The sweep was cancelled; nothing was written.",
                                  "扫描已取消，未写入任何内容。"};
inline const Text sweep_saved{"The sweep is in ", "扫描结果："};
inline const Text sweep_no_parameter{"This algorithm has no parameter to sweep over.",
                                     "此算法没有可扫描的参数。"};

}  // namespace pixelwhy::gui::strings
