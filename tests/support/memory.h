#pragma once

#include <malloc.h>

#include <fstream>
#include <string>

namespace pixelwhy::test {

/// What the process holds of the machine's memory, in MB (2^20 bytes).
inline double resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

/// What is allocated and not given back, in MB: unlike what is resident, free of fragmentation.
inline double used_megabytes() {
  const struct mallinfo2 heap = mallinfo2();
  return static_cast<double>(heap.uordblks + heap.hblkhd) / (1 << 20);
}

}  // namespace pixelwhy::test
