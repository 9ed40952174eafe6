internal import Matrices
internal import Refusals
internal import TesseraKernels

/// Passes over points whose results have the same bits for every number of threads.
///
/// Values are divided by ``unit``, a power of two near the largest: squares then neither overflow nor vanish.
struct PointPass: Sendable {
  let points: NumericMatrix
  /// One per row; nil for 1 each.
  let weights: [Double]?
  let parallel: ParallelRows
  let unit: Double
  /// Whether labels are by the sum of absolute differences.
  var isManhattan = false

  private static let chunk = 4096

  init(_ points: NumericMatrix, weights: [Double]?, threads: Int) {
    self.points = points
    self.weights = weights
    parallel = ParallelRows(threads: threads)
    let largest = Self.largest(points, parallel)
    let exponent = largest > 0 ? min(1000, max(-1000, Int(largest.exponent) + 1)) : 0
    unit = Double(sign: .plus, exponent: exponent, significand: 1)
  }

  var rows: Int { points.rows }
  var columns: Int { points.columns }

  /// The distance by which rows are labelled, between two rows in units of ``unit``.
  func distance(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for column in 0..<columns {
      let difference = x[column] - y[column]
      sum += isManhattan ? difference.magnitude : difference * difference
    }
    return isManhattan ? sum : sum.squareRoot()
  }

  private static func largest(_ points: NumericMatrix, _ parallel: ParallelRows) -> Double {
    func largest<Scalar>(_ matrix: Matrix<Scalar>) -> Double {
      matrix.withUnsafeElements { elements in
        nonisolated(unsafe) let elements = elements
        return parallel.mapChunks(of: elements.count, chunk: 1 << 16) { _, _, range in
          var most: Scalar = 0
          for index in range { most = max(most, elements[index].magnitude) }
          return Double(most)
        }.max() ?? 0
      }
    }
    return switch points {
    case .float(let matrix): largest(matrix)
    case .double(let matrix): largest(matrix)
    }
  }

  /// One row in units of ``unit``.
  func row(_ row: Int) -> [Double] {
    switch points {
    case .float(let matrix): matrix.row(row).map { Double($0) / unit }
    case .double(let matrix): matrix.row(row).map { $0 / unit }
    }
  }

  /// One value, in the units of the points.
  func value(_ row: Int, _ column: Int) -> Double {
    switch points {
    case .float(let matrix): Double(matrix[row, column])
    case .double(let matrix): matrix[row, column]
    }
  }

  /// Sums of what `body` adds to `width` numbers for every row (in units of ``unit``), chunk by chunk.
  ///
  /// - Parameter chosen: the rows; nil for all.
  func sums(
    _ width: Int, among chosen: [Int]? = nil,
    _ body: @Sendable (_ row: Int, _ values: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let parts = chunks(among: chosen) { first, buffer, count in
      var sums = [Double](repeating: 0, count: width)
      sums.withUnsafeMutableBufferPointer { sums in
        for position in 0..<count {
          body(chosen?[first + position] ?? first + position, buffer + position * columns, sums.baseAddress!)
        }
      }
      return sums
    }
    var total = [Double](repeating: 0, count: width)
    for part in parts { for index in 0..<width { total[index] += part[index] } }
    return total
  }

  /// What `body` makes of chunks of rows, which are handed over in Double.
  func chunks<Part: Sendable>(
    among chosen: [Int]? = nil,
    _ body: @Sendable (_ first: Int, _ values: UnsafePointer<Double>, _ count: Int) -> Part
  ) -> [Part] {
    switch points {
    case .float(let matrix): chunks(matrix, chosen, body)
    case .double(let matrix): chunks(matrix, chosen, body)
    }
  }

  private func chunks<Scalar, Part: Sendable>(
    _ matrix: Matrix<Scalar>, _ chosen: [Int]?, _ body: @Sendable (Int, UnsafePointer<Double>, Int) -> Part
  ) -> [Part] {
    let (columns, factor) = (columns, 1 / unit)
    let size = max(1, min(Self.chunk, (1 << 18) / max(1, columns)))
    return matrix.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements
      return parallel.mapChunks(of: chosen?.count ?? rows, chunk: size) { _, _, range in
        var buffer = [Double](repeating: 0, count: range.count * columns)
        for (position, index) in range.enumerated() {
          let start = (chosen?[index] ?? index) * columns
          for column in 0..<columns { buffer[position * columns + column] = Double(elements[start + column]) * factor }
        }
        return buffer.withUnsafeBufferPointer { body(range.lowerBound, $0.baseAddress!, range.count) }
      }
    }
  }
}
