#!/usr/bin/env python3
"""One seeding by a peer, as a process of its own. Prints one JSON object: seconds, and the potential where it is known.

usage: peer_seeding.py sklearn|onedal DATA CLUSTERS SEED THREADS

sklearn is scikit-learn's greedy kmeans_plusplus; its potential is computed in float64. oneDAL offers its plain k-means++
inside of a fit only: its seconds are those of a fit with one iteration less those of the same from given rows.
"""
import json
import os
import sys
import time
import warnings

peer, data, clusters, seed, threads = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(threads)
import numpy as np

warnings.filterwarnings("ignore")
points = np.load(data)


def potential(centroids):
    """Candidates by a float32 matrix product, the sum in float64."""
    half = (centroids.astype(np.float64) ** 2).sum(1).astype(np.float32) / 2
    total = 0.0
    for block in range(0, len(points), 8192):
        x = points[block:block + 8192]
        nearest = (x @ centroids.T - half).argmax(1)
        total += float(((x.astype(np.float64) - centroids[nearest]) ** 2).sum())
    return total


def seconds(run):
    begin = time.perf_counter()
    result = run()
    return time.perf_counter() - begin, result


if peer == "sklearn":
    import sklearn
    from sklearn.cluster import kmeans_plusplus

    version = "scikit-learn " + sklearn.__version__
    elapsed, (centroids, _) = seconds(lambda: kmeans_plusplus(points, clusters, random_state=seed))
    report = {"seconds": elapsed, "potential": potential(centroids.astype(np.float32))}
else:
    from importlib.metadata import version as version_of
    from sklearnex.cluster import KMeans

    version = "scikit-learn-intelex " + version_of("scikit-learn-intelex")
    rows = points[np.random.default_rng(seed).choice(len(points), clusters, replace=False)]

    def fit(start):
        return KMeans(clusters, init=start, n_init=1, max_iter=1, tol=0, random_state=seed).fit(points)

    fit(rows)
    base, _ = seconds(lambda: fit(rows))
    elapsed, _ = seconds(lambda: fit("k-means++"))
    report = {"seconds": elapsed - base, "potential": None}
print(json.dumps({"version": version, **report}))
