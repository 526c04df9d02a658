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

build release
program=$here/build/release/app/pixelwhy
cd "$caller"

case "${1:-}" in
  list | run | record | explain | compare | bench | code | figure | note | sweep | gallery | help | --help | -h | --version) exec "$program" "$@" ;;
esac
# Without a display and with nothing but a picture to open, the gallery shows what the window would. Anything else goes
# to the program, which says what is wrong with it.
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$#" -le 1 ]; then
  case "${1:-sample:}" in
    sample:*) can_show=yes ;;
    *) [ -e "$1" ] && can_show=yes || can_show=no ;;
  esac
  if [ "$can_show" = yes ]; then
    echo "There is no display, so no window can be opened; writing the gallery into $caller/gallery instead." >&2
    "$program" gallery "$@" -o gallery
    echo "Done: $caller/gallery/index.html. The command line works without a display: ./run.sh help" >&2
    exit 0
  fi
fi
exec "$program" "$@"
