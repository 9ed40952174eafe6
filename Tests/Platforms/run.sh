#!/usr/bin/env bash
# Type-checks the core for a platform that is not here, as far as the Swift toolchain has a standard library for it: Embedded Swift's of iOS, whose
# sources are macOS's, watchOS's and visionOS's, too. (WebAssembly, which runs: Tests/WebAssembly.) There is no SDK: what lies behind
# `#if canImport(Darwin)` is seen on Apple machines only. Other triples may be named.
set -euo pipefail
cd "$(dirname "$0")/../.."
targets=("${@:-arm64-apple-ios18}")
modules=$(mktemp -d)
trap 'rm -rf "$modules"' EXIT
features=()
for name in ExistentialAny InternalImportsByDefault MemberImportVisibility; do features+=(-enable-upcoming-feature "$name"); done
for target in "${targets[@]}"; do
  rm -rf "${modules:?}"/*
  echo "module CTesseraKernels { umbrella \"$PWD/Sources/CTesseraKernels/include\" export * }" >"$modules/module.modulemap"
  for name in Refusals Matrices Descent TesseraKernels MessagePassing Clustering Autograd; do
    # (Groups of threads have no place there.)
    mapfile -t sources < <(find "Sources/$name" -name '*.swift' -not -name LocalGroup.swift | sort)
    swiftc -target "$target" -enable-experimental-feature Embedded -wmo -parse-as-library -swift-version 6 -package-name tessera \
      -I "$modules" -Xcc -fmodule-map-file="$modules/module.modulemap" -Xcc -ffreestanding "${features[@]}" \
      -suppress-warnings \
      -module-name "$name" -emit-module -emit-module-path "$modules/$name.swiftmodule" "${sources[@]}"
  done
  echo "$target: the core compiles"
done
