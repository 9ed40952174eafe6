internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The product of matrices, [..., m, n] times [..., n, p]; leading dimensions broadcast, and a vector counts as a row on the
  /// left and as a column on the right (its dimension disappears): NumPy's `matmul`.
  ///
  /// A cotangent of 0 takes nothing from what it meets, not even NaN: rows that a loss leaves out leave the gradient clean.
  public func matrixProduct(_ other: Tensor) -> Tensor {
    require(rank >= 1 && other.rank >= 1, "the shapes \(shape) and \(other.shape) have no matrix product")
    if rank == 2 && other.rank == 2 { return plainProduct(other) }
    let left = rank == 1 ? expandingDimension(at: 0) : self
    let right = other.rank == 1 ? other.expandingDimension(at: 1) : other
    let product = left.rank == 2 && right.rank == 2 ? left.plainProduct(right) : left.batchedProduct(right)
    var shape = product.shape
    if other.rank == 1 { shape.removeLast() }
    if rank == 1 { shape.remove(at: shape.count - (other.rank == 1 ? 1 : 2)) }
    return product.reshaped(to: shape)
  }

  /// Of two matrices.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func plainProduct(_ other: Tensor, zeros: ProductZeros = .plain) -> Tensor {
    require(shape[1] == other.shape[0], "the shapes \(shape) and \(other.shape) have no matrix product")
    let (rows, inner, columns) = (shape[0], shape[1], other.shape[1])
    var product = [Element].zeros(rows * columns)
    if rows * inner * columns > 0 {
      Element.kernels.multiply(elements, other.elements, &product, rows, inner, columns, zeros)
    }
    return .recording(.matrixProduct(zeros), [self, other], product, shape: [rows, columns])
  }

  /// One plain product per batch.
  private func batchedProduct(_ other: Tensor) -> Tensor {
    let batch = Shape.broadcast(Array(shape.dropLast(2)), Array(other.shape.dropLast(2)))
    let count = batch.reduce(1, *)
    let (left, right) = (matrices(over: batch, count), other.matrices(over: batch, count))
    let shape = batch + [shape[rank - 2], other.shape[other.rank - 1]]
    guard count > 0 else { return .zeros(shape) }
    let products = (0..<count).map { index in
      left.selecting(index, alongAxis: 0).plainProduct(right.selecting(index, alongAxis: 0))
    }
    return Tensor.stacked(products, alongAxis: 0).reshaped(to: shape)
  }

  private func matrices(over batch: [Int], _ count: Int) -> Tensor {
    let matrix = Array(shape.suffix(2))
    return broadcast(to: batch + matrix).reshaped(to: [count] + matrix)
  }
}
