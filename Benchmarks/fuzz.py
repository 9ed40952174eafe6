#!/usr/bin/env python3
"""Every parser and loader under libFuzzer, with the address sanitizer.

    python3 Benchmarks/fuzz.py [--seconds 60] [--only text,npy] [--jobs 2] [--corpus .build-fuzz/corpus] [--keep]

What is checked, beside that nothing traps, hangs or takes too much memory, is in Tests/FuzzingTests/Support: what is read is
finite, the same for every number of threads, and the same once more where it is written again; numbers are those of strtod.
The first call builds (minutes): sources with edge coverage and compared values, optimised, in .build-fuzz.

Seeds are those of reader_fuzz.py, of the tests, and what the library writes of itself. The corpus of each target is kept, and
the next call goes on from it. --keep writes few inputs with the coverage of all into Tests/FuzzingTests/Resources/corpus, which a
test hands to the targets: a file of each, in which every input stands behind its length.
What breaks something is kept beside the corpus, made as small as can be, and this ends with 1.
"""
import argparse, concurrent.futures, os, pathlib, re, shutil, struct, subprocess, sys, tempfile

from reader_fuzz import PACKED, file_seeds

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build-fuzz"
KEPT = ROOT / "Tests/FuzzingTests/Resources/corpus"
# Bytes of each target.
MOST_KEPT = 8000

# Of which seeds a target begins, by the ends of their names, and the bytes in front of them, which choose options.
TARGETS = {
    "text": ((".csv", ".tsv", ".txt", ".arff"), [b"\0\0\0", b"\x10\0\xf0", b"\x45\x01\x03", b"\x0b\x08\x40"]),
    "json": ((".json", ".jsonl"), [b"\0", b"\x08", b"\x15", b"\x2e"]),
    "libsvm": ((".svm",), [b""]),
    "npy": ((".npy",), [b""]),
    "zip": ((".npz", ".zip"), [b"\0", b"\1"]),
    "gzip": ((".gz",), [b""]),
    "zstd": ((".zst",), [b""]),
    "pictures": ((), []),
    "tensors": ((".safetensors",), [b""]),
    "lists": (("vecs",), [b"\0", b"\1", b"\2"]),
    "vectors": (("bin",), [b"\0", b"\1", b"\2", b"\3"]),
    "faiss": ((".faiss",), [b""]),
    "model": (("model.npy", "model.csv"), [b"\1", b"\2", b"\3"]),
    "mixture": ((), []), "palettes": ((".safetensors",), [b"\0\0\0", b"\2\1\2"]), "checkpoint-file": ((), []), "partial-file": ((), []), "checkpoint": ((), []), "partial": ((), []),
    "stream": ((), []),
    "arrow": ((), []), "value": ((".json",), [b""]), "literal": ((), []), "number": ((), []), "selection": ((), []),
    "path": ((), []), "driver": ((), []),
}

EXIF = b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0"

