#!/usr/bin/env python3
"""What is left when something ends the command in the middle: old outputs, none, or whole ones, and fits that go on.

    python3 Benchmarks/faults.py [--cli .build/release/tessera] [--times 100] [--only NAME,...]

Prints a line per case; exits with 1 where something was lost. Linux.
"""
import argparse
import array
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

import npy

HERE = os.path.dirname(os.path.abspath(__file__))
OLD = b"what was there before\n"


class Room:
    """A folder with points, models and parts, and the command in it."""

    def __init__(self, cli, folder, seed):
        self.cli, self.folder, self.rng = cli, pathlib.Path(folder), random.Random(seed)
        self.points("points.npy", 120_000, 6)
        self.points("part.npy", 60_000, 6)
        self.run("fit", "points.npy", "-k", 40, "--max-iterations", 2, "-o", "start.safetensors")
        self.run("partial", "points.npy", "--model", "start.safetensors", "-o", "one.partial")
        self.run("partial", "part.npy", "--model", "start.safetensors", "-o", "two.partial")

    def points(self, name, rows, columns):
        middles = [[self.rng.uniform(-9, 9) for _ in range(columns)] for _ in range(30)]
        values = array.array("f")
        for row in range(rows):
            values.extend(self.rng.gauss(m, 1.5) for m in middles[row % 30])
        npy.write(self.folder / name, columns, values)

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [self.cli, *map(str, arguments)], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *arguments, code=0, **options):
        """The words on standard error of a run with a known end, and its seconds."""
        begin = time.monotonic()
        process = self.start(*arguments, **options)
        _, errors = process.communicate(timeout=300)
        if process.returncode != code:
            raise Fault(f"{' '.join(map(str, arguments))}: exit {process.returncode}, not {code}: {errors.decode().strip()}")
        return errors.decode(), time.monotonic() - begin

    def bytes(self, name):
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def put(self, name, content):
        path = self.folder / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)

    def files(self):
        return {entry.name for entry in self.folder.iterdir()}


class Fault(Exception):
    """Something was lost, or said nothing."""


#: Commands by name, with the files that they write.
COMMANDS = {
    "fit": (
        ["fit", "points.npy", "-k", "40", "--max-iterations", "12", "-o", "m.safetensors", "--labels-output", "l.csv"],
        ["m.safetensors", "l.csv"]),
    "partial": (["partial", "points.npy", "--model", "start.safetensors", "-o", "p"], ["p"]),
    "merge": (["merge", "one.partial", "two.partial", "--model", "start.safetensors", "-o", "n.safetensors"],
              ["n.safetensors"]),
    "assign": (
        ["assign", "points.npy", "--model", "start.safetensors", "-o", "a.csv", "--distances-output", "b.npy"],
        ["a.csv", "b.npy"]),
    "mixture": (
        ["mixture", "part.npy", "-k", "4", "--max-iterations", "4", "--labels-output", "x.csv", "-o", "x.safetensors"],
        ["x.csv", "x.safetensors"]),
}


def killed(room, name, times):
    """kill -9 at random moments: each output is as before, or whole."""
    arguments, outputs = COMMANDS[name]
    _, seconds = room.run(*arguments)
    whole = {output: room.bytes(output) for output in outputs}
    kept = {"old": 0, "absent": 0, "whole": 0}
    ended = 0
    for index in range(times):
        before = OLD if index % 2 else None
        for output in outputs:
            room.put(output, before)
        known = room.files() | set(outputs)
        process = room.start(*arguments)
        time.sleep(room.rng.uniform(0, 1.05 * seconds))
        process.kill()
        process.communicate()
        ended += process.returncode == -signal.SIGKILL
        for output in outputs:
            now = room.bytes(output)
            if now == whole[output]:
                kept["whole"] += 1
            elif now == before:
                kept["absent" if before is None else "old"] += 1
            else:
                raise Fault(f"{output} is neither old nor whole: {0 if now is None else len(now)} bytes")
        if left := room.files() - known:
            raise Fault(f"left behind: {', '.join(sorted(left))}")
    return f"{ended} of {times} killed in time; outputs: " + ", ".join(f"{n} {k}" for k, n in kept.items())


def resumed(room, times):
    """kill -9 at random moments of a fit that is kept: it goes on, again and again, to the same bits."""
    fit = ["fit", "points.npy", "-k", "40", "--max-iterations", "12", "--restarts", "2"]
    _, seconds = room.run(*fit, "-o", "whole.safetensors")
    kills = fits = 0
    while kills < times:
        room.put("fit.ck", None)
        room.put("m.safetensors", None)
        while room.bytes("m.safetensors") is None:
            arguments = [*fit, "--checkpoint", "fit.ck", "--checkpoint-every", "1"]
            if room.bytes("fit.ck") is not None:
                arguments = ["fit", "points.npy", "--resume", "fit.ck", "--threads", room.rng.choice("12")]
            process = room.start(*arguments, "-o", "m.safetensors")
            if kills < times:
                try:
                    process.communicate(timeout=room.rng.uniform(0.05, 0.8 * seconds))
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
            _, errors = process.communicate()
            if process.returncode not in (0, -signal.SIGKILL):
                raise Fault(f"exit {process.returncode}: {errors.decode().strip()}")
        fits += 1
        if room.bytes("m.safetensors") != room.bytes("whole.safetensors"):
            raise Fault("the bits differ from those of a fit that was not ended")
    return f"{kills} kills in {fits} fits, each with the bits of one that was never ended"


