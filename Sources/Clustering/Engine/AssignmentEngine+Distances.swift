internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// D of one row to one centroid.
  func squaredDistance(_ row: Int, _ centroid: Int) -> Double {
    var square = 0.0
    let d = points.dimensions
    points.matrix.withUnsafeElements { elements in
      centroids.elements.withUnsafeBufferPointer { centroids in
        kernels.distances(
          elements.baseAddress! + row * d, centroids: centroids.baseAddress! + centroid * d, dimensions: d,
          indices: nil, count: 1, into: &square)
      }
    }
    return square
  }

  /// D of every row to the centroid of its label.
  func ownSquaredDistances() -> [Double] {
    [Double](unsafeUninitializedCapacity: points.rows) { squares, count in
      nonisolated(unsafe) let (squares, engine) = (squares.baseAddress!, self)
      parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        engine.ownSquaredDistances(of: rows, engine.scratch[worker], into: squares + rows.lowerBound)
      }
      count = points.rows
    }
  }

  /// D of a chunk of rows to the centroids of their labels.
  private func ownSquaredDistances(
    of rows: Range<Int>, _ scratch: RowScratch<Scalar>, into squares: UnsafeMutablePointer<Double>
  ) {
    for (position, row) in rows.enumerated() { scratch.open[position] = Int32(row) }
    labels.withUnsafeBufferPointer { labels in
      points.matrix.withUnsafeElements { elements in
        centroids.elements.withUnsafeBufferPointer { centroids in
          kernels.ownDistances(
            elements.baseAddress!, rowStride: points.dimensions, rows: scratch.open, count: rows.count,
            centroids: centroids.baseAddress!, dimensions: points.dimensions, labels: labels.baseAddress!,
            into: squares)
        }
      }
    }
  }

  /// The sum over rows of w D to the own centroid, order-free, in scaled units.
  func inertia() -> Double {
    let bound = largestSquaredDistance * points.weights.bound
    // Some centroid is so far away that only the distances themselves can say how large they are.
    guard bound.isFinite else { return points.weights.sum(of: ownSquaredDistances(), kernels, parallel) }
    let exponent = FixedPoint.exponent(bound: bound, count: points.rows)
    let chunk = ParallelRows.defaultChunk
    var partial = [Int128](repeating: 0, count: (points.rows + chunk - 1) / chunk)
    partial.withUnsafeMutableBufferPointer { partial in
      nonisolated(unsafe) let (partial, engine) = (partial, self)
      parallel.forEachChunk(of: points.rows, chunk: chunk) { worker, index, rows in
        let squares = engine.scratch[worker].first
        engine.ownSquaredDistances(of: rows, engine.scratch[worker], into: squares)
        if let weights = engine.points.weights.values {
          for (position, row) in rows.enumerated() { squares[position] *= weights[row] }
        }
        partial[index] = engine.kernels.fixedSum(squares, count: rows.count, exponent: exponent)
      }
    }
    return FixedPoint.value(of: partial.reduce(0, +), exponent: exponent)
  }

  /// No D of a row and a centroid is larger, the rounding of D included.
  private var largestSquaredDistance: Double {
    var reaches = points.columnBounds
    for (index, element) in centroids.elements.enumerated() {
      let column = index % points.dimensions
      reaches[column] = max(reaches[column], element.magnitude)
    }
    return zip(reaches, points.columnBounds).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) } * bounds.above
  }

  /// The two smallest D of every row, as (D2 - D1) / 2 in Euclidean distance, rounded down: the region's margins.
  func margins() -> [Double] {
    prepare()
    nonisolated(unsafe) let engine = self
    return Array(count: points.rows, in: parallel) { worker, rows, margins in
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
