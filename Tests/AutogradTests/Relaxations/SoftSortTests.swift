import Autograd
import Testing

/// Relaxed orders and assignments.
@Suite struct SoftSortTests {
  private let scores = Tensor([0.3, 2, -1, 1.2], shape: [4])

  @Test func lowTemperaturesSort() {
    let permutation = scores.softPermutation(temperature: 0.01)
    #expect(permutation.argmax(alongAxis: 1).elements == [1, 3, 0, 2])
    #expect((scores.softSorted(temperature: 0.01) - Tensor([2, 1.2, 0.3, -1], shape: [4])).abs().max().item < 1e-12)
    #expect((scores.softRanks(temperature: 0.01) - Tensor([2, 0, 3, 1], shape: [4])).abs().max().item < 1e-12)
    #expect((scores.softTop(2, temperature: 0.01) - Tensor([0, 1, 0, 1], shape: [4])).abs().max().item < 1e-12)
  }

  @Test func rowsAreDistributionsAtEveryTemperature() {
    let permutation = sample([3, 5]).softPermutation(temperature: 0.7)
    #expect(permutation.shape == [3, 5, 5])
    #expect((permutation.sum(alongAxis: -1) - 1).abs().max().item < 1e-12)
    #expect((sample([3, 5]).softTop(2).sum(alongAxis: -1) - 2).abs().max().item < 1e-12)
  }

  @Test func gradientsAgreeWithDifferences() {
    let weights = sample([4], seed: 2)
    let reports = [
      GradientCheck().run(at: scores) { ($0.softSorted(temperature: 0.8) * weights).sum() },
      GradientCheck().run(at: scores) { ($0.softRanks(temperature: 0.8) * weights).sum() },
      GradientCheck().run(at: sample([3, 3])) {
        ($0.sinkhorn(temperature: 0.5, iterations: 5) * sample([3, 3], seed: 4)).sum()
      },
    ]
    // |sorted_i - x_j| is 0 where an element meets itself: a kink that the softmax keeps.
    #expect(reports[2].passes, "\(reports[2])")
    for report in reports[..<2] { #expect(report.failures.isEmpty, "\(report)") }
  }

  @Test func sinkhornIsDoublyStochastic() {
    let assignment = (sample([4, 4]) * 3).sinkhorn(iterations: 200)
    #expect((assignment.sum(alongAxis: 0) - 1).abs().max().item < 1e-9)
    #expect((assignment.sum(alongAxis: 1) - 1).abs().max().item < 1e-12)
  }
}
