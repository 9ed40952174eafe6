public import Matrices
public import TesseraKernels

extension NumericMatrix {
  /// The directions of the rows: each divided by its length.
  ///
  /// What ``KMeans/metric`` ``Metric/cosine`` clusters. All is computed in Double and rounded once to the type of the rows: a row is divided
  /// by the power of two of its largest magnitude, which changes no digit, and then by the root of the canonical D to 0
  /// (<doc:Arithmetic>). Rows that differ by a power of two have the same direction, bit by bit.
  ///
  /// - Parameter threadCount: nil for one per processor. The result does not depend on it.
  /// - Throws: ``ClusteringError/zeroRow(row:)`` for the first row that has none. Elements that are not finite stay what they are.
  /// - Complexity: O(rows * columns); the result is a copy.
  public func directions(threadCount: Int? = nil) throws(ClusteringError) -> NumericMatrix {
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    return switch self {
    case .float(let points): .float(try points.directions(Kernels(.best), in: parallel))
    case .double(let points): .double(try points.directions(Kernels(.best), in: parallel))
    }
  }

  /// The rows that have no direction, ascending: every element is 0.
  public var zeroRows: [Int] {
    switch self {
    case .float(let points): points.zeroRows
    case .double(let points): points.zeroRows
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// The directions of the rows; see `NumericMatrix.directions(threadCount:)`.
  public func directions(threadCount: Int? = nil) throws(ClusteringError) -> Matrix {
    switch try NumericMatrix(self).directions(threadCount: threadCount) {
    case .float(let matrix): unsafeBitCast(matrix, to: Matrix.self)
    case .double(let matrix): unsafeBitCast(matrix, to: Matrix.self)
    }
  }

  func directions(_ kernels: Kernels, in parallel: ParallelRows) throws(ClusteringError) -> Matrix {
    let (rows, d) = (rows, columns)
    guard rows > 0, d > 0 else { throw .noPoints(rows: rows, columns: d) }
    let directions = withUnsafeElements { elements in
      nonisolated(unsafe) let source = elements.baseAddress!
      return Matrix(rows: rows, columns: d) { target in
        nonisolated(unsafe) let target = target.baseAddress!
        parallel.forEachChunk(of: rows, chunk: max(1, 1 << 16 / d)) { _, rows in
          for row in rows { Direction.write(source + row * d, to: target + row * d, dimensions: d, kernels) }
        }
      }
    }
    if let row = directions.zeroRows.first { throw .zeroRow(row: row) }
    return directions
  }

  /// The rows of which every element is 0, ascending.
  fileprivate var zeroRows: [Int] {
    withUnsafeElements { elements in
      (0..<rows).filter { row in elements[(row * columns)..<((row + 1) * columns)].allSatisfy { $0 == 0 } }
    }
  }
}

/// Divides rows by their lengths.
enum Direction {
  /// Writes the direction of a row; one that is 0 or not finite as it is.
  ///
  /// - Returns: whether it has one.
  @discardableResult
  static func write<Scalar: KernelScalar>(
    _ row: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>, dimensions d: Int, _ kernels: Kernels
  ) -> Bool {
    var (largest, poison): (Scalar, Scalar) = (0, 0)
    for column in 0..<d {
      let value = row[column]
      largest = value.magnitude > largest ? value.magnitude : largest
      poison += value * 0
    }
    guard poison == 0, largest > 0 else {
      target.update(from: row, count: d)
      return false
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * d) { room in
      let (scaled, origin) = (room.baseAddress!, room.baseAddress! + d)
      scale(row, by: -Int(largest.exponent), into: scaled, dimensions: d)
      origin.initialize(repeating: 0, count: d)
      var square = 0.0
      kernels.distances(scaled, centroids: origin, dimensions: d, indices: nil, count: 1, into: &square)
      let length = square.squareRoot()
      for column in 0..<d { target[column] = Scalar(scaled[column] / length) }
    }
    return true
  }

  private static func scale<Scalar: KernelScalar>(
    _ row: UnsafePointer<Scalar>, by exponent: Int, into scaled: UnsafeMutablePointer<Double>, dimensions: Int
  ) {
    guard (-1000...1000).contains(exponent) else {
      for column in 0..<dimensions { scaled[column] = FixedPoint.scaled(Double(row[column]), by: exponent) }
      return
    }
    let factor = FixedPoint.scaled(1, by: exponent)
    for column in 0..<dimensions { scaled[column] = Double(row[column]) * factor }
  }
}

extension Preparation {
  /// The directions of points that were looked at.
  func directions(of points: Matrix<Scalar>) throws(ClusteringError) -> Matrix<Scalar> {
    try reduction.agreeing { [kernels, reduction] () throws(ClusteringError) in
      try points.directions(kernels, in: reduction.parallel)
    }
  }
}

extension KMeans {
  /// The same for rows that are directions.
  func withDirections() throws(ClusteringError) -> KMeans {
    var options = self
    options.hasDirections = true
    if let given = initializer.givenCentroids {
      options.initializer = .given(try constraint.applied(toStart: given, Kernels(.best)))
    }
    return options
  }
}
