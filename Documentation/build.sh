#!/usr/bin/env bash
# Makes the documentation of all public targets, a folder that any web server can serve:
#
#   bash Documentation/build.sh [FOLDER] [PREFIX]   FOLDER: .build/documentation where no other is named; PREFIX: the path at which
#                                                   it is served, where that is not the root
#   bash Documentation/build.sh --check             looks for mistakes only, in a fifth of the time
#
# Modules are built in release; TESSERA_PRODUCTS=.build/debug takes those that a folder of products has already.
#
# A warning is an error: links that lead nowhere most of all. What is needed is the Swift toolchain alone.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-.build/documentation}
hosting=(--transform-for-static-hosting ${2:+--hosting-base-path "$2"})
[ "$target" = --check ] && hosting=(--no-transform-for-static-hosting)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

products=${TESSERA_PRODUCTS:-}
if [ -z "$products" ]; then
  swift build -c release --product tessera
  swift build -c release --target LAPACKLibrary   # (which the command does without)
  products=$(swift build -c release --show-bin-path)
fi
triple=$(swiftc -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)",/\1/p' | head -n 1)
# The maps of the C targets that the modules import.
maps=()
for map in Sources/C*/include/module.modulemap "$products"/*.build/module.modulemap; do
  [ -f "$map" ] && maps+=(-Xcc "-fmodule-map-file=$map")
done

# In their order: links lead to those before (``/Module/Symbol``).
targets=(Matrices MessagePassing Descent TesseraKernels ResidentMemory Clustering Autograd VectorFiles Mixtures Quantization
  Palettes Pictures TableDrivers LAPACKLibrary MessagePassingInterface IndexFiles Tessera Reports)
for catalogue in Sources/*/Documentation.docc; do
  name=$(basename "$(dirname "$catalogue")")
  [[ " ${targets[*]} " == *" $name "* ]] || { echo "error: $catalogue: the list of targets in $0 has no $name" >&2; exit 1; }
done
archives=()
dependencies=()
failed=0
for name in "${targets[@]}"; do
  mkdir -p "$work/symbols/$name"
  swift symbolgraph-extract -module-name "$name" -target "$triple" -I "$products/Modules" "${maps[@]}" \
    -minimum-access-level public -skip-synthesized-members -output-dir "$work/symbols/$name"
  # (Parameters whose names say all have no words of their own.)
  docc convert "Sources/$name/Documentation.docc" --additional-symbol-graph-dir "$work/symbols/$name" \
    --fallback-display-name "$name" --fallback-bundle-identifier "tessera.$name" \
    --enable-experimental-external-link-support --disable-parameters-and-returns-validation --warnings-as-errors \
    "${hosting[@]}" "${dependencies[@]}" \
    --output-path "$work/$name.doccarchive" || failed=1
  archives+=("$work/$name.doccarchive")
  dependencies+=(--dependency "$work/$name.doccarchive")
done
[ "$failed" = 0 ] || { echo 'error: the documentation has mistakes, above' >&2; exit 1; }
[ "$target" = --check ] && { echo "the documentation of ${#targets[@]} targets has no mistakes"; exit 0; }
rm -rf "$target"
mkdir -p "$(dirname "$target")"
docc merge "${archives[@]}" --synthesized-landing-page-name Tessera --synthesized-landing-page-kind Package \
  --output-path "$target"
# Every page asks for it, whether there is a theme or not.
[ -f "$target/theme-settings.json" ] || echo '{}' >"$target/theme-settings.json"
echo "$target: $(find "$target/data/documentation" -name '*.json' | wc -l) pages; serve it, and open documentation/"
