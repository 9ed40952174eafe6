#!/usr/bin/env python3
"""Gradient descent and mini-batches beside PyTorch and scikit-learn, interleaved.

usage: PEERS/bin/python Benchmarks/descent.py question [--rounds 5]
       PEERS/bin/python Benchmarks/descent.py batches --data FOLDER [-w W2,W4] [--rounds 5]

PEERS is what setup.sh made, with torch; FOLDER has W.X.npy, W.C0.npy and workloads.json.
question  the question's run, float32: 4001 mini-batch steps, and --full-steps steps on all points, in microseconds per step:
          the naive script, the closed-form gradient in torch (by differences; by one matrix product), each in a process
          of its own, and ours. (`torch` is such a process.)
batches   from the same start: 20 updates of our Lloyd, our nested batches, scikit-learn's MiniBatchKMeans with its defaults;
          seconds of the fit, the inertia in float64, and the medians' ratios.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(HERE, "..", ".build", "release")
QUESTION = os.path.join(HERE, "..", "Sources", "CQuestionData", "data")


def naive(points, start, batches):
    import torch
    centroids = torch.from_numpy(start.copy())[:, None, :].requires_grad_(True)
    for rows in batches:
        own_points = points if rows is None else points[rows]
        distances = ((own_points - centroids) ** 2).sum(2)
        nearest = distances.min(0)[1]
        loss = 0
        for cluster in range(len(start)):
            own = distances.transpose(0, 1)[nearest == cluster]
            if len(own) != 0:
                loss = loss + own[:, cluster].sum()
        loss.backward()
        loss.item()
        with torch.no_grad():
            centroids -= 1e-5 * centroids.grad
            centroids.grad.zero_()


def closed_form(by_product):
    def run(points, start, batches):
        import torch
        centroids = torch.from_numpy(start.copy())
        with torch.no_grad():
            for rows in batches:
                own_points = points if rows is None else points[rows]
                if by_product:
                    norms = 0.5 * (centroids * centroids).sum(1)
                    labels = torch.addmm(norms, own_points, centroids.t(), alpha=-1).argmin(1)
                else:
                    labels = ((own_points - centroids[:, None, :]) ** 2).sum(2).min(0)[1]
                rest = centroids[labels] - own_points
                (rest * rest).sum().item()
                centroids.index_add_(0, labels, rest, alpha=-2e-5)
    return run


FORMS = {"naive": naive, "differences": closed_form(False), "product": closed_form(True)}


def torch_form(options):
    """One form in this process, which has allocated nothing before: what a user's script would take."""
    import torch
    torch.set_num_threads(options.threads)
    points = torch.from_numpy(np.load(os.path.join(QUESTION, "points.npy")))
    start = np.load(os.path.join(QUESTION, "start_centroids.npy"))
    batches = [None] * options.full_steps
    if not options.full:
        batches = [torch.from_numpy(rows.astype(np.int64)) for rows in np.load(os.path.join(QUESTION, "batches.npy"))]
    FORMS[options.form](points, start, batches[:10])
    begin = time.perf_counter()
    FORMS[options.form](points, start, batches)
    print((time.perf_counter() - begin) / len(batches) * 1e6)


def question(options):
    import torch
    binary = os.path.join(RELEASE, "QuestionRun")

    def peer(form, *more):
        return lambda: float(subprocess.check_output([
            sys.executable, __file__, "torch", "--form", form, "--threads", str(options.threads), "--full-steps",
            str(options.full_steps), *more]))

    runs = {
        ("batches", "tessera"): lambda: float(subprocess.check_output([binary, "batches"])),
        ("batches", "torch, naive"): peer("naive"),
        ("batches", "torch, differences"): peer("differences"),
        ("batches", "torch, product"): peer("product"),
        ("full", "tessera"): lambda: float(subprocess.check_output([binary, "full"])),
        ("full", "torch, naive"): peer("naive", "--full"),
    }
    times = {run: [] for run in runs}
    for _ in range(options.rounds):
        for run, measure in runs.items():
            times[run].append(measure())
    print(f"torch {torch.__version__}, {options.threads} threads; medians of {options.rounds} rounds, microseconds per step")
    for (form, who), values in times.items():
        value, ours = statistics.median(values), statistics.median(times[form, "tessera"])
        print(f"{form:8} {who:20} {value:10.2f}   ratio {value / ours:8.1f}")


