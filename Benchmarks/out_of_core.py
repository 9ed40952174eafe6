#!/usr/bin/env python3
"""Files larger than the memory that the command may have: the bits, the peak of memory, and the time beside a run without a limit.

    python3 Benchmarks/out_of_core.py [--cli .build/release/tessera] [--gigabytes 1] [--limit 512M] [--folder /var/tmp] [--only NAME,...]

Prints a line per case; exits with 1 where bits differ, or a peak exceeds the limit by more than 64 MB. A file is made for each type
(float32, float16, uint8, float64 of 128 columns; CSV of a hundredth; float32 in five parts), read twice without a limit (the second time
from the system's cache) and once with it. Linux.
"""
import argparse
import array
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = 128
FORMS = {"float32": ("<f4", "f"), "float16": ("<f2", "e"), "uint8": ("|u1", "B"), "float64": ("<f8", "d")}


def header(descr, rows):
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({rows}, {COLUMNS}), }}"
    text += " " * (-(11 + len(text)) % 64) + "\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text.encode()


class Points:
    """Rows around two hundred middles: of each a block of noise, added to the middles in turn."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.noise = [[rng.gauss(0, 12) for _ in range(COLUMNS)] for _ in range(50)]
        self.middles = [[rng.uniform(60, 190) for _ in range(COLUMNS)] for _ in range(200)]
        self.rng = rng

    def block(self, form):
        """10 000 rows."""
        values = []
        for _ in range(10_000):
            middle, noise = self.rng.choice(self.middles), self.rng.choice(self.noise)
            turn = self.rng.randrange(COLUMNS)
            values.extend(m + n for m, n in zip(middle, noise[turn:] + noise[:turn]))
        if form == "B":
            values = [min(255, max(0, round(value))) for value in values]
        return struct.pack(f"<{len(values)}{form}", *values)


def write(path, name, size):
    """About `size` bytes of rows; blocks are repeated, with a few rows changed, since Python makes few in a second."""
    descr, form = FORMS[name]
    row = COLUMNS * struct.calcsize(form)
    blocks = max(1, size // (10_000 * row))
    points = Points(7)
    made = [bytearray(points.block(form)) for _ in range(min(blocks, 3))]
    with open(path, "wb") as file:
        file.write(header(descr, blocks * 10_000))
        for index in range(blocks):
            block = made[index % len(made)]
            # Other rows in another order.
            turn = (index * 7919) % 10_000 * row
            file.write(block[turn:] + block[:turn])
    return blocks * 10_000


def run(cli, *arguments):
    begin = time.monotonic()
    process = subprocess.Popen([cli, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode().strip()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(map(str, arguments))}: status {status}: {errors}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def cases(folder, size):
    """Name, path, and how to make it."""
    for name in FORMS:
        yield name, folder / f"{name}.npy", lambda path, name=name: write(path, name, size)

    def parts(path):
        path.mkdir()
        for index in range(5):
            write(path / f"part-{index}.npy", "float32", size // 5)

    def text(path):
        points = Points(9)
        with open(path, "w") as file:
            for _ in range(max(1, size // 100 // (10_000 * COLUMNS * 5))):
                values = array.array("f", points.block("f"))
                for row in range(10_000):
                    file.write(",".join(f"{value:.1f}" for value in values[row * COLUMNS:(row + 1) * COLUMNS]) + "\n")

    yield "parts", folder / "parts", parts
    yield "csv", folder / "points.csv", text


def megabytes(limit):
    return float(limit[:-1]) * {"M": 1, "G": 1024}[limit[-1]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--limit", default="512M")
    parser.add_argument("--folder", default="/var/tmp")
    parser.add_argument("--only")
    parser.add_argument("-k", type=int, default=100)
    parser.add_argument("--iterations", type=int, default=20)
    parser.add_argument("--initializer", default="k-means-parallel")
    arguments = parser.parse_args()
    cli = os.path.abspath(arguments.cli)
    bad = 0
    print(f"{'':9} {'command':8} {'without':>8} {'with':>8} {'ratio':>6} {'peak':>9} {'peak':>9}")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        folder = pathlib.Path(folder)
        for name, path, make in cases(folder, int(arguments.gigabytes * (1 << 30))):
            if arguments.only and name not in arguments.only.split(","):
                continue
            make(path)
            model, labels = folder / "m.safetensors", folder / "l.npy"
            commands = {
                "fit": ["fit", path, "-k", arguments.k, "--max-iterations", arguments.iterations, "--initializer",
                        arguments.initializer, "--quiet", "-o", model, "--labels-output", labels],
                "assign": ["assign", path, "--model", folder / "start.safetensors", "-o", labels, "--quiet"],
            }
            for command, line in commands.items():
                found = []
                for options in ([], [], ["--memory-limit", arguments.limit]):
                    seconds, peak = run(cli, *line, *options)
                    content = labels.read_bytes() + (model.read_bytes() if command == "fit" else b"")
                    found.append((seconds, peak, content))
                if command == "fit":
                    shutil.copy(model, folder / "start.safetensors")
                (_, _, _), (plain, wide, expected), (held, narrow, content) = found
                same, within = content == expected, narrow <= megabytes(arguments.limit) + 64
                bad += not (same and within)
                words = ("" if same else "  OTHER BITS") + ("" if within else "  OVER THE LIMIT")
                print(f"{name:9} {command:8} {plain:7.2f}s {held:7.2f}s {held / plain:6.2f} {wide:6.0f} MB {narrow:6.0f} MB{words}",
                      flush=True)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
