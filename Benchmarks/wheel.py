#!/usr/bin/env python3
"""The Python wheel in one process with others, and beside scikit-learn.

    PEERS/bin/python Benchmarks/wheel.py [--only process|times] [--rounds 5]

In an environment with the wheel (Python/build_wheel.sh), numpy, scikit-learn, faiss and torch. `process` loads all of them in
several orders and lets each work, with threads, before and after the others, and after a fork: everybody's answers stay the
same. `times` fits and assigns beside scikit-learn, from the same start, turn by turn; medians, and scikit-learn's time over ours.
"""
import argparse
import itertools
import os
import subprocess
import sys

# (Not the file of that name in this folder.)
sys.path = [folder for folder in sys.path if os.path.abspath(folder or ".") != os.path.dirname(os.path.abspath(__file__))]

#: Rows, columns, clusters, type.
PROBLEMS = [
    (150, 4, 3, "float64"), (1_797, 64, 10, "float64"), (100_000, 2, 20, "float64"), (100_000, 16, 50, "float32"),
    (50_000, 128, 100, "float32"), (20_000, 384, 200, "float32"),
]

TOGETHER = """
import importlib, os, sys
order = sys.argv[1].split(",")
modules = {name: importlib.import_module(name) for name in order}
import numpy
rows = numpy.random.RandomState(0).normal(size=(20_000, 16)).astype(numpy.float32)
def torch(): return float((modules["torch"].from_numpy(rows).double().T @ modules["torch"].from_numpy(rows).double()).abs().sum())
def faiss():
    index = modules["faiss"].IndexFlatL2(16)
    index.add(rows)
    return index.search(rows[:500], 3)[1].sum()
def sklearn():
    from sklearn.cluster import KMeans
    return KMeans(5, random_state=0, n_init=1, init=rows[:5], max_iter=5).fit(rows).labels_.sum()
def tessera(): return modules["tessera"].KMeans(9, random_state=0).fit(rows).inertia_
def numpy_(): return float(numpy.abs(rows.astype(float).T @ rows.astype(float)).sum())
work = {"torch": torch, "faiss": faiss, "sklearn": sklearn, "tessera": tessera, "numpy": numpy_}
first = {name: work[name]() for name in order}
second = {name: work[name]() for name in reversed(order)}
assert all(abs(first[name] - second[name]) <= 1e-9 * abs(first[name]) for name in order), (first, second)
assert first["tessera"] == second["tessera"]
child = os.fork()
if child == 0:
    os._exit(0 if tessera() == first["tessera"] else 3)
assert os.waitpid(child, 0)[1] == 0, "the child's fit is another"
print(repr(first["tessera"]))
"""


def process():
    names = ["numpy", "torch", "faiss", "sklearn", "tessera"]
    orders = [names, names[::-1], ["tessera", *names[:4]], ["torch", "tessera", "faiss", "sklearn", "numpy"],
              ["faiss", "sklearn", "tessera", "torch", "numpy"]]
    answers = set()
    for order in orders:
        done = subprocess.run([sys.executable, "-c", TOGETHER, ",".join(order)], capture_output=True, text=True, timeout=600)
        if done.returncode:
            sys.exit(f"error: {' '.join(order)}: exit code {done.returncode}\n{done.stderr[-3000:]}")
        answers.add(done.stdout.strip().splitlines()[-1])
        print(f"{' '.join(order)}: everybody's answers stay, and a forked child's")
    if len(answers) != 1:
        sys.exit(f"error: the fit depends on the company: {answers}")


def times(rounds):
    import statistics
    import time
    import warnings

    import numpy
    import sklearn.cluster
    import tessera

    warnings.simplefilter("ignore")

    def seconds(call):
        begin = time.perf_counter()
        result = call()
        return time.perf_counter() - begin, result

    print("| rows | columns | clusters | | fit, ms | scikit-learn / tessera | predict, ms | scikit-learn / tessera |")
    print("|---|---|---|---|---|---|---|---|")
    for rows, columns, clusters, kind in PROBLEMS:
        source = numpy.random.RandomState(0)
        middles = source.normal(size=(clusters, columns)) * 3
        points = (middles[source.randint(clusters, size=rows)] + source.normal(size=(rows, columns))).astype(kind)
        start = points[source.choice(rows, clusters, replace=False)]
        options = dict(n_clusters=clusters, init=start, n_init=1, max_iter=20, tol=0)
        makers = {"sklearn": sklearn.cluster.KMeans, "tessera": tessera.KMeans}
        taken = {key: [] for key in itertools.product(makers, ("fit", "predict"))}
        for turn in range(rounds + 1):
            for name, make in makers.items():
                fit, fitted = seconds(lambda: make(**options).fit(points))
                predict, _ = seconds(lambda: fitted.predict(points))
                if turn:  # (The first warms up.)
                    taken[name, "fit"].append(fit)
                    taken[name, "predict"].append(predict)
        cells = []
        for what in ("fit", "predict"):
            ours, theirs = (statistics.median(taken[name, what]) for name in ("tessera", "sklearn"))
            cells += [f"{ours * 1000:.2f}", f"{theirs / ours:.2f}"]
        print(f"| {rows} | {columns} | {clusters} | {kind} | {' | '.join(cells)} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--only", choices=["process", "times"])
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    if chosen.only != "times":
        process()
    if chosen.only != "process":
        times(chosen.rounds)


if __name__ == "__main__":
    main()
