#!/usr/bin/env python3
"""Damages files of every format that `tessera` reads, and looks at how the command ends.

    python3 Benchmarks/reader_fuzz.py --seconds 600 [--tool .build/release/tessera] [--only npz,gz] [--seed 0]
                                      [--drivers .build/drivers]

Every end has to be a code of sysexits with at most one line of error, within a few seconds and 1 GB of address space: no
signal, no trap, no hang, and no success without finite numbers. What breaks that is kept under --keep, with the command.
Texts are read with random options; files called model.* are models, and parts.* stands between two whole parts. What is
called inner.* is damaged before it is packed or encoded: of a packed file that is damaged afterwards, the checksum is all that
is read. Seeds are made by Python's own modules; numpy is not needed.

With --drivers (`drivers.py --cache`), also SQLite, DuckDB and Parquet files: a signal from inside a driver's library, as
gdb tells it, is counted apart and is no fault of ours; so is a driver's hang.
"""
import argparse, gzip, json, os, random, resource, sqlite3, struct, subprocess, sys, tempfile, time, zipfile, io, pathlib

CODES = {0, 64, 65, 66, 71, 74}
INTERESTING = [0, 1, 2, 4, 8, 16, 31, 32, 64, 127, 128, 255] + list(b'"\',;\t\n\r{}[]():-+.eE0\\#<%')


def npy(values, columns, type="<f8"):
    form = {"<f8": "d", "<f4": "f", "<i8": "q", "|u1": "B", "<f2": "e"}[type]
    header = f"{{'descr': '{type}', 'fortran_order': False, 'shape': ({len(values) // columns}, {columns}), }}"
    header += " " * (-(11 + len(header)) % 64) + "\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(values)}{form}", *values)


