#!/usr/bin/env python3
"""Do the tests notice? Small faults, one at a time, in one build that holds them all.

usage: Benchmarks/mutants.py [check | build | run | report] [--dir DIR] [--only REGEX] [--workers 2] [--debug] [--again]

mutants.toml says which code is replaced by which, and which tests are to notice. The package is copied to DIR, each place
becomes a choice that TESSERA_MUTANT makes at run time, and all of it is built once, optimised. A mutant is killed when a
test fails, the tests crash, or they take ten times as long as without it. `check` only finds all places; without a word
the three others follow one another. Results go to DIR/results.json, mutant by mutant: a run that was cut off goes on where
it was, and `--again` forgets what it names. Exit code 1 where an entry is stale, the tests fail without any mutant, a mutant survives
that is not listed as `survives`, or less than 90 % are killed.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

from mutant_table import ROOT, Stale, mutants, sources

FAILED = re.compile(r"^\S+ (?:Test|Suite) .*?(?:recorded an issue|failed after)")
COLOURS = re.compile("\x1b\\[[0-9;]*m")
BAR = 0.9
SHORTEST = 60.0


def write(files, folder):
    """Brings the copy up to date; what did not change keeps its time, so that only the rest is compiled."""
    for name, content in files.items():
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                if file.read() == content:
                    continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    for top in ("Sources", "Tests", "Examples", "Benchmarks"):
        for parent, _, names in os.walk(os.path.join(folder, top)):
            for name in names:
                path = os.path.join(parent, name)
                if os.path.relpath(path, folder) not in files:
                    os.remove(path)


def stamp(files):
    digest = hashlib.sha256()
    for name in sorted(files):
        if not name.startswith("Benchmarks/"):
            digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()[:16]


def build(files, folder, configuration):
    write(files, folder)
    begin = time.monotonic()
    command = ["swift", "build", "-c", configuration, "--build-tests"]
    if configuration == "release":
        command += ["-Xswiftc", "-enable-testing"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("\n".join(line for line in done.stdout.splitlines() if "error:" in line)[:8000] or done.stderr[:8000])
    with open(os.path.join(folder, "stamp"), "w") as file:
        file.write(stamp(files))
    print(f"built in {time.monotonic() - begin:.0f} s", flush=True)


class Tests:
    """The test bundle of the copy."""

    def __init__(self, folder, configuration):
        self.folder = folder
        place = os.path.join(folder, ".build", configuration)
        bundles = [name for name in os.listdir(place) if name.endswith(".xctest")]
        if len(bundles) != 1:
            sys.exit(f"{place} holds {len(bundles)} test bundles: build first")
        self.bundle = os.path.join(place, bundles[0])

    def run(self, number, filters, timeout):
        """What noticed the mutant, or nil; and the seconds that took."""
        command = [self.bundle, "--testing-library", "swift-testing"]
        for name in filters.split("|"):
            command += ["--filter", name]
        begin = time.monotonic()
        process = subprocess.Popen(
            command, cwd=self.folder, env={**os.environ, "TESSERA_MUTANT": str(number), "SWIFT_BACKTRACE": "enable=no"}, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
        timer = threading.Timer(timeout, end, [process])
        timer.start()
        noticed, last, ran = None, "", False
        for line in map(COLOURS.sub, itertools.repeat(""), process.stdout):
            ran = ran or "Test run with" in line
            if FAILED.search(line):
                noticed = line.strip()[:160]
                break
            last = line.strip() or last
        seconds = time.monotonic() - begin
        end(process)
        end_orphans(number)
        process.stdout.close()
        code = process.wait()
        timer.cancel()
        if noticed is None and seconds >= timeout:
            noticed = f"no end after {seconds:.0f} s"
        elif noticed is None and (code != 0 or not ran):
            noticed = f"crash ({code}): {last[:120]}"
        return noticed, seconds


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
    except ProcessLookupError:
        pass


def end_orphans(number):
    """What tests started is in process groups of its own and outlives them: a mutant's command may never end."""
    mark = f"TESSERA_MUTANT={number}".encode()
    for name in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                if mark in file.read().split(b"\0"):
                    os.kill(int(name), signal.SIGKILL)
        except OSError:
            pass


