internal import Matrices
internal import TesseraKernels

/// The region around the centroids of one assignment, kept to certify all rows at once: while the centroids stay within its
/// radius no row is touched, however many there are.
///
/// The few rows with the smallest margins are watched one by one, so that they do not end it; where a watched row leaves
/// its margin, its distances decide. ``LocalityRegion`` says the same of a finished model.
///
/// - Complexity: one assignment of all rows to establish it; O(clusterCount * dimensions) per question.
struct StandingCertificate<Scalar: KernelScalar> {
  private let reference: [Double]
  private let watched: [(row: Int, margin: Double)]
  /// The smallest margin of the rows that are not watched.
  private let radius: Double
  /// The norm of the farthest possible row and of the farthest reference centroid, together.
  private let reach: Double
  private var distances: [Double]
  private var drifts: [Double]

  /// At the centroids at which `engine` last assigned all rows.
  init(_ engine: AssignmentEngine<Scalar>) {
    let reference = engine.centroids.elements
    let margins = engine.margins()
    (watched, radius) = Self.smallest(16, of: margins)
    let d = engine.points.dimensions
    let farthest = stride(from: 0, to: reference.count, by: d).map { norm(reference[$0..<($0 + d)]) }.max() ?? 0
    self.reference = reference
    reach = (norm(engine.points.columnBounds[...]) + farthest) * engine.bounds.above
    distances = Array(repeating: 0, count: engine.centroids.count)
    drifts = distances
  }

  /// Whether every row has the same nearest centroid at `centroids` (scaled units, row-major) as at the reference; false also
  /// where that would have to be looked up. `engine` holds the labels.
  mutating func holds(at centroids: UnsafeBufferPointer<Double>, _ engine: AssignmentEngine<Scalar>) -> Bool {
    measureDrifts(to: centroids, engine)
    let drift = drifts.withUnsafeBufferPointer(LargestDrifts.init)
    let largest = drift.largest
    guard largest.isFinite else { return false }
    // Distances that differ by less are not told apart by D.
    let doubt = engine.bounds.squaredDistance * 2 * (reach + largest)
    guard drift.largestPair / 2 + doubt < radius else { return false }
    for (row, margin) in watched {
      let label = Int(engine.labels[row])
      if (drifts[label] + drift.largest(except: label)) / 2 + doubt < margin { continue }
      guard nearest(row, centroids, engine) == label else { return false }
    }
    return true
  }

  private mutating func measureDrifts(
    to centroids: UnsafeBufferPointer<Double>, _ engine: AssignmentEngine<Scalar>
  ) {
    let d = engine.points.dimensions
    reference.withUnsafeBufferPointer { old in
      for cluster in drifts.indices {
        var square = 0.0
        engine.kernels.distances(
          old.baseAddress! + cluster * d, centroids: centroids.baseAddress! + cluster * d, dimensions: d,
          indices: nil, count: 1, into: &square)
        // The last term covers squares that underflow.
        drifts[cluster] = square.squareRoot() * engine.bounds.above + 0x1p-500
      }
    }
  }

  private mutating func nearest(
    _ row: Int, _ centroids: UnsafeBufferPointer<Double>, _ engine: AssignmentEngine<Scalar>
  ) -> Int {
    let d = engine.points.dimensions
    engine.points.matrix.withRows { rows in
      rows.withRow(row) { x in
        engine.kernels.distances(
          x, centroids: centroids.baseAddress!, dimensions: d, indices: nil, count: distances.count, into: &distances)
      }
    }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }

  /// The rows of the smallest margins, and the smallest margin of all others.
  private static func smallest(
    _ count: Int, of margins: [Double]
  ) -> (rows: [(row: Int, margin: Double)], rest: Double) {
    var rows: [(row: Int, margin: Double)] = []
    var rest = Double.infinity
    for (row, margin) in margins.enumerated() {
      if rows.count < count || margin < rows[count - 1].margin {
        rows.insert((row, margin), at: rows.firstIndex { margin < $0.margin } ?? rows.count)
      } else {
        rest = min(rest, margin)
      }
      if rows.count > count { rest = min(rest, rows.removeLast().margin) }
    }
    return (rows, rest)
  }
}

/// Rounded up by a few units in the last place.
private func norm(_ values: ArraySlice<Double>) -> Double {
  values.reduce(0) { $0 + $1 * $1 }.squareRoot() * (1 + Double(values.count + 4) * 0x1p-52)
}
