internal import Matrices

/// Finds and drops the rows of a matrix that hold NaN or an infinity.
struct FiniteRows<Scalar: FileScalar> {
  let matrix: Matrix<Scalar>
  var meter: WorkMeter?

  /// The rows with a value that is not finite.
  ///
  /// - Parameters:
  ///   - places: the columns of the file that the matrix holds; nil for all.
  ///   - keepingMissing: NaN is none, but in rows without any other value.
  /// - Complexity: one pass of integer operations that compilers vectorise; rows are looked at one by one only when
  ///   something is wrong.
  func badRows(_ places: [Int]? = nil, keepingMissing: Bool = false) -> BadRows {
    matrix.withRows { view in
      var bad = BadRows()
      if areAllFinite(view) { return bad }
      view.forEachRow(in: 0..<matrix.rows) { row, x in
        let values = UnsafeBufferPointer(start: x, count: matrix.columns)
        if let column = values.firstIndex(where: { keepingMissing ? $0.isInfinite : !$0.isFinite }) {
          bad.append(
            row, location: .row(row, column: places?[column] ?? column),
            problem: values[column].isNaN ? "the value is NaN" : "the value is infinite")
        } else if keepingMissing, values.allSatisfy(\.isNaN) {
          bad.append(row, location: .row(row, column: nil), problem: "the row has no value")
        }
      }
      return bad
    }
  }

  private func areAllFinite(_ view: RowView<Scalar>) -> Bool {
    meter?.begin("read", of: matrix.count)
    let some = max(1, (1 << 18) / max(1, matrix.columns))
    for start in stride(from: 0, to: matrix.rows, by: some) {
      let rows = start..<min(start + some, matrix.rows)
      let isFinite = view.withElements(of: rows) {
        Scalar.areAllFinite(UnsafeBufferPointer(start: $0, count: rows.count * matrix.columns))
      }
      guard isFinite else { return false }
      meter?.advance(by: rows.count * matrix.columns)
    }
    return true
  }

  /// The other rows (the matrix itself when there are none to drop).
  func dropping(_ indices: [Int]) -> Matrix<Scalar> {
    if indices.isEmpty { return matrix }
    let kept = matrix.rows - indices.count
    return matrix.withRows { view in
      Matrix(rows: kept, columns: matrix.columns) { target in
        var remaining = indices[...]
        var position = 0
        view.forEachRow(in: 0..<matrix.rows) { row, x in
          if row == remaining.first {
            remaining.removeFirst()
            return
          }
          for column in 0..<matrix.columns { target[position + column] = x[column] }
          position += matrix.columns
        }
      }
    }
  }
}

/// Float and Double, with a fast test for NaN and infinities.
package protocol FileScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  static func areAllFinite(_ elements: UnsafeBufferPointer<Self>) -> Bool
}

extension Float: FileScalar {
  package static func areAllFinite(_ elements: UnsafeBufferPointer<Float>) -> Bool {
    // An exponent of all ones, and no other, carries into the sign bit.
    var carries: UInt32 = 0
    for element in elements { carries |= (element.bitPattern & 0x7F80_0000) &+ 0x0080_0000 }
    return carries >> 31 == 0
  }
}

extension Double: FileScalar {
  package static func areAllFinite(_ elements: UnsafeBufferPointer<Double>) -> Bool {
    var carries: UInt64 = 0
    for element in elements { carries |= (element.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000 }
    return carries >> 63 == 0
  }
}
