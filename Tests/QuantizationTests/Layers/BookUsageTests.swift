import Autograd
import Quantization
import Testing

@Suite struct BookUsageTests {
  @Test func fourCodesOfWhichTwoAreUsedEqually() {
    var usage = BookUsage(codeCount: 4)
    #expect(usage.perplexity == 1 && usage.bits == 0 && usage.usedCount == 0)
    usage.add(Tensor([1, 3, 3, 1], shape: [2, 2]))
    #expect(usage.counts == [0, 2, 0, 2] && usage[3] == 2 && usage[0] == 0 && usage.total == 4 && usage.usedCount == 2)
    #expect((usage.perplexity - 2).magnitude < 1e-15 && (usage.bits - 1).magnitude < 1e-15)
  }

  @Test func unevenSharesCountByTheirEntropy() {
    var usage = BookUsage(codeCount: 3)
    usage.add(Tensor([0, 0], shape: [2]))
    usage.add(Tensor([2, 0], shape: [2]))
    // 3/4 and 1/4: 4 / 3^(3/4).
    #expect((usage.perplexity - 1.754765350603323).magnitude < 1e-14)
    #expect((usage.bits - 0.8112781244591328).magnitude < 1e-14)
  }

  /// More codes than memory has room for.
  @Test func aBookOfManyCodesIsCounted() {
    var usage = BookUsage(codeCount: 1 << 60)
    usage.add(Tensor([1 << 59, 5], shape: [2]))
    #expect(usage[1 << 59] == 1 && (usage.perplexity - 2).magnitude < 1e-15)
  }
}
