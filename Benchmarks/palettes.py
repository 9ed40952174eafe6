#!/usr/bin/env python3
"""Palettes of weights beside the peers: seconds and errors, one table; and a large checkpoint in bounded memory.

usage: palettes.py [--cli tessera] [--rounds N] [--only NAME,...] [--bits B,...]       the table, as markdown
       palettes.py --check [--cli tessera]                                            our layout by a reader of its own
       palettes.py --large GIGABYTES [--cli tessera]                                  seconds, MB/s, peak memory; needs the room on disk

Errors are sums of squares (with importances: weighted), of the codes and tables that were made, relative to the optimum that we
report. Everything has one thread, and the rounds of all tools follow each other in turn; seconds are the least of the rounds by the process's CPU
time, since others may be at work. Ours are those of the whole command: reading, the histogram, the table, codes, writing. The peers'
are of arrays in memory: kmeans1d (PyPI) takes all weights and no importances, the kmeans1d within coremltools and scikit-learn (n_init 1,
k-means++, on the values) take the distinct weights with their sums of importances, and np.unique counts.
"""
import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
warnings.filterwarnings("ignore")
import numpy as np

import palettes_file
import tessera

NAMES = {np.dtype("<f2"): "F16", np.dtype("<f4"): "F32", np.dtype("<f8"): "F64", np.dtype("u1"): "U8"}


