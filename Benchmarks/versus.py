#!/usr/bin/env python3
"""Tessera beside scikit-learn, oneDAL (sklearnex), faiss and SuperKMeans: interleaved runs, medians, ratios.

usage: PEERS/bin/python Benchmarks/versus.py --data FOLDER -w W3,W4 [-t TASK] [-p PEERS] [-r 5] [--log FILE]
       Benchmarks/versus.py --table FILE       the markdown table of earlier runs, from their log

tasks (ours in brackets):
  fit       the same start, the same number of updates on both sides, the workload's own (`fit --json`, seconds.fit)
  converge  the same start, to the fixed point, at most 300 updates; faiss has no such rule and is left out
  predict   all rows to the start centroids (`assign --json`, seconds.assign); a flat index for faiss
  threads   ours alone: one thread against two

`--baseline OLD` times another build of ours in turn with this one; the exit code is 1 where this one is more than 10 %
slower: the guard for what guard.py cannot count.

A ratio is the peer's seconds by ours: above 1 we are faster. Wall seconds and peak memory are those of the whole
process, starting and reading included, by /usr/bin/time -v. Inertias are sums of squared distances in float64: ours as
reported, a peer's from its centroids. SuperKMeans chooses its own start and is not exact; it takes part in `fit` only.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = {"fit": "sklearn,onedal,faiss", "converge": "sklearn,onedal", "predict": "sklearn,onedal,faiss", "threads": ""}
HEADINGS = ["workload", "task", "threads", "peer", "rounds", "ours s", "peer s", "ratio", "updates", "wall s", "peak MiB",
            "inertia"]


def timed(command):
    """Standard output as JSON, with the wall seconds and the peak memory in MiB of the process."""
    finished = subprocess.run(["/usr/bin/time", "-v", *map(str, command)], capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"{command[0]}: exit {finished.returncode}: {finished.stderr[:300]}")
    peak = int(re.search(r"Maximum resident set size \(kbytes\): (\d+)", finished.stderr).group(1))
    hours, minutes, seconds = re.search(r"Elapsed .*: (?:(\d+):)?(\d+):([\d.]+)", finished.stderr).groups()
    wall = int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    # Some peers print, too: the report is what starts with the last line of a brace.
    text = finished.stdout[re.search(r"^\{", finished.stdout, re.MULTILINE).start():]
    return {**json.loads(text), "wall": wall, "peak": peak / 1024}


def inertia(points, result, is_labels, start):
    """In float64, from centroids, or from labels of the start centroids."""
    import numpy as np
    centroids = (start if is_labels else result).astype(np.float64)
    halves = (centroids ** 2).sum(1) / 2
    total = 0.0
    for first in range(0, len(points), 4096):
        x = points[first:first + 4096].astype(np.float64)
        labels = result[first:first + 4096] if is_labels else (x @ centroids.T - halves).argmax(1)
        total += float(((x - centroids[labels]) ** 2).sum())
    return total


class Comparison:
    def __init__(self, options, name, folder):
        with open(f"{options.data}/workloads.json") as file:
            self.shape = json.load(file)[name]
        self.options, self.name, self.task = options, name, options.task
        self.points = f"{options.data}/{name}.X.npy"
        spread = f"{options.data}/{name}.Cpp.npy"
        has_spread = self.task == "converge" and os.path.exists(spread)
        self.start = spread if has_spread else f"{options.data}/{name}.C0.npy"
        self.updates = 300 if self.task == "converge" else options.updates or self.shape["iters"]
        self.folder = folder

    def ours(self, threads, cli=None):
        output = os.path.join(self.folder, "ours.npy")
        cli = cli or self.options.cli
        command = [cli, "fit", self.points, "-k", self.shape["k"], "--initializer", self.start,
                   "--max-iterations", self.updates, "--tolerance", 0, "--quiet"]
        if self.task == "predict":
            command = [cli, "assign", self.points, "--model", self.start]
        report = timed([*command, "-o", output, "--threads", threads, "--json", *self.options.more.split()])
        seconds = report["seconds"]["assign" if self.task == "predict" else "fit"]
        return {**report, "seconds": seconds, "updates": report.get("iterations", 0)}

    def peer(self, peer):
        return timed([sys.executable, os.path.join(HERE, "peer.py"), self.task, peer, self.points, self.start,
                      self.updates, self.options.threads, os.path.join(self.folder, f"{peer}.npy")])

    def rows(self):
        """One per peer: medians of the interleaved rounds."""
        threads = self.options.threads
        runs = {"ours": lambda: self.ours(threads)}
        if self.task == "threads":
            runs = {"ours": lambda: self.ours(2), "one thread": lambda: self.ours(1)}
        if self.options.baseline:
            runs["baseline"] = lambda: self.ours(threads, self.options.baseline)
        for peer in (self.options.peers if self.options.peers is not None else PEERS[self.task]).split(","):
            if peer and self.task != "threads":
                runs[peer] = lambda peer=peer: self.peer(peer)
        results = {name: [] for name in runs}
        for _ in range(self.options.rounds):
            for name, run in runs.items():
                results[name].append(run())
        ours = self.median(results.pop("ours"))
        return [self.row(ours, peer, self.median(rounds)) for peer, rounds in results.items()]

    @staticmethod
    def median(rounds):
        return {key: statistics.median(entry[key] for entry in rounds)
                for key in ("seconds", "updates", "wall", "peak", "inertia") if key in rounds[0]}

    def row(self, ours, peer, theirs):
        if "inertia" not in theirs:
            import numpy as np
            result = np.load(os.path.join(self.folder, f"{peer}.npy"))
            theirs["inertia"] = inertia(np.load(self.points), result, self.task == "predict", np.load(self.start))
        return {"workload": self.name, "task": self.task, "threads": self.options.threads, "peer": peer,
                "rounds": self.options.rounds, "ratio": theirs["seconds"] / ours["seconds"], "ours": ours,
                "theirs": theirs}


def cells(row):
    ours, theirs = row["ours"], row["theirs"]
    difference = theirs["inertia"] / ours["inertia"] - 1
    return [
        row["workload"], row["task"], str(row["threads"]), row["peer"], str(row["rounds"]), f"{ours['seconds']:.4f}",
        f"{theirs['seconds']:.4f}", f"{row['ratio']:.2f}", f"{ours['updates']:.0f}, {theirs['updates']:.0f}",
        f"{ours['wall']:.2f}, {theirs['wall']:.2f}", f"{ours['peak']:.0f}, {theirs['peak']:.0f}",
        f"{ours['inertia']:.8g} ({difference:+.0e})" if difference else f"{ours['inertia']:.8g} (same)"]


def show(rows, markdown):
    table = [HEADINGS, *map(cells, rows)]
    if markdown:
        lines = ["| " + " | ".join(line) + " |" for line in table]
        lines.insert(1, "|" + "---|" * len(HEADINGS))
    else:
        widths = [max(map(len, column)) for column in zip(*table)]
        lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in table]
    print("\n".join(lines), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default="bench-data", help="the folder of workloads.py")
    parser.add_argument("-w", "--workloads", default="W2")
    parser.add_argument("-t", "--task", default="fit", choices=list(PEERS))
    parser.add_argument("-p", "--peers", help="of sklearn, onedal, faiss, superkmeans; default: all exact ones")
    parser.add_argument("-r", "--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--updates", type=int, default=0, help="0: the workload's own")
    parser.add_argument("--more", default="", help="further options of ours, as one argument")
    parser.add_argument("--baseline", help="another build of the command, timed as one more peer")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--log", help="appends one JSON object per row")
    parser.add_argument("--table", help="prints the rows of such a log and measures nothing")
    options = parser.parse_args()
    if options.table:
        with open(options.table) as file:
            return show([json.loads(line) for line in file], markdown=True)
    rows = []
    for name in options.workloads.split(","):
        with tempfile.TemporaryDirectory(prefix="tessera-versus-") as folder:
            rows += Comparison(options, name, folder).rows()
    if options.log:
        with open(options.log, "a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    show(rows, options.markdown)
    if any(row["peer"] == "baseline" and row["ratio"] < 0.9 for row in rows):
        sys.exit("more than 10 % slower than the baseline")


if __name__ == "__main__":
    main()
