import warnings

import numpy as np
import pytest

import tessera

# 0, 1 | 10, 12: means 0.5 and 11, squares 0.5 and 2.
LINE = np.array([[0.0], [1], [10], [12]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32, np.float16, ">f8"])
def test_four_rows_by_hand(dtype):
    fitted = tessera.KMeans(2, random_state=0).fit(LINE.astype(dtype))
    assert sorted(fitted.cluster_centers_[:, 0]) == [0.5, 11] and fitted.inertia_ == 2.5
    assert fitted.labels_.dtype == np.int32 and fitted.labels_[0] == fitted.labels_[1] != fitted.labels_[2]
    assert fitted.stop_reason_ == "fixedPoint" and fitted.is_local_minimum_ and fitted.counts_.tolist() == [2, 2]
    assert fitted.score(LINE) == -2.5
    assert fitted.score(LINE, sample_weight=[2, 0, 0, 1]) == -1.5


@pytest.mark.parametrize(
    "lay",
    [
        np.ascontiguousarray, np.asfortranarray, lambda x: np.hstack([x, x])[:, :3], lambda x: x[::-1].copy()[::-1],
        lambda x: np.repeat(x, 2, axis=0)[::2], lambda x: np.repeat(x, 2, axis=1)[:, ::2],
    ],
)
def test_bits_do_not_depend_on_how_rows_lie(lay):
    rows = np.random.RandomState(2).normal(size=(300, 3))
    plain, other = (tessera.KMeans(7, random_state=3).fit(some) for some in (rows, lay(rows)))
    assert np.array_equal(plain.cluster_centers_, other.cluster_centers_) and plain.inertia_ == other.inertia_


def test_rows_are_read_where_they_lie():
    from tessera._matrices import read_in_place

    for array in (np.ones((5, 3)), np.ones((5, 3), np.float32), np.ones((5, 6))[:, :3], np.ones((10, 3))[::2]):
        assert read_in_place(array) is array
    assert read_in_place(np.ones((3, 5)).T).flags.c_contiguous


def test_bits_do_not_depend_on_threads():
    rows = np.random.RandomState(4).normal(size=(20_000, 5)).astype(np.float32)
    one, three = (tessera.KMeans(20, random_state=1, n_threads=n).fit(rows) for n in (1, 3))
    assert np.array_equal(one.labels_, three.labels_) and np.array_equal(one.cluster_centers_, three.cluster_centers_)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_prediction_gives_the_labels_of_the_fit(dtype):
    rows = np.random.RandomState(5).normal(size=(1000, 4)).astype(dtype)
    for options in ({}, {"metric": "cosine"}, {"max_iter": 2}, {"algorithm": "newton"}):
        fitted = tessera.KMeans(6, random_state=0, **options).fit(rows)
        assert np.array_equal(fitted.predict(rows), fitted.labels_), options


def test_distances_to_all_centers():
    rows = np.random.RandomState(6).normal(size=(2100, 3))
    fitted = tessera.KMeans(5, random_state=0).fit(rows)
    expected = np.sqrt(((rows[:, None] - fitted.cluster_centers_) ** 2).sum(axis=2))
    assert np.allclose(fitted.transform(rows), expected, rtol=1e-14)
    assert np.array_equal(fitted.transform(rows).argmin(axis=1), fitted.labels_)
    with pytest.raises(tessera.UsageError, match="Euclidean"):
        tessera.KMeans(2, metric="cosine").fit(rows).transform(rows)


def test_starts_are_heeded():
    start = [[0.0], [100]]
    with pytest.warns(RuntimeWarning, match="only one init"):
        given = tessera.KMeans(2, init=start, n_init=3).fit(LINE)
    calls = []

    def choose(rows, clusters, random_state):
        calls.append(random_state.randint(10))
        return rows[:clusters]

    chosen = tessera.KMeans(2, init=choose, random_state=0).fit(LINE)
    assert len(calls) == 10 and given.inertia_ == chosen.inertia_ == 2.5
    with pytest.raises(ValueError, match="does not match the number of clusters 3"):
        tessera.KMeans(3, init=start).fit(LINE)


def test_weights_count():
    assert tessera.KMeans(1).fit(LINE, sample_weight=[1, 1, 0, 0]).cluster_centers_.tolist() == [[0.5]]
    with pytest.raises(tessera.DataError, match="row 2"):
        tessera.KMeans(1).fit(LINE, sample_weight=[1, 1, -1, 0])


def test_a_seed_decides():
    rows = np.random.RandomState(7).normal(size=(500, 2))

    def centers(state):
        return tessera.KMeans(9, random_state=state).fit(rows).cluster_centers_

    assert np.array_equal(centers(3), centers(3)) and not np.array_equal(centers(3), centers(4))
    assert np.array_equal(centers(np.random.RandomState(0)), centers(np.random.RandomState(0)))
    assert np.array_equal(centers(np.random.default_rng(0)), centers(np.random.default_rng(0)))
    np.random.seed(1)
    first = centers(None)
    np.random.seed(1)
    assert np.array_equal(first, centers(None))


def test_fewer_distinct_rows_than_clusters_are_told():
    with pytest.warns(UserWarning, match=r"distinct clusters \(2\) found smaller than n_clusters \(3\)"):
        fitted = tessera.KMeans(3).fit([[0.0], [0], [5], [5]])
    assert fitted.inertia_ == 0 and fitted.labels_.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "options, match",
    [
        ({"n_clusters": 0}, "n_clusters"), ({"max_iter": 0}, "max_iter"), ({"tol": -1}, "tol"), ({"init": "best"}, "init"),
        ({"algorithm": "magic"}, "algorithm"), ({"metric": "l1"}, "metric"), ({"quality": "x"}, "quality"),
        ({"trim": 1.5}, "trim"), ({"n_threads": -1}, "threads"), ({"random_state": "x"}, "seed"), ({"n_init": 0}, "n_init"),
        ({"n_clusters": 5}, "n_samples=4 should be >= n_clusters=5"),
    ],
)
def test_what_makes_no_sense_is_refused(options, match):
    with pytest.raises(ValueError, match=match):
        tessera.KMeans(**{"n_clusters": 2, **options}).fit(LINE)


@pytest.mark.parametrize("bad, match", [(np.nan, "row 2, column 0"), (np.inf, "row 2, column 0")])
def test_numbers_that_are_none_are_found(bad, match):
    rows = LINE.copy()
    rows[2] = bad
    fitted = tessera.KMeans(2).fit(LINE)
    for call in (tessera.KMeans(2).fit, fitted.predict, fitted.transform, fitted.score):
        with pytest.raises(tessera.DataError, match=match):
            call(rows)


def test_sparse_data_are_refused():
    sparse = pytest.importorskip("scipy.sparse")
    with pytest.raises(TypeError, match="toarray"):
        tessera.KMeans(2).fit(sparse.csr_matrix(LINE))


def test_updates_are_told(capsys):
    tessera.KMeans(2, verbose=1, random_state=0).fit(LINE)
    told = capsys.readouterr().out
    assert "Initialization complete" in told and "inertia 2.5" in told and "strict convergence" in told


def test_nothing_is_warned_of_without_need():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tessera.KMeans(2).fit(LINE).predict(LINE)
