"""Arrays as the library takes them: float32 and float64 whose rows lie a constant number of elements apart are read where they
lie."""

import numpy as np

from ._library import Matrix

_TYPES = {np.dtype(np.float32): 0, np.dtype(np.float64): 1}


def read_in_place(array):
    """The array, if the library can read it where it lies, else a copy in C order that it can."""
    size = array.dtype.itemsize
    rows, columns = array.shape
    lies_well = (
        array.flags.aligned
        and (columns <= 1 or array.strides[1] == size)
        and (rows <= 1 or (array.strides[0] % size == 0 and array.strides[0] >= columns * size))
    )
    return array if lies_well else in_order(array)


def in_order(array):
    """The array in C order and aligned for its type: itself, if it is, else a copy."""
    return np.require(array, requirements="CA")


def matrix(array):
    """The rows of a two-dimensional array for a call."""
    rows, columns = array.shape
    stride = array.strides[0] // array.dtype.itemsize if rows > 1 else 0
    made = Matrix(array.ctypes.data, rows, columns, stride, _TYPES[array.dtype])
    made.array = array  # (which has to live as long)
    return made


def address(array):
    """Where the elements of an array in C order begin, for a call; None where there is none."""
    return None if array is None else array.ctypes
