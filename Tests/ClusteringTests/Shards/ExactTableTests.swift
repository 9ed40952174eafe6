import Testing

@testable import Clustering

struct ExactTableTests {
  @Test func sumsOfOtherPowersAndSignsByHand() {
    var first = ExactTable(rows: 1, exponents: [0, -2], wordCount: 1)
    first.add(3, times: 1, to: 0, 0)
    first.add(-0.75, times: 1, to: 0, 1)
    var second = ExactTable(rows: 1, exponents: [-70, 1], wordCount: 2)
    second.add(0x1p-70, times: 1, isTaken: true, to: 0, 0)
    second.add(1, times: 4, to: 0, 1)
    let sum = first + second
    #expect(sum.exponents == [-70, -2])
    #expect(sum.value(0, 0) == 3 && sum.value(0, 1) == 3.25)
    // What 3 has swallowed comes to light again.
    var left = sum
    left.add(3, times: 1, isTaken: true, to: 0, 0)
    #expect(left.value(0, 0) == -0x1p-70)
  }

  @Test func sumsThatNeedAWordMoreGetIt() {
    var half = ExactTable(rows: 1, exponents: [0], wordCount: 1)
    half.add(0x1p62, times: 1, to: 0, 0)
    let sum = half + half
    #expect(sum.wordCount == 2 && sum.value(0, 0) == 0x1p63)
    #expect((sum + sum).value(0, 0) == 0x1p64)
  }
}
