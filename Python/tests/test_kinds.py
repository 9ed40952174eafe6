import pickle

import numpy as np
import pytest

import tessera

ROWS = np.random.RandomState(0).normal(size=(120, 6))


def test_balanced_sizes_are_obeyed():
    assert tessera.BalancedKMeans(7, random_state=0).fit(ROWS).counts_.tolist().count(17) == 6
    bounded = tessera.BalancedKMeans(5, min_size=20, max_size=30, random_state=0).fit(ROWS)
    assert bounded.counts_.min() >= 20 and bounded.counts_.max() <= 30 and bounded.counts_.sum() == 120
    with pytest.raises(ValueError):
        tessera.BalancedKMeans(5, min_size=40).fit(ROWS)


@pytest.mark.parametrize("method", ["hierarchical", "bisecting"])
def test_a_tree_finds_every_cluster(method):
    fitted = tessera.HierarchicalKMeans(11, method=method, refine=3, random_state=0).fit(ROWS)
    assert len(np.unique(fitted.labels_)) == 11 and np.array_equal(fitted.predict(ROWS), fitted.labels_)


@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_a_mixture_is_one_of_scikit_learn_from_the_same_start(kind):
    mixture = pytest.importorskip("sklearn.mixture")
    # Three clouds, told from each other: the way from any start is one.
    rows = np.concatenate([ROWS[:40], ROWS[40:80] + 8, ROWS[80:] * 2 - 9])
    means = rows[[0, 50, 100]]
    options = dict(covariance_type=kind, means_init=means, random_state=0, tol=1e-9, max_iter=500)
    ours = tessera.GaussianMixture(3, **options).fit(rows)
    theirs = mixture.GaussianMixture(3, **options).fit(rows)
    assert ours.converged_ and np.allclose(ours.means_, theirs.means_, atol=1e-5)
    assert np.allclose(ours.covariances_, theirs.covariances_, atol=1e-4) and np.allclose(ours.weights_, theirs.weights_)
    assert np.allclose(ours.score_samples(rows), theirs.score_samples(rows), atol=1e-3)
    assert np.allclose(ours.predict_proba(rows), theirs.predict_proba(rows), atol=1e-6)
    assert np.isclose(ours.bic(rows), theirs.bic(rows), rtol=1e-6) and np.isclose(ours.aic(rows), theirs.aic(rows), rtol=1e-6)
    assert np.array_equal(pickle.loads(pickle.dumps(ours)).predict(rows), ours.predict(rows))


@pytest.mark.parametrize(
    "quantizer, size",
    [
        (tessera.ProductQuantizer(3, n_codes=16, random_state=0), 2),
        (tessera.ProductQuantizer(2, n_codes=16, rotate=True, random_state=0), 1),
        (tessera.ResidualQuantizer(4, n_codes=16, random_state=0), 2),
        (tessera.ScalarQuantizer(8), 6),
        (tessera.RandomRotationQuantizer(4, random_state=0), None),
    ],
    ids=lambda value: repr(value),
)
def test_codes_stand_for_their_rows(quantizer, size):
    codes = quantizer.fit_transform(ROWS)
    assert codes.dtype == np.uint8 and codes.shape == (120, size or quantizer.code_size_)
    back = quantizer.inverse_transform(codes)
    assert ((back - ROWS) ** 2).sum() < 0.7 * (ROWS**2).sum()
    again = pickle.loads(pickle.dumps(quantizer))
    assert np.array_equal(again.transform(ROWS), codes) and np.array_equal(again.inverse_transform(codes), back)
    with pytest.raises(ValueError, match="codes"):
        quantizer.inverse_transform(codes[:, :0])


def test_a_line_is_cut_at_its_best():
    # 1, 2 | 10, 11, 12, of which 10 weighs 5; not sorted.
    found = tessera.optimal_segments([10, 1, 12, 2, 11], 2, sample_weight=[5, 1, 1, 1, 1])
    assert found.labels.tolist() == [1, 0, 1, 0, 1] and np.allclose(found.centers, [1.5, 73 / 7])
    assert tessera.optimal_segments([3, 3, 3], 2).centers.tolist() == [3]
    assert tessera.optimal_segments([3.0], 5).labels.tolist() == [0]
    with pytest.raises(ValueError, match="NaN"):
        tessera.optimal_segments([1, np.nan], 1)


def test_edited_attributes_of_a_mixture_are_not_read_beyond_their_end():
    mixture = tessera.GaussianMixture(3, random_state=0).fit(ROWS)
    mixture.weights_ = mixture.weights_[:2]
    with pytest.raises(ValueError, match=r"\(2,\).*\(3,\)"):
        mixture.predict(ROWS)
    mixture.fit(ROWS).covariances_ = np.ones(3)
    with pytest.raises(ValueError, match="full covariances"):
        mixture.predict_proba(ROWS)
