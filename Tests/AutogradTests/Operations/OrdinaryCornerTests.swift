import Autograd
import Testing

/// Corners where an answer exists and once was none, or a wrong one.
@Suite struct OrdinaryCornerTests {
  @Test func cumulativeLogSumExpBesideInfinity() {
    let x = Tensor([2.0, 1, .infinity, 0], shape: [4])
    let (value, slope) = valueWithGradient(at: x) { x in
      let sums = x.cumulativeLogSumExp(alongAxis: 0)
      return (sums * Tensor([1, 1, 10, 100], shape: [4])).sum()
    }
    let share = 1 / (1 + Tensor(-1.0).exp().item)
    #expect(value.item == .infinity)
    #expect((slope.elements[0] - 1 - share).magnitude < 1e-15 && (slope.elements[1] - 1 + share).magnitude < 1e-15)
    #expect(slope.elements[2...] == [110, 0])
    let scan = x.cumulativeLogSumExp(alongAxis: 0)
    #expect((scan.elements[1] - 2.3132616875182228).magnitude < 1e-15 && scan.elements[2...] == [.infinity, .infinity])
    let isSpoilt = Tensor([1.0, .nan, .infinity], shape: [3]).cumulativeLogSumExp(alongAxis: 0).elements[2].isNaN
    #expect(isSpoilt)
  }

  @Test(arguments: [0, 1]) func sparseWeightsShowNaN(_ place: Int) {
    func expectSpoilt(_ relaxation: some ArgmaxRelaxation) {
      for bad in [Double.nan, .infinity] {
        var scores = [0.5, 0.25, 0, 3, 2, 1]
        scores[place] = bad
        let weights = Tensor(scores, shape: [2, 3]).argmaxWeights(by: relaxation, alongAxis: 1)
        let spoilt = weights.elements[..<3].filter { $0.isNaN }.count
        #expect(spoilt == 3, "\(relaxation): \(weights.elements)")
        #expect(weights.elements[3...].allSatisfy { $0 >= 0 }, "\(relaxation): \(weights.elements)")
      }
    }
    expectSpoilt(.sparsemax)
    expectSpoilt(.entmax15)
    expectSpoilt(.softmax())
  }

  @Test func relaxationsCountAxesFromTheEnd() {
    let scores = Tensor([0.5, 0.2, 0.9, 1, 0, 0.3], shape: [2, 3])
    func expectSame(_ relaxation: some ArgmaxRelaxation) {
      #expect(relaxation.weights(of: scores, alongAxis: -1) == relaxation.weights(of: scores, alongAxis: 1))
    }
    expectSame(.sparsemax)
    expectSame(.entmax15)
    expectSame(.softmax())
    expectSame(.perturbed(noise: (0..<12).map { Double($0 * 5 % 7) }))
    expectSame(.straightThrough(.softmax()))
  }

  @Test func gatheringCountsFromTheEnd() {
    let x = Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(x.gathering(Tensor<Int>([-1, -3], shape: [2]), alongAxis: 1).elements == [3, 4])
    #expect(x.gathering(Tensor<Int>([-1, 0, -2, 1], shape: [2, 2]), alongAxis: 1).elements == [3, 1, 5, 5])
    let slope = gradient(at: x) { $0.gathering(Tensor<Int>([-1, -3], shape: [2]), alongAxis: 1).sum() }
    #expect(slope.elements == [0, 0, 1, 1, 0, 0])
  }

  @Test func allAndNoneOfASoftTop() {
    let x = Tensor([1.0, 2, 3], shape: [3])
    let all = x.softTop(3)
    #expect((all.sum().item - 3).magnitude < 1e-15)
    #expect(x.softTop(0) == .zeros([3]))
  }

  @Test func emptyExtentsBesideHugeOnesAreEmpty() {
    #expect(Tensor<Float>.zeros([Int.max, 4, 0]).count == 0)
    #expect(Tensor<Float>([], shape: [0, Int.max, Int.max]).shape == [0, Int.max, Int.max])
  }
}
