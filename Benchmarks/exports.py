#!/usr/bin/env python3
"""Exports of models and codebooks, opened by those for whom they are: faiss, Lance, Arrow, numpy, PostgreSQL. A line per case.

    python3 Benchmarks/exports.py --cli .build/release/tessera [--data ../shared/data/sift5k/X.npy]
    python3 Benchmarks/exports.py --fixtures Tests/VectorFilesTests/Resources/faiss

Needs faiss-cpu, pylance, pyarrow and numpy (PyPI), and Debian's PostgreSQL for the table of VectorChord, whose vectors are read as
real[] there (Debian 12 has no pgvector). Without --data, rows are drawn.
"""
import argparse
import glob
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import faiss
import numpy as np


class Checks:
    def __init__(self, cli, folder, rows):
        self.cli, self.folder, self.rows, self.count = os.path.abspath(cli), pathlib.Path(folder), rows, 0
        np.save(self.folder / "X.npy", rows)

    def run(self, *arguments):
        run = subprocess.run([self.cli, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder)
        if run.returncode != 0:
            raise SystemExit(f"error: tessera {' '.join(map(str, arguments))}: {run.returncode}\n{run.stderr}")
        return json.loads(run.stdout) if "--json" in arguments else run.stdout

    def export(self, model, to, output, *arguments):
        return self.run("export", model, "--to", to, "-o", output, *arguments, "--json", "--quiet")

    def says(self, what, is_so):
        self.count += 1
        print(f"{'ok' if is_so else 'FAILS'}  {what}", flush=True)
        if not is_so:
            raise SystemExit(1)


def nearest(rows, queries, count):
    """Of each query the rows by the distance in float64, ties to the lower row, and the distances squared."""
    found, squares = [], []
    for query in queries.astype("f8"):
        distances = ((rows - query) ** 2).sum(1)
        order = np.lexsort((np.arange(len(rows)), distances))[:count]
        found.append(order)
        squares.append(distances[order])
    return np.array(found), np.array(squares)


def agrees(found, distances, rows, queries, count=10):
    """Whether faiss found rows as near as the nearest, to the precision of its numbers."""
    _, squares = nearest(rows, queries, count)
    return np.allclose(distances, squares, rtol=2e-5, atol=1e-3 * squares.max() / 1e2)


def decoded(index, lists=False):
    """What faiss makes of the codes of all rows, in their order."""
    if lists:
        index.make_direct_map(True)
    return index.reconstruct_n(0, index.ntotal).astype("f8")


def faiss_checks(checks):
    rows = checks.rows.astype("f4")
    queries = rows[::97] + 0.25
    checks.run("fit", "X.npy", "-k", 64, "--seed", 1, "--max-iterations", 20, "-o", "m.safetensors", "--quiet")
    checks.run("fit", "X.npy", "-k", 64, "--seed", 1, "--max-iterations", 20, "-o", "c.npy", "--quiet")
    labels = np.array(checks.run("assign", "X.npy", "--model", "m.safetensors", "-o", "-", "--quiet").split()[1:])
    labels = np.array([int(line.split(",")[1]) for line in labels])
    report = checks.export("m.safetensors", "faiss", "ivf.faiss", "--data", "X.npy")
    index = faiss.read_index(str(checks.folder / "ivf.faiss"))
    checks.says(
        f"faiss opens {report['kind']} of {index.ntotal} rows in {index.nlist} lists",
        type(index).__name__ == "IndexIVFFlat" and index.ntotal == len(rows) and index.nlist == 64)
    lists = {int(i): k for k in range(64) for i in faiss.rev_swig_ptr(index.invlists.get_ids(k), index.invlists.list_size(k))}
    checks.says("every row is in the list of its label", [lists[i] for i in range(len(rows))] == labels.tolist())
    coarse = index.quantizer.search(rows, 1)[1][:, 0]
    checks.says(f"faiss would have chosen the same list for {np.mean(coarse == labels):.4%} of the rows", np.mean(coarse == labels) > 0.999)
    index.nprobe = 64
    distances, found = index.search(queries, 10)
    checks.says("a search of all lists finds what brute force finds", agrees(found, distances, rows.astype("f8"), queries))
    checks.export("m.safetensors", "faiss", "empty.faiss")
    index = faiss.read_index(str(checks.folder / "empty.faiss"))
    index.add(rows)
    checks.says("an index without rows is trained, and takes some", index.is_trained and index.ntotal == len(rows))
    again = checks.run("assign", "X.npy", "--model", "ivf.faiss", "-o", "-", "--quiet")
    again = np.array([int(line.split(",")[1]) for line in again.split()[1:]])
    checks.says("the labels come back from the index as a model", np.array_equal(again, labels))
    flat = faiss.IndexFlatL2(rows.shape[1])
    flat.add(np.load(checks.folder / "c.npy").astype("f4"))
    faiss.write_index(flat, str(checks.folder / "flat.faiss"))
    again = checks.run("assign", "X.npy", "--model", "flat.faiss", "-o", "-", "--quiet")
    again = np.array([int(line.split(",")[1]) for line in again.split()[1:]])
    checks.says("centroids of an IndexFlatL2 that faiss wrote give the labels", np.array_equal(again, labels))


def cosine_checks(checks):
    rows = checks.rows.astype("f4") + 1
    np.save(checks.folder / "P.npy", rows)
    checks.run("fit", "P.npy", "-k", 16, "--metric", "cosine", "--seed", 1, "-o", "cos.safetensors", "--quiet")
    checks.export("cos.safetensors", "faiss", "cos.faiss", "--data", "P.npy")
    index = faiss.read_index(str(checks.folder / "cos.faiss"))
    index.nprobe = 16
    similarity, found = index.search(rows[:50], 5)
    unit = rows.astype("f8") / np.linalg.norm(rows.astype("f8"), axis=1)[:, None]
    best = np.sort(unit[:50] @ unit.T, axis=1)[:, ::-1][:, :5] * np.linalg.norm(rows[:50].astype("f8"), axis=1)[:, None]
    checks.says("by cosine, a search finds the largest inner products of directions", np.allclose(similarity, best, rtol=1e-5))
    checks.run("fit", "X.npy", "-k", 16, "--standardize", "zscore", "--seed", 1, "-o", "z.safetensors", "--quiet")
    checks.export("z.safetensors", "faiss", "z.faiss", "--data", "X.npy", "--probes", 16)
    index = faiss.read_index(str(checks.folder / "z.faiss"))
    rows = checks.rows.astype("f8")
    scaled = (rows - rows.mean(0)) / np.where(rows.std(0) > 0, rows.std(0), 1)
    distances, found = index.search(rows[:50].astype("f4"), 5)
    checks.says("on a common scale, the index scales queries itself", agrees(found, distances, scaled, scaled[:50], 5))


def codebook_checks(checks):
    """Codebooks of faiss, read, encoded with and exported again: the codes are faiss's own, but where float32 rounds a tie."""
    rows = checks.rows.astype("f4")
    d = rows.shape[1]
    queries = rows[::97] + 0.25
    kinds = {
        "PQ8x8": faiss.IndexPQ(d, 8, 8), "PQ16x4": faiss.IndexPQ(d, 16, 4), "PQ4x10": faiss.IndexPQ(d, 4, 10),
        "OPQ8,PQ8x8": faiss.index_factory(d, "OPQ8,PQ8x8"), "RQ4x6": faiss.IndexResidualQuantizer(d, 4, 6),
        "SQ8": faiss.IndexScalarQuantizer(d, faiss.ScalarQuantizer.QT_8bit),
        "SQ4": faiss.IndexScalarQuantizer(d, faiss.ScalarQuantizer.QT_4bit),
    }
    for name, index in kinds.items():
        if isinstance(index, faiss.IndexPreTransform):
            rotation = faiss.downcast_VectorTransform(index.chain.at(0))
            rotation.niter, rotation.niter_pq, rotation.niter_pq_0 = 3, 2, 4
        index.train(rows)
        faiss.write_index(index, str(checks.folder / "book.faiss"))
        checks.export("book.faiss", "faiss", "again.faiss", "--data", "X.npy")
        again = faiss.read_index(str(checks.folder / "again.faiss"))
        same = np.mean((index.sa_encode(rows) == again.sa_encode(rows)).all(1))
        index.add(rows)
        inner = [faiss.downcast_index(x.index) if isinstance(x, faiss.IndexPreTransform) else x for x in (index, again)]
        codes = [faiss.vector_to_array(x.codes).reshape(len(rows), -1) for x in inner]
        ours = np.mean((codes[0] == codes[1]).all(1))
        # Where a number lies between two of a grid, faiss takes the upper and we the lower: errors are compared.
        errors = [((x.reconstruct_n(0, len(rows)) - rows) ** 2).sum() for x in (index, again)]
        checks.says(
            f"{name}: faiss opens {type(again).__name__}; {ours:.2%} of our codes are faiss's, squared error {errors[1] / errors[0]:.6f} of its own",
            same == 1 and errors[1] <= errors[0] * 1.0001 and (ours > 0.99 or name.startswith("SQ")))
        decoded_rows = again.reconstruct_n(0, len(rows)).astype("f8")
        distances, _ = again.search(queries, 10)
        checks.says(f"{name}: faiss finds what brute force finds among decoded vectors", agrees(None, distances, decoded_rows, queries))
        report = None
        np.save(checks.folder / "Q.npy", queries)
        report = checks.run("search", "Q.npy", "--codebook", "book.faiss", "--data", "X.npy", "--distances-output", "d.npy", "--json", "--quiet")
        ours = np.load(checks.folder / "d.npy") ** 2
        checks.says(
            f"{name}: tessera search finds rows as near (recall@10 {report['recall']:.3f})",
            np.allclose(ours, distances, rtol=1e-4, atol=1e-3 * distances.max() / 10))
    # Residuals of lists.
    checks.run("fit", "X.npy", "-k", 64, "--seed", 1, "--max-iterations", 20, "-o", "c64.npy", "--quiet")
    centroids = np.load(checks.folder / "c64.npy").astype("f4")
    coarse = faiss.IndexFlatL2(d)
    coarse.add(centroids)
    labels = coarse.search(rows, 1)[1][:, 0]
    book = faiss.IndexPQ(d, 8, 8)
    book.train(rows - centroids[labels])
    faiss.write_index(book, str(checks.folder / "rest.faiss"))
    checks.export("m.safetensors", "faiss", "ivfpq.faiss", "--codebook", "rest.faiss", "--residuals", "--data", "X.npy", "--probes", 64)
    index = faiss.read_index(str(checks.folder / "ivfpq.faiss"))
    distances, _ = index.search(queries, 10)
    checks.says(
        f"{type(index).__name__} of residuals: a search of all lists finds what brute force finds among decoded vectors",
        index.by_residual and agrees(None, distances, decoded(index, lists=True), queries))
    return book


def lance_product_checks(checks, array):
    import lance
    import pyarrow as pa

    rows = checks.rows.astype("f4")
    d = rows.shape[1]
    checks.export("m.safetensors", "lance", "arrays", "--codebook", "rest.faiss", "--residuals")
    centroids, codebook = array("arrays/ivf_centroids.arrow", "ivf_centroids"), array("arrays/pq_codebook.arrow", "pq_codebook")
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(rows.reshape(-1)), d)
    data = lance.write_dataset(pa.table({"vector": vectors}), str(checks.folder / "y.lance"))
    data.create_index("vector", "IVF_PQ", num_partitions=64, num_sub_vectors=8, ivf_centroids=centroids, pq_codebook=codebook)
    query = rows[7] + 0.25
    found = data.to_table(nearest={"column": "vector", "q": query, "k": 10, "nprobes": 64})
    index = faiss.read_index(str(checks.folder / "ivfpq.faiss"))
    index.nprobe = 64
    distances, _ = index.search(query[None], 10)
    checks.says(
        "Lance makes IVF_PQ of centroids and codebook, and finds rows at the distances that faiss finds",
        np.allclose(np.sort(found["_distance"].to_numpy()), distances[0], rtol=0.02))
    checks.export("m.safetensors", "npy", "cuvs", "--codebook", "rest.faiss", "--residuals")
    book = np.load(checks.folder / "cuvs/pq_centers.npy")
    inner = faiss.read_index(str(checks.folder / "rest.faiss"))
    expected = faiss.vector_to_array(inner.pq.centroids).reshape(8, 256, d // 8).transpose(0, 2, 1)
    checks.says(f"numpy opens cuVS's arrays; pq_centers {book.shape} is the codebook", np.array_equal(book, expected))


def lance_checks(checks):
    import lance
    import pyarrow as pa
    import pyarrow.ipc

    def array(path, name):
        table = pa.ipc.open_file(str(checks.folder / path)).read_all()
        table.validate(full=True)
        return table[name].chunk(0)

    rows = checks.rows.astype("f4")
    d = rows.shape[1]
    checks.export("m.safetensors", "lance", "ivf_centroids.arrow")
    centroids = array("ivf_centroids.arrow", "ivf_centroids")
    stored = np.load(checks.folder / "c.npy").astype("f4")
    checks.says(
        f"pyarrow {pa.__version__} reads ivf_centroids as {centroids.type}",
        np.array_equal(centroids.flatten().to_numpy().reshape(-1, d), stored))
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(rows.reshape(-1)), d)
    data = lance.write_dataset(pa.table({"vector": vectors}), str(checks.folder / "x.lance"))
    data.create_index("vector", "IVF_FLAT", num_partitions=64, ivf_centroids=centroids)
    query = rows[7] + 0.25
    found = data.to_table(nearest={"column": "vector", "q": query, "k": 10, "nprobes": 64})
    _, squares = nearest(rows.astype("f8"), query[None], 10)
    checks.says(
        f"pylance {lance.__version__} makes IVF_FLAT of them, and a search of all lists is exact",
        np.allclose(np.sort(found["_distance"].to_numpy()), squares[0], rtol=1e-5))
    names = data.list_indices()[0]["name"]
    statistics = data.stats.index_stats(names)
    lists = np.array(statistics["indices"][0]["centroids"], dtype="f4")
    checks.says("the index's centroids are the model's", np.array_equal(lists, stored))
    return array


