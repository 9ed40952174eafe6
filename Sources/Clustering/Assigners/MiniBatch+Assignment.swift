internal import Matrices
internal import TesseraKernels

extension MiniBatch {
  /// Puts the rows of the batch in the order of their last labels, and counts them.
  func sort(_ batch: SharedBatch) {
    (count, batchCount) = (batch.rows.count, batch.count)
    let batch = batch.rows
    counts.update(repeating: 0, count: clusterCount)
    for row in batch { counts[Int(region.labels[Int(row)])] += 1 }
    var next = 0
    for cluster in 0..<clusterCount {
      starts[cluster] = next
      next += counts[cluster]
    }
    for row in batch {
      let label = region.labels[Int(row)]
      let position = starts[Int(label)]
      starts[Int(label)] = position + 1
      rows[position] = row
      labels[position] = label
    }
  }

  /// Brings labels, counts, D and (where they are exact) sums of the batch to the centroids; returns its loss.
  func labelBatch(at centroids: UnsafePointer<Double>) -> Double {
    problem.points.matrix.withRows { points in
      points.forEachRun(of: count, { Int(rows[$0]) }) { part, places in
        let start = places.lowerBound
        problem.kernels.batch(
          part.origin, rowStride: part.stride, rows: rows + start, labels: labels + start, count: places.count,
          centroids: centroids, dimensions: dimensions, sums: hasExactSums ? sums : nil, squares: squares + start)
      }
      let opened = region.open(rows, labels: labels, squares: squares, count: count, into: open)
      if opened * clusterCount > Self.directComparisons {
        resolveTogether(opened, points, centroids)
      } else {
        for index in 0..<opened { resolve(open[index], points, centroids) }
      }
    }
    if let weights = problem.points.weights.values {
      for position in 0..<count { squares[position] *= weights[Int(rows[position])] }
    }
    return orderFreeSum(
      UnsafeBufferPointer(start: squares, count: count), count: batchCount, problem.kernels, problem.points.reduction)
  }

  /// Up to how many comparisons of rows with centroids packing the centroids does not pay.
  private static var directComparisons: Int { 2000 }

  /// D of one row to all centroids.
  private func resolve(_ position: Int, _ points: RowView<Scalar>, _ centroids: UnsafePointer<Double>) {
    points.withRow(Int(rows[position])) { x in
      problem.kernels.distances(
        x, centroids: centroids, dimensions: dimensions, indices: nil, count: clusterCount, into: distances)
    }
    var label = 0
    var (first, second) = (Double.infinity, Double.infinity)
    for cluster in 0..<clusterCount {
      let square = distances[cluster]
      if square < first {
        second = first
        (label, first) = (cluster, square)
      } else if square < second {
        second = square
      }
    }
    settle(
      position, label: Int32(label), square: first, lower: second.squareRoot() * region.errors.below, points)
  }

  /// The engine's filter for many rows.
  private func resolveTogether(
    _ opened: Int, _ points: RowView<Scalar>, _ centroids: UnsafePointer<Double>
  ) {
    engine.move(to: UnsafeBufferPointer(start: centroids, count: clusterCount * dimensions))
    engine.prepare()
    let scratch = engine.scratch[0]
    let row = { (place: Int) in Int(self.rows[self.open[place]]) }
    points.forEachRun(of: opened, row) { _, places in
      for start in stride(from: places.lowerBound, to: places.upperBound, by: ParallelRows.defaultChunk) {
        let count = min(ParallelRows.defaultChunk, places.upperBound - start)
        resolve(UnsafeBufferPointer(start: open + start, count: count), points, centroids, scratch)
      }
    }
  }

  /// Rows of one part, at most ``ParallelRows/defaultChunk``.
  private func resolve(
    _ part: UnsafeBufferPointer<Int>, _ points: RowView<Scalar>, _ centroids: UnsafePointer<Double>,
    _ scratch: RowScratch<Scalar>
  ) {
    for (index, position) in part.enumerated() { scratch.rows[index] = rows[position] }
    _ = engine.resolve(UnsafeBufferPointer(start: scratch.rows, count: part.count), scratch: scratch)
    for (index, position) in part.enumerated() {
      let (label, lower) = (scratch.found.labels[index], Double(scratch.found.lower[index]))
      var square = squares[position]
      if label != labels[position] {
        points.withRow(Int(rows[position])) { x in
          problem.kernels.distances(
            x, centroids: centroids + Int(label) * dimensions, dimensions: dimensions, indices: nil, count: 1,
            into: &square)
        }
      }
      settle(position, label: label, square: square, lower: lower, points)
    }
  }

  private func settle(
    _ position: Int, label: Int32, square: Double, lower: Double, _ points: RowView<Scalar>
  ) {
    region.set(Int(rows[position]), label: label, lower: lower)
    squares[position] = square
    let (old, new) = (Int(labels[position]), Int(label))
    guard old != new else { return }
    labels[position] = label
    counts[old] -= 1
    counts[new] += 1
    guard hasExactSums else { return }
    points.withRow(Int(rows[position])) { x in
      for column in 0..<dimensions {
        sums[old * dimensions + column] -= Double(x[column])
        sums[new * dimensions + column] += Double(x[column])
      }
    }
  }
}
