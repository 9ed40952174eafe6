#!/usr/bin/env python3
"""Decompositions of matrices beside PyTorch's, on one thread: our own arithmetic, and a LAPACK found at run time. A table as markdown.

usage: PEERS/bin/python Benchmarks/matrices.py [--only solve,qr] [--sizes 8,64] [--rounds 5] [--processor 0]

PEERS is what setup.sh made. Build first: swift build -c release --package-path Benchmarks --product OperationBenchmarks. One matrix in Double,
symmetric and positive definite; medians of processor time of interleaved rounds, in microseconds. The gradient is that of the sum of all results.
"""
import argparse
import os
import statistics
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(HERE, ".build", "release", "OperationBenchmarks")


def functions(torch):
    linear = torch.linalg
    def joined(decompose):
        return lambda a: sum(part.sum() for part in decompose(a))
    return {
        "solve": lambda a: linear.solve(a, a.detach().T + 1),
        "solve_vector": lambda a: linear.solve(a, a.detach()[:, 0]),
        "cholesky": linear.cholesky,
        "qr": joined(linear.qr),
        "eigh": joined(linear.eigh),
        "svd": joined(lambda a: linear.svd(a, full_matrices=False)),
        "slogdet": lambda a: linear.slogdet(a)[1],
    }


def microseconds(torch, function, size, has_gradient):
    x = torch.rand(size, size, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    matrix = x @ x.T / size + torch.eye(size, dtype=torch.float64)
    count = max(1, 20_000 // (size * size + 1))
    begin = time.process_time()
    for _ in range(count):
        if has_gradient:
            leaf = matrix.detach().requires_grad_()
            torch.autograd.backward(function(leaf).sum())
        else:
            with torch.no_grad():
                kept = function(matrix)
    return (time.process_time() - begin) * 1e6 / count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", help="names, with commas")
    parser.add_argument("--sizes", default="8,16,32,64,128,256,512")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processor", type=int, default=0)
    parser.add_argument("--ours", default=OURS, help="another build of OperationBenchmarks")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {options.processor})
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import torch
    torch.set_num_threads(1)
    peers = functions(torch)
    ours = subprocess.Popen([options.ours], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(line):
        ours.stdin.write(line + "\n")
        ours.stdin.flush()
        return float(ours.stdout.readline()) * 1e3

    names = options.only.split(",") if options.only else list(peers)
    print("| operation | n | own | library | PyTorch | with gradient: own | library | PyTorch |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in names:
        for size in map(int, options.sizes.split(",")):
            cells = []
            for what in ["forward", "gradient"]:
                times = ([], [], [])
                for turn in range(options.rounds + 1):
                    found = (ask(f"{name} {size} own {what}"), ask(f"{name} {size} library {what}"),
                             microseconds(torch, peers[name], size, what == "gradient"))
                    # The first turn fills caches and memory.
                    if turn:
                        for kept, value in zip(times, found):
                            kept.append(value)
                cells += [f"{statistics.median(kept):.{0 if statistics.median(kept) > 10 else 1}f}" for kept in times]
            print("| " + " | ".join([name, str(size), *cells]) + " |", flush=True)


if __name__ == "__main__":
    main()
