#!/usr/bin/env bash
# Installs what is missing, builds and runs all tests; further arguments go to ctest (./test.sh -R walk).
#   ./test.sh --no-install   without installing anything
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. .ci/packages.sh

if [ "${1:-}" = "--no-install" ]; then
  shift
else
  # shellcheck disable=SC2086  # a list of words
  ensure_packages $test_packages
fi
build test -DPIXELWHY_WARNINGS_AS_ERRORS="$([ -n "${CI:-}" ] && echo ON || echo OFF)"
ctest --test-dir build/test --output-on-failure --parallel 2 "$@"
