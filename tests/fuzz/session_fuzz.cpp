#include <cstddef>
#include <cstdint>

#include "core/error.h"
#include "fuzz.h"
#include "notes/session_file.h"
#include "registry.h"

/// Any text as a session: a typed error, or a session that its own text brings back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pixelwhy;
  SessionState session;
  try {
    session = session_from_json(all_demos(), {reinterpret_cast<const char*>(data), size});
  } catch (const Error&) {
    return 0;
  }
  fuzz::require(session_from_json(all_demos(), session_text(all_demos(), session)) == session);
  return 0;
}
