#!/usr/bin/env python3
"""Guards against slower code: instructions of a few fixed fits, counted by valgrind, beside those in guard.json.

usage: Benchmarks/guard.py [--cli .build/release/tessera] [--accept]

A count that rises by more than 3 % fails; `--accept` writes the present counts to guard.json. Counts repeat to a few
parts in a million, whatever else the machine does. Valgrind knows no AVX-512, so the scalar and AVX2 kernels stand for
all; time ratios (versus.py, KernelBenchmarks) cover the rest. The counts belong to one compiler: under another they are
shown and fail nothing.
"""
import argparse
import array
import json
import os
import random
import re
import shutil
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
RECORD = os.path.join(ROOT, "Benchmarks", "guard.json")
FOLDER = os.path.join(".build", "guard")
ALLOWED = 1.03
START = ["--initializer", "random", "--seed", "1", "--threads", "1", "--quiet", "--json"]
FLOAT = ["--path", "float32"]
BOTH = ("scalar", "avx2")
#: What is counted, and with which kernels: few dimensions (blocks), some (rows in lanes), many (tiles), the filter in sixteen
#: bits alone and with bounds of groups, seeding and mini-batches.
FITS = {
    "blocks: 20000 x 3, k = 64": ([f"{FOLDER}/few.npy", "-k", "64", "--max-iterations", "8", *START], BOTH),
    "lanes: 5000 x 12, k = 64": ([f"{FOLDER}/some.npy", "-k", "64", "--max-iterations", "8", *FLOAT, *START], BOTH),
    "tiles: digits, k = 100": (
        ["Examples/Data/digits.npy", "-k", "100", "--max-iterations", "12", *FLOAT, *START], BOTH),
    "sixteen bits: 5000 x 12, k = 64": (
        [f"{FOLDER}/some.npy", "-k", "64", "--max-iterations", "8", *START], ("avx2",)),
    "groups: digits, k = 300": (
        ["Examples/Data/digits.npy", "-k", "300", "--max-iterations", "12", *START], ("avx2",)),
    "mini-batches: digits, k = 10": ([
        "Examples/Data/digits.npy", "-k", "10", "--solver", "gradient", "--batch-size", "64", "--scale-by-count",
        "--max-iterations", "500", "--seed", "1", "--threads", "1", "--quiet", "--json"], BOTH),
}


def write_points(path, rows, dimensions, centres):
    """Gaussians around Gaussian centres, as float32 .npy; the generator is the same in every Python 3."""
    generator = random.Random(7)
    means = [[4 * generator.gauss(0, 1) for _ in range(dimensions)] for _ in range(centres)]
    values = array.array("f")
    for row in range(rows):
        values.extend(mean + generator.gauss(0, 1) for mean in means[row % centres])
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dimensions}), }}".ljust(117) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + values.tobytes())


def stripped(cli):
    """A copy without debugging information, which valgrind 3.19 cannot read."""
    path = os.path.join(FOLDER, "tessera")
    tool = next((tool for tool in ("strip", "llvm-strip") if shutil.which(tool)), None)
    if tool is None:
        sys.exit("guard: neither strip nor llvm-strip is installed")
    subprocess.run([tool, "-o", path, cli], check=True)
    return path


def count(valgrind, cli, arguments, instruction_set):
    """Instructions of the whole process, with an environment that does not depend on the caller's."""
    environment = {"TESSERA_INSTRUCTION_SET": instruction_set, "SWIFT_DETERMINISTIC_HASHING": "1"}
    finished = subprocess.run(
        [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", cli, "fit", *arguments],
        capture_output=True, text=True, env=environment)
    if finished.returncode != 0:
        sys.exit(f"guard: valgrind: exit {finished.returncode}\n{finished.stderr}")
    return int(re.search(r"Collected : (\d+)", finished.stderr).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(ROOT, ".build", "release", "tessera"))
    parser.add_argument("--accept", action="store_true", help="writes the present counts to guard.json")
    options = parser.parse_args()
    cli = os.path.abspath(options.cli)
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        sys.exit("guard: no valgrind (apt-get install valgrind)")
    os.chdir(ROOT)
    os.makedirs(FOLDER, exist_ok=True)
    write_points(f"{FOLDER}/few.npy", 20_000, 3, 60)
    write_points(f"{FOLDER}/some.npy", 5_000, 12, 60)
    cli = stripped(cli)
    compiler = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    counts = {f"{name}, {instruction_set}": count(valgrind, cli, arguments, instruction_set)
              for name, (arguments, sets) in FITS.items() for instruction_set in sets}
    if options.accept:
        with open(RECORD, "w") as file:
            json.dump({"compiler": compiler, "instructions": counts}, file, indent=2)
            file.write("\n")
    with open(RECORD) as file:
        record = json.load(file)
    risen = []
    for name, instructions in counts.items():
        before = record["instructions"].get(name)
        ratio = instructions / before if before else 1
        risen += [name] if ratio > ALLOWED else []
        print(f"{name:38} {instructions:12,} {before or 0:12,} {100 * (ratio - 1):+7.2f} %"
              + ("  RISEN" if ratio > ALLOWED else "" if before else "  new"))
    if not risen:
        print("no count has risen by more than 3 %")
    elif compiler != record["compiler"]:
        print(f"another compiler ({compiler}) than the counts' ({record['compiler']}): nothing fails")
    else:
        print("if the work is worth it: Benchmarks/guard.py --accept, and say why in Benchmarks/NOTES.md")
        sys.exit(1)


if __name__ == "__main__":
    main()
