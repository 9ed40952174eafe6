#!/usr/bin/env python3
"""Reading beside pandas, Polars, DuckDB, NumPy: seconds in MB/s of the file, one and two threads.

    PEERS/bin/python Benchmarks/reading.py --data FOLDER --log LOG [--only mixed.csv,rows.jsonl] [--rounds 5] [--threads 1,2]
    python3 Benchmarks/reading.py --table LOG [--processor]

Files are made once, from fixed seeds. All of them are in the page cache. Ours is `seconds.read` of `tessera fit -k 1`: opening,
finding the layout, every number, the choice of columns, the check for NaN; the matrix is in memory then. Theirs is the call that
makes a table of the same columns of numbers (text columns are not asked for), in a process of its own that has read a small file
of the same kind before. The processor's seconds (`--table LOG --processor`), which other work on the machine disturbs less, are
those of that call and, ours, of a whole command that is refused once it has read, for a start of other columns. `--log` appends one JSON object per measurement: rounds of several runs add up.
"""
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
PEERS = {
    "csv": ["pandas", "pandas pyarrow", "polars", "duckdb"], "tsv": ["pandas", "pandas pyarrow", "polars", "duckdb"],
    "gz": ["pandas", "pandas pyarrow", "polars", "duckdb"], "jsonl": ["pandas", "polars", "duckdb"], "npy": ["numpy"],
    "parquet": ["pandas pyarrow", "polars", "duckdb"], "fvecs": ["numpy"], "sqlite": ["pandas"],
}


def numbers(name):
    """The columns that everybody reads."""
    if name.startswith("lists"):
        return ["e"]
    return [f"x{i}" for i in range({"mixed": 6, "rows": 6, "wide": 64}.get(name.split(".")[0], 10))]