def archive(members, method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


def safetensors(tensors):
    header, data = {}, b""
    for name, (type, shape, content) in tensors.items():
        header[name] = {"dtype": type, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def zstd(data, *options):
    try:
        return subprocess.run(["zstd", "-q", "--check", *options], input=data, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


# What becomes of a seed once it is damaged, by the end of its name.
PACKED = {
    "inner.csv.gz": gzip.compress, "inner.jsonl.gz": gzip.compress, "inner.npy.gz": gzip.compress,
    "inner.csv.zst": zstd, "inner.npy.zst": zstd, "parts.inner.csv.gz": gzip.compress,
    "inner.u.csv": lambda data: data.decode("latin-1").encode("utf-16"),
    "inner.b.csv": lambda data: b"\xfe\xff" + data.decode("latin-1").encode("utf-16-be"),
    "inner.n.csv": lambda data: data.decode("latin-1").encode("utf-16-le"),
    "parts.inner.u.csv": lambda data: data.decode("latin-1").encode("utf-16"),
}


def file_seeds():
    """Files that Python writes, by names whose ends say what they are."""
    values = [float(i % 7) + i / 8 for i in range(48)]
    rows = [values[i:i + 4] for i in range(0, 48, 4)]
    table = "a,b,c,d\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    numbers = npy(values, 4)
    floats = struct.pack("<48f", *values)
    lines = "".join(json.dumps({"id": i, "w": "x", "a": row[0], "b": row[1]}) + "\n" for i, row in enumerate(rows))
    nested = "".join(json.dumps({"id": i, "e": row}) + "\n" for i, row in enumerate(rows))
    result = {
        "x.npy": numbers, "h.npy": npy(values, 4, "<f2"), "i.npy": npy([int(v) for v in values], 4, "<i8"),
        "x.csv": table.encode(), "u.csv": table.encode("utf-16"), "q.csv": table.replace(",", '","').encode(),
        "s.npz": archive({"x.npy": numbers}, zipfile.ZIP_STORED),
        "d.npz": archive({"x.npy": numbers, "y.npy": npy(values[:12], 1)}, zipfile.ZIP_DEFLATED),
        "c.zip": archive({"d/x.csv": table}, zipfile.ZIP_DEFLATED),
        "x.safetensors": safetensors({"x": ("F32", [12, 4], floats), "y": ("U8", [12], bytes(12))}),
        "x.fvecs": b"".join(struct.pack("<i4f", 4, *row) for row in rows),
        "x.bvecs": b"".join(struct.pack("<i4B", 4, *[int(v) for v in row]) for row in rows),
        "x.fbin": struct.pack("<II", 12, 4) + floats, "x.u8bin": struct.pack("<II", 12, 4) + bytes(range(48)),
        "x.csv.gz": gzip.compress(table.encode()), "x.npy.gz": gzip.compress(numbers),
        "m.csv.gz": gzip.compress(table[:99].encode()) + gzip.compress(table[99:].encode()),
        "o.jsonl": lines.encode(), "e.jsonl": nested.encode(), "a.json": json.dumps(rows).encode(),
        "p.json": json.dumps([{"a": row[0], "b": row[2]} for row in rows], indent=1).encode(),
    }
    result |= {
        "w.csv": b"name,x,y\n" + b"".join(b'"w %d",%g,%g\n' % (i, row[0], row[1]) for i, row in enumerate(rows)),
        "l.csv": b'w,x\n' + b"".join(b'"line\nbreak ""%d""",%g\n' % (i, row[0]) for i, row in enumerate(rows)),
        "e.csv": b"x;y\n" + b"".join(b"1.234,%d;%d,5\n" % (i, i) for i in range(12)),
        "s.txt": b"# c\nx y\n" + b"".join(b"%g  %g\n" % (row[0], row[1]) for row in rows),
        "x.tsv": table.replace(",", "\t").encode(), "b.csv": table.encode("utf-16-be"), "n.csv": table.encode("utf-16-le"),
        "parts.csv": table.encode(), "parts.npy": numbers, "parts.jsonl": lines.encode(), "parts.fvecs": b"".join(struct.pack("<i4f", 4, *row) for row in rows),
        "dos.csv": table.replace("\n", "\r\n").encode() + b"\x1a" * 9,
        "d.arff": b"@relation r\n@attribute a numeric\n@attribute c {u,v}\n@data\n" + b"".join(b"%g,%s\n" % (row[0], [b"u", b"v"][i % 2]) for i, row in enumerate(rows)),
        "s.arff": b"% c\n@relation r\n@attribute a numeric\n@attribute 'b c' real\n@attribute c {'u w',v}\n@data\n" + b"".join(b"{0 %g, 1 %d, 2 'u w'}\n{2 v}\n" % (row[0], i) for i, row in enumerate(rows)),
        "x.svm": b"".join(b"%d 1:%g 4:%g # r\n" % (i % 2, row[0], row[1]) for i, row in enumerate(rows)),
        "model.npy": npy(values[:8], 4), "model.csv": table[:40].encode(),
    }
    for name in PACKED:
        result[name] = numbers if ".npy" in name else lines.encode() if ".jsonl" in name else table.encode()
    if not zstd(b""):
        result = {name: content for name, content in result.items() if not name.endswith(".zst")}
    for name, content in {"x.csv.zst": zstd(table.encode()), "x.npy.zst": zstd(numbers, "-19")}.items():
        if content:
            result[name] = content
    return result


def seeds(tool):
    result = file_seeds()
    with tempfile.TemporaryDirectory() as folder:
        data, model = os.path.join(folder, "x.csv"), os.path.join(folder, "m.safetensors")
        pathlib.Path(data).write_bytes(result["x.csv"])
        subprocess.run([tool, "fit", data, "-k", "2", "-o", model, "--quiet", "--json", "--standardize", "zscore"], check=True, capture_output=True)
        result["model.safetensors"] = pathlib.Path(model).read_bytes()
    return result


def driver_seeds(tool, environment):
    """Files that drivers read: SQLite's from Python's module, the others from DuckDB itself."""
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in {"t.sqlite": "id INTEGER PRIMARY KEY, name TEXT, x REAL, y INTEGER", "u.sqlite": "x REAL, y BLOB"}.items():
            with sqlite3.connect(os.path.join(folder, name)) as database:
                database.execute("PRAGMA page_size = 512")
                database.execute(f"CREATE TABLE t ({columns})")
                for i in range(60):
                    row = (i, f"n{i}", i / 4, i % 5) if name[0] == "t" else (i / 3, bytes([i]) if i == 50 else i)
                    database.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(row))})", row)
            database.close()
            result[name] = pathlib.Path(folder, name).read_bytes()
        (one := pathlib.Path(folder, "one.csv")).write_text("a,b\n1,2\n")
        statements = """CREATE TABLE t AS SELECT range AS id, 'n' || range AS name, range / 4 AS x, (range % 5)::TINYINT AS y,
            CASE WHEN range % 9 > 0 THEN range::DECIMAL(9, 2) END AS z, (['a', 'b'])[1 + range % 2]::ENUM('a', 'b') AS k FROM range(60);
            COPY t TO 't.parquet'; COPY t TO 'p.parquet' (COMPRESSION uncompressed); COPY t TO 'z.parquet' (COMPRESSION zstd);
            COPY (SELECT [range, range % 3, 1]::FLOAT[] AS e, range AS n FROM range(60)) TO 'l.parquet';
            ATTACH 't.duckdb' AS file; CREATE TABLE file.t AS FROM t; DETACH file; SELECT 1 AS one"""
        subprocess.run([tool, "fit", one, "-k", "1", "--query", statements, "--json"], check=True, capture_output=True, cwd=folder, env=environment)
        for name in ["t.parquet", "p.parquet", "z.parquet", "l.parquet", "t.duckdb"]:
            result[name] = pathlib.Path(folder, name).read_bytes()
    return result


