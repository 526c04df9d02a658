#include "cli/help.h"

#include <cstdio>

#include "cli/demo_call.h"
#include "core/error.h"
#include "notes/code.h"

namespace pixelwhy {

namespace {

constexpr const char* overview =
    R"(PixelWhy shows classical vision operators stage by stage and explains every pixel.

  pixelwhy [SOURCE] [options]                   open the window
  pixelwhy list [--json]                        every demo with its parameters and stages
  pixelwhy list WORD ... [--json]               the demos that speak of it, in either language, and where
  pixelwhy run DEMO SOURCE [options] -o FILE    compute one stage and write it
  pixelwhy record DEMO SOURCE [options] -o FILE
                                                every frame through a demo, into a video or PNGs
  pixelwhy explain DEMO SOURCE --at X,Y [options]
                                                why this pixel (text; --format latex for notes,
                                                --json for programs)
  pixelwhy compare DEMO SOURCE [options] [-o FILE.png]
                                                one stage against OpenCV: figures, the worst pixels and the
                                                proven cause of each (--json for programs)
  pixelwhy bench [DEMO ...] [options]           our codes against each other and against OpenCV
  pixelwhy code DEMO --lang cpp|python|own [options] [-o FILE]
                                                the same with OpenCV, as a program that runs;
                                                own: how PixelWhy itself computes it
  pixelwhy figure DEMO SOURCE [options] -o FILE.png|FILE.svg|FILE.pdf
                                                a captioned figure for notes
  pixelwhy sweep DEMO SOURCE --PARAM VALUES [--PARAM VALUES] [options] -o FILE
                                                one stage under many values of one or two parameters:
                                                a contact sheet, or an animated WebP or a video
  pixelwhy note DEMO SOURCE [options] --to FOLDER
                                                figure, formula, explanation and code into a notebook
  pixelwhy gallery [SOURCE] [--frame N] -o DIR  one picture a demo, and an index page
  pixelwhy --version                            with the versions of its libraries

SOURCE is a picture file, a folder of pictures, a video file, the address of a stream (http://, rtsp://, ...),
camera:N or camera:NAME (camera:0@1280x720@30 chooses what it offers), sample:NAME or sample:moving.
--region X,Y,W,H works on that rectangle of SOURCE alone, cut out as soon as it is read (of a folder, a video or what
is live of each frame): pixels are then counted from its left upper corner, in --at, in JSON and everywhere else.
`pixelwhy run DEMO --help` lists a demo's parameters with ranges, defaults and units.
Every demo has presets that teach something about it (`pixelwhy list` names them): --preset NAME sets its parameters,
and its sample is the source where SOURCE is left out. Your own are in ~/.config/pixelwhy/presets/DEMO/NAME.json.
A PNG that PixelWhy has written carries what it was made with: --preset FILE.png brings that back, and SOURCE may
then be left out.

The window: --demo ID  --stage ID  --at X,Y  --theme light|dark  --lang en|zh  --size WxH
            --PARAM VALUE (with --demo)  --preset NAME|FILE.json|FILE.png  --region X,Y,W,H (with SOURCE)
            --do ACTION,...        once everything is computed, do this, as by key: wipe, panes-2, disagreement, ...
            --timings SECONDS      open the window, measure start, rest and sliders, print that and quit
            --screenshot FILE.png  draw the window once everything is computed and done, write it and quit

Exit status: 0 done, 1 it could not be done, 2 the words are wrong.
)";

void print_figure_options() {
  for (const auto& [flag, words] : {
           std::pair{"--stages A,B,...",
                     "which stages, in this order (those that tell the story if left out)"},
           {"--at X,Y", "explain this pixel of --stage beside the pictures"},
           {"--theme light|dark", "for print (if left out) or for the screen"},
           {"--lang en|zh", "language (the locale's if left out)"},
           {"--resolution 1..4", "pixels a unit of 1/96 inch (2 if left out)"},
           {"--columns N", "of pictures, 1 to 8 (as many as look best if left out)"},
           {"--no-caption", "pictures and their names alone"},
           {"--no-source-name", "the caption does not name the source"},
           {"--no-source", "a PNG does not carry the source's pixels"},
           {"--plain", "a PNG carries nothing of what it was made with"},
       })
    std::printf("  %-26s %s\n", flag, words);
}

void print_record_options() {
  for (const auto& [flag, words] : {
           std::pair{"--frames N", "at most so many frames"},
           {"--seconds S", "at most so much of the source's time"},
           {"--fps RATE", "frames a second of the video (the source's own if left out); of a live source"},
           {"", "no more than these are taken"},
           {"--side-by-side", "the source beside the result"},
           {"--lossless", "every pixel as it is (FFV1; .mkv)"},
           {"--force", "replace an existing recording"},
           {"-o FILE", "what to write: a video, .mkv or .mp4 (H.264), or a folder, DIR/, of PNGs"},
       })
    std::printf("  %-26s %s\n", flag, words);
}

void print_bench_options() {
  for (const auto& [flag, words] : {
           std::pair{"--source SOURCE", "the picture (sample:street if left out)"},
           {"--size WxH", "repeat it, or cut it, to that size (1920x1080 where --source is left out)"},
           {"--threads N", "how many threads all may use (1 if left out)"},
           {"--simd NAME", "the instruction set of the fast codes: avx512, avx2, sse4, ..., scalar, or best"},
           {"--seconds N",
            "how long each code is run, 0 to 60: at least five times (half a second if left out)"},
           {"--json", "for programs: machine, opencv (version, baseline, dispatch) and rows: demo, stage,"},
           {"", "variant, simd, size, threads, settings, rounds, median_ms, spread_ms (first and third"},
           {"", "quartile), opencv_ms, ratio (opencv_ms over median_ms), max_difference (from the"},
           {"", "textbook code), opencv_difference, operations_per_pixel, bytes_per_pixel and"},
           {"", "memory_floor_ms (a mere copy of what is read and written)"},
           {"--against QUANTITY",
            "how the time of one demo's stage grows: with size, or with a parameter; JSON: cost"},
           {"", "with curves of variant, at, median_ms, slope (the exponent)"},
           {"--sliders",
            "move every parameter of the demos to and fro, all stages following; JSON: sliders of"},
           {"", "demo, parameter, median_ms, stages_ms"},
       })
    std::printf("  %-26s %s\n", flag, words);
}

void print_compare_options() {
  for (const auto& [flag, words] : {
           std::pair{"--at X,Y", "both computations at this pixel side by side, and the cause"},
           {"--worst N", "how many of the worst pixels to list, 0 to 4096 (10 if left out)"},
           {"--json", "for programs: demo, stage, reference, same_rules, tolerance, agrees, pixels,"},
           {"", "differing, not_finite, largest, mse, peak, psnr, ssim, causes (id, name, rules,"},
           {"", "explained), unexplained, worst (at, ours, opencv, difference, causes) and, with"},
           {"", "--at, pixel (the same and explanation); what is infinite or no number is null"},
           {"--lang en|zh", "the language of the text (the locale's if left out)"},
           {"--plain", "a PNG does not carry what it was made with"},
           {"--force", "replace an existing file"},
           {"-o FILE.png", "ours, OpenCV's and the signed difference side by side"},
       })
    std::printf("  %-26s %s\n", flag, words);
}

void print_sweep_options() {
  for (const auto& [flag, words] : {
           std::pair{"--tile PX",
                     "the width of a picture in units of 1/96 inch, 40 to 1920 (what suits the sheet"},
           {"", "if left out, at most 320; of an animation the picture's own, at most 960)"},
           {"--columns N", "of a sheet of one parameter, 1 to 64 (as many as look best if left out)"},
           {"--theme light|dark", "for print (if left out) or for the screen"},
           {"--lang en|zh", "language (the locale's if left out)"},
           {"--resolution 1..4", "pixels a unit (2 if left out; 1 of an animation)"},
           {"--no-caption", "pictures and their values alone"},
           {"--no-source-name", "the caption does not name the source"},
           {"--fps RATE", "pictures a second of an animation or video (5 if left out)"},
           {"--lossless", "every pixel as it is (.webp or .mkv)"},
           {"--no-source", "a PNG does not carry the source's pixels"},
           {"--plain", "a PNG carries nothing of what it was made with; else it carries the"},
           {"", "settings of its first picture"},
           {"--force", "replace an existing file"},
           {"-o FILE", "what to write: a contact sheet, .png, .svg or .pdf (- is a PNG on standard"},
           {"", "output); of one parameter also .webp, which moves, or a video, .mkv or .mp4"},
       })
    std::printf("  %-26s %s\n", flag, words);
}

void print_sweep_values() {
  std::printf(
      "VALUES of one or two parameters: FROM:TO:STEP (TO included when it is hit, a negative step counts "
      "down)\n"
      "or A,B,C of a number; A,B,C or all of a choice or switch. The first parameter goes down the rows, "
      "the\n"
      "second across the columns; at most 1024 pictures. Combinations that contradict themselves stay "
      "empty.\n\n");
}

void print_presets(const Demo& demo, const char* indent) {
  for (const NamedPreset& preset : told_presets(demo)) {
    const std::string& lesson = preset.preset.state.lesson.en;
    const std::string& name = preset.name.en;
    std::printf("%s%s%s%s\n", indent, preset.id.c_str(), preset.own ? " (your own)" : "",
                lesson.empty() ? (name == preset.id ? "" : ": " + name).c_str() : (": " + lesson).c_str());
  }
}

}  // namespace

std::string default_of(const Parameter& parameter) {
  const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
  return format_value(parameter, parameter.initial) + unit;
}

std::vector<NamedPreset> told_presets(const Demo& demo) {
  PresetList list = presets_of(demo);
  for (const Error& error : list.refused) std::fprintf(stderr, "pixelwhy: %s\n", error.what());
  return std::move(list.presets);
}

void print_stages(const Demo& demo) {
  std::printf("stages:");
  for (const Stage& stage : demo.stages) {
    std::printf(" %s%s", stage.id.c_str(), stage.kind == StageKind::Data ? " (data)" : "");
  }
  std::printf("\n");
}

int print_help() {
  std::fputs(overview, stdout);
  return 0;
}

int print_command_help(const std::string& command, bool missing) {
  const std::string tail =
      command == "run"       ? "SOURCE [options] -o FILE"
      : command == "code"    ? "--lang cpp|python|own [options] [-o FILE]"
      : command == "record"  ? "SOURCE [options] -o FILE.mkv|FILE.mp4|DIR/"
      : command == "figure"  ? "SOURCE [options] -o FILE.png|FILE.svg|FILE.pdf"
      : command == "note"    ? "SOURCE [options] --to FOLDER"
      : command == "bench"   ? "[options]"
      : command == "compare" ? "SOURCE [options] [-o FILE.png]"
      : command == "sweep"
          ? "SOURCE --PARAM VALUES [--PARAM VALUES] [options] -o FILE.png|.svg|.pdf|.webp|.mkv|.mp4"
          : "SOURCE --at X,Y [options]";
  const std::string usage = "pixelwhy " + command + " DEMO " + tail;
  if (missing) throw usage_error("missing DEMO; usage: " + usage + " (`pixelwhy list` names the demos)");
  std::printf(
      "usage: %s\n`pixelwhy %s DEMO --help` lists the parameters of a demo, `pixelwhy list` the demos.\n",
      usage.c_str(), command.c_str());
  if (command == "bench") {
    std::printf(
        "Without DEMO, all of them are raced; several DEMOs may be named. Their own settings come with "
        "one.\n\n");
    print_bench_options();
  }
  if (command == "sweep") {
    std::printf("\n");
    print_sweep_values();
    std::printf(
        "For example:\n  pixelwhy sweep canny photo.png --sigma 0.5:3:0.5 --high 60:200:20 -o sheet.png\n");
  }
  return 0;
}

int print_demo_help(const std::string& command, const Demo& demo) {
  std::printf("%s: %s\n\n", demo.name.en.c_str(), demo.summary.en.c_str());
  if (command == "run") {
    std::printf("usage: pixelwhy run %s SOURCE [options] -o FILE.png|FILE.tiff|FILE.json|DIR|-\n\n",
                demo.id.c_str());
  } else if (command == "code") {
    std::printf("usage: pixelwhy code %s --lang cpp|python|own [options] [-o FILE]\n\n", demo.id.c_str());
  } else if (command == "record") {
    std::printf("usage: pixelwhy record %s SOURCE [options] -o FILE.mkv|FILE.mp4|DIR/\n\n", demo.id.c_str());
  } else if (command == "figure") {
    std::printf("usage: pixelwhy figure %s SOURCE [options] -o FILE.png|FILE.svg|FILE.pdf|-\n\n",
                demo.id.c_str());
  } else if (command == "note") {
    std::printf("usage: pixelwhy note %s SOURCE [options] --to FOLDER\n\n", demo.id.c_str());
  } else if (command == "compare") {
    std::printf("usage: pixelwhy compare %s SOURCE [--stage STAGE] [--at X,Y] [options] [-o FILE.png]\n\n",
                demo.id.c_str());
  } else if (command == "bench") {
    std::printf(
        "usage: pixelwhy bench %s [--stage STAGE] [--source SOURCE] [--size WxH] [--threads N] [--json]\n\n",
        demo.id.c_str());
  } else if (command == "sweep") {
    std::printf(
        "usage: pixelwhy sweep %s SOURCE --PARAM VALUES [--PARAM VALUES] [options] "
        "-o FILE.png|.svg|.pdf|.webp|.mkv|.mp4|-\n\n",
        demo.id.c_str());
    print_sweep_values();
  } else {
    std::printf(
        "usage: pixelwhy explain %s SOURCE --at X,Y [--format text|latex | --json] [--lang en|zh] "
        "[options]\n\n",
        demo.id.c_str());
  }
  std::printf("parameters:\n");
  const std::vector<Flag> flags = parameter_flags(demo);
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    std::printf("  %-26s %s\n", (flags[i].name + " " + flags[i].value).c_str(), parameter.help.en.c_str());
    std::printf("  %-26s %s (default %s)\n", "", describe_domain(parameter).c_str(),
                default_of(parameter).c_str());
  }
  std::printf("\noptions:\n");
  std::printf("  %-26s %s\n", "--stage STAGE",
              command == "compare" ? "which stage (the last one with a reference if left out)"
              : command == "bench" ? "which stage (all that have more than one code if left out)"
                                   : "which stage (the last one if left out)");
  std::printf("  %-26s %s\n", "--preset NAME|FILE",
              "a preset by its name, a JSON file, or a PNG that PixelWhy wrote; flags come on top");
  if (command != "code" && command != "bench") {
    // The reference explains nothing, and is what is compared with.
    const bool explained = command == "explain" || command == "note" || command == "compare";
    std::printf("  %-26s %s\n", "--variant NAME",
                explained ? "which code: textbook, or a variant of the stage (an equal fast one if left out)"
                          : "which code: textbook, or opencv for the reference");
    std::printf("  %-26s %s\n", "--frame N",
                command == "record" ? "the first frame (0 if left out); not of a live source"
                                    : "which frame of a video, folder, camera or stream (0 if left out)");
    std::printf("  %-26s %s\n", "--region X,Y,W,H",
                "work on that rectangle of the source alone; --at and all coordinates count from its corner");
  }
  if (command == "code") {
    std::printf("  %-26s %s\n", "--lang cpp|python|own",
                "a program with OpenCV that runs as `program IN OUT`, or our own source of the stage");
    std::printf("  %-26s %s\n", "-o FILE", "where to write it (standard output if left out)");
  } else if (command == "run") {
    std::printf("  %-26s %s\n", "--all-stages", "every stage; -o is then a folder");
    std::printf("  %-26s %s\n", "--format png|tiff|json", "for folders and standard output");
    std::printf("  %-26s %s\n", "--plain", "a PNG does not carry what it was made with");
    std::printf("  %-26s %s\n", "-o FILE",
                "what to write: .png as the screen shows it, .tiff the exact values,");
    std::printf("  %-26s %s\n", "",
                ".json what is no picture; a folder when SOURCE is one; - is standard output");
  } else if (command == "figure") {
    print_figure_options();
    std::printf("  %-26s %s\n", "--force", "replace an existing file");
    std::printf("  %-26s %s\n", "-o FILE",
                "what to write: .png, .svg or .pdf; - is a PNG on standard output");
  } else if (command == "note") {
    print_figure_options();
    std::printf("  %-26s %s\n", "--code python|cpp|none", "the program that computes the stage (python)");
    std::printf("  %-26s %s\n", "--to FOLDER",
                "where PixelWhy.md is or begins; figures go to figures/ beside it");
  } else if (command == "bench") {
    print_bench_options();
  } else if (command == "compare") {
    print_compare_options();
  } else if (command == "sweep") {
    print_sweep_options();
  } else if (command == "record") {
    print_record_options();
  } else {
    std::printf("  %-26s %s\n", "--at X,Y", "the pixel: column, row, from 0 at the top left");
    std::printf("  %-26s %s\n", "--format text|latex", "as text, or as a fragment of LaTeX for notes");
    std::printf("  %-26s %s\n", "--json", "for programs");
    std::printf("  %-26s %s\n", "--lang en|zh", "the language of text and LaTeX");
  }
  std::printf("\n");
  print_stages(demo);
  std::printf("\npresets:\n");
  print_presets(demo, "  ");
  return 0;
}

}  // namespace pixelwhy
