"""What the library refuses, as exceptions."""

import sys


class TesseraError(Exception):
    """Something that the library refused; the message says what, where, and what to do."""


class UsageError(TesseraError, ValueError):
    """An argument, or a combination of options, makes no sense."""


class DataError(TesseraError, ValueError):
    """The data cannot be used: not finite, of other columns, too few distinct rows."""


class MissingFileError(TesseraError, FileNotFoundError):
    """A file is not there."""


class FileError(TesseraError, OSError):
    """A file cannot be made, read or written."""


class UnavailableError(TesseraError, RuntimeError):
    """This machine does not have what was asked for."""


class MemoryLimitError(TesseraError, MemoryError):
    """There is too little memory."""


class InterruptedFit(TesseraError, RuntimeError):
    """A fit was ended before there was a result."""


_BY_STATUS = {
    64: UsageError,
    65: DataError,
    66: MissingFileError,
    69: UnavailableError,
    71: MemoryLimitError,
    73: FileError,
    74: FileError,
    75: InterruptedFit,
}


def error(status, message):
    """The exception of a status."""
    return _BY_STATUS.get(status, TesseraError)(message)


class NotFittedError(ValueError, AttributeError):
    """An estimator is asked before it was fitted."""


class ConvergenceWarning(UserWarning):
    """A fit has fewer clusters than were asked for."""


def of_scikit_learn(own):
    """scikit-learn's class of the same name where the program uses scikit-learn, so that its handlers see it; else our own."""
    if "sklearn" not in sys.modules:
        return own
    from sklearn import exceptions

    return getattr(exceptions, own.__name__)
