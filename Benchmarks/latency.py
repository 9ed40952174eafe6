#!/usr/bin/env python3
"""One row at a time, as a server asks: microseconds per row beside faiss's flat index and scikit-learn's predict.

usage: PEERS/bin/python Benchmarks/latency.py --data FOLDER [-w W2,W4] [--rounds 5]

PEERS is what setup.sh made; FOLDER holds W.X.npy and W.C0.npy. Build first: swift build -c release --package-path
Benchmarks --product RowLatency. Rounds are interleaved, medians are printed. All run on one thread and are asked the same
20,000 rows, one by one (scikit-learn: 2,000). The peers are called from Python: the last line of a workload says what
calling faiss takes that has one vector only.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(HERE, ".build", "release", "RowLatency")
SETS = {"tessera": [], "tessera avx2": ["avx2"], "tessera scalar": ["scalar"]}


def peer(name, data, workload):
    """Median of means of 100 rows in microseconds, and the sum of the labels."""
    import numpy
    points = numpy.load(os.path.join(data, workload + ".X.npy"))[:20000]
    centroids = numpy.load(os.path.join(data, workload + ".C0.npy")).astype(numpy.float32)
    if name.startswith("faiss"):
        import faiss
        faiss.omp_set_num_threads(1)
        index = faiss.IndexFlatL2(points.shape[1])
        index.add(centroids[:1] if name.endswith("call") else centroids)
        ask = lambda row: index.search(row, 1)[1][0, 0]
    else:
        import sklearn.cluster
        import threadpoolctl
        threadpoolctl.threadpool_limits(1)
        model = sklearn.cluster.KMeans(len(centroids), init=centroids, n_init=1, max_iter=1).fit(points[:2 * len(centroids)])
        model.cluster_centers_ = centroids
        points = points[:2000]
        ask = lambda row: model.predict(row)[0]
    times, total = [], 0
    for start in range(0, len(points), 100):
        begin = time.perf_counter()
        for row in range(start, start + 100):
            total += int(ask(points[row:row + 1]))
        times.append((time.perf_counter() - begin) * 1e4)
    return statistics.median(times), total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("-w", "--workloads", default="W2,W4")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", help="measure this peer once, for this script itself")
    options = parser.parse_args()
    if options.peer:
        print(*peer(options.peer, options.data, options.workloads))
        return
    names = [*SETS, "faiss", "scikit-learn", "faiss call"]
    for workload in options.workloads.split(","):
        results = {name: [] for name in names}
        for _ in range(options.rounds):
            for name in names:
                files = [os.path.join(options.data, f"{workload}.{part}.npy") for part in ("X", "C0")]
                command = [OURS, *files, *SETS[name]] if name in SETS else [
                    sys.executable, __file__, "--data", options.data, "-w", workload, "--peer", name]
                results[name].append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
        best = statistics.median(float(time) for time, _ in results["tessera"])
        for name in names:
            median = statistics.median(float(time) for time, _ in results[name])
            print(f"{workload:4} {name:16} {median:9.2f} us {median / best:8.1f}   labels {results[name][0][1]}", flush=True)


if __name__ == "__main__":
    main()
