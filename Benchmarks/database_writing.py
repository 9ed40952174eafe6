#!/usr/bin/env python3
"""How fast a million labels, distances and margins get into SQLite, DuckDB and PostgreSQL, beside those databases' own tools reading the same
rows from a CSV: `.import` of sqlite3, COPY of DuckDB, \\copy of psql.

    python3 Benchmarks/database_writing.py --cli .build/release/tessera [--cache FOLDER] [--rows N] [--repeats N]

Ours is the whole command `assign` less one that writes nothing but NPY: computing distances and margins is in it. Runs are interleaved; what
is printed are medians of seconds, rows per second and their ratio to the tool's. The server is the one of drivers.py, on loopback and without
fsync, for both. DuckDB's own tool is its Python package (pip install duckdb).
"""
import argparse
import os
import pathlib
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import drivers

COLUMNS = {
    "sqlite": "row INTEGER, label INTEGER, distance REAL, margin REAL",
    "postgresql": "row bigint, label integer, distance double precision, margin double precision",
    "duckdb": "row BIGINT, label INTEGER, distance DOUBLE, margin DOUBLE",
}


def write_points(path, rows):
    numbers = random.Random(5)
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, 1), }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        for _ in range(rows):
            file.write(struct.pack("<d", numbers.random()))


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--cache", default=".build/drivers")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    cli, cache = os.path.abspath(arguments.cli), pathlib.Path(arguments.cache).absolute()
    cache.mkdir(parents=True, exist_ok=True)
    drivers.fetch(cache)
    with tempfile.TemporaryDirectory() as place, drivers.Server(cache) as server:
        folder = pathlib.Path(place)
        environment = {**os.environ, "ADBC_DRIVER_PATH": str(cache)}
        write_points(folder / "points.npy", arguments.rows)
        (folder / "centroids.csv").write_text("0.25\n0.75\n")

        def assign(output):
            subprocess.run(
                [cli, "assign", "points.npy", "--model", "centroids.csv", "--quiet", "-o", output], cwd=folder, env=environment,
                check=True, stdout=subprocess.DEVNULL)

        def run(*command):
            subprocess.run([*map(str, command)], cwd=folder, check=True, stdout=subprocess.DEVNULL)

        def peer_sqlite():
            (folder / "peer.sqlite").unlink(missing_ok=True)
            run("sqlite3", "peer.sqlite", f"CREATE TABLE t ({COLUMNS['sqlite']})", ".mode csv", ".import --skip 1 labels.csv t")

        def peer_duckdb():
            (folder / "peer.duckdb").unlink(missing_ok=True)
            run(sys.executable, "-c", f"""
import duckdb
database = duckdb.connect("peer.duckdb")
database.execute("CREATE TABLE t ({COLUMNS['duckdb']})")
database.execute("COPY t FROM 'labels.csv' (HEADER)")
database.close()""")

        def peer_postgresql():
            run(server.programs / "psql", server.address, "-q", "-c", "DROP TABLE IF EXISTS peer", "-c",
                f"CREATE TABLE peer ({COLUMNS['postgresql']})", "-c", r"\copy peer FROM 'labels.csv' WITH (FORMAT csv, HEADER)")

        def ours(name):
            (folder / f"ours.{name}").unlink(missing_ok=True)
            assign(f"{server.address}?table=ours&if-exists=replace" if name == "postgresql" else f"ours.{name}?table=t")

        assign("labels.csv")
        peers = {"sqlite": peer_sqlite, "duckdb": peer_duckdb, "postgresql": peer_postgresql}
        found = {(name, who): [] for name in peers for who in ("ours", "peer")}
        nothing = []
        for _ in range(arguments.repeats):
            nothing.append(seconds(lambda: assign("labels.npy")))
            for name, peer in peers.items():
                found[name, "ours"].append(seconds(lambda: ours(name)))
                found[name, "peer"].append(seconds(peer))
        base = statistics.median(nothing)
        print(f"{arguments.rows} rows; assign to NPY {base:.2f} s")
        for name in peers:
            whole, peer = (statistics.median(found[name, who]) for who in ("ours", "peer"))
            own = max(whole - base, 1e-3)
            print(f"{name}: {own:.2f} s, {arguments.rows / own / 1e6:.2f} million rows/s; the tool {peer:.2f} s, "
                  f"{arguments.rows / peer / 1e6:.2f} million rows/s; ratio {own / peer:.2f}")


if __name__ == "__main__":
    main()
