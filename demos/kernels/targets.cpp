#include "kernels/targets.h"

#include <hwy/highway.h>
#include <hwy/targets.h>

namespace pixelwhy::kernels {

namespace {

/// Those both compiled and supported, one bit each; better ones have lower bits.
std::int64_t runnable() {
  static const std::int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;  // before any is chosen
  return targets;
}

std::int64_t lowest(std::int64_t bits) { return bits & -bits; }

std::int64_t at(std::size_t index) {
  std::int64_t left = runnable();
  for (; index > 0; --index) left &= left - 1;
  return lowest(left);
}

}  // namespace

const char* target_name() { return hwy::TargetName(lowest(hwy::SupportedTargets() & HWY_TARGETS)); }

std::size_t target_count() {
  return static_cast<std::size_t>(__builtin_popcountll(static_cast<std::uint64_t>(runnable())));
}

const char* target_name(std::size_t index) { return hwy::TargetName(at(index)); }

void choose_target(std::size_t index) {
  const std::int64_t target = at(index);
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(target);
}

}  // namespace pixelwhy::kernels
