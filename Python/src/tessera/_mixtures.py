"""Mixtures of normal distributions."""

import math
import warnings

import numpy as np

from . import _errors, _validation
from ._estimator import Estimator
from ._library import Owned, call, library
from ._matrices import address, matrix
from ._options import Options

_KINDS = {"full": "full", "tied": "tied", "diag": "diagonal", "spherical": "spherical"}


class GaussianMixture(Estimator):
    """A mixture of normal distributions by expectation maximisation, the updates of scikit-learn's, the same bits for every
    number of threads.

    Parameters and attributes are those of scikit-learn's GaussianMixture: covariance_type "full", "tied", "diag" or
    "spherical"; means_init, an array, in place of a k-means fit. After `fit`: weights_, means_, covariances_, converged_,
    n_iter_, lower_bound_ (the mean log-likelihood).
    """

    _estimator_type = "density_estimator"

    def __init__(
        self,
        n_components=1,
        *,
        covariance_type="full",
        tol=1e-3,
        reg_covar=1e-6,
        max_iter=100,
        n_init=1,
        means_init=None,
        random_state=None,
        verbose=0,
        n_threads=None,
    ):
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.means_init = means_init
        self.random_state = random_state
        self.verbose = verbose
        self.n_threads = n_threads

    def fit(self, X, y=None, sample_weight=None):
        """Fits the mixture to rows [n_samples, n_features]. `y` is ignored."""
        X, columns = _validation.fitted_rows(self, X)
        weights = _validation.weights(sample_weight, len(X), fits=True)
        components = _validation.whole("n_components", self.n_components, 1)
        kind = _KINDS[_validation.word("covariance_type", self.covariance_type, _KINDS)]
        if len(X) < max(2, components):
            raise ValueError(
                f"n_samples={len(X)} should be >= n_components={components}, and a covariance takes two."
            )
        start = None if self.means_init is None else np.atleast_2d(_validation.real("means_init", self.means_init))
        options = Options(
            components,
            start=start,
            seed=_validation.seed(self.random_state),
            restarts=_validation.whole("n_init", self.n_init, 1),
            max_iterations=_validation.whole("max_iter", self.max_iter, 1),
            tolerance=_validation.number("tol", self.tol),
            threads=_validation.threads(self.n_threads),
            hear=self._told if self.verbose else None,
        )
        regularization = _validation.number("reg_covar", self.reg_covar)
        mixture = options.run(
            "mixture", "tessera_mixture_fit", options, kind.encode(), regularization, matrix(X), address(weights)
        )
        shares, means = np.empty(components), np.empty((components, X.shape[1]))
        covariances = np.empty(_shape(kind, *means.shape))
        call("tessera_mixture_copy", mixture, address(shares), address(means), address(covariances))
        reason = library.tessera_mixture_stop_reason(mixture).decode()
        found = {
            "weights_": shares,
            "means_": means,
            "covariances_": covariances,
            "_fitted_kind": kind,
            "lower_bound_": library.tessera_mixture_log_likelihood(mixture),
            "n_iter_": max(1, library.tessera_mixture_iterations(mixture)),
            "stop_reason_": reason,
            "converged_": reason in ("tolerance", "fixedPoint"),
        }
        self._become(columns | found)
        if not self.converged_:
            warnings.warn(
                f"The fit ended after {self.n_iter_} updates before it converged; raise max_iter or tol.",
                _errors.of_scikit_learn(_errors.ConvergenceWarning),
                stacklevel=2,
            )
        return self

    def fit_predict(self, X, y=None, sample_weight=None):
        """`fit(X).predict(X)`."""
        return self.fit(X, sample_weight=sample_weight).predict(X)

    def predict(self, X):
        """The most probable component of each row."""
        X, mixture, _ = self._checked(X)
        labels = np.empty(len(X), dtype=np.int32)
        _assign(mixture, X, labels=labels)
        return labels

    def predict_proba(self, X):
        """The share of each component in the density at each row, [n_samples, n_components]."""
        X, mixture, components = self._checked(X)
        shares = np.empty((len(X), components))
        _assign(mixture, X, shares=shares)
        return shares

    def score_samples(self, X):
        """The logarithm of the density at each row."""
        X, mixture, _ = self._checked(X)
        densities = np.empty(len(X))
        _assign(mixture, X, densities=densities)
        return densities

    def score(self, X, y=None):
        """The mean logarithm of the density."""
        densities = self.score_samples(X)
        return math.fsum(densities) / len(densities)

    def bic(self, X):
        """The Bayesian information criterion: smaller is better."""
        return -2 * self.score(X) * len(X) + self._parameters() * math.log(len(X))

    def aic(self, X):
        """Akaike's information criterion: smaller is better."""
        return -2 * self.score(X) * len(X) + 2 * self._parameters()

    def _parameters(self):
        k, d = self.means_.shape
        own = {"full": k * d * (d + 1) / 2, "tied": d * (d + 1) / 2, "diagonal": k * d, "spherical": k}
        return own[self._fitted_kind] + k * d + k - 1

    def _checked(self, X):
        """The rows, the library's mixture, and how many components it has: of one fit, though another thread fits anew."""
        _validation.check_fitted(self, "means_")
        X = _validation.rows(self, X)
        kind, means, shares, covariances = self._fitted_kind, *(
            _validation.real(name, getattr(self, name)) for name in ("means_", "weights_", "covariances_")
        )
        shapes = (len(means),), _shape(kind, *means.shape)
        if (shares.shape, covariances.shape) != shapes:
            raise ValueError(
                f"weights_ and covariances_ have shapes {shares.shape} and {covariances.shape}, and belong to means_ and "
                f"{kind} covariances: {shapes[0]} and {shapes[1]}"
            )
        mixture = Owned(
            "mixture", "tessera_mixture_create", kind.encode(), matrix(means), address(shares), address(covariances)
        )
        return X, mixture, len(means)

    def _told(self, iteration, value):
        print(f"Iteration {iteration}, mean log-likelihood {value}.")


def _assign(mixture, X, labels=None, densities=None, shares=None):
    call("tessera_mixture_assign", mixture, matrix(X), address(labels), address(densities), address(shares))


def _shape(kind, k, d):
    return {"full": (k, d, d), "tied": (d, d), "diagonal": (k, d), "spherical": (k,)}[kind]
