#!/usr/bin/env python3
"""Is exact line search worth its passes? Lloyd, over-relaxed Newton and line search along Newton's direction, counted in passes.

usage: PEERS/bin/python Benchmarks/line_search.py [--data ../shared/data] [--seeds 20]

Along a ray the loss is piecewise quadratic; the line search goes from the minimum of one piece to that of the piece that it lies in,
until a piece holds its own minimum. Each step takes an assignment of all rows, as an update of Lloyd's does. Plain numpy: what is
compared are passes to the fixed point, and the inertia there (at the means), from the same random rows.
"""
import argparse
import os

import numpy as np

SETS = [("iris", 3), ("wine", 3), ("digits", 10), ("breast_cancer", 10), ("gag_wut_mk3", 10), ("pendigits", 10), ("sift5k", 50),
        ("debian_embeddings_10k", 50)]


def assigned(points, centroids):
    squares = (centroids ** 2).sum(axis=1) - 2 * points @ centroids.T
    return squares.argmin(axis=1), squares.min(axis=1).sum() + (points ** 2).sum()


def sums(points, labels, k):
    totals = np.zeros((k, points.shape[1]))
    np.add.at(totals, labels, points)
    return np.bincount(labels, minlength=k).astype(float), totals


def means(points, labels, centroids):
    counts, totals = sums(points, labels, len(centroids))
    return np.where(counts[:, None] > 0, totals / np.maximum(counts, 1)[:, None], centroids)


def line_search(points, labels, centroids, direction, limit):
    """The step to a minimum along the direction, and the passes that it took."""
    step, passes = 1.0, 0
    slope = (direction ** 2).sum(axis=1)
    while passes < limit:
        found, _ = assigned(points, centroids + step * direction)
        passes += 1
        counts, totals = sums(points, found, len(centroids))
        curvature = (counts * slope).sum()
        if (found == labels).all() or curvature == 0:
            break
        labels = found
        following = (direction * (totals - counts[:, None] * centroids)).sum() / curvature
        if abs(following - step) < 1e-6 * max(1, abs(step)):
            break
        step = following
    return step, passes


def run(points, centroids, kind, limit=400):
    passes, before = 0, None
    while passes < limit:
        labels, _ = assigned(points, centroids)
        passes += 1
        if before is not None and (labels == before).all():
            break
        before = labels
        direction = means(points, labels, centroids) - centroids
        step = 1.5 if kind == "newton 1.5" else 1.0
        if kind == "line search":
            step, spent = line_search(points, labels, centroids, direction, limit - passes)
            passes += spent
        centroids = centroids + step * direction
    labels, _ = assigned(points, centroids)
    return passes, assigned(points, means(points, labels, centroids))[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    kinds = ["lloyd", "newton 1.5", "line search"]
    print("| set | k | " + " | ".join(f"{kind}: passes | inertia" for kind in kinds) + " |")
    print("|---" * (2 + 2 * len(kinds)) + "|")
    for name, k in SETS:
        points = np.load(os.path.join(options.data, name, "X.npy")).astype(float)
        points -= points.mean(axis=0)
        runs = {kind: [] for kind in kinds}
        for seed in range(options.seeds):
            start = points[np.random.default_rng(seed).choice(len(points), k, replace=False)]
            for kind in kinds:
                runs[kind].append(run(points, start, kind))
        base = np.mean([inertia for _, inertia in runs["lloyd"]])
        cells = [f"{np.mean([p for p, _ in runs[kind]]):.1f} | {100 * (np.mean([i for _, i in runs[kind]]) / base - 1):+.2f} %"
                 for kind in kinds]
        print(f"| {name} | {k} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
