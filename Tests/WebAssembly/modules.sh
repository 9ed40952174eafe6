# Sourced by what compiles the core for a web page: the core's modules in Embedded Swift for 32-bit WebAssembly, its scalar kernels in
# C, and how a client of theirs is compiled and linked. The working directory is the package's; $modules is where they lie, and they
# are compiled once for the same sources.
# Needs Debian's nodejs, wasi-libc and libclang-rt-dev-wasm32, and the commands in $web_tools; installs them when it may, and fails
# without them. The compiler, clang and wasm-ld are those of the Swift toolchain.
fail() { echo "error: $1" >&2; exit 1; }

libc=/usr/lib/wasm32-wasi
modules=$PWD/.build/webassembly
runtime() { compgen -G '/usr/lib/llvm-*/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a' | tail -n 1; }
have() {
  local tool
  for tool in node ${web_tools:-}; do command -v "$tool" >/dev/null || return 1; done
  [ -f $libc/libc.a ] && [ -n "$(runtime)" ]
}
if ! have && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  packages=(wasi-libc libclang-rt-dev-wasm32)
  command -v node >/dev/null || packages+=(nodejs)
  # (Of the tools, only this one has a package of another name.)
  for tool in ${web_tools:-}; do
    command -v "$tool" >/dev/null || packages+=("${tool/#wasm-opt/binaryen}")
  done
  { apt-get update -q && apt-get install -y -q "${packages[@]}"; } >/tmp/tessera-web-apt.log 2>&1 || true
fi
have || {
  tail -n 5 /tmp/tessera-web-apt.log >&2 2>/dev/null || true
  fail "no C library for WebAssembly here, or one of these commands is missing: node ${web_tools:-}"
}
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")

# C, into a folder, with more flags. A shift that 32 bits do not hold gives wrong results there.
kernels=Sources/CTesseraKernels
ccompile() {
  local folder=$1 source=$2
  shift 2
  "$toolchain/clang" --target=wasm32-unknown-none -D__wasi__ -isystem /usr/include/wasm32-wasi -std=c23 -O2 -msimd128 \
    -Wall -Werror -Werror=shift-count-overflow -I "$kernels" -I "$kernels/include" "$@" \
    -c "$source" -o "$folder/$(basename "$source").o"
}
ckernels() {
  local source
  for source in "$kernels"/{dispatch,elements_dispatch,elements_scalar,kernels_scalar,threads}.c; do ccompile "$1" "$source"; done
}

flags=(-target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -parse-as-library -Osize -swift-version 6
  -package-name tessera -I "$modules" -Xcc -fmodule-map-file="$modules/module.modulemap" -warnings-as-errors
  # Functions that rethrow are only refused where they are given something that throws.
  -Wwarning EmbeddedRestrictions -suppress-notes
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility)
# A module and its object file, in a folder, from sources or folders of them.
module() {
  local folder=$1 name=$2 sources
  shift 2
  # (Groups of threads have no place in a page.)
  mapfile -t sources < <(find "$@" -name '*.swift' -not -name LocalGroup.swift | sort)
  "$toolchain/swiftc" "${flags[@]}" -module-name "$name" -emit-module -emit-module-path "$folder/$name.swiftmodule" \
    -c "${sources[@]}" -o "$folder/$name.o"
}
# A program from objects and flags.
link() {
  "$toolchain/wasm-ld" -z stack-size=1048576 --stack-first --gc-sections "$@" \
    "$toolchain/../lib/swift/embedded/wasm32-unknown-none-wasm/libswiftUnicodeDataTables.a" $libc/libc.a "$(runtime)"
}

core=(Refusals Matrices Descent TesseraKernels MessagePassing Clustering Autograd)
# What the modules depend on, in one word.
inputs() {
  {
    "$toolchain/swiftc" --version 2>/dev/null
    find "${core[@]/#/Sources/}" "$kernels" Tests/WebAssembly/modules.sh -type f -exec sha256sum {} + | sort -k 2
  } | sha256sum | cut -d ' ' -f 1
}
core_modules() {
  local state name compiling differentiating
  state=$(inputs)
  [ "$(cat "$modules/inputs" 2>/dev/null)" != "$state" ] || return 0
  rm -rf "$modules"
  mkdir -p "$modules"
  echo "module CTesseraKernels { umbrella \"$PWD/$kernels/include\" export * }" >"$modules/module.modulemap"
  ckernels "$modules" &
  compiling=$!
  for name in Refusals Matrices Descent TesseraKernels MessagePassing; do module "$modules" "$name" "Sources/$name"; done
  module "$modules" Autograd Sources/Autograd >"$modules/autograd.log" 2>&1 &
  differentiating=$!
  module "$modules" Clustering Sources/Clustering
  wait "$differentiating" || { grep -A3 'error:' "$modules/autograd.log" >&2; fail 'Autograd does not compile'; }
  wait "$compiling"
  echo "$state" >"$modules/inputs"
}
