import Autograd
import Testing

/// Where PyTorch refuses a gradient, or promises none, and we answer.
@Suite struct OwnAnswersTests {
  @Test func uniqueValuesGiveTheirGradientToTheirFirstElement() {
    let x = Tensor([3.0, 1, 3, 2, 1], shape: [5])
    let (values, inverse, counts) = x.unique()
    #expect(values == Tensor([1, 2, 3], shape: [3]))
    #expect(inverse.elements == [2, 0, 2, 1, 0])
    #expect(counts.elements == [2, 1, 2])
    let slopes = gradient(at: x) { ($0.unique().values * Tensor([10, 20, 30], shape: [3])).sum() }
    #expect(slopes.elements == [30, 10, 0, 20, 0])
  }

  @Test func uniqueRowsGiveTheirGradientToTheirFirstRow() {
    let x = Tensor([1.0, 2, 0, 5, 1, 2], shape: [3, 2])
    let slopes = gradient(at: x) { ($0.unique(alongAxis: 0).values * Tensor([1, 2, 3, 4], shape: [2, 2])).sum() }
    #expect(slopes.elements == [3, 4, 1, 2, 0, 0])
  }

  @Test func weightsOfCountsGatherTheCotangent() {
    let index = Tensor([2, 0, 2, 1], shape: [4])
    let weights = Tensor([0.5, 1, 2, 4], shape: [4])
    #expect(index.counts(weightedBy: weights).elements == [1, 4, 2.5])
    let slopes = gradient(at: weights) {
      (index.counts(weightedBy: $0, minimumCount: 4) * Tensor([1, 2, 3, 4], shape: [4])).sum()
    }
    #expect(slopes.elements == [3, 1, 3, 2])
  }

  @Test func whatScatterAddingLeavesOutHasGradientZero() {
    let base = Tensor<Double>.zeros([2])
    let slopes = gradient(at: Tensor([1.0, 2, 3], shape: [3])) {
      base.scatterAdding($0, at: Tensor([1, 0], shape: [2]), alongAxis: 0).square().sum()
    }
    #expect(slopes.elements == [2, 4, 0])
  }

  @Test func onTiesTheLowestIndexIsTheAnswer() {
    let x = Tensor([2.0, 1, 2, 1, 2], shape: [5])
    #expect(x.top(3, alongAxis: 0).indices.elements == [0, 2, 4])
    #expect(x.top(2, alongAxis: 0, largest: false).indices.elements == [1, 3])
    #expect(x.element(ofRank: 2, alongAxis: 0).indices.item == 1)
    #expect(x.median(alongAxis: 0).indices.item == 0)
  }

  @Test func productsWithZerosAreExactToAnyOrder() {
    let x = Tensor([0.0, 3, 0, 5], shape: [4])
    #expect(gradient(at: x, of: { $0.product() }).elements == [0, 0, 0, 0])
    let second = hessian(at: x) { $0.product() }
    #expect(second[0, 2] == 15 && second[2, 0] == 15)
    #expect(second.elements.count { $0 != 0 } == 2)
  }
}