def mutated(data, others, random):
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        size = max(1, len(data))
        at = random.randrange(min(size, 120)) if random.random() < 0.5 else random.randrange(size)
        kind = random.randrange(9)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << random.randrange(8)
        elif kind == 1 and data:
            data[min(at, len(data) - 1)] = random.choice(INTERESTING)
        elif kind == 2:
            data[at:at] = bytes([random.choice(INTERESTING)])
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            del data[at:at + random.randrange(1, 12)]
        elif kind == 5:
            other = random.choice(others)
            start = random.randrange(len(other))
            data[at:at] = other[start:start + random.randrange(1, 60)]
        elif kind == 6:  # a number of four or eight bytes
            width = random.choice([2, 4, 8])
            number = random.choice([0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1, len(data), random.getrandbits(64)])
            data[at:at + width] = (number % 256**width).to_bytes(width, "little")
        elif kind == 7:
            start = random.randrange(size)
            data[at:at] = data[start:start + random.randrange(1, 200)]
        else:
            data += bytes(data[:random.randrange(size) + 1])
    return bytes(data)


TEXTS, TABLES = (".csv", ".tsv", ".txt"), (".parquet", ".sqlite", ".duckdb")
CHOICES = [
    ["--header", "yes"], ["--header", "no"], ["--skip-rows", "1"], ["--skip-rows", "3"], ["--separator", ","], ["--separator", ";"],
    ["--separator", "tab"], ["--separator", "space"], ["--separator", "|"], ["--decimal-comma"], ["--thousands"], ["--missing", "1.0"],
    ["--missing", "a,w,long word"], ["--encoding", "utf-8"], ["--encoding", "utf-16"], ["--encoding", "latin-1"], ["--columns", "1-2"],
    ["--columns", "x*,b"], ["--skip-columns", "1"], ["--skip-columns", "name"], ["--id-column", "1"], ["--id-column", "name"],
]


def command(tool, path, written, random):
    """What the file is read with."""
    name = os.path.basename(path)
    options = ["--json", "--threads", random.choice(["1", "3"]), "--quiet"]
    if random.random() < 0.3:
        options.append("--drop-bad-rows")
    if name.startswith("model"):
        whole = os.path.join(os.path.dirname(path), "whole")
        return [tool, "assign", os.path.join(whole, "x.csv"), "--model", path, "-o", os.path.join(whole, "labels.csv"), *options]
    data = path
    if name.startswith("parts"):
        data = os.path.dirname(path)
    elif name.endswith(TABLES):
        if random.random() < 0.2 and not name.endswith(".sqlite"):
            options += ["--query", random.choice(["SELECT * FROM data", "SELECT x, y FROM t WHERE x > 1", "SELECT count(*) AS n FROM data GROUP BY id"])]
    elif random.random() < 0.15:
        return [tool, "evaluate", path, "--model", path, "--labels", path, *options]
    if name.endswith(TEXTS):
        for choice in random.sample(CHOICES, random.choice([0, 0, 1, 1, 2, 3])):
            options += choice
    if random.random() < 0.3:
        end = random.choice([".csv", ".npy", ".safetensors"])
        options += ["-o" if end == ".safetensors" else "--labels-output", os.path.join(written, "written" + end)]
    return [tool, "fit", data, "-k", "2", "--max-iterations", "1", *options]


