"""Codebooks: rows as a few bytes each, and back."""

import os
import tempfile

import numpy as np

from . import _errors, _validation
from ._estimator import Estimator
from ._library import Owned, call, library
from ._matrices import address, matrix
from ._options import Options


class _Codebook(Owned):
    """tessera_codebook, which is pickled as the bytes of its file."""

    def __reduce__(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "codebook.safetensors")
            self.write(path)
            with open(path, "rb") as file:
                return _read_codebook, (file.read(),)

    def write(self, path):
        call("tessera_codebook_write", self, os.fsencode(path))


def _read_codebook(content):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "codebook.safetensors")
        with open(path, "wb") as file:
            file.write(content)
        return _Codebook("codebook", "tessera_codebook_read", os.fsencode(path))


class _Quantizer(Estimator):
    """What codebooks have in common: `fit`, `transform` to codes, `inverse_transform` to rows."""

    _is_transformer = True

    def fit(self, X, y=None, sample_weight=None):
        """Trains the codes on rows [n_samples, n_features]."""
        X, columns = _validation.fitted_rows(self, X)
        codebook = self._trained(X, _validation.weights(sample_weight, len(X), fits=True))
        size = library.tessera_codebook_code_size(codebook)
        self._become(columns | {"codebook_": codebook, "code_size_": size})
        return self

    def fit_transform(self, X, y=None, sample_weight=None):
        """`fit(X).transform(X)`."""
        return self.fit(X, sample_weight=sample_weight).transform(X)

    def transform(self, X):
        """The codes of rows, uint8 [n_samples, code_size_], packed as faiss packs them."""
        codebook, size = self._codebook()
        X = _validation.rows(self, X)
        codes = np.empty((len(X), size), dtype=np.uint8)
        threads = _validation.threads(getattr(self, "n_threads", None))
        call("tessera_codebook_encode", codebook, matrix(X), threads, address(codes))
        return codes

    def inverse_transform(self, codes):
        """What codes stand for, float64 [n_samples, n_features]."""
        codebook, size = self._codebook()
        codes = np.ascontiguousarray(codes)
        if codes.dtype != np.uint8 or codes.ndim != 2 or codes.shape[1] != size:
            raise ValueError(f"codes: uint8 of shape (n_samples, {size}), not {codes.dtype} of shape {codes.shape}")
        rows = np.empty((len(codes), library.tessera_codebook_dimensions(codebook)))
        call("tessera_codebook_decode", codebook, address(codes), len(codes), address(rows))
        return rows

    def _codebook(self):
        """The codebook and the bytes of its codes, as it says: what the library writes to has its size."""
        _validation.check_fitted(self, "codebook_")
        codebook = self.codebook_
        return codebook, library.tessera_codebook_code_size(codebook)

    def write(self, path):
        """Writes the codebook as safetensors, whole or not at all."""
        _validation.check_fitted(self, "codebook_")
        self.codebook_.write(path)


class _TrainedByKMeans(_Quantizer):
    def _options(self):
        return Options(
            _validation.whole("n_codes", self.n_codes, 1, 2**16),
            seed=_validation.seed(self.random_state),
            max_iterations=_validation.whole("max_updates", self.max_updates, 0),
            threads=_validation.threads(self.n_threads),
        )

    def _train(self, create, X, options, weights, *arguments):
        return options.run("codebook", create, matrix(X), *arguments, options, address(weights), made=_Codebook)


class ProductQuantizer(_TrainedByKMeans):
    """Parts of neighbouring columns, each with a codebook of its own; `rotate`: after the rotation with the least error."""

    def __init__(self, n_parts=8, *, n_codes=256, rotate=False, max_updates=25, random_state=None, n_threads=None):
        self.n_parts = n_parts
        self.n_codes = n_codes
        self.rotate = rotate
        self.max_updates = max_updates
        self.random_state = random_state
        self.n_threads = n_threads

    def _trained(self, X, weights):
        parts = _validation.whole("n_parts", self.n_parts, 1)
        return self._train(
            "tessera_codebook_train_product", X, self._options(), weights, parts, bool(self.rotate)
        )


class ResidualQuantizer(_TrainedByKMeans):
    """Levels of codes, each for what those before left over; `beam`: how many sequences encoding keeps, 1 to 64."""

    def __init__(self, n_levels=8, *, n_codes=256, beam=5, max_updates=25, random_state=None, n_threads=None):
        self.n_levels = n_levels
        self.n_codes = n_codes
        self.beam = beam
        self.max_updates = max_updates
        self.random_state = random_state
        self.n_threads = n_threads

    def _trained(self, X, weights):
        levels, beam = _validation.whole("n_levels", self.n_levels, 1, 64), _validation.whole("beam", self.beam, 1, 64)
        return self._train("tessera_codebook_train_residual", X, self._options(), weights, levels, beam)


class _WithoutWeights(_Quantizer):
    def fit(self, X, y=None):
        """Fits to rows [n_samples, n_features]."""
        return super().fit(X)

    def fit_transform(self, X, y=None):
        """`fit(X).transform(X)`."""
        return self.fit(X).transform(X)


class ScalarQuantizer(_WithoutWeights):
    """An even grid per column, of 1 to 8 bits."""

    def __init__(self, bits=8):
        self.bits = bits

    def _trained(self, X, weights):
        bits = _validation.whole("bits", self.bits, 1, 8)
        return _Codebook("codebook", "tessera_codebook_train_scalar", matrix(X), bits)


class RandomRotationQuantizer(_WithoutWeights):
    """A random rotation and the best levels for any data, of 1 to 8 bits per element: `fit` only counts the columns."""

    def __init__(self, bits=4, *, random_state=None):
        self.bits = bits
        self.random_state = random_state

    def _trained(self, X, weights):
        if not np.isfinite(X).all():
            row, column = np.argwhere(~np.isfinite(X))[0]
            raise _errors.DataError(f"row {row}, column {column} is NaN or infinite; drop or repair the row")
        bits, seed = _validation.whole("bits", self.bits, 1, 8), _validation.seed(self.random_state)
        return _Codebook("codebook", "tessera_codebook_create_random_rotation", X.shape[1], bits, seed)
