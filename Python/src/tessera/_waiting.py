"""Long calls that Ctrl-C ends."""

import threading

# Below so many products of one pass a call is over before anybody could wish that it were.
_SHORT = 1 << 20


def interruptible(call, cancel, work):
    """What `call()` returns or raises. On the main thread it runs on another, if it is long: the interpreter handles signals while it waits,
    and if that raises (KeyboardInterrupt), `cancel()` ends the call and the exception goes on.

    `work` is how many products a pass over the data takes; None: long.
    """
    if threading.current_thread() is not threading.main_thread() or (work is not None and work < _SHORT):
        return call()
    results, failures = [], []

    def run():
        try:
            results.append(call())
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=run, name="tessera", daemon=True)
    try:
        thread.start()
        thread.join()
    except BaseException:
        # (Again and again: the call may not have begun when it is cancelled first.)
        while thread.is_alive():
            cancel()
            thread.join(0.01)
        raise
    if failures:
        raise failures[0]
    return results[0]


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
