"""Runs scikit-learn's own tests of its KMeans against ours: `python tests/scikit_learn.py`, in an environment with
scikit-learn, pytest and the wheel.

Cases of what is not here are left out, each by a reason that is printed. Of the others at least 90 % have to pass, and each
that fails has to be one that is otherwise on purpose.
"""

import collections
import os
import re
import sys

import pytest
import scipy.sparse
import sklearn.cluster
import sklearn.cluster._kmeans

import tessera

MODULE = "sklearn.cluster.tests.test_k_means"
LEAST_SHARE = 0.9

# Tests that say nothing about a KMeans of others.
ELSEWHERE = {
    "MiniBatchKMeans": r"test_mini_?batch",
    "scikit-learn's private functions": r"test_relocate_empty_clusters|test_euclidean_distance|test_inertia|"
    r"test_is_same_clustering|test_sample_weight_init|test_sample_weight_zero",
    "the function kmeans_plusplus": r"test_kmeans_plusplus",
}
# What is otherwise on purpose; README.md, Differences.
ON_PURPOSE = {
    "cluster_centers_ are float64 for float32 data, too": r"test_float_precision",
    "another tolerance, so other words": r"test_kmeans_verbose\[0.01",
    "elkan is another name of lloyd, for one cluster, too": r"test_warning_elkan_1_cluster",
}


def reason(item):
    """Why a case is left out; None where it is not."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    for value in values:
        if value is sklearn.cluster.MiniBatchKMeans:
            return "MiniBatchKMeans"
        if scipy.sparse.issparse(value) or (isinstance(value, type) and value.__module__.startswith("scipy.sparse")):
            return "sparse data"
    return next((why for why, pattern in ELSEWHERE.items() if re.match(pattern, item.name)), None)


def difference(nodeid):
    """What is otherwise on purpose in a case; None for nothing."""
    name = nodeid.split("::")[-1]
    return next((why for why, pattern in ON_PURPOSE.items() if re.match(pattern, name)), None)


class Selection:
    """Leaves cases out, and counts what became of the others."""

    def __init__(self):
        self.left_out, self.outcomes = collections.Counter(), {}

    def pytest_collection_modifyitems(self, config, items):
        kept = []
        for item in items:
            why = reason(item)
            if why is None:
                kept.append(item)
            else:
                self.left_out[why] += 1
        items[:] = kept

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome


def main():
    sklearn.cluster.KMeans = sklearn.cluster._kmeans.KMeans = tessera.KMeans
    os.environ.setdefault("SKLEARN_RUN_FLOAT32_TESTS", "1")
    selection = Selection()
    pytest.main(["-q", "--tb=line", "--disable-warnings", "-p", "no:cacheprovider", "--pyargs", MODULE], plugins=[selection])
    outcomes = collections.Counter(selection.outcomes.values())
    ran = outcomes["passed"] + outcomes["failed"]
    print(f"left out: {sum(selection.left_out.values())} cases")
    for why, count in selection.left_out.most_common():
        print(f"  {count:4d}  {why}")
    failed = [name for name, outcome in selection.outcomes.items() if outcome == "failed"]
    for name in failed:
        print(f"failed: {name}: {difference(name) or 'this is a defect'}")
    share = outcomes["passed"] / max(1, ran)
    print(f"scikit-learn {sklearn.__version__}: {outcomes['passed']} of {ran} cases pass ({share:.1%})")
    sys.exit(0 if ran > 50 and share >= LEAST_SHARE and all(map(difference, failed)) else 1)


if __name__ == "__main__":
    main()
