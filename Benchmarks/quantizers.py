#!/usr/bin/env python3
"""All quantizers at about the same number of bits: error, recall, and seconds.

    PYTHON Benchmarks/quantizers.py [--cli .build/release/tessera] [--data ../shared/data] [--threads 2] [--only sift5k]

PYTHON has numpy. A tenth of a set's rows, evenly chosen, are queries; codebooks are those of the rest. Errors are mean squared distances of rows from what
their codes stand for, by the variance of the rest: of these rows, and of the queries, which training has not seen. The recall is that of the ten
nearest rows of each query by codes alone. Random rotations see no row before they encode it; a float32 per row, its length, is among their bits,
and their codes are not searched.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile

import numpy as np

SETS = [("sift5k", "sift5k/X.npy"), ("embeddings", "debian_embeddings_10k/X.npy")]


def kinds(d):
    """Name, bits per element, options."""
    for bits in (1, 2, 4):
        parts = d * bits // 8
        yield bits, "product", ["--product", f"{parts}x256"]
        yield bits, "rotated product", ["--product", f"{parts}x256", "--rotate"]
        if parts <= 32:
            yield bits, "residual", ["--residual", f"{parts}x256"]
        yield bits, "scalar, grid", ["--scalar", str(bits)]
        yield bits, "scalar, best levels", ["--product", f"{d}x{2 ** bits}"]
        yield bits, "random rotation", ["--random-rotation", str(bits)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", default="", help="a set")
    arguments = parser.parse_args()
    cli = os.path.abspath(arguments.cli)
    print("| set | bits per vector | quantizer | error, % | unseen, % | recall at 10 | train, s | encode, s |\n|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for title, path in SETS:
            if arguments.only not in title:
                continue
            x = np.load(pathlib.Path(arguments.data) / path).astype(np.float32)
            is_query = np.arange(len(x)) % 10 == 0
            np.save(folder / "x.npy", x[~is_query])
            np.save(folder / "queries.npy", x[is_query])
            for _, name, options in kinds(x.shape[1]):
                book = folder / "b.safetensors"
                trained = run(cli, "codebook", "train", folder / "x.npy", *options, "-o", book, "--threads", arguments.threads)
                unseen = run(cli, "codebook", "evaluate", folder / "queries.npy", "--codebook", book)
                variance = trained["distortion"] / trained["relativeDistortion"]
                recall = "" if "--random-rotation" in options else run(cli, "search", folder / "queries.npy", "--codebook", book, "--data", folder / "x.npy", "-n", "10",
                            "-o", folder / "n.npy", "--threads", arguments.threads)["recall"]
                seconds = trained["seconds"]
                print(f"| {title} | {trained['quantizer']['bitsPerVector']} | {name} | {100 * trained['relativeDistortion']:.2f}"
                      f" | {100 * unseen['distortion'] / variance:.2f} | {recall and format(recall, '.3f')}"
                      f" | {seconds['train']:.2f} | {seconds['encode']:.3f} |", flush=True)


def run(cli, *arguments):
    end = subprocess.run([cli, *map(str, arguments), "--json", "--quiet"], capture_output=True, text=True)
    if end.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: {end.stderr}")
    return json.loads(end.stdout)


if __name__ == "__main__":
    main()