def is_in(library, command, environment):
    """Whether the innermost frame of a crash, but for the system's libraries, is one of a library in a folder."""
    trace = subprocess.run(
        ["gdb", "-batch", "-ex", "run", "-ex", "bt", "--args", *command], capture_output=True, text=True, env=environment, timeout=120).stdout
    for line in trace.splitlines():
        if line.startswith("#") and " from /lib/" not in line and " from /usr/lib/" not in line:
            return f" from {library}" in line
    return False


def fault(tool, path, written, random, seconds, environment, drivers):
    command_ = command(tool, path, written, random)
    gigabytes = 8 if path.endswith(TABLES) else 1

    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    problem, is_read = told(command_, seconds, environment, limits)
    if problem and drivers and path.endswith(TABLES) and "ends with -" in problem and is_in(drivers, command_, environment):
        problem = "the driver " + problem
    return command_, problem, is_read


def told(command, seconds, environment, limits):
    """What is wrong with the end of a command, or None; and whether it read the file."""
    try:
        end = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limits, env=environment)
    except subprocess.TimeoutExpired:
        return f"does not end in {seconds} s", False
    if end.returncode not in CODES:
        return f"ends with {end.returncode}: {end.stderr[-300:]!r}", False
    if end.returncode == 0:
        try:
            inertia = json.loads(end.stdout)["inertia"]
        except (ValueError, KeyError) as error:
            return f"prints no report: {error!r}", True
        if inertia is None or not inertia >= 0:
            return f"the inertia is {inertia}", True
    elif end.stdout or len(end.stderr.splitlines()) != 1 or not end.stderr.startswith(b"error: "):
        return f"says {end.stderr[-300:]!r}", False
    return None, end.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=".build/release/tessera")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--limit", type=float, default=20, help="the longest that one run may take")
    parser.add_argument("--only", default="", help="ends of the names of seeds, with commas between them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", default="reader-fuzz")
    parser.add_argument("--drivers", help="where drivers are (drivers.py --cache): their formats too")
    options = parser.parse_args()
    drivers = os.path.abspath(options.drivers) if options.drivers else None
    environment = {**os.environ, "ADBC_DRIVER_PATH": drivers or "/nowhere"}
    tool = os.path.abspath(options.tool)
    all_seeds = seeds(tool)
    if drivers:
        all_seeds |= driver_seeds(tool, environment)
    ends = tuple(options.only.split(",")) if options.only else ("",)
    names = [name for name in all_seeds if name.endswith(ends)]
    others = list(all_seeds.values())
    generator = random.Random(options.seed)
    runs, faults, theirs, read, start = 0, 0, 0, 0, time.time()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        os.makedirs(written := os.path.join(folder, "whole"))
        pathlib.Path(written, "x.csv").write_bytes(all_seeds["x.csv"])
        while time.time() - start < options.seconds:
            name = names[runs % len(names)]
            packed = PACKED.get(name, bytes)
            data = packed(mutated(all_seeds[name], others, generator) if runs >= len(names) else all_seeds[name])
            inner = os.path.join(folder, name) if name.startswith("parts") else folder
            os.makedirs(inner, exist_ok=True)
            path = os.path.join(inner, name)
            if inner != folder:  # the first part and the last are whole
                for other in ["a", "z"]:
                    pathlib.Path(inner, other + name).write_bytes(packed(all_seeds[name]))
            pathlib.Path(path).write_bytes(data)
            command, problem, is_read = fault(tool, path, written, generator, options.limit, environment, drivers)
            runs, read = runs + 1, read + is_read
            if problem and problem.startswith("the driver "):
                theirs += 1
            elif problem:
                faults += 1
            if problem:
                os.makedirs(options.keep, exist_ok=True)
                kept = os.path.join(options.keep, f"{options.seed}-{runs}-{name}")
                pathlib.Path(kept).write_bytes(data)
                print(f"{kept}: {' '.join(command[1:]).replace(path, kept)}: {problem}", flush=True)
    print(f"{runs} files of {len(names)} seeds in {time.time() - start:.0f} s, {read} of them read: {faults} faults" + (f", {theirs} of drivers" if drivers else ""))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
