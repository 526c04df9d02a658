#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "cli/progress.h"
#include "core/error.h"
#include "core/region.h"
#include "notes/code.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/png.h"
#include "sources/second_picture.h"

namespace pixelwhy {

namespace {

constexpr const char* page_head = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PixelWhy gallery</title>
<style>
  :root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6b7c; --paper: #f6f7f9; --card: #fff; --line: #dfe4ea; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa8b8; --paper: #14181d; --card: #1d232b; --line: #2c3540; } }
  body { margin: 0; padding: 2.5rem clamp(1rem, 4vw, 4rem); background: var(--paper); color: var(--ink);
         font: 16px/1.55 system-ui, "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
  h1 { margin: 0 0 .25rem; font-size: 1.75rem; }
  p { margin: 0; color: var(--soft); }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem; margin-top: 2rem; }
  figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
  img { display: block; width: 100%; height: auto; }
  figcaption { padding: .9rem 1.1rem 1.1rem; }
  h2 { margin: 0 0 .3rem; font-size: 1.05rem; }
  h2 span { color: var(--soft); font-weight: normal; margin-left: .5em; }
  code { font-size: .85rem; color: var(--soft); }
</style>
<header><h1>PixelWhy</h1><p>Classical vision operators, explained pixel by pixel · 经典视觉算子，逐像素解释</p></header>
<main>
)";

std::string escaped(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string card(const std::string& file, const Text& name, const Text& summary, const std::string& command) {
  return fmt::format(
      "<figure><img src=\"{0}\" "
      "alt=\"{1}\"><figcaption><h2>{1}<span>{2}</span></h2><p>{3}</p><p>{4}</p>{5}</figcaption></figure>\n",
      file, escaped(name.en), escaped(name.zh), escaped(summary.en), escaped(summary.zh),
      command.empty() ? "" : "<code>" + escaped(command) + "</code>");
}

/// Every source is read once.
class Frames {
 public:
  Frames(int index, std::optional<cv::Rect> region) : index_(index), region_(region) {}
  FramePtr of(const std::string& source) {
    FramePtr& frame = frames_[source];
    if (!frame) frame = cut(load_frame(source, index_), region_);
    return frame;
  }

 private:
  int index_;
  std::optional<cv::Rect> region_;
  std::map<std::string, FramePtr> frames_;
};

void write_last_stage(const Demo& demo, const std::string& source, const FramePtr& frame,
                      const std::filesystem::path& folder) {
  DemoCall call;
  call.demo = &demo;
  call.settings = demo.defaults();
  read_pictures(demo, call.settings);
  call.stage = static_cast<StageId>(demo.stages.size()) - 1;
  const SnapshotPtr snapshot = compute(call, frame, false);
  const std::vector<std::uint8_t> png = encode_png(stage_picture(*snapshot, call.stage));
  write_whole(folder / (demo.id + ".png"), with_state(call, png, source_state(source, 0, *frame)));
}

}  // namespace

int gallery_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  const Arguments arguments({{"--frame", "N"}, {"--region", "X,Y,W,H"}, {"-o", "DIR"}, {"--help", ""}},
                            words);
  if (arguments.has("--help")) {
    std::puts(
        "usage: pixelwhy gallery [SOURCE] [--frame N] [--region X,Y,W,H] -o DIR\nWrites one picture a demo "
        "(its last stage with "
        "the "
        "defaults) and index.html; N is the frame of a video, folder, camera or stream (0 if left out), "
        "the region a part of it that is taken for all.");
    return 0;
  }
  if (arguments.rest().size() > 1) {
    throw usage_error("one SOURCE is expected; '" + arguments.rest()[1] + "' is one word too many");
  }
  const auto output = arguments.value("-o");
  if (!output || output->empty() || *output == "-")
    throw usage_error("missing -o: the folder to write the gallery into");
  const std::filesystem::path folder = *output;
  const std::string source = arguments.rest().empty() ? "" : arguments.rest()[0];
  const auto frame_flag = arguments.value("--frame");
  if (frame_flag && source.empty()) throw usage_error("--frame needs a SOURCE, of which it is a frame");
  const auto region = chosen_region(arguments);
  if (region && source.empty()) throw usage_error("--region needs a SOURCE, of which it is a part");
  Frames frames(frame_flag ? whole_number("--frame", *frame_flag) : 0, region);
  if (!source.empty())
    frames.of(source);  // a source that cannot be read is found out before anything is written
  make_folder(folder);
  std::string page = page_head;
  if (!source.empty()) {
    const FramePtr frame = frames.of(source);
    write_whole(folder / "source.png", encode_png(frame->pixels));
    page += card("source.png", {"Source", "原图"}, {"The picture as loaded.", "载入的图像。"}, "");
  }
  Progress progress(static_cast<int>(demos.size()));
  int status = 0;
  for (std::size_t i = 0; i < demos.size(); ++i) {
    const Demo& demo = demos[i];
    progress.show(static_cast<int>(i), demo.id);
    const std::string shown_on = source.empty() ? "sample:" + demo.sample : source;
    try {
      write_last_stage(demo, shown_on, frames.of(shown_on), folder);
      page += card(demo.id + ".png", demo.name, demo.summary,
                   "pixelwhy run " + demo.id + " " + shell_word(shown_on) + " -o " + demo.id + ".png");
    } catch (const Error& error) {
      progress.wipe();
      std::fprintf(stderr, "pixelwhy: %s: %s\n", demo.id.c_str(), error.what());
      status = 1;
    }
  }
  page += "</main>\n</html>\n";
  write_whole(folder / "index.html", page);
  return status;
}

}  // namespace pixelwhy
