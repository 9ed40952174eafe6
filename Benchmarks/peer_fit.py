#!/usr/bin/env python3
"""One fit by a peer, as a process of its own, so that its peak memory can be read. Prints one JSON object.

usage: peer_fit.py sklearn|faiss DATA START CLUSTERS ITERATIONS THREADS
"""
import json
import os
import sys
import time

peer, data, start, clusters, iterations, threads = sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(threads)
import numpy as np

begin = time.perf_counter()
points = np.load(data) if data.endswith(".npy") else np.loadtxt(data, delimiter=",", dtype=np.float32)
first = np.load(start).astype(np.float32)
read = time.perf_counter() - begin
if peer == "sklearn":
    import sklearn
    from sklearn.cluster import KMeans

    version = "scikit-learn " + sklearn.__version__
    begin = time.perf_counter()
    model = KMeans(clusters, init=first, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(points)
    seconds, centroids, done = time.perf_counter() - begin, model.cluster_centers_, model.n_iter_
else:
    import faiss

    version = "faiss-cpu " + faiss.__version__
    faiss.omp_set_num_threads(threads)
    kmeans = faiss.Kmeans(points.shape[1], clusters, niter=iterations, max_points_per_centroid=1 << 30)
    begin = time.perf_counter()
    kmeans.train(points, init_centroids=first)
    seconds, centroids, done = time.perf_counter() - begin, kmeans.centroids, iterations
inertia = 0.0
for block in range(0, len(points), 4096):
    x = points[block:block + 4096].astype(np.float64)
    c = centroids.astype(np.float64)
    squares = (x * x).sum(1)[:, None] - 2 * x @ c.T + (c * c).sum(1)[None]
    inertia += ((x - c[squares.argmin(1)]) ** 2).sum()
print(json.dumps({"version": version, "read": read, "fit": seconds, "iterations": int(done), "inertia": inertia}))
