"""k-means."""

import ctypes
import math
import warnings

import numpy as np

from . import _errors, _validation
from ._estimator import Estimator
from ._library import Owned, call, library
from ._matrices import address, matrix
from ._options import Options

_STARTS = ("k-means++", "random", "k-means-parallel", "afk-mc2", "farthest-first")
_SOLVERS = {"lloyd": "lloyd", "elkan": "lloyd", "newton": "newton", "gradient": "gradient", "nested": "nested"}


class KMeans(Estimator):
    """k-means whose labels are exact and whose bits do not depend on threads or machine.

    Parameters (those of scikit-learn's KMeans first, with its meanings but for what is said):

    n_clusters: how many clusters, 8.
    init: "k-means++" (greedy), "random", "k-means-parallel", "afk-mc2", "farthest-first"; an array [n_clusters, n_features]; or a
        function of X, n_clusters and random_state that returns one.
    n_init: runs from different starts, of which the best wins. "auto": 1 for k-means++ and arrays, else 10.
    max_iter: the most updates of a run.
    tol: a run ends when its inertia falls by less than this share of it. 0, the default: at the fixed point.
    verbose: whether updates are printed.
    random_state: a whole number is the library's seed; a generator gives one; None takes one from NumPy's own generator.
    copy_x: nothing depends on it: X is never changed.
    algorithm: "lloyd", "newton", "gradient" or "nested". "elkan" is another name of "lloyd": bounds are used in any case.
    metric: "euclidean", or "cosine": rows count by their directions.
    quality: "fast", "balanced" or "best": how much work is spent on a lower inertia than that of the best run.
    time_limit: seconds after which the best is taken that there is; None: never.
    trim: the share of rows, those farthest away, that the centers, inertia_ and counts_ leave out; labels_ are of all rows.
    n_threads: of `fit` and `transform`, None for one per processor, as `predict` and `score` have. No result depends on it.

    After `fit`: cluster_centers_ [n_clusters, n_features], float64 whatever X is; labels_; inertia_, the weighted sum of
    squared distances; n_iter_; counts_, rows by cluster; stop_reason_; is_local_minimum_; n_features_in_; feature_names_in_ of
    tables.
    """

    _estimator_type = "clusterer"
    _is_transformer = True

    def __init__(
        self,
        n_clusters=8,
        *,
        init="k-means++",
        n_init="auto",
        max_iter=300,
        tol=0.0,
        verbose=0,
        random_state=None,
        copy_x=True,
        algorithm="lloyd",
        metric="euclidean",
        quality="fast",
        time_limit=None,
        trim=0.0,
        n_threads=None,
    ):
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.verbose = verbose
        self.random_state = random_state
        self.copy_x = copy_x
        self.algorithm = algorithm
        self.metric = metric
        self.quality = quality
        self.time_limit = time_limit
        self.trim = trim
        self.n_threads = n_threads

    # What other kinds of k-means add.
    def _own_options(self):
        return {}

    def fit(self, X, y=None, sample_weight=None):
        """Fits the centers to rows [n_samples, n_features]; float32 and float64 in C order are read where they lie. `y` is
        ignored."""
        X, columns = _validation.fitted_rows(self, X)
        weights = _validation.weights(sample_weight, len(X), fits=True)
        clusters = _validation.whole("n_clusters", self.n_clusters, 1)
        if len(X) < clusters:
            raise ValueError(f"n_samples={len(X)} should be >= n_clusters={clusters}.")
        init = self._initializer()
        options = dict(
            seed=_validation.seed(self.random_state),
            max_iterations=_validation.whole("max_iter", self.max_iter, 1),
            tolerance=_validation.number("tol", self.tol),
            solver=_SOLVERS[_validation.word("algorithm", self.algorithm, _SOLVERS)],
            metric=_validation.word("metric", self.metric, ("euclidean", "cosine")),
            quality=_validation.word("quality", self.quality, ("fast", "balanced", "best")),
            time_limit=(
                None if self.time_limit is None else _validation.number("time_limit", self.time_limit, may_be_zero=False)
            ),
            trim=_validation.number("trim", self.trim, below=1) or None,
            threads=_validation.threads(self.n_threads),
            hear=self._told if self.verbose else None,
            **self._own_options(),
        )
        self._n_init = self._runs(init)
        try:
            if isinstance(init, str):
                model = self._fitted(
                    X, weights, clusters, **options, initializer=init, restarts=self._n_init
                )
            else:
                model = self._fitted_from_starts(X, weights, clusters, init, options)
            found = self._found(model, X, clusters)
        except _errors.DataError:
            found = self._found_of_few(X, weights, clusters)
            if found is None:
                raise
        self._become(columns | found)
        return self

    def _initializer(self):
        if isinstance(self.init, str):
            return _validation.word("init", self.init, _STARTS)
        return self.init if callable(self.init) else np.atleast_2d(_validation.real("init", self.init))

    def _runs(self, init):
        is_array = isinstance(init, np.ndarray)
        if isinstance(self.n_init, str):
            _validation.word("n_init", self.n_init, ("auto",))
            return 1 if is_array or init == "k-means++" else 10
        runs = _validation.whole("n_init", self.n_init, 1)
        if is_array and runs != 1:
            warnings.warn(
                f"Explicit initial center position passed: performing only one init in {type(self).__name__} instead of "
                f"n_init={runs}.",
                RuntimeWarning,
                stacklevel=3,
            )
            return 1
        return runs

    def _fitted(self, X, weights, clusters, **options):
        options = Options(clusters, **options)
        is_plain = self.quality == "fast" and not self._own_options()
        work = X.size * clusters * self._n_init if is_plain else None
        return options.run(
            "model", "tessera_kmeans_fit", options, matrix(X), address(weights), work=work
        )

    def _fitted_from_starts(self, X, weights, clusters, init, options):
        """The best run from given centers, or from those of a function."""
        source = _validation.generator(self.random_state) if callable(init) else None
        best = None
        for _ in range(self._n_init):
            start = init if source is None else np.asarray(init(X, clusters, random_state=source))
            _check_start(start, X, clusters)
            model = self._fitted(X, weights, clusters, **options, start=start)
            if best is None or library.tessera_model_inertia(model) < library.tessera_model_inertia(best):
                best = model
        return best

    def _found(self, model, X, clusters):
        """What the library's model says, by the names of attributes."""
        centers = np.empty((clusters, X.shape[1]))
        labels, counts = np.empty(len(X), dtype=np.int32), np.empty(clusters, dtype=np.int64)
        call("tessera_model_copy_centroids", model, address(centers))
        call("tessera_model_copy_labels", model, address(labels))
        call("tessera_model_copy_counts", model, address(counts))
        reason = library.tessera_model_stop_reason(model).decode()
        # scikit-learn counts the pass that finds nothing to update, too.
        updates = min(library.tessera_model_iterations(model) + (reason == "fixedPoint"), self.max_iter)
        if self.verbose:
            has_converged = reason in ("fixedPoint", "tolerance")
            print(f"{'Converged' if has_converged else 'Ended'} at iteration {updates}: {_ENDS.get(reason, reason)}.")
        return {
            "cluster_centers_": centers,
            "labels_": labels,
            "counts_": counts,
            "inertia_": library.tessera_model_inertia(model),
            "n_iter_": updates,
            "stop_reason_": reason,
            "is_local_minimum_": library.tessera_model_is_local_minimum(model),
            "_fitted_metric": self.metric,
        }

    def _found_of_few(self, X, weights, clusters):
        """Where there are fewer distinct rows than clusters each is a center, and the last ones are so twice: with a warning, as in
        scikit-learn. None where there are not."""
        rows = X if weights is None else X[weights > 0]
        if not np.isfinite(X).all() or (weights is not None and not (np.isfinite(weights) & (weights >= 0)).all()):
            return None
        distinct = np.unique(rows, axis=0)
        if self.metric != "euclidean" or len(distinct) >= clusters:
            return None
        warnings.warn(
            f"Number of distinct clusters ({len(distinct)}) found smaller than n_clusters ({clusters}). Possibly due to "
            "duplicate points in X.",
            _errors.of_scikit_learn(_errors.ConvergenceWarning),
            stacklevel=3,
        )
        copies = np.minimum(np.arange(clusters), len(distinct) - 1)
        centers = distinct[copies].astype(np.float64)
        labels, distances, _ = _assigned(X, _model(centers, self.metric))
        return {
            "cluster_centers_": centers,
            "labels_": labels,
            "counts_": np.bincount(labels, minlength=clusters),
            "inertia_": _weighted_sum(distances, weights),
            "n_iter_": 1,
            "stop_reason_": "fixedPoint",
            "is_local_minimum_": False,
            "_fitted_metric": self.metric,
        }

    def fit_predict(self, X, y=None, sample_weight=None):
        """`fit(X).labels_`."""
        return self.fit(X, sample_weight=sample_weight).labels_

    def fit_transform(self, X, y=None, sample_weight=None):
        """`fit(X).transform(X)`."""
        return self.fit(X, sample_weight=sample_weight).transform(X)

    def predict(self, X):
        """The nearest center of each row, ties to the lowest; of the rows of `fit` exactly `labels_`."""
        X, model, _ = self._checked(X)
        return _assigned(X, model, distances=False)[0]

    def transform(self, X):
        """The Euclidean distance of each row to every center, [n_samples, n_clusters], float64."""
        X, model, clusters = self._checked(X)
        distances = np.empty((len(X), clusters))
        call("tessera_model_distances", model, matrix(X), _validation.threads(self.n_threads), address(distances))
        return distances

    def score(self, X, y=None, sample_weight=None):
        """The inertia of rows, negative."""
        X, model, _ = self._checked(X)
        weights = _validation.weights(sample_weight, len(X))
        _, distances, inertia = _assigned(X, model, distances=weights is not None)
        return -inertia if weights is None else -_weighted_sum(distances, weights)

    def get_feature_names_out(self, input_features=None):
        """The names of the columns of `transform`: kmeans0, kmeans1, ..."""
        _validation.check_fitted(self, "cluster_centers_")
        name = type(self).__name__.lower()
        return np.array([f"{name}{j}" for j in range(len(self.cluster_centers_))], dtype=object)

    def _checked(self, X):
        """The rows, the library's model of the centers, and how many these are: of one fit, though another thread fits anew."""
        _validation.check_fitted(self, "cluster_centers_")
        X = _validation.rows(self, X)
        centers = _validation.real("cluster_centers_", self.cluster_centers_)
        return X, _model(centers, self._fitted_metric), len(centers)

    def _told(self, iteration, inertia):
        if iteration == 0:
            print("Initialization complete")
        print(f"Iteration {iteration}, inertia {inertia}.")


