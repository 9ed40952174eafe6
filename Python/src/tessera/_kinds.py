"""Kinds of k-means."""

from . import _validation
from ._kmeans import KMeans


class BalancedKMeans(KMeans):
    """k-means whose clusters have sizes within bounds: every pass finds the best assignment there is within them.

    min_size and max_size bound the rows of each cluster; without both, sizes differ by at most one. `labels_` obey the bounds;
    `predict` takes the nearest center of each row, and so may say something else of the same rows. Of the parameters of KMeans
    metric, quality, trim and algorithm are not there; the others mean the same. Rows have no weights.
    """

    def __init__(
        self,
        n_clusters=8,
        *,
        min_size=None,
        max_size=None,
        init="k-means++",
        n_init="auto",
        max_iter=300,
        tol=0.0,
        verbose=0,
        random_state=None,
        time_limit=None,
        n_threads=None,
    ):
        super().__init__(
            n_clusters,
            init=init,
            n_init=n_init,
            max_iter=max_iter,
            tol=tol,
            verbose=verbose,
            random_state=random_state,
            time_limit=time_limit,
            n_threads=n_threads,
        )
        self.min_size = min_size
        self.max_size = max_size

    def _own_options(self):
        if self.min_size is None and self.max_size is None:
            return {"sizes": "equal"}
        return {
            name: None if bound is None else _validation.whole(name, bound, least, 2**62)
            for name, bound, least in (("min_size", self.min_size, 0), ("max_size", self.max_size, 1))
        }

    def fit(self, X, y=None):
        """Fits the centers to rows [n_samples, n_features]. `y` is ignored."""
        return super().fit(X)

    def fit_predict(self, X, y=None):
        """`fit(X).labels_`."""
        return self.fit(X).labels_

    def fit_transform(self, X, y=None):
        """`fit(X).transform(X)`."""
        return self.fit(X).transform(X)

    def _found_of_few(self, X, weights, clusters):
        return None


class HierarchicalKMeans(KMeans):
    """k-means of many clusters: a tree of clusterings finds where the centers start, then exact updates follow.

    method is "hierarchical" or "bisecting"; refine, how many updates over all rows follow; None: the library's number. Of the
    parameters of KMeans init, n_init, max_iter, quality, trim and algorithm are not there; the others mean the same.
    """

    def __init__(
        self,
        n_clusters=8,
        *,
        method="hierarchical",
        refine=None,
        tol=0.0,
        verbose=0,
        random_state=None,
        metric="euclidean",
        time_limit=None,
        n_threads=None,
    ):
        super().__init__(
            n_clusters,
            tol=tol,
            verbose=verbose,
            random_state=random_state,
            metric=metric,
            time_limit=time_limit,
            n_threads=n_threads,
        )
        self.method = method
        self.refine = refine

    def _own_options(self):
        method = _validation.word("method", self.method, ("hierarchical", "bisecting"))
        return {"method": method, "refine": None if self.refine is None else _validation.whole("refine", self.refine, 0)}
