internal import Matrices
internal import TesseraKernels

/// The two nearest centroids of every row, while centroids are dropped.
struct Rivals<Scalar: KernelScalar> {
  private let prepared: PreparedPoints<Scalar>
  private let centroids: Matrix<Double>
  private(set) var left: [Int]
  private var nearest: [NearestTwo]

  /// D of a row to its nearest centroid and to the second nearest (-1: there is none).
  private struct NearestTwo {
    var first: Int32 = -1
    var second: Int32 = -1
    var squares = (Double.infinity, Double.infinity)

    mutating func insert(_ cluster: Int, _ square: Double) {
      if square < squares.0 {
        (second, squares.1) = (first, squares.0)
        (first, squares.0) = (Int32(cluster), square)
      } else if square < squares.1 {
        (second, squares.1) = (Int32(cluster), square)
      }
    }
  }

  init(_ prepared: PreparedPoints<Scalar>, _ centroids: Matrix<Double>) {
    (self.prepared, self.centroids, left) = (prepared, centroids, Array(0..<centroids.rows))
    nearest = Array(repeating: NearestTwo(), count: prepared.points.rows)
    compare { _ in true }
  }

  /// Drops the centroid whose rows lose least by going to their second nearest.
  mutating func dropCheapest() {
    var costs = [Double](repeating: 0, count: centroids.rows)
    let weights = prepared.points.weights
    for (row, two) in nearest.enumerated() where two.second >= 0 {
      costs[Int(two.first)] += weights[row] * (two.squares.1 - two.squares.0)
    }
    guard let dropped = left.reversed().min(by: { costs[$0] < costs[$1] }) else { return }
    left.removeAll { $0 == dropped }
    compare { $0.first == dropped || $0.second == dropped }
  }

  /// Compares rows with all centroids that are left.
  private mutating func compare(_ isOpen: @Sendable (NearestTwo) -> Bool) {
    let (points, kernels, d) = (prepared.points, prepared.kernels, centroids.columns)
    let names = left.map { Int32($0) }
    nearest.withUnsafeMutableBufferPointer { nearest in
      points.matrix.withUnsafeElements { elements in
        centroids.withUnsafeElements { centroids in
          nonisolated(unsafe) let (nearest, elements) = (nearest, elements.baseAddress!)
          nonisolated(unsafe) let centroids = centroids.baseAddress!
          prepared.parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { _, rows in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: names.count) { squares in
              for row in rows where isOpen(nearest[row]) {
                kernels.distances(
                  elements + row * d, centroids: centroids, dimensions: d, indices: names, count: names.count,
                  into: squares.baseAddress!)
                nearest[row] = NearestTwo()
                for (position, name) in names.enumerated() { nearest[row].insert(Int(name), squares[position]) }
              }
            }
          }
        }
      }
    }
  }
}