WRITTEN = {
    "pictures": [
        b"P6\n# x\n2 1\n255\n\1\2\3\4\5\6", b"P5 1 1 300\n\1\2", b"P7\nWIDTH 1\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n12345678",
        b"\xff\xd8\xff\xe1\0\x22Exif\0\0" + EXIF + b"\xff\xe2\0\x12ICC_PROFILE\0sRGB", b"\x89PNG\r\n\x1a\n\0\0\0\x1aeXIf" + EXIF + b"\0\0\0\0",
        b"RIFF\0\0\0\0WEBPEXIF\x1a\0\0\0" + EXIF],
    "arrow": [bytes(range(64)), b"\2\1\1\x0a\0" + bytes(80), b"\0\0\0\x10\0\x0a\0\3\0\1" + b"\4\0\0\0" * 30,
              b"\0\0\0\x12\0\x09\0\4" + bytes(range(99)), b"\x14\0\1\x0d\x20\x06\x03\x0a\0\5\1" + bytes(range(90, 200)),
              b"\0\0\0\xe3100\x0a\0" + bytes(40), b"\0\0\0\xf59,2,32\0" + bytes(40)],
    "value": [b'{"a": [1, -2.5e3, true, null], "b\\u00e9\\ud83d\\ude00": "x\\n"}'],
    "literal": [b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }", b"{'descr': [('x', '<i4')], 'shape': (2L,)}"],
    "number": [b"1", b"-0.1", b"9007199254740993.0000000001", b"2.2250738585072011e-308", b"1.7976931348623158e308",
               b"0." + b"0" * 40 + b"1e41", b"123456789012345678901234567890", b"4.9e-324", b"1d5", b"+5E-3", b"1e23"],
    "selection": [b"a,3-7", b'a*,"b,c"', b"2-4", b"*b*", b"1"],
    "path": [b"x.npz:name", b"a\xe9\xff", "é\U0010ffff\u00e9".encode(), b"x[1-3]*?.csv", b"-", b"\x1b[31m\n"],
    "driver": [b'[Driver]\nentrypoint = "f"\n[Driver.shared]\nlinux_amd64 = "/l\\"x"\n', b"postgresql://u:secret@h:5/d?x=1",
               b"[Driver]\nshared = 'x' # c\n", b"it's"],
}


def build(arguments):
    """Returns the program, built anew where sources changed."""
    clang = pathlib.Path(shutil.which("swiftc")).resolve().parent / "clang"
    library = subprocess.run([clang, "-print-file-name=libclang_rt.fuzzer_no_main-x86_64.a"], capture_output=True, text=True).stdout.strip()
    if not os.path.isfile(library):
        sys.exit("error: the toolchain has no libFuzzer")
    command = [
        "swift", "build", "-c", "release", "--product", "Fuzzer", "--sanitize=address", "--scratch-path", BUILD,
        "-Xswiftc", "-sanitize=fuzzer", "-Xswiftc", "-enable-testing", "-Xswiftc", "-use-ld=lld", "-Xcc", "-fsanitize=fuzzer-no-link",
        "-Xlinker", "--undefined=LLVMFuzzerRunDriver", "-Xlinker", library, "-Xlinker", "-lstdc++", "-Xlinker", "--export-dynamic",
    ]
    print("building", file=sys.stderr, flush=True)
    end = subprocess.run([*command, *arguments], cwd=ROOT, env={**os.environ, "TESSERA_FUZZ": "1"}, capture_output=True, text=True)
    if end.returncode:
        sys.exit((end.stdout + end.stderr)[-4000:])
    return BUILD / "release/Fuzzer"


def write_seeds(program, corpus):
    for target in TARGETS:
        (corpus / target).mkdir(parents=True, exist_ok=True)
    subprocess.run([program, corpus], env={**os.environ, "TESSERA_FUZZ_TARGET": "seeds"}, check=True)
    seeds = {name: PACKED[name](data) if name in PACKED else data for name, data in file_seeds().items()}
    for path in sorted((ROOT / "Tests/VectorFilesTests/Resources").glob("*/*")):
        seeds[path.name] = path.read_bytes()
    for target, (ends, prefixes) in TARGETS.items():
        for name, data in seeds.items():
            if name.endswith(ends) and data is not None and len(data) < 2000:
                for index, prefix in enumerate(prefixes):
                    (corpus / target / f"seed-{index}-{name}").write_bytes(prefix + data)
        for index, data in enumerate(WRITTEN.get(target, [])):
            (corpus / target / f"written-{index}").write_bytes(data)
        for index, data in enumerate(kept(target)):
            (corpus / target / f"kept-{index}").write_bytes(data)


def kept(target):
    data = (KEPT / target).read_bytes() if (KEPT / target).exists() else b""
    while data:
        size = 4 + struct.unpack_from("<I", data)[0]
        yield data[4:size]
        data = data[size:]


def environment(target):
    return {
        **os.environ, "TESSERA_FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no",
        "ASAN_OPTIONS": "detect_leaks=0:malloc_context_size=0:allocator_may_return_null=1",
    }


