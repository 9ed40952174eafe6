"""scikit-learn's conventions, where scikit-learn is there."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

import tessera

KINDS = [
    tessera.KMeans(n_clusters=2, n_init=2, max_iter=5),
    tessera.BalancedKMeans(n_clusters=2),
    tessera.HierarchicalKMeans(n_clusters=2),
    tessera.GaussianMixture(n_components=1),
    tessera.ProductQuantizer(n_parts=1, n_codes=2),
    tessera.ResidualQuantizer(n_levels=1, n_codes=2),
    tessera.ScalarQuantizer(),
    tessera.RandomRotationQuantizer(),
]


@pytest.mark.parametrize("estimator", KINDS, ids=lambda estimator: type(estimator).__name__)
@pytest.mark.filterwarnings("ignore:Estimator .* does not inherit")
def test_scikit_learn_checks_the_estimator(estimator):
    checks = pytest.importorskip("sklearn.utils.estimator_checks")
    # What scikit-learn expects of its own KMeans, too: another order and number of rows draws other starts.
    reason = "sample_weight is not equivalent to removing/repeating samples."
    failing = {"check_sample_weight_equivalence_on_dense_data": reason}
    results = checks.check_estimator(estimator, on_skip=None, expected_failed_checks=failing)
    assert len(results) > 30 and all(result["status"] in ("passed", "xfail", "skipped") for result in results)


def test_a_pipeline_takes_it():
    pipeline = pytest.importorskip("sklearn.pipeline")
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    rows = np.random.RandomState(0).normal(size=(60, 3)) * [1, 100, 1]
    steps = pipeline.make_pipeline(preprocessing.StandardScaler(), tessera.KMeans(3, random_state=0))
    assert set(steps.fit_predict(rows)) == {0, 1, 2}
    assert steps.get_feature_names_out().tolist() == ["kmeans0", "kmeans1", "kmeans2"]


def test_parameters_come_and_go_by_name():
    estimator = tessera.KMeans(3, tol=0.5)
    assert estimator.get_params()["tol"] == 0.5 and repr(estimator) == "KMeans(n_clusters=3, tol=0.5)"
    assert estimator.set_params(n_clusters=4).n_clusters == 4
    with pytest.raises(ValueError, match="colour"):
        estimator.set_params(colour="red")


def test_a_fitted_estimator_survives_pickling():
    rows = np.random.RandomState(1).normal(size=(50, 2))
    fitted = tessera.KMeans(4, random_state=0).fit(rows)
    again = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(again.predict(rows), fitted.labels_) and again.inertia_ == fitted.inertia_


def test_numpy_is_enough():
    code = (
        "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = None\n"
        "import numpy, tessera\n"
        "print(tessera.KMeans(2, random_state=0).fit([[0.], [1.], [10.]]).inertia_)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "0.5", done.stderr


def test_one_that_was_not_fitted_says_so():
    with pytest.raises(ValueError, match="not fitted yet"):
        tessera.KMeans().predict([[0.0]])
