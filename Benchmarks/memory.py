#!/usr/bin/env python3
"""Whether memory grows over 100,000 steps of the question's script in autograd.

Samples the resident memory of `QuestionRun FORM STEPS` ten times a second (from /proc: Linux) and compares the largest of the
second quarter of the run with the largest of the last: exits 1 where it grew by more than the tolerance.

    swift build -c release --product QuestionRun
    python3 Benchmarks/memory.py
"""
import argparse
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(process):
    """Bytes; None once the process has ended."""
    try:
        with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
    except (OSError, IndexError):
        return None
    return pages * PAGE or None


def samples(command, interval):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    series = []
    while process.poll() is None:
        size = resident(process)
        if size is not None:
            series.append(size)
        time.sleep(interval)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return series, process.stdout.read().strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=os.path.join(HERE, "..", ".build", "release", "QuestionRun"))
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--forms", nargs="+", default=["naive", "fused"], choices=["naive", "fused"])
    parser.add_argument("--interval", type=float, default=0.1, help="seconds between samples")
    parser.add_argument("--tolerance", type=float, default=0.25, help="MiB of growth that pass")
    options = parser.parse_args()
    grew = False
    for form in options.forms:
        begin = time.perf_counter()
        series, loss = samples([options.binary, form, str(options.steps)], options.interval)
        seconds = time.perf_counter() - begin
        quarter = len(series) // 4
        if quarter < 5:
            sys.exit(f"{form}: {len(series)} samples are too few; more steps or a shorter interval")
        early, late = (max(part) / 2**20 for part in (series[quarter : 2 * quarter], series[-quarter:]))
        grew = grew or late - early > options.tolerance
        print(
            f"{form:6} {options.steps} steps in {seconds:.1f} s, last loss {loss}: "
            f"{early:.2f} MiB in the second quarter, {late:.2f} MiB in the last ({len(series)} samples)"
        )
    sys.exit("memory grew" if grew else 0)


if __name__ == "__main__":
    main()
