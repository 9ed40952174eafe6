"""Long calls that Ctrl-C ends."""

import threading
import time

# Below so many products of one pass a call is over before anybody could wish that it were.
_SHORT = 1 << 20


def interruptible(call, cancel, work):
    """What `call()` returns or raises. On the main thread it runs on another, if it is long: the interpreter handles signals
    while it waits, and if that raises (KeyboardInterrupt), `cancel()` ends the call and the exception goes on.

    `work` is how many products a pass over the data takes; None: long.
    """
    if threading.current_thread() is not threading.main_thread() or (work is not None and work < _SHORT):
        return call()
    outcome, ended = [], threading.Lock()
    ended.acquire()

    def run():
        try:
            outcome.append((call(), None))
        except BaseException as failure:
            outcome.append((None, failure))
        ended.release()

    thread = threading.Thread(target=run, name="tessera", daemon=True)
    thread.start()
    try:
        # (Thread.join takes a thread for ended that is waited for when a signal comes.)
        ended.acquire()
    except BaseException:
        _end(outcome, cancel)
        thread.join()
        raise
    thread.join()
    result, failure = outcome[0]
    if failure is not None:
        raise failure
    return result


def _end(outcome, cancel):
    """Cancels a call until it has ended: it may not have begun when it is cancelled first. A second Ctrl-C changes nothing."""
    while not outcome:
        try:
            cancel()
            time.sleep(0.01)
        except BaseException:
            pass


class Listener:
    """A callback of the library for a function of Python's: whatever that raises ends the fit, and is raised after it."""

    def __init__(self, hear):
        self.hear, self.failure = hear, None

    def __call__(self, context, iteration, value):
        try:
            return self.hear(iteration, value) is not False
        except BaseException as failure:
            self.failure = failure
            return False
