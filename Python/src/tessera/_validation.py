"""What an estimator is given: rows, weights, seeds. Refusals say what scikit-learn's say, so that a program need not tell them
apart."""

import numbers
import warnings

import numpy as np

from . import _errors
from ._matrices import in_order, read_in_place


def fitted_rows(estimator, X):
    """The array that a fit reads, and what the estimator will know of its columns (n_features_in_, of tables
    feature_names_in_)."""
    names = _names(X)
    array = _array(type(estimator).__name__, X)
    columns = {"n_features_in_": array.shape[1]}
    if names is not None:
        columns["feature_names_in_"] = names
    return array, columns


def rows(estimator, X):
    """The array of other rows, whose columns are those of the fit."""
    _check_names(estimator, X)
    name = type(estimator).__name__
    array = _array(name, X)
    if array.shape[1] != estimator.n_features_in_:
        raise ValueError(
            f"X has {array.shape[1]} features, but {name} is expecting {estimator.n_features_in_} features as input"
        )
    return array


def _array(name, X):
    """X as an array of float32 or float64 that the library can read: X itself where that can be."""
    if hasattr(X, "nnz") and hasattr(X, "toarray"):
        raise TypeError(
            f"{name} takes dense data, and X is sparse. Use '.toarray()' to convert it to a dense array, where memory allows."
        )
    array = np.asarray(X)
    if np.iscomplexobj(array) or (array.dtype == object and any(isinstance(x, complex) for x in array.ravel())):
        raise ValueError("Complex data not supported: X has to be real.")
    if array.ndim != 2:
        shape = f"{array.ndim}D array" if array.ndim else "scalar array"
        advice = (
            "Reshape your data either using array.reshape(-1, 1) if your data has a single feature or "
            "array.reshape(1, -1) if it contains a single sample."
        )
        raise ValueError(f"Expected 2D array, got {shape} instead: shape {array.shape}. {advice}")
    if array.dtype not in (np.float32, np.float64) or not array.dtype.isnative:
        array = array.astype(np.float64)
    for count, what in zip(array.shape, ("sample", "feature")):
        if count == 0:
            raise ValueError(
                f"Found array with 0 {what}(s) (shape={array.shape}) while a minimum of 1 is required by {name}."
            )
    return read_in_place(array)


def real(name, values):
    """Numbers of a parameter as float64, in C order."""
    array = np.asarray(values)
    if array.dtype.kind == "c":
        raise ValueError(f"{name}: complex numbers are not supported")
    return in_order(np.asarray(array, dtype=np.float64))


def weights(sample_weight, count, *, fits=False):
    """One weight per row, float64; None for none. A fit needs a positive one."""
    if sample_weight is None:
        return None
    array = real("sample_weight", sample_weight)
    if array.ndim == 0:
        array = np.full(count, array)
    if array.ndim != 1:
        raise ValueError("Sample weights must be 1D array or scalar")
    if array.shape != (count,):
        raise ValueError(f"sample_weight.shape == {array.shape}, expected {(count,)}!")
    bad = np.flatnonzero(~((array >= 0) & (array < np.inf)))
    if len(bad):
        raise _errors.DataError(f"the weight of row {bad[0]} is {array[bad[0]]}: weights are finite and not negative")
    if fits and not array.any():
        raise ValueError("Sample weights are all zero: at least one has to be positive.")
    return array


def generator(random_state):
    """A source of seeds, as scikit-learn's conventions have it: None is NumPy's own."""
    if random_state is None or random_state is np.random:
        return np.random.mtrand._rand
    if isinstance(random_state, numbers.Integral):
        return np.random.RandomState(random_state)
    if isinstance(random_state, (np.random.RandomState, np.random.Generator)):
        return random_state
    raise ValueError(f"{random_state!r} cannot be used to seed a numpy.random.RandomState instance")


def seed(random_state):
    """The library's seed: a whole number is its own, so that it is that of `tessera fit --seed`; of others one is drawn."""
    if isinstance(random_state, numbers.Integral):
        if not 0 <= random_state < 2**32:
            raise ValueError(f"random_state: 0 to 2**32 - 1, not {random_state}")
        return int(random_state)
    source = generator(random_state)
    draw = source.integers if isinstance(source, np.random.Generator) else source.randint
    return int(draw(2**31 - 1))


def whole(name, value, least, most=2**31 - 1):
    """A parameter that is a whole number between two others."""
    if not isinstance(value, numbers.Integral) or isinstance(value, (bool, np.bool_)) or not least <= value <= most:
        raise ValueError(f"{name}: a whole number from {least} to {most}, not {value!r}")
    return int(value)


def threads(value):
    """n_threads; 0, as the library has it, for None."""
    if value is None:
        return 0
    try:
        return whole("n_threads", value, 1, 1024)
    except ValueError:
        raise ValueError(f"n_threads: None for one per processor, or a whole number from 1 to 1024, not {value!r}") from None


def number(name, value, *, below=np.inf, may_be_zero=True):
    """A parameter that is a number of at least 0."""
    is_number = isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_))
    if not is_number or not 0 <= value < below or (value == 0 and not may_be_zero):
        least = "at least 0" if may_be_zero else "above 0"
        most = "finite" if below == np.inf else f"below {below}"
        raise ValueError(f"{name}: a number {least} and {most}, not {value!r}")
    return float(value)


def word(name, value, words):
    """A parameter that is one of some words."""
    if not isinstance(value, str) or value not in words:
        raise ValueError(f"{name}: {', '.join(words)}, not {value!r}")
    return str(value)


def check_fitted(estimator, attribute):
    """Raises NotFittedError where `fit` was not called."""
    if not hasattr(estimator, attribute):
        raise _errors.of_scikit_learn(_errors.NotFittedError)(
            f"This {type(estimator).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before "
            "using this estimator."
        )


def _names(X):
    """The names of the columns of a table; None for arrays, and where they are numbers."""
    columns = getattr(X, "columns", None)
    if columns is None or callable(columns):
        return None
    names = list(columns)
    texts = sum(isinstance(name, str) for name in names)
    if texts == 0:
        return None
    if texts < len(names):
        raise TypeError(
            "Feature names are only supported if all input features have string names, but your input has "
            f"{sorted({type(name).__name__ for name in names})} as feature name / column name types. If you want feature "
            "names to be stored and validated, you must convert them all to strings, by using X.columns = "
            "X.columns.astype(str) for example. Otherwise you can remove feature / column names from your input data, or "
            "convert them all to a non-string data type."
        )
    return np.array(names, dtype=object)


def _check_names(estimator, X):
    names = _names(X)
    fitted = getattr(estimator, "feature_names_in_", None)
    name = type(estimator).__name__
    if names is None and fitted is None:
        return
    if fitted is None or names is None:
        warnings.warn(
            f"X has feature names, but {name} was fitted without feature names"
            if fitted is None
            else f"X does not have valid feature names, but {name} was fitted with feature names",
            UserWarning,
            stacklevel=4,
        )
        return
    if len(names) == len(fitted) and np.all(names == fitted):
        return
    lines = ["The feature names should match those that were passed during fit."]
    for title, some in (
        ("Feature names unseen at fit time:", sorted(set(names) - set(fitted))),
        ("Feature names seen at fit time, yet now missing:", sorted(set(fitted) - set(names))),
    ):
        if some:
            lines += [title, *(f"- {one}" for one in some[:5]), *(["- ..."] if len(some) > 5 else [])]
    if set(names) == set(fitted):
        lines.append("Feature names must be in the same order as they were in fit.")
    raise ValueError("\n".join(lines) + "\n")
