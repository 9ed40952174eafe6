#!/usr/bin/env python3
"""Compressed search beside faiss's: time per query and recall, in rounds that take turns.

    python3 Benchmarks/search.py --cli .build/release/tessera --data ../shared/data/sift5k/X.npy [--rows 1000000] [--queries 256]

The rows are the data again and again with noise; codebooks are faiss's own (IndexPQ), so that both search the same codes: 8 parts of 8
bits, and 16 of 4, where faiss has a kernel for codes of four bits, too (IndexPQFastScan). Times are the medians of the rounds, of
`search` in tessera's report and of `index.search` in this process. Needs faiss-cpu and numpy (PyPI).
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import faiss
import numpy as np


def recall(found, distances, last):
    """The share of rows no farther than the last of the nearest."""
    return float(np.mean(distances <= last[:, None] * (1 + 1e-6)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=256)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    generator = np.random.default_rng(0)
    base = np.load(options.data).astype("f4")

    def drawn(count):
        rows = base[generator.integers(len(base), size=count)]
        return np.clip(rows + generator.normal(0, 12, rows.shape), 0, 255).astype("f4")

    rows, queries = drawn(options.rows), drawn(options.queries)
    flat = faiss.IndexFlatL2(rows.shape[1])
    flat.add(rows)
    exact, _ = flat.search(queries, options.count)
    last = exact[:, -1]
    cli = os.path.abspath(options.cli)
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        np.save(place / "q.npy", queries)
        for parts, bits in [(8, 8), (16, 4)]:
            index = faiss.IndexPQ(rows.shape[1], parts, bits)
            index.train(rows[:65536])
            faiss.write_index(index, str(place / "book.faiss"))
            index.add(rows)
            packed = faiss.vector_to_array(index.codes).reshape(len(rows), -1)
            codes = packed if bits == 8 else np.stack([packed & 15, packed >> 4], 2).reshape(len(rows), parts)
            np.save(place / "codes.npy", codes)
            peers = {"faiss IndexPQ": index}
            if bits == 4:
                peers["faiss IndexPQFastScan"] = faiss.IndexPQFastScan(index)
            times, recalls = {}, {}
            for _ in range(options.rounds):
                for threads in (1, 2):
                    report = json.loads(subprocess.run(
                        [cli, "search", "q.npy", "--codebook", "book.faiss", "--codes", "codes.npy", "-n", str(options.count),
                         "-o", "n.npy", "--threads", str(threads), "--json", "--quiet"],
                        cwd=place, check=True, capture_output=True, text=True).stdout)
                    times.setdefault(("tessera search", threads), []).append(report["seconds"]["search"])
                    found = np.load(place / "n.npy")
                    recalls["tessera search"] = recall(found, ((rows[found] - queries[:, None]) ** 2).sum(2), last)
                    faiss.omp_set_num_threads(threads)
                    for name, peer in peers.items():
                        start = time.perf_counter()
                        _, found = peer.search(queries, options.count)
                        times.setdefault((name, threads), []).append(time.perf_counter() - start)
                        recalls[name] = recall(found, ((rows[found] - queries[:, None]) ** 2).sum(2), last)
            for (name, threads), seconds in sorted(times.items()):
                micro = statistics.median(seconds) / len(queries) * 1e6
                print(f"{parts} x {bits} bits  {name:24} {threads} threads  {micro:8.0f} us per query"
                      f"  recall@{options.count} {recalls[name]:.4f}", flush=True)


if __name__ == "__main__":
    main()
