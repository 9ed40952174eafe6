"""Exact k-means and its kind: the same bits for every number of threads.

    import tessera
    model = tessera.KMeans(n_clusters=3, random_state=7).fit(X)
    model.labels_, model.inertia_
"""

from ._errors import (
    ConvergenceWarning,
    DataError,
    FileError,
    InterruptedFit,
    MemoryLimitError,
    MissingFileError,
    NotFittedError,
    TesseraError,
    UnavailableError,
    UsageError,
)
from ._kinds import BalancedKMeans, HierarchicalKMeans
from ._kmeans import KMeans
from ._library import library as _library
from ._mixtures import GaussianMixture
from ._quantizers import ProductQuantizer, RandomRotationQuantizer, ResidualQuantizer, ScalarQuantizer
from ._segments import Segments, optimal_segments

__version__ = _library.tessera_version().decode()

__all__ = [
    "BalancedKMeans",
    "ConvergenceWarning",
    "DataError",
    "FileError",
    "GaussianMixture",
    "HierarchicalKMeans",
    "InterruptedFit",
    "KMeans",
    "MemoryLimitError",
    "MissingFileError",
    "NotFittedError",
    "ProductQuantizer",
    "RandomRotationQuantizer",
    "ResidualQuantizer",
    "ScalarQuantizer",
    "Segments",
    "TesseraError",
    "UnavailableError",
    "UsageError",
    "optimal_segments",
]
