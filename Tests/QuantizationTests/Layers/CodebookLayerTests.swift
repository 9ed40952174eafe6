import Autograd
import Clustering
import Matrices
import Quantization
import Testing

@Suite struct CodebookLayerTests {
  private let codes = Tensor([0.0, 2, 3, 0], shape: [2, 2])
  private let vectors = Tensor([0.1, 1, 2, 0, 0.2, 3], shape: [3, 2])
  private var generator = SeededGenerator(seed: 1)

  @Test mutating func byAveragesTheLossIsTheCommitment() {
    var layer = CodebookLayer(codes: codes)
    let output = layer.quantized(vectors, using: &generator)
    #expect(output.output.elements == [0, 2, 3, 0, 0, 2] && output.codes == Tensor([0, 1, 0], shape: [3, 1]))
    // Squares 0.01 + 1 + 1 + 0 + 0.04 + 1 over six, a quarter of it.
    #expect((output.loss.item - 3.05 / 24).magnitude < 1e-15)
    layer.commitment = 0
    #expect(layer.quantized(vectors, using: &generator).loss.item == 0)
    #expect(layer.tensors.isEmpty && layer.codeCounts == [2] && layer.dimensions == 2 && layer.bitsPerVector == 1)
  }

  @Test mutating func byGradientsTheCodesAreMovedByTheirLoss() {
    let layer = CodebookLayer(codes: codes, learning: .gradients(weight: 2))
    let slopes = valueWithGradient(at: layer) { [vectors] layer in
      layer.quantized(vectors, using: &generator).loss
    }.gradient.tensors[0]
    // Twice 2 / 6 times the sum of code - vector over the rows of each code.
    #expect((slopes - Tensor([-0.2, 0, 2.0 / 3, 0], shape: [2, 2])).abs().max().item < 1e-15)
  }

  @Test mutating func weightsOfNothingLeaveNoLoss() {
    var layer = CodebookLayer(codes: codes, learning: .gradients(weight: 0))
    layer.commitment = 0
    layer.gradient = .directional(spread: 0)
    let (value, slopes) = valueWithGradient(at: layer) { [vectors] layer in
      let output = layer.quantized(vectors, using: &generator)
      return output.loss + output.output.sum()
    }
    #expect(value.item == 7 && slopes.tensors[0].elements.contains { $0 != 0 })
  }

  @Test mutating func averagesMoveOnByWhatWasSeen() {
    var layer = CodebookLayer(codes: codes, learning: .movingAverages(decay: 0.5))
    layer.learn(from: layer.quantized(vectors, using: &generator), using: &generator)
    #expect((layer.codes - Tensor([0.15, 2, 2, 0], shape: [2, 2])).abs().max().item < 1e-15)
  }

  @Test mutating func byDirectionLengthsDoNotMatter() {
    var layer = CodebookLayer(codes: Tensor([2.0, 0, 0, 0.1], shape: [2, 2]), metric: .cosine)
    #expect(layer.codes.elements == [1, 0, 0, 1])
    // (1, 3) is nearer to (2, 0) than to (0, 0.1) by its length only; 0 is as near to both.
    let output = layer.quantized(Tensor([1.0, 3, 5, 1, 0, 0], shape: [3, 2]), using: &generator)
    #expect(output.codes.elements == [1, 0, 0] && output.output.elements == [0, 1, 1, 0, 1, 0])
    #expect(layer.encoded(Tensor([1.0, 3], shape: [1, 2])).elements == [1])
    layer.learn(from: output, using: &generator)
    #expect((layer.codes.norm(alongAxes: [1]) - 1).abs().max().item < 1e-15)
    // Of code 1 the only direction is that of (1, 3).
    #expect((layer.codes.elements[2] - 0.1.squareRoot()).magnitude < 1e-15)
  }

  /// The gradient to vectors is across them: their length has none.
  @Test mutating func byDirectionNoGradientGoesAlongTheVector() {
    let layer = CodebookLayer(codes: codes, metric: .cosine)
    let slopes = gradient(at: vectors) { vectors in
      let output = layer.quantized(vectors, using: &generator)
      return (output.output * Tensor([1, -2], shape: [2])).sum() + output.loss
    }
    #expect((slopes * vectors).sum(alongAxis: 1).abs().max().item < 1e-14)
    #expect(slopes.abs().max().item > 0.1)
  }

  @Test func aStartIsAFitOfKMeans() throws {
    var generator = SeededGenerator(seed: 3)
    let points = Matrix(
      rows: 60, columns: 2, elements: (0..<120).map { _ in Double.random(in: 0...1, using: &generator) })
    var kMeans = KMeans(clusterCount: 5)
    kMeans.seed = 9
    let expected = Tensor(try kMeans.fitted(to: points).centroids)
    for learning in [.movingAverages(), .gradients()] as [CodebookLayer<Double>.Learning] {
      var layer = CodebookLayer(codes: Tensor<Double>.zeros([5, 2]), learning: learning)
      try layer.start(with: Tensor(points), seed: 9)
      #expect((layer.codes - expected).abs().max().item < 1e-14)
      // It counts as a batch: the next one does not replace it.
      let one = layer.quantized(Tensor([0.5, 0.5], shape: [1, 2]), using: &generator)
      layer.learn(from: one, using: &generator)
      #expect((layer.codes - expected).abs().max().item < 0.1)
    }
    var few = CodebookLayer(codes: Tensor<Double>.zeros([5, 2]))
    #expect(throws: ClusteringError.self) { try few.start(with: Tensor([1.0, 2], shape: [1, 2]), seed: 0) }
  }

  @Test mutating func oneCodeAndEqualCodes() {
    let one = CodebookLayer(codes: Tensor([1.0], shape: [1, 1]))
    #expect(one.bitsPerVector == 0 && one.encoded(Tensor([5.0, .nan], shape: [2, 1])).elements == [0, 0])
    let equal = CodebookLayer(codes: Tensor([1.0, 1, 1], shape: [3, 1]))
    #expect(equal.encoded(Tensor([5.0, 1], shape: [2, 1])).elements == [0, 0])
    #expect(equal.decoded(Tensor([2], shape: [1, 1])).elements == [1])
  }

  @Test mutating func aVectorThatIsNoNumberShowsInTheLossAndSpoilsNoCode() {
    var layer = CodebookLayer(codes: codes)
    let output = layer.quantized(Tensor([.nan, 1, 3, 1], shape: [2, 2]), using: &generator)
    #expect(output.loss.item.isNaN && output.codes.elements == [0, 1])
    layer.learn(from: output, using: &generator)
    #expect(layer.codes.elements == [0, 2, 3, 1])
  }
}
