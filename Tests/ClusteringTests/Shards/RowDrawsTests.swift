import TesseraKernels
import Testing

@testable import Clustering

/// What a part offers holds all that is drawn of it, whatever the others have.
struct RowDrawsTests {
  @Test func sumsOfAllQuantaThatMayBe() {
    let terms = [3.0, 0.5, 0, 0x1p-51]
    let potential = PotentialSums(of: terms, upTo: 40, in: ParallelRows(threads: 2))
    #expect(potential.first == 1 && potential.sums.count == 40)
    for exponent in 1...40 {
      let factor = FixedPointFactor(bound: FixedPoint.scaled(1, by: exponent))
      #expect(potential.sum(at: exponent) == Int128(terms.reduce(0) { $0 + factor.quanta(of: $1) }), "\(exponent)")
    }
    // 2^-51 is a quarter of a quantum of 2^-49.
    #expect(potential.sum(at: 1) == Int128(3.5 * 0x1p49))
    #expect(potential.sum(at: 900) == 0 && [potential].total?.exponent == 1)
    let nothing = PotentialSums(of: [0, 0], upTo: 3, in: ParallelRows(threads: 1))
    #expect(nothing.sums.isEmpty && [nothing].total == nil && nothing.leastTotals.isEmpty)
  }

  @Test func noRowThatIsDrawnIsLeftOut() {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      // Parts whose potentials differ by up to 2^60.
      let parts = (0..<3).map { _ -> [Double] in
        let scale = FixedPoint.scaled(1, by: generator.index(below: 60) - 30)
        return (0..<40).map { _ in
          Double(generator.fraction53()) * 0x1p-53 * scale * [1, 1, 0x1p-30, 0].drawn(&generator)
        }
      }
      let begin = generator
      let highest = 32
      let potentials = parts.map { PotentialSums(of: $0, upTo: highest, in: ParallelRows(threads: 1)) }
      guard let total = potentials.total else { continue }
      let expected = Int128([1, 7, 100].drawn(&generator))
      var (all, own) = (begin, begin)
      let factor = PotentialSums.factor(total.exponent)
      for (part, potential) in zip(parts, potentials) {
        let draws = RowDraws(of: part, potential, expected: expected, using: &own)
        let found = draws.drawn(total, expected: expected).map { draws.rows[$0] }
        let drawn = part.indices.filter { row in
          WeightedDraw.target(total.sum, using: &all) < expected * Int128(factor.quanta(of: part[row]))
        }
        #expect(found == drawn, "seed \(seed)")
        // Where this part has all of the potential, nothing else is offered.
        if potential.sum(at: total.exponent) == total.sum, potential.sums.count == 1 { #expect(draws.rows == drawn) }
      }
      #expect(all == own)
    }
  }
}
