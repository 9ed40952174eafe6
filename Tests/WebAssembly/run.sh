#!/usr/bin/env bash
# Compiles the core and a client of it in Embedded Swift for 32-bit WebAssembly, runs that in node, and compares what it prints,
# bits of fits, with what the same client prints here. What it needs: modules.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/WebAssembly
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
. $here/modules.sh

# What no compiler sees: conditions belong to one file of the platform and one of erased types per target.
misplaced=$(cd Sources && grep -rln 'hasFeature(Embedded)' . | grep -vE '^\./[A-Za-z]+/(Platform|Erasure)\.swift$' || true)
[ -z "$misplaced" ] || fail "hasFeature(Embedded) belongs in Platform.swift or Erasure.swift, not in $misplaced"

core_modules
ccompile "$build" $here/host.c
module "$build" CoreBits $here/Client
link "$modules"/*.o "$build"/*.o $libc/crt1.o -o "$build/client.wasm"

node --no-warnings $here/run.mjs "$build/client.wasm" >"$build/embedded"
swift build -c release --product CoreBits
"$(swift build -c release --show-bin-path)/CoreBits" >"$build/native"
diff "$build/native" "$build/embedded" >&2 || fail 'bits differ (<: native, >: Embedded Swift in node)'
cases=$(wc -l <"$build/native")
[ "$cases" -ge 60 ] || fail "only $cases cases were compared"
echo "the same bits here and in Embedded Swift: $cases cases; $(($(wc -c <"$build/client.wasm") / 1024)) KiB of WebAssembly"
