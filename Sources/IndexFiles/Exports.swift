/// Who writes an index can name matrices and `FaissIndex` with one import.
@_exported public import Matrices
@_exported public import VectorFiles
