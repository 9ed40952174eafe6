import Autograd
import Clustering
import Matrices
import Quantization
import TesseraTestSupport
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

  /// 0.99^12000 is no Float any more, and neither are sums that it multiplies.
  @Test func aCodeThatWaitsStays() {
    var book = MovingAverageCodebook(codes: Tensor<Float>([0, 10], shape: [2, 1]))
    book.update(Tensor([0.35, 9], shape: [2, 1]))
    #expect(book.codes.elements == [0.35, 9])
    for _ in 0..<12_000 { book.update(Tensor([9], shape: [1, 1])) }
    #expect(book.codes.elements == [0.35, 9])
    book.update(Tensor([0.5], shape: [1, 1]))
    #expect(book.codes.elements == [0.5, 9])
  }

  /// Steps that are smaller than half a unit in the last place of the code add up.
  @Test func aSlowCodeArrives() {
    var book = MovingAverageCodebook(codes: Tensor<Float>([1], shape: [1, 1]), decay: 0.9999)
    book.update(Tensor(repeating: 1, shape: [20_000, 1]))
    var past = 1.0
    for _ in 0..<10_000 {
      book.update(Tensor([1.0002], shape: [1, 1]))
      past *= 0.9999
    }
    // The first batch weighs 2 past, the others together 1 - past.
    let expected = 1 + 0.0002 * (1 - past) / (1 + past)
    #expect((Double(book.codes.elements[0]) - expected).magnitude < 2e-7)
  }

  @Test func manyVectorsOfACodeAreCountedInDouble() {
    var book = MovingAverageCodebook(codes: Tensor<Float>([0], shape: [1, 1]), decay: 0)
    book.update(Tensor(repeating: 0.1, shape: [200_000, 1]))
    #expect(book.codes.elements == [0.1])
  }

  /// The distances of 0.1 to 0.30000001 and to -0.1 are the same Float, and not the same number.
  @Test func nearestIsNearestInDouble() throws {
    let (vector, codes): ([Float], [Float]) = ([0.1], [0.30000001, -0.1])
    let quantized = QuantizedTensor(Tensor(vector, shape: [1, 1]), codebook: Tensor(codes, shape: [2, 1]))
    #expect(quantized.codes.elements == [1])
    let points = Matrix(rows: 1, columns: 1, elements: vector)
    let quantizer = try VectorQuantizer(codebook: Matrix(rows: 2, columns: 1, elements: codes).converted())
    #expect(try quantizer.encode(points).values == [1])
    var book = MovingAverageCodebook(codes: Tensor(codes, shape: [2, 1]), decay: 0)
    book.update(Tensor(vector, shape: [1, 1]))
    #expect(book.codes.elements == [0.30000001, 0.1])
  }

  /// Float codes by both doors, on data full of near ties.
  @Test func codesAreThoseOfTheQuantizer() throws {
    var generator = SeededGenerator(seed: 11)
    let vectors = Matrix(
      rows: 400, columns: 2, elements: (0..<800).map { _ in Float(Int.random(in: -9...9, using: &generator)) * 0.1 })
    let codes = Matrix(
      rows: 40, columns: 2, elements: (0..<80).map { _ in Float(Int.random(in: -9...9, using: &generator)) * 0.1 })
    let quantizer = try VectorQuantizer(codebook: codes.converted())
    let encoded = try quantizer.encode(vectors)
    #expect(QuantizedTensor(Tensor(vectors), codebook: Tensor(codes)).codes.elements == encoded.values.map { Int($0) })
  }

  @Test func aRowThatIsLeftOutSpoilsNothing() {
    let x = Tensor([.nan, 1, 2, 0], shape: [2, 2])
    let slope = gradient(at: x) { x in
      let rotated = QuantizedTensor(x, codebook: codes).rotated
      return Tensor.where(Tensor([false, true], shape: [2, 1]), rotated, .zeros([])).sum()
    }
    #expect(slope.elements.allSatisfy { $0.isFinite } && slope.elements[..<2] == [0, 0])
  }

  /// A weight never grows past 1 / (1 - decay) batches, nor a code past its vectors, however many batches come.
  @Test func averagesNeverDrift() {
    for decay in [0.99, 0.5, 0.999].prefix(extent(3, unoptimised: 1)) {
      var book = MovingAverageCodebook(codes: Tensor([0.0, 5], shape: [2, 1]), decay: decay)
      let batch = Tensor([1.0, 1.1, 1.2, 7], shape: [4, 1])
      let codes = Tensor([0, 0, 0, 1], shape: [4])
      var most = 0.0
      for _ in 0..<100_000 {
        book.update(batch, codes: codes)
        most = max(most, book.weights[0])
      }
      let limit = 3 / (1 - decay)
      #expect(most <= limit * (1 + 1e-12) && book.weights[0] > limit * (1 - 1e-9) && book.weights[1] < limit / 2.9)
      #expect((book.codes.elements[0] - 1.1).magnitude < 1e-13 && book.codes.elements[1] == 7)
    }
  }

  @Test func givenCodesAreTaken() {
    var book = MovingAverageCodebook(codes: Tensor([0.0, 10], shape: [2, 1]), decay: 0)
    // Nearest would be code 0.
    book.update(Tensor([1.0, 2], shape: [2, 1]), codes: Tensor([1, 1], shape: [2, 1]))
    #expect(book.codes.elements == [0, 1.5])
  }

  @Test func vectorsThatAreNotFiniteAreLeftOut() {
    var book = MovingAverageCodebook(codes: Tensor([0.0, 0, 5, 5], shape: [2, 2]), decay: 0.5)
    book.update(Tensor([.nan, 1, 1, 2, .infinity, 0, 6, 6], shape: [4, 2]))
    #expect(book.codes.elements == [1, 2, 6, 6] && book.weights == [1, 1])
  }
}
