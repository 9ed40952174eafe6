import Autograd
import Testing

@Suite struct TensorLiteralTests {
  @Test func nestedRowsAreShapes() {
    let row: Tensor<Float> = [1, 2.5]
    let cube: Tensor<Double> = [[[1], [2]], [[3], [4]], [[5], [6]]]
    #expect(row.shape == [2] && row.elements == [1, 2.5])
    #expect(cube.shape == [3, 2, 1] && cube.elements == [1, 2, 3, 4, 5, 6])
    let (truths, counts, nothing): (Tensor<Bool>, Tensor<Int>, Tensor<Int>) = ([true, false], [[-1], [2]], [])
    #expect(truths.elements == [true, false] && counts.shape == [2, 1] && nothing.shape == [0])
  }

  @Test func rowsOfOtherShapesAreRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let ragged: Tensor<Double> = [[1, 2], [3]]
      _ = ragged
    }
    #expect(
      String(decoding: result.standardErrorContent, as: UTF8.self).contains(
        "row 1 of a literal has shape [1], the first [2]"))
  }
}
