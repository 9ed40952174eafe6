import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// The order of rows in blocks, and when an engine uses it.
struct RowBlocksTests {
  @Test func everyRowHasOnePlaceWhateverTheData() throws {
    for (seed, kind) in KernelShapes.kinds.enumerated() {
      for rows in [1, 63, 64, 65, 1100] {
        for columns in [1, 2, 3, 8] {
          var generator = SeededGenerator(seed: UInt64(seed), stream: UInt64(rows))
          let points = try ScaledPoints(kind.points(rows, columns, using: &generator), weights: nil)
          let one = points.rowBlocks(Kernels(.scalar), ParallelRows(threads: 1))
          #expect(one.order.sorted() == (0..<Int32(rows)).map { $0 }, "\(kind), \(rows) x \(columns)")
          // The order is the same for every number of threads.
          let again = try ScaledPoints(points.matrix, weights: nil).rowBlocks(Kernels(.best), ParallelRows(threads: 3))
          #expect(again.order == one.order, "\(kind), \(rows) x \(columns)")
        }
      }
    }
  }

  /// A square of 64 x 64 rows, from left to right: 64 neighbours of the order lie in a square of about 8 x 8.
  @Test func neighboursInOrderAreNeighboursInSpace() throws {
    let places = (0..<4096).flatMap { row -> [Double] in [Double(row % 64), Double(row / 64)] }
    let square = Matrix(rows: 4096, columns: 2, elements: places)
    let order = try ScaledPoints(square, weights: nil).rowBlocks(Kernels(.best), ParallelRows(threads: 2)).order
    var widths = 0.0
    for start in stride(from: 0, to: 4096, by: 64) {
      let block = order[start..<(start + 64)].map { square.row(Int($0)) }
      for column in 0..<2 {
        let values = block.map { $0[column] }
        widths += (values.max() ?? 0) - (values.min() ?? 0)
      }
    }
    // 7 would be perfect, and without an order it is 32 or more.
    #expect(widths / 128 < 12)
  }

  @Test func blocksServeManyRowsOfFewDimensions() {
    func path(_ k: Int, _ d: Int, _ rows: Int, isOnce: Bool = false) -> EnginePath {
      .preferred(clusterCount: k, dimensions: d, rows: rows, isOnce: isOnce, kernels: Kernels(.scalar))
    }
    #expect(path(100, 2, 100_000) == .blocks && path(2, 8, 100_000) == .blocks)
    #expect(path(100, 8, 100_000) == .lanes && path(100, 9, 100_000) == .lanes)
    #expect(path(100, 2, 1000) == .lanes && path(3, 2, 1000) == .exact && path(1, 2, 100_000) == .exact)
    #expect(path(100, 2, 100_000, isOnce: true) == .lanes && path(1000, 2, 100_000, isOnce: true) == .blocks)
  }

  /// Uniform in six dimensions, so many centroids that each box has most of them near it: the engine leaves the blocks,
  /// and every label stays right.
  @Test func blocksAreLeftWhereBoxesProveTooLittle() throws {
    var generator = SeededGenerator(seed: 3)
    let points = try ScaledPoints(FuzzData.arbitrary.points(4200, 6, using: &generator), weights: nil)
    let count = 200
    var centroids = (0..<count).flatMap { points.matrix.row($0) }
    let engine = AssignmentEngine(
      points, clusterCount: count, kernels: Kernels(.best), parallel: ParallelRows(threads: 2))
    #expect(engine.path == .blocks)
    let other = EnginePath.unsorted(clusterCount: count, dimensions: 6, kernels: Kernels(.best))
    for step in 0..<3 {
      engine.move(to: centroids)
      _ = engine.relabel()
      #expect(engine.lastPath == (step == 0 ? .blocks : other))
      #expect(engine.labels == BruteForce(points).nearest(centroids).labels, "step \(step)")
      centroids = centroids.map { $0 + 0.01 * generator.signedUnit() }
    }
  }
}
