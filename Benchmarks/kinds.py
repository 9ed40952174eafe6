#!/usr/bin/env python3
"""The kinds of k-means beside plain loops in numpy from the same starts, and spherical k-means beside faiss.

usage: Benchmarks/kinds.py [--cli .build/release/tessera] [--data ../shared/data] [--faiss]

cosine: spherical Lloyd (Dhillon and Modha 2001); missing: sums over what is there (k-POD's loss); trimmed: k-means--
(Chawla and Gionis 2013). Labels, updates and inertia have to be the same; with --faiss also faiss.Kmeans(spherical=True)
and scikit-learn on directions, interleaved, in seconds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def squares(points, centroids, mask=None):
    columns = []
    for centroid in centroids:
        difference = points - centroid
        if mask is not None:
            difference = np.where(mask, difference, 0)
        columns.append((difference * difference).sum(axis=1))
    return np.stack(columns, axis=1)


def loop(points, start, kind, share=0.0):
    """Lloyd's algorithm of a kind: labels, rows left out, inertia, updates, centroids."""
    points = points.astype(np.float64)
    mask = ~np.isnan(points) if kind == "missing" else None
    if kind == "cosine":
        points = points / np.sqrt((points * points).sum(axis=1))[:, None]
        start = start / np.sqrt((start * start).sum(axis=1))[:, None]
    filled = np.nan_to_num(points)
    centroids = start.astype(np.float64).copy()
    left_out = int(np.floor(share * len(points) + 1e-9))

    def assign():
        distances = squares(filled, centroids, mask)
        labels = distances.argmin(axis=1)
        own = distances[np.arange(len(points)), labels]
        order = np.lexsort((-np.arange(len(points)), -own))
        out = np.sort(order[:left_out])
        kept = np.ones(len(points), bool)
        kept[out] = False
        return labels, out, own[kept].sum(), kept

    labels, out, inertia, kept = assign()
    updates = 0
    while True:
        for cluster in range(len(centroids)):
            own = kept & (labels == cluster)
            if not own.any():
                return None
            if kind == "missing":
                there = mask[own].sum(axis=0)
                sums = filled[own].sum(axis=0)
                centroids[cluster] = np.where(there > 0, sums / np.maximum(there, 1), centroids[cluster])
            else:
                centroids[cluster] = filled[own].mean(axis=0)
            if kind == "cosine":
                length = np.sqrt((centroids[cluster] ** 2).sum())
                centroids[cluster] /= length
        updates += 1
        before, out_before = labels, out
        labels, out, inertia, kept = assign()
        if (labels == before).all() and (out == out_before).all():
            return labels, out, inertia, updates, centroids
        if updates == 300:
            return labels, out, inertia, updates, centroids


def tessera(cli, points, start, k, options, folder):
    np.save(os.path.join(folder, "points.npy"), points)
    np.save(os.path.join(folder, "start.npy"), start)
    command = [cli, "fit", "points.npy", "-k", str(k), "--initializer", "./start.npy", "--labels-output", "labels.npy",
               "--json", "--quiet"] + options
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return np.load(os.path.join(folder, "labels.npy")), json.loads(done.stdout)


def compare(cli, data, folder):
    failures = 0
    cases = 0
    for name, k in [("iris", 3), ("wine", 3), ("digits", 10), ("penguins", 3), ("debian_embeddings_10k", 10),
                    ("pendigits", 10), ("tissue_gene_expression", 7)]:
        path = os.path.join(data, name, "X.npy")
        if not os.path.exists(path):
            continue
        points = np.load(path)
        for seed in range(3):
            random = np.random.default_rng(seed)
            start = points[random.choice(len(points), k, replace=False)].astype(np.float64)
            holes = points.astype(np.float64).copy()
            holes[random.random(points.shape) < 0.1] = np.nan
            holes = holes[~np.isnan(holes).all(axis=1)]
            for kind, rows, share, options in [
                ("cosine", points, 0.0, ["--metric", "cosine"]),
                ("missing", holes, 0.0, ["--with-missing"]),
                ("trimmed", points, 0.05, ["--trim", "5%"]),
            ]:
                if kind == "cosine" and (np.abs(points).sum(axis=1) == 0).any():
                    continue
                expected = loop(rows, start, kind, share)
                if expected is None:
                    continue
                labels, told = tessera(cli, rows, start, k, options, folder)
                truth = expected[0].copy()
                truth[expected[1]] = -1
                gap = abs(told["inertia"] - expected[2]) / expected[2]
                same = (labels == truth).mean()
                good = same == 1 and gap < 1e-9 and told["iterations"] == expected[3]
                # Directions of float32 are rounded to it.
                good = good or (points.dtype != np.float64 and kind == "cosine" and same == 1 and gap < 1e-6)
                cases += 1
                failures += not good
                if not good:
                    print(f"{name} seed {seed} {kind}: labels {same:.4f}, inertia off by {gap:.1e}, "
                          f"updates {told['iterations']} and {expected[3]}")
    print(f"{cases - failures} of {cases} cases as the plain loop")
    return failures


def against_faiss(cli, data, folder):
    import faiss
    from sklearn.cluster import KMeans
    points = np.load(os.path.join(data, "debian_embeddings_10k", "X.npy")).astype(np.float32)
    directions = points / np.linalg.norm(points, axis=1)[:, None]
    faiss.omp_set_num_threads(os.cpu_count())
    for k in (50, 200):
        random = np.random.default_rng(1)
        start = directions[random.choice(len(points), k, replace=False)]
        for turn in range(3):
            _, told = tessera(cli, points, start, k, ["--metric", "cosine", "--max-iterations", "20"], folder)
            index = faiss.Kmeans(points.shape[1], k, niter=20, spherical=True, max_points_per_centroid=1 << 30)
            begin = time.perf_counter()
            index.train(directions, init_centroids=start)
            seconds = time.perf_counter() - begin
            cosine = index.index.search(directions, 1)[0].mean()
            begin = time.perf_counter()
            KMeans(k, init=start, n_init=1, max_iter=20, tol=0).fit(directions)
            scikit = time.perf_counter() - begin
            print(f"k {k}: tessera {told['seconds']['fit']:.3f} s, mean cosine {told['meanCosine']:.6f} after "
                  f"{told['iterations']}; faiss {seconds:.3f} s, {cosine:.6f} after 20; scikit-learn {scikit:.3f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    parser.add_argument("--faiss", action="store_true")
    options = parser.parse_args()
    cli = os.path.abspath(options.cli)
    with tempfile.TemporaryDirectory() as folder:
        failures = compare(cli, options.data, folder)
        if options.faiss:
            against_faiss(cli, options.data, folder)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
