import Testing

@testable import Clustering

struct SeededGeneratorTests {
  /// From an independent implementation of xoshiro256++ and SplitMix64 in Python: these never change.
  @Test(
    arguments: [
      (0, 0, [0x84f0_9bf3_07c1_073a, 0xc82f_fb59_7cee_e51b, 0xadf9_6905_c5df_4417]),
      (42, 0, [0xab4c_4adf_bb45_0230, 0x16c7_5804_8460_b512, 0xdeff_2739_6f8e_b5c7]),
      (42, 1, [0x77ef_7c8d_3721_2d4c, 0xe909_8e8a_0c6a_dea6, 0xa1c7_9072_41db_ad0a]),
    ] as [(UInt64, UInt64, [UInt64])])
  func theStreamIsStable(_ seed: UInt64, _ stream: UInt64, _ expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed, stream: stream)
    #expect((0..<3).map { _ in generator.next() } == expected)
  }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func indicesAreEvenlySpread(_ bound: Int) {
    var generator = SeededGenerator(seed: 1)
    var counts = [Int](repeating: 0, count: bound)
    let expected = 200
    for _ in 0..<(expected * bound) { counts[generator.index(below: bound)] += 1 }
    // Five standard deviations of 14.
    #expect(counts.allSatisfy { abs($0 - expected) <= 70 })
  }

  /// One by one, and by powers of the step.
  @Test func skippedNumbersAreThoseThatWereDrawn() {
    for count in [0, 1, 2, 1000, SeededGenerator.mostSteps, SeededGenerator.mostSteps + 1, 3_000_001] {
      var (drawn, skipped) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
      for _ in 0..<count { _ = drawn.next() }
      skipped.skip(count)
      #expect(drawn == skipped && drawn.next() == skipped.next(), "\(count)")
    }
    var (once, twice) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
    once.skip(1 << 40 + 12345)
    twice.skip(1 << 39 + 12345)
    twice.skip(1 << 39)
    #expect(once == twice)
  }
}