def postgres_checks(checks):
    checks.run("fit", "c.npy", "-k", 8, "--seed", 1, "-o", "upper.safetensors", "--quiet")
    checks.export("m.safetensors", "vectorchord", "flat.csv")
    checks.export("m.safetensors", "vectorchord", "tree.csv", "--parents", "upper.safetensors")
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not programs:
        raise SystemExit("error: PostgreSQL is missing (apt-get install postgresql)")
    place = pathlib.Path(tempfile.mkdtemp(prefix="tessera-postgres-", dir="/tmp"))
    own = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def program(name, *arguments, **options):
        return subprocess.run(
            [*own, f"{programs[-1]}/{name}", *arguments], check=True, capture_output=True, text=True, cwd=place, **options)

    for name in ["flat.csv", "tree.csv"]:
        shutil.copy(checks.folder / name, place / name)
    if own:
        subprocess.run(["chown", "-R", "postgres", place], check=True)
    program("initdb", "-D", f"{place}/db", "-U", "me", "-A", "trust", "--no-sync")
    server = subprocess.Popen(
        [*own, f"{programs[-1]}/postgres", "-D", f"{place}/db", "-k", str(place), "-c", "listen_addresses="],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        def sql(statement):
            return program("psql", "-h", str(place), "-U", "me", "-d", "postgres", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement).stdout.split("\n")[:-1]

        for _ in range(100):
            try:
                sql("select 1")
                break
            except subprocess.CalledProcessError:
                import time
                time.sleep(0.1)
        stored = np.load(checks.folder / "c.npy").astype("f4")
        for name, count in [("flat", 64), ("tree", None)]:
            sql(f"create table {name} (id integer not null unique, parent integer references {name} (id) deferrable initially deferred, vector text)")
            program("psql", "-h", str(place), "-U", "me", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", f"\\copy {name} from '{place}/{name}.csv' with (format csv, header)")
            lines = sql(f"select id, parent, translate(vector, '[]', '{{}}')::real[] from {name} where id < 64 order by id")
            vectors = np.array([[float(x) for x in line.split("|")[2].strip("{}").split(",")] for line in lines], dtype="f4")
            checks.says(f"PostgreSQL copies the {name} table, vectors as real[]", np.array_equal(vectors, stored))
        checks.says("of the flat one nobody has a parent", sql("select count(*) from flat where parent is null") == ["64"])
        heights = sql("select count(*) filter (where parent is null), count(*) filter (where id < 64 and parent >= 64) from tree")
        labels = checks.run("assign", "c.npy", "--model", "upper.safetensors", "-o", "-", "--quiet").split()[1:]
        labels = [int(line.split(",")[1]) for line in labels]
        parents = [int(line) for line in sql("select parent from tree where id < 64 order by id")]
        matching = len({(a, b) for a, b in zip(labels, parents)}) == len(set(labels))
        checks.says(f"of the other one all 64 have one of {heights[0].split('|')[0]} parents, the nearest", heights[0].endswith("|64") and matching)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(place, ignore_errors=True)


def fixtures(folder):
    """Indexes of numbers chosen by hand, for the tests."""
    def f(numbers):
        return np.array(numbers, dtype="float32")

    def put(index, name):
        faiss.write_index(index, f"{folder}/{name}.faiss")

    def centroids(numbers):
        index = faiss.IndexFlatL2(len(numbers[0]))
        index.add(f(numbers))
        return index

    put(centroids([[1, 2], [3, 4], [5, 6]]), "flat_l2")
    index = faiss.IndexFlatIP(2)
    index.add(f([[0.6, 0.8], [1, 0]]))
    put(index, "flat_ip")
    index = faiss.IndexFlat(2, faiss.METRIC_L1)
    index.add(f([[1, 2]]))
    put(index, "flat_l1")
    index = faiss.IndexIDMap(faiss.IndexFlatL2(2))
    index.add_with_ids(f([[1, 2], [3, 4]]), np.array([7, 3]))
    put(index, "idmap")
    coarse = centroids([[0, 0], [10, 10]])
    index = faiss.IndexIVFFlat(coarse, 2, 2)
    index.is_trained, index.nprobe = True, 2
    index.add(f([[1, 1], [9, 9], [0, 2]]))
    put(index, "ivf_flat")
    coarse = centroids([[0, 0], [10, 10], [20, 20], [30, 30], [40, 40]])
    index = faiss.IndexIVFFlat(coarse, 2, 5)
    index.is_trained = True
    index.add(f([[39, 41]]))
    put(index, "ivf_sparse")
    index.make_direct_map(True)
    put(index, "ivf_direct")
    books = f([[[0, 0], [4, 4]], [[0, 1], [2, 3]]])

    def product():
        index = faiss.IndexPQ(4, 2, 1)
        faiss.copy_array_to_vector(books.ravel(), index.pq.centroids)
        index.is_trained = True
        return index

    index = product()
    index.add(f([[0, 0, 2, 3], [4, 4, 0, 0], [5, 5, 3, 3]]))
    put(index, "pq")
    coarse = centroids([[0, 0, 0, 0], [10, 10, 10, 10]])
    index = faiss.IndexIVFPQ(coarse, 4, 2, 2, 1)
    faiss.copy_array_to_vector(books.ravel(), index.pq.centroids)
    index.is_trained = True
    index.add(f([[10, 10, 12, 13], [4, 4, 0, 1], [14, 14, 10, 11]]))
    put(index, "ivf_pq")
    turned = faiss.OPQMatrix(4, 2)
    faiss.copy_array_to_vector(f(np.eye(4)[[2, 3, 0, 1]]).ravel(), turned.A)
    turned.is_trained = True
    inner = product()
    index = faiss.IndexPreTransform(turned, inner)
    index.add(f([[2, 3, 0, 0]]))
    put(index, "opq")
    index = faiss.IndexResidualQuantizer(2, 2, 1)
    faiss.copy_array_to_vector(f([[0, 0], [8, 8], [0, 1], [1, 0]]).ravel(), index.rq.codebooks)
    index.rq.is_trained = index.is_trained = True
    index.rq.norm_min = index.rq.norm_max = 0
    index.rq.compute_codebook_tables()
    index.add(f([[8, 9], [1, 0], [9, 8]]))
    put(index, "rq")
    for bits, kind in ((8, faiss.ScalarQuantizer.QT_8bit), (4, faiss.ScalarQuantizer.QT_4bit)):
        index = faiss.IndexScalarQuantizer(3, kind)
        faiss.copy_array_to_vector(f([0, 10, -1, 255, 15, 30]), index.sq.trained)
        index.is_trained = True
        index.add(f([[0.5, 10.5, 0], [254.5, 24.5, 28]]))
        put(index, f"sq{bits}")
    index = faiss.IndexHNSWFlat(2, 4)
    index.add(f([[1, 2]]))
    put(index, "hnsw")
    put(faiss.IndexPQ(4, 2, 1), "untrained")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=".build/release/tessera")
    parser.add_argument("--data", help="a .npy file of rows")
    parser.add_argument("--fixtures", metavar="FOLDER", help="write the tests' indexes, and nothing else")
    options = parser.parse_args()
    if options.fixtures:
        return fixtures(options.fixtures)
    rows = np.load(options.data) if options.data else np.random.default_rng(0).standard_normal((3000, 32)).astype("f4")
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(options.cli, folder, rows)
        faiss_checks(checks)
        cosine_checks(checks)
        codebook_checks(checks)
        lance_product_checks(checks, lance_checks(checks))
        postgres_checks(checks)
        print(f"{checks.count} checks with faiss {faiss.__version__}")


if __name__ == "__main__":
    sys.exit(main())
