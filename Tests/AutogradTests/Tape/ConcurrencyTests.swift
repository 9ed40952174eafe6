import Autograd
import Testing

/// Gradients, audits and checks in many tasks at once, over tensors that all of them share; run it under
/// `swift test --sanitize=thread` too.
@Suite struct ConcurrencyTests {
  private static let (points, start) = (sample([40, 3]), sample([4, 3], seed: 7))
  private static let labels = Tensor((0..<40).map { $0 % 4 }, shape: [40])

  /// Distances, frozen indices, a fused loss, a soft order and a random choice.
  private static func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
    let distances = squaredDistances(from: points, to: centroids)
    return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
      + (-distances).crossEntropy(to: labels) + distances.isotonicRanks(alongAxis: 1).square().mean()
      + distances.argmaxWeights(by: .straightThrough(.sparsemax), alongAxis: 1).square().sum()
  }

  private struct Answer: Sendable, Equatable {
    var slopes: Tensor<Double>
    var product: Tensor<Double>
    var single: Tensor<Float>
    var cuts: [String]

    init() {
      slopes = gradient(at: start, of: loss)
      product = hessianVectorProduct(at: start, direction: start, of: loss)
      single = gradient(at: Tensor<Float>(start.elements.map { Float($0) }, shape: start.shape)) {
        $0.logSumExp(alongAxes: [1]).square().sum()
      }
      cuts = labelled("here") { gradientAudit(at: [start]) { loss($0[0]) } }.inputs[0].cuts.map(\.operation)
    }
  }

  @Test func everyTaskGetsTheSameAnswer() async {
    let expected = Answer()
    #expect(expected.cuts == ["argmin"])
    let answers = await withTaskGroup(of: [Answer].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<5).map { _ in Answer() } }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(answers.count == 40 && answers.allSatisfy { $0 == expected })
  }
}
