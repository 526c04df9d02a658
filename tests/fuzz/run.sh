#!/usr/bin/env bash
# Builds the fuzz targets with Clang and runs each for some seconds, two at a time:
#   tests/fuzz/run.sh [SECONDS] [SUBJECT...]      60 seconds and all subjects when left out
# What they learn is kept in build/fuzz/corpus; an input that fails is left in build/fuzz and named.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. .ci/packages.sh

seconds=${1:-60}
shift || true
subjects=("$@")
[ "${#subjects[@]}" -gt 0 ] || subjects=(picture chunk preset session)
command -v clang++ >/dev/null || ensure_packages clang
use_ccache
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target "${subjects[@]/%/_fuzz}" >&2

fuzz() {
  mkdir -p "build/fuzz/corpus/$1"
  # A picture of 16 megapixels in colour and its intermediate forms is the most that a small file may ask for.
  "build/fuzz/tests/fuzz/$1_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=16384 \
    -malloc_limit_mb=600 -artifact_prefix="build/fuzz/$1-" -print_final_stats=1 \
    "build/fuzz/corpus/$1" "tests/fuzz/seeds/$1" >"build/fuzz/$1.log" 2>&1 || {
    tail -n 60 "build/fuzz/$1.log" >&2
    return 1
  }
  echo "$1: $(grep -o 'number_of_executed_units: .*' "build/fuzz/$1.log" | grep -o '[0-9]*') inputs in $seconds s, nothing found"
}
export -f fuzz
export seconds
printf '%s\n' "${subjects[@]}" | xargs -P 2 -I {} bash -euc 'fuzz {}'
