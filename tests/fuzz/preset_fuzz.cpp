#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "fuzz.h"
#include "notes/state.h"
#include "registry.h"

/// Any text as a preset: a typed error, or a state that its own text brings back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pixelwhy;
  const std::vector<Demo>& demos = all_demos();
  State state;
  try {
    state = state_from_json(demos, {reinterpret_cast<const char*>(data), size});
  } catch (const Error&) {
    return 0;
  }
  for (const Demo& demo : demos) {
    if (demo.id != state.demo) continue;
    demo.check(state.settings);
    fuzz::require(state_from_json(demos, state_text(demo, state)) == state);
  }
  return 0;
}
