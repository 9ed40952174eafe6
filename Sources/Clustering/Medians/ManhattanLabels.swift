internal import Matrices
internal import TesseraKernels

/// The nearest centroid of each row by the Manhattan distance: argmin of ``ManhattanDistance``, ties to the lowest index.
///
/// A row's second smallest distance, less how far the centroids have moved since, bounds its distance to all others from below:
/// where its own distance, which the loss asks for anyway, stays below that, the label stands (Hamerly 2010,
/// DOI 10.1137/1.9781611972801.12; any metric will do).
///
/// - Complexity: O(rows * clusterCount * dimensions) for the first assignment, O(rows * dimensions) and the rows that lost
///   their certificate for later ones. Memory: 20 bytes per row, and a padded row per thread.
final class ManhattanLabels<Scalar: KernelScalar> {
  private let points: Matrix<Scalar>
  private let parallel: ParallelRows
  private let cancellation: Cancellation?
  private(set) var labels: [Int32]
  /// To the own centroid.
  private(set) var distances: [Double]
  /// A lower bound of the exact distance to any other centroid; infinite for one centroid, below 0 where nothing is known.
  private var others: [Double]
  private(set) var centroids: PaddedVectors
  /// How many rows the last assignment compared with all centroids.
  private(set) var touched = 0
  /// Whether the last assignment was given up: labels are those of some rows only.
  private(set) var isGivenUp = false

  init(_ points: Matrix<Scalar>, _ parallel: ParallelRows, cancellation: Cancellation? = nil) {
    (self.points, self.parallel, self.cancellation) = (points, parallel, cancellation)
    labels = Array(repeating: -1, count: points.rows)
    distances = Array(repeating: 0, count: points.rows)
    others = Array(repeating: -1, count: points.rows)
    centroids = PaddedVectors(count: 0, dimensions: points.columns)
  }

  /// Gives rows a label that is known otherwise; the next assignment compares them with all centroids.
  func give(_ row: Int, to label: Int32) { (labels[row], others[row]) = (label, -1) }

  /// Takes over labels that belong to `centroids`, [clusterCount, dimensions], and computes the distances.
  convenience init(
    _ points: Matrix<Scalar>, _ parallel: ParallelRows, labels: [Int32], at centroids: Matrix<Double>,
    cancellation: Cancellation? = nil
  ) {
    self.init(points, parallel, cancellation: cancellation)
    self.labels = labels
    self.centroids = centroids.withUnsafeElements {
      PaddedVectors($0, count: centroids.rows, dimensions: centroids.columns)
    }
    let (d, stride, vectors) = (points.columns, self.centroids.stride, self.centroids.elements)
    distances = points.withUnsafeElements { elements in
      nonisolated(unsafe) let first = elements.baseAddress!
      return [Double](count: labels.count, in: parallel) { _, range, target in
        vectors.withUnsafeBufferPointer { vectors in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: stride) { x in
            let x = x.baseAddress!
            (x + d).initialize(repeating: 0, count: stride - d)
            for (position, row) in range.enumerated() {
              Scalar.widen(first + row * d, count: d, into: x)
              let own = vectors.baseAddress! + Int(labels[row]) * stride
              (target + position).initialize(to: ManhattanDistance.value(x, own, dimensions: stride))
            }
          }
        }
      }
    }
  }

  /// Brings labels and distances to centroids, [clusterCount, dimensions]; returns how many rows changed their label.
  @discardableResult
  func assign(to next: Matrix<Double>) -> Int {
    let next = next.withUnsafeElements { PaddedVectors($0, count: next.rows, dimensions: next.columns) }
    let error = ManhattanDistance.error(dimensions: points.columns)
    let (isFirst, d, stride) = (centroids.count != next.count, points.columns, next.stride)
    let drift = isFirst ? 0 : (centroids.distances(to: next).max() ?? 0) * (1 + 2 * error)
    centroids = next
    let (points, parallel, cancellation, rows) = (points, parallel, cancellation, points.rows)
    let found = labels.withUnsafeMutableBufferPointer { labels in
      distances.withUnsafeMutableBufferPointer { distances in
        others.withUnsafeMutableBufferPointer { others in
          next.elements.withUnsafeBufferPointer { centroids in
            points.withUnsafeElements { elements in
              nonisolated(unsafe) let (labels, distances, others) = (labels, distances, others)
              nonisolated(unsafe) let (centroids, elements) = (centroids.baseAddress!, elements)
              let chunk = max(16, min(ParallelRows.defaultChunk, (1 << 22) / (next.count * stride)))
              return parallel.mapChunks(of: rows, chunk: chunk) { _, _, range in
                if cancellation?.isCancelled ?? false { return Found(isGivenUp: true) }
                var found = Found()
                withUnsafeTemporaryAllocation(of: Double.self, capacity: stride) { x in
                  let x = x.baseAddress!
                  (x + d).initialize(repeating: 0, count: stride - d)
                  for row in range {
                    Scalar.widen(elements.baseAddress! + row * d, count: d, into: x)
                    let label = Int(labels[row])
                    if !isFirst {
                      let own = ManhattanDistance.value(x, centroids + label * stride, dimensions: stride)
                      distances[row] = own
                      others[row] = (others[row] - drift) * (1 - 0x1p-52)
                      if own < others[row] * (1 - 2 * error) { continue }
                    }
                    found.touched += 1
                    let nearest = Nearest(x, centroids, count: next.count, stride: stride)
                    if nearest.index != label { found.changed += 1 }
                    labels[row] = Int32(nearest.index)
                    distances[row] = nearest.first
                    others[row] = nearest.second * (1 - 2 * error)
                  }
                }
                return found
              }
            }
          }
        }
      }
    }
    touched = found.reduce(0) { $0 + $1.touched }
    isGivenUp = found.contains { $0.isGivenUp }
    return found.reduce(0) { $0 + $1.changed }
  }

  private struct Found {
    var changed = 0
    var touched = 0
    var isGivenUp = false
  }
}

