import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Rows, centroids, and what the definition says of them, for kernels that prove labels and bounds.
struct KernelProblem<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let clusterCount: Int
  let bounds: ErrorBounds
  let centroids: PreparedCentroids
  /// Per row, D to each centroid.
  let squares: [[Double]]

  var dimensions: Int { points.dimensions }

  /// - Parameter reach: the share of the usual reach that the problem admits to.
  init(rows: Int, clusterCount: Int, dimensions: Int, kind: FuzzData, seed: UInt64, reach: Double = 1) throws {
    var generator = SeededGenerator(seed: seed, stream: UInt64(dimensions))
    let matrix = kind.points(rows, dimensions, using: &generator).converted(to: Scalar.self)
    var elements: [Double] = []
    for index in 0..<clusterCount {
      // On rows, and beside rows.
      for value in matrix.row(index % rows) {
        let factor = index % 3 == 0 ? 1 : 1 + 0.1 * generator.signedUnit()
        elements.append(Double(value) * factor)
      }
    }
    try self.init(matrix, elements, clusterCount: clusterCount, reach: reach)
  }

  init(_ matrix: Matrix<Scalar>, _ elements: [Double], clusterCount: Int, reach: Double = 1) throws {
    points = try ScaledPoints(matrix, weights: nil, companionBound: elements.map(\.magnitude).max() ?? 0)
    self.clusterCount = clusterCount
    bounds = ErrorBounds(dimensions: points.dimensions)
    let usualReach = points.usualReach
    centroids = PreparedCentroids(
      count: clusterCount, shift: points.shift, rowReach: { reach * usualReach }, bounds: bounds)
    let scaled = elements.map(points.scale.scaled)
    centroids.replace(scaled)
    let (rows, d) = (points.matrix.converted(to: Double.self), points.dimensions)
    squares = (0..<points.rows).map { row in
      let x = rows.row(row)
      return (0..<clusterCount).map { canonicalDistance(x, Array(scaled[($0 * d)..<(($0 + 1) * d)])) }
    }
  }

  func pack(for path: EnginePath, _ kernels: Kernels, groups: PanelGroups? = nil) {
    centroids.pack(for: path, groups: groups, kernels: kernels, parallel: ParallelRows(threads: 1))
  }

  func label(of row: Int) -> Int32 { Int32(squares[row].firstIndex(of: squares[row].min() ?? 0) ?? 0) }

  /// The bounds of one row's distances hold: to its centroid, and to the nearest of all others.
  func expect(_ label: Int32, _ upper: Float, _ lower: Float, row: Int, _ name: String) {
    #expect(label == self.label(of: row), "\(name), row \(row)")
    expectBounds(label, upper, lower, row: row, name)
  }

  /// Rounding in Double is far below what Float's last digit holds.
  func expectBounds(_ label: Int32, _ upper: Float, _ lower: Float, row: Int, _ name: String) {
    let own = squares[row][Int(label)].squareRoot()
    let other = squares[row].indices.filter { $0 != Int(label) }.map { squares[row][$0] }.min()?.squareRoot()
    #expect(Double(upper) >= own * (1 - 1e-13), "\(name), row \(row)")
    #expect(Double(lower) <= (other ?? .infinity) * (1 + 1e-13), "\(name), row \(row)")
  }
}

/// Room for what a kernel finds.
final class FoundMemory {
  let capacity: Int
  let found: FoundRows

  init(_ count: Int) {
    capacity = (count + 63) / 64 * 64
    found = FoundRows(
      labels: .allocate(capacity: capacity), upper: .allocate(capacity: capacity), lower: .allocate(capacity: capacity))
    for index in 0..<capacity {
      (found.labels[index], found.upper[index], found.lower[index]) = (-1, .nan, .nan)
    }
  }

  deinit {
    found.labels.deallocate()
    found.upper.deallocate()
    found.lower.deallocate()
  }
}

/// Dimensions, clusters and rows around the widths of registers and blocks.
enum KernelShapes {
  static let dimensions = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 65]
  static let clusterCounts = [1, 2, 5, 6, 7, 17, 33]
  static let kinds = [
    FuzzData.arbitrary, .lattice, .blobs, .offset, .identicalButOne, .zeroRows, .mixedScales, .scaled,
  ]

  /// A few hundred of all combinations, the same every time.
  static func forEach(
    most: Int, _ body: (_ dimensions: Int, _ clusterCount: Int, _ rows: Int, FuzzData, UInt64) throws -> Void
  ) rethrows {
    var seed: UInt64 = 0
    for dimensions in dimensions where dimensions <= most {
      for count in clusterCounts {
        let rows = [1, 15, 16, 17, 63, 64, 65, 70][Int(seed % 8)]
        try body(dimensions, count, rows, kinds[Int((seed + seed / 8) % 8)], seed)
        seed += 1
      }
    }
  }
}
