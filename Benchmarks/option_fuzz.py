#!/usr/bin/env python3
"""Random combinations of options and small data through the command: whatever they are, it ends in time with a result that
holds what it says, or with a documented exit code and a message.

    python3 Benchmarks/option_fuzz.py --count 20000 [--seed 0] [--jobs 2]

Prints every finding with the case's number; `--only NUMBER` runs that one again and keeps its files.
"""
import argparse
import array
import concurrent.futures
import json
import math
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile

import npy

#: Usage; data; no such file; software's limits: memory and the like; output; interrupted.
DOCUMENTED = {0, 64, 65, 66, 71, 73, 74, 75}
#: Seconds of a processor; on a clock, ten times as many, since the machine may have other work.
TIME_LIMIT = int(os.environ.get("FUZZ_TIME_LIMIT", "20"))


def magnitude(rng, wild):
    """A number of some scale."""
    base = rng.choice([rng.gauss(0, 1), rng.randrange(5), rng.random(), -rng.random()])
    return base * 10.0 ** rng.randint(*wild)


def data(rng):
    """Rows of numbers, as float32 or float64."""
    rows, columns = rng.choice([1, 2, 3, 7, 20, 60, 150, 400]), rng.choice([1, 1, 2, 3, 8, 17, 40])
    kind = rng.choice(["f4", "f8"])
    limit = 36 if kind == "f4" else 300
    style = rng.randrange(9)
    centre, spread = rng.randint(-limit, limit), rng.randint(0, 12)
    if style == 0:
        values = [magnitude(rng, (0, 0)) for _ in range(rows * columns)]
    elif style == 1:
        values = [float(rng.randrange(4)) for _ in range(rows * columns)]
    elif style == 2:
        values = [magnitude(rng, (centre, min(limit, centre + spread))) for _ in range(rows * columns)]
    elif style == 3:
        values = [1e8 + rng.gauss(0, 1) for _ in range(rows * columns)]
    elif style == 4:
        values = [magnitude(rng, (-limit, limit)) for _ in range(rows * columns)]
    elif style == 5:
        values = [rng.gauss(0, 1) for _ in range(rows * columns)]
        fill = rng.choice([1e20, 9.96921e36, -1e30, 3e38, 1e300])
        for _ in range(rng.randint(1, 4)):
            row = rng.randrange(rows)
            for column in range(columns):
                if rng.random() < 0.7:
                    values[row * columns + column] = fill
    elif style == 6:
        values = [rng.choice([0.0, -0.0, 1.0]) for _ in range(rows * columns)]
    elif style == 7:
        values = [magnitude(rng, (-45, -38)) if kind == "f4" else magnitude(rng, (-323, -300))
                  for _ in range(rows * columns)]
    else:
        few = [magnitude(rng, (-3, 3)) for _ in range(3)]
        values = [rng.choice(few) for _ in range(rows * columns)]
    if kind == "f4":
        values = [max(-3.4e38, min(3.4e38, value)) for value in values]
        values = array.array("f", values).tolist()
    if rng.random() < 0.03:
        values[rng.randrange(len(values))] = rng.choice([math.nan, math.inf, -math.inf])  # Refused, or dropped.
    return rows, columns, values, kind


def weights(rng, rows):
    style = rng.randrange(8)
    if style == 0:
        return [float(rng.randrange(4)) for _ in range(rows)]
    if style == 1:
        return [rng.random() for _ in range(rows)]
    if style == 2:
        return [abs(magnitude(rng, (-300, 300))) for _ in range(rows)]
    if style == 3:
        return [rng.choice([1e308, 1e300, 1e290])] * rows
    if style == 4:
        return [rng.choice([5e-324, 1e-310, 1e-290]) for _ in range(rows)]
    if style == 5:
        return [0.0] * (rows - 1) + [1.0]
    if style == 6:
        return [rng.choice([1e-8, 1.0, 1e8]) for _ in range(rows)]
    return [rng.choice([-1.0, 1.0, math.nan, 1.0, 1.0]) for _ in range(rows)]


