"""The optimum on a line."""

import ctypes
from typing import NamedTuple

import numpy as np

from . import _validation
from ._library import call
from ._matrices import address


class Segments(NamedTuple):
    """The best possible clusters of numbers, proved to be so."""

    #: Ascending, [n_clusters], or fewer where there are fewer distinct values.
    centers: np.ndarray
    #: The cluster of each value, in the order in which they were given.
    labels: np.ndarray
    #: The weighted sum of squared distances.
    inertia: float


def optimal_segments(values, n_clusters, sample_weight=None):
    """Clusters numbers with the least inertia that is possible: O(n) per pass after sorting, however many clusters there are."""
    values = _validation.real("values", values)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise ValueError(f"values: numbers in one dimension, not of shape {values.shape}")
    clusters = _validation.whole("n_clusters", n_clusters, 1)
    weights = _validation.weights(sample_weight, len(values))
    order = np.argsort(values, kind="stable")
    ascending = values[order]
    of_these = None if weights is None else weights[order]
    room = min(clusters, max(1, len(values)))
    centers, boundaries = np.empty(room), np.empty(room + 1, dtype=np.int64)
    inertia, found = ctypes.c_double(), ctypes.c_int64()
    call(
        "tessera_segment",
        address(ascending),
        address(of_these),
        len(values),
        room,
        address(centers),
        address(boundaries),
        ctypes.byref(inertia),
        ctypes.byref(found),
    )
    labels = np.empty(len(values), dtype=np.int32)
    labels[order] = np.repeat(np.arange(found.value, dtype=np.int32), np.diff(boundaries[: found.value + 1]))
    return Segments(centers[: found.value].copy(), labels, inertia.value)
