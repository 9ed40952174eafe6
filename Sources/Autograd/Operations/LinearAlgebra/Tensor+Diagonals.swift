internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The identity matrix, [count, count].
  public static func identity(_ count: Int) -> Tensor { ones([count]).diagonalMatrix() }

  /// The last two axes exchanged: the transposes of a batch of matrices.
  public func transposedMatrices() -> Tensor {
    require(rank >= 2, "a tensor of shape \(shape) holds no matrices")
    return transposed(permutation: Array(0..<(rank - 2)) + [rank - 1, rank - 2])
  }

  /// The diagonals of matrices, [..., m, n] to [..., length]; `offset` counts diagonals above the main one, negative ones below. One
  /// beyond the corner is empty.
  public func diagonal(offset: Int = 0) -> Tensor {
    seen(StridedView(diagonalOf: shape, offset: offset))
  }

  /// Matrices with these diagonals and zeros elsewhere, [..., n] to [..., n + |offset|, n + |offset|].
  public func diagonalMatrix(offset: Int = 0) -> Tensor {
    require(rank >= 1, "a single value is no diagonal")
    let count = shape[rank - 1] + Int(offset.magnitude)
    let matrices = Array(shape.dropLast()) + [count, count]
    return putting(at: .view(StridedView(diagonalOf: matrices, offset: offset)), shape: matrices)
  }

  /// The sums of the diagonals, [..., m, n] to [...].
  public func trace() -> Tensor { diagonal().sum(alongAxis: -1) }

  /// The elements on and below a diagonal, which is counted as by ``diagonal(offset:)``; zeros above it.
  public func lowerTriangle(offset: Int = 0) -> Tensor { masked { $1 - $0 <= offset } }

  /// The elements on and above a diagonal, which is counted as by ``diagonal(offset:)``; zeros below it.
  public func upperTriangle(offset: Int = 0) -> Tensor { masked { $1 - $0 >= offset } }

  private func masked(_ stays: (_ row: Int, _ column: Int) -> Bool) -> Tensor {
    let (_, rows, columns) = matrixShape()
    var mask: [Bool] = []
    for row in 0..<rows { for column in 0..<columns { mask.append(stays(row, column)) } }
    return .where(Tensor<Bool>(mask, shape: [rows, columns]), self, .zeros([]))
  }
}

extension StridedView {
  fileprivate init(diagonalOf shape: [Int], offset: Int) {
    require(shape.count >= 2, "a tensor of shape \(shape) holds no matrices")
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let (row, column) = (Swift.max(-offset, 0), Swift.max(offset, 0))
    let length = Swift.max(0, Swift.min(rows - row, columns - column))
    let strides = Shape.strides(of: shape)
    self.init(
      shape: shape.dropLast(2) + [length], strides: strides.dropLast(2) + [columns + 1],
      offset: length == 0 ? 0 : row * columns + column)
  }
}
