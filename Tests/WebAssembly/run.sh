#!/usr/bin/env bash
# Compiles the core and a client of it in Embedded Swift for 32-bit WebAssembly, runs that in node, and compares what it prints,
# bits of fits, with what the same client prints here.
# Needs Debian's nodejs, wasi-libc and libclang-rt-dev-wasm32; installs them when it may, and fails without them. The compiler, clang
# and wasm-ld are those of the Swift toolchain.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/WebAssembly
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
fail() { echo "error: $1" >&2; exit 1; }

libc=/usr/lib/wasm32-wasi
runtime() { compgen -G '/usr/lib/llvm-*/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a' | tail -n 1; }
have() { command -v node >/dev/null && [ -f $libc/libc.a ] && [ -n "$(runtime)" ]; }
if ! have && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  packages=(wasi-libc libclang-rt-dev-wasm32)
  command -v node >/dev/null || packages+=(nodejs)
  { apt-get update -q && apt-get install -y -q "${packages[@]}"; } >"$build/apt.log" 2>&1 || true
fi
have || { tail -n 5 "$build/apt.log" >&2 2>/dev/null || true; fail 'no node, or no C library for WebAssembly here'; }
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")

# What no compiler sees: conditions belong to one file of the platform and one of erased types per target.
misplaced=$(cd Sources && grep -rln 'hasFeature(Embedded)' . | grep -vE '^\./[A-Za-z]+/(Platform|Erasure)\.swift$' || true)
[ -z "$misplaced" ] || fail "hasFeature(Embedded) belongs in Platform.swift or Erasure.swift, not in $misplaced"

# The C kernels, scalar ones. A shift that 32 bits do not hold gives wrong results there.
kernels=Sources/CTesseraKernels
ccompile() {
  "$toolchain/clang" --target=wasm32-unknown-none -D__wasi__ -isystem /usr/include/wasm32-wasi -std=c23 -O2 -msimd128 \
    -Wall -Werror -Werror=shift-count-overflow -I "$kernels" -I "$kernels/include" -c "$1" -o "$build/$(basename "$1").o"
}
ckernels() {
  local source
  for source in "$kernels"/{dispatch,elements_dispatch,elements_scalar,kernels_scalar,threads}.c $here/host.c; do
    ccompile "$source"
  done
}
ckernels &
compiling=$!

echo "module CTesseraKernels { umbrella \"$PWD/$kernels/include\" export * }" >"$build/module.modulemap"
flags=(-target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -parse-as-library -Osize -swift-version 6
  -package-name tessera -I "$build" -Xcc -fmodule-map-file="$build/module.modulemap" -warnings-as-errors
  # Functions that rethrow are only refused where they are given something that throws.
  -Wwarning EmbeddedRestrictions -suppress-notes
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility)
# A module and its object file from the sources in a folder.
module() {
  local sources
  # (Groups of threads have no place in a page.)
  mapfile -t sources < <(find "$2" -name '*.swift' -not -name LocalGroup.swift | sort)
  "$toolchain/swiftc" "${flags[@]}" -module-name "$1" -emit-module -emit-module-path "$build/$1.swiftmodule" \
    -c "${sources[@]}" -o "$build/$1.o"
}
for name in Refusals Matrices Descent TesseraKernels MessagePassing; do module "$name" "Sources/$name"; done
module Autograd Sources/Autograd >"$build/autograd.log" 2>&1 &
differentiating=$!
module Clustering Sources/Clustering
wait "$differentiating" || { grep -A3 'error:' "$build/autograd.log" >&2; fail 'Autograd does not compile'; }
module CoreBits $here/Client
wait "$compiling"
"$toolchain/wasm-ld" -z stack-size=1048576 --stack-first --gc-sections "$build"/*.o $libc/crt1.o \
  "$toolchain/../lib/swift/embedded/wasm32-unknown-none-wasm/libswiftUnicodeDataTables.a" $libc/libc.a "$(runtime)" \
  -o "$build/client.wasm"

node --no-warnings $here/run.mjs "$build/client.wasm" >"$build/embedded"
swift build -c release --product CoreBits
"$(swift build -c release --show-bin-path)/CoreBits" >"$build/native"
diff "$build/native" "$build/embedded" >&2 || fail 'bits differ (<: native, >: Embedded Swift in node)'
cases=$(wc -l <"$build/native")
[ "$cases" -ge 60 ] || fail "only $cases cases were compared"
echo "the same bits here and in Embedded Swift: $cases cases; $(($(wc -c <"$build/client.wasm") / 1024)) KiB of WebAssembly"
