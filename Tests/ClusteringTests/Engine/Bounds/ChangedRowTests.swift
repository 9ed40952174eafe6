import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Rows that change after they were looked at, as those of a mapped file may, to what no row can be: labels may be wrong
/// then, but they are indices, and nothing is read or written beyond its end. (`--sanitize=address` sees to the latter.)
struct ChangedRowTests {
  @Test(arguments: Kernels.all.indices)
  func everyLabelStaysAnIndex(_ table: Int) throws {
    for (element, isWhole) in [
      (Double.nan, false), (.nan, true), (.infinity, false), (-.infinity, true), (1e300, true),
    ] {
      try check(Float.self, Kernels.all[table], to: Float(element), isWhole: isWhole)
      try check(Double.self, Kernels.all[table], to: element, isWhole: isWhole)
    }
  }

  private func check<Scalar: KernelScalar>(
    _ type: Scalar.Type, _ kernels: Kernels, to element: Scalar, isWhole: Bool
  ) throws {
    for path in [EnginePath.exact, .lanes, .blocks, .tile, .short, .narrow] {
      if path == .short && !kernels.hasShortCentroids { continue }
      if path == .narrow && !kernels.hasNarrowRows { continue }
      for (d, k) in path == .blocks ? [(2, 5), (3, 37)] : [(9, 5), (30, 70)] {
        for changesFirst in [true, false] {
          let points = ChangingPoints<Scalar>(rows: 90, columns: d)
          let engine = AssignmentEngine(
            try ScaledPoints(points.matrix, weights: nil), clusterCount: k, path: path, forcedGroups: true,
            kernels: kernels, parallel: ParallelRows(threads: 1))
          let name = "\(path), \(kernels.instructionSet), \(d) dimensions, \(k) clusters, to \(element)"
          for step in 0..<9 {
            // Groups are made after the fifth update.
            if step == (changesFirst ? 0 : 7) { points.change(to: element, isWhole: isWhole) }
            engine.move(to: points.centroids(k, step: step))
            let targets = engine.relabel().joined().map(\.target)
            let outside = (targets + engine.labels).filter { !(0..<Int32(k)).contains($0) }
            #expect(outside == [], "\(name), step \(step)")
          }
          expectOtherKernels(points, k, kernels, name)
        }
      }
    }
  }

  /// What the engine's paths do not reach: rows one at a time, and the two smallest D.
  private func expectOtherKernels<Scalar: KernelScalar>(
    _ points: ChangingPoints<Scalar>, _ k: Int, _ kernels: Kernels, _ name: String
  ) {
    let (d, elements) = (points.matrix.columns, points.centroids(k, step: 0))
    let bounds = ErrorBounds(dimensions: d)
    var scores: [RowCentroids.Scores] = [.none, .float { bounds.laneScore(reach: $0) }]
    if kernels.hasNarrowRows {
      scores.append(.narrow { bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2) })
    }
    for scores in scores {
      let prepared = RowCentroids(elements, shift: Array(repeating: 0, count: d), scores: scores, kernels: kernels)
      for row in 0..<points.matrix.rows {
        let found: (label: Int32, square: Double)? =
          if let row = points.matrix.row(row) as? [Float] { prepared.nearest(to: row) } else {
            prepared.nearest(to: points.matrix.row(row).map { Double($0) })
          }
        if let found { #expect((0..<Int32(k)).contains(found.label), "\(name), alone") }
      }
    }
  }
}

/// Points in memory that changes behind the matrix.
private final class ChangingPoints<Scalar: KernelScalar> {
  let matrix: Matrix<Scalar>
  private let memory: UnsafeMutableBufferPointer<Scalar>

  init(rows: Int, columns: Int) {
    let values = FuzzData.blobs.points(rows, columns, seed: 3)
    memory = .allocate(capacity: rows * columns)
    _ = memory.initialize(from: values.elements.map { Scalar($0) })
    nonisolated(unsafe) let owned = memory
    matrix = Matrix(rows: rows, columns: columns, borrowing: UnsafeBufferPointer(memory)) { owned.deallocate() }
  }

  func centroids(_ count: Int, step: Int) -> [Double] {
    let values = FuzzData.blobs.points(count, matrix.columns, seed: 5).elements
    return values.enumerated().map { $1 + ($0 % 3 == 0 ? 0.3 * Double(step) : 0) }
  }

  /// Changes one element of every second row, or all of them.
  func change(to element: Scalar, isWhole: Bool) {
    for row in stride(from: 0, to: matrix.rows, by: 2) {
      for column in 0..<matrix.columns where isWhole || column == row % matrix.columns {
        memory[row * matrix.columns + column] = element
      }
    }
  }
}

extension FuzzData {
  fileprivate func points(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return points(rows, columns, using: &generator)
  }
}
