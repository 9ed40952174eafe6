#!/usr/bin/env python3
"""Every method of `fit` and its peers on public sets: how far above the best known inertia, how many updates, how many seconds.

usage: Benchmarks/methods.py [--cli .build/release/tessera] [--data ../shared/data] [--sets N] [--seeds 20] [--only NAME,...]
                             [--methods NAME,...] [--without-peers] [--json OUT]

The N sets (one number of clusters each, those nearest to ten) of MANIFEST.json whose best known inertia is known, largest last. Each
method runs once per seed; inertias are means over the seeds, as a share above the best known; updates and seconds are means, seconds those of
`fit` itself without reading. Peers need Python with numpy and scikit-learn; faiss, superkmeans, k-means-constrained and bkmeans where they
are installed (their inertias by direct differences in float64). Equal sizes are compared with each other only: their optimum is another.
"""
import argparse
import json
import os
import sys
import time
import warnings

import tessera

warnings.filterwarnings("ignore")
OURS = {
    "lloyd": [], "newton 1.5": ["--solver", "newton", "--relaxation", "1.5"],
    "gradient (scaled by count)": ["--solver", "gradient", "--scale-by-count", "--learning-rate", "0.25"],
    "nested": ["--solver", "nested"], "random start": ["--initializer", "random"],
    "k-means||": ["--initializer", "k-means-parallel"], "AFK-MC2": ["--initializer", "afk-mc2"],
    "farthest-first": ["--initializer", "farthest-first"], "hierarchical": ["--method", "hierarchical"],
    "bisecting": ["--method", "bisecting"], "10 restarts": ["--restarts", "10"],
    "quality balanced": ["--quality", "balanced"], "quality best": ["--quality", "best"],
    "equal sizes": ["--sizes", "equal"],
}
CONSTRAINED = {"equal sizes", "k-means-constrained"}


def sets(root, count, only):
    with open(os.path.join(root, "MANIFEST.json"), encoding="utf-8") as file:
        datasets = json.load(file)["datasets"]
    found = []
    for entry in datasets:
        cases = [case for case in entry.get("ks", []) if "best_known_inertia" in case and case["k"] > 1]
        if not cases or entry["kind"] == "nasty" or only and entry["name"] not in only:
            continue
        case = min(cases, key=lambda case: (abs(case["k"] - 10), case["k"]))
        found.append((entry["n"] * entry["d"] * case["k"], entry["name"], case["k"], case["best_known_inertia"]))
    return [case[1:] for case in sorted(found)[:count]]


def ours(cli, path, k, seeds, only):
    for name, options in OURS.items():
        if only and name not in only:
            continue
        runs = []
        for seed in range(seeds):
            try:
                report = tessera.report(cli, "fit", path, "-k", k, "--seed", seed, "--quiet", *options)
            except RuntimeError as error:
                print(f"  {name}: {error}", file=sys.stderr)
                break
            seconds = report["seconds"]
            runs.append((report["inertia"], report["iterations"], seconds["initialize"] + seconds["fit"]))
        if runs:
            yield name, runs


def peers(path, k, seeds):
    import numpy

    points = numpy.load(path).astype(numpy.float64)

    def inertia(centroids, labels=None):
        total = 0.0
        for start in range(0, len(points), 1024):
            rows = points[start:start + 1024]
            squares = numpy.stack([numpy.sum((rows - centroid) ** 2, axis=1) for centroid in centroids])
            total += float(numpy.sum(
                numpy.min(squares, axis=0) if labels is None
                else squares[labels[start:start + 1024], numpy.arange(len(rows))]))
        return total

    def runs(fit):
        found = []
        for seed in range(seeds):
            begin = time.perf_counter()
            centroids, updates, labels = fit(seed)
            seconds = time.perf_counter() - begin
            found.append((inertia(centroids.astype(numpy.float64), labels), updates, seconds))
        return found

    from sklearn.cluster import BisectingKMeans, KMeans, MiniBatchKMeans

    def sklearn(kind, **options):
        def fit(seed):
            model = kind(k, random_state=seed, **options).fit(points)
            return model.cluster_centers_, getattr(model, "n_iter_", None), None
        return fit

    yield "scikit-learn", lambda: runs(sklearn(KMeans, n_init=1))
    yield "scikit-learn, n_init 10", lambda: runs(sklearn(KMeans, n_init=10))
    yield "MiniBatchKMeans", lambda: runs(sklearn(MiniBatchKMeans, n_init=1))
    yield "BisectingKMeans", lambda: runs(sklearn(BisectingKMeans))
    single = points.astype(numpy.float32)
    try:
        import faiss

        def fit_faiss(seed):
            means = faiss.Kmeans(points.shape[1], k, niter=25, seed=seed + 1, max_points_per_centroid=10**9)
            means.train(single)
            return means.centroids, 25, None
        yield "faiss, 25 updates", lambda: runs(fit_faiss)
    except ImportError:
        pass
    try:
        import superkmeans

        def fit_super(seed):
            means = superkmeans.SuperKMeans(k, points.shape[1], seed=seed)
            return numpy.asarray(means.train(single)), None, None
        yield "SuperKMeans", lambda: runs(fit_super)
    except (ImportError, AttributeError, TypeError) as error:
        print(f"  superkmeans: {error}", file=sys.stderr)
    try:
        from bkmeans import BKMeans

        yield "breathing k-means", lambda: runs(lambda seed: (
            BKMeans(n_clusters=k, random_state=seed).fit(points).cluster_centers_, None, None))
    except ImportError:
        pass
    try:
        from k_means_constrained import KMeansConstrained

        def fit_constrained(seed):
            low, high = len(points) // k, -(-len(points) // k)
            model = KMeansConstrained(k, size_min=low, size_max=high, n_init=1, random_state=seed).fit(points)
            return model.cluster_centers_, model.n_iter_, model.labels_
        if len(points) * k <= 40_000:
            yield "k-means-constrained", lambda: runs(fit_constrained)
    except ImportError:
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--sets", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", type=lambda text: text.split(","))
    parser.add_argument("--methods", type=lambda text: text.split(","), help="these methods only, by their names here")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    table = []
    for name, k, best in sets(options.data, options.sets, options.only):
        path = os.path.join(options.data, name, "X.npy")
        print(f"\n**{name}, k = {k}** (best known {best:.10g})\n\n| method | above the best known | updates | seconds |\n|---|---|---|---|")
        methods = list(ours(options.cli, path, k, options.seeds, options.methods))
        if not options.without_peers:
            methods += [(name, run()) for name, run in peers(path, k, options.seeds)
                        if not options.methods or name in options.methods]
        reference = {True: min((sum(r[0] for r in runs) / len(runs) for m, runs in methods if m in CONSTRAINED), default=1),
                     False: best}
        for method, runs in methods:
            mean = sum(run[0] for run in runs) / len(runs)
            share = mean / reference[method in CONSTRAINED] - 1
            updates = [run[1] for run in runs if run[1] is not None]
            seconds = sum(run[2] for run in runs) / len(runs)
            shown = f"{100 * share:.3f} %" if abs(share) >= 5e-6 else "0"
            count = f"{sum(updates) / len(updates):.0f}" if updates else ""
            table.append({"set": name, "k": k, "method": method, "inertia": mean, "share": share, "seconds": seconds})
            print(f"| {method} | {shown}{' (of equal sizes)' if method in CONSTRAINED else ''} | {count} | {seconds:.4f} |", flush=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(table, file)


if __name__ == "__main__":
    main()
