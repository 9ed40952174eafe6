internal import Matrices
internal import TesseraKernels

/// D of rows that lack elements to vectors that do not, or to which the lack of others is added: eight lanes and one tree, as the canonical
/// distance, whose bits it has where nothing is missing.
struct MaskedDistances: Sendable {
  /// Rounded up to whole lanes.
  private let stride: Int
  private var vectors: [Double]
  private var row: [Double]
  /// 1 where the element is there, else 0.
  private var presence: [Double]
  private let dimensions: Int
  let count: Int

  /// - Parameter vectors: [count, dimensions], row-major.
  init(to vectors: UnsafeBufferPointer<Double>, dimensions: Int) {
    self.dimensions = dimensions
    count = vectors.count / dimensions
    stride = (dimensions + 7) / 8 * 8
    self.vectors = Array(repeating: 0, count: count * stride)
    for vector in 0..<count {
      for column in 0..<dimensions { self.vectors[vector * stride + column] = vectors[vector * dimensions + column] }
    }
    row = Array(repeating: 0, count: stride)
    presence = row
  }

  /// Puts a row in place.
  ///
  /// - Parameters:
  ///   - elements: finite, anything where they are missing.
  ///   - missing: the columns that do not count.
  mutating func begin<Scalar: KernelScalar>(_ elements: UnsafePointer<Scalar>, missing: ArraySlice<Int32>) {
    for column in 0..<dimensions { (row[column], presence[column]) = (Double(elements[column]), 1) }
    leaveOut(missing)
  }

  /// Lets more columns not count.
  mutating func leaveOut(_ missing: ArraySlice<Int32>) {
    for column in missing { presence[Int(column)] = 0 }
  }

  /// D to one of the vectors.
  func square(to vector: Int) -> Double {
    vectors.withUnsafeBufferPointer { vectors in
      row.withUnsafeBufferPointer { row in
        presence.withUnsafeBufferPointer { presence in
          var sums = SIMD8<Double>(repeating: 0)
          for column in Swift.stride(from: 0, to: stride, by: 8) {
            let difference =
              (Self.lanes(row, column) - Self.lanes(vectors, vector * stride + column)) * Self.lanes(presence, column)
            sums += difference * difference
          }
          let halves = sums.lowHalf + sums.highHalf
          return (halves[0] + halves[2]) + (halves[1] + halves[3])
        }
      }
    }
  }

  private static func lanes(_ values: UnsafeBufferPointer<Double>, _ first: Int) -> SIMD8<Double> {
    UnsafeRawPointer(values.baseAddress! + first).loadUnaligned(as: SIMD8<Double>.self)
  }
}