def make(folder, scale=1.0, prefix=""):
    """Files from fixed seeds; with a small scale, the ones that warm a library up."""
    import gzip
    import numpy as np

    def path(name):
        return folder / (prefix + name)

    def text(name, write):
        if not path(name).exists():
            partial = path(name + ".part")
            with open(partial, "w") as file:
                write(file)
            partial.rename(path(name))

    rows = int(1_000_000 * scale)
    normal = np.random.default_rng(1).standard_normal((rows, 10))
    words = np.random.default_rng(2).integers(97, 123, (5000, 9), np.uint8)
    lengths = np.random.default_rng(3).integers(3, 10, 5000)
    words = [bytes(word[:length]).decode() for word, length in zip(words, lengths)]
    named = [words[i] for i in np.random.default_rng(4).integers(0, 5000, rows)]

    def table(values, places, separator=",", names=None):
        def write(file):
            heading = ["id", "name"] if names else []
            file.write(separator.join(heading + [f"x{i}" for i in range(values.shape[1])]) + "\n")
            for index, row in enumerate(values):
                cells = [f"%.{places}f" % value for value in row] if places else [repr(float(value)) for value in row]
                file.write(separator.join(([str(7 * index), names[index]] if names else []) + cells) + "\n")
        return write

    text("numbers.csv", table(normal, 6))
    text("digits.csv", table(normal[:rows // 2], 0))
    text("mixed.csv", table(normal[:, :6], 4, names=named))
    text("mixed.tsv", table(normal[:, :6], 4, "\t", named))
    if not path("mixed.csv.gz").exists():
        path("mixed.csv.gz").write_bytes(gzip.compress(path("mixed.csv").read_bytes(), 6, mtime=0))

    def objects(file):
        for index in range(rows // 2):
            file.write(json.dumps({"id": index * 7, "name": named[index], **{f"x{i}": round(v, 4) for i, v in enumerate(normal[index, :6].tolist())}}) + "\n")

    def lists(file):
        flat = np.random.default_rng(5).standard_normal((max(1, rows // 20), 128)).astype(np.float32)
        for index, row in enumerate(flat):
            file.write(json.dumps({"id": f"doc{index}", "e": [round(v, 6) for v in row.tolist()]}) + "\n")

    text("rows.jsonl", objects)
    text("lists.jsonl", lists)
    flat = np.random.default_rng(6).standard_normal((rows, 64), np.float32)
    if not path("points.npy").exists():
        np.save(path("points.npy"), flat)
    if not path("points.fvecs").exists():
        counts = np.full((rows, 1), 64, np.int32).view(np.float32)
        np.hstack([counts, flat]).tofile(path("points.fvecs"))
    wide = flat[:max(1, rows // 5)].astype(float)
    if not path("wide.parquet").exists():
        import polars
        polars.DataFrame({f"x{i}": wide[:, i] for i in range(64)}).write_parquet(path("wide.parquet"))
    if not path("wide.sqlite").exists():
        import sqlite3
        with sqlite3.connect(path("wide.sqlite")) as database:
            database.execute(f"CREATE TABLE t ({', '.join(f'x{i} REAL' for i in range(64))})")
            database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * 64)})", wide.tolist())
        database.close()


NAMES = [
    "numbers.csv", "digits.csv", "mixed.csv", "mixed.tsv", "mixed.csv.gz", "rows.jsonl", "lists.jsonl", "points.npy", "points.fvecs",
    "wide.parquet", "wide.sqlite",
]


def size(path):
    """The bytes that are read: those of the text where it is packed."""
    return path.with_suffix("").stat().st_size if path.suffix == ".gz" else path.stat().st_size


def call(peer, threads):
    """What reads a path, in the process of a peer."""
    kind = lambda path: "csv" if ".csv" in path else path.rsplit(".", 1)[1]
    separator = lambda path: "\t" if ".tsv" in path else ","
    columns = lambda path: numbers(os.path.basename(path).removeprefix("small-"))
    if peer.startswith("pandas"):
        import pandas
        import pyarrow
        import sqlite3
        pyarrow.set_cpu_count(threads)
        engine = "pyarrow" if "pyarrow" in peer else "c"
        return lambda path: {
            "jsonl": lambda: pandas.read_json(path, lines=True),
            "parquet": lambda: pandas.read_parquet(path, columns=columns(path)),
            "sqlite": lambda: pandas.read_sql("SELECT * FROM t", sqlite3.connect(path)),
        }.get(kind(path), lambda: pandas.read_csv(path, sep=separator(path), usecols=columns(path), engine=engine))()
    if peer == "polars":
        import polars
        return lambda path: {
            "jsonl": lambda: polars.read_ndjson(path),
            "parquet": lambda: polars.read_parquet(path, columns=columns(path)),
        }.get(kind(path), lambda: polars.read_csv(path, separator=separator(path), columns=columns(path)))()
    if peer == "duckdb":
        import duckdb
        database = duckdb.connect()
        database.execute(f"SET threads = {threads}")

        def read(path):
            reader = {"jsonl": "read_json", "parquet": "read_parquet"}.get(kind(path), "read_csv")
            return database.execute(f"SELECT {', '.join(columns(path))} FROM {reader}('{path}')").fetchnumpy()

        return read
    import numpy
    if peer == "numpy":
        def read(path):
            if path.endswith(".npy"):
                return numpy.load(path)
            flat = numpy.fromfile(path, numpy.float32)
            return numpy.ascontiguousarray(flat.reshape(-1, flat[:1].view(numpy.int32)[0] + 1)[:, 1:])

        return read


def measure(arguments):
    """Seconds of a peer's reading: the second of two calls, the first one being of a small file."""
    peer, threads, path = arguments[0], int(arguments[1]), pathlib.Path(arguments[2])
    read = call(peer, threads)
    read(str(path.with_name("small-" + path.name)))
    begin, used = time.perf_counter(), time.process_time()
    result = read(str(path))
    print(json.dumps([time.perf_counter() - begin, time.process_time() - used]))
    del result


def ours(options, name, threads):
    command = ["taskset", "-c", cores(threads), options.cli, "fit", options.data / name, "-k", "1", "--max-iterations", "1", "--threads", threads, "--json", "--quiet"]
    environment = {**os.environ, "ADBC_DRIVER_PATH": options.drivers}
    finished = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    if finished.returncode != 0:
        raise SystemExit(finished.stderr)
    (start := options.data / "start.csv").write_text("1\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    refused = subprocess.run(list(map(str, [*command, "--initializer", start])), capture_output=True, text=True, env=environment)
    if "start.csv: its rows have 1 column" not in refused.stderr:
        raise SystemExit(refused.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(finished.stdout)["seconds"]["read"], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def theirs(options, peer, name, threads):
    command = ["taskset", "-c", cores(threads), sys.executable, __file__, "--measure", peer, threads, options.data / name]
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
    finished = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    if finished.returncode != 0:
        raise SystemExit(f"{peer}, {name}: {finished.stderr}")
    return json.loads(finished.stdout)


def cores(threads):
    return ",".join(map(str, sorted(os.sched_getaffinity(0))[:threads]))


def table(log, key):
    found = {}
    for line in open(log):
        entry = json.loads(line)
        found.setdefault((entry["file"], entry["threads"]), {}).setdefault(entry["reader"], []).append(entry[key])
        found[entry["file"], entry["threads"]]["MB"] = entry["MB"]
    columns = ["tessera", "pandas", "pandas pyarrow", "polars", "duckdb", "numpy"]
    print("| file | MB | threads | " + " | ".join(columns) + " | ours by the best of theirs |")
    print("|---|---:|---:|" + "---:|" * (len(columns) + 1))
    for (name, threads), readers in sorted(found.items(), key=lambda item: (NAMES.index(item[0][0]), item[0][1])):
        speeds = {reader: readers["MB"] / statistics.median(seconds) for reader, seconds in readers.items() if reader != "MB"}
        others = [speed for reader, speed in speeds.items() if reader != "tessera"]
        ratio = f"{speeds['tessera'] / max(others):.2f}" if others and "tessera" in speeds else ""
        print(f"| {name} | {readers['MB']:.0f} | {threads} | " + " | ".join(f"{speeds[c]:.0f}" if c in speeds else "" for c in columns) + f" | {ratio} |")


def main():
    if sys.argv[1:2] == ["--measure"]:
        return measure(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("reading-data"))
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--drivers", default=".build/drivers", help="where DuckDB's library is (drivers.py --cache)")
    parser.add_argument("--only", default=",".join(NAMES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--log")
    parser.add_argument("--table")
    parser.add_argument("--processor", action="store_true", help="the table is of the processor's seconds")
    options = parser.parse_args()
    if options.table:
        return table(options.table, "processor" if options.processor else "seconds")
    options.data.mkdir(parents=True, exist_ok=True)
    make(options.data)
    make(options.data, 0.001, "small-")
    for _ in range(options.rounds):
        for name in options.only.split(","):
            (options.data / name).read_bytes()
            for threads in map(int, options.threads.split(",")):
                peers = [] if options.without_peers else PEERS[name.rsplit(".", 1)[1]]
                for reader in ["tessera", *peers]:
                    if reader in ("pandas", "numpy") and threads > 1:
                        continue
                    seconds, processor = ours(options, name, threads) if reader == "tessera" else theirs(options, reader, name, threads)
                    megabytes = size(options.data / name) / 1e6
                    print(f"{name} {threads} {reader}: {seconds:.3f} s, {megabytes / seconds:.0f} MB/s", flush=True)
                    if options.log:
                        with open(options.log, "a") as log:
                            log.write(json.dumps({"file": name, "MB": megabytes, "threads": threads, "reader": reader, "seconds": seconds, "processor": processor}) + "\n")


if __name__ == "__main__":
    main()