def save(path, arrays):
    import struct
    header, offset = {}, 0
    for name, array in arrays.items():
        header[name] = {"dtype": NAMES[array.dtype], "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes())


def workloads():
    """Weights as models have them: normal, with a few heavy columns; and importances over six orders of magnitude."""
    generator = np.random.default_rng(7)

    def normal(shape, type):
        scale = np.exp(0.3 * generator.standard_normal(shape[-1]))
        return (0.02 * scale * generator.standard_normal(shape)).astype(type)

    half = normal((1000, 4000), "<f2")
    single = normal((200, 1000), "<f4")
    yield "4M float16", half, None
    yield "4M float16, importances", half, np.exp(3 * generator.standard_normal(half.shape)).astype("<f4")
    yield "200k float32", single, None
    yield "200k float32, importances", single, np.exp(3 * generator.standard_normal(single.shape)).astype("<f4")


def error(weights, importances, levels):
    levels = np.sort(np.asarray(levels, float))
    values = weights.reshape(-1).astype(float)
    nearest = levels[np.searchsorted((levels[1:] + levels[:-1]) / 2, values)]
    squares = (values - nearest) ** 2
    return float((squares if importances is None else squares * importances.reshape(-1).astype(float)).sum())


def distinct(weights, importances):
    if importances is None:
        values, counts = np.unique(weights, return_counts=True)
        return values.astype(float), counts.astype(float)
    values, places = np.unique(weights, return_inverse=True)
    return values.astype(float), np.bincount(places.reshape(-1), importances.reshape(-1))


def scikit(weights, importances, k):
    from sklearn.cluster import KMeans
    values, masses = distinct(weights, importances)
    fit = KMeans(k, n_init=1, random_state=0).fit(values[:, None], sample_weight=masses)
    return fit.cluster_centers_[:, 0]


def inner(weights, importances, k):
    from coremltools._deps import kmeans1d
    values, masses = distinct(weights, importances)
    return kmeans1d.cluster(values, k, weights=masses).centroids


def plain(weights, importances, k):
    import kmeans1d
    if importances is not None or (weights.size > 1e6 and k > 16):
        return None
    return kmeans1d.cluster(weights.reshape(-1).astype(float).tolist(), k).centroids


PEERS = [("kmeans1d", plain), ("coremltools' kmeans1d", inner), ("scikit-learn", scikit)]


def timed(run):
    begin = time.process_time()
    result = run()
    return time.process_time() - begin, result


def ours(cli, folder, bits, weighted):
    extra = ["--importance", os.path.join(folder, "f.safetensors")] if weighted else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = tessera.report(
        cli, "palettize", os.path.join(folder, "m.safetensors"), "--bits", bits, "--threads", 1, *extra,
        "-o", os.path.join(folder, "p.safetensors"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, report["tensors"][0]


def table(options):
    sys.stderr = open(os.devnull, "w")  # coremltools says what it misses on Linux
    print("| weights | bits | ours: s | error | stored | even levels | "
          + " | ".join(f"{name}: s | error" for name, _ in PEERS) + " |")
    print("|---" * (6 + 2 * len(PEERS)) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for name, weights, importances in workloads():
            if options.only and name not in options.only.split(","):
                continue
            save(os.path.join(folder, "m.safetensors"), {"w": weights})
            if importances is not None:
                save(os.path.join(folder, "f.safetensors"), {"w": importances})
            for bits in map(int, options.bits.split(",")):
                best = {}
                for _ in range(options.rounds):
                    seconds, tensor = ours(options.cli, folder, bits, importances is not None)
                    best["ours"] = min(best.get("ours", 1e9), seconds)
                    for peer, run in PEERS:
                        if best.get(peer, (0,))[0] > 5:
                            continue  # once is enough
                        seconds, levels = timed(lambda: run(weights, importances, 2 ** bits))
                        if levels is not None:
                            best[peer] = min(best.get(peer, (1e9, levels)), (seconds, levels), key=lambda one: one[0])
                optimum = tensor["optimum"]
                cells = [name, str(bits), f"{best['ours']:.3f}", "optimum", f"+{100 * tensor['gap']:.2g} %",
                         f"x {tensor['uniform'] / optimum:.3g}"]
                for peer, _ in PEERS:
                    if peer in best:
                        seconds, levels = best[peer]
                        above = error(weights, importances, levels) / optimum - 1
                        assert above > -1e-9, (name, bits, peer, above)
                        cells += [f"{seconds:.3f}", "optimum" if abs(above) < 1e-9 else f"+{100 * above:.2g} %"]
                    else:
                        cells += ["-", "-"]
                print("| " + " | ".join(cells) + " |", flush=True)


def check(options):
    """Random tensors of all types, bits, groups and vectors: the reader has what the command makes weights again."""
    generator = np.random.default_rng(3)
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name + ".safetensors")
        for bits in range(1, 9):
            arrays = {f"{type}-{len(shape)}": generator.standard_normal(shape).astype(type)
                      for type in ("<f2", "<f4", "<f8") for shape in ((4000,), (16, 256), (8, 32, 5, 4))}
            save(path("m"), arrays)
            for extra in ([], ["--group-size", "channel"], ["--group-size", "640"], ["--vector", "4"],
                          ["--vector", "2", "--group-size", "channel"]):
                report = tessera.report(options.cli, "palettize", path("m"), "--bits", bits, *extra, "-o", path("p"))
                tessera.report(options.cli, "palettize", path("p"), "--dequantize", "-o", path("w"))
                again = palettes_file.tensors(path("w"))[1]
                assert {name: one.shape for name, one in again.items()} == {name: one.shape for name, one in arrays.items()}
                errors = {tensor["name"]: tensor for tensor in report["tensors"]}
                for name, entry, indices, lut in palettes_file.palettes(path("p")):
                    made = palettes_file.weights(indices, lut, **entry)
                    assert made.dtype == again[name].dtype and (made == again[name]).all(), name
                    lost = float(((made.astype(float) - arrays[name].astype(float)) ** 2).sum())
                    assert abs(lost - errors[name]["error"]) <= 1e-10 * lost, name
                    count += 1
    print(f"{count} palettes read by palettes_file.py are what --dequantize makes of them, with the errors of the report")


def write_large(path, total):
    """Weights in tensors of 64 MB and one of a quarter of all."""
    base = (0.02 * np.random.default_rng(5).standard_normal(1 << 25)).astype("<f2")
    sizes = [total // 4] + [1 << 25] * ((total - total // 4) >> 25)
    header, offset = {}, 0
    for index, size in enumerate(sizes):
        header[f"layer.{index}"] = {"dtype": "F16", "shape": [size], "data_offsets": [offset, offset + 2 * size]}
        offset += 2 * size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for index, size in enumerate(sizes):
            for start in range(0, size, len(base)):
                file.write(np.roll(base, 977 * index + start).tobytes()[:2 * min(len(base), size - start)])


def forget(path):
    """Has the system read a file from the disk the next time."""
    os.sync()
    with open(path, "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def finished(command):
    """Seconds, seconds of processors and peak memory (MB) of a command."""
    begin = time.time()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.time() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def large(options):
    """A checkpoint of so many gigabytes, from the disk and from the system's cache, beside `cat` and `dd`, which read and write as many bytes at
    once; in turn. What we have in memory ourselves would count as the command's: it begins as we are."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = lambda name: os.path.join(folder, name + ".safetensors")
        writer = multiprocessing.Process(target=write_large, args=(path("m"), int(options.large * 1e9) // 2))
        writer.start()
        writer.join()
        ours = lambda *arguments: [options.cli, "palettize", path("m"), *arguments, "-o", path("p")]
        read = f"cat '{path('m')}' >/dev/null"
        write = lambda bits: f"dd if=/dev/zero of='{path('p')}' bs=1M count={os.path.getsize(path('m')) * bits >> 24} status=none"
        cases = {
            "cat": (True, ["sh", "-c", read]),
            "4 bits, cat and dd": (True, ["sh", "-c", f"{read} & {write(4)}; wait"]), "4 bits": (True, ours("--bits", "4")),
            "8 bits, cat and dd": (True, ["sh", "-c", f"{read} & {write(8)}; wait"]), "8 bits": (True, ours("--bits", "8")),
            "4 bits, in the cache": (False, ours("--bits", "4")), "8 bits, in the cache": (False, ours("--bits", "8")),
            "4 bits, in the cache, one thread": (False, ours("--bits", "4", "--threads", "1")),
        }
        found = {name: [] for name in cases}
        for _ in range(options.rounds):
            for name, (is_cold, command) in cases.items():
                if os.path.exists(path("p")):
                    os.remove(path("p"))
                if is_cold:
                    forget(path("m"))
                found[name].append(finished(command))
        print(f"{os.path.getsize(path('m')) / 1e9:.2f} GB, medians of {options.rounds} rounds\n\n| | s | least to most | CPU s | peak MB |\n|---|---|---|---|---|")
        for name, rounds in found.items():
            seconds, processors, peak = (sorted(column) for column in zip(*rounds))
            middle = len(rounds) // 2
            print(f"| {name} | {seconds[middle]:.2f} | {seconds[0]:.2f} to {seconds[-1]:.2f} | {processors[middle]:.2f} | {peak[-1]:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bits", default="2,4,6,8")
    parser.add_argument("--only")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--large", type=float)
    parser.add_argument("--folder")
    options = parser.parse_args()
    if options.check:
        check(options)
    elif options.large:
        large(options)
    else:
        table(options)


if __name__ == "__main__":
    main()
