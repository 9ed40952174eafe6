#!/usr/bin/env python3
"""How near to the best known inertia `fit --quality` comes: one line per set and number of clusters.

usage: Benchmarks/minima.py [--cli .build/release/tessera] [--data ../shared/data] [--only NAME] [--quality best]
                            [--time-limit S] [--seed N] [--peers] [--json OUT]

Every entry of the MANIFEST.json that has a `best_known_inertia` is fitted; the table says by how much of it the result lies
above (negative: below) and in how many seconds. With --peers (Python with numpy, scikit-learn, and faiss and bkmeans
where they are installed) the same sets are fitted by these, one after the other: scikit-learn with n_init=10, faiss with
nredo=10, breathing k-means with its defaults. Exit code 1 where a set is farther than 1e-6 above, or took longer than 60 s.
"""
import argparse
import json
import os
import sys
import time

import tessera

HERE = os.path.dirname(os.path.abspath(__file__))


def cases(root, only):
    with open(os.path.join(root, "MANIFEST.json"), encoding="utf-8") as file:
        datasets = json.load(file)["datasets"]
    found = [
        (entry["n"] * entry["d"] * case["k"], entry["name"], case["k"], case["best_known_inertia"])
        for entry in datasets for case in entry.get("ks", []) if "best_known_inertia" in case
        if only is None or entry["name"] == only]
    return [case[1:] for case in sorted(found)]


def peers(path, k):
    """Names, inertias and seconds of what others find; inertias by direct differences in float64."""
    import numpy

    points = numpy.load(path).astype(numpy.float64)

    def inertia(centroids):
        total = 0.0
        for start in range(0, len(points), 1024):
            rows = points[start:start + 1024]
            squares = numpy.min(
                [numpy.sum((rows - centroid) ** 2, axis=1) for centroid in centroids.astype(numpy.float64)], axis=0)
            total += float(numpy.sum(squares))
        return total

    def measured(name, fit):
        begin = time.perf_counter()
        centroids = fit()
        seconds = time.perf_counter() - begin
        return name, inertia(centroids), seconds

    from sklearn.cluster import KMeans
    yield measured("scikit-learn", lambda: KMeans(k, n_init=10, random_state=0).fit(points).cluster_centers_)
    try:
        import faiss

        def fit():
            means = faiss.Kmeans(
                points.shape[1], k, niter=300, nredo=10, seed=1, max_points_per_centroid=len(points),
                min_points_per_centroid=1)
            means.train(points.astype(numpy.float32))
            return means.centroids
        yield measured("faiss", fit)
    except ImportError:
        pass
    try:
        from bkmeans import BKMeans
        yield measured("breathing", lambda: BKMeans(n_clusters=k, random_state=0).fit(points).cluster_centers_)
    except ImportError:
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", default=os.path.join(HERE, "../.build/release/tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "../../shared/data"))
    parser.add_argument("--only")
    parser.add_argument("--quality", default="best")
    parser.add_argument("--time-limit", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    lines, failed = [], 0
    print(f"{'set':28} {'k':>4} {'relative gap':>13} {'seconds':>8}  methods")
    for name, k, best in cases(options.data, options.only):
        path = os.path.join(options.data, name, "X.npy")
        limit = ["--time-limit", options.time_limit] if options.time_limit else []
        begin = time.perf_counter()
        report = tessera.report(
            options.cli, "fit", path, "-k", k, "--quality", options.quality, "--seed", options.seed, "--quiet", *limit)
        seconds = time.perf_counter() - begin
        gap = report["inertia"] / best - 1
        failed += options.quality == "best" and (gap > 1e-6 or seconds > 60)
        methods = ", ".join(
            f"{method['name']} {method['runs']}/{method['improvements']} {method['seconds']:.2f} s"
            for method in report["search"]["methods"])
        print(f"{name:28} {k:4} {gap:13.1e} {seconds:8.2f}  {methods}", flush=True)
        line = {"set": name, "k": k, "gap": gap, "seconds": seconds, "search": report["search"]}
        for peer, inertia, spent in peers(path, k) if options.peers else []:
            print(f"{'':28} {'':4} {inertia / best - 1:13.1e} {spent:8.2f}  {peer}", flush=True)
            line[peer] = {"gap": inertia / best - 1, "seconds": spent}
        lines.append(line)
    print(f"{len(lines)} cases, {failed} above the best known by more than 1e-6 or beyond 60 s")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(lines, file, indent=1)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
