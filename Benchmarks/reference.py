#!/usr/bin/env python3
"""Runs the command on every case of a MANIFEST.json and compares it with the reference; one line per case.

usage: Benchmarks/reference.py [--cli .build/release/tessera] [--data ../shared/data] [--only NAME] [--path PATH]

For every data set and k: Lloyd from the given start gives the reference's labels row by row, its number of updates and
its trace (relative tolerance 1e-9; 1e-8 for float32 and integers; 1e-6 for nasty data), and Newton with relaxation 1
gives the same bits. Ten restarts of k-means++ land at or below the reference's median, with seed 0 or 1. Nasty data and
file formats behave as their `expect` says.
"""
import argparse
import json
import math
import os
import sys
import tempfile

import npy
import tessera

HERE = os.path.dirname(os.path.abspath(__file__))


def contents(path):
    with open(path, "rb") as file:
        return file.read()


class Check:
    def __init__(self, options):
        self.cli, self.root = options.cli, options.data
        self.fitting = [self.cli, "fit", *(["--path", options.path] if options.path else [])]
        self.work = tempfile.mkdtemp(prefix="tessera-reference-")
        self.passed = self.failed = 0

    def path(self, name):
        return os.path.join(self.root, name)

    def out(self, name):
        return os.path.join(self.work, name)

    def line(self, name, problem, detail=""):
        self.passed += problem is None
        self.failed += problem is not None
        print(f"{'ok  ' if problem is None else 'FAIL'} {name:44} {problem or detail}", flush=True)

    def guarded(self, name, check):
        try:
            problem, detail = check()
        except (RuntimeError, AssertionError, OSError, ValueError, KeyError) as error:
            problem, detail = f"{type(error).__name__}: {error}", ""
        self.line(name, problem, detail)

    def fit(self, data, k, start, stem, *more):
        labels, model = self.out(stem + ".labels.npy"), self.out(stem + ".safetensors")
        report = tessera.report(
            *self.fitting, data, "-k", k, "--initializer", start, "--max-iterations", 100000, "--labels-output", labels,
            "-o", model, *more)
        return report, contents(labels), contents(model)


def lloyd(check, entry, case):
    """Lloyd and Newton against the reference run."""
    data, k, reference = check.path(f"{entry['name']}/X.npy"), case["k"], case["lloyd"]
    start = check.path(reference["init"])
    report, labels, _ = check.fit(data, k, start, "lloyd")
    _, expected = npy.read(check.path(reference["labels"]))
    _, ours = npy.read(check.out("lloyd.labels.npy"))
    differing = sum(a != b for a, b in zip(ours, expected, strict=True))
    if differing and not reference["tie_sensitive"]:
        return f"{differing} labels differ", ""
    if report["iterations"] != reference["updates"] and not reference["tie_sensitive"]:
        return f"{report['iterations']} updates instead of {reference['updates']}", ""
    (rows, *columns), values = npy.read(data)
    largest = max(abs(value) for value in values)
    tolerance = 1e-6 if entry["kind"] == "nasty" else 1e-9 if entry["dtype"] == "float64" else 1e-8
    trace = [point["inertia"] for point in report["trace"]]
    slack = 1e-13 * reference["inertia_trace"][0] + rows * (columns or [1])[0] * (2.0**-52 * largest) ** 2
    worst = max(
        abs(ours - theirs) / (tolerance * abs(theirs) + slack)
        for ours, theirs in zip(trace, reference["inertia_trace"], strict=True))
    if worst > 1:
        return f"the trace is {worst:.2g} times the tolerance away", ""
    newton, newton_labels, _ = check.fit(data, k, start, "newton", "--solver", "newton", "--relaxation", 1)
    same = {**tessera.stable(newton), "solver": "lloyd"} == tessera.stable(report)
    lloyd_centroids, newton_centroids = check.out("lloyd.npy"), check.out("newton.npy")
    for solver, path in (("lloyd", lloyd_centroids), ("newton", newton_centroids)):
        tessera.report(
            *check.fitting, data, "-k", k, "--initializer", start, "--max-iterations", 100000, "--solver", solver,
            "-o", path)
    if not same or newton_labels != labels or contents(lloyd_centroids) != contents(newton_centroids):
        return "newton differs from lloyd", ""
    back = check.out("assigned.npy")
    tessera.report(check.cli, "assign", data, "--model", check.out("lloyd.safetensors"), "-o", back)
    if contents(back) != labels:
        return "assign does not give the labels of fit back", ""
    return None, f"{report['iterations']} updates, trace within {worst:.1e} of the tolerance"


