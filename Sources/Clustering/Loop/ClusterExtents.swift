internal import Matrices
internal import TesseraKernels

/// How far apart the rows of each cluster lie, column by column: the measure of what counts as at the mean.
///
/// A magnitude would not do: it depends on where zero is, and a column that never changes has one.
struct ClusterExtents {
  private let dimensions: Int
  /// Largest minus smallest value, [clusterCount, dimensions]; 0 without rows.
  private let own: [Double]
  /// The same of all rows.
  private let all: [Double]
  /// Per column, what stands in where a cluster's rows are equal.
  private let finest: [Double]

  /// - Complexity: O(rows * dimensions). Memory: 16 bytes per centroid element, for each thread where these are few.
  init<Scalar: KernelScalar>(
    of labels: [Int32], _ points: ScaledPoints<Scalar>, clusterCount: Int
  ) {
    let count = clusterCount * points.dimensions
    let workers = count <= 1 << 16 ? points.reduction.parallel : ParallelRows(threads: 1)
    var parts = Array(repeating: Extremes(count: 0), count: workers.threads)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      workers.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, _, rows in
        if parts[worker].smallest.isEmpty { parts[worker] = Extremes(count: count) }
        parts[worker].take(rows, labels, points)
      }
    }
    var whole = Extremes(count: count)
    for part in parts where !part.smallest.isEmpty { whole.merge(part) }
    whole.smallest = points.reduction.minimum(whole.smallest)
    whole.largest = points.reduction.maximum(whole.largest)
    let d = points.dimensions
    let own = (0..<count).map { max(0, whole.largest[$0] - whole.smallest[$0]) }
    let columns = (0..<d).map { column in Array(stride(from: column, to: count, by: d)) }
    let finest = columns.map { clusters in
      leastPositive(clusters.map { own[$0] })
        ?? leastPositive(gaps(between: clusters.map { whole.smallest[$0] }.filter { $0.isFinite }))
    }
    dimensions = d
    self.own = own
    all = columns.map { clusters in
      max(0, (clusters.map { whole.largest[$0] }.max() ?? 0) - (clusters.map { whole.smallest[$0] }.min() ?? 0))
    }
    self.finest = finest.map { $0 ?? leastPositive(finest.compactMap { $0 }) ?? 0 }
  }

  /// How far a centroid's coordinate may be from the mean: 1e-12 of the column's spread, and no more than 1e-9 of the
  /// spread of the cluster's own rows, which may be much smaller. Where these are equal, the smallest spread of another
  /// cluster stands in, or the smallest gap between clusters; where all rows are equal, that of the other columns.
  func tolerance(at index: Int) -> Double {
    let column = index % dimensions
    return min(
      1e-12 * (all[column] > 0 ? all[column] : finest[column]), 1e-9 * (own[index] > 0 ? own[index] : finest[column]))
  }
}

private func leastPositive(_ values: [Double]) -> Double? { values.filter { $0 > 0 }.min() }

/// Of neighbours in order.
private func gaps(between values: [Double]) -> [Double] {
  let sorted = values.sorted()
  return zip(sorted, sorted.dropFirst()).map { $1 - $0 }
}

/// The smallest and the largest value per cluster and column.
private struct Extremes {
  var smallest: [Double]
  var largest: [Double]

  init(count: Int) {
    smallest = Array(repeating: .infinity, count: count)
    largest = Array(repeating: -.infinity, count: count)
  }

  /// Rows without weight say nothing.
  mutating func take<Scalar: KernelScalar>(_ rows: Range<Int>, _ labels: [Int32], _ points: ScaledPoints<Scalar>) {
    let d = points.dimensions
    points.matrix.withRows { view in
      smallest.withUnsafeMutableBufferPointer { smallest in
        largest.withUnsafeMutableBufferPointer { largest in
          view.forEachRow(in: rows) { row, x in
            guard points.weights[row] > 0 else { return }
            let cluster = Int(labels[row]) * d
            for column in 0..<d {
              let value = Double(x[column])
              smallest[cluster + column] = min(smallest[cluster + column], value)
              largest[cluster + column] = max(largest[cluster + column], value)
            }
          }
        }
      }
    }
  }

  mutating func merge(_ other: Extremes) {
    for index in smallest.indices {
      smallest[index] = min(smallest[index], other.smallest[index])
      largest[index] = max(largest[index], other.largest[index])
    }
  }
}
