/// Who makes palettes can name these with one import.
@_exported public import Matrices
