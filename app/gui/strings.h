#pragma once

#include "core/text.h"

/// The window's own words.
namespace pixelwhy::gui::strings {

inline const Text no_picture{"No picture yet", "还没有图像"};
inline const Text no_picture_hint{"Drop a file here, press Ctrl+O, or choose one under Samples.",
                                  "将文件拖到这里，按 Ctrl+O，或从“示例”中选择。"};
inline const Text stage_failed{"This stage could not be computed", "此阶段无法计算"};

inline const Text stage_failed_hint{". Change a parameter, or go back with Ctrl+Z.",
                                    "。请修改参数，或按 Ctrl+Z 返回。"};

inline const Text open{"Open", "打开"};
inline const Text open_file{"Choose a file…", "选择文件…"};
inline const Text open_path{"Path of a picture or a folder", "图像或文件夹的路径"};
inline const Text open_go{"Open", "打开"};
inline const Text recent{"Opened before", "最近打开"};
inline const Text clear_recent{"Clear this list", "清空此列表"};
inline const Text browse{"Browse pictures…", "浏览图像…"};
inline const Text browse_title{"Browse pictures", "浏览图像"};
inline const Text browse_up{"Parent folder", "上级文件夹"};
inline const Text browse_edit{"Type or paste a path", "输入或粘贴路径"};
inline const Text browse_hidden{"Show hidden files", "显示隐藏文件"};
inline const Text browse_places{"Places", "位置"};
inline const Text browse_sequence{"Open folder as a sequence", "将文件夹作为序列打开"};
inline const Text browse_path{"A picture, a folder or sample:NAME", "图像、文件夹或 sample:名称"};
inline const Text browse_reading{"Reading the folder…", "正在读取文件夹…"};
inline const Text browse_nothing{"No folders or pictures here.", "这里没有文件夹或图像。"};
inline const Text browse_folder{"Folder", "文件夹"};
inline const Text browse_folders{"folders", "个文件夹"};
inline const Text browse_pictures{"pictures", "幅图像"};
inline const Text browse_large{"a large file, shown without a preview", "文件较大，不显示预览"};
inline const Text place_picture{"This picture’s folder", "当前图像的文件夹"};
inline const Text place_home{"Home", "主目录"};
inline const Text place_pictures{"Pictures", "图片"};
inline const Text place_desktop{"Desktop", "桌面"};
inline const Text place_downloads{"Downloads", "下载"};
inline const Text place_root{"File system", "文件系统"};
inline const Text samples{"Samples", "示例"};
inline const Text actions{"Find an action", "查找操作"};
inline const Text other_language{"中文", "English"};
inline const Text theme_tip{"Light or dark theme", "浅色或深色主题"};
inline const Text opening{"Opening…", "正在打开…"};

inline const Text search{"Search", "搜索"};
inline const Text no_match{"Nothing found", "没有匹配项"};

inline const Text parameters{"Parameters", "参数"};
inline const Text presets{"Presets", "预设"};
inline const Text presets_shipped{"To learn from", "示例"};
inline const Text presets_own{"Your own", "我的预设"};
inline const Text preset_with_sample{"Open the sample that shows it", "同时打开对应的示例图像"};
inline const Text preset_save_as{"Save these parameters as a preset called", "将当前参数存为预设，名称为"};
inline const Text preset_save{"Save", "保存"};
inline const Text preset_file{"Import or export a file", "导入或导出文件"};
inline const Text preset_export_of{"Export to a file: ", "导出到文件："};
inline const Text preset_import{"Import", "导入"};
inline const Text preset_export{"Export", "导出"};
inline const Text preset_delete{"Delete", "删除"};
inline const Text preset_replace{"Replace", "替换"};
inline const Text preset_keep{"Keep", "保留"};
inline const Text preset_exists{" exists already. Replace it?", " 已存在。要替换吗？"};
inline const Text preset_really_delete{": delete this preset?", "：要删除此预设吗？"};
inline const Text preset_choose{"Import a preset…", "导入预设…"};
inline const Text preset_exported{"The preset was written to ", "预设已写入 "};
inline const Text no_parameters{"This algorithm has no parameters.", "此算法没有参数。"};
inline const Text parameter_range{"Accepted: ", "取值范围："};
inline const Text parameter_to{" to ", " 到 "};
inline const Text parameter_default{"Default: ", "默认值："};
inline const Text parameter_habits{"Double-click to type, right-click to reset, arrow keys to nudge",
                                   "双击输入，右击重置，方向键微调"};
inline const Text choice_habits{"Right-click to reset", "右击重置"};
inline const Text parameter_idle{"Without effect while ", "不起作用，因为 "};
inline const Text parameter_is{" is ", " 为 "};
inline const Text accepts{"; it accepts ", "；可取 "};
inline const Text out_of_range{" is out of range", " 超出范围"};
inline const Text held_to{", and was set to ", "，已设为 "};
inline const Text not_a_number{" is not a number", " 不是数字"};
inline const Text kept_at{", and stays at ", "，仍为 "};
inline const Text fold{"Click to fold or unfold", "单击折叠或展开"};
inline const Text on{"On", "开"};
inline const Text off{"Off", "关"};

inline const Text why{"Why this pixel", "为何如此"};
inline const Text why_brief{"Why", "为何"};
inline const Text code{"Code", "代码"};
inline const Text about{"About", "说明"};
inline const Text values{"Values", "数值"};
inline const Text why_invite{"Point at a pixel of the picture to read why it has its value. Click to pin it.",
                             "指向图像中的任一像素，即可看到它为何取此值。单击可固定该像素。"};
inline const Text why_data{"This stage is data. Choose a picture stage and point at a pixel.",
                           "此阶段是数据。请选择图像阶段并指向一个像素。"};
inline const Text pinned{"Pinned", "已固定"};
inline const Text following{"Follows the mouse", "跟随鼠标"};
inline const Text outside_pin{"The pinned pixel lies outside this stage.", "固定的像素在此阶段之外。"};
inline const Text computing{"Computing…", "计算中…"};
inline const Text waiting{"Waits for the stages before", "等待前面的阶段"};
inline const Text terms{"Computed from", "由以下数值算得"};
inline const Text steps{"Step by step", "逐步计算"};
inline const Text result{"Result", "结果"};
inline const Text close_code{"The code in use only comes close to this rule; its value here is ",
                             "当前实现只近似此规则；它在此处的值为 "};
inline const Text unexplained{"The explanation and the stage disagree: the stage holds ",
                              "解释与该阶段的值不一致：该阶段为 "};
inline const Text constant{"constant border", "常数边界"};
inline const Text nobody{"no edge pixel", "没有边缘像素"};
inline const Text outside{"taken from inside by the border rule", "按边界规则取自图像内部"};
inline const Text weight{"weight", "权重"};
inline const Text product{"product", "乘积"};
inline const Text of_terms{"of", "共"};
inline const Text terms_shown{"terms shown", "项，仅显示其中"};
inline const Text go_there{"Click to go to this pixel", "单击前往该像素"};
inline const Text outside_legend{"outside the picture; the border rule chose the value",
                                 "位于图像之外，取值由边界规则决定"};
inline const Text sorted_up{"In order, the least first", "从小到大排列"};
inline const Text sorted_down{"In order, the greatest first", "从大到小排列"};
inline const Text opposite_areas{"A pixel's weight is the area opposite to it.",
                                 "像素的权重等于与它相对的面积。"};
inline const Text nearest_rule{"The position falls into one pixel, and that pixel's value is taken.",
                               "位置落在某一像素内，直接取该像素的值。"};
inline const Text lit_field{"Lit: the receptive field of ", "高亮：感受野，所属像素 "};
inline const Text voters{"The edge pixels that voted for this cell", "为此单元投票的边缘像素"};
inline const Text link_outside{"The link points to a pixel outside the picture.",
                               "链接所指的像素在图像之外。"};
inline const Text show_trail{"Show it in the stage", "在该阶段中显示"};
inline const Text channel_names[] = {{"Blue", "蓝"}, {"Green", "绿"}, {"Red", "红"}};
inline const Text copied{"The explanation was copied as text.", "解释已复制为文本。"};
inline const Text copied_latex{"The explanation was copied as LaTeX.", "解释已复制为 LaTeX。"};
inline const Text loaded_pixel{"As loaded", "载入值"};

inline const Text code_own{"Our source", "本程序源码"};
inline const Text code_own_brief{"Ours", "源码"};
inline const Text code_copied{"The code was copied as text.", "代码已复制为文本。"};
inline const Text code_not_with_opencv{
    "This stage is not written with OpenCV on its own. Its steps stand in the program of another one: ",
    "此阶段不能单独用 OpenCV 写出。其步骤见其他阶段的程序："};
inline const Text code_no_function{"No function of its own computes this stage. Choose another one: ",
                                   "此阶段没有自己的函数。请选择其他阶段："};
inline const Text code_step_tip{"Click to see the line of our source that computes this",
                                "单击查看计算此值的源码行"};

inline const Text no_about{"There is no page about this algorithm yet.", "此算法还没有说明页。"};
inline const Text source{"Source", "原图"};
inline const Text error{"Error", "错误"};
inline const Text counts{"count", "个数"};
inline const Text value{"value", "值"};
inline const Text curve_before{"for comparison", "对照"};
inline const Text no_data{"Nothing to show yet.", "尚无内容。"};
inline const Text data_histogram{"Histogram of the picture in view", "当前图像的直方图"};
inline const Text least{"Least", "最小值"};
inline const Text greatest{"Greatest", "最大值"};
inline const Text mean{"Mean", "均值"};
inline const Text size{"Size", "尺寸"};
inline const Text stored_as{"Stored as", "存储类型"};
inline const Text bytes_8{"8-bit whole numbers", "8 位整数"};
inline const Text floats_32{"32-bit floating point", "32 位浮点数"};
inline const Text other_type{"other numbers", "其他数值类型"};
inline const Text channels_1{"one channel", "单通道"};
inline const Text channels_3{"three channels", "三通道"};

inline const Text region_at{"at", "位于"};
inline const Text region_of{"of", "，原图"};
inline const Text region_hint{"Drag a rectangle over the picture. Esc cancels.",
                              "在图像上拖出一个矩形。Esc 取消。"};
inline const Text line_hint{"Drag a line over the picture. Esc cancels.", "在图像上拖出一条线。Esc 取消。"};
inline const Text status_value{"value", "值"};
inline const Text status_stored{"in the file", "文件中"};
inline const Text status_zoom{"zoom", "缩放"};
inline const Text status_total{"all stages", "全部阶段"};
inline const Text milliseconds{"ms", "毫秒"};
inline const Text seconds{"s", "秒"};
inline const Text picture_of{"picture", "图像"};

inline const Text hint_title{"Three things to try", "先试三件事"};
inline const Text hint_1{"Point at any pixel. The panel on the right shows the arithmetic behind it.",
                         "指向任一像素，右侧面板会给出它的算式。"};
inline const Text hint_2{"Click to pin it, then click a number to travel to the pixel it came from.",
                         "单击将其固定，再单击某个数字，即可前往它来自的像素。"};
inline const Text hint_3{"Move a slider. Only the stages that depend on it are computed again.",
                         "拖动滑块，只有依赖它的阶段会重新计算。"};
inline const Text hint_done{"Got it", "知道了"};

inline const Text palette_hint{"Type what you want to do", "输入想要做的事"};
inline const Text shortcuts{"Keyboard shortcuts", "键盘快捷键"};
inline const Text mouse_group{"Mouse", "鼠标"};
inline const Text mouse_drag{"Drag", "拖动"};
inline const Text mouse_drag_does{"Move the picture", "移动图像"};
inline const Text mouse_wheel{"Wheel", "滚轮"};
inline const Text mouse_wheel_does{"Zoom at the cursor", "以光标为中心缩放"};
inline const Text mouse_click{"Click", "单击"};
inline const Text mouse_click_does{"Pin or release a pixel", "固定或取消固定像素"};
inline const Text mouse_double{"Double-click", "双击"};
inline const Text mouse_double_does{"Fit the picture", "适合窗口"};
inline const Text stages_by_digit{"Show that stage", "显示该序号的阶段"};
inline const Text arrows{"Move the pin, or the slider touched last", "移动图钉，或微调滑块"};
inline const Text arrows_far{"Ten steps at once", "一次十步"};
inline const Text hold_shift{"Hold Shift", "按住 Shift"};
inline const Text hold_shift_does{"See the source", "查看原图"};
inline const Text slider_double{"Double-click, Ctrl+click", "双击，Ctrl+单击"};
inline const Text slider_double_does{"Type a slider's value", "输入滑块的数值"};
inline const Text slider_right{"Right-click a slider", "右击滑块"};
inline const Text slider_right_does{"Reset it", "重置"};

inline const Text no_chinese_font{
    "No typeface with Chinese characters is installed; the window stays English. "
    "Install fonts-wqy-microhei or fonts-noto-cjk.",
    ""};
inline const Text memory_set_aside{"The remembered window state could not be read; it is left in ",
                                   "无法读取保存的窗口状态，原文件保留在 "};
inline const Text session_set_aside{"What was open last time could not be read; it is left in ",
                                    "无法读取上次的会话，原文件保留在 "};
inline const Text session_sample{" It was open last time; the street sample is shown instead.",
                                 "这是上次打开的来源；现在改为显示街道示例。"};
inline const Text nothing_to_paste{"The clipboard holds neither a picture nor a path.",
                                   "剪贴板中既没有图像，也没有路径。"};
inline const Text no_clipboard_tool{
    "Pictures go to and from the clipboard by a program that is not installed: xclip on X11, wl-clipboard on "
    "Wayland. Text is copied without it.",
    "图像的复制与粘贴需要尚未安装的程序：X11 下为 xclip，Wayland 下为 wl-clipboard。文本不受影响。"};
inline const Text clipboard_silent{" does not answer", " 没有响应"};
inline const Text clipboard_gave_up{"; it was given up after ", "，已放弃，等待了 "};
inline const Text clipboard_not_started{" could not be started", " 无法启动"};
inline const Text clipboard_failed{" failed", " 执行失败"};
inline const Text clipboard_too_large{"The picture in the clipboard is larger than ", "剪贴板中的图像超过 "};
inline const Text clipboard_empty_picture{"The clipboard offers a picture, and then gives none.",
                                          "剪贴板声称有图像，却没有给出内容。"};
inline const Text pasted_forgotten{"This pasted picture is no longer kept; paste it again.",
                                   "此粘贴的图像已不再保留，请重新粘贴。"};
inline const Text copied_picture{"The picture was copied: ", "图像已复制："};
inline const Text copied_figure{"The figure was copied as a picture: ", "图示已复制为图像："};
inline const Text no_picture_yet{"There is no picture of this stage to copy.", "此阶段没有可复制的图像。"};
inline const Text not_recent{" It was taken off the list of files opened before.",
                             "已从最近打开的列表中移除。"};
inline const Text only_picture{"There is no other picture in this folder.", "此文件夹中没有其他图像。"};
inline const Text dropped_many{" files were dropped; the first is opened. Page Down shows the next picture.",
                               " 个文件被拖入；已打开第一个。按 Page Down 查看下一幅。"};
inline const Text camera{"Camera", "摄像头"};
inline const Text camera_last{"Opened last", "上次打开"};
inline const Text cameras{"Cameras", "摄像头"};
inline const Text cameras_reading{"Looking for cameras…", "正在查找摄像头…"};
inline const Text no_camera{"No camera is plugged in.", "未接入摄像头。"};
inline const Text no_camera_hint{
    "Plug one in and open this menu again. If one is plugged in, its driver may be missing (ls /dev/video* "
    "lists "
    "what the system knows). The moving scene below needs no camera.",
    "请接入摄像头后重新打开此菜单。若已接入，可能缺少驱动（可用 ls /dev/video* 查看系统识别的设备）。"
    "下面的动态场景无需摄像头。"};
inline const Text camera_modes{"Resolution and rate", "分辨率与帧率"};
inline const Text camera_asking{"Asking the camera…", "正在询问摄像头…"};
inline const Text camera_any_mode{"As the camera likes", "由摄像头决定"};
inline const Text camera_no_modes{"It lists no resolutions.", "它没有列出分辨率。"};
inline const Text address{"Open a stream or video address", "打开网络流或视频地址"};
inline const Text address_examples{"http://192.168.0.20:8080/video    rtsp://user:password@host/path",
                                   "http://192.168.0.20:8080/video    rtsp://用户:密码@主机/路径"};
inline const Text address_wrong{
    "An address begins with http://, https://, rtsp://, rtmp://, udp:// or tcp://, and a host follows.",
    "地址以 http://、https://、rtsp://、rtmp://、udp:// 或 tcp:// 开头，后接主机名。"};
inline const Text moving_scene{"Moving scene", "动态场景"};
inline const Text moving_scene_note{"needs no camera", "无需摄像头"};
inline const Text freeze{"Freeze", "冻结"};
inline const Text thaw{"Go on live", "继续实时"};
inline const Text pause{"Pause", "暂停"};
inline const Text recorded{"Recorded: ", "已录制："};
inline const Text recorded_until_then{"What was recorded is in ", "已录制的内容在 "};
inline const Text recorded_nothing{"Nothing was recorded, as there was nothing to see.",
                                   "没有可见内容，未录制。"};
inline const Text end_recording{"Recording; click to end it", "正在录制；单击结束"};
inline const Text play{"Play", "播放"};
inline const Text live{"Live", "实时"};
inline const Text frozen{"Frozen", "已冻结"};
inline const Text source_waits{"Waiting", "等待中"};
inline const Text stopped{"Stopped", "已停止"};
inline const Text closed{"Closed", "已关闭"};
inline const Text frame{"frame", "帧"};
inline const Text speed{"Speed", "速度"};
inline const Text try_now{"Try now", "立即重试"};
inline const Text give_up{"Give up", "放弃"};
inline const Text again_in{"Trying again in ", "将重试，剩余 "};
inline const Text again_now{"Trying again…", "正在重试…"};
inline const Text seconds_left{" s", " 秒"};
inline const Text strip_later{
    "While it plays, all stages are refreshed about once a second. Freeze to see them of this frame.",
    "播放时，各阶段约每秒刷新一次。冻结后可查看当前帧的所有阶段。"};
inline const Text rate_captured{"captured", "采集"};
inline const Text rate_processed{"processed", "处理"};
inline const Text dropped{"dropped", "丢弃"};
inline const Text latency{"latency", "延迟"};
inline const Text per_second{"fps", "帧/秒"};
inline const Text captured_tip{"Frames a second that the source delivers, over the last second.",
                               "来源在最近一秒内每秒交付的帧数。"};
inline const Text processed_tip{
    "Frames a second of which everything in view was computed, over the last second. The newest frame is "
    "taken "
    "whenever the last one is done; those between are dropped, never queued.",
    "最近一秒内每秒完成处理的帧数。每处理完一帧便取最新的一帧，其间的帧被丢弃，从不排队。"};
inline const Text dropped_tip{
    "Frames since the source was opened that a newer one replaced before they were taken.",
    "自打开以来，在被取用之前就被更新的帧替换的帧数。"};
inline const Text latency_tip{
    "From the moment a frame was captured until its result was computed (the mean of the last second), and "
    "until "
    "the window showed it. One clock measures both; what the camera and the screen take themselves is not in "
    "it.",
    "从采集一帧到算出结果（最近一秒的平均值），以及到窗口显示它所用的时间。两者用同一时钟测量，"
    "不含摄像头与屏幕自身的延迟。"};

inline const Text kept_picture{" The picture before is kept.", "已保留之前的图像。"};

}  // namespace pixelwhy::gui::strings
