# The packages of Debian 12 and 13 and Ubuntu 24.04 that the program needs, and how the start scripts get them.

build_packages="g++ cmake ninja-build pkg-config libopencv-dev
  libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libimgui-dev libglfw3-dev libepoxy-dev libstb-dev
  libfmt-dev libhwy-dev nlohmann-json3-dev libpng-dev zlib1g-dev libxxhash-dev libpango1.0-dev libexif-dev libwebp-dev libfontconfig-dev
  fonts-inter fonts-dejavu-core fonts-wqy-microhei"
test_packages="$build_packages doctest-dev xvfb xauth libgl1-mesa-dri python3-opencv xclip ccache"

# ensure_packages NAME...: installs those that are missing, after naming them and their size.
ensure_packages() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "These packages are needed, and there is no apt-get to install them:$missing" >&2
    return 1
  fi
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Missing packages; run this as root: apt-get install --no-install-recommends$missing" >&2
      return 1
    fi
    as_root="sudo"
  fi
  echo "Missing packages:$missing" >&2
  # shellcheck disable=SC2086  # a list of words
  if ! apt-get install -s --no-install-recommends $missing >/dev/null 2>&1; then
    echo "Fetching the list of packages ..." >&2
    $as_root apt-get -qq update >&2 || return 1
  fi
  # shellcheck disable=SC2086
  LC_ALL=C apt-get install --assume-no --no-install-recommends $missing 2>/dev/null |
    grep -E '^(Need to get|After this operation)' >&2 || true
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing >/dev/null || {
    echo "Installing failed; try: apt-get install --no-install-recommends$missing" >&2
    return 1
  }
}

# use_ccache: what is configured from here on compiles through ccache, where there is one.
use_ccache() {
  command -v ccache >/dev/null || return 0
  # Paths within the tree are of no concern: a copy of the tree (tests/recipe.sh) compiles to the same.
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CMAKE_CXX_COMPILER_LAUNCHER=ccache
}

# build PRESET [CMAKE OPTION...]: configures when that has not been done yet, then builds; quiet unless it fails or is long.
build() {
  preset=$1
  shift
  use_ccache
  if [ ! -f "build/$preset/build.ninja" ] || [ "$#" -gt 0 ]; then
    cmake --preset "$preset" "$@" >"/tmp/pixelwhy-configure.$$" 2>&1 || {
      cat "/tmp/pixelwhy-configure.$$" >&2
      rm -f "/tmp/pixelwhy-configure.$$"
      return 1
    }
    rm -f "/tmp/pixelwhy-configure.$$"
    echo "Building (a few minutes the first time) ..." >&2
  fi
  # Ninja's word that there is nothing to do is nobody's concern. The callers have set pipefail.
  cmake --build "build/$preset" | { grep -vE 'no work to do|Re-checking globbed' || true; } >&2
}
