internal import Matrices
internal import TesseraKernels

/// The loss with the assignment frozen: sum of w|x - m|^2 - sum over clusters of (c - m) . (2 (s - n m) - n (c - m)).
///
/// The first term does not depend on assignment or centroids and is summed once, order-free; the others are evaluated
/// in double-double from the fixed-point sums. Nothing here touches the points again, and the result is the same bits
/// for every order in which rows were added and taken away. Its absolute error is below about 2^-100 of the first term.
struct FrozenLoss<Scalar: KernelScalar> {
  private let points: ScaledPoints<Scalar>
  private let centredSquares: DoubleDouble

  init(_ points: ScaledPoints<Scalar>, in parallel: ParallelRows) {
    self.points = points
    centredSquares = Self.centredSquares(points, in: parallel)
  }

  /// The loss of these centroids (scaled units, row-major) for the rows in `statistics`; at least 0.
  func value(at centroids: UnsafeBufferPointer<Double>, _ statistics: StatisticsAccumulator<Scalar>) -> Double {
    let d = points.dimensions
    var total = centredSquares
    for cluster in 0..<statistics.clusterCount where statistics.counts[cluster] > 0 {
      let mass = statistics.masses[cluster]
      let weight = DoubleDouble(quanta: mass, exponent: points.weights.exponent)
      var gain = DoubleDouble.zero
      for column in 0..<d {
        let shift = points.shift[column]
        let offset = DoubleDouble.sum(centroids[cluster * d + column], -shift)
        let sum =
          DoubleDouble(quanta: statistics.sums[cluster * d + column], exponent: points.sumExponents[column])
          - weight * DoubleDouble(shift)
        gain = gain + offset * (sum + sum - weight * offset)
      }
      total = total - gain
    }
    return max(0, total.value)
  }

  private static func centredSquares(_ points: ScaledPoints<Scalar>, in parallel: ParallelRows) -> DoubleDouble {
    var bound = 0.0
    for (shift, column) in zip(points.shift, points.columnBounds) {
      let reach = column + shift.magnitude
      bound += reach * reach
    }
    let exponent = FixedPoint.exponent(bound: bound * points.weights.bound * 1.001, count: points.rows)
    let chunk = ParallelRows.defaultChunk
    var partial = [Int128](repeating: 0, count: (points.rows + chunk - 1) / chunk)
    partial.withUnsafeMutableBufferPointer { partial in
      nonisolated(unsafe) let partial = partial
      parallel.forEachChunk(of: points.rows, chunk: chunk) { index, rows in
        partial[index] = Self.quanta(of: points, rows: rows, exponent: exponent)
      }
    }
    return DoubleDouble(quanta: partial.reduce(0, +), exponent: exponent)
  }

  private static func quanta(of points: ScaledPoints<Scalar>, rows: Range<Int>, exponent: Int32) -> Int128 {
    var sum: Int128 = 0
    points.matrix.withUnsafeElements { elements in
      points.shift.withUnsafeBufferPointer { shift in
        for row in rows {
          let square = Scalar.centredSquare(
            elements.baseAddress! + row * points.dimensions, shift: shift.baseAddress!, dimensions: points.dimensions)
          let term = DoubleDouble(square.high, square.low) * DoubleDouble(points.weights[row])
          sum += FixedPoint.quanta(of: term.high, exponent: exponent)
          sum += FixedPoint.quanta(of: term.low, exponent: exponent)
        }
      }
    }
    return sum
  }
}
