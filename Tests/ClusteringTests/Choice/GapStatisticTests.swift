import Foundation
import Matrices
import Testing

@testable import Clustering

@Suite struct GapStatisticTests {
  /// Logarithms 2 and 4 against 1: a mean of 3, a deviation of 1 over both.
  @Test func theValueWorkedByHand() throws {
    let gap = try #require(GapStatistic(inertia: exp(1), references: [exp(2), exp(4)]))
    #expect((gap.value - 2).magnitude < 1e-15 && (gap.error - 1.5.squareRoot()).magnitude < 1e-15)
  }

  @Test(arguments: [(nil, [1.0]), (0, [1]), (1, [0]), (1, []), (1, [1, nil])] as [(Double?, [Double?])])
  func withoutInertiasThereIsNone(_ inertia: Double?, _ references: [Double?]) {
    #expect(GapStatistic(inertia: inertia, references: references) == nil)
  }

  @Test func referencesFillTheBoxAndKeepItsPrecision() throws {
    let box = UniformBox(around: .float([[1, -5, 7], [3, 5, 7]]))
    guard case .float(let points) = box.points(rows: 1000, seed: 4, number: 2) else {
      Issue.record("they are in single precision")
      return
    }
    for row in 0..<1000 {
      #expect((1...3).contains(points[row, 0]) && (-5...5).contains(points[row, 1]) && points[row, 2] == 7)
    }
    let mean = (0..<1000).reduce(0) { $0 + Double(points[$1, 1]) } / 1000
    #expect(mean.magnitude < 0.3)
    #expect(box.points(rows: 1000, seed: 4, number: 2) == .float(points))
    #expect(box.points(rows: 1000, seed: 4, number: 3) != .float(points))
    #expect(box.points(rows: 1000, seed: 5, number: 2) != .float(points))
  }

  @Test func aBoxAsWideAsDoubleOverflowsNowhere() {
    let widest = Double.greatestFiniteMagnitude
    let points = UniformBox(around: .double([[-widest], [widest]])).points(rows: 100, seed: 0, number: 0)
    #expect(points.inDoublePrecision.elements.allSatisfy { $0.isFinite })
  }

  @Test func rowsAreDrawnWithReplacement() {
    let rows = ResampledRows(of: .double([[0], [1], [2], [3], [4]]), weights: [1, 2, 1, 0, 1], size: 9, seed: 0)
    let drawn = rows.drawn(seed: 7, number: 0)
    #expect(drawn.count == 4 && drawn[1].truncatingRemainder(dividingBy: 2) == 0)
    #expect(drawn[0] + drawn[1] / 2 + drawn[2] + drawn[3] == 4)
    #expect((1...9).contains { rows.drawn(seed: 7, number: $0) != drawn })
  }
}
