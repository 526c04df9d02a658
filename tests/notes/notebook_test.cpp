#include "notes/notebook.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <thread>

#include "core/error.h"
#include "core/evaluator.h"
#include "notes/explanation_text.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "registry.h"
#include "support/demos.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

Note note_of(const Demo& demo, Language language = Language::English, bool pinned = false) {
  const FramePtr frame = test::frame_of(test::scene({40, 30}, 3));
  Evaluator evaluator;
  Note note;
  note.snapshot = evaluator.evaluate({&demo, frame, demo.defaults(), {}, {}, true});
  note.options.language = language;
  note.options.date = "2026-01-02";
  note.figure = encode_png(test::scene({9, 7}, 3));
  note.stage = static_cast<StageId>(demo.stages.size()) - 1;
  while (demo.stages[static_cast<std::size_t>(note.stage)].kind == StageKind::Data) --note.stage;
  if (pinned) note.options.pin = FigurePin{note.stage, {5, 6}};
  return note;
}

const Demo& canny() {
  for (const Demo& demo : all_demos()) {
    if (demo.id == "canny") return demo;
  }
  throw usage_error("canny");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string refusal(const fs::path& folder, const Note& note) {
  try {
    add_note(folder, note);
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Failure);
    CHECK_FALSE(error.text().zh.empty());
    return error.what();
  }
  return "added";
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a note of every demo is whole in both languages") {
    for (const Demo& demo : all_demos()) {
      for (const Language language : {Language::English, Language::Chinese}) {
        CAPTURE(demo.id);
        const Note note = note_of(demo, language, true);
        const std::string text = note_text(note, "figures/x.png");
        CHECK(text.starts_with("## " + demo.name.in(language) + " · 2026-01-02\n"));
        CHECK(count(text, "](figures/x.png)") == 1);
        CHECK(count(text, "\n```text\n") == 1);
        CHECK(count(text, "\n```latex\n") == 1);
        CHECK(count(text, "\n```python\n") == 1);
        CHECK(count(text, "```") == 6);
        const bool formula = !demo.formula(demo.defaults()).empty();
        CHECK(count(text, "\n$$\n") == (formula ? 2 : 0));
        if (formula) {
          const std::size_t begin = text.find("\n$$\n") + 4;
          const std::string inner = text.substr(begin, text.find("\n$$\n", begin) - begin);
          CAPTURE(inner);
          CHECK(count(inner, "{") == count(inner, "}"));
          CHECK(inner.find('\n') == std::string::npos);
          CHECK(inner.find("\\_") == std::string::npos);
        }
        CHECK(text.ends_with("\n"));
        CHECK_FALSE(text.ends_with("\n\n"));
      }
    }
  }

  TEST_CASE("notes are added at the end, figures under the next number, and what is there stays") {
    const test::TemporaryFolder folder;
    const Note note = note_of(canny());
    const AddedNote first = add_note(folder.path(), note);
    CHECK(first.figure.filename() == "canny-0001.png");
    const std::string before = read_text(first.file);
    CHECK(before.starts_with("# PixelWhy\n\n## Canny edges"));
    write_whole(first.file, before + "\nMy own words, without a line's end");
    std::ofstream(folder / "figures" / "canny-0002.png") << "somebody else's";
    const AddedNote second = add_note(folder.path(), note);
    CHECK(second.file == first.file);
    CHECK(second.figure.filename() == "canny-0003.png");
    const std::string after = read_text(first.file);
    CHECK(after.starts_with(before + "\nMy own words, without a line's end\n\n## Canny edges"));
    CHECK(after.find("(figures/canny-0003.png)") != std::string::npos);
    CHECK(read_text(folder / "figures" / "canny-0002.png") == "somebody else's");
    CHECK(names_in(folder.path()) == std::vector<std::string>{"PixelWhy.md", "figures"});
  }

  TEST_CASE("notes that are added at once all arrive") {
    const test::TemporaryFolder folder;
    const Note note = note_of(canny());
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 5; ++k) add_note(folder.path(), note);
      });
    }
    for (std::thread& thread : threads) thread.join();
    const std::string text = read_text(folder / "PixelWhy.md");
    CHECK(count(text, "## Canny edges") == 30);
    for (int i = 1; i <= 30; ++i) {
      const std::string name = "canny-00" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ".png";
      CHECK(count(text, name) == 1);
      CHECK(fs::exists(folder / "figures" / name));
    }
  }

  TEST_CASE("where nothing can be added nothing has changed") {
    const test::TemporaryFolder folder;
    const Note note = note_of(canny());
    CHECK(refusal(folder / "gone", note).find("gone' is not there") != std::string::npos);
    CHECK(names_in(folder.path()).empty());
    // No room for the text: neither it nor the figure stays.
    add_note(folder.path(), note);
    const std::string before = read_text(folder / "PixelWhy.md");
    rlimit usual{};
    getrlimit(RLIMIT_FSIZE, &usual);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit little{note.figure.size() + 10, usual.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    const std::string why = refusal(folder.path(), note);
    setrlimit(RLIMIT_FSIZE, &usual);
    ::signal(SIGXFSZ, handler);
    CHECK(why.find("PixelWhy.md") != std::string::npos);
    CHECK(read_text(folder / "PixelWhy.md") == before);
    CHECK(names_in(folder / "figures") == std::vector<std::string>{"canny-0001.png"});
    // Something else in the way.
    fs::remove(folder / "PixelWhy.md");
    fs::create_directory(folder / "PixelWhy.md");
    CHECK(refusal(folder.path(), note) != "added");
    CHECK(names_in(folder / "figures") == std::vector<std::string>{"canny-0001.png"});
    fs::remove_all(folder / "figures");
    std::ofstream(folder / "figures") << "a file";
    CHECK(refusal(folder.path(), note).find("figures") != std::string::npos);
  }

  TEST_CASE("a comparison is told with its outcome, not as a value") {
    const Note note = note_of(canny());
    const StageId thin = canny().find_stage("thin").value();
    const Explanation explanation = explain(*note.snapshot, thin, {20, 15});
    const std::string text = explanation_text(*note.snapshot, thin, {20, 15}, explanation, Language::English);
    int comparisons = 0;
    for (const Step& step : explanation.steps) {
      if (!step.holds) continue;
      ++comparisons;
      CHECK(text.find(step.expression + (*step.holds ? " ✓\n" : " ✗\n")) != std::string::npos);
    }
    CHECK(comparisons > 0);
  }
  TEST_CASE("words of a source do not become Markdown") {
    Note note = note_of(canny());
    auto frame = std::make_shared<Frame>(*note.snapshot->request.frame);
    frame->name = "a_b*[x](y) <i>`z`$1$.png";
    auto snapshot = std::make_shared<Snapshot>(*note.snapshot);
    snapshot->request.frame = frame;
    note.snapshot = snapshot;
    const std::string text = note_text(note, "figures/x.png");
    CHECK(text.find(R"(a\_b\*\[x\](y) \<i\>\`z\`\$1\$.png)") != std::string::npos);
    note.options.source_name = false;
    CHECK(note_text(note, "figures/x.png").find("a\\_b") == std::string::npos);
  }
}

}  // namespace pixelwhy
