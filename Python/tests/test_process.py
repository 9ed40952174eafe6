"""What else happens in a process while a fit runs."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import tessera


def long_fit():
    """A fit of minutes."""
    rows = np.random.RandomState(0).normal(size=(200_000, 32)).astype(np.float32)
    return tessera.KMeans(2000, random_state=0), rows


def test_an_interrupt_ends_a_fit():
    kmeans, rows = long_fit()
    threading.Timer(0.7, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        kmeans.fit(rows)
    assert time.monotonic() - begin < 20 and not hasattr(kmeans, "labels_")
    assert not any(thread.name == "tessera" for thread in threading.enumerate())


def test_what_a_function_raises_ends_a_fit(monkeypatch):
    def fail(iteration, inertia):
        raise RuntimeError("enough")

    kmeans = tessera.KMeans(2, verbose=1)
    kmeans._told = fail
    with pytest.raises(RuntimeError, match="enough"):
        kmeans.fit(np.random.RandomState(0).normal(size=(100, 2)))


def test_other_threads_go_on_while_a_fit_runs():
    kmeans, rows = long_fit()
    # (A limit is looked at between updates.)
    kmeans.set_params(n_clusters=200, init="random", n_init=1, time_limit=1.0)
    ticks, done = [], threading.Event()

    def fit():
        kmeans.fit(rows)
        done.set()

    thread = threading.Thread(target=fit)
    thread.start()
    while not done.wait(0.02):
        ticks.append(time.monotonic())
    thread.join()
    assert len(ticks) > 10 and kmeans.stop_reason_ == "interrupted"


def test_a_forked_child_fits_after_its_parent():
    code = """
import os, sys, numpy, tessera
rows = numpy.random.RandomState(0).normal(size=(50_000, 4))
kmeans = tessera.KMeans(8, random_state=0, n_threads=2)
parent = kmeans.fit(rows)
def outcome(): return (parent.transform(rows).sum(), *kmeans.fit(rows).cluster_centers_.ravel())
expected = outcome()
child = os.fork()
if child == 0:
    os._exit(0 if outcome() == expected else 3)
status = os.waitpid(child, 0)[1]
print(os.waitstatus_to_exitcode(status), outcome() == expected)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert done.stdout.strip() == "0 True", done.stderr


def test_nothing_of_swift_is_shown_to_the_process():
    path = os.path.join(os.path.dirname(tessera.__file__), "libtessera-c.so")
    shown = subprocess.run(["nm", "-D", "--defined-only", "--extern-only", path], capture_output=True, text=True)
    header = pathlib.Path(__file__).parents[2] / "Sources/CTessera/include/tessera.h"
    assert set(shown.stdout.split()[2::3]) == set(re.findall(r"\btessera_[a-z_]+(?=\()", header.read_text()))


def test_a_quality_search_of_few_rows_heeds_an_interrupt():
    rows = np.random.RandomState(0).normal(size=(1500, 2))
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        tessera.KMeans(300, quality="best", random_state=0).fit(rows)
    assert time.monotonic() - begin < 10
