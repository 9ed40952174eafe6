#!/usr/bin/env python3
"""Fits of several processes under a launcher of MPI: the bits of one process, and what happens where something breaks.

    python3 Benchmarks/mpi.py --launcher 'mpirun.openmpi --allow-run-as-root --oversubscribe' [--library FILE]
        [--other LIBRARY] [--cli .build/release/tessera] [--data ../shared/data | --without-shared-data] [--quick] [--only NAME,...]
    python3 Benchmarks/mpi.py --launcher ... --table      seconds per update and exchange, 1 to 4 processes

--other names a library of another MPI than the launcher's. Prints a line per case; exits with 1 where one failed. A link between two
network namespaces is cut where the system lets us make some (ip, root). Linux.
"""
import argparse
import array
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import npy
import tessera

HERE = os.path.dirname(os.path.abspath(__file__))
SOLVERS = {
    "lloyd": [],
    "newton": ["--solver", "newton", "--relaxation", "0.7"],
    "gradient": ["--solver", "gradient"],
    "mini-batch": ["--solver", "gradient", "--batch-size", "64", "--max-iterations", "150"],
    "nested": ["--solver", "nested"],
}
#: Name of the set, file and clusters.
SETS = [("iris", "iris/X.csv", 5), ("digits", "digits/X.npy", 30), ("pendigits", "pendigits/X.npy", 40)]
EXAMPLES = [("iris", "iris.csv", 5), ("digits", "digits.npy", 30)]
RANKS = ("OMPI_COMM_WORLD_RANK", "PMI_RANK")


class Fault(Exception):
    """Other bits, a wait without end, or a word too many."""


class Skipped(Exception):
    """What the system does not let us do."""


class Room:
    """A folder with points, the command and a launcher."""

    def __init__(self, arguments, folder):
        self.cli = os.path.abspath(arguments.cli)
        self.launcher, self.library, self.other = shlex.split(arguments.launcher), arguments.library, arguments.other
        self.folder, self.quick, self.variables = pathlib.Path(folder), arguments.quick, {}
        self.data = pathlib.Path(os.path.abspath(arguments.data))
        self.sets = SETS
        if arguments.without_shared_data:
            self.data, self.sets = pathlib.Path(HERE).parent / "Examples" / "Data", EXAMPLES
        rng = random.Random(0)
        self.points("points.npy", rng, 60_000, 8)
        shape, values = npy.read(self.data / self.sets[-1][1])
        npy.write(self.folder / "single.npy", shape[1], array.array("f", values))

    def points(self, name, rng, rows, columns):
        middles = [[rng.uniform(-9, 9) for _ in range(columns)] for _ in range(40)]
        values = array.array("f")
        for row in range(rows):
            values.extend(rng.gauss(m, 2.5) for m in middles[row % 40])
        npy.write(self.folder / name, columns, values)

    def command(self, count, *arguments, launcher=(), library=None):
        library = library or self.library
        named = ["--mpi-library", library] if library and count else []
        before = [*self.launcher, *launcher, "-n", str(count)] if count else []
        return [*before, self.cli, *map(str, arguments), *named]

    def start(self, count, *arguments, **options):
        """Starts so many processes; 0: one, without a launcher."""
        return subprocess.Popen(
            self.command(count, *arguments, **options), cwd=self.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
            env={**os.environ, "TESSERA_TEST_ROOM": str(self.folder), **self.variables})

    def run(self, count, *arguments, code=0, limit=120, **options):
        process = self.start(count, *arguments, **options)
        return self.end(process, code, limit)

    def end(self, process, code, limit):
        """What it printed, and after how many seconds it had ended, with this code or (None) another than 0."""
        begin = time.monotonic()
        try:
            output, errors = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            self.end_all()
            process.communicate()
            raise Fault(f"it has not ended after {limit} s") from None
        if (process.returncode == 0) if code is None else (process.returncode != code):
            raise Fault(f"exit {process.returncode}, not {code}: {errors.strip()[-600:]}")
        return output, errors, time.monotonic() - begin

    def fit(self, count, *arguments, outputs=(), **options):
        """The report but for timings, and the bytes of the outputs."""
        for output in outputs:
            path = self.folder / output
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        output, _, _ = self.run(count, "fit", *arguments, "--json", "--quiet", **options)
        report = tessera.stable(tessera.json.loads(output))
        return report, {name: content(self.folder / name) for name in outputs}

    def processes(self):
        """Whatever was started here, by its id: the link to its program, and its environment."""
        for folder in pathlib.Path("/proc").iterdir():
            try:
                words = (folder / "environ").read_text(errors="replace").split("\0")
                variables = dict(entry.split("=", 1) for entry in words if "=" in entry)
                if variables.get("TESSERA_TEST_ROOM") == str(self.folder):
                    yield int(folder.name), os.readlink(folder / "exe"), variables
            except (OSError, ValueError):
                continue

    def ranks(self):
        """Process ids of the command by their ranks."""
        return {
            int(variables[name]): number for number, program, variables in self.processes()
            for name in RANKS if name in variables and program == os.path.realpath(self.cli)}

    def end_all(self):
        for number, _, _ in list(self.processes()):
            os.kill(number, signal.SIGKILL)


