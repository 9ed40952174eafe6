import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Sums of moves in 64-bit integers: the same as row by row in 128 bits.
struct MoveSumsTests {
  /// In quarters: 0.25 is 1, -2 is -8; 0.3 is no whole number, and its move is left over.
  @Test(arguments: InstructionSet.available)
  func wholeTermsAreSummedAndOthersLeft(_ set: InstructionSet) {
    let points = [0.25, -2, 0.3, 1, 1, 0.5]
    let moves = [
      RowMove(row: 0, source: -1, target: 1), RowMove(row: 1, source: 0, target: 1),
      RowMove(row: 2, source: 1, target: 0),
    ]
    var sums = [Int64](repeating: 0, count: 16)
    var rest = [RowMove](repeating: RowMove(row: -1, source: -1, target: -1), count: 3)
    let left = moves.withUnsafeBufferPointer { moves in
      Kernels(set).sum(
        moves, of: points, rowStride: 2, dimensions: 2, factors: [4, 4], into: &sums, rest: &rest)
    }
    #expect(left == 1 && rest[0] == moves[1])
    // Row 0 came to cluster 1, and row 2 went from there to cluster 0.
    #expect(Array(sums[..<8]) == [4, 2, 0, 0, 0, 0, 0, 1])
    #expect(Array(sums[8...]) == [-3, -10, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: InstructionSet.available)
  func theyAreTheSumsOfAllMoves(_ set: InstructionSet) throws {
    for (index, kind) in FuzzData.allCases.enumerated() {
      for d in [1, 2, 3, 5, 7, 8] {
        var generator = SeededGenerator(seed: UInt64(index), stream: UInt64(d))
        let points = kind.points(90, d, using: &generator)
        let weights = d == 2 ? (0..<90).map { Double($0 % 4) / 3 } : nil
        let name = "\(kind), \(d) columns, \(set)"
        try check(ScaledPoints(points.converted(to: Float.self), weights: weights), set, name, &generator)
        try check(ScaledPoints(points, weights: weights), set, name, &generator)
      }
    }
  }

  private func check<Scalar: KernelScalar>(
    _ points: ScaledPoints<Scalar>, _ set: InstructionSet, _ name: String, _ generator: inout SeededGenerator
  ) throws {
    let (count, kernels) = (5, Kernels(set))
    let moved = MoveSums(points, clusterCount: count, kernels: kernels)
    var labels = [Int32](repeating: -1, count: points.rows)
    var (sums, expected) = (
      FixedPointSums(clusterCount: count, dimensions: points.dimensions, in: ParallelRows(threads: 1)),
      FixedPointSums(clusterCount: count, dimensions: points.dimensions, in: ParallelRows(threads: 1))
    )
    for _ in 0..<3 {
      // Cluster 4 never takes part.
      let moves = labels.indices.compactMap { row -> RowMove? in
        let target = Int32(generator.index(below: 4))
        return target == labels[row] ? nil : RowMove(row: Int32(row), source: labels[row], target: target)
      }
      for move in moves { labels[Int(move.row)] = move.target }
      moves.withUnsafeBufferPointer { all in
        moved.apply(UnsafeBufferPointer(rebasing: all[..<(all.count / 2)]))
        moved.apply(UnsafeBufferPointer(rebasing: all[(all.count / 2)...]))
        expected.withMutableView { points.apply(all, to: $0, Kernels(.scalar)) }
      }
      var touched = [Bool](repeating: false, count: count)
      moved.empty(into: &sums, &touched)
      #expect(sums.counts == expected.counts && sums.masses == expected.masses, "\(name)")
      #expect(sums.low == expected.low && sums.high == expected.high, "\(name)")
      #expect(!touched[4], "\(name)")
    }
  }
}
