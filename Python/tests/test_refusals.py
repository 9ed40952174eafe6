"""What is refused changes nothing, and says which parameter is meant."""

import numpy as np
import pytest

import tessera

ROWS = np.random.RandomState(0).normal(size=(90, 6))
BAD = np.full((4, 2), np.nan)


@pytest.mark.parametrize(
    "estimator",
    [
        tessera.KMeans(3, random_state=0), tessera.BalancedKMeans(3, random_state=0),
        tessera.GaussianMixture(2, random_state=0), tessera.ScalarQuantizer(),
        tessera.ProductQuantizer(2, n_codes=4, random_state=0), tessera.RandomRotationQuantizer(random_state=0),
    ],
    ids=lambda estimator: type(estimator).__name__,
)
def test_a_fit_that_fails_leaves_the_fitted_as_it_was(estimator):
    name = "transform" if hasattr(estimator, "transform") else "predict_proba"
    before = getattr(estimator.fit(ROWS), name)(ROWS)
    with pytest.raises(ValueError):
        estimator.fit(BAD)
    assert estimator.n_features_in_ == 6 and np.array_equal(getattr(estimator, name)(ROWS), before)
    if hasattr(estimator, "inverse_transform"):
        assert estimator.inverse_transform(before).shape == ROWS.shape


def test_names_of_columns_go_with_the_fit_that_has_them():
    pandas = pytest.importorskip("pandas")
    fitted = tessera.KMeans(2, random_state=0).fit(pandas.DataFrame(ROWS, columns=list("abcdef")))
    with pytest.raises(ValueError):
        fitted.fit(BAD)
    assert fitted.feature_names_in_.tolist() == list("abcdef")
    assert not hasattr(fitted.fit(ROWS), "feature_names_in_")


@pytest.mark.parametrize(
    "parameters, word",
    [
        ({"tol": "1"}, "tol: a number"), ({"tol": None}, "tol: a number"), ({"tol": float("nan")}, "tol: a number"),
        ({"n_threads": 2.7}, "n_threads: None for one per processor"), ({"n_threads": -1}, "n_threads: None"),
        ({"n_threads": 20_000}, "n_threads: None"), ({"time_limit": 0}, "time_limit: a number above 0"),
        ({"max_iter": 2**64}, "max_iter: a whole number from 1"), ({"n_init": 2**64 + 1}, "n_init: a whole number"),
        ({"quality": 1}, "quality: fast"), ({"metric": None}, "metric: euclidean"), ({"trim": 1.0}, "trim: a number"),
        ({"init": np.ones((3, 6)) * 1j}, "init: complex"),
    ],
)
def test_parameters_are_refused_by_their_names(parameters, word):
    with pytest.raises(ValueError, match=word):
        tessera.KMeans(3, **parameters).fit(ROWS)


@pytest.mark.parametrize(
    "quantizer, word",
    [
        (tessera.ScalarQuantizer(2**32 + 4), "bits"), (tessera.ResidualQuantizer(2**64 + 2), "n_levels"),
        (tessera.ProductQuantizer(2, n_codes=2**31 - 1), "n_codes"),
    ],
)
def test_numbers_do_not_wrap(quantizer, word):
    with pytest.raises(ValueError, match=f"{word}: a whole number from 1"):
        quantizer.fit(ROWS)


def test_weights_of_a_score_are_numbers():
    fitted = tessera.KMeans(2, random_state=0).fit(ROWS)
    weights = np.ones(90)
    weights[7] = np.nan
    with pytest.raises(ValueError, match="row 7"):
        fitted.score(ROWS, sample_weight=weights)


def test_rows_that_are_not_aligned_are_copied():
    bytes_ = np.frombuffer(b"x" + ROWS.tobytes(), np.uint8)[1:]
    skewed = bytes_.view(np.float64).reshape(ROWS.shape)
    assert not skewed.flags.aligned
    plain, other = (tessera.KMeans(4, random_state=1).fit(rows) for rows in (ROWS, skewed))
    assert np.array_equal(plain.cluster_centers_, other.cluster_centers_)
    assert np.array_equal(plain.predict(skewed), plain.labels_)
