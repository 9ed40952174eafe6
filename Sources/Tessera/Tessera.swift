/// Tessera's public modules behind one import.
@_exported public import Autograd
@_exported public import Clustering
@_exported public import IndexFiles
@_exported public import Matrices
@_exported public import Mixtures
@_exported public import Palettes
@_exported public import Pictures
@_exported public import Quantization
@_exported public import ResidentMemory
@_exported public import VectorFiles
