import TesseraKernels
import Testing

@testable import Clustering

/// Pairs of doubles: what an operation and a cluster's part of the frozen loss lose of a hundred bits.
struct PairBoundTests {
  @Test func sumsAndProductsAreGoodToTheirLastBits() {
    var generator = SeededGenerator(seed: 9)
    func drawn() -> DoubleDouble {
      let high = Double(sign: .plus, exponent: generator.index(below: 12), significand: 1 + generator.signedUnit() / 2)
      // Often the largest low part that a pair can have, at which errors are largest.
      let share = generator.index(below: 2) == 0 ? 1 - 0x1p-52 : generator.signedUnit()
      let signed = generator.index(below: 2) == 0 ? high : -high
      return DoubleDouble.sum(signed, high.ulp / 2 * share)
    }
    var largest = (sum: 0.0, product: 0.0)
    for _ in 0..<4000 {
      let (a, b) = (drawn(), drawn())
      largest.sum = max(
        largest.sum,
        relativeError(of: a + b) {
          $0.add(a.high)
          $0.add(a.low)
          $0.add(b.high)
          $0.add(b.low)
        })
      largest.product = max(
        largest.product,
        relativeError(of: a * b) { exact in
          for left in [a.high, a.low] { for right in [b.high, b.low] { exact.add(left, times: right) } }
        })
    }
    let claimed = (sum: 3.001 * 0x1p-106, product: 5.001 * 0x1p-106)
    report("sum of pairs", nil, largest.sum / claimed.sum)
    report("product of pairs", nil, largest.product / claimed.product)
    #expect(largest.sum <= claimed.sum && largest.sum > 0.5 * claimed.sum)
    #expect(largest.product <= claimed.product && largest.product > 0.5 * claimed.product)
  }

  private func relativeError(of pair: DoubleDouble, _ add: (inout Expansion) -> Void) -> Double {
    var exact = Expansion()
    add(&exact)
    let value = exact.value.magnitude
    exact.add(-pair.high)
    exact.add(-pair.low)
    return value > 0 ? exact.value.magnitude / value : 0
  }

  /// Offsets and weights of few digits, so that the exact gain is a sum of products of two.
  @Test(arguments: Kernels.all.indices)
  func gainsAreGoodToAHundredBits(_ table: Int) {
    var generator = SeededGenerator(seed: 4)
    func short() -> Double { (generator.signedUnit() * 0x1p20).rounded() * 0x1p-20 }
    var largest = 0.0
    for trial in 0..<60 {
      let d = [1, 3, 8, 9, 33][trial % 5]
      let weight = 1 + Double(generator.index(below: 1 << 20))
      let (shift, centroid) = ((0..<d).map { _ in short() }, (0..<d).map { _ in short() })
      let factor = 0x1p-120
      let sums = (0..<d).map { _ in
        Int128(Int64(bitPattern: generator.next())) << 62 | Int128(generator.next() >> 2)
      }
      let gain = Kernels.all[table].frozenGain(
        low: sums.map { UInt64(truncatingIfNeeded: $0) }, high: sums.map { Int64(truncatingIfNeeded: $0 >> 64) },
        factors: Array(repeating: factor, count: d), shift: shift, centroid: centroid, dimensions: d,
        weight: (weight, 0))
      var (error, scale) = (Expansion(), 0.0)
      error.add(-gain.high)
      error.add(-gain.low)
      for column in 0..<d {
        let offset = centroid[column] - shift[column]
        for place in [0, 43, 86] {
          let part = place == 86 ? sums[column] >> 86 : (sums[column] >> Int128(place)) & (1 << 43 - 1)
          error.add(2 * offset, times: Double(part) * Double(sign: .plus, exponent: place, significand: factor))
        }
        error.add(-2 * offset, times: weight * shift[column])
        error.add(-offset, times: weight * offset)
        scale +=
          offset.magnitude
          * (Double(sums[column]).magnitude * factor + weight * (shift[column].magnitude + offset.magnitude))
      }
      largest = max(largest, error.value.magnitude / scale)
    }
    report("gain, in 2^-100 of its terms", Kernels.all[table], largest / 0x1p-100)
    #expect(largest <= 0x1p-100)
  }
}
