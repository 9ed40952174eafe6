import Autograd
import Testing

@Suite struct AssignmentTests {
  @Test func compoundOperatorsDoWhatTheOperatorsDo() {
    let (a, b): (Tensor<Double>, Tensor<Double>) = ([[1, 2], [3, 4]], [2, 5])
    let (value, gradients) = valueWithGradient(at: a, b) { a, b in
      var x = a
      x += b
      x *= b
      x -= a
      x /= b
      x += 1
      x *= 3
      x -= 2
      x /= 4
      return x.sum()
    }
    let expected = valueWithGradient(at: a, b) { a, b in (((((a + b) * b - a) / b + 1) * 3 - 2) / 4).sum() }
    #expect(value == expected.value && gradients == expected.gradients)
  }

  @Test func theShapeStays() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var row: Tensor<Double> = [1, 2]
      row += [[1, 2], [3, 4]]
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("keeps it: shape [2, 2] does not"))
  }
}
