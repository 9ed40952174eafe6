internal import TesseraKernels

extension AssignmentEngine {
  /// D of every row to the centroid of its label.
  func ownSquaredDistances() -> [Double] {
    var squares = [Double](repeating: 0, count: points.rows)
    squares.withUnsafeMutableBufferPointer { squares in
      labels.withUnsafeBufferPointer { labels in
        nonisolated(unsafe) let (squares, labels) = (squares, labels)
        nonisolated(unsafe) let engine = self
        parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { _, rows in
          for row in rows { squares[row] = engine.squaredDistance(row, Int(labels[row])) }
        }
      }
    }
    return squares
  }

  /// The sum over rows of w D to the own centroid, order-free, in scaled units.
  func inertia() -> Double {
    var squares = ownSquaredDistances()
    if let weights = points.weights.values {
      for row in squares.indices { squares[row] *= weights[row] }
    }
    return squares.withUnsafeBufferPointer(orderFreeSum)
  }

  /// The nearest centroid and D of some rows, in the order given.
  func resolvedSquares(of rows: [Int32]) -> [(row: Int32, label: Int32, square: Double)] {
    var found: [(row: Int32, label: Int32, square: Double)] = []
    found.reserveCapacity(rows.count)
    resolve(rows, scratch: scratch[0], needsSecond: true) { position, resolved in
      found.append((rows[position], resolved.label, resolved.first))
    }
    return found
  }

  /// The two smallest D of every row, as (D2 - D1) / 2 in Euclidean distance, rounded down: the region's margins.
  func margins() -> [Double] {
    var margins = [Double](repeating: 0, count: points.rows)
    margins.withUnsafeMutableBufferPointer { margins in
      nonisolated(unsafe) let margins = margins
      nonisolated(unsafe) let engine = self
      parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        let scratch = engine.scratch[worker]
        let list = rows.map(Int32.init)
        engine.resolve(list, scratch: scratch, needsSecond: true) { position, found in
          margins[rows.lowerBound + position] = engine.bounds.margin(first: found.first, second: found.second)
        }
      }
    }
    return margins
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