def restarts(check, entry, case):
    """Ten restarts of greedy k-means++ against the median of ten single runs."""
    limit = case["kmeanspp"]["median"] * (1 + 1e-9)
    inertias = []
    for seed in (0, 1):
        report = tessera.report(
            *check.fitting, check.path(f"{entry['name']}/X.npy"), "-k", case["k"], "--restarts", 10, "--seed", seed,
            "--max-iterations", 3000)
        inertias.append(report["inertia"])
        if report["inertia"] <= limit:
            return None, f"{report['inertia']:.10g} <= {case['kmeanspp']['median']:.10g} (seed {seed})"
    return f"{min(inertias):.10g} > {case['kmeanspp']['median']:.10g}", ""


def optimum(check, entry):
    """The optima of one column against those of a dynamic programme."""
    for k, exact in entry["exact_1d_optimum"].items():
        path = check.out("optimum.npy")
        report = tessera.report(
            *check.fitting, check.path(f"{entry['name']}/X.npy"), "-k", k, "--optimal", "-o", path)
        _, centroids = npy.read(path)
        if abs(report["inertia"] - exact["inertia"]) > 1e-12 * exact["inertia"]:
            return f"k={k}: inertia {report['inertia']} instead of {exact['inertia']}", ""
        if report["counts"] != exact["sizes"]:
            return f"k={k}: sizes {report['counts']} instead of {exact['sizes']}", ""
        if any(abs(a - b) > 1e-12 * abs(b) for a, b in zip(centroids, exact["centroids"], strict=True)):
            return f"k={k}: centroids {centroids} instead of {exact['centroids']}", ""
        if report["optimality"]["gap"] != 0:
            return f"k={k}: a gap of {report['optimality']['gap']}", ""
    return None, f"{len(entry['exact_1d_optimum'])} optima"


def refuses(finished, *words):
    if finished.returncode != 65:
        return f"exit {finished.returncode} instead of 65"
    message = finished.stderr.strip()
    if not message.startswith("error: ") or not all(word in message for word in words):
        return f"unclear: {message}"
    return None