def options(rng, rows, columns, kind, values, folder):
    def pick(ordinary, nasty):
        return rng.choice(nasty if rng.random() < 0.03 else ordinary)

    k = pick([1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 16, 33, 40, max(1, rows // 2)], [rows, rows + 1, 0, -1, 2**31, 2**63 - 1])
    k = min(k, max(1, rows // 2)) if rng.random() < 0.8 else k
    result = ["-k", str(k), "--json", "--quiet"]

    def maybe(chance, *flags):
        if rng.random() < chance:
            result.extend(str(flag) for flag in flags)

    solver = rng.choice(["lloyd", "newton", "gradient", "gradient", "nested"])
    maybe(1 if solver != "lloyd" else 0.5, "--solver", solver)
    stray = 0.005
    maybe(0.7 if solver == "newton" else stray, "--relaxation", pick([0.1, 0.5, 1, 1.5, 1.999], [2, 0, "nan", "-1"]))
    maybe(0.5 if solver == "gradient" else stray, "--optimizer", pick(["sgd", "momentum", "adam"], ["adamw"]))
    maybe(0.5 if solver == "gradient" else stray, "--learning-rate",
          pick([1e-9, 0.01, 0.1, 0.5, 1], [1e-300, 10, 1e9, 1e300, 0, "inf"]))
    maybe(0.5 if solver in ("gradient", "nested") else stray, "--batch-size",
          pick([1, 2, 3, 10, 50, rows, 2 * rows, 1000, 5000], [0, -3, 2**31, 2**63 - 1]))
    maybe(0.3 if solver == "gradient" else stray, "--scale-by-count")
    maybe(0.6, "--initializer", rng.choice(["k-means++", "k-means-parallel", "afk-mc2", "farthest-first", "random"]))
    if "--initializer" not in result and rng.random() < 0.2 and 1 <= k <= 100:
        start = [rng.choice(values) if rng.random() < 0.9 else magnitude(rng, (-30, 30)) for _ in range(k * columns)]
        npy.write(os.path.join(folder, "start.npy"), columns, array.array("d", start))
        result += ["--initializer", "./start.npy"]
    maybe(0.7, "--seed", pick([rng.randrange(10**6)], [0, 1, 2**64 - 1, 2**64, -1]))
    maybe(0.7 if solver != "gradient" else 0.9, "--max-iterations",
          pick([0, 1, 2, 5, 20, 100, 300], [-1, 2**63 - 1 if solver == "lloyd" else 300]))
    maybe(0.4, "--tolerance", pick([0, 1e-300, 1e-9, 1e-4, 0.1, 1, 5], ["nan", -1]))
    maybe(0.2, "--path", pick(["float64", "float32", "int16", "int8"], ["int4"]))
    maybe(0.2, "--restarts", pick([1, 2, 3, 5], [0, -1]))
    maybe(0.5, "--threads", pick([1, 2, 3], [7, 64, 0, -1, 10**6]))
    maybe(0.1, "--drop-bad-rows")
    if rng.random() < 0.3:
        npy.write(os.path.join(folder, "weights.npy"), 1, array.array("d", weights(rng, rows)))
        result += ["--weights", "weights.npy"]
    maybe(0.7, "--labels-output", "labels.npy")
    maybe(0.5, "-o", rng.choice(["model.npy", "model.npy", "model.safetensors"]))
    return result


def read_npy(path):
    with open(path, "rb") as file:
        content = file.read()
    start = 10 + struct.unpack("<H", content[8:10])[0]
    code = {"i4": "i", "f8": "d", "f4": "f"}[content[10:start].decode().split("'descr': '<")[1][:2]]
    result = array.array(code)
    result.frombytes(content[start:])
    return result.tolist()


def not_finite(value):
    if isinstance(value, dict):
        return any(not_finite(entry) for entry in value.values())
    if isinstance(value, list):
        return any(not_finite(entry) for entry in value)
    return isinstance(value, float) and not math.isfinite(value)


def check_result(folder, report, rows, columns, values, arguments):
    """What is wrong with a result, if anything."""
    if not_finite(report):
        return "a number that is not finite"
    counts = report["counts"]
    dropped = "--drop-bad-rows" in arguments
    if sum(counts) != rows and not dropped:
        return f"counts add up to {sum(counts)}, not {rows}"
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0)
    rounding = rows * columns * (1e-12 * largest) ** 2 if largest < 1e150 else math.inf
    trace = [entry["inertia"] for entry in report["trace"] if entry.get("inertia") is not None]
    # Steps of gradients may rise, and a sample may miss the one far row whose centroid the start had.
    monotone = "gradient" not in arguments and "nested" not in arguments
    if trace and not dropped and monotone and report["inertia"] > 11 * trace[0] + rounding:
        return f"inertia {report['inertia']} above the start's {trace[0]}"
    monotone = "newton" not in arguments and "gradient" not in arguments and "nested" not in arguments
    if monotone and any(after > before * (1 + 1e-9) for before, after in zip(trace, trace[1:])):
        return f"the trace of Lloyd rises: {trace}"
    labels_path, model_path = (os.path.join(folder, name) for name in ("labels.npy", "model.npy"))
    if not os.path.exists(labels_path) or dropped:
        return None
    labels = read_npy(labels_path)
    if [labels.count(cluster) for cluster in range(len(counts))] != counts:
        return "labels do not match the counts"
    if not os.path.exists(model_path):
        return None
    centroids = read_npy(model_path)
    # A file of Floats holds what the labels were made with to half a unit in its last place.
    rounding = 2.0 ** -24 if all(struct.unpack("f", struct.pack("f", value))[0] == value for value in centroids) else 0
    largest = max([abs(value) for value in values + centroids] + [1e-300])
    least = min([abs(value) for value in values + centroids if value] + [largest])
    if least < largest * 1e-140:
        return None  # Squares here underflow where the command's scale holds them.
    unit = 2.0 ** -math.frexp(largest)[1]
    points = [value * unit for value in values]
    centroids = [value * unit for value in centroids]
    for row in range(rows):
        squares, slack = [], 0
        for cluster in range(len(counts)):
            offset = cluster * columns
            squares.append(math.fsum(
                (points[row * columns + j] - centroids[offset + j]) ** 2 for j in range(columns)))
            norm = math.sqrt(math.fsum(value * value for value in centroids[offset:offset + columns])) * rounding
            slack = max(slack, 4 * norm * (math.sqrt(squares[-1]) + norm))
        if squares[labels[row]] > min(squares) * (1 + 1e-13 * (columns + 16)) + slack:
            return f"row {row} has label {labels[row]}, but {squares.index(min(squares))} is nearer"
    return None


def run_case(cli, seed, number, keep=None):
    """The arguments of one case, and what is wrong with it; None for nothing."""
    rng = random.Random(f"{seed}/{number}")
    folder = keep or tempfile.mkdtemp(prefix="tessera-fuzz-")
    try:
        rows, columns, values, kind = data(rng)
        npy.write(os.path.join(folder, "points.npy"), columns, array.array(npy.TYPES[kind], values))
        arguments = ["fit", "points.npy"] + options(rng, rows, columns, kind, values, folder)
        try:
            finished = subprocess.run(
                ["sh", "-c", f'ulimit -t {TIME_LIMIT}; exec "$0" "$@"', cli, *arguments],
                cwd=folder, capture_output=True, text=True, timeout=10 * TIME_LIMIT,
                stdin=subprocess.DEVNULL, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
            code = finished.returncode
        except subprocess.TimeoutExpired:
            code = -signal.SIGXCPU
        if code == -signal.SIGXCPU:
            return arguments, f"does not end within {TIME_LIMIT} s", None
        if code not in DOCUMENTED:
            return arguments, f"exit {code}: {finished.stderr.strip()[:300]}", code
        if code != 0:
            if not finished.stderr.strip():
                return arguments, f"exit {code} without a message", code
            return arguments, "output beside an error" if finished.stdout else None, code
        report = json.loads(finished.stdout)
        return arguments, check_result(folder, report, rows, columns, values, arguments), code
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", type=int)
    arguments = parser.parse_args()
    cli = os.path.abspath(arguments.cli)
    if arguments.only is not None:
        folder = tempfile.mkdtemp(prefix=f"tessera-fuzz-{arguments.only}-")
        print(folder, *run_case(cli, arguments.seed, arguments.only, keep=folder), sep="\n")
        return
    numbers = range(arguments.first, arguments.first + arguments.count)
    found, codes = 0, {}
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        cases = pool.map(lambda number: (number, *run_case(cli, arguments.seed, number)), numbers)
        for number, options_used, finding, code in cases:
            codes[code] = codes.get(code, 0) + 1
            if finding:
                found += 1
                print(f"{number}: {finding}\n    tessera {' '.join(options_used)}", flush=True)
    print(f"{len(numbers)} cases, {found} findings; exit codes {dict(sorted(codes.items(), key=str))}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
