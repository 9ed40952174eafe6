internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// Calls `body` with a part of the points that holds `rows`, which are near each other; see ``Matrices/RowView``.
  @inline(__always)
  func withPart<Result>(holding rows: Range<Int>, _ body: (RowPart<Scalar>) -> Result) -> Result {
    matrix.withRows { $0.withPart(holding: rows, body) }
  }

  /// The same for listed rows, in ascending order or all in one part.
  @inline(__always)
  func withPart<Result>(holding rows: UnsafeBufferPointer<Int32>, _ body: (RowPart<Scalar>) -> Result) -> Result {
    matrix.withRows { $0.withPart(holding: rows, body) }
  }
}

extension Matrix {
  /// Every element changed.
  func changingElements(_ change: (Scalar) -> Scalar) -> Matrix {
    withRows { view in
      Matrix(rows: rows, columns: columns) { target in
        view.forEachRow(in: 0..<rows) { row, x in
          let start = row * columns
          for column in 0..<columns { target[start + column] = change(x[column]) }
        }
      }
    }
  }

  /// The first element that is so.
  func firstPlace(where isSo: (Scalar) -> Bool) -> (row: Int, column: Int)? {
    withRows { view in
      for row in 0..<rows {
        if let column = view.withRow(row, { x in (0..<columns).first { isSo(x[$0]) } }) { return (row, column) }
      }
      return nil
    }
  }
}
