import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Rows in blocks: which labels and moves a group's kernel gives, on every instruction set.
struct BlockKernelTests {
  /// By hand: the row in the middle goes to the lower index, and only the row that the second centroid gains moves.
  @Test(arguments: InstructionSet.available)
  func rowsGoToTheNearestCentroidAndOnlyMovesAreReported(_ set: InstructionSet) throws {
    let points = Matrix(rows: 7, columns: 1, elements: [0, 1, 2, 6, 10, 11, 12])
    var group = try OneGroup(points, set)
    let first = group.assign([1, 11, 1])
    #expect(group.labels == [0, 0, 0, 0, 1, 1, 1])
    #expect(Set(first.map(\.row)) == Set(0..<7) && first.allSatisfy { $0.source == -1 })
    #expect(first.allSatisfy { $0.target == group.labels[Int($0.row)] })
    #expect(group.assign([1, 10.5, 30]) == [RowMove(row: 3, source: 0, target: 1)])
    #expect(group.assign([1, 10.5, 31]).isEmpty)
    #expect(group.assign([0, 20, 30]).count == 2)
    #expect(group.labels == [0, 0, 0, 0, 0, 1, 1])
  }

  /// One box, and one centroid that is the nearest all over it: no row is compared.
  @Test(arguments: InstructionSet.available)
  func aBoxThatOneCentroidHasToItselfComparesNoRow(_ set: InstructionSet) throws {
    let points = Matrix(rows: 64, columns: 2, elements: (0..<128).map { Double($0 % 7) / 8 })
    var group = try OneGroup(points, set)
    #expect(group.assign([5, 5, 0, 0, 0, 9]).count == 64)
    #expect(group.work.rows == 0 && group.work.candidates == 0 && group.labels.allSatisfy { $0 == 1 })
    #expect(group.assign([5, 5, 0.5, 0, 0, 9]).isEmpty)
    // All of them are as far from two centroids: D decides, for the lower index.
    #expect(group.assign([0, 9, 0, 0, 0, 0]).isEmpty)
    #expect(group.work.open == 64 && group.work.candidates == 128)
  }

  @Test(arguments: InstructionSet.available)
  func labelsAreThoseOfTheDefinitionWhateverTheCentroidsDo(_ set: InstructionSet) throws {
    var (certified, all) = (0, 0)
    for seed in UInt64(0)..<90 {
      var generator = SeededGenerator(seed: seed, stream: 5)
      let d = 1 + Int(seed % 8)
      let rows = [1, 2, 63, 64, 65, 130, 300, 1000][generator.index(below: 8)]
      let count = [1, 2, 7, 16, 17, 40][generator.index(below: 6)]
      let kind = KernelShapes.kinds[generator.index(below: KernelShapes.kinds.count)]
      let points = kind.points(rows, d, using: &generator)
      if seed % 2 == 0 {
        try check(points.converted(to: Float.self), count, set, "seed \(seed), \(kind)", &generator, &certified)
      } else {
        try check(points, count, set, "seed \(seed), \(kind)", &generator, &certified)
      }
      all += 4 * rows
    }
    // A kernel that proved nothing would be right too.
    #expect(certified > all / 20, "\(certified) of \(all)")
  }

  private func check<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ count: Int, _ set: InstructionSet, _ name: String,
    _ generator: inout SeededGenerator, _ certified: inout Int
  ) throws {
    var group = try OneGroup(points, set)
    let definition = BruteForce(group.points)
    let data = group.points.matrix.converted(to: Double.self)
    var centroids = (0..<count).flatMap { _ in data.row(generator.index(below: data.rows)) }
    for step in 0..<4 {
      let old = group.labels
      let moves = group.assign(centroids)
      let expected = definition.nearest(centroids).labels
      #expect(group.labels == expected, "\(name), \(set), step \(step)")
      let changed = expected.indices.filter { expected[$0] != old[$0] }
      #expect(moves.map { Int($0.row) }.sorted() == changed, "\(name), \(set), step \(step)")
      #expect(moves.allSatisfy { $0.source == old[Int($0.row)] && $0.target == expected[Int($0.row)] }, "\(name)")
      certified += data.rows - group.work.rows
      if step == 1 { continue }
      for index in centroids.indices { centroids[index] *= 1 + 0.2 * generator.signedUnit() }
    }
  }
}

/// All rows in one group, and what becomes of their labels.
private struct OneGroup<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  private let kernels: Kernels
  private let blocks: RowBlocks
  private let blockLabels: BlockLabels
  private(set) var labels: [Int32]
  private(set) var work = BlockWork()

  init(_ matrix: Matrix<Scalar>, _ set: InstructionSet) throws {
    points = try ScaledPoints(matrix, weights: nil)
    kernels = Kernels(set)
    blocks = points.rowBlocks(kernels, ParallelRows(threads: 1))
    blockLabels = BlockLabels(rows: points.rows)
    labels = Array(repeating: -1, count: points.rows)
  }

  mutating func assign(_ elements: [Double]) -> [RowMove] {
    let d = points.dimensions
    let usualReach = points.usualReach
    let centroids = PreparedCentroids(
      count: elements.count / d, shift: points.shift, rowReach: { usualReach }, bounds: ErrorBounds(dimensions: d))
    centroids.replace(elements)
    centroids.packBlocks()
    let bytes = kernels.blockScratchBytes(count: centroids.count, dimensions: d)
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer { scratch.deallocate() }
    var moves = [RowMove](repeating: RowMove(row: -1, source: -1, target: -1), count: RowBlocks.groupRows)
    work = points.matrix.withUnsafeElements { rows in
      centroids.blocks.withView { view in
        centroids.withExact { exact in
          kernels.blocks(
            rows.baseAddress!, rowStride: d, group: 0, of: blocks, centroids: view, exact: exact, labels: &labels,
            blockLabels: blockLabels, scratch: scratch, moves: &moves)
        }
      }
    }
    return Array(moves[..<work.moved])
  }
}
