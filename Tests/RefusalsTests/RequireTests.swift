import Autograd
import Matrices
import Refusals
import Testing

/// What a caller is told when a promise is broken; optimised builds say it too (`.ci/run` runs these tests in both).
struct RequireTests {
  @Test func `a promise that holds costs no message`() {
    var messages = 0
    func message() -> String {
      messages += 1
      return "never made"
    }
    require(1 + 1 == 2, message())
    #expect(messages == 0)
  }

  @Test func `a broken promise ends the program with its message`() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let sum = 2 + 2
      require(sum == 5, "the sum is \(sum)")
    }
    #expect(text(of: result).contains("the sum is 4"))
  }

  @Test func `shapes that do not fit are named`() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<Double>.zeros([2, 3]) + Tensor<Double>.zeros([2])
    }
    #expect(text(of: result).contains("the shapes [2, 3] and [2] do not broadcast"))
  }

  @Test func `an index outside a matrix is named`() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Float>(rows: 2, columns: 2, elements: [1, 2, 3, 4])[2, 0]
    }
    #expect(text(of: result).contains("index out of range"))
  }

  private func text(of result: ExitTest.Result) -> String {
    String(decoding: result.standardErrorContent, as: UTF8.self)
  }
}