def content(path):
    if path.is_dir():
        return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
    return path.read_bytes()


def same(room, counts, *arguments, outputs=()):
    """Fits of so many processes (and threads) beside one process without a launcher."""
    alone = room.fit(0, *arguments, outputs=outputs)
    for count, threads in counts:
        found = room.fit(count, *arguments, "--threads", threads, outputs=outputs)
        if found[0] != alone[0]:
            raise Fault(f"{count} processes, {threads} threads: another report")
        for name, bytes in found[1].items():
            if bytes != alone[1][name]:
                raise Fault(f"{count} processes, {threads} threads: another {name}")
    return f"{len(counts)} x the bits of one process"


def counts(room):
    return [(1, 2), (2, 1), (3, 2), (4, 1)] if room.quick else [(n, t) for n in (1, 2, 3, 4) for t in (1, 2)]


def bits(room, path, clusters, solver):
    return same(
        room, counts(room), path, "-k", clusters, *SOLVERS[solver], "-o", "m.safetensors", "--labels-output", "l.npy",
        outputs=["m.safetensors", "l.npy"])


#: Options by the output that they ask for.
OUTPUTS = {
    "labels.npy": ["--labels-output", "labels.npy"],
    "labels.csv": ["--labels-output", "labels.csv"],
    "clusters": ["--clusters-output", "clusters"],
    "m.safetensors": ["-o", "m.safetensors"],
    "c.csv": ["-o", "c.csv"],
}


