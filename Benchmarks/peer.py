#!/usr/bin/env python3
"""One task by one peer, in a process of its own so that its peak memory can be read. Prints one JSON object.

usage: peer.py fit|converge|predict PEER DATA START UPDATES THREADS OUTPUT

PEER is sklearn, onedal, faiss or superkmeans. OUTPUT gets the centroids, or the labels of `predict`. Before the timed
call the library has run once on a few thousand rows, so that loading and starting threads is not timed.
"""
import json
import os
import sys
import time
import warnings

task, peer, data, start, updates, threads, output = sys.argv[1:]
updates, threads = int(updates), int(threads)
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(threads)
# faiss's bundled OpenBLAS does not know newer AMD processors and would leave out AVX-512.
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
if threads < os.cpu_count():
    os.sched_setaffinity(0, set(range(threads)))
import numpy as np

warnings.filterwarnings("ignore")


def sklearn_like(module):
    def model(points, first, updates):
        return module.KMeans(
            len(first), init=first, n_init=1, max_iter=updates, tol=0, algorithm="lloyd").fit(points)

    def fit(points, first, updates):
        fitted = model(points, first, updates)
        return fitted.cluster_centers_, int(fitted.n_iter_)

    def predictor(first):
        fitted = model(np.repeat(first, 2, axis=0), first, 1)
        fitted.cluster_centers_ = first.copy()
        return fitted.predict

    return fit, predictor


def faiss_like():
    import faiss
    faiss.omp_set_num_threads(threads)

    def fit(points, first, updates):
        kmeans = faiss.Kmeans(
            points.shape[1], len(first), niter=updates, max_points_per_centroid=1 << 30, min_points_per_centroid=1,
            seed=1)
        kmeans.train(points, init_centroids=first)
        return kmeans.centroids, len(kmeans.obj)

    def predictor(first):
        index = faiss.IndexFlatL2(first.shape[1])
        index.add(first)
        return lambda points: index.search(points, 1)[1][:, 0]

    return fit, predictor


def superkmeans_like():
    from superkmeans import SuperKMeans

    def fit(points, first, updates):
        centroids = SuperKMeans(
            n_clusters=len(first), dimensionality=points.shape[1], iters=updates, sampling_fraction=1.0,
            n_threads=threads, early_termination=False).train(points)
        return np.asarray(centroids, np.float32).reshape(first.shape), updates

    return fit, None


if peer == "sklearn":
    import sklearn.cluster
    fit, predictor = sklearn_like(sklearn.cluster)
elif peer == "onedal":
    import sklearnex.cluster
    fit, predictor = sklearn_like(sklearnex.cluster)
else:
    fit, predictor = faiss_like() if peer == "faiss" else superkmeans_like()

begin = time.perf_counter()
points, first = np.load(data), np.load(start)
read = time.perf_counter() - begin
done = 0
if task == "predict":
    predict = predictor(first)
    predict(points[:64])
    begin = time.perf_counter()
    result = np.asarray(predict(points), np.int32)
    seconds = time.perf_counter() - begin
else:
    fit(points[:4096], points[:16].copy(), 1)
    begin = time.perf_counter()
    result, done = fit(points, first, updates)
    seconds = time.perf_counter() - begin
np.save(output, result)
print(json.dumps({"read": read, "seconds": seconds, "updates": done}))