# (A window of zstd --long=31 is 2 GB of addresses, few of which are used.)
LIMITS = ["-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=2300", "-use_value_profile=0"]


def fuzz(program, target, corpus, seconds, seed):
    """Returns what libFuzzer says at its end, and the files that broke something."""
    findings = corpus.parent / "findings" / target
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    log = corpus.parent / f"{target}.log"
    with open(log, "w") as output:
        subprocess.run(
            [program, corpus / target, f"-max_total_time={seconds}", "-max_len=4096", f"-artifact_prefix={findings}/", f"-seed={seed}",
             "-print_final_stats=1", *LIMITS],
            env=environment(target), stdout=output, stderr=output, stdin=subprocess.DEVNULL, timeout=seconds + 600)
    text = log.read_text(errors="replace")
    def last(pattern):
        return next(iter(re.findall(pattern, text)[-1:]), "0")

    runs, rate, edges = last(r"number_of_executed_units: (\d+)"), last(r"average_exec_per_sec: +(\d+)"), last(r"cov: (\d+)")
    first = next(iter(re.findall(r"INITED cov: (\d+)", text)), "0")
    files = len(list((corpus / target).iterdir()))
    line = f"{target:16} {runs:>9} runs, {rate:>6}/s, {edges:>5} edges ({first} of seeds), {files:>5} files"
    return line, [path for path in sorted(findings.iterdir()) if path not in before]


def smaller(program, target, path):
    """The smallest input that still breaks something, written beside."""
    least = path.with_name("least-" + path.name)
    with open(os.devnull, "w") as nothing:
        subprocess.run(
            [program, path, "-minimize_crash=1", "-max_total_time=20", f"-exact_artifact_path={least}", *LIMITS], env=environment(target),
            stdout=nothing, stderr=nothing, stdin=subprocess.DEVNULL)
    return least if least.exists() else path


def cause(program, target, path):
    end = subprocess.run([program, path, *LIMITS], env=environment(target), capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    said = [line for line in end.stderr.splitlines() if re.search(r"^finding:|Fatal error|ERROR: |runtime error", line)]
    return said[0] if said else f"ends with {end.returncode}"


def keep(program, target, corpus):
    """Writes inputs that together reach what all of the corpus reaches, the smallest first, and no more than there is room for."""
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nothing:
        subprocess.run(
            [program, "-set_cover_merge=1", folder, corpus / target, *LIMITS], env=environment(target), stdout=nothing, stderr=nothing,
            stdin=subprocess.DEVNULL, check=True)
        inputs = sorted((path.read_bytes() for path in pathlib.Path(folder).iterdir()), key=lambda data: (len(data), data))
    packed = b""
    for data in inputs:
        if len(packed) + 4 + len(data) <= MOST_KEPT:
            packed += struct.pack("<I", len(data)) + data
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / target).write_bytes(packed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="of each target")
    parser.add_argument("--only", default="", help="names of targets, with commas between them")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many targets at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=pathlib.Path, default=BUILD / "corpus")
    parser.add_argument("--keep", action="store_true", help="in place of a run, write what the test is to try")
    parser.add_argument("--build", default="", help="further arguments of swift build")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(TARGETS)
    for name in names:
        if name not in TARGETS:
            parser.error(f"there is no target {name}, only {', '.join(TARGETS)}")
    corpus = options.corpus.resolve()
    program = build(options.build.split())
    write_seeds(program, corpus)
    if options.keep:
        for name in names:
            keep(program, name, corpus)
        return
    count = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = {name: pool.submit(fuzz, program, name, corpus, options.seconds, options.seed) for name in names}
        for name, run in runs.items():
            line, findings = run.result()
            print(f"{line}, {len(findings)} findings", flush=True)
            for path in findings:
                count += 1
                print(f"  {smaller(program, name, path)}: {cause(program, name, path)}", flush=True)
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
