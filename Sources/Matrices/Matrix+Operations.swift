public import Refusals

extension Matrix: Equatable {
  /// Whether shapes and elements agree (NaN differs from everything, as always).
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    guard left.rows == right.rows, left.columns == right.columns else { return false }
    let columns = left.columns
    return left.withRows { left in
      right.withRows { right in
        (0..<left.count).allSatisfy { row in
          left.withRow(row) { x in
            right.withRow(row) { y in
              UnsafeBufferPointer(start: x, count: columns).elementsEqual(UnsafeBufferPointer(start: y, count: columns))
            }
          }
        }
      }
    }
  }
}

extension Matrix {
  /// All elements, row by row, as an array (a copy).
  @inlinable public var elements: [Scalar] { withUnsafeElements { Array($0) } }

  /// The same values in another precision, rounded to nearest.
  @inlinable public func converted<Other>(to other: Other.Type = Other.self) -> Matrix<Other> {
    Matrix<Other>(rows: rows, columns: columns) { target in
      withRows { source in
        source.forEachRow(in: 0..<rows) { row, x in
          let start = row * columns
          for column in 0..<columns { target[start + column] = Other(x[column]) }
        }
      }
    }
  }

  /// The rows named by `indices`, in that order; an index may come twice.
  @inlinable public func selectingRows(_ indices: some Collection<Int>) -> Matrix {
    Matrix(rows: indices.count, columns: columns) { target in
      for (position, index) in indices.enumerated() {
        require(index >= 0 && index < rows, "row out of range")
        withRows { source in
          source.withRow(index) { x in
            let start = position * columns
            for column in 0..<columns { target[start + column] = x[column] }
          }
        }
      }
    }
  }
}
