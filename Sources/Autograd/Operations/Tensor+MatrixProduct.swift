extension Tensor where Element: TensorScalar {
  /// The product of two matrices, [m, n] times [n, p].
  public func matrixProduct(_ other: Tensor) -> Tensor {
    precondition(
      rank == 2 && other.rank == 2 && shape[1] == other.shape[0],
      "the shapes \(shape) and \(other.shape) have no matrix product")
    let (rows, inner, columns) = (shape[0], shape[1], other.shape[1])
    var product = [Element](repeating: 0, count: rows * columns)
    if rows * inner * columns > 0 {
      Element.kernels.multiply(elements, other.elements, &product, rows, inner, columns)
    }
    return .recording(.matrixProduct, [self, other], product, shape: [rows, columns])
  }
}
