#!/usr/bin/env python3
"""The question's script, step by step, in PyTorch and in Tessera's autograd: microseconds per step, interleaved, float32.

usage: PEERS/bin/python Benchmarks/question.py [--binary .build/release/QuestionRun] [--rounds 5]

PEERS is what setup.sh made, with torch. The naive form loops over the clusters as the question does; the vectorised form
takes the smallest distance of each point.
"""
import argparse
import os
import statistics
import subprocess
import time

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "Sources", "CQuestionData", "data")


def torch_run(naive, points, start, batches):
    """Microseconds per step."""
    centroids = torch.from_numpy(start.copy())[:, None, :].requires_grad_(True)
    begin = time.perf_counter()
    for rows in batches:
        distances = ((points[rows] - centroids) ** 2).sum(2)
        if naive:
            nearest = distances.min(0)[1]
            loss = 0
            for cluster in range(len(start)):
                own = distances.transpose(0, 1)[nearest == cluster]
                if len(own) != 0:
                    loss = loss + own[:, cluster].sum()
        else:
            loss = distances.min(0).values.sum()
        loss.backward()
        loss.item()
        with torch.no_grad():
            centroids -= 1e-5 * centroids.grad
            centroids.grad.zero_()
    return (time.perf_counter() - begin) / len(batches) * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=os.path.join(HERE, "..", ".build", "release", "QuestionRun"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    points = torch.from_numpy(np.load(os.path.join(DATA, "points.npy")))
    start = np.load(os.path.join(DATA, "start_centroids.npy"))
    batches = [torch.from_numpy(rows.astype(np.int64)) for rows in np.load(os.path.join(DATA, "batches.npy"))]
    runs = {
        ("naive", "torch"): lambda: torch_run(True, points, start, batches),
        ("naive", "tessera"): lambda: float(subprocess.check_output([options.binary, "naive"])),
        ("vectorised", "torch"): lambda: torch_run(False, points, start, batches),
        ("vectorised", "tessera"): lambda: float(subprocess.check_output([options.binary, "fused"])),
    }
    times = {run: [] for run in runs}
    for _ in range(options.rounds):
        for run, measure in runs.items():
            times[run].append(measure())
    print(f"torch {torch.__version__}, {options.threads} threads, {len(batches)} steps, medians of {options.rounds} rounds")
    for form in ("naive", "vectorised"):
        theirs, ours = (statistics.median(times[form, who]) for who in ("torch", "tessera"))
        print(f"{form:12} torch {theirs:8.0f} us   tessera {ours:8.0f} us   ratio {theirs / ours:5.2f}")


if __name__ == "__main__":
    main()
