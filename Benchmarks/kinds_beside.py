#!/usr/bin/env python3
"""Kinds of clustering beside the packages that have them, in seconds and by what each minimises.

usage: PEERS/bin/python Benchmarks/kinds_beside.py balanced|medoids|mixtures [--cli .build/release/tessera] [--rounds 3] [--large]

balanced: equal sizes on overlapping Gaussians (23 000 x 50, k = 100; with --large 132 000 x 25, k = 100 and 1000, ours alone), from the
same random rows, beside k-means-constrained, which bounds *unsquared* distances and rounds them to thousandths; the inertia is that
of squared distances for both. medoids: FasterPAM on sets of the manifest beside `kmedoids`, which wants the matrix of distances: its
seconds are given with and without it. mixtures: Gaussian ones beside scikit-learn's, from the same means, to the same tolerance.
Needs the packages k-means-constrained, kmedoids and scikit-learn (PyPI).
"""
import argparse
import os
import statistics
import tempfile
import time

import numpy as np

import tessera
import workloads


def median(values):
    return statistics.median(values)


def fitted(options, path, k, *arguments, command="fit"):
    report = tessera.report(options.cli, command, path, "-k", k, "--quiet", *arguments)
    seconds = report["seconds"]
    return seconds.get("initialize", 0) + seconds["fit"], report


def balanced(options, folder):
    print("| data | k | tessera: s | updates | inertia | k-means-constrained: s | updates | inertia |\n|---|---|---|---|---|---|---|---|")
    shapes = [(23_000, 50, 100, True)] + ([(132_000, 25, 100, False), (132_000, 25, 1000, False)] if options.large else [])
    for rows, d, k, has_peer in shapes:
        random = np.random.default_rng(rows + k)
        points = workloads.mixture(random, rows, d, 150, 0.75, 1.0, False)
        data, start = os.path.join(folder, "x.npy"), os.path.join(folder, "c.npy")
        first = points[np.sort(random.choice(rows, k, replace=False))]
        np.save(data, points)
        np.save(start, first)
        seconds = []
        for _ in range(options.rounds if has_peer else 1):
            spent, report = fitted(options, data, k, "--sizes", "equal", "--initializer", start, "--tolerance", "0",
                                   "--max-iterations", "1000")
            seconds.append(spent)
        line = f"| {rows} x {d} | {k} | {median(seconds):.2f} | {report['iterations']} | {report['inertia']:.8g} |"
        if has_peer:
            from k_means_constrained import KMeansConstrained
            begin = time.perf_counter()
            model = KMeansConstrained(
                k, size_min=rows // k, size_max=-(-rows // k), init=first, n_init=1, max_iter=1000, tol=0).fit(points)
            spent = time.perf_counter() - begin
            found = float(((points.astype(float) - np.asarray(model.cluster_centers_)[model.labels_]) ** 2).sum())
            line += f" {spent:.1f} | {model.n_iter_} | {found:.8g} |"
        print(line, flush=True)


def medoids(options, folder):
    import kmedoids
    from sklearn.metrics import pairwise_distances
    print("| set | k | tessera: s | loss | kmedoids: s | with its matrix | loss |\n|---|---|---|---|---|---|---|")
    for name, k in [("iris", 3), ("breast_cancer", 10), ("digits", 10), ("sift5k", 50), ("pendigits", 10)]:
        path = os.path.join(options.data, name, "X.npy")
        points = np.load(path).astype(float)
        ours, theirs, matrix = [], [], []
        best, least = np.inf, np.inf
        for seed in range(options.rounds):
            spent, report = fitted(options, path, k, "--centroid", "medoid", "--seed", seed)
            ours.append(spent)
            best = min(best, report["loss"]["value"])
            begin = time.perf_counter()
            distances = pairwise_distances(points, metric="euclidean")
            matrix.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            found = kmedoids.fasterpam(distances, k, random_state=seed, init="random")
            theirs.append(time.perf_counter() - begin)
            least = min(least, found.loss)
        print(f"| {name} | {k} | {median(ours):.4f} | {best:.8g} | {median(theirs):.4f} | {median(theirs) + median(matrix):.4f} | "
              f"{least:.8g} |", flush=True)


def mixtures(options, folder):
    from sklearn.mixture import GaussianMixture
    print("| set | k | covariance | tessera: s | updates | log-likelihood | scikit-learn: s | updates | log-likelihood |\n" + "|---" * 9 + "|")
    for name, k in [("iris", 3), ("breast_cancer", 3), ("pendigits", 10), ("china_rgb", 16)]:
        path = os.path.join(options.data, name, "X.npy")
        points = np.load(path).astype(float)
        data = os.path.join(folder, "x.npy")
        np.save(data, points)
        first = points[np.sort(np.random.default_rng(3).choice(len(points), k, replace=False))]
        start = os.path.join(folder, "c.npy")
        np.save(start, first)
        for kind, theirs_name in [("full", "full"), ("tied", "tied"), ("diagonal", "diag"), ("spherical", "spherical")]:
            spread = points.var(axis=0) + 1e-3
            precisions = {"full": np.stack([np.diag(1 / spread)] * k), "tied": np.diag(1 / spread),
                          "diag": np.stack([1 / spread] * k), "spherical": np.full(k, 1 / spread.mean())}[theirs_name]
            ours, theirs = [], []
            for _ in range(options.rounds):
                spent, report = fitted(
                    options, data, k, "--covariance", kind, "--initializer", start, "--tolerance", "1e-4", "--regularization",
                    "1e-3", command="mixture")
                ours.append(spent)
                model = GaussianMixture(
                    k, covariance_type=theirs_name, tol=1e-4, reg_covar=1e-3, max_iter=10_000, means_init=first,
                    weights_init=np.full(k, 1 / k), precisions_init=precisions)
                begin = time.perf_counter()
                model.fit(points)
                theirs.append(time.perf_counter() - begin)
            print(f"| {name} | {k} | {kind} | {median(ours):.4f} | {report['iterations']} | {report['logLikelihood']:.8g} | "
                  f"{median(theirs):.4f} | {model.n_iter_} | {model.score(points):.8g} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["balanced", "medoids", "mixtures"])
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        {"balanced": balanced, "medoids": medoids, "mixtures": mixtures}[options.kind](options, folder)


if __name__ == "__main__":
    main()
