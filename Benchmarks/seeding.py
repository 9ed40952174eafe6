#!/usr/bin/env python3
"""Seeding alone, beside scikit-learn's greedy k-means++ and oneDAL's plain one: seconds, and the potential of the starts.

usage: PEERS/bin/python Benchmarks/seeding.py --data FOLDER [-w W2,W3,W4] [--cli .build/release/tessera] [--rounds 5]
       [--seeds 20] [--peers sklearn,onedal]

PEERS is what setup.sh made (with scikit-learn-intelex, for onedal); FOLDER holds W.X.npy and workloads.json. Rounds are
interleaved, medians are printed. Ours are `seconds.initialize` of `fit --max-iterations 0`, whose inertia is the
potential of the start. Potentials are means over seeds 0 ..< --seeds; 0 skips them.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = {"tessera k-means++": "k-means++", "tessera k-means||": "k-means-parallel"}


def output(command):
    return json.loads(subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", required=True)
    parser.add_argument("-w", "--workloads", default="W2,W3,W4")
    parser.add_argument("--peers", default="sklearn,onedal")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with open(os.path.join(options.data, "workloads.json")) as file:
        workloads = json.load(file)

    def run(name, workload, seed):
        """Seconds and potential of one start."""
        data, clusters = os.path.join(options.data, workload + ".X.npy"), workloads[workload]["k"]
        if name in OURS:
            report = output([
                options.cli, "fit", data, "-k", clusters, "--initializer", OURS[name], "--max-iterations", 0, "--seed",
                seed, "--threads", options.threads, "--json"])
            return report["seconds"]["initialize"], report["inertia"]
        report = output([
            sys.executable, os.path.join(HERE, "peer_seeding.py"), name, data, clusters, seed, options.threads])
        return report["seconds"], report["potential"]

    names = [*OURS, *filter(None, options.peers.split(","))]
    print(f"{'':4} {'':20} {'seconds':>9} {'ratio':>7} {'potential':>14}   {options.threads} threads, "
          f"{options.rounds} rounds, {options.seeds} seeds", flush=True)
    for workload in options.workloads.split(","):
        seconds = {name: [] for name in names}
        for _ in range(options.rounds):
            for name in names:
                seconds[name].append(run(name, workload, 0)[0])
        medians = {name: statistics.median(times) for name, times in seconds.items() if times}
        for name in names:
            potentials = [run(name, workload, seed)[1] for seed in range(options.seeds)] if name != "onedal" else []
            mean = f"{statistics.mean(potentials):14.8g}" if potentials else ""
            time = f"{medians[name]:9.4f} {medians[name] / medians[names[0]]:7.1f}" if medians else " " * 17
            print(f"{workload:4} {name:20} {time} {mean}", flush=True)


if __name__ == "__main__":
    main()
