#include "targets.h"

namespace pixelwhy::kernels {

bool supported() {
#if defined(__x86_64__)
  static const bool has_them = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.2") &&
           __builtin_cpu_supports("popcnt");
  }();
  return has_them;
#else
  return true;
#endif
}

}  // namespace pixelwhy::kernels
