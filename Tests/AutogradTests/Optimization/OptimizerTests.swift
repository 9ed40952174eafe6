import Autograd
import Testing

/// One optimiser, one set of parameters.
@Suite struct OptimizerTests {
  @Test func eachTensorHasItsOwnState() {
    var pair = [Tensor([0.0, 0, 0], shape: [3]), Tensor([0.0, 0], shape: [2])]
    let slopes = [Tensor([1.0, 2, 4], shape: [3]), Tensor([8.0, 16], shape: [2])]
    var optimizer = Optimizer<Double>(.momentum(0.5), learningRate: 1)
    optimizer.step(&pair, slopes)
    optimizer.step(&pair, slopes)
    // v = g, then g / 2 + g.
    #expect(pair[0].elements == [-2.5, -5, -10] && pair[1].elements == [-20, -40])
  }

  @Test(arguments: [[2], [3, 1], [4]]) func anotherTensorIsRefused(shape: [Int]) async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) { [shape] in
      var optimizer = Optimizer<Double>(.adam(), learningRate: 1)
      var x = Tensor<Double>.zeros([3])
      optimizer.step(&x, .ones([3]))
      var y = Tensor<Double>.zeros(shape)
      optimizer.step(&y, .ones(shape))
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("an optimizer belongs to one set of parameters: it moved shapes [[3]] before"))
  }

  @Test(arguments: [DescentRule.sgd, .adam()])
  func aRateMayChangeBetweenSteps(_ rule: DescentRule) {
    var optimizer = Optimizer<Double>(rule, learningRate: 1)
    var x = Tensor([10.0], shape: [1])
    optimizer.step(&x, Tensor([1.0], shape: [1]))
    #expect((x[0] - 9).magnitude < 1e-7)
    optimizer.learningRate = 0.25
    optimizer.step(&x, Tensor([1.0], shape: [1]))
    #expect((x[0] - 8.75).magnitude < 1e-7)
  }
}
