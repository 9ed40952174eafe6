import Testing

@testable import Clustering

/// What is proved in Double is what pairs of Doubles find.
@Suite struct OnlyOptimumTests {
  private static func costs(_ values: [Double], _ weights: [Double]? = nil) -> SegmentCosts {
    let origin = values[values.count / 2]
    return SegmentCosts(
      count: values.count, offset: { DoubleDouble.sum(values[$0], -origin) },
      weight: { DoubleDouble(weights?[$0] ?? 1) })
  }

  /// Most random problems have one optimum, and it is found at once.
  @Test(arguments: [false, true], [3, 5, 16, 40]) func equalsThePairs(isWeighted: Bool, clusterCount: Int) throws {
    var generator = TestGenerator(seed: UInt64(clusterCount))
    var proved = 0
    let sizes = Array(stride(from: clusterCount + 1, to: min(256, 16 * clusterCount), by: 5))
    for count in sizes {
      let values = (0..<count).map { _ in generator.signedUnit() * generator.unit() }.sorted()
      let weights = isWeighted ? values.map { _ in 0.5 + generator.unit() } : nil
      let costs = Self.costs(values, weights)
      guard let cuts = OnlyOptimum.cuts(costs, clusterCount) else { continue }
      proved += 1
      #expect(cuts == costs.searchedCuts(clusterCount, nil), "\(count) values")
    }
    #expect(2 * proved >= sizes.count)
  }

  /// Whole numbers, many of them equally far apart: whatever is proved beside so many ties is right.
  @Test func equalsThePairsBesideTies() throws {
    var generator = TestGenerator(seed: 5)
    var proved = 0
    for _ in 0..<500 {
      let values = Set((0..<40).map { _ in Double(generator.below(90)) }).sorted()
      let clusterCount = 2 + generator.below(values.count - 3)
      guard values.count <= 16 * clusterCount else { continue }
      let costs = Self.costs(values)
      guard let cuts = OnlyOptimum.cuts(costs, clusterCount) else { continue }
      proved += 1
      #expect(cuts == costs.searchedCuts(clusterCount, nil), "\(values), \(clusterCount)")
    }
    #expect((50..<480).contains(proved))
  }

  /// {0, 1} and {2, 3, 4} cost what {0, 1, 2} and {3, 4} do, or less by so little that Doubles do not tell.
  @Test(arguments: [0, 1e-15]) func nothingIsSaidOfTies(shift: Double) {
    #expect(OnlyOptimum.cuts(Self.costs([0, 1, 2, 3, 4 + shift]), 2) == nil)
    #expect(OnlyOptimum.cuts(Self.costs([0, 1, 2, 3, 4.01]), 2) == [0, 3, 5])
  }

  /// A weight so large that Doubles beside it know little of the others.
  @Test func nothingIsSaidBesideHugeWeights() {
    let values: [Double] = [0, 1, 5, 6.5, 30]
    #expect(OnlyOptimum.cuts(Self.costs(values, [1, 1, 1, 1, 1]), 3) == [0, 2, 4, 5])
    #expect(OnlyOptimum.cuts(Self.costs(values, [1, 0.3, 1e14, 1, 1]), 3) == nil)
  }
}
