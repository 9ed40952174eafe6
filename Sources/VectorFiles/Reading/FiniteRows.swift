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
    matrix.withUnsafeElements { elements in
      var bad = BadRows()
      if areAllFinite(elements) { return bad }
      for row in 0..<matrix.rows {
        let values = elements[(row * matrix.columns)..<((row + 1) * matrix.columns)]
        let index = values.firstIndex { keepingMissing ? $0.isInfinite : !$0.isFinite }
        if let index {
          let column = index - values.startIndex
          bad.append(
            row, location: .row(row, column: places?[column] ?? column),
            problem: values[index].isNaN ? "the value is NaN" : "the value is infinite")
        } else if keepingMissing, values.allSatisfy(\.isNaN) {
          bad.append(row, location: .row(row, column: nil), problem: "the row has no value")
        }
      }
      return bad
    }
  }

  private func areAllFinite(_ elements: UnsafeBufferPointer<Scalar>) -> Bool {
    meter?.begin("read", of: elements.count)
    for start in stride(from: 0, to: elements.count, by: 1 << 20) {
      let piece = UnsafeBufferPointer(rebasing: elements[start..<min(start + 1 << 20, elements.count)])
      guard Scalar.areAllFinite(piece) else { return false }
      meter?.advance(by: piece.count)
    }
    return true
  }

  /// The other rows (the matrix itself when there are none to drop).
  func dropping(_ indices: [Int]) -> Matrix<Scalar> {
    if indices.isEmpty { return matrix }
    let kept = matrix.rows - indices.count
    return matrix.withUnsafeElements { elements in
      Matrix(rows: kept, columns: matrix.columns) { target in
        var remaining = indices[...]
        var position = 0
        for row in 0..<matrix.rows {
          if row == remaining.first {
            remaining.removeFirst()
            continue
          }
          for index in (row * matrix.columns)..<((row + 1) * matrix.columns) {
            target[position] = elements[index]
            position += 1
          }
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
