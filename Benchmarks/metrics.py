#!/usr/bin/env python3
"""The metrics of `tessera evaluate` beside scikit-learn's: the largest difference over random and degenerate cases, and the
seconds of a silhouette.

usage: PEERS/bin/python Benchmarks/metrics.py [--cli .build/release/tessera] [--cases 60] [--rows 100000] [--timing 20000x16]

PEERS is what setup.sh made. Exits with 1 where a metric differs by more than 1e-10 (absolutely below 1, else relatively).
The accuracy is compared with the definition of Gagolewski (2025), DOI 10.1007/s00357-024-09482-2, by SciPy's assignment.
"""
import argparse
import os
import statistics
import sys
import tempfile
import time

import numpy
import sklearn.metrics as metrics
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

import tessera

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 1e-10


def accuracy(truth, predicted):
    table = metrics.cluster.contingency_matrix(truth, predicted).astype(float)
    classes = len(table)
    if classes == 1:
        return float(table.shape[1] == 1)
    table /= table.sum(axis=1, keepdims=True)
    matched = linear_sum_assignment(table, maximize=True)
    return (table[matched].sum() - 1) / (classes - 1)


def external(truth, predicted):
    return {
        "adjustedRand": metrics.adjusted_rand_score(truth, predicted),
        "rand": metrics.rand_score(truth, predicted),
        "normalizedMutualInformation": metrics.normalized_mutual_info_score(truth, predicted),
        "adjustedMutualInformation": metrics.adjusted_mutual_info_score(truth, predicted),
        "homogeneity": metrics.homogeneity_score(truth, predicted),
        "completeness": metrics.completeness_score(truth, predicted),
        "vMeasure": metrics.v_measure_score(truth, predicted),
        "fowlkesMallows": metrics.fowlkes_mallows_score(truth, predicted),
        "accuracy": accuracy(truth, predicted),
    }


def davies_bouldin(points, labels):
    """By the definition: scikit-learn's distances, by |x|^2 - 2 x y + |y|^2, put a row 1e-8 of its length from itself."""
    members = [points[labels == label] for label in numpy.unique(labels)]
    centres = numpy.array([rows.mean(axis=0) for rows in members])
    extents = numpy.array([cdist(rows, [centre]).mean() for rows, centre in zip(members, centres)])
    distances = cdist(centres, centres)
    distances[distances == 0] = numpy.inf
    return ((extents[:, None] + extents) / distances).max(axis=1).mean()


def internal(points, labels):
    clusters = len(numpy.unique(labels))
    if not 1 < clusters < len(points):
        return {"silhouette": None, "calinskiHarabasz": None, "daviesBouldin": None}
    # Without an offset: |x|^2 - 2 x y + |y|^2 has to hold its digits.
    points = points.astype(float) - points.astype(float).mean(axis=0)
    found = {
        "calinskiHarabasz": metrics.calinski_harabasz_score(points, labels),
        "daviesBouldin": davies_bouldin(points, labels),
    }
    if len(points) <= 3000:
        found["silhouette"] = metrics.silhouette_score(cdist(points, points), labels, metric="precomputed")
    elif len(points) <= 20000:
        found["silhouette"] = metrics.silhouette_score(points, labels)
    return found


def evaluated(cli, folder, points, centroids, truth=None):
    paths = {name: os.path.join(folder, name + ".npy") for name in ("points", "centroids", "truth")}
    numpy.save(paths["points"], points)
    numpy.save(paths["centroids"], centroids)
    options = ["evaluate", paths["points"], "--model", paths["centroids"], "--quiet"]
    if truth is not None:
        numpy.save(paths["truth"], truth)
        options += ["--labels", paths["truth"]]
    return tessera.report(cli, *options)["metrics"]


