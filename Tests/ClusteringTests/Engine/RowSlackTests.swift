import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// A single row whose eight-bit scores are wrong by as much as their bound admits: D has to decide.
struct RowSlackTests {
  private let dimensions = 64

  /// The codes of the row err in every coordinate by half a step, all of them in favour of the wrong centroid.
  @Test(arguments: InstructionSet.available) func scoresThatErrByTheirBound(_ set: InstructionSet) throws {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      let signs = (0..<dimensions).map { _ in generator.index(below: 2) == 0 ? 1.0 : -1 }
      let side = signs.map { 40 * $0 }
      let other = side.map { -$0 }
      // Twice each, so that there are enough centroids to be scored.
      let centroids = Matrix(rows: 4, columns: dimensions, elements: side + other + side + other)
      let row = row(towards: signs)
      let squares = (0..<2).map { canonicalDistance(row, centroids.row($0)) }
      try #require(squares[0] < squares[1], "seed \(seed)")
      let nearest = try RowAssigner(centroids, instructionSet: set).nearest(to: row)
      #expect(nearest == .init(label: 0, squaredDistance: squares[0]), "seed \(seed)")
    }
  }

  /// A row a little nearer to `signs` than to its opposite, each coordinate of which is rounded away from it.
  private func row(towards signs: [Double]) -> [Double] {
    let largest = 127.0
    // What the kernel makes of the largest coordinate.
    let step = Double(Float(largest * (1.0 / 127)) * (1 + 0x1p-20))
    let rest = 1e-4
    var row = signs.enumerated().map { index, sign in sign * step * (Double(-(index % 2)) + 0.5 - rest) }
    // Two that are coded well make up for what the others lack.
    row[0] = signs[0] * largest
    row[1] = -signs[1] * (largest - 3 * rest * step * Double(dimensions))
    return row
  }
}
