internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// Calls `body` with a part of the points that holds `rows`, which are near each other; see ``/Matrices/RowView``.
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
      let some = max(1, (1 << 16) / max(1, columns))
      for start in stride(from: 0, to: rows, by: some) {
        let part = start..<min(start + some, rows)
        let place = view.withElements(of: part) { elements in
          UnsafeBufferPointer(start: elements, count: part.count * columns).firstIndex(where: isSo)
        }
        if let place { return (start + place / columns, place % columns) }
      }
      return nil
    }
  }
}