_ENDS = {
    "fixedPoint": "strict convergence",
    "tolerance": "the inertia fell by a smaller share than tol",
    "maxIterations": "max_iter was reached",
    "interrupted": "the time was over",
}


def _model(centers, metric):
    """The library's model of some centers."""
    return Owned("model", "tessera_model_create_like", Options(len(centers), metric=metric), matrix(centers))


def _assigned(X, model, distances=True):
    """The labels of rows, their distances where these are wanted, and the inertia."""
    labels = np.empty(len(X), dtype=np.int32)
    far = np.empty(len(X)) if distances else None
    inertia = ctypes.c_double()
    call("tessera_model_assign", model, matrix(X), address(labels), address(far), ctypes.byref(inertia))
    return labels, far, inertia.value


def _check_start(start, X, clusters):
    if start.ndim != 2 or start.shape[0] != clusters:
        raise ValueError(
            f"The shape of the initial centers {start.shape} does not match the number of clusters {clusters}."
        )
    if start.shape[1] != X.shape[1]:
        raise ValueError(
            f"The shape of the initial centers {start.shape} does not match the number of features of the data {X.shape[1]}."
        )


def _weighted_sum(distances, weights):
    """Of squares, rounded once: it depends on no order."""
    squares = distances * distances
    return math.fsum(squares if weights is None else squares * weights)
