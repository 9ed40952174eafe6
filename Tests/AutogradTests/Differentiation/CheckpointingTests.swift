import Autograd
import Synchronization
import Testing

@Suite struct CheckpointingTests {
  private let x = sample([3, 4], seed: 2)
  private let weights = sample([4, 4], seed: 5)

  @Test func valueAndGradientsAreTheSame() {
    func chain(_ checkpoints: Bool) -> ([Tensor<Double>]) -> Tensor<Double> {
      { inputs in
        var hidden = inputs[0]
        for _ in 0..<3 {
          let block: @Sendable ([Tensor<Double>]) -> Tensor<Double> = {
            $0[0].matrixProduct($0[1]).tanh() + $0[0].exp()
          }
          hidden = checkpoints ? checkpointed([hidden, inputs[1]], of: block) : block([hidden, inputs[1]])
        }
        return hidden.square().sum() * 0.01
      }
    }
    let (kept, again) = (
      valueWithGradients(at: [x, weights], of: chain(false)), valueWithGradients(at: [x, weights], of: chain(true))
    )
    #expect(kept.value == again.value && kept.gradients == again.gradients)
    let direction = sample([3, 4], seed: 8)
    let second = [false, true].map { checkpoints in
      hessianVectorProduct(at: x, direction: direction) { chain(checkpoints)([$0, weights]) }
    }
    #expect((second[0] - second[1]).abs().max().item < 1e-13 * second[0].abs().max().item)
  }

  @Test func theFunctionRunsTwice() {
    let runs = Counter()
    _ = gradient(at: x) { x in
      checkpointed(x) {
        runs.add()
        return $0.exp()
      }.sum()
    }
    #expect(runs.count == 2)
  }

  @Test func whatItMovesWithIsAmongItsInputs() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor(2.0)) { x in checkpointed(Tensor(3.0)) { $0 * x } }
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("is not among its inputs"))
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func add() { value.withLock { $0 += 1 } }
}
