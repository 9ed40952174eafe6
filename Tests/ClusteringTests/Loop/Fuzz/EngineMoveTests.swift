import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// One engine per path, pushed about by moves that no solver would make, against brute force after each.
struct EngineMoveTests {
  /// Rows x columns and clusters: all paths, movers (an eighth of the clusters), several blocks of rows, groups of
  /// centroids.
  static let shapes = [
    (150, 1, 3), (200, 3, 17), (90, 8, 33), (300, 12, 24), (70, 13, 15), (150, 31, 16), (200, 33, 40), (129, 65, 64),
    (65, 70, 1), (600, 6, 150), (120, 20, 600),
  ]

  @Test(arguments: shapes.indices)
  func labelsSurviveAnyMove(_ shape: Int) throws {
    for index in 0..<extent(4, unoptimised: 1) {
      // Neighbouring shapes begin with other kinds.
      let seed = UInt64((index + shape) % 4)
      var generator = SeededGenerator(seed: seed, stream: UInt64(shape))
      let (rows, columns, count) = Self.shapes[shape]
      let kind = [FuzzData.lattice, .blobs, .offset, .arbitrary][Int(seed % 4)]
      let points = kind.points(rows, columns, using: &generator)
      try check(points, count, generator, "seed \(seed), \(kind), Double")
      try check(points.converted(to: Float.self), count, generator, "seed \(seed), \(kind), Float")
    }
  }

  private func check<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ count: Int, _ generator: SeededGenerator, _ name: String
  ) throws {
    let scaled = try ScaledPoints(points, weights: nil)
    let definition = BruteForce(scaled)
    var generator = generator
    var moves = CentroidMoves(scaled.matrix.converted(), count, using: &generator)
    var expected: [(centroids: [Double], nearest: (labels: [Int32], first: [Double], second: [Double]))] = []
    for _ in 0..<14 {
      expected.append((moves.centroids, definition.nearest(moves.centroids)))
      moves.advance(using: &generator)
    }
    for (table, kernels) in Kernels.all.enumerated() {
      for path in [EnginePath.exact, .lanes, .blocks, .tile, .short, .narrow] {
        if path == .blocks && points.columns > RowBlocks.mostDimensions { continue }
        if path == .lanes && points.columns > LaneCentroids.mostDimensions { continue }
        if path == .short && !kernels.hasShortCentroids { continue }
        if path == .narrow && !kernels.hasNarrowRows { continue }
        let engine = AssignmentEngine(
          scaled, clusterCount: count, path: path, forcedGroups: true,
          forcedSketches: table.isMultiple(of: 2) && points.columns > 16 ? 16 : 0, kernels: kernels,
          parallel: ParallelRows(threads: 1))
        for (step, (centroids, nearest)) in expected.enumerated() {
          let name = "\(name), \(path), \(kernels.instructionSet) (\(table)), step \(step)"
          engine.move(to: centroids)
          _ = engine.relabel()
          let wrong = engine.labels.indices.filter { engine.labels[$0] != nearest.labels[$0] }
          #expect(wrong == [], "\(name)")
          if step % 5 == 0 { expectSquares(engine, nearest, name) }
        }
      }
    }
  }

  private func expectSquares<Scalar: KernelScalar>(
    _ engine: AssignmentEngine<Scalar>, _ nearest: (labels: [Int32], first: [Double], second: [Double]), _ name: String
  ) {
    #expect(engine.ownSquaredDistances() == nearest.first, "\(name)")
    let rows = [Int32](0..<Int32(engine.points.rows)).reversed().map { $0 }
    let found = engine.resolvedSquares(of: rows)
    #expect(found.map(\.label) == rows.map { nearest.labels[Int($0)] }, "\(name)")
    #expect(found.map(\.square) == rows.map { nearest.first[Int($0)] }, "\(name)")
    let margins = zip(nearest.first, nearest.second).map { engine.bounds.margin(first: $0, second: $1) }
    #expect(engine.margins() == margins, "\(name)")
  }
}

/// Centroids that jitter, jump, swap, coincide, sit on rows and come back.
private struct CentroidMoves {
  private let points: Matrix<Double>
  private let count: Int
  private let home: [Double]
  private(set) var centroids: [Double]

  init(_ points: Matrix<Double>, _ count: Int, using generator: inout SeededGenerator) {
    self.points = points
    self.count = count
    home = (0..<count).flatMap { _ in points.row(generator.index(below: points.rows)) }
    centroids = home
  }

  mutating func advance(using generator: inout SeededGenerator) {
    switch generator.index(below: 8) {
    case 0: break
    case 1: jitter(1e-12, using: &generator)
    case 2: jitter(0.05, using: &generator)
    case 3: replace(generator.index(below: count), with: points.row(generator.index(below: points.rows)))
    case 4: centroids = home
    case 5:
      let (one, other) = (generator.index(below: count), generator.index(below: count))
      let old = row(one)
      replace(one, with: row(other))
      if generator.index(below: 2) == 0 { replace(other, with: old) }
    case 6: replace(generator.index(below: count), with: row(0).map { $0 * 30 + 1 })
    default:
      // A few movers among many that stay about where they are.
      jitter(1e-6, using: &generator)
      for _ in 0..<max(1, count / 10) {
        let target = points.row(generator.index(below: points.rows)).map { $0 + 0.2 * generator.signedUnit() }
        replace(generator.index(below: count), with: target)
      }
    }
  }

  private func row(_ cluster: Int) -> [Double] {
    Array(centroids[(cluster * points.columns)..<((cluster + 1) * points.columns)])
  }

  private mutating func replace(_ cluster: Int, with row: [Double]) {
    centroids.replaceSubrange((cluster * points.columns)..<((cluster + 1) * points.columns), with: row)
  }

  private mutating func jitter(_ size: Double, using generator: inout SeededGenerator) {
    for index in centroids.indices { centroids[index] += size * generator.signedUnit() }
  }
}
