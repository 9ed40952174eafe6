#!/usr/bin/env python3
"""Product, rotated product and residual codes beside faiss's with the same parameters: distortion of the training rows, and how fast rows
are encoded.

    PYTHON Benchmarks/codebooks.py [--cli .build/release/tessera] [--data ../shared/data] [--rounds 5] [--threads 2] [--rows 100000]

PYTHON has numpy and faiss (Benchmarks/../shared/bench/setup.sh). Trained are codebooks of all rows of a set; encoded are as many rows as --rows says, the
set's over and over with a little noise of its own. Rounds are interleaved; said are medians, and ours by faiss's. Ours are the seconds
that `codebook encode --json` reports; faiss's those of its compute_codes, after one that warms up.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile, time

import faiss
import numpy as np

CASES = [
    # name, ours, faiss's
    ("PQ 8x16", ["--product", "8x16"], lambda d: faiss.ProductQuantizer(d, 8, 4)),
    ("PQ 8x256", ["--product", "8x256"], lambda d: faiss.ProductQuantizer(d, 8, 8)),
    ("PQ 16x256", ["--product", "16x256"], lambda d: faiss.ProductQuantizer(d, 16, 8)),
    ("OPQ 8x256", ["--product", "8x256", "--rotate"], lambda d: "opq"),
    ("RQ 4x256", ["--residual", "4x256"], lambda d: faiss.ResidualQuantizer(d, 4, 8)),
    ("RQ 8x256", ["--residual", "8x256"], lambda d: faiss.ResidualQuantizer(d, 8, 8)),
    ("RQ 8x16", ["--residual", "8x16"], lambda d: faiss.ResidualQuantizer(d, 8, 4)),
]
SETS = [("sift5k", "sift5k/X.npy"), ("embeddings", "debian_embeddings_10k/X.npy")]


class Rotated:
    """faiss's rotation, then its product quantizer."""

    def __init__(self, d):
        self.rotation, self.product = faiss.OPQMatrix(d, 8), faiss.ProductQuantizer(d, 8, 8)

    def train(self, x):
        self.rotation.pq = self.product
        self.rotation.train(x)
        self.product.train(self.rotation.apply_py(x))

    def compute_codes(self, x):
        return self.product.compute_codes(self.rotation.apply_py(x))

    def decode(self, codes):
        return self.rotation.reverse_transform(self.product.decode(codes))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--only", default="", help="cases or sets whose names contain one of these")
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(arguments.threads)
    cli = os.path.abspath(arguments.cli)
    only = [word.strip() for word in arguments.only.split(",") if word.strip()]
    print(f"{'set':<11} {'case':<10} {'distortion':>12} {'faiss':>12} {'ratio':>6}   {'encode s':>9} {'faiss':>9} {'ratio':>6}   train s   faiss")
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for title, path in SETS:
            x = np.ascontiguousarray(np.load(pathlib.Path(arguments.data) / path).astype(np.float32))
            rng = np.random.default_rng(0)
            many = x[np.arange(arguments.rows) % len(x)]
            many = (many + rng.normal(0, x.std() * 0.02, many.shape)).astype(np.float32)
            np.save(folder / "x.npy", x)
            np.save(folder / "many.npy", many)
            for name, options, peer in CASES:
                if only and not any(word in f"{title} {name}" for word in only):
                    continue
                book = folder / "b.safetensors"
                begin = time.perf_counter()
                train = run(cli, "codebook", "train", folder / "x.npy", *options, "-o", book, "--threads", arguments.threads)
                own_training = time.perf_counter() - begin
                other = peer(x.shape[1])
                if other == "opq":
                    other = Rotated(x.shape[1])
                begin = time.perf_counter()
                other.train(x)
                training = time.perf_counter() - begin
                theirs = float(((other.decode(other.compute_codes(x)).astype(np.float64) - x) ** 2).sum(1).mean())
                own, others = [], []
                other.compute_codes(many[:2000])
                for _ in range(arguments.rounds):
                    own.append(run(cli, "codebook", "encode", folder / "many.npy", "--codebook", book, "-o", folder / "c.npy",
                                   "--threads", arguments.threads)["seconds"]["encode"])
                    begin = time.perf_counter()
                    other.compute_codes(many)
                    others.append(time.perf_counter() - begin)
                a, b = statistics.median(own), statistics.median(others)
                ratio = train["distortion"] / theirs
                worst = max(worst, ratio)
                print(f"{title:<11} {name:<10} {train['distortion']:12.6g} {theirs:12.6g} {ratio:6.3f}   {a:9.4f} {b:9.4f} {b / a:5.2f}x"
                      f"   {own_training:7.2f} {training:7.2f}", flush=True)
    sys.exit(worst > 1)


def run(cli, *arguments):
    end = subprocess.run([cli, *map(str, arguments), "--json", "--quiet"], capture_output=True, text=True)
    if end.returncode:
        sys.exit(end.stderr)
    return json.loads(end.stdout)


if __name__ == "__main__":
    main()
