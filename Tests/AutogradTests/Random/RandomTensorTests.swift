import Autograd
import Testing

/// Random tensors: the numbers themselves, worked out in Python with the same words, and what distributions promise.
@Suite struct RandomTensorTests {
  @Test func seedsGiveTheseNumbers() {
    let uniform = Tensor<Double>.uniform([4], seed: 7)
    #expect(uniform.elements == [0.3898297483912715, 0.01678829452815611, 0.9007606806068834, 0.5829302930280781])
    #expect(Tensor<Float>.uniform([2, 2], seed: 7).elements == uniform.elements.map { Float($0) })
    #expect(Tensor<Double>.uniform([1], in: -2..<6, seed: 7).item == -2 + 8 * 0.3898297483912715)
    let normal = Tensor<Double>.normal([4], seed: 7)
    let expected = [-0.279762796054254, -2.1251201448166217, 1.2858980659349784, 0.20939561714359678]
    for (own, other) in zip(normal.elements, expected) { #expect((own - other).magnitude < 4e-16 * other.magnitude) }
    #expect(Tensor<Int>.integers([8], in: -3..<7, seed: 7) == [0, -3, 6, 2, 1, -1, 1, 0])
    #expect(Tensor<Int>.permutation(6, seed: 7) == [5, 4, 1, 3, 0, 2])
    #expect(Tensor<Bool>.bernoulli([6], seed: 7) == [true, true, false, false, true, true])
  }

  /// By the same words, from wherever they come.
  @Test func generatorsAreTheCallersOwn() {
    var generator = FixedWords(words: [0, .max, 1 << 63])
    #expect(Tensor<Double>.uniform([3], using: &generator).elements == [0, 1 - 0x1p-53, 0.5])
    #expect(generator.place == 3)
    generator.place = 0
    #expect(Tensor<Float>.uniform([3], using: &generator).elements == [0, Float(1).nextDown, 0.5])
    generator.place = 0
    let extremes = Tensor<Double>.normal([3], using: &generator).elements
    #expect(extremes[0] == -extremes[1] && extremes[0] < -8.1 && extremes[0] > -8.3 && extremes[2].magnitude < 1e-15)
    generator.place = 0
    #expect(Tensor<Int>.integers([3], in: Int.min..<Int.max, using: &generator)[1] == -1)
  }

  @Test func momentsAreThoseOfTheDistributions() {
    let count = 40_000
    let normal = Tensor<Double>.normal([count], mean: 3, standardDeviation: 2, seed: 1)
    #expect((normal.mean().item - 3).magnitude < 0.04)
    #expect((normal.standardDeviation(alongAxes: nil).item - 2).magnitude < 0.03)
    // Of the standardised third and fourth power.
    let z = (normal - 3) / 2
    #expect(z.power(3).mean().item.magnitude < 0.1 && (z.power(4).mean().item - 3).magnitude < 0.2)
    let uniform = Tensor<Double>.uniform([count], seed: 2)
    #expect((uniform.mean().item - 0.5).magnitude < 0.006 && uniform.min().item >= 0 && uniform.max().item < 1)
    let dice = Tensor<Int>.integers([count], in: 0..<6, seed: 3).counts()
    #expect(dice.count == 6 && dice.elements.allSatisfy { ($0 - count / 6).magnitude < 350 })
    #expect((Tensor<Bool>.bernoulli([count], probability: 0.1, seed: 4).trueCount - count / 10).magnitude < 250)
    let shares: Tensor<Float> = [0, 1, 0, 1]
    #expect(Tensor<Bool>.bernoulli(shares, seed: 5) == [false, true, false, true])
    #expect(Set(Tensor<Int>.permutation(100, seed: 6).elements).count == 100)
  }

  @Test func whatIsNoDistributionIsRefused() async throws {
    let messages = ["finite and not empty", "finite mean", "no whole number", "negative extent", "within 0 ... 1"]
    for (index, message) in messages.enumerated() {
      let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        [index = index as Int] in
        switch index {
        case 0: _ = Tensor<Double>.uniform([1], in: 1..<1, seed: 0)
        case 1: _ = Tensor<Double>.normal([1], standardDeviation: -1, seed: 0)
        case 2: _ = Tensor<Int>.integers([1], in: 2..<2, seed: 0)
        case 3: _ = Tensor<Int>.permutation(-1, seed: 0)
        default: _ = Tensor<Bool>.bernoulli([1], probability: 1.5, seed: 0)
        }
      }
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains(message), "\(index): \(text)")
    }
  }
}

/// The same words again and again.
private struct FixedWords: RandomNumberGenerator {
  let words: [UInt64]
  var place = 0

  mutating func next() -> UInt64 {
    defer { place += 1 }
    return words[place % words.count]
  }
}
