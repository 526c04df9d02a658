#pragma once

#include "core/text.h"

/// The words of the notebook.
namespace pixelwhy::gui::strings {

inline const Text notes{"notes", "笔记"};
inline const Text notes_no_picture{"There is nothing to add to the notes yet.", "还没有可加入笔记的内容。"};
inline const Text notes_added{"Added to ", "已加入 "};
inline const Text notes_with{", with the figure ", "，图示为 "};
inline const Text notes_folder_title{"The folder for your notes", "笔记文件夹"};
inline const Text notes_folder_words{
    "What you add goes to the end of PixelWhy.md in this folder, its figures into figures beside it: plain "
    "Markdown for "
    "Obsidian, Typora or a Git repository. Nothing in it is ever overwritten.",
    "加入的内容写在此文件夹中 PixelWhy.md 的末尾，图示写在旁边的 figures 里：普通的 Markdown，可用于 "
    "Obsidian、Typora 或 Git 仓库。已有内容从不被覆盖。"};
inline const Text notes_choose{"Choose…", "选择…"};
inline const Text notes_use{"Use this folder", "使用此文件夹"};
inline const Text notes_use_and_add{"Use this folder and add", "使用此文件夹并加入"};
inline const Text notes_cancel{"Cancel", "取消"};
inline const Text notes_whole_path{"The folder for notes needs its whole path, from / or ~.",
                                   "笔记文件夹需要完整路径，以 / 或 ~ 开头。"};

}  // namespace pixelwhy::gui::strings
