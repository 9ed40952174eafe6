import Autograd
import Testing

@Suite struct BatchedJacobianTests {
  /// (x y, x^2) has the Jacobian (y x; 2 x 0).
  @Test func rowsByHand() {
    let x = Tensor([1.0, 2, 3, 4, 5, 6], shape: [3, 2])
    let slopes = batchedJacobian(at: x) { x in
      Tensor.stacked([x[.all, 0] * x[.all, 1], x[.all, 0].square()], alongAxis: 1)
    }
    #expect(slopes == [[[2, 1], [2, 0]], [[4, 3], [6, 0]], [[6, 5], [10, 0]]])
  }

  @Test func agreesWithTheJacobianOfEachRow() {
    let weights = sample([4, 3], seed: 7)
    let function: (Tensor<Double>) -> Tensor<Double> = {
      $0.matrixProduct(weights).softmax(alongAxis: -1) * $0[.all, 1...]
    }
    for rows in [1, 2, 5] {
      let x = sample([rows, 4], seed: rows)
      let slopes = batchedJacobian(at: x, of: function)
      #expect(slopes.shape == [rows, 3, 4])
      for row in 0..<rows {
        #expect((slopes[row, .all] - jacobian(at: x[row..<(row + 1)], of: function)).abs().max().item < 1e-15)
      }
    }
  }

  @Test func nestsInGradients() {
    let x = sample([3, 2], seed: 1)
    let slopes = gradient(at: x) { x in batchedJacobian(at: x) { $0.square() * $0 }.sum() }
    #expect((slopes - x * 6).abs().max().item < 1e-14)
    #expect(gradient(at: x) { jacobian(at: $0) { $0.square() }.sum() } == .ones([3, 2]) * 2)
  }

  @Test func theFunctionRunsOnce() {
    var runs = 0
    let slopes = jacobian(at: sample([4], seed: 1)) {
      runs += 1
      return $0.exp()
    }
    #expect(runs == 1 && slopes.shape == [4, 4])
    #expect(batchedJacobian(at: Tensor<Double>.zeros([0, 2])) { $0.exp() }.shape == [0, 2, 2])
    #expect(jacobian(at: sample([2], seed: 1)) { _ in Tensor<Double>.ones([3]) } == .zeros([3, 2]))
  }

  @Test func rowsThatMeetAreRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = batchedJacobian(at: Tensor<Double>([1, 2, 3], shape: [3, 1])) { $0 - $0.mean(alongAxes: [0]) }
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("moves with another row"))
  }
}
