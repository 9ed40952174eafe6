"""Options of k-means as the library keeps them, and what runs by them."""

from . import _validation
from ._library import Owned, Progress, call, library
from ._matrices import matrix
from ._waiting import Listener, interruptible


class Options(Owned):
    """tessera_kmeans. Options that are None are the library's own."""

    def __init__(self, clusters, *, start=None, hear=None, **options):
        super().__init__("kmeans", "tessera_kmeans_create", clusters)
        for name, value in options.items():
            if value is not None:
                self._set(name, value)
        if start is not None:
            start = _validation.real("start", start)
            call("tessera_kmeans_set_start", self, matrix(start))
        self._listener = self._callback = None
        if hear is not None:
            self._listener = Listener(hear)
            self._callback = Progress(self._listener)
            call("tessera_kmeans_set_progress", self, self._callback, None)

    def _set(self, name, value):
        kind = "word" if isinstance(value, str) else "number" if name in _NUMBERS else "integer"
        converted = value.encode() if kind == "word" else float(value) if kind == "number" else int(value)
        call(f"tessera_kmeans_set_{kind}", self, name.encode(), converted)

    def run(self, kind, create, *arguments, work=None, made=Owned):
        """An object that the library makes by these options, which Ctrl-C may end."""
        work = work if self._listener is None else None
        try:
            result = interruptible(
                lambda: made(kind, create, *arguments), lambda: library.tessera_kmeans_cancel(self), work
            )
        except Exception:
            self._raise_of_listener()
            raise
        self._raise_of_listener()
        return result

    def _raise_of_listener(self):
        if self._listener is not None and self._listener.failure is not None:
            raise self._listener.failure


_NUMBERS = {"tolerance", "time_limit", "trim", "relaxation"}
