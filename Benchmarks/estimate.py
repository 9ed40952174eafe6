#!/usr/bin/env python3
"""Measures what an update of k-means takes of one processor, for several n, d and k; fits the constants of `tessera estimate`, and checks
them on points that were left out.

    python3 Benchmarks/estimate.py [--cli .build/release/tessera] [--data ../shared/data] [--repeats 3] [--points FILE]

Seconds are those of the processor (user time), by one thread: other processes on the machine matter less to them. A run of 20 updates
less one of none, over 20, is an update; that of none is the first assignment (and what is read). Rows are those of
`debian_embeddings_10k`, float32, and means of two of them, so that they have the structure of embeddings; fewer dimensions are the first ones.
Of the points every third is left out of the fit. With `--points` they are read from a file that an earlier run wrote.
"""
import argparse
import array
import itertools
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile

import npy

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS, DIMENSIONS, CLUSTERS = [10_000, 40_000], [32, 128, 384], [50, 200, 1000, 4000]
UPDATES = 20
#: Far from all others: what the constants say of it shows how they extrapolate.
BEYOND = [(40_000, 384, 16_000), (160_000, 384, 4000)]
#: What seconds are a sum of (see FitCosts.swift).
TERMS = {
    "product": lambda n, d, k: n * k * d, "root": lambda n, d, k: n * k**0.5 * d, "rows": lambda n, d, k: n * d,
    "centroids": lambda n, d, k: k * d, "fixed": lambda n, d, k: 1,
}


def write_rows(path, columns, embeddings, count, dimensions):
    generator = random.Random(1)
    values = array.array("f")
    total = len(embeddings) // columns
    for row in range(count):
        first = row % total
        start = first * columns
        if row < total:
            values += embeddings[start:start + dimensions]
        else:
            other = generator.randrange(total) * columns
            values.extend((embeddings[start + j] + embeddings[other + j]) / 2 for j in range(dimensions))
    npy.write(path, dimensions, values)


def seconds(cli, path, clusters, updates):
    """User time, and how many updates there were."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ran = subprocess.run(
        [cli, "fit", path, "-k", str(clusters), "--initializer", "random", "--max-iterations", str(updates), "--threads", "1",
         "--json", "--quiet"], check=True, capture_output=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, json.loads(ran.stdout)["iterations"]


def measure(cli, data, repeats):
    (_, columns), embeddings = npy.read(os.path.join(data, "debian_embeddings_10k", "X.npy"))
    points = []
    sizes = [*itertools.product(ROWS, DIMENSIONS, CLUSTERS), *BEYOND]
    with tempfile.TemporaryDirectory() as folder:
        for (rows, dimensions), group in itertools.groupby(sizes, lambda size: size[:2]):
            path = os.path.join(folder, "rows.npy")
            write_rows(path, columns, embeddings, rows, dimensions)
            for *_, clusters in group:
                first, update = [], []
                for _ in range(repeats):
                    none, _ = seconds(cli, path, clusters, 0)
                    all_of_them, updates = seconds(cli, path, clusters, UPDATES)
                    first.append(none)
                    update.append((all_of_them - none) / max(1, updates))
                point = {"rows": rows, "dimensions": dimensions, "clusters": clusters,
                         "first": statistics.median(first), "update": statistics.median(update)}
                points.append(point)
                print(f"{rows:7} x {dimensions:4}, {clusters:5} clusters: first {point['first']:8.3f} s, "
                      f"update {point['update']:8.4f} s", file=sys.stderr, flush=True)
    return points


def solve(matrix, vector):
    """Gauss with pivots; None where the matrix is singular."""
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-300:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit(points, key):
    """Constants of at least 0, by least squares of relative errors: the best over all sets of terms that are not 0."""
    table = [([term(p["rows"], p["dimensions"], p["clusters"]) / p[key] for term in TERMS.values()]) for p in points]
    best = None
    for used in itertools.chain.from_iterable(itertools.combinations(range(len(TERMS)), size) for size in range(1, len(TERMS) + 1)):
        scale = [max(row[j] for row in table) for j in used]
        columns = [[row[j] / s for row in table] for j, s in zip(used, scale)]
        normal = [[sum(a * b for a, b in zip(x, y)) for y in columns] for x in columns]
        found = solve(normal, [sum(column) for column in columns])
        if found is None or min(found) < 0:
            continue
        constants = [0.0] * len(TERMS)
        for j, s, value in zip(used, scale, found):
            constants[j] = value / s
        error = sum((sum(c * x for c, x in zip(constants, row)) - 1) ** 2 for row in table)
        if best is None or error < best[0]:
            best = (error, constants)
    return best[1]


def predicted(constants, point):
    return sum(c * term(point["rows"], point["dimensions"], point["clusters"]) for c, term in zip(constants, TERMS.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--points", help="measured points: read where the file is there, else written")
    arguments = parser.parse_args()
    if arguments.points and os.path.exists(arguments.points):
        with open(arguments.points) as file:
            points = json.load(file)
    else:
        points = measure(os.path.abspath(arguments.cli), arguments.data, arguments.repeats)
        if arguments.points:
            with open(arguments.points, "w") as file:
                json.dump(points, file, indent=1)
    size = lambda point: (point["rows"], point["dimensions"], point["clusters"])
    beyond = [point for point in points if size(point) in BEYOND]
    points = [point for point in points if point not in beyond]
    left_out = points[2::3]
    used = [point for point in points if point not in left_out]
    for key, title in (("first", "the first assignment"), ("update", f"an update, mean of {UPDATES}")):
        constants = fit(used, key)
        print(f"{title}: " + ", ".join(f"{name}: {value:.3g}" for name, value in zip(TERMS, constants)))
        for group, those in (("fitted", used), ("left out", left_out)):
            errors = sorted(abs(predicted(constants, point) / point[key] - 1) for point in those)
            print(f"  {group} ({len(errors)} points): relative error median {100 * statistics.median(errors):.0f} %, "
                  f"largest {100 * errors[-1]:.0f} %")
        for point in beyond:
            print(f"  beyond them, {size(point)}: {point[key]:.3g} s measured, {predicted(constants, point):.3g} s by the constants")
    probe = json.loads(subprocess.run(
        [arguments.cli, "estimate", "--rows", "1", "--dimensions", "1", "-k", "1", "--json"], check=True, capture_output=True
    ).stdout)["probe"]["seconds"]
    print(f"the probe takes {1e3 * probe:.3g} ms")


if __name__ == "__main__":
    main()