def nasty(check, entry):
    """The cases without a reference run, by what their `expect` says."""
    name = entry["name"].removeprefix("nasty_iris_").removeprefix("nasty_")
    base = check.path("nasty_iris_base/X.npy")
    data = check.path(entry.get("data", f"{entry['name']}/X.npy"))
    if name in ("zero_rows", "nan_inf_rows", "penguins_with_nan"):
        (_, columns), values = npy.read(data)
        bad = [index // columns for index, value in enumerate(values) if not math.isfinite(value)]
        words = [f"row {bad[0]}", f"{len(set(bad))} bad rows"] if bad else []
        return refuses(tessera.run(*check.fitting, data, "-k", 3), data, *words), "a clear error"
    if name == "k_gt_distinct":
        return refuses(tessera.run(*check.fitting, data, "-k", 4), "only 3"), "a clear error"
    if name == "all_identical":
        report = tessera.report(*check.fitting, data, "-k", 1)
        problem = None if report["inertia"] == 0 else f"inertia {report['inertia']}"
        return problem or refuses(tessera.run(*check.fitting, data, "-k", 2), "only 1"), "inertia 0; k = 2 is refused"
    if name == "empty_cluster_start":
        report = tessera.report(*check.fitting, data, "-k", entry["k"], "--initializer", check.path(entry["init"]))
        fewer = tessera.report(*check.fitting, data, "-k", entry["k"] - 1, "--restarts", 10)
        good = report["inertia"] <= fewer["inertia"] and min(report["counts"]) > 0
        return None if good else "the empty cluster stayed", f"inertia {report['inertia']:.6g}"
    if name == "weighted_iris":
        report = tessera.report(
            *check.fitting, data, "-k", entry["k"], "--initializer", check.path(entry["init"]), "--weights",
            check.path(entry["weights"]))
        near = abs(report["inertia"] - entry["inertia"]) <= 1e-9 * entry["inertia"]
        return None if near and report["iterations"] == entry["updates"] else "differs", f"inertia {report['inertia']:.10g}"
    # What remains is the base in other units: the labels of the base, or a clear error.
    shape, values = npy.read(data)
    _, base_values = npy.read(base)
    start_shape, start = npy.read(check.path("nasty_iris_base/k3.init.npy"))
    factor = max(values) / max(base_values)
    path = check.out("start.csv")
    with open(path, "w") as file:
        for row in range(start_shape[0]):
            file.write(",".join(repr(x * factor) for x in start[row * start_shape[1]:(row + 1) * start_shape[1]]) + "\n")
    labels = check.out("scaled.npy")
    finished = tessera.run(*check.fitting, data, "-k", 3, "--initializer", path, "--labels-output", labels)
    if finished.returncode != 0:
        return refuses(finished, "rescale"), "a clear error: " + finished.stderr.strip()
    _, ours = npy.read(labels)
    _, expected = npy.read(check.path("nasty_iris_base/k3.lloyd_labels.npy"))
    return None if list(ours) == list(expected) else "other labels than the base", "the labels of the base"


def format_case(check, case, truth):
    """One encoding of the same small matrix: read right, or refused by name and place."""
    path, expect = check.path(case["file"]), case["expect"]
    if case["file"].endswith("utf16.csv"):  # the manifest is older than the reader of UTF-16
        expect = "equals truth"
    finished = tessera.run(*check.fitting, path, "-k", 1, "--json", "--initializer", "random")
    if finished.returncode != 0:
        may_refuse = "error" in expect or "documented" in expect
        words = [path]
        if "naming line" in expect:
            words.append(":" + expect.split("naming line ")[1].split(",")[0].split(" ")[0] + ":")
        problem = refuses(finished, *words) if may_refuse else "refused: " + finished.stderr.strip()
        return problem, finished.stderr.strip().removeprefix(f"error: {path}:")
    if expect.startswith("clear error") and "equals" not in expect and "documented" not in expect:
        return "accepted", ""
    report = json.loads(finished.stdout)
    if "equals truth" in expect and "rounded" not in expect and report["inertia"] != truth["inertia"]:
        return f"inertia {report['inertia']} instead of {truth['inertia']}", ""
    return None, f"read as {report['data']['rows']} x {report['data']['dimensions']} {report['data']['dtype']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", default=os.path.join(HERE, "..", ".build", "release", "tessera"))
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    parser.add_argument("--path", help="of the assignments: float64, float32, int16 or int8")
    parser.add_argument("--only", default="", help="only data sets whose name contains this")
    options = parser.parse_args()
    check = Check(options)
    with open(check.path("MANIFEST.json")) as file:
        entries = json.load(file)["datasets"]
    for entry in entries:
        name = entry["name"]
        if options.only not in name:
            continue
        if entry["kind"] == "formats":
            truth = tessera.report(*check.fitting, check.path(entry["truth"]), "-k", 1, "--initializer", "random")
            for case in entry["cases"]:
                check.guarded(case["file"], lambda case=case: format_case(check, case, truth))
        elif not entry["ks"]:
            check.guarded(name, lambda: nasty(check, entry))
        if "exact_1d_optimum" in entry:
            check.guarded(f"{name} optimum", lambda: optimum(check, entry))
        for case in entry["ks"]:
            if "lloyd" in case:
                check.guarded(f"{name} k={case['k']}", lambda case=case: lloyd(check, entry, case))
            if "kmeanspp" in case:
                check.guarded(f"{name} k={case['k']} k-means++", lambda case=case: restarts(check, entry, case))
    print(f"{check.passed} passed, {check.failed} failed")
    sys.exit(1 if check.failed or not check.passed else 0)


if __name__ == "__main__":
    main()
