#!/usr/bin/env python3
"""Checks the promise of identical bits: every thread count and instruction set gives the same report, labels, centroids.

usage: Benchmarks/determinism.py [--cli .build/release/tessera] [DATA ...]
"""
import argparse
import os
import sys
import tempfile

import tessera

HERE = os.path.dirname(os.path.abspath(__file__))
SOLVERS = {
    "lloyd": [],
    "newton": ["--solver", "newton", "--relaxation", 1.5, "--max-iterations", 60],
    "gradient": ["--solver", "gradient", "--max-iterations", 60],
    "adam": ["--solver", "gradient", "--optimizer", "adam", "--learning-rate", 0.01, "--max-iterations", 60],
    "mini-batch": ["--solver", "gradient", "--batch-size", 64, "--scale-by-count", "--max-iterations", 500],
}


def instruction_sets(cli, data):
    """Those that run here; a set that is not available is refused with exit code 64."""
    names = []
    for name in ("scalar", "avx2", "avx512", "neon"):
        finished = tessera.run(cli, "fit", data, "-k", 1, environment={"TESSERA_INSTRUCTION_SET": name})
        assert finished.returncode in (0, 64), finished.stderr
        if finished.returncode == 0:
            names.append(name)
    return names


def bits(cli, data, options, threads, instruction_set, work):
    labels, model, centroids = (os.path.join(work, name) for name in ("labels.npy", "model.safetensors", "model.npy"))
    environment = {"TESSERA_INSTRUCTION_SET": instruction_set}
    arguments = ["fit", data, "-k", 7, "--seed", 3, "--threads", threads, *options]
    report = tessera.report(cli, *arguments, "--labels-output", labels, "-o", model, environment=environment)
    tessera.report(cli, *arguments, "-o", centroids, environment=environment)
    assert report["threads"] == threads and report["instructionSet"] == instruction_set
    return tessera.stable(report), *(open(path, "rb").read() for path in (labels, model, centroids))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    examples = [os.path.join(HERE, "..", "Examples", "Data", name) for name in ("digits.npy", "iris.csv", "penguins.csv")]
    parser.add_argument("data", nargs="*", default=examples, help="files of points")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="tessera-determinism-") as work:
        for data in options.data:
            sets = instruction_sets(options.cli, data)
            for solver, arguments in SOLVERS.items():
                runs = {(threads, name): bits(options.cli, data, arguments, threads, name, work)
                        for threads in (1, 2, 3) for name in sets}
                first = next(iter(runs.values()))
                differing = [run for run, result in runs.items() if result != first]
                passed, failed = passed + (not differing), failed + bool(differing)
                verdict = f"FAIL {differing}" if differing else f"same bits in {len(runs)} runs ({', '.join(sets)})"
                print(f"{os.path.basename(data):28} {solver:12} {verdict}", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
