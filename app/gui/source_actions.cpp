#include "gui/source_actions.h"

#include "gui/live.h"
#include "gui/pasted_path.h"
#include "gui/recording.h"

namespace pixelwhy::gui {

namespace {

const Text picture_group{"Picture", "图像"};
const Text live_group{"Live and video", "实时与视频"};

}  // namespace

void add_picture_actions(std::vector<Action>& actions) {
  const auto folder = [](const AppState& state) {
    if (state.live.active) return state.live.kind == SourceKind::Folder;
    return state.frame_count > 1 || is_path(state.source);
  };
  actions.push_back({"open",
                     picture_group,
                     {"Open a picture…", "打开图像…"},
                     {{"O", true, false}},
                     [](AppState& s) { s.wishes.ask_for_file = true; },
                     {}});
  actions.push_back({"browse",
                     picture_group,
                     {"Browse pictures…", "浏览图像…"},
                     {{"O", true, true}},
                     [](AppState& s) {
                       uncover(s);
                       s.browser.open = true;
                     },
                     {}});
  actions.push_back({"paste",
                     picture_group,
                     {"Paste a picture, or open the pasted path", "粘贴图像，或打开粘贴的路径"},
                     {{"V", true, false}},
                     [](AppState& s) { s.wishes.paste = true; },
                     {}});
  actions.push_back({"copy-picture",
                     picture_group,
                     {"Copy the stage in view as a picture", "将当前阶段复制为图像"},
                     {{"C", true, false}},
                     [](AppState& s) { s.wishes.copy_picture = true; },
                     {}});
  actions.push_back({"copy-figure",
                     picture_group,
                     {"Copy the figure as a picture", "将图示复制为图像"},
                     {},
                     [](AppState& s) { s.wishes.copy_figure = true; },
                     {}});
  actions.push_back({"next-picture",
                     picture_group,
                     {"Next picture of the folder", "文件夹中的下一幅"},
                     {{"PageDown"}},
                     [](AppState& s) { s.wishes.frame_step = 1; },
                     folder});
  actions.push_back({"previous-picture",
                     picture_group,
                     {"Previous picture of the folder", "文件夹中的上一幅"},
                     {{"PageUp"}},
                     [](AppState& s) { s.wishes.frame_step = -1; },
                     folder});
}

void add_live_actions(std::vector<Action>& actions) {
  actions.push_back({"freeze",
                     live_group,
                     {"Freeze, pause or play", "冻结、暂停或播放"},
                     {{"Space"}},
                     toggle_play,
                     can_play});
  actions.push_back({"step-back",
                     live_group,
                     {"One frame back", "后退一帧"},
                     {{","}},
                     [](AppState& s) { step_frames(s, -1); },
                     can_step});
  actions.push_back({"step-on",
                     live_group,
                     {"One frame on", "前进一帧"},
                     {{"."}},
                     [](AppState& s) { step_frames(s, 1); },
                     can_step});
  actions.push_back({"loop",
                     live_group,
                     {"Play again from the start at the end", "循环播放"},
                     {},
                     [](AppState& s) { set_loop(s, !s.live.loop); },
                     can_step});
  actions.push_back({"mirror",
                     live_group,
                     {"Exchange left and right", "左右镜像"},
                     {{"M"}},
                     [](AppState& s) { set_mirrored(s, !s.live.status.mirrored); },
                     [](const AppState& s) { return s.live.active && s.live.status.live; }});
  const auto may_record = [](const AppState& s) { return s.snapshot && !s.recording.finishing; };
  actions.push_back({"record",
                     live_group,
                     {"Record the result, or end the recording", "录制结果，或结束录制"},
                     {{"R", true, false}},
                     [](AppState& s) { toggle_recording(s, false); },
                     may_record});
  actions.push_back({"record-both",
                     live_group,
                     {"Record source and result side by side", "并排录制原图与结果"},
                     {{"R", true, true}},
                     [](AppState& s) { toggle_recording(s, true); },
                     may_record});
}

}  // namespace pixelwhy::gui