def signalled(room, number, times):
    """The first signal of a fit keeps what was reached; HUP ends it with outputs as they were."""
    arguments, outputs = COMMANDS["fit"]
    _, seconds = room.run(*arguments)
    ends = {}
    for _ in range(times):
        for output in outputs:
            room.put(output, OLD)
        process = room.start(*arguments)
        time.sleep(room.rng.uniform(0, seconds))
        process.send_signal(number)
        begin = time.monotonic()
        _, errors = process.communicate(timeout=60)
        if time.monotonic() - begin > 10:
            raise Fault("it went on for more than ten seconds")
        code = process.returncode
        ends[code] = ends.get(code, 0) + 1
        if code not in (0, 128 + number, -number):
            raise Fault(f"exit {code}: {errors.decode().strip()}")
        news = [room.bytes(output) != OLD for output in outputs]
        if code == 0 and not all(news):
            raise Fault("exit 0, and an output was not written")
        if code != 0 and any(news) and number != signal.SIGHUP:
            raise Fault(f"exit {code}, and an output was written")
    return "exits: " + ", ".join(f"{count} x {code}" for code, count in sorted(ends.items()))


def full_disk(room, name):
    """No room for an output, files being 2 KiB at most: error 74, and what was there stays."""
    arguments, outputs = COMMANDS[name]
    for output in outputs:
        room.put(output, OLD)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    errors, _ = room.run(*arguments, code=74, preexec_fn=limit)
    if not errors.startswith("error: ") or room.bytes(outputs[0]) != OLD:
        raise Fault(errors.strip())
    return errors.strip()


def checkpoint_without_a_place(room):
    """A checkpoint that cannot be written is refused before the fit."""
    arguments = ["fit", "points.npy", "-k", 40, "--max-iterations", 3, "--checkpoint", "/dev/full/x", "--json"]
    errors, _ = room.run(*arguments, code=73)
    return errors.strip()


def truncated(room, name, times):
    """A file that shrinks while it is mapped: an error with its path."""
    arguments = [part if part != "points.npy" else "shrinks.npy" for part in COMMANDS[name][0]]
    points = room.bytes("points.npy")
    _, seconds = room.run(*COMMANDS[name][0])
    whole = {output: room.bytes(output) for output in COMMANDS[name][1]}
    errors_seen = 0
    for _ in range(times):
        room.put("shrinks.npy", points)
        for output in COMMANDS[name][1]:
            room.put(output, None)
        process = room.start(*arguments)
        time.sleep(room.rng.uniform(0, 0.9 * seconds))
        os.truncate(room.folder / "shrinks.npy", room.rng.randrange(len(points)))
        _, errors = process.communicate(timeout=120)
        text = errors.decode()
        if process.returncode == 0:
            continue
        errors_seen += 1
        if process.returncode not in (65, 74) or "shrinks.npy" not in text or not text.startswith("error: "):
            raise Fault(f"exit {process.returncode}: {text.strip()}")
        # What was computed before the file shrank may have been written.
        if wrong := [output for output, bytes in whole.items() if room.bytes(output) not in (None, bytes)]:
            raise Fault(f"an error, and {wrong} differ from what they were")
    return f"{errors_seen} of {times} ended with the path, the others had read all"


def refused_memory(room):
    """Less and less memory: an error of 71, or a result."""
    ends = {}
    for megabytes in (300, 100, 60, 50, 45, 40, 35, 30, 25, 20):
        limit = megabytes << 20
        process = room.start(
            *COMMANDS["fit"][0], "--threads", 1, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        _, errors = process.communicate(timeout=120)
        ends.setdefault(process.returncode, []).append(megabytes)
        loader = b"error while loading shared libraries" in errors
        if process.returncode not in (0, 71) and not loader:
            raise Fault(f"{megabytes} MB: exit {process.returncode}: {errors.decode().strip()}")
    return ", ".join(f"exit {code} with {', '.join(map(str, sizes))} MB" for code, sizes in ends.items())


def cases(times):
    for name in COMMANDS:
        yield f"kill -9, {name}", lambda room, name=name: killed(room, name, times)
    yield "kill -9, resumed", lambda room: resumed(room, times)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        yield number.name, lambda room, number=number: signalled(room, number, max(3, times // 5))
    for name in COMMANDS:
        yield f"disk full, {name}", lambda room, name=name: full_disk(room, name)
    yield "checkpoint without a place", checkpoint_without_a_place
    for name in ("fit", "assign", "partial"):
        yield f"shrinking file, {name}", lambda room, name=name: truncated(room, name, max(3, times // 5))
    yield "memory", refused_memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--times", type=int, default=100, help="random moments per command")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="cases whose names contain one of these")
    arguments = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        room = Room(os.path.abspath(arguments.cli), folder, arguments.seed)
        for name, case in cases(arguments.times):
            if arguments.only and not any(part in name for part in arguments.only.split(",")):
                continue
            try:
                print(f"ok    {name:28} {case(room)}", flush=True)
            except Fault as fault:
                failures += 1
                print(f"LOST  {name:28} {fault}", flush=True)
    print(f"{failures} faults" if failures else "nothing was lost")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
