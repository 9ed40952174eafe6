import Autograd
import Clustering
import Matrices
import Quantization
import Testing

/// Codes inside a model that is trained.
@Suite struct QuantizedTensorTests {
  private let codes = Tensor([0.0, 2, 3, 0], shape: [2, 2])
  private let vectors = Tensor([0.1, 1, 2, 0, 0.2, 3], shape: [3, 2])
  private let weights = Tensor([1.0, 2, 3, 4, 5, 6], shape: [3, 2])

  @Test func straightThroughHasTheValueOfTheCodesAndTheGradientOfTheVectors() {
    let (value, slopes) = valueWithGradient(at: vectors) { vectors in
      (QuantizedTensor(vectors, codebook: codes).straightThrough * weights).sum()
    }
    // Codes 0, 1, 0: 2 times 2, 3 times 3, 2 times 6.
    #expect(value.item == 25)
    #expect(slopes == weights)
  }

  @Test func theLossesMoveOneSideEach() {
    let encoder = gradient(at: vectors) { QuantizedTensor($0, codebook: codes).codebookLoss }
    #expect(encoder == .zeros([3, 2]))
    let book = gradient(at: codes) { QuantizedTensor(vectors, codebook: $0).commitmentLoss }
    #expect(book == .zeros([2, 2]))
    let moved = gradient(at: codes) { QuantizedTensor(vectors, codebook: $0).codebookLoss }
    // 2 / 6 times the sum of code - vector over the rows of each code.
    #expect((moved - Tensor([-0.1, 0, 1.0 / 3, 0], shape: [2, 2])).abs().max().item < 1e-15)
  }

  @Test func rotationTurnsTheGradientAsTheVectorIsTurned() {
    // From (1, 0) to (0, 2): a quarter turn and a factor of 2. A gradient along the code comes back along the vector.
    let x = Tensor([1.0, 0], shape: [1, 2])
    let code = Tensor([0.0, 2], shape: [1, 2])
    let along = gradient(at: x) {
      (QuantizedTensor($0, codebook: code).rotated * Tensor([0, 1], shape: [1, 2])).sum()
    }
    #expect((along - Tensor([2, 0], shape: [1, 2])).abs().max().item < 1e-15)
    let across = gradient(at: x) {
      (QuantizedTensor($0, codebook: code).rotated * Tensor([1, 0], shape: [1, 2])).sum()
    }
    #expect((across - Tensor([0, -2], shape: [1, 2])).abs().max().item < 1e-15)
    #expect(QuantizedTensor(x, codebook: code).rotated == code)
  }

  @Test func rotationKeepsTheAngleBetweenGradientAndCode() {
    let x = Tensor([0.3, -1.2, 0.8], shape: [1, 3])
    let code = Tensor([0.5, -0.9, 1.1], shape: [1, 3])
    let cotangent = Tensor([0.7, 0.1, -0.4], shape: [1, 3])
    let slopes = gradient(at: x) { (QuantizedTensor($0, codebook: code).rotated * cotangent).sum() }
    let before = slopes.cosineSimilarity(to: x).item
    let after = cotangent.cosineSimilarity(to: code).item
    #expect((before - after).magnitude < 1e-14)
    let stretch = code.norm().item / x.norm().item
    #expect((slopes.norm().item - stretch * cotangent.norm().item).magnitude < 1e-14)
  }

  @Test func aVectorOfZeroPassesStraightThrough() {
    let zero = Tensor<Double>.zeros([1, 2])
    let slopes = gradient(at: zero) {
      (QuantizedTensor($0, codebook: codes).rotated * Tensor([3, 4], shape: [1, 2])).sum()
    }
    #expect(slopes.elements == [3, 4])
  }

  @Test func oppositeDirectionsAreReflected() {
    let slopes = gradient(at: Tensor([1.0, 0], shape: [1, 2])) {
      (QuantizedTensor($0, codebook: Tensor([-2, 0], shape: [1, 2])).rotated * Tensor([3, 4], shape: [1, 2])).sum()
    }
    // Twice (3, 4) less twice its part along the vector.
    #expect(slopes.elements == [-6, 8])
  }

  @Test func aVectorThatIsNoNumberGoesToTheFirstCode() {
    let spoilt = QuantizedTensor(Tensor([.nan, 3.0], shape: [1, 2]), codebook: codes)
    #expect(spoilt.codes.elements == [0] && spoilt.straightThrough == codes.selectingRows([0]))
    #expect(spoilt.codebookLoss.item.isNaN)
  }

  @Test func withoutMemoryAMovingAverageIsAStepOfLloyd() throws {
    var generator = SeededGenerator(seed: 3)
    let points = Matrix(
      rows: 50, columns: 2, elements: (0..<100).map { _ in Double.random(in: 0...1, using: &generator) })
    let start = points.selectingRows([0, 10, 20])
    var kMeans = KMeans(clusterCount: 3)
    kMeans.initializer = .given(start)
    kMeans.maximumIterations = 1
    var book = MovingAverageCodebook(codes: Tensor(start), decay: 0)
    book.update(Tensor(points))
    let expected = Tensor(try kMeans.fitted(to: points).centroids)
    #expect((book.codes - expected).abs().max().item < 1e-14)
  }

  @Test func movingAveragesForget() {
    var book = MovingAverageCodebook(codes: Tensor([0.0, 10], shape: [2, 1]), decay: 0.5)
    book.update(Tensor([1.0, 3], shape: [2, 1]))
    // The start of 0 counts for nothing; the code without vectors stays.
    #expect(book.codes.elements == [2, 10])
    book.update(Tensor([4.0], shape: [1, 1]))
    // Counts 1 become 0.5 + 0.5, sums 2 become 1 + 2.
    #expect(book.codes.elements == [3, 10])
  }
}
