/// How a demo keeps up with a source that plays: `pixelwhy_live_bench DEMO SOURCE FRAMES [STAGE]` prints a
/// line of figures for every tenth of the frames: processed rate, latency from capture to published result,
/// what of it is neither the frame's own processing nor the wait for it of at most one interval, and memory.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

#include "core/engine.h"
#include "registry.h"
#include "sources/player.h"
#include "support/memory.h"

namespace {

using namespace pixelwhy;
using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

double percentile(std::vector<double> values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

struct Figures {
  std::vector<double> latency_ms, processing_ms, other_ms;  // other: latency without processing
};

void print_line(int frames, const Figures& figures, double seconds, double interval_ms) {
  const double beyond = percentile(figures.other_ms, 1) - interval_ms;
  fmt::print(
      "{:5} frames  {:5.1f} a second  processing {:6.1f} ms median  latency {:6.1f} median {:6.1f} p99 "
      "{:6.1f} most ({:+.1f} ms beyond processing and interval at worst)  resident {:4.0f} MB  in use "
      "{:.0f} MB\n",
      frames, static_cast<double>(figures.latency_ms.size()) / seconds,
      percentile(figures.processing_ms, 0.5), percentile(figures.latency_ms, 0.5),
      percentile(figures.latency_ms, 0.99), percentile(figures.latency_ms, 1), beyond,
      test::resident_megabytes(), test::used_megabytes());
  std::fflush(stdout);
}

int run(const Demo& demo, const std::string& source, int frames, StageId stage) {
  std::mutex mutex;
  std::condition_variable published;
  Engine* engine_seen = nullptr;
  Figures figures;
  int done = 0;
  FramePtr last;
  Engine engine([&] {
    const SnapshotPtr snapshot = engine_seen ? engine_seen->latest() : nullptr;
    if (!snapshot || !snapshot->complete || snapshot->request.frame == last) return;
    const std::scoped_lock lock(mutex);
    last = snapshot->request.frame;
    ++done;
    figures.latency_ms.push_back(milliseconds(snapshot->finished - last->captured));
    double processing = 0;
    for (const ResultPtr& result : snapshot->stages)
      if (result) processing += result->milliseconds;
    figures.processing_ms.push_back(processing);
    figures.other_ms.push_back(figures.latency_ms.back() - processing);
    published.notify_all();
  });
  engine_seen = &engine;
  Player player(source, {}, [&] { engine.look(); });
  engine.set_feed({[&] { return player.take(); }, {}});
  Request request;
  request.demo = &demo;
  request.settings = demo.defaults();
  request.wanted = {stage};
  engine.submit(request);
  const int part = std::max(1, frames / 10);
  for (int next = part; next <= frames; next += part) {
    const auto begin = Clock::now();
    std::unique_lock lock(mutex);
    figures = {};
    if (!published.wait_for(lock, std::chrono::minutes(5), [&] { return done >= next; })) {
      fmt::print(stderr, "{}: no frame for five minutes\n", source);
      return 1;
    }
    print_line(done, figures, std::chrono::duration<double>(Clock::now() - begin).count(),
               1000 / player.figures().capture_rate);
  }
  engine.set_feed({});
  const PlayerFigures seen = player.figures();
  fmt::print("captured {} at {:.1f} a second, decoded in {:.1f} ms, dropped {}\n", seen.captured,
             seen.capture_rate, seen.decode_ms, seen.dropped);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    fmt::print(stderr, "pixelwhy_live_bench DEMO SOURCE FRAMES [STAGE]\n");
    return 2;
  }
  for (const Demo& demo : all_demos()) {
    if (demo.id != words[1]) continue;
    const std::optional<StageId> stage =
        count > 4 ? demo.find_stage(words[4])
                  : std::optional<StageId>(static_cast<StageId>(demo.stages.size()) - 1);
    if (!stage) {
      fmt::print(stderr, "{}: no such stage\n", words[4]);
      return 2;
    }
    return run(demo, words[2], std::atoi(words[3]), *stage);
  }
  fmt::print(stderr, "{}: no such demo\n", words[1]);
  return 2;
}