def cases(count, rows):
    """Labels that are given: one-dimensional points, each a centroid of its own number."""
    generator = numpy.random.default_rng(7)
    for n in (2, 3, 7, 50):
        yield numpy.zeros(n, int), numpy.zeros(n, int)
        yield numpy.arange(n), numpy.arange(n)[::-1].copy()
        yield numpy.zeros(n, int), numpy.arange(n)
        yield numpy.arange(n), numpy.zeros(n, int)
        yield numpy.arange(n), numpy.arange(n) // 2
        yield numpy.arange(n) % 2, numpy.arange(n) // 2
    yield numpy.arange(rows), generator.integers(0, 20, rows)
    yield numpy.arange(rows) // 2, generator.integers(0, 500, rows)
    for case in range(count):
        n = int(10 ** generator.uniform(0.5, numpy.log10(rows)))
        classes, clusters = (int(10 ** generator.uniform(0, min(2.5, numpy.log10(n)))) for _ in range(2))
        truth = generator.integers(-1, classes, n)
        noise = generator.uniform() < 0.7
        predicted = numpy.where(generator.uniform(size=n) < 0.3, generator.integers(0, clusters, n), truth % clusters)
        yield truth, predicted if noise else generator.integers(0, clusters, n)


def clouds(count):
    generator = numpy.random.default_rng(8)
    for case in range(count):
        n = int(10 ** generator.uniform(0.7, 3.7))
        d, k = int(generator.choice([1, 2, 3, 7, 8, 16, 33])), int(generator.integers(1, min(n, 40) + 1))
        points = generator.normal(size=(n, d)) + 3 * generator.integers(0, 3, (n, 1))
        points *= generator.choice([1.0, 1e-3, 1e6])
        if generator.uniform() < 0.3:
            points = numpy.round(points)  # equal rows
        if generator.uniform() < 0.3:
            points = points + 1e5 * numpy.abs(points).max()
        if generator.uniform() < 0.3:
            points = points.astype(numpy.float32)
        yield points, points[generator.choice(n, k, replace=False)].astype(float)


class Worst:
    def __init__(self):
        self.differences = {}

    def add(self, found, expected, what):
        for key, value in expected.items():
            if value is None or found[key] is None:
                difference = 0.0 if value is found[key] else float("inf")
            else:
                difference = abs(found[key] - value) / max(1, abs(value))
            if difference > LIMIT:
                print(f"{what}: {key} is {found[key]} instead of {value}")
            self.differences[key] = max(difference, self.differences.get(key, 0))


def timing(cli, folder, shape, rounds=3):
    n, d = map(int, shape.split("x"))
    generator = numpy.random.default_rng(9)
    points = generator.normal(size=(n, d)) + 4 * generator.integers(0, 10, (n, 1))
    centroids = numpy.arange(10)[:, None] * 4.0 + numpy.zeros(d)
    labels = ((points[:, None, :] - centroids) ** 2).sum(axis=2).argmin(axis=1)
    ours, theirs = [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        found = evaluated(cli, folder, points, centroids)
        ours.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        silhouette = metrics.silhouette_score(points, labels)
        theirs.append(time.perf_counter() - begin)
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(f"silhouette of {shape}: whole evaluate {ours:.3f} s, scikit-learn {theirs:.3f} s, ratio {theirs / ours:.1f}; "
          f"difference {abs(found['silhouette'] - silhouette):.1e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--timing", default="20000x16")
    arguments = parser.parse_args()
    worst = Worst()
    with tempfile.TemporaryDirectory() as folder:
        for number, (truth, predicted) in enumerate(cases(arguments.cases, arguments.rows)):
            # Every cluster has its centroid, empty ones too.
            centroids = numpy.arange(predicted.max() + 1, dtype=float)[:, None]
            found = evaluated(arguments.cli, folder, predicted.astype(float)[:, None], centroids, truth)
            worst.add(found, external(truth, predicted), f"case {number}, {len(truth)} rows")
        for number, (points, centroids) in enumerate(clouds(arguments.cases)):
            found = evaluated(arguments.cli, folder, points, centroids)
            labels = cdist(points.astype(float), centroids).argmin(axis=1)
            worst.add(found, internal(points, labels), f"cloud {number}, {points.shape}")
        for key, difference in worst.differences.items():
            print(f"{key:30} {difference:.1e}")
        if arguments.timing:
            timing(arguments.cli, folder, arguments.timing)
    sys.exit(max(worst.differences.values()) > LIMIT)


if __name__ == "__main__":
    main()
