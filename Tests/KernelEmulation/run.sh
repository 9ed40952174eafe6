#!/usr/bin/env bash
# Compiles the kernels for 64-bit Arm, runs NEON against scalar under qemu, compares the bits with this machine's, and
# tries to break the error bounds of all tables.
# Needs Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static; installs them when it may, and fails
# without them.
set -euo pipefail
cd "$(dirname "$0")/../.."
kernels=Sources/CTesseraKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

have() { command -v qemu-aarch64-static >/dev/null && [ -d /usr/aarch64-linux-gnu/include ]; }
if ! have && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -y -q gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static; } \
    >"$build/apt.log" 2>&1 || true
fi
if ! have; then
  echo 'error: no cross compiler or emulator for 64-bit Arm here' >&2
  tail -n 5 "$build/apt.log" >&2 2>/dev/null || true
  exit 1
fi

flags=(-std=c23 -O2 -Wall -Werror -I "$kernels" -I "$kernels/include")
# Swift's own clang: the one that builds the package.
clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
# The kernels once, and two programs with them.
compile() {
  local out="$build/$1"
  shift
  mkdir "$out"
  for source in "$kernels"/*.c; do
    "$clang" "${flags[@]}" "$@" -c "$source" -o "$out/$(basename "$source").o"
  done
  for program in compare bounds; do
    "$clang" "${flags[@]}" "$@" "$out"/*.o "Tests/KernelEmulation/$program.c" -lm -o "$out/$program"
  done
}
compile native
compile arm64 --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -fuse-ld=lld \
  -Wno-unused-command-line-argument
emulated=(qemu-aarch64-static -L /usr/aarch64-linux-gnu)
"$build/native/bounds"
"${emulated[@]}" "$build/arm64/bounds"
native=$("$build/native/compare")
arm64=$("${emulated[@]}" "$build/arm64/compare")
if [ "$native" != "$arm64" ]; then
  echo "the canonical results differ: $native here, $arm64 on 64-bit Arm"
  exit 1
fi
echo "the same bits here and on 64-bit Arm: $native"
