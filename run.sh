#!/usr/bin/env bash
# Installs what is missing, builds, and starts PixelWhy with the given arguments:
#   ./run.sh                 the window        ./run.sh photo.jpg     with a picture
#   ./run.sh list            a command         ./run.sh --no-install  without installing anything
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
caller=$PWD
cd "$here"
. .ci/packages.sh

install=yes
if [ "${1:-}" = "--no-install" ]; then
  install=no
  shift
fi
# shellcheck disable=SC2086  # a list of words
[ "$install" = no ] || ensure_packages $build_packages

# Silent when there is nothing to do.
if [ ! -f build/release/build.ninja ] || ! ninja -C build/release -n | grep -q 'no work to do'; then
  build release
fi
program=$here/build/release/app/pixelwhy
cd "$caller"

case "${1:-}" in
  list | run | explain | gallery | help | --help | -h | --version) exec "$program" "$@" ;;
esac
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  case " $* " in *" --screenshot "*) exec "$program" "$@" ;; esac
  source_picture=""
  case "${1:-}" in "" | -*) ;; *) source_picture=$1 ;; esac
  echo "There is no display, so no window can be opened; writing the gallery into $caller/gallery instead." >&2
  "$program" gallery ${source_picture:+"$source_picture"} -o gallery
  echo "Done: $caller/gallery/index.html. The command line works without a display: ./run.sh help" >&2
  exit 0
fi
exec "$program" "$@"