class Run:
    def __init__(self, folder, configuration, stamp):
        self.path = os.path.join(folder, "results.json")
        self.tests = Tests(folder, configuration)
        self.lock = threading.Lock()
        self.stamp = stamp
        self.results, self.base = {}, {}
        if os.path.exists(self.path):
            with open(self.path) as file:
                known = json.load(file)
            if known["stamp"] == stamp:
                self.results, self.base = known["results"], known["base"]

    def save(self):
        with open(self.path + ".new", "w") as file:
            json.dump({"stamp": self.stamp, "results": self.results, "base": self.base}, file, indent=1)
        os.replace(self.path + ".new", self.path)

    def measure(self, filters):
        """The tests without a mutant: they pass, and say how long they take."""
        if filters in self.base:
            return
        noticed, seconds = self.tests.run(0, filters, 1800)
        if noticed:
            sys.exit(f"{filters} fails without any mutant: {noticed}")
        self.base[filters] = seconds
        self.save()

    def kill(self, mutant):
        noticed, seconds = self.tests.run(
            mutant.number, mutant.tests, max(SHORTEST, 10 * self.base[mutant.tests]))
        with self.lock:
            self.results[mutant.id] = {"noticed": noticed, "seconds": round(seconds, 1), "tests": mutant.tests}
            self.save()
            print(f"{'killed  ' if noticed else 'SURVIVED'} {mutant.id:40} {seconds:5.0f} s  {noticed or ''}", flush=True)


def report(all_mutants, results):
    """One line per target and one per survivor; whether the bar is met."""
    done = [mutant for mutant in all_mutants if mutant.id in results]
    targets = collections.defaultdict(list)
    for mutant in done:
        targets[mutant.file.split("/")[1]].append(results[mutant.id]["noticed"] is not None)
    print("\n| target | mutants | killed |\n|---|---|---|")
    for target in sorted(targets):
        print(f"| `{target}` | {len(targets[target])} | {sum(targets[target])} |")
    killed = sum(map(sum, targets.values()))
    print(f"| all | {len(done)} | {killed} ({100 * killed / max(1, len(done)):.0f} %) |")
    survivors = [mutant for mutant in done if results[mutant.id]["noticed"] is None]
    for mutant in survivors:
        print(f"survives: {mutant.id} ({mutant.file}): {mutant.fault}. {mutant.survives or 'NOT EXPLAINED'}")
    for mutant in done:
        if mutant.survives and mutant not in survivors:
            print(f"no longer survives: {mutant.id}")
    if len(done) < len(all_mutants):
        print(f"{len(all_mutants) - len(done)} have not run")
    return killed >= BAR * len(done) and all(mutant.survives for mutant in survivors)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("word", nargs="?", choices=["check", "build", "run", "report"])
    parser.add_argument("--dir", default="/tmp/tessera-mutants")
    parser.add_argument("--only", default="", help="mutants whose id, file or fault matches")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--debug", action="store_true", help="a debug build: quicker to make, slower to run")
    parser.add_argument("--again", action="store_true", help="run what has a result already")
    options = parser.parse_args()
    configuration = "debug" if options.debug else "release"
    try:
        everything = mutants()
        files = sources(everything)
    except Stale as problem:
        sys.exit(f"stale entries:\n{problem}")
    chosen = [m for m in everything if re.search(options.only, " ".join([m.id, m.file, m.fault]))]
    print(f"{len(chosen)} of {len(everything)} mutants of {len({m.file for m in everything})} files")
    if options.word == "check":
        return
    os.makedirs(options.dir, exist_ok=True)
    if options.word in (None, "build"):
        build(files, options.dir, configuration)
    if options.word == "build":
        return
    with open(os.path.join(options.dir, "stamp")) as file:
        built = file.read()
    if built != stamp(files):
        sys.exit("the sources or the table have changed since the build: build again")
    run = Run(options.dir, configuration, built)
    if options.word in (None, "run"):
        waiting = [m for m in chosen if options.again or m.id not in run.results]
        for filters in sorted({m.tests for m in waiting}):
            run.measure(filters)
        # The long ones first: both workers then end together.
        waiting.sort(key=lambda m: -run.base[m.tests])
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            list(pool.map(run.kill, waiting))
    sys.exit(0 if report(chosen, run.results) else 1)


if __name__ == "__main__":
    main()
