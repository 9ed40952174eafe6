import Clustering
import Matrices
import Testing

@testable import Quantization

struct UniqueIdentifiersTests {
  /// Levels 0, 100 and 0, 10, 20: three rows at 1 are (0, 0) all; two have to go to 10 and 20, at the least cost in all: 0 stays, 9 goes to 10.
  @Test func rowsThatCollideGetTheLastCodesOfLeastCost() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[0], [100]], [[0], [10], [20]]])
    let points: Matrix<Double> = [[1], [2], [3], [99]]
    let codes = try quantizer.encode(points)
    #expect(codes.values == [0, 0, 0, 0, 0, 0, 1, 0])
    #expect(codes.collisions == 2)
    let unique = try UniqueIdentifiers(of: .double(points), codes: codes, by: quantizer)
    #expect(unique.codes.values == [0, 0, 0, 1, 0, 2, 1, 0])
    #expect(
      unique.collisions == 2 && unique.movedRows == 2 && unique.displacedRows == 0 && unique.codes.collisions == 0)
  }

  /// Four equal rows, and three last codes: one goes to the other beginning.
  @Test func whereABeginningIsFullTheNearestFreeCodesElsewhereAreTaken() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[0], [100]], [[0], [10], [20]]])
    let points: Matrix<Double> = [[5], [5], [5], [5]]
    let unique = try UniqueIdentifiers(of: .double(points), codes: quantizer.encode(points), by: quantizer)
    #expect(unique.codes.collisions == 0 && unique.displacedRows == 1)
    #expect(unique.codes.values(at: 0).sorted() == [0, 0, 0, 1])
  }

  @Test func asManyRowsAsIdentifiersTakeThemAll() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[0], [1]], [[0], [1]], [[0], [1]]])
    let points = Matrix<Double>(rows: 8, columns: 1, elements: [Double](repeating: 0, count: 8))
    let unique = try UniqueIdentifiers(of: .double(points), codes: quantizer.encode(points), by: quantizer)
    #expect(unique.codes.collisions == 0)
    let more = Matrix<Double>(rows: 9, columns: 1, elements: [Double](repeating: 0, count: 9))
    #expect(throws: QuantizationError.tooFewIdentifiers(rows: 9, identifiers: 8)) {
      try UniqueIdentifiers(of: .double(more), codes: quantizer.encode(more), by: quantizer)
    }
  }

  @Test func identifiersAreDifferentAndCostLittle() throws {
    for seed in UInt64(0)..<5 {
      let points = randomPoints(rows: 200, columns: 4, seed: seed)
      let quantizer = try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 8))
      let codes = try quantizer.encode(points)
      let unique = try UniqueIdentifiers(of: .float(points), codes: codes, by: quantizer)
      #expect(unique.codes.collisions == 0, "seed \(seed)")
      let (before, after) = (
        try quantizer.decode(codes), try quantizer.decode(unique.codes)
      )
      func error(_ decoded: Matrix<Double>) -> Double {
        var sum = 0.0
        for row in 0..<200 {
          for column in 0..<4 {
            let difference = Double(points[row, column]) - decoded[row, column]
            sum += difference * difference
          }
        }
        return sum
      }
      #expect(error(after) < error(before) * 2, "seed \(seed)")
    }
  }

  /// Against all permutations.
  @Test func assignmentsHaveTheLeastCost() {
    var generator = SeededGenerator(seed: 1)
    for seed in 0..<200 {
      let (rows, columns) = (1 + generator.index(below: 4), 4 + generator.index(below: 2))
      let costs = (0..<(rows * columns)).map { _ in Double(generator.index(below: 12)) }
      let found = LeastAssignment.columns(rows: rows, columns: columns) { costs[$0 * columns + $1] }
      #expect(Set(found).count == rows && found.allSatisfy { $0 >= 0 }, "seed \(seed)")
      var cost = 0.0
      for (row, column) in found.enumerated() { cost += costs[row * columns + column] }
      func least(_ row: Int, _ used: Set<Int>) -> Double {
        guard row < rows else { return 0 }
        var best = Double.infinity
        for column in 0..<columns where !used.contains(column) {
          best = min(best, costs[row * columns + column] + least(row + 1, used.union([column])))
        }
        return best
      }
      #expect(cost == least(0, []), "seed \(seed)")
    }
  }

  @Test func balancedLevelsUseAllCodesAlike() throws {
    let points = randomPoints(rows: 240, columns: 4, seed: 6)
    var kmeans = KMeans(clusterCount: 8)
    kmeans.sizes = .equal
    var labels: [[Int32]] = []
    let quantizer = try ResidualQuantizer.trained(
      on: .float(points), levels: 2, by: kmeans, finished: { _, model in labels.append(model.labels) })
    #expect(quantizer.codebooks.count == 2)
    for level in labels {
      for code in Int32(0)..<8 { #expect(level.count { $0 == code } == 30) }
    }
    // The second level is that of what the balanced labels of the first leave.
    let first = quantizer.codebooks[0]
    var mean = [0.0, 0, 0, 0]
    for row in 0..<240 where labels[1][row] == 0 {
      for column in 0..<4 { mean[column] += (Double(points[row, column]) - first[Int(labels[0][row]), column]) / 30 }
    }
    #expect(zip(mean, quantizer.codebooks[1].row(0)).allSatisfy { ($0 - $1).magnitude < 1e-9 })
  }
}
