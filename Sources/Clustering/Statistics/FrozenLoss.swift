internal import Matrices
internal import TesseraKernels

/// The loss with the assignment frozen: sum of w|x - m|^2 - sum over clusters of (c - m) . (2 (s - n m) - n (c - m)).
///
/// The first term does not depend on assignment or centroids and is summed once, order-free; the others are evaluated
/// in pairs of doubles from the fixed-point sums. Nothing here touches the points again, and the result is the same bits
/// for every order in which rows were added and taken away. Its absolute error is below about 2^-100 of the first term, and
/// 2^-103 of |x| sqrt(W V), W the weight of all rows and V the first term: where so little is left, D is summed instead
/// (``isLost(_:)``).
struct FrozenLoss<Scalar: KernelScalar> {
  private let points: ScaledPoints<Scalar>
  private let kernels: Kernels
  /// The first term.
  let centredSquares: DoubleDouble
  /// Losses below have fewer than 40 digits or so left.
  private let lost: Double

  /// - Parameter sample: the rows that take part; nil for all.
  init(_ points: ScaledPoints<Scalar>, sample: RowSample? = nil, kernels: Kernels) {
    self.points = points
    self.kernels = kernels
    let weights = sample?.weights(points, in: points.reduction.parallel) ?? points.weights.values
    centredSquares = Self.centredSquares(points, weights, kernels)
    // Sums of x are pairs of doubles: where the data lie far from 0, little is left of them beside the centre.
    let magnitude = points.columnBounds.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let weight = weights.map { orderFreeSum($0, kernels, points.reduction) } ?? Double(points.reduction.rowCount)
    let square = centredSquares.value
    lost = max(0x1p-50 * square, 0x1p-61 * magnitude * (weight * square).squareRoot())
  }

  /// The loss of these centroids (scaled units) for the rows in `statistics`; at least 0.
  func value(at centroids: Matrix<Double>, _ statistics: StatisticsAccumulator<Scalar>) -> Double {
    var gains = [DoubleDouble](repeating: .zero, count: statistics.clusterCount)
    update(&gains, where: nil, at: centroids, statistics)
    return value(gains)
  }

  /// Whether a loss is so small a part of the first term, less than 2^-50 or more by how far the data lie from 0, that the
  /// difference may have too few digits of it: a perfect clustering, or one outlier beyond 1e7 times the spread that has a
  /// centroid of its own.
  func isLost(_ loss: Double) -> Bool { loss < lost }

  /// The same from each cluster's ``update(_:where:at:_:)``.
  func value(_ gains: [DoubleDouble]) -> Double {
    max(0, gains.reduce(centredSquares) { $0 - $1 }.value)
  }

  /// Brings each cluster's part of the loss up to date, those in `changed` only; nil for all.
  func update(
    _ gains: inout [DoubleDouble], where changed: [Bool]?, at centroids: Matrix<Double>,
    _ statistics: StatisticsAccumulator<Scalar>
  ) {
    let clusters = gains.indices.filter { changed?[$0] ?? true }
    let (points, kernels, sums) = (points, kernels, statistics.sums)
    let d = points.dimensions
    gains.withUnsafeMutableBufferPointer { gains in
      centroids.withUnsafeElements { centroids in
        nonisolated(unsafe) let (gains, centroids) = (gains, centroids.baseAddress!)
        points.reduction.parallel.forEachChunk(of: clusters.count, chunk: max(1, 16384 / d)) { _, part in
          for cluster in clusters[part] {
            gains[cluster] = points.gain(of: cluster, sums, at: centroids + cluster * d, kernels)
          }
        }
      }
    }
  }

  private static func centredSquares(
    _ points: ScaledPoints<Scalar>, _ weights: [Double]?, _ kernels: Kernels
  ) -> DoubleDouble {
    var bound = 0.0
    for (shift, column) in zip(points.shift, points.columnBounds) {
      let reach = column + shift.magnitude
      bound += reach * reach
    }
    let count = points.reduction.rowCount
    var exponent = FixedPoint.exponent(bound: bound * points.weights.bound * 1.001, count: count)
    var passes = 1
    while true {
      let total = points.reduction.sum(of: points.rows, chunk: ParallelRows.defaultChunk) { [exponent] _, _, rows in
        Self.quanta(of: points, weights, kernels, rows: rows, exponent: exponent)
      }
      // No term exceeds the sum, which is known to a quantum per row. Of data far from 0 the bound above is far too large:
      // the quantum is put where the digits are.
      let most = total.magnitude + UInt128(count)
      let unused = min(Int32(most.leadingZeroBitCount) - 4, exponent + 1074)
      guard unused > 24, passes < 3 else { return DoubleDouble(quanta: total, exponent: exponent) }
      exponent -= unused
      passes += 1
    }
  }

  private static func quanta(
    of points: ScaledPoints<Scalar>, _ weights: [Double]?, _ kernels: Kernels, rows: Range<Int>, exponent: Int32
  ) -> Int128 {
    points.matrix.withRows { view in
      view.withElements(of: rows) { elements in
        (weights ?? []).withUnsafeBufferPointer { values in
          kernels.centredSquares(
            elements, rows: rows.count, dimensions: points.dimensions, shift: points.shift,
            weights: weights == nil ? nil : values.baseAddress! + rows.lowerBound, exponent: exponent)
        }
      }
    }
  }
}

extension ScaledPoints {
  /// (c - m) . (2 (s - n m) - n (c - m)) of one cluster; 0 without rows.
  fileprivate func gain(
    of cluster: Int, _ sums: FixedPointSums, at centroid: UnsafePointer<Double>, _ kernels: Kernels
  ) -> DoubleDouble {
    guard sums.counts[cluster] > 0 else { return .zero }
    let weight = DoubleDouble(quanta: sums.masses[cluster], exponent: weights.exponent)
    let gain = sums.low.withUnsafeBufferPointer { low in
      sums.high.withUnsafeBufferPointer { high in
        kernels.frozenGain(
          low: low.baseAddress! + cluster * dimensions, high: high.baseAddress! + cluster * dimensions,
          factors: sumFactors, shift: shift, centroid: centroid, dimensions: dimensions,
          weight: (weight.high, weight.low))
      }
    }
    return DoubleDouble(gain.high, gain.low)
  }
}
