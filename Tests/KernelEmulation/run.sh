#!/usr/bin/env bash
# Compiles the kernels for 64-bit Arm, runs NEON against scalar under qemu, and compares the bits with this machine's.
# Needs Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static; installs them when it may.
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
  echo 'skipped: no cross compiler or emulator for 64-bit Arm here'
  exit 0
fi

flags=(-std=c23 -O2 -Wall -Werror -I "$kernels" -I "$kernels/include")
# Swift's own clang: the one that builds the package.
clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
"$clang" "${flags[@]}" "$kernels"/*.c Tests/KernelEmulation/compare.c -lm -o "$build/native"
"$clang" --target=aarch64-linux-gnu "${flags[@]}" -isystem /usr/aarch64-linux-gnu/include -fuse-ld=lld \
  "$kernels"/*.c Tests/KernelEmulation/compare.c -lm -o "$build/arm64"
native=$("$build/native")
arm64=$(qemu-aarch64-static -L /usr/aarch64-linux-gnu "$build/arm64")
if [ "$native" != "$arm64" ]; then
  echo "the canonical results differ: $native here, $arm64 on 64-bit Arm"
  exit 1
fi
echo "the same bits here and on 64-bit Arm: $native"
