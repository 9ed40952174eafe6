import Matrices
import Testing

@testable import Clustering

/// Sums whose terms differ by more than 128 bits.
struct WildSumTests {
  @Test func quotientsOfLongNumbersAreRoundedOnce() {
    // 2^192 / 3 = 0x5555...; / (2^64 + 1) = 2^128 - 2^64 + 1 - ...; a remainder decides above one half and below.
    #expect(WordQuotient.value(of: [0, 0, 0, 1], by: [3], exponent: -192) == 1.0 / 3)
    #expect(WordQuotient.value(of: [0, 0, 0, 1], by: [1, 1], exponent: 0) == 0x1p128)
    #expect(WordQuotient.value(of: [1, 1 << 10 | 1 << 63, 0], by: [1], exponent: 0) == 0x1p127 + 0x1p75)
    #expect(WordQuotient.value(of: [0, 1 << 10 | 1 << 63, 0], by: [1], exponent: 0) == 0x1p127)
    #expect(WordQuotient.value(of: [0, 3 << 10 | 1 << 63, 0], by: [1], exponent: 0) == 0x1p127 + 0x1p76)
    #expect(WordQuotient.value(of: [1 << 63, 0, 1], by: [1], exponent: -128) == 1)
    // Two's complement.
    #expect(WordQuotient.value(of: [.max, .max], by: [2], exponent: 1) == -1)
    #expect(WordQuotient.value(of: [0, 0, 0], by: [7], exponent: 0) == 0)
  }

  /// 2^64 divides nothing here: every word of the quotient is guessed from the divisor's first two.
  @Test func quotientsUndoProducts() {
    var generator = SeededGenerator(seed: 1)
    for round in 0..<2000 {
      // Words of all ones and all zeros make guesses wrong.
      let divisor = (0..<(2 + round % 3)).map { _ in
        [0, .max, generator.next(), 1 << 63][generator.index(below: 4)]
      }
      guard divisor[divisor.count - 1] != 0 else { continue }
      let factor = UInt64(1) << 52 | generator.next() >> 12
      var (product, carry) = ([UInt64](), UInt64(0))
      for word in divisor {
        let full = word.multipliedFullWidth(by: factor)
        let sum = full.low.addingReportingOverflow(carry)
        product.append(sum.partialValue)
        carry = full.high + (sum.overflow ? 1 : 0)
      }
      let value = WordQuotient.value(of: product + [carry, 0], by: divisor, exponent: 3)
      #expect(value == Double(factor) * 8, "round \(round): \(divisor), \(factor)")
    }
  }

  /// Large numbers that need every bit above, or cancel, and a small one at every distance: where 128 bits end, and where
  /// each further word does.
  @Test(arguments: [false, true])
  func aSmallNumberCountsAtEveryDistance(_ cancels: Bool) throws {
    let large = 2.0.nextDown
    let rows = cancels ? [large, -large] : Array(repeating: -large, count: 6)
    for exponent in 60..<400 {
      let column = rows + [FixedPoint.scaled(1, by: -exponent)]
      let mean = try ClusterStatistics(
        points: Matrix(rows: column.count, columns: 1, elements: column),
        labels: Array(repeating: 0, count: column.count), centroids: [[0]]
      ).means[0, 0]
      let divisors = Array(repeating: 1.0, count: column.count)
      #expect(LongSum.isNearest(mean, products: column.map { (1, $0) }, divisors: divisors), "2^-\(exponent)")
    }
  }

  @Test func meansAreRoundedOnceWhateverTheScales() throws {
    for seed in UInt64(0)..<1000 { try check(seed) }
  }

  private func check(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (rows, d) = (2 + generator.index(below: 30), 1 + generator.index(below: 10))
    let clusterCount = 1 + generator.index(below: 3)
    let window = [10, 60, 130, 300, 900][generator.index(below: 5)]
    let floor = generator.index(below: 1750 - window) - 900
    func value(_ spread: Int, above floor: Int) -> Double {
      let digits = [1, 24, 53][generator.index(below: 3)]
      let fraction = 1 + Double(generator.next() >> UInt64(64 - digits)) * FixedPoint.scaled(1, by: -digits)
      return FixedPoint.scaled(fraction, by: floor + generator.index(below: spread))
    }
    let points = Matrix(
      rows: rows, columns: d,
      elements: (0..<(rows * d)).map { _ in
        generator.index(below: 8) == 0 ? 0 : value(window, above: floor) * (generator.next() & 1 == 0 ? 1 : -1)
      })
    let weights: [Double]? =
      switch seed % 4 {
      case 0: nil
      case 1: (0..<rows).map { _ in Double(generator.index(below: 1000)) }
      case 2: (0..<rows).map { _ in value(20, above: -10) }
      default: (0..<rows).map { _ in value(500, above: -250) }
      }
    guard weights?.contains(where: { $0 > 0 }) ?? true else { return }
    let labels = (0..<rows).map { _ in Int32(generator.index(below: clusterCount)) }
    let statistics = try ClusterStatistics(
      points: points, labels: labels, centroids: Matrix(rows: clusterCount, columns: d) { $0.update(repeating: 0) },
      weights: weights)
    for cluster in 0..<clusterCount {
      let members = (0..<rows).filter { labels[$0] == cluster && weights?[$0] ?? 1 > 0 }
      guard !members.isEmpty else { continue }
      let weights = members.map { weights?[$0] ?? 1 }
      let isRight = LongSum.isNearest(statistics.masses[cluster], products: weights.map { ($0, 1) }, divisors: [1])
      #expect(isRight, "seed \(seed): weight of cluster \(cluster)")
      for column in 0..<d {
        let products = zip(weights, members).map { ($0, points[$1, column]) }
        let isRight = LongSum.isNearest(statistics.means[cluster, column], products: products, divisors: weights)
        #expect(isRight, "seed \(seed): cluster \(cluster), column \(column)")
      }
    }
  }
}
