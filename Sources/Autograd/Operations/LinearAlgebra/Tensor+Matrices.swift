internal import Refusals

// What the operations on matrices share: a tensor of rank 2 or more is a batch of matrices, its last two axes.
extension Tensor where Element: TensorScalar {
  /// The matrices' shape, and that of the batch.
  func matrixShape(isSquare: Bool = false) -> (batch: [Int], rows: Int, columns: Int) {
    require(rank >= 2, "a tensor of shape \(shape) holds no matrices")
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    require(!isSquare || rows == columns, "matrices of \(rows) rows and \(columns) columns are not square")
    return (Array(shape.dropLast(2)), rows, columns)
  }

  /// Every matrix of the batch, in Double.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func workMatrices() -> [WorkMatrix] {
    let (batch, rows, columns) = matrixShape()
    let size = rows * columns
    return (0..<batch.reduce(1, *)).map { index in
      WorkMatrix(
        rows: rows, columns: columns, elements: elements[(index * size)..<((index + 1) * size)].map { Double($0) })
    }
  }

  /// The same, of elements that are all finite.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func finiteMatrices() throws(LinearAlgebraError) -> [WorkMatrix] {
    let matrices = workMatrices()
    if isFinite { return matrices }
    for (index, matrix) in matrices.enumerated() {
      if !matrix.elements.allSatisfy({ $0.isFinite }) { throw .notFinite(matrix: index) }
    }
    return matrices
  }

  /// A batch of matrices of one shape.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  init(_ matrices: [WorkMatrix], batch: [Int], rows: Int, columns: Int) {
    var elements: [Element] = []
    elements.reserveCapacity(matrices.count * rows * columns)
    for matrix in matrices { for element in matrix.elements { elements.append(Element(element)) } }
    self.init(elements, shape: batch + [rows, columns])
  }

  /// A batch of single values, such that they broadcast to matrices.
  var overMatrices: Tensor { reshaped(to: shape + [1, 1]) }

  /// Half of the sum with the transpose.
  var symmetricPart: Tensor { (self + transposedMatrices()) * 0.5 }
}
