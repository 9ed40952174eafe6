import Matrices
import Testing

@testable import Clustering

/// Margins are rounded down and drifts up, so that a drift below a margin proves what it says.
struct RoundedBoundTests {
  @Test func distancesThatDCannotTellApartHaveNoMargin() {
    // D in three dimensions may be off by 19 * 2^-53 of itself.
    let bounds = ErrorBounds(dimensions: 3)
    #expect(bounds.margin(first: 1, second: 1 + 0x1p-50) == 0)
    #expect(bounds.margin(first: 1, second: 1 + 0x1p-47) > 0)
    #expect(bounds.margin(first: 1, second: 1) == 0)
    #expect(bounds.margin(first: 1, second: .infinity) == .infinity)
  }

  /// Half the difference of the exact distances, wherever they lie within the error of D: three roundings per term, and
  /// d / 8 + 4 additions at most.
  @Test func noMarginExceedsThatOfExactDistances() {
    var generator = SeededGenerator(seed: 1)
    for trial in 0..<4000 {
      let dimensions = 1 + generator.index(below: 40)
      let bounds = ErrorBounds(dimensions: dimensions)
      let first = Double(sign: .plus, exponent: generator.index(below: 40) - 20, significand: 1 + generator.unit())
      let second = first * (1 + Double(sign: .plus, exponent: -generator.index(below: 40), significand: 1))
      let error = Double((dimensions + 7) / 8 + 7) * 0x1p-53
      let nearest = DoubleDouble(second) * DoubleDouble.sum(1, -error)
      let farthest = DoubleDouble(first) * DoubleDouble.sum(1, error)
      let exact = (root(nearest) - root(farthest)) * DoubleDouble(0.5)
      let margin = bounds.margin(first: first, second: second)
      #expect(margin == 0 || (exact - DoubleDouble(margin)).value >= 0, "trial \(trial): \(first), \(second)")
      // And it gives away little.
      #expect(margin >= exact.value - 4e-14 * second.squareRoot(), "trial \(trial): \(first), \(second)")
    }
  }

  /// Whole numbers: the exact square of each drift is known.
  @Test func noDriftIsBelowTheExactOne() {
    var generator = SeededGenerator(seed: 2)
    for dimensions in [1, 2, 3, 4, 7, 20] {
      for trial in 0..<300 {
        let step = (0..<dimensions).map { _ in Double(generator.index(below: 2001) - 1000) }
        let zero = Matrix(rows: 1, columns: dimensions, elements: [Double](repeating: 0, count: dimensions))
        let drift = LocalityRegion.drift(from: zero, to: Matrix(rows: 1, columns: dimensions, elements: step))[0]
        let square = step.reduce(0) { $0 + $1 * $1 }
        let excess = DoubleDouble.product(drift, drift) - DoubleDouble(square)
        #expect(excess.value >= 0, "trial \(trial): \(step)")
        #expect(excess.value <= 1e-13 * square, "trial \(trial): \(step)")
      }
    }
  }

  @Test func aRowOfThreeOnes() {
    // sqrt(3) lies above the nearest Double.
    let drift = LocalityRegion.drift(from: [[0, 0, 0], [7, 7, 7]], to: [[1, 1, 1], [7, 7, 7]])
    #expect(drift[0] > 3.0.squareRoot())
    #expect(drift[1] == 0)
  }

  @Test func theEnginesDriftsInFloatAreNotBelowThoseInDouble() {
    var generator = SeededGenerator(seed: 3)
    let exact = (0..<1000).map { _ in generator.unit() }
    let drift = CentroidDrift(distances: exact + [0], moverCount: 0)
    for (single, double) in zip(drift.distances, exact) {
      #expect(Double(single) >= double)
      #expect(Double(single) <= double * (1 + 0x1p-22))
    }
    #expect(drift.distances[1000] == 0)
    #expect(drift.movers == [])
  }

  @Test func moversAreThoseThatMovedFarthest() {
    let drift = CentroidDrift(distances: [1, 5, 0, 4, 2], moverCount: 2)
    #expect(drift.movers == [1, 3])
    #expect(drift.slow == Float(2).nextUp)
  }

  private func root(_ value: DoubleDouble) -> DoubleDouble {
    let root = value.value.squareRoot()
    let rest = value - DoubleDouble.product(root, root)
    return DoubleDouble.sum(root, rest.value / (2 * root))
  }
}
