#!/usr/bin/env python3
"""Tessera beside scikit-learn and faiss on 200 000 x 64 float32, k = 100: seconds and peak memory, interleaved.

usage: PEERS/bin/python Benchmarks/peers.py [--cli .build/release/tessera] [--iterations 20] [--rounds 3]

PEERS is what setup.sh made. All start from the same centroids and make the same number of updates. The peak is that of
the whole process, by /usr/bin/time -v; the inertia of a peer is computed in float64 from its centroids.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def timed(command):
    """Standard output as JSON, wall seconds, and peak memory in MiB."""
    finished = subprocess.run(["/usr/bin/time", "-v", *map(str, command)], capture_output=True, text=True, check=True)
    peak = int(re.search(r"Maximum resident set size \(kbytes\): (\d+)", finished.stderr).group(1))
    hours, minutes, seconds = re.search(
        r"Elapsed \(wall clock\) time .*: (?:(\d+):)?(\d+):([\d.]+)", finished.stderr).groups()
    wall = int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    return json.loads(finished.stdout), wall, peak / 1024


def workload(folder, rows, dimensions, clusters):
    """Overlapping Gaussians with a fixed seed, as .npy and as CSV, and start centroids."""
    generator = np.random.default_rng(7)
    centres = generator.normal(size=(clusters, dimensions))
    points = (centres[generator.integers(clusters, size=rows)] + generator.normal(size=(rows, dimensions))).astype("<f4")
    names = [os.path.join(folder, name) for name in ("points.npy", "points.csv", "start.npy")]
    np.save(names[0], points)
    np.savetxt(names[1], points, fmt="%.9g", delimiter=",")
    np.save(names[2], points[generator.choice(rows, clusters, replace=False)].astype("<f8"))
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--clusters", type=int, default=100)
    parser.add_argument("--iterations", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tessera-peers-") as folder:
        npy, csv, start = workload(folder, options.rows, options.dimensions, options.clusters)
        print(f"{options.rows} x {options.dimensions} float32, k = {options.clusters}, {options.iterations} updates, "
              f"{options.threads} threads; .npy {os.path.getsize(npy) >> 20} MiB, CSV {os.path.getsize(csv) >> 20} MiB")

        def ours(data):
            report, wall, peak = timed([
                options.cli, "fit", data, "-k", options.clusters, "--initializer", start, "--max-iterations",
                options.iterations, "--threads", options.threads, "--json"])
            seconds = report["seconds"]
            return {"read": seconds["read"], "fit": seconds["fit"], "wall": wall, "peak": peak,
                    "iterations": report["iterations"], "inertia": report["inertia"]}

        def peer(name, data):
            report, wall, peak = timed([
                sys.executable, os.path.join(HERE, "peer_fit.py"), name, data, start, options.clusters,
                options.iterations, options.threads])
            return {**report, "wall": wall, "peak": peak}

        runs = {
            "tessera .npy": lambda: ours(npy), "scikit-learn .npy": lambda: peer("sklearn", npy),
            "faiss .npy": lambda: peer("faiss", npy), "tessera CSV": lambda: ours(csv),
            "scikit-learn CSV (loadtxt)": lambda: peer("sklearn", csv), "faiss CSV (loadtxt)": lambda: peer("faiss", csv),
        }
        results = {name: [] for name in runs}
        for _ in range(options.rounds):
            for name, run in runs.items():
                results[name].append(run())
        print(f"{'':28} {'read s':>8} {'fit s':>8} {'wall s':>8} {'peak MiB':>9} {'updates':>8} {'inertia':>16}")
        for name, rounds in results.items():
            median = {key: statistics.median(run[key] for run in rounds)
                      for key in ("read", "fit", "wall", "peak", "iterations", "inertia")}
            print(f"{name:28} {median['read']:8.3f} {median['fit']:8.3f} {median['wall']:8.3f} {median['peak']:9.0f} "
                  f"{median['iterations']:8.0f} {median['inertia']:16.8g}")


if __name__ == "__main__":
    main()
