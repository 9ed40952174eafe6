#!/usr/bin/env python3
"""Many clusters: flat fits beside faiss and SuperKMeans, trees beside SuperKMeans' own.

usage: PEERS/bin/python Benchmarks/large.py flat|tree DATA.npy -k K [--cli .build/release/tessera] [--updates 10] [--rounds 3]
                                            [--refine 0,1,2,4]

flat: Lloyd's updates from the same random rows (faiss; SuperKMeans has a start of its own), in interleaved rounds. tree: `--method
hierarchical` with some numbers of exact updates after it, and hierarchical SuperKMeans with as many of its refinements.
Seconds are those of the fit alone, without reading; the inertia and the sizes of all are those of exact labels at the centroids
that they return. spread: the standard deviation of the sizes by their mean.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import tessera

PEER = r"""
import json, sys, time
import numpy as np
peer, data, start, output, k, updates = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]), int(sys.argv[6])
points = np.ascontiguousarray(np.load(data), dtype=np.float32)
if peer == "faiss":
    import faiss
    faiss.omp_set_num_threads(2)
    first = np.load(start)
    def fit(rows, first, updates):
        means = faiss.Kmeans(rows.shape[1], len(first), niter=updates, max_points_per_centroid=10**9,
                             min_points_per_centroid=1)
        means.train(rows, init_centroids=first)
        return means.centroids
    fit(points[:4096], first[:16].copy(), 1)
    begin = time.perf_counter()
    centroids = fit(points, first, updates)
else:
    from superkmeans import SuperKMeans
    options = dict(n_threads=2)
    if peer == "SuperKMeans flat":
        options |= dict(hierarchical=False, iters=updates, sampling_fraction=1.0, early_termination=False)
    else:
        options |= dict(hierarchical=True, iters_refinement=updates)
    SuperKMeans(16, points.shape[1], n_threads=2).train(points[:4096].copy())
    begin = time.perf_counter()
    centroids = SuperKMeans(k, points.shape[1], **options).train(points)
seconds = time.perf_counter() - begin
np.save(output, np.asarray(centroids, np.float32).reshape(k, -1))
print(json.dumps(seconds))
"""


def measured(options, centroids):
    """The exact inertia and the sizes of clusters at some centroids."""
    report = tessera.report(
        options.cli, "assign", options.data, "--model", centroids, "-o", centroids + ".labels.npy", "--quiet")
    counts = np.array(report["counts"], float)
    return report["inertia"], counts.std() / counts.mean(), int((counts == 0).sum())


def ours(options, folder, arguments):
    output = os.path.join(folder, "ours.safetensors")
    report = tessera.report(
        options.cli, "fit", options.data, "-k", options.k, "-o", output, "--quiet", "--seed", 1, *arguments)
    seconds = report["seconds"]
    return seconds["initialize"] + seconds["fit"], output


def peer(options, folder, name, start, updates):
    output = os.path.join(folder, "peer.npy")
    done = subprocess.run(
        [sys.executable, "-c", PEER, name, options.data, start, output, str(options.k), str(updates)],
        capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1]), output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["flat", "tree"])
    parser.add_argument("data")
    parser.add_argument("-k", type=int, required=True)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--updates", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--refine", type=lambda text: [int(item) for item in text.split(",")], default=[0, 1, 2, 4])
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = os.path.join(folder, "start.npy")
        if options.kind == "flat":
            points = np.load(options.data, mmap_mode="r")
            rows = np.sort(np.random.default_rng(1).choice(len(points), options.k, replace=False))
            np.save(start, np.array(points[rows], np.float32))
            cases = [("tessera", ["--initializer", start, "--max-iterations", options.updates, "--tolerance", "0"])]
            cases += [("faiss", options.updates), ("SuperKMeans flat", options.updates)]
        else:
            cases = [(f"tessera, refine {n}", ["--method", "hierarchical", "--refine", n]) for n in options.refine]
            cases += [(f"SuperKMeans, refine {n}", n) for n in options.refine]
        if options.without_peers:
            cases = [case for case in cases if case[0].startswith("tessera")]
        seconds = {name: [] for name, _ in cases}
        outcomes = {}
        for _ in range(options.rounds):
            for name, case in cases:
                if name.startswith("tessera"):
                    spent, output = ours(options, folder, case)
                else:
                    spent, output = peer(options, folder, "faiss" if name == "faiss" else
                                         name if "flat" in name else "tree", start, case)
                seconds[name].append(spent)
                if name not in outcomes:
                    outcomes[name] = measured(options, output)
                print(f"{name}: {spent:.2f} s, inertia {outcomes[name][0]:.8g}", file=sys.stderr, flush=True)
        print("| | seconds | inertia | spread of sizes | empty |\n|---|---|---|---|---|")
        for name, _ in cases:
            inertia, spread, empty = outcomes[name]
            print(f"| {name} | {statistics.median(seconds[name]):.2f} | {inertia:.6g} | {spread:.3f} | {empty} |", flush=True)


if __name__ == "__main__":
    main()
