/// Who reads or clusters matrices can name them with one import.
@_exported public import Matrices
