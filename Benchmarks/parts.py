#!/usr/bin/env python3
"""Fits by parts from nothing but shards, a number of clusters and a seed, by each recipe of Examples/Parts, beside a fit of all rows
from a start of k-means||: the same bits, and what a step costs more.

    python3 Benchmarks/parts.py [--cli .build/release/tessera] [--data ../shared/data] [--python PYTHON] [--only NAME,...]

In each run one worker is killed with SIGKILL, in the choice of the start or later, and its part made again. PYTHON has ray,
dask[distributed] and pyspark (which needs a Java); without it only the recipes of the shell run. Slurm's `sbatch` is played by one
that runs the jobs of an array one after the other. The table's last column is what a step takes beyond an update of the fit.
"""
import argparse
import array
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

import npy

HERE = os.path.dirname(os.path.abspath(__file__))
RECIPES = os.path.join(HERE, "..", "Examples", "Parts")
#: Name, clusters and parts.
SETS = [("iris", 5, 3), ("digits", 30, 4), ("pendigits", 50, 5)]

#: Runs the command, notes its name, and kills a worker once, after so many commands: itself, or the process that called it.
KILLER = """#!/bin/sh
echo "$1" >>"{folder}/calls"
if [ "$1" = partial ] && [ "$(wc -l <"{folder}/calls")" -ge {calls} ] && mkdir "{folder}/killed" 2>/dev/null; then
  kill -9 {victim}; sleep 5
fi
exec "{cli}" "$@"
"""
SBATCH = """#!/bin/sh
for word; do case $word in --array=0-*) last=${word#--array=0-} ;; *) job=$word ;; esac; done
code=0
for task in $(seq 0 "$last"); do SLURM_ARRAY_TASK_ID=$task sh "$job" >/dev/null || code=1; done
exit $code
"""
MAKE = """until grep -qs '"finished": *true' parts/merge.json; do
  make -s -k -j 2 -f "{recipes}/parts.mk" FOLDER=parts MODEL=m.safetensors K={clusters} SEED=1 >/dev/null 2>&1 || true
done
"""


def recipes(python, clusters):
    """By name the command, and whom the killer kills."""
    fit = ["parts", "m.safetensors", str(clusters), "1"]
    found = {
        "xargs": (["sh", f"{RECIPES}/xargs.sh", *fit], "$$"),
        "make": (["sh", "-c", MAKE.format(recipes=RECIPES, clusters=clusters)], "$$"),
        "slurm": (["sh", f"{RECIPES}/slurm.sh", *fit], "$$"),
    }
    for name in ("dask", "ray", "spark") if python else ():
        found[name] = ([python, f"{RECIPES}/by_{name}.py", *fit], "$PPID")
    return found


def check(cli, data, python, only):
    failures = 0
    print("       recipe set        parts passes updates  ms/step  ms/update  more")
    for name, clusters, count in SETS:
        (rows, columns), values = npy.read(os.path.join(data, name, "X.npy"))
        values = array.array("d", values)
        for place, (recipe, (command, victim)) in enumerate(recipes(python, clusters).items()):
            if only and not any(part in f"{recipe} {name}" for part in only):
                continue
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                (folder / "parts").mkdir()
                npy.write(folder / "all.npy", columns, values)
                # Parts of different sizes.
                bounds = [0, *(rows * index * (index + 1) // (count * (count + 1)) for index in range(1, count + 1))]
                for index, (start, end) in enumerate(zip(bounds, bounds[1:])):
                    npy.write(folder / "parts" / f"part-{index:03}.npy", columns, values[start * columns:end * columns])
                whole = json.loads(subprocess.run(
                    [cli, "fit", "all.npy", "-k", str(clusters), "--seed", "1", "--initializer", "k-means-parallel",
                     "--tolerance", "0", "-o", "whole.safetensors", "--json"],
                    cwd=folder, check=True, capture_output=True).stdout)
                # In the first pass, in a round, in an update.
                killer = KILLER.format(folder=folder, cli=cli, victim=victim, calls=[1, 4 * count, 10 * count][place % 3])
                for file, text in (("killer", killer), ("sbatch", SBATCH)):
                    (folder / file).write_text(text)
                    (folder / file).chmod(0o755)
                begin = time.monotonic()
                ran = subprocess.run(
                    command, cwd=folder, capture_output=True, text=True, timeout=600,
                    env={**os.environ, "TESSERA": f"{folder}/killer", "PATH": f"{folder}:{os.environ['PATH']}"})
                seconds = time.monotonic() - begin
                problem = ran.stderr.strip()[-300:] if ran.returncode else ""
                if not problem and not (folder / "killed").exists():
                    problem = "nobody was killed"
                if not problem:
                    ours, theirs = (centroids((folder / file).read_bytes()) for file in ("m.safetensors", "whole.safetensors"))
                    if ours != theirs:
                        problem = "the centroids differ from those of the fit of all rows"
                updates = whole["iterations"]
                steps = (folder / "calls").read_text().split().count("merge")
                step, update = 1e3 * seconds / max(1, steps), 1e3 * whole["seconds"]["fit"] / max(1, updates)
                failures += bool(problem)
                print(f"{'WRONG' if problem else 'ok   '}  {recipe:6} {name:10} {count:5} {steps - updates - 1:6} {updates:7}"
                      f"  {step:7.0f}  {update:9.2f}  {step - update:4.0f}  {problem}".rstrip(), flush=True)
    return failures


def centroids(data):
    """The bytes of the tensor `centroids` of a safetensors file."""
    (length,) = struct.unpack("<Q", data[:8])
    start, end = json.loads(data[8:8 + length])["centroids"]["data_offsets"]
    return data[8 + length + start:8 + length + end]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    parser.add_argument("--python", help="a Python with ray, dask and pyspark")
    parser.add_argument("--only", help="recipes or sets whose names contain one of these")
    arguments = parser.parse_args()
    failures = check(
        os.path.abspath(arguments.cli), arguments.data, arguments.python, (arguments.only or "").split(",") if arguments.only else [])
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
