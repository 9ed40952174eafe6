"""libtessera-c, by the names of tessera.h; calls release the interpreter's lock."""

import ctypes
import os
import pathlib
import weakref
from ctypes import POINTER, c_bool, c_char_p, c_double, c_int32, c_int64, c_uint64, c_void_p

from . import _errors


class Matrix(ctypes.Structure):
    """tessera_matrix: rows in the memory of an array."""

    _fields_ = [
        ("elements", c_void_p),
        ("rows", c_int64),
        ("columns", c_int64),
        ("row_stride", c_int64),
        ("type", c_int32),
    ]


Progress = ctypes.CFUNCTYPE(c_bool, c_void_p, c_int64, c_double)
_rows = POINTER(Matrix)
_result = POINTER(c_void_p)

# What each function takes; those that return a status first.
_CHECKED = {
    "tessera_kmeans_create": [c_int64, _result],
    "tessera_kmeans_set_integer": [c_void_p, c_char_p, c_int64],
    "tessera_kmeans_set_number": [c_void_p, c_char_p, c_double],
    "tessera_kmeans_set_word": [c_void_p, c_char_p, c_char_p],
    "tessera_kmeans_set_start": [c_void_p, _rows],
    "tessera_kmeans_set_progress": [c_void_p, Progress, c_void_p],
    "tessera_kmeans_fit": [c_void_p, _rows, c_void_p, _result],
    "tessera_model_create_like": [c_void_p, _rows, _result],
    "tessera_model_copy_centroids": [c_void_p, c_void_p],
    "tessera_model_copy_labels": [c_void_p, c_void_p],
    "tessera_model_copy_counts": [c_void_p, c_void_p],
    "tessera_model_assign": [c_void_p, _rows, c_void_p, c_void_p, POINTER(c_double)],
    "tessera_model_distances": [c_void_p, _rows, c_int64, c_void_p],
    "tessera_mixture_fit": [c_void_p, c_char_p, c_double, _rows, c_void_p, _result],
    "tessera_mixture_create": [c_char_p, _rows, c_void_p, c_void_p, _result],
    "tessera_mixture_copy": [c_void_p, c_void_p, c_void_p, c_void_p],
    "tessera_mixture_assign": [c_void_p, _rows, c_void_p, c_void_p, c_void_p],
    "tessera_segment": [
        c_void_p, c_void_p, c_int64, c_int64, c_void_p, c_void_p, POINTER(c_double), POINTER(c_int64)
    ],
    "tessera_codebook_train_product": [_rows, c_int64, c_bool, c_void_p, c_void_p, _result],
    "tessera_codebook_train_residual": [_rows, c_int64, c_int64, c_void_p, c_void_p, _result],
    "tessera_codebook_train_scalar": [_rows, c_int32, _result],
    "tessera_codebook_create_random_rotation": [c_int64, c_int32, c_uint64, _result],
    "tessera_codebook_read": [c_char_p, _result],
    "tessera_codebook_write": [c_void_p, c_char_p],
    "tessera_codebook_encode": [c_void_p, _rows, c_int64, c_void_p],
    "tessera_codebook_decode": [c_void_p, c_void_p, c_int64, c_void_p],
}
_PLAIN = {
    "tessera_version": (c_char_p, []),
    "tessera_interface_version": (c_int32, []),
    "tessera_last_error": (c_char_p, []),
    "tessera_instruction_set": (c_char_p, []),
    "tessera_kmeans_cancel": (None, [c_void_p]),
    "tessera_kmeans_free": (None, [c_void_p]),
    "tessera_model_free": (None, [c_void_p]),
    "tessera_model_iterations": (c_int64, [c_void_p]),
    "tessera_model_inertia": (c_double, [c_void_p]),
    "tessera_model_stop_reason": (c_char_p, [c_void_p]),
    "tessera_model_is_local_minimum": (c_bool, [c_void_p]),
    "tessera_mixture_free": (None, [c_void_p]),
    "tessera_mixture_log_likelihood": (c_double, [c_void_p]),
    "tessera_mixture_iterations": (c_int64, [c_void_p]),
    "tessera_mixture_stop_reason": (c_char_p, [c_void_p]),
    "tessera_codebook_free": (None, [c_void_p]),
    "tessera_codebook_dimensions": (c_int64, [c_void_p]),
    "tessera_codebook_code_size": (c_int64, [c_void_p]),
}


def _loaded():
    path = os.environ.get("TESSERA_LIBRARY") or str(pathlib.Path(__file__).with_name("libtessera-c.so"))
    try:
        library = ctypes.CDLL(path)
    except OSError as reason:
        raise ImportError(f"the library of tessera is not to be had from {path}: {reason}") from reason
    for name, (result, arguments) in {**{name: (c_int32, own) for name, own in _CHECKED.items()}, **_PLAIN}.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


library = _loaded()


def call(name, *arguments):
    """Calls a function that returns a status; another than 0 is an exception."""
    status = getattr(library, name)(*arguments)
    if status:
        # (The message is this thread's.)
        raise _errors.error(status, library.tessera_last_error().decode())


class Owned:
    """An object of the library, freed with this one."""

    def __init__(self, kind, create, *arguments):
        pointer = c_void_p()
        call(create, *arguments, ctypes.byref(pointer))
        self.pointer = pointer
        weakref.finalize(self, getattr(library, f"tessera_{kind}_free"), pointer).atexit = False

    @property
    def _as_parameter_(self):
        return self.pointer