/// The two nearest centroids of one row.
private struct Nearest {
  var index = 0
  var first = Double.infinity
  var second = Double.infinity

  @inline(__always) init(_ x: UnsafePointer<Double>, _ centroids: UnsafePointer<Double>, count: Int, stride: Int) {
    for cluster in 0..<count {
      let distance = ManhattanDistance.value(x, centroids + cluster * stride, dimensions: stride)
      if distance < first {
        (index, first, second) = (cluster, distance, first)
      } else if distance < second {
        second = distance
      }
    }
  }
}

extension ManhattanLabels {
  /// (d2 - d1) / 2 of each row, in Manhattan distances, rounded down; infinite for one centroid, 0 at ties and where that was
  /// given up. Labels are not touched.
  func margins() -> [Double] {
    let all = ManhattanLabels(points, parallel, cancellation: cancellation)
    all.assign(to: centroids.matrix)
    if all.isGivenUp { return Array(repeating: 0, count: points.rows) }
    let error = ManhattanDistance.error(dimensions: points.columns)
    return all.others.indices.map { row in
      // A bound from below of the second, and one from above of the first.
      let gap = all.others[row] - all.distances[row] * (1 + 2 * error)
      return gap > 0 ? gap / 2 * (1 - 0x1p-52) : 0
    }
  }

  /// The nearest centroid but the label's (ties: the lowest index); nil for one centroid.
  func rival(of row: Int) -> Int? {
    let x = points.row(row).map { Double($0) }
    let padded = x.withUnsafeBufferPointer { PaddedVectors($0, count: 1, dimensions: x.count) }
    let all = centroids.distances(from: padded)
    return all.indices.filter { $0 != Int(labels[row]) }.min { all[$0] < all[$1] }
  }
}

extension PaddedVectors {
  /// Without the padding.
  var matrix: Matrix<Double> {
    Matrix(rows: count, columns: dimensions) { target in
      for row in 0..<count {
        for column in 0..<dimensions { target[row * dimensions + column] = elements[row * stride + column] }
      }
    }
  }

  /// The Manhattan distance of one vector to each of these.
  func distances(from vector: PaddedVectors) -> [Double] {
    elements.withUnsafeBufferPointer { own in
      vector.elements.withUnsafeBufferPointer { x in
        (0..<count).map {
          ManhattanDistance.value(x.baseAddress!, own.baseAddress! + $0 * stride, dimensions: stride)
        }
      }
    }
  }
}
