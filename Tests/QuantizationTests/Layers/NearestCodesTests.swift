import Autograd
import Clustering
import Testing

@testable import Quantization

/// The engine's search for codes, on a tensor's own elements.
@Suite struct NearestCodesTests {
  /// Whole numbers, full of ties: the direct search is the reference.
  @Test func theEngineFindsWhatTheDirectSearchFinds() {
    var generator = SeededGenerator(seed: 5)
    for (rows, codes, dimensions) in [(1, 1, 1), (7, 3, 2), (300, 20, 5), (3000, 100, 20), (500, 64, 70)] {
      func random(_ count: Int) -> Tensor<Float> {
        Tensor(
          (0..<(count * dimensions)).map { _ in Float(Int.random(in: -2...2, using: &generator)) },
          shape: [count, dimensions])
      }
      let (vectors, book) = (random(rows), random(codes))
      let expected = vectors.nearestRows(of: book)
      for threads in [1, 2, 3] {
        #expect(vectors.nearestCodes(in: book, threadCount: threads) == expected, "\(rows) \(codes) \(dimensions)")
      }
    }
  }

  @Test func rowsThatAreNotFiniteHaveTheFirstCodeAndHarmNoOther() {
    let book = Tensor([0.0, 5, 9], shape: [3, 1])
    let vectors = Tensor([8.0, .nan, 4, .infinity, -.infinity, 0.1], shape: [6, 1])
    #expect(vectors.nearestCodes(in: book).elements == [2, 0, 1, 0, 0, 0])
    #expect(Tensor([Double.nan, .nan], shape: [2, 1]).nearestCodes(in: book).elements == [0, 0])
  }

  @Test func aCodeThatIsNoNumberWinsAsTheFirstSmallest() {
    let book = Tensor([0.0, .nan, 9], shape: [3, 1])
    #expect(Tensor([8.0, 0], shape: [2, 1]).nearestCodes(in: book).elements == [1, 1])
  }

  /// Squares that overflow, or vanish, still tell codes apart.
  @Test func scaleDoesNotMatter() {
    for unit in [Double.leastNonzeroMagnitude, 1e-180, 1, 1e200] {
      let book = Tensor([0.0, 10, 20].map { $0 * unit }, shape: [3, 1])
      #expect(
        Tensor([20.0, 2, 11].map { $0 * unit }, shape: [3, 1]).nearestCodes(in: book).elements == [2, 0, 1], "\(unit)")
    }
  }

  @Test func nothingIsNearestOfNoRows() {
    #expect(Tensor<Float>.zeros([0, 3]).nearestCodes(in: .zeros([2, 3])).shape == [0])
    #expect(Tensor<Float>.zeros([2, 0]).nearestCodes(in: .zeros([3, 0])).elements == [0, 0])
  }

  /// An audit names the search by the line of its caller.
  @Test func anAuditSeesTheSearch() {
    let book = Tensor([0.0, 1], shape: [2, 1])
    let line = #line + 2
    let audit = gradientAudit(at: [Tensor([0.2, 0.9], shape: [2, 1])]) { inputs in
      Tensor<Double>(QuantizedTensor(inputs[0], codebook: book).codes).sum() + inputs[0].sum()
    }
    #expect(line > 0 && audit.inputs[0].arrives)
  }
}
