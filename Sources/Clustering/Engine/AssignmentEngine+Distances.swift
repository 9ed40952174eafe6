internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// D of one row to one centroid.
  func squaredDistance(_ row: Int, _ centroid: Int) -> Double {
    var square = 0.0
    let d = points.dimensions
    points.matrix.withRows { rows in
      centroids.elements.withUnsafeBufferPointer { centroids in
        rows.withRow(row) { x in
          kernels.distances(
            x, centroids: centroids.baseAddress! + centroid * d, dimensions: d, indices: nil, count: 1, into: &square)
        }
      }
    }
    return square
  }

  /// D of every row to the centroid of its label.
  func ownSquaredDistances() -> [Double] {
    [Double](unsafeUninitializedCapacity: points.rows) { squares, initialized in
      nonisolated(unsafe) let target = squares.baseAddress!
      forEachOwnDistance { _, rows, found in (target + rows.lowerBound).initialize(from: found, count: rows.count) }
      initialized = points.rows
    }
  }

  /// Passes on D of rows to the centroids of their labels, chunk by chunk.
  func forEachOwnDistance(
    _ body: @Sendable (_ worker: Int, _ rows: Range<Int>, _ squares: UnsafeMutablePointer<Double>) -> Void
  ) {
    let d = points.dimensions
    labels.withUnsafeBufferPointer { labels in
      centroids.elements.withUnsafeBufferPointer { centroids in
        nonisolated(unsafe) let (labels, centroids, engine) = (labels.baseAddress!, centroids.baseAddress!, self)
        parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
          let (list, squares) = (engine.scratch[worker].open, engine.scratch[worker].first)
          for (position, row) in rows.enumerated() { list[position] = Int32(row) }
          engine.points.withPart(holding: rows) { part in
            engine.kernels.ownDistances(
              part.origin, rowStride: part.stride, rows: list, count: rows.count, centroids: centroids, dimensions: d,
              labels: labels, into: squares)
          }
          body(worker, rows, squares)
        }
      }
    }
  }

  /// The sum over all rows of w D to the own centroid, order-free, in scaled units.
  func inertia() -> Double {
    points.weights.sum(of: ownSquaredDistances(), kernels, points.reduction)
  }

  /// The two smallest D of every row, as (D2 - D1) / 2 in Euclidean distance, rounded down: the region's margins. 0 where that was
  /// given up.
  func margins() -> [Double] {
    prepare()
    tryMarginSketches()
    nonisolated(unsafe) let engine = self
    return Array(count: points.rows, in: parallel) { worker, rows, margins in
      if engine.isGivenUp { return margins.initialize(repeating: 0, count: rows.count) }
      let scratch = engine.scratch[worker]
      for (position, row) in rows.enumerated() { scratch.rows[position] = Int32(row) }
      _ = engine.resolve(UnsafeBufferPointer(start: scratch.rows, count: rows.count), scratch: scratch, squares: true)
      for position in 0..<rows.count {
        margins[position] = engine.bounds.margin(
          first: scratch.first[2 * position], second: scratch.first[2 * position + 1])
      }
    }
  }

  /// The nearest centroid other than `owner` (ties: the lowest index); nil for one centroid.
  func rival(of row: Int, owner: Int) -> Int? {
    let others = (0..<centroids.count).filter { $0 != owner }
    return others.min { squaredDistance(row, $0) < squaredDistance(row, $1) }
  }
}

extension ErrorBounds {
  /// (sqrt(second) - sqrt(first)) / 2 as (second - first) / (2 (sqrt(first) + sqrt(second))), never above what the exact
  /// distances give; at least 0.
  func margin(first: Double, second: Double) -> Double {
    guard second.isFinite else { return .infinity }
    let difference = second * (1 - squaredDistance) - first * (1 + squaredDistance)
    guard difference > 0 else { return 0 }
    return difference / (2 * (first.squareRoot() + second.squareRoot()) * above) * below
  }
}