PEER = r'''
import json, sys, time, warnings
import numpy as np
from sklearn.cluster import MiniBatchKMeans
warnings.filterwarnings("ignore")
points, start = np.load(sys.argv[1]), np.load(sys.argv[2])
def fit(): return MiniBatchKMeans(len(start), init=start, n_init=1, random_state=0).fit(points)
begin = time.perf_counter()
model = fit()
seconds = time.perf_counter() - begin
centroids, inertia = model.cluster_centers_.astype(np.float64), 0.0
for block in range(0, len(points), 4096):
    x = points[block:block + 4096].astype(np.float64)
    nearest = ((centroids * centroids).sum(1) / 2 - x @ centroids.T).argmin(1)
    inertia += ((x - centroids[nearest]) ** 2).sum()
print(json.dumps({"seconds": seconds, "inertia": inertia}))
'''


def batches(options):
    workloads = json.load(open(os.path.join(options.data, "workloads.json")))
    environment = {**os.environ, "OMP_NUM_THREADS": str(options.threads), "OPENBLAS_NUM_THREADS": str(options.threads)}
    for name in options.workloads.split(","):
        points, start = (os.path.join(options.data, f"{name}.{part}.npy") for part in ("X", "C0"))

        tolerance = options.tolerance or 2 * workloads[name]["k"] / workloads[name]["n"]

        def ours(*more):
            report = json.loads(subprocess.check_output([
                os.path.join(RELEASE, "tessera"), "fit", points, "-k", str(workloads[name]["k"]), "--initializer", start,
                "--threads", str(options.threads), "--json", "--quiet", *more]))
            return {"seconds": report["seconds"]["fit"], "inertia": report["inertia"]}

        runs = {
            "tessera lloyd, 20 updates": lambda: ours("--max-iterations", "20"),
            "tessera nested batches": lambda: ours("--solver", "nested", "--tolerance", str(tolerance)),
            "scikit-learn mini-batch": lambda: json.loads(subprocess.check_output(
                [sys.executable, "-c", PEER, points, start], env=environment)),
        }
        results = {run: [] for run in runs}
        for _ in range(options.rounds):
            for run, measure in runs.items():
                results[run].append(measure())
        lloyd = results["tessera lloyd, 20 updates"]
        seconds = statistics.median(run["seconds"] for run in lloyd)
        print(f"{name}: {options.threads} threads; medians of {options.rounds} rounds, seconds and inertia beside Lloyd's")
        for run, values in results.items():
            own = statistics.median(value["seconds"] for value in values)
            inertia = statistics.median(value["inertia"] for value in values)
            print(f"{run:28} {own:9.4f} s  {own / seconds:7.3f}   {inertia:16.8g}  {inertia / lloyd[0]['inertia'] - 1:+.3%}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("task", choices=["question", "batches", "torch"])
    parser.add_argument("--data", default=os.environ.get("BENCH_DATA", "bench-data"))
    parser.add_argument("-w", "--workloads", default="W2,W4")
    parser.add_argument("--tolerance", type=float, help="of the nested batches; default: 2 k / n")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--full-steps", type=int, default=100)
    parser.add_argument("--form", choices=sorted(FORMS), help="torch: which form")
    parser.add_argument("--full", action="store_true", help="torch: all points in each step")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(options.threads)
    {"question": question, "batches": batches, "torch": torch_form}[options.task](options)


if __name__ == "__main__":
    main()
