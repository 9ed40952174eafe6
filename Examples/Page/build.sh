#!/usr/bin/env bash
# Makes the page "Gradients through an argmax", one file that needs no server: bash Examples/Page/build.sh [FILE]
# (.build/page.html where no other is named).
# The core in Embedded Swift, compiled for WebAssembly as Tests/WebAssembly does, with the page's own functions; what is needed:
# Tests/WebAssembly/modules.sh, and Debian's binaryen.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Examples/Page
target=${1:-.build/page.html}
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
web_tools=wasm-opt
. Tests/WebAssembly/modules.sh

core_modules
ccompile "$build" Tests/WebAssembly/host.c
# Small before fast: functions in C that are not copied into each other are a quarter as large. (Nothing then unrolls, as they say.)
for source in "$kernels"/{dispatch,kernels_scalar,threads}.c; do
  ccompile "$build" "$source" -Oz -Dalways_inline=unused -Wno-pass-failed
done
# Numbers in a table are read as the package reads them in files.
module "$build" Page $here/Model $here/Table $here/Exports \
  Sources/VectorFiles/Text/{Decimal,DecimalConverter,PowersOfFive}.swift
link "$modules"/{Clustering,Descent,Matrices,MessagePassing,Refusals,TesseraKernels}.o "$build"/*.o $libc/crt1-reactor.o \
  --no-entry -o "$build/linked.wasm"
node $here/leave-out.mjs $here/left-out.txt "$build/linked.wasm" "$build/less.wasm"
wasm-opt -Oz --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
  --strip-debug --strip-producers "$build/less.wasm" -o "$build/page.wasm"
size=$(wc -c <"$build/page.wasm")
[ "$size" -lt 1200000 ] || fail "the library has $size bytes, and 1200000 is the limit"
mkdir -p "$(dirname "$target")"
node $here/Web/bundle.mjs "$build/page.wasm" Examples/Data/iris.csv "$target"
echo "$target: $(($(wc -c <"$target") / 1000)) kB, $((size / 1000)) kB of WebAssembly in it"
