import Autograd
import Clustering
import Matrices
import Quantization
import Testing

/// Layers behind each other and beside each other.
@Suite struct ComposedLayerTests {
  private var generator = SeededGenerator(seed: 1)

  private func layer(_ codes: [Double], _ dimensions: Int = 1, decay: Double = 0.5) -> CodebookLayer<Double> {
    CodebookLayer(
      codes: Tensor(codes, shape: [codes.count / dimensions, dimensions]), learning: .movingAverages(decay: decay))
  }

  /// 7.3: 10, then -2 for the -2.7 that is left; 0.9: 0, then 1.
  @Test mutating func whatIsLeftGoesOn() {
    let residual = ResidualLayer([layer([0, 10]), layer([-2, 1])])
    let vectors = Tensor([7.3, 0.9], shape: [2, 1])
    let (value, slopes) = valueWithGradient(at: vectors) { vectors in
      let output = residual.quantized(vectors, using: &generator)
      #expect(output.output.elements == [8, 1] && output.codes == Tensor([1, 0, 0, 1], shape: [2, 2]))
      return (output.output * Tensor([3, 5], shape: [2, 1])).sum()
    }
    // The cotangent, once.
    #expect(value.item == 29 && slopes.elements == [3, 5])
    #expect(residual.encoded(vectors) == Tensor([1, 0, 0, 1], shape: [2, 2]))
    #expect(residual.decoded(Tensor([1, 0, 0, 1], shape: [2, 2])).elements == [8, 1])
    #expect(residual.codeCounts == [2, 2] && residual.bitsPerVector == 2 && residual.dimensions == 1)
  }

  /// Each layer's commitment moves the vectors: a quarter of 2 (x - 10) / n and of 2 (x - 10 + 2) / n.
  @Test mutating func lossesOfAllLayersMoveTheVectors() {
    let residual = ResidualLayer([layer([0, 10]), layer([-2, 1])])
    let slopes = gradient(at: Tensor([7.3], shape: [1, 1])) { residual.quantized($0, using: &generator).loss }
    #expect((slopes.item - 0.25 * (2 * -2.7 + 2 * -0.7)).magnitude < 1e-14)
  }

  @Test mutating func codesBehindGetTheGradientOfTheOutput() {
    var layers = [[0.0, 10], [-2.0, 1]].map { codes in
      CodebookLayer(codes: Tensor(codes, shape: [2, 1]), learning: .gradients(weight: 0))
    }
    for place in layers.indices { (layers[place].commitment, layers[place].gradient) = (0, .directional(spread: 0)) }
    let residual = ResidualLayer(layers)
    let slopes = valueWithGradient(at: residual) { residual in
      (residual.quantized(Tensor([7.3], shape: [1, 1]), using: &generator).output * 3).sum()
    }.gradient.tensors
    // In one dimension all of it goes along the error.
    #expect(zip(slopes.flatMap(\.elements), [0, 3, 3, 0]).allSatisfy { ($0 - $1).magnitude < 1e-14 })
  }

  @Test mutating func residualLayersLearnFromWhatTheySaw() {
    var residual = ResidualLayer([layer([0, 10], decay: 0), layer([-2, 1], decay: 0)])
    residual.learn(from: residual.quantized(Tensor([7.3, 0.9], shape: [2, 1]), using: &generator), using: &generator)
    #expect(residual.layers[0].codes.elements == [0.9, 7.3])
    #expect((residual.layers[1].codes - Tensor([-2.7, 0.9], shape: [2, 1])).abs().max().item < 1e-15)
  }

  /// Two books of 4 find 16 places on a grid that is a sum of two.
  @Test func aStartGoesFromLayerToLayer() throws {
    let points = Tensor((0..<16).map { Double($0 / 4 * 100 + $0 % 4) }, shape: [16, 1])
    var residual = ResidualLayer([layer([0, 0, 0, 0]), layer([0, 0, 0, 0])])
    try residual.start(with: points, seed: 2)
    let restored = residual.decoded(residual.encoded(points))
    #expect((restored - points).abs().max().item < 1e-12)
  }

  @Test mutating func componentsGoToTheirLayers() throws {
    let product = ProductLayer([layer([0, 0, 4, 4], 2), layer([-1, 1])])
    let vectors = Tensor([3.0, 5, -0.2, 0, 1, 9], shape: [2, 3])
    let (value, slopes) = valueWithGradient(at: vectors) { vectors in
      let output = product.quantized(vectors, using: &generator)
      #expect(output.output.elements == [4, 4, -1, 0, 0, 1] && output.codes == Tensor([1, 0, 0, 1], shape: [2, 2]))
      return (output.output * Tensor([1, 2, 3], shape: [3])).sum()
    }
    #expect(value.item == 12 && slopes.elements == [1, 2, 3, 1, 2, 3])
    // Means over 4 and 2 elements, weighted by 2/3 and 1/3: a quarter of the mean over all six.
    let loss = product.quantized(vectors, using: &generator).loss.item
    #expect((loss - 0.25 * (1 + 1 + 0.64 + 0 + 1 + 64) / 6).magnitude < 1e-14)
    #expect(product.dimensions == 3 && product.codeCounts == [2, 2])
    #expect(product.decoded(product.encoded(vectors)).elements == [4, 4, -1, 0, 0, 1])
  }

  @Test mutating func productLayersStartAndLearnEachOnItsOwn() throws {
    var product = ProductLayer([layer([0, 0]), layer([0, 0], decay: 0)])
    let vectors = Tensor([1.0, 10, 1, 20, 3, 10, 3, 20], shape: [4, 2])
    try product.start(with: vectors, seed: 0)
    #expect(product.layers.map { Set($0.codes.elements) } == [[1, 3], [10, 20]])
    product.learn(from: product.quantized(Tensor([1.0, 12], shape: [1, 2]), using: &generator), using: &generator)
    #expect(Set(product.layers[1].codes.elements) == [12, 20])
  }

  /// Layers of layers: a product of residuals, with gradients to all books.
  @Test mutating func layersNest() {
    let book = { CodebookLayer(codes: Tensor([0.0, 1], shape: [2, 1]), learning: .gradients()) }
    var nested = ProductLayer([ResidualLayer([book(), book()]), ResidualLayer([book()])])
    #expect(nested.codeCounts == [2, 2, 2] && nested.tensors.count == 3)
    nested.tensors = [7.0, 8, 9].map { Tensor([$0, 0], shape: [2, 1]) }
    #expect(
      nested.layers[0].layers[1].codes.elements == [8, 0] && nested.layers[1].layers[0].codes.elements == [9, 0])
    let codes = nested.encoded(Tensor([15.0, 8], shape: [1, 2]))
    #expect(codes.elements == [0, 0, 0] && nested.decoded(codes).elements == [15, 9])
  }
}
