public import Refusals

extension Matrix: Equatable {
  /// Whether shapes and elements agree (NaN differs from everything, as always).
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.rows == right.rows && left.columns == right.columns
      && left.storage.elements.elementsEqual(right.storage.elements)
  }
}

extension Matrix {
  /// All elements, row by row, as an array (a copy).
  @inlinable public var elements: [Scalar] { Array(storage.elements) }

  /// The same values in another precision, rounded to nearest.
  @inlinable public func converted<Other>(to other: Other.Type = Other.self) -> Matrix<Other> {
    Matrix<Other>(rows: rows, columns: columns) { target in
      for index in 0..<target.count { target[index] = Other(storage.elements[index]) }
    }
  }

  /// The rows named by `indices`, in that order; an index may come twice.
  @inlinable public func selectingRows(_ indices: some Collection<Int>) -> Matrix {
    Matrix(rows: indices.count, columns: columns) { target in
      for (position, index) in indices.enumerated() {
        require(index >= 0 && index < rows, "row out of range")
        for column in 0..<columns {
          target[position * columns + column] = storage.elements[index * columns + column]
        }
      }
    }
  }
}