def write_table(path, part, rng):
    """Ids, and rows to leave out among them."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,x,y,z\n")
        for row in range(40 + 17 * part):
            x = "nan" if row % 23 == 5 else rng.gauss(part, 1)
            file.write(f"r{part}-{row},{x},{rng.gauss(0, 1)},{rng.gauss(row % 3, 1)}\n")


def shards(room, outputs):
    """A folder of tables."""
    folder = room.folder / "shards"
    folder.mkdir(exist_ok=True)
    rng = random.Random(1)
    for part in range(5):
        write_table(folder / f"{part}.csv", part, rng)
    options = [word for output in outputs for word in OUTPUTS[output]]
    return same(room, counts(room), "shards", "-k", "4", "--id-column", "name", "--drop-bad-rows", *options, outputs=outputs)


def one_file(room):
    """What repeats the rows of a file, and a common scale, and weights."""
    write_table(room.folder / "one.csv", 4, random.Random(2))
    rows = len((room.folder / "one.csv").read_text().splitlines()) - 1
    (room.folder / "w.csv").write_text("".join(f"{1 + row % 4}\n" for row in range(rows)))
    return same(
        room, counts(room), "one.csv", "-k", "3", "--drop-bad-rows", "--standardize", "--weights", "w.csv",
        "--restarts", "3", "--annotate", "a.csv", "--labels-output", "l.csv", outputs=["a.csv", "l.csv"])


#: It takes hours.
LONG = ["points.npy", "-k", "400", "--solver", "gradient", "--batch-size", "100", "--max-iterations", "100000000"]


def mid_iteration(room, count, *arguments, seconds=2.0, **options):
    """Processes that are in the middle of a fit, and their ids."""
    process = room.start(count, "fit", *LONG, *arguments, **options)
    begin = time.monotonic()
    while len(ranks := room.ranks()) < count:
        if process.poll() is not None or time.monotonic() - begin > 30:
            process.kill()
            raise Fault(f"it does not start: {process.communicate()[1][-600:]}")
        time.sleep(0.05)
    time.sleep(seconds)
    return process, ranks


def leave_none(room):
    """Nothing of a group may be left over; what is, is ended."""
    for _ in range(50):
        if not (left := room.ranks()):
            return
        time.sleep(0.1)
    for number in left.values():
        os.kill(number, signal.SIGKILL)
    raise Fault(f"{len(left)} processes were left over")


def killed(room):
    """A process is killed in the middle; another number of processes goes on from the checkpoint."""
    fit = ["points.npy", "-k", "40", "--max-iterations", "60", "--seed", "3"]
    whole = room.fit(0, *fit, "-o", "m.safetensors", outputs=["m.safetensors"])
    checkpoint = room.folder / "fit.ck"
    checkpoint.unlink(missing_ok=True)
    process = room.start(3, "fit", *fit, "--checkpoint", "fit.ck", "--checkpoint-every", "1", "-o", "m.safetensors")
    while not checkpoint.exists() and process.poll() is None:
        time.sleep(0.005)
    ranks = room.ranks()
    if 2 not in ranks:
        raise Fault(f"it ended too early: {process.communicate()[1][-300:]}")
    os.kill(ranks[2], signal.SIGKILL)
    output, errors, seconds = room.end(process, None, 30)
    leave_none(room)
    # (Hydra speaks on standard output.)
    words = next((line for line in (errors + output).splitlines() if re.search("signal 9|KILLED|error: ", line)), None)
    if not words:
        raise Fault(f"nobody says why: {errors.strip()[-600:]}")
    resumed = room.fit(2, "points.npy", "--resume", "fit.ck", "-o", "m.safetensors", outputs=["m.safetensors"])
    if resumed != whole:
        raise Fault("the bits differ from those of a fit that was not ended")
    return f"ended after {seconds:.1f} s; resumed by 2 processes to the bits of one: {words.strip()}"


def stopped(room):
    """One process stands still: the others do not wait forever."""
    process, ranks = mid_iteration(room, 3, "--timeout", "3")
    os.kill(ranks[1], signal.SIGSTOP)
    _, errors, seconds = room.end(process, None, 40)
    leave_none(room)
    words = [line for line in errors.splitlines() if "has waited for 3 s" in line]
    if not words:
        raise Fault(f"nobody says why: {errors.strip()[-600:]}")
    return f"ended after {seconds:.1f} s: {words[0]}"


def interrupted(room, number):
    """A signal to the launcher ends all."""
    process, _ = mid_iteration(room, 3)
    process.send_signal(number)
    _, _, seconds = room.end(process, None, 30)
    leave_none(room)
    if seconds > 10:
        raise Fault(f"it took {seconds:.1f} s")
    return f"ended after {seconds:.1f} s"


def wrong_library(room):
    """The library of another MPI: every process thinks that it is alone."""
    if not room.other:
        raise Skipped("--other names no library")
    _, errors, seconds = room.run(3, "fit", "points.npy", "-k", "3", library=room.other, code=69)
    return once(errors, "not the launcher's", seconds)


def refusals(room, *arguments, code, words):
    _, errors, seconds = room.run(3, *arguments, code=code)
    return once(errors, words, seconds)


def bad_cell(room):
    """What one process cannot read, all end with."""
    folder = room.folder / "bad"
    folder.mkdir(exist_ok=True)
    for part in range(4):
        (folder / f"{part}.csv").write_text("x,y\n" + "".join(f"{part},{row}\n" for row in range(9)))
    (folder / "2.csv").write_text("x,y\n1,2\n3,nan\n")
    return refusals(room, "fit", "bad", "-k", 3, code=65, words="process 1 of 3: bad/2.csv:3:2")


def once(errors, words, seconds):
    said = [line for line in errors.splitlines() if line.startswith("error: ")]
    if len(said) != 1 or words not in said[0]:
        raise Fault(f"said {len(said)} times: {errors.strip()[-800:]}")
    return f"after {seconds:.1f} s, once: {said[0]}"


def crowded(room):
    """More processes than processors: nobody keeps others from working."""
    fit = ["fit", "points.npy", "-k", "60", "--max-iterations", "40", "--threads", "1", "--quiet"]
    few, many = os.cpu_count() or 1, 4 * (os.cpu_count() or 1)
    seconds = {count: min(room.run(count, *fit)[2] for _ in range(2)) for count in (few, many)}
    if seconds[many] > 4 * seconds[few] + 10:
        raise Fault(f"{seconds[few]:.1f} s by {few} processes, {seconds[many]:.1f} s by {many}")
    return f"{seconds[few]:.1f} s by {few} processes, {seconds[many]:.1f} s by {many}"


class Hosts:
    """Two network namespaces with a link between, in which one launcher starts processes."""

    device = "tessera0"

    def __init__(self, room):
        if os.geteuid() != 0 or not shutil.which("ip"):
            raise Skipped("namespaces of the network take ip and root")
        self.names = [f"tessera{os.getpid()}{side}" for side in "ab"]
        self.addresses = ["10.213.77.1", "10.213.77.2"]
        self.agent = room.folder / "agent.sh"
        cases = "".join(f"{a}) n={n};; " for a, n in zip(self.addresses, self.names))
        # A launcher calls it as it would call ssh: options, a host, a command.
        self.agent.write_text(
            '#!/bin/sh\nwhile :; do case $1 in -*) shift;; *) break;; esac; done\n'
            f'case $1 in {cases}*) exit 1;; esac\nshift\nexec ip netns exec "$n" sh -c "$*"\n')
        self.agent.chmod(0o755)

    def __enter__(self):
        a, b = self.names
        try:
            for name in self.names:
                self.ip("netns", "add", name)
            self.ip("link", "add", self.device, "netns", a, "type", "veth", "peer", "name", self.device, "netns", b)
            for name, address in zip(self.names, self.addresses):
                self.ip("-n", name, "addr", "add", f"{address}/24", "dev", self.device)
                self.ip("-n", name, "link", "set", self.device, "up")
                self.ip("-n", name, "link", "set", "lo", "up")
        except subprocess.CalledProcessError as error:
            self.__exit__()
            raise Skipped(f"ip: {error.stderr.strip()}") from None
        return self

    def __exit__(self, *_):
        for name in self.names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)

    def ip(self, *arguments):
        subprocess.run(["ip", *arguments], capture_output=True, text=True, check=True)

    def cut(self):
        """No packet passes any more, and nobody is told."""
        self.ip("-n", self.names[1], "link", "set", self.device, "down")

    def options(self, launcher):
        hosts = ",".join(self.addresses)
        if "hydra" in os.path.realpath(shutil.which(launcher[0]) or "") or "mpich" in launcher[0]:
            return ["-launcher", "ssh", "-launcher-exec", str(self.agent), "-hosts", hosts, "-ppn", "1"]
        agent = ["--mca", "plm_rsh_agent", str(self.agent), "--mca", "btl", "tcp,self", "--mca", "pml", "ob1"]
        return ["--host", hosts, "--map-by", "ppr:1:node", *agent]


def cut_link(room):
    """Two hosts whose link is cut: each ends within seconds after the timeout, with a message."""
    with Hosts(room) as hosts:
        inside = Room.__new__(Room)
        inside.__dict__.update(room.__dict__)
        inside.launcher = ["ip", "netns", "exec", hosts.names[0], *room.launcher, *hosts.options(room.launcher)]
        # Libraries find out that the hosts are one machine, and would not use the link.
        inside.variables = {"UCX_TLS": "tcp,self", "FI_PROVIDER": "tcp"}
        fit = ["points.npy", "-k", "5", "--quiet", "--json"]
        try:
            inside.run(2, "fit", *fit, limit=60)
        except Fault as fault:
            raise Skipped(f"this library does not find its way between two namespaces: {str(fault)[:120]}") from None
        process, _ = mid_iteration(inside, 2, "--timeout", "4")
        hosts.cut()
        begin = time.monotonic()
        while (left := inside.ranks()) and time.monotonic() - begin < 40:
            time.sleep(0.1)
        seconds = time.monotonic() - begin
        # The launcher, and what it started on the other host, may wait for each other.
        inside.end_all()
        _, errors = process.communicate(timeout=60)
        if left:
            raise Fault(f"{len(left)} processes went on for {seconds:.0f} s: {errors.strip()[-400:]}")
        words = [line for line in errors.splitlines() if line.startswith("error: ")]
        if not words:
            raise Fault(f"nobody says why: {errors.strip()[-400:]}")
        return f"both ended after {seconds:.1f} s: {words[0]}"


def cases(room):
    for name, path, clusters in [*((n, room.data / p, k) for n, p, k in room.sets), ("float32", "single.npy", 40)]:
        for solver in SOLVERS if name == "digits" or not room.quick else ["lloyd"]:
            yield f"bits, {name} {solver}", lambda a=(path, clusters, solver): bits(room, *a)
    for outputs in (["labels.npy", "m.safetensors"], ["labels.csv", "c.csv"], ["clusters"]):
        yield f"folder, {' '.join(outputs)}", lambda outputs=outputs: shards(room, outputs)
    yield "one table", lambda: one_file(room)
    yield "bad cell at one process", lambda: bad_cell(room)
    yield "wrong library", lambda: wrong_library(room)
    yield "no such option", lambda: refusals(room, "fit", "points.npy", "--nothing", code=64, words="--nothing")
    yield "no such file", lambda: refusals(room, "fit", "nothing.npy", "-k", 3, code=66, words="nothing.npy")
    yield "not for groups", lambda: refusals(
        room, "fit", "points.npy", "-k", 3, "--sizes", "1..9", code=64, words="--sizes is not for")
    yield "killed", lambda: killed(room)
    yield "stopped", lambda: stopped(room)
    for number in (signal.SIGINT, signal.SIGTERM):
        yield f"{number.name} to the launcher", lambda number=number: interrupted(room, number)
    yield "crowded", lambda: crowded(room)
    yield "cut link", lambda: cut_link(room)


def table(room):
    """Seconds of an update, by processes and clusters."""
    print("processes  k     d   ms per update")
    for clusters in (10, 100, 1000):
        for count in (0, 1, 2, 3, 4):
            report = tessera.json.loads(
                room.run(count, "fit", "points.npy", "-k", clusters, "--max-iterations", 30, "--initializer", "random",
                         "--threads", 1, "--json", "--quiet")[0])
            trace = report["trace"]
            updates = trace[-1]["iteration"] - trace[5]["iteration"]
            print(f"{count:9}  {clusters:<5} 8   {1e3 * (trace[-1]['seconds'] - trace[5]['seconds']) / updates:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    parser.add_argument("--without-shared-data", action="store_true", help="the sets of Examples/Data")
    parser.add_argument("--launcher", required=True)
    parser.add_argument("--library", help="the library of MPI, where that beside the launcher is not it")
    parser.add_argument("--other", help="the library of another MPI")
    parser.add_argument("--quick", action="store_true", help="half of the combinations of processes and threads, other solvers than lloyd on one set")
    parser.add_argument("--only", help="cases whose names contain one of these")
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        room = Room(arguments, folder)
        if arguments.table:
            return table(room)
        for name, case in cases(room):
            if arguments.only and not any(part in name for part in arguments.only.split(",")):
                continue
            try:
                print(f"ok       {name:28} {case()}", flush=True)
            except Skipped as reason:
                print(f"skipped  {name:28} {reason}", flush=True)
            except Fault as fault:
                failures += 1
                print(f"FAILED   {name:28} {fault}", flush=True)
    print(f"{failures} failures" if failures else "all as one process, and every end is one")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
