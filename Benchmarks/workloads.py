#!/usr/bin/env python3
"""Writes the workloads of the comparison: points, start centroids and workloads.json, float32, from fixed seeds.

usage: PEERS/bin/python Benchmarks/workloads.py FOLDER [NAME ...] [--embeddings X.npy]

W1 ... W6 are mixtures of Gaussians, W7 the pixels of scikit-learn's china.jpg, Q has the size of the question's own data.
E10 are 10 000 sentence embeddings of real text (all-MiniLM-L6-v2 of Debian's package descriptions, not part of this
repository); E100 repeats them ten times with noise, each row scaled to length 1 again. Written are NAME.X.npy,
NAME.C0.npy (k distinct rows) and, for W2, W3 and W7, NAME.Cpp.npy (scikit-learn's greedy k-means++).
"""
import argparse
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))

#: name: (seed, rows, dimensions, clusters, updates, components, spread of their centres, noise, rows of length 1)
MIXTURES = {
    "W1": (1185, 100_000, 2, 100, 20, 100, 6.0, 0.5, False),
    "W2": (1187, 100_000, 32, 100, 20, 150, 0.75, 1.0, False),
    "W3": (1189, 100_000, 128, 256, 20, 400, 0.40, 1.0, False),
    "W4": (1191, 100_000, 384, 1000, 4, 1500, 0.7, 1.0, True),
    "W5": (1193, 1_000_000, 16, 64, 20, 100, 1.0, 1.0, False),
    "W6": (1195, 20_000, 768, 4096, 4, 2000, 0.8, 1.0, True),
}
#: name: (seed, clusters, updates)
OTHERS = {"W7": (1197, 64, 20), "Q": (1081, 20, 20), "E10": (1010, 1000, 10), "E100": (1100, 1000, 10)}
#: The standard deviation, per component, of what E100 adds: a quarter of that of the embeddings (1 / sqrt(384)).
NOISE = 0.0125


def of_length_one(points):
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def mixture(random, rows, dimensions, components, spread, noise, unit):
    """Gaussians of unequal sizes around Gaussian centres; single precision throughout."""
    sizes = random.dirichlet(np.full(components, 2.0))
    centres = random.standard_normal((components, dimensions), dtype=np.float32) * np.float32(spread)
    component = random.choice(components, size=rows, p=sizes)
    points = random.standard_normal((rows, dimensions), dtype=np.float32) * np.float32(noise) + centres[component]
    return of_length_one(points) if unit else points


def other(name, random, embeddings):
    if name == "W7":
        from sklearn.datasets import load_sample_image
        return load_sample_image("china.jpg").reshape(-1, 3)
    if name == "Q":
        return random.random((1000, 200), dtype=np.float32)
    points = np.load(embeddings)
    if name == "E100":
        points = np.tile(points, (10, 1))
        points = of_length_one(points + random.standard_normal(points.shape, dtype=np.float32) * np.float32(NOISE))
    return points


def write(folder, name, embeddings):
    """One workload's files; returns its entry of workloads.json."""
    if name in MIXTURES:
        seed, rows, dimensions, clusters, updates, *shape = MIXTURES[name]
        random = np.random.default_rng(seed)
        points = mixture(random, rows, dimensions, *shape)
    else:
        seed, clusters, updates = OTHERS[name]
        random = np.random.default_rng(seed)
        points = other(name, random, embeddings)
    points = np.ascontiguousarray(points, dtype=np.float32)
    np.save(f"{folder}/{name}.X.npy", points)
    np.save(f"{folder}/{name}.C0.npy", points[random.choice(len(points), size=clusters, replace=False)])
    if name in ("W2", "W3", "W7"):
        from sklearn.cluster import kmeans_plusplus
        start, _ = kmeans_plusplus(points, clusters, random_state=0)
        np.save(f"{folder}/{name}.Cpp.npy", np.ascontiguousarray(start, dtype=np.float32))
    return {"n": len(points), "d": points.shape[1], "k": clusters, "iters": updates}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*", default=[*MIXTURES, *OTHERS])
    shared = os.path.join(HERE, "..", "..", "shared", "data", "debian_embeddings_10k", "X.npy")
    parser.add_argument("--embeddings", default=shared, help="the points of E10; E10 and E100 are left out without them")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    path = os.path.join(options.folder, "workloads.json")
    entries = json.load(open(path)) if os.path.exists(path) else {}
    for name in options.names:
        if name.startswith("E") and not os.path.exists(options.embeddings):
            print(f"{name}: no {options.embeddings}, left out")
            continue
        entries[name] = write(options.folder, name, options.embeddings)
        print(name, entries[name], flush=True)
        with open(path, "w") as file:
            json.dump(entries, file, indent=1)


if __name__ == "__main__":
    main()
