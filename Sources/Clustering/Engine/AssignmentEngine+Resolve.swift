internal import Matrices
internal import TesseraKernels

/// The exact nearest centroid of a row, with bounds on Euclidean distances that hold whatever was rounded.
struct ResolvedRow {
  var label: Int32
  /// At least the distance to the nearest centroid.
  var upper: Double
  /// At most the distance to any other centroid; infinite for one centroid.
  var lower: Double
  /// The two smallest canonical distances, where they were asked for.
  var first = 0.0
  var second = 0.0
}

extension AssignmentEngine {
  /// Finds the nearest centroid of each of `rows` and hands it to `body` with the row's position in `rows`.
  ///
  /// - Parameter needsSecond: also computes the two smallest D exactly.
  func resolve(
    _ rows: [Int32], scratch: RowScratch<Scalar>, needsSecond: Bool, _ body: (Int, ResolvedRow) -> Void
  ) {
    rows.withUnsafeBufferPointer { rows in
      for start in stride(from: 0, to: rows.count, by: scratch.blockRows) {
        let block = UnsafeBufferPointer(rebasing: rows[start..<min(start + scratch.blockRows, rows.count)])
        if usesFilter {
          filter(block, scratch, needsSecond) { body(start + $0, $1) }
        } else {
          compareAll(block, scratch) { body(start + $0, $1) }
        }
      }
    }
  }

  /// D to every centroid.
  private func compareAll(
    _ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>, _ body: (Int, ResolvedRow) -> Void
  ) {
    points.matrix.withUnsafeElements { elements in
      centroids.panels.withUnsafeBufferPointer { panels in
        kernels.nearest(
          elements.baseAddress!, rowStride: points.dimensions, rows: rows.baseAddress!, count: rows.count,
          panels: panels.baseAddress!, centroidCount: centroids.count, dimensions: points.dimensions,
          labels: scratch.labels, first: scratch.first, second: scratch.second)
      }
    }
    for position in 0..<rows.count {
      let (first, second) = (scratch.first[position], scratch.second[position])
      body(
        position,
        ResolvedRow(
          label: scratch.labels[position], upper: first.squareRoot() * bounds.above,
          lower: second.squareRoot() * bounds.below, first: first, second: second))
    }
  }

  /// Float scores first, D for what they leave open.
  private func filter(
    _ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>, _ needsSecond: Bool,
    _ body: (Int, ResolvedRow) -> Void
  ) {
    score(rows, scratch)
    for position in 0..<rows.count {
      let square = scratch.squaredNorms[position]
      let error = bounds.score(norm: square.squareRoot() * bounds.above, reach: centroids.reach)
      let first = Double(scratch.firstScores[position])
      let second = Double(scratch.secondScores[position])
      if second - first > 2 * error && !needsSecond {
        body(
          position,
          ResolvedRow(
            label: scratch.labels[position],
            upper: max(0, square * bounds.above + 2 * (first + error)).squareRoot() * bounds.above,
            lower: max(0, square * bounds.below + 2 * (second - error)).squareRoot() * bounds.below))
      } else {
        let threshold = (needsSecond ? second : first) + 2 * error
        let outside = max(0, square * bounds.below + 2 * (threshold - error)).squareRoot() * bounds.below
        body(
          position,
          decide(Int(rows[position]), position, threshold: Float(threshold).nextUp, outside: outside, scratch))
      }
    }
  }

  private func score(_ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>) {
    let d = points.dimensions
    points.matrix.withUnsafeElements { elements in
      points.shift.withUnsafeBufferPointer { shift in
        kernels.pack(
          elements.baseAddress!, rowStride: d, rows: rows.baseAddress!, count: rows.count, dimensions: d,
          shift: shift.baseAddress!, packed: scratch.packed, squaredNorms: scratch.squaredNorms)
      }
    }
    centroids.filterPanels.withUnsafeBufferPointer { panels in
      centroids.halfNorms.withUnsafeBufferPointer { halfNorms in
        kernels.filter(
          scratch.packed, count: rows.count, dimensions: d, panels: panels.baseAddress!,
          halfNorms: halfNorms.baseAddress!, centroidCount: centroids.count, first: scratch.firstScores,
          second: scratch.secondScores, indices: scratch.labels)
      }
    }
  }

  /// D of all centroids whose score is at most `threshold`; every other centroid is at least `outside` away.
  private func decide(
    _ row: Int, _ position: Int, threshold: Float, outside: Double, _ scratch: RowScratch<Scalar>
  ) -> ResolvedRow {
    let d = points.dimensions
    var count = 0
    centroids.filterPanels.withUnsafeBufferPointer { panels in
      centroids.halfNorms.withUnsafeBufferPointer { halfNorms in
        count = kernels.candidates(
          scratch.packed + position * d, dimensions: d, panels: panels.baseAddress!,
          halfNorms: halfNorms.baseAddress!, centroidCount: centroids.count, threshold: threshold,
          into: scratch.candidates)
      }
    }
    points.matrix.withUnsafeElements { elements in
      centroids.elements.withUnsafeBufferPointer { centroids in
        kernels.distances(
          elements.baseAddress! + row * d, centroids: centroids.baseAddress!, dimensions: d,
          indices: scratch.candidates, count: count, into: scratch.distances)
      }
    }
    var label: Int32 = 0
    var (first, second) = (Double.infinity, Double.infinity)
    for candidate in 0..<count {
      let square = scratch.distances[candidate]
      if square < first {
        second = first
        (label, first) = (scratch.candidates[candidate], square)
      } else if square < second {
        second = square
      }
    }
    return ResolvedRow(
      label: label, upper: first.squareRoot() * bounds.above,
      lower: min(second.squareRoot() * bounds.below, outside), first: first, second: second)
  }
}
