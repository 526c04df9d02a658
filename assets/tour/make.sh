#!/usr/bin/env bash
# Makes the README's pictures from the program itself. Usage: make.sh [PROGRAM]; needs Xvfb where there is no display.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
program=${1:-$here/../../build/release/app/pixelwhy}
screen=()
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || screen=(xvfb-run -a -s "-screen 0 1920x1200x24 -noreset")

shot() { # NAME ARGUMENT...
  local name=$1
  shift
  "${screen[@]}" "$program" --size 1280x800 --screenshot "$here/$name.png" "$@"
}

shot window-dark --theme dark --lang en --demo canny --stage edges --at 640,300 sample:street
shot window-light --theme light --lang en --demo hough-lines --stage result sample:street
shot disagreement --theme dark --lang en --demo canny --nms interpolate --do disagreement,next-disagreement sample:street
shot wipe --theme light --lang zh --demo gaussian-blur --sigma 4 --stage result --do values,wipe sample:coins
shot panes --theme dark --lang zh --demo canny --stage edges \
  --do panes-4,next-pane,stage-0,next-pane,stage-2,next-pane,stage-5,next-pane sample:coins
shot lens --theme light --lang en --demo sobel --stage gx --do lens-wrapped sample:street
shot window-chinese --theme light --lang zh --demo histogram-equalization --stage result --at 300,300 sample:room
