#!/usr/bin/env bash
# Follows the README's recipe "Add a demo" in a copy of the tree, builds the tests that walk all demos, and runs them.
# Usage: recipe.sh SOURCE_TREE WORK_FOLDER [CMAKE_OPTION...]
set -euo pipefail
tree=$1
work=$2
shift 2
rm -rf "$work/tree"
mkdir -p "$work/tree"
cp -r "$tree"/{CMakeLists.txt,app,demos,assets,shaders,tests} "$work/tree"

demo=$work/tree/demos/negative
mkdir "$demo"
awk '/^## Add a demo/ {section = 1; next} /^## / {section = 0}
     section && /^```cpp/ {code = 1; next} /^```/ {code = 0} section && code' "$tree/README.md" >"$demo/demo.cpp"
for language in en zh; do
  for _ in $(seq 60); do echo "A page about the negative. 关于负片的一页说明文字。"; done >"$demo/about.$language.md"
done
# The one line elsewhere.
sed -i 's/^set(PIXELWHY_DEMOS/& negative/' "$work/tree/demos/CMakeLists.txt"

# With the options of the build that the test belongs to, and at the same place under its tree: a compiler cache, where
# one is in use, then knows all files but the new ones.
export CCACHE_BASEDIR="$work/tree" CCACHE_NOHASHDIR=1
cmake -S "$work/tree" -B "$work/tree/build/test" -G Ninja -DPIXELWHY_TESTS=ON "$@" >/dev/null
cmake --build "$work/tree/build/test" --target pixelwhy_walk_tests | tail -n 3
grep -q "negative()" "$work/tree/build/test/demos/registry.cpp"
PIXELWHY_DATA="$work/tree" "$work/tree/build/test/tests/pixelwhy_walk_tests"
rm -rf "$work/tree"
