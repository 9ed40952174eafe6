import Tessera
import Testing

// The examples of the pages, line by line: DocumentationTests compares them. The formatter would break their comments.
// swift-format-ignore
@Suite struct QuantizationExamples {
  @Test func theFrontPage() throws {
    let points: Matrix<Double> = Matrix(rows: 300, columns: 1, elements: (0..<300).map { Double($0) })
    let quantizer = try VectorQuantizer.trained(on: points, codeCount: 256, seed: 1)
    let codes = try quantizer.encode(points)           // one byte per row
    let approximations = try quantizer.decode(codes)   // Matrix<Double>, [rows, dimensions]
    #expect(codes.rows == 300 && approximations.rows == 300)
  }

  @Test func products() throws {
    let points: Matrix<Double> = Matrix(rows: 60, columns: 4, elements: (0..<240).map { Double($0 * $0 % 101) })
    let quantizer = try ProductQuantizer.trained(on: points, parts: 2, by: KMeans(clusterCount: 16))
    let codes = try quantizer.encode(points)                 // two codes of 4 bits, a byte per row
    let approximations = try quantizer.decode(codes)         // [rows, dimensions]
    let distortion = try quantizer.distortion(of: points)    // mean squared distance, per row
    #expect(codes.bytesPerRow == 1 && approximations.rows == 60 && distortion > 0)
  }

  @Test func residuals() throws {
    let points: Matrix<Double> = Matrix(rows: 60, columns: 4, elements: (0..<240).map { Double($0 * $0 % 101) })
    let quantizer = try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 8))
    let codes = try quantizer.encode(points)
    let unique = try UniqueIdentifiers(of: .double(points), codes: codes, by: quantizer)
    print(unique.codes.collisions)                           // 0: no two rows have the same codes
    #expect(unique.codes.collisions == 0)
  }

  @Test func scalars() throws {
    let points: Matrix<Double> = Matrix(rows: 60, columns: 4, elements: (0..<240).map { Double($0 * $0 % 101) })
    let grid = try ScalarQuantizer.trained(on: points, bitsPerElement: 8)
    let oblivious = RotatedScalarQuantizer(dimensions: points.columns, bitsPerElement: 4, seed: 1)
    print(try grid.distortion(of: points), try oblivious.distortion(of: points))
    #expect(grid.dimensions == 4)
  }

  @Test func search() throws {
    let points = Matrix<Float>(rows: 200, columns: 2, elements: (0..<400).map { Float(($0 * 37) % 101) })
    let queries: Matrix<Float> = [[3, 40], [90, 12]]
    let quantizer = try ProductQuantizer(codebooks: [[[0], [30], [60], [90]], [[0], [30], [60], [90]]])
    let codes = try quantizer.encode(points)
    let search = try CompressedSearch(quantizer, codes: codes)
    let found = try search.nearest(to: queries, count: 3)
    let exact = try points.exactNeighbours(of: queries, count: 3)
    let measured = try points.reranked(found, of: queries, count: 3)
    let recall = Neighbours.recall(of: measured, exact: exact)
    #expect(found.count == 3 && (0...1).contains(recall))
    #expect(try points.reranked(search.nearest(to: queries, count: 200), of: queries, count: 3) == exact)
  }

  @Test func straightThrough() {
    let codes = Tensor([0.0, 2, 3, 0], shape: [2, 2])
    let encoded = Tensor([0.1, 1, 2, 0, 0.2, 3], shape: [3, 2])
    let (loss, slopes) = valueWithGradient(at: encoded, codes) { encoded, codes in
      let quantized = QuantizedTensor(encoded, codebook: codes)
      let decoded = quantized.straightThrough * 2                  // a decoder would stand here
      return decoded.squaredError(from: .ones([3, 2])) + quantized.codebookLoss + quantized.commitmentLoss * 0.25
    }
    #expect(loss.item.isFinite && slopes.0.shape == [3, 2])
    // Through the decoder: 2 (2 q - 1) 2 / 6; by commitment: 0.25 x 2 (x - q) / 6.
    let expected = [0.1, 1, 2, 0, 0.2, 3].enumerated().map { index, x in
      let q = [0.0, 2, 3, 0, 0, 2][index]
      return 4 * (2 * q - 1) / 6 + 0.5 * (x - q) / 6
    }
    #expect(zip(slopes.0.elements, expected).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    // 2 (n q - s) / 6.
    let moved = [-0.3 / 3, (4 - 4.0) / 3, 1.0 / 3, 0]
    #expect(zip(slopes.1.elements, moved).allSatisfy { ($0 - $1).magnitude < 1e-14 })
  }

  @Test func movingAverages() {
    var book = MovingAverageCodebook(codes: Tensor([0.0, 10], shape: [2, 1]), decay: 0.5)
    book.update(Tensor([1.0, 3], shape: [2, 1]))                   // 2 and 10: the code without vectors stays
    book.update(Tensor([4.0], shape: [1, 1]))                      // 3 and 10
    #expect(book.codes.elements == [3, 10])
  }

  @Test func rotationTrick() {
    let vector = Tensor([1.0, 0], shape: [1, 2])
    let code = Tensor([0.0, 2], shape: [1, 2])
    let slopes = gradient(at: vector) { vector in
      (QuantizedTensor(vector, codebook: code).rotated * Tensor([0, 1], shape: [1, 2])).sum()
    }                                                              // (2, 0): along the code comes back along the vector
    #expect((slopes - Tensor([2, 0], shape: [1, 2])).abs().max().item < 1e-15)
  }

  private struct Encoder: TensorStructure {
    var weights: Tensor<Double>
    var tensors: [Tensor<Double>] {
      get { [weights] }
      set { weights = newValue[0] }
    }
    func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> { x.matrixProduct(weights) }
  }

  @Test func quantizingLayers() throws {
    let encoder = Encoder(weights: Tensor([1.0, 0, 0, 1], shape: [2, 2]))
    func decoder(_ x: Tensor<Double>) -> Tensor<Double> { x * 2 }
    let x = Tensor([0.1, 1, 2, 0, 0.2, 3], shape: [3, 2])
    let codes = Tensor([0.0, 2, 3, 0], shape: [2, 2])
    let vectors = x

    var generator = SeededGenerator(seed: 1)
    var layer = CodebookLayer(codes: codes)                          // moving averages, straight-through, commitment 0.25
    layer.deadCodes = DeadCodes(below: 1)
    try layer.start(with: encoder(x), seed: 1)                       // k-means
    var seen: LayerOutput<Double>?
    let (loss, slopes) = valueWithGradient(at: encoder) { encoder in
      let output = layer.quantized(encoder(x), using: &generator)
      seen = output
      return decoder(output.output).squaredError(from: x) + output.loss
    }
    if let seen { layer.learn(from: seen, using: &generator) }       // averages move on, dead codes are replaced
    #expect(loss.item > 0 && slopes.weights.shape == [2, 2] && seen?.codes.shape == [3, 1])

    let audit = gradientAudit(at: [vectors]) { inputs in
      let quantized = QuantizedTensor(inputs[0], codebook: codes)
      return quantized.straightThrough.sum() + quantized.straightThrough.squaredError(from: quantized.quantized)
    }
    // the loss at Script.swift:3 is computed behind the straight-through ... and compares it with its own value: its gradient is 0; ...
    #expect(audit.description.contains("is computed behind the straight-through at QuantizedTensor.swift:"))
    #expect(audit.description.contains("and compares it with its own value: its gradient is 0; "))
  }

  @Test func directionalErrors() {
    var generator = SeededGenerator(seed: 1)
    let vector = Tensor([0.0, 0], shape: [1, 2])
    let code = Tensor([3.0, 4], shape: [1, 2])
    let (value, slopes) = valueWithGradient(at: vector, code) { vector, code in
      let passed = QuantizedTensor(vector, codebook: code).directional(spread: 0, using: &generator)
      return (passed * Tensor([0.6, 0.8], shape: [2])).sum()
    }                                                              // all of it goes to the code: (0, 0) and (0.6, 0.8)
    #expect((value.item - 5).magnitude < 1e-14 && slopes.0.abs().max().item < 1e-14)
    #expect((slopes.1 - Tensor([0.6, 0.8], shape: [1, 2])).abs().max().item < 1e-14)
  }

  @Test func gumbelCodes() {
    var generator = SeededGenerator(seed: 1)
    var layer = GumbelLayer(codes: Tensor([0.0, 1, 3], shape: [3, 1]))
    layer.temperature = 0.5
    let vectors = Tensor([0.2, 2.5], shape: [2, 1])
    let output = layer.quantized(vectors, using: &generator)       // one of three codes each, drawn
    let codes = layer.encoded(vectors)                             // 0 and 2: the nearest
    #expect(output.output == layer.decoded(output.codes) && codes.elements == [0, 2])
  }

  @Test func finiteScalars() {
    var generator = SeededGenerator(seed: 1)
    let layer = FiniteScalarLayer<Double>(levels: [8, 6, 5])       // 240 codes
    let output = layer.quantized(Tensor([0.3, -0.8, 2], shape: [1, 3]), using: &generator)
    let again = layer.decoded(output.codes)                        // the same as output.output
    #expect(again == output.output && layer.codeCounts == [240])
  }

  @Test func lookupFreeCodes() {
    var generator = SeededGenerator(seed: 1)
    let layer = LookupFreeLayer<Double>(bits: 3)                   // 8 codes
    let output = layer.quantized(Tensor([0.5, -2, 1], shape: [1, 3]), using: &generator)
    let code = output.codes[0, 0]                                  // 0b101: the first component is the lowest bit
    #expect(code == 0b101)
  }

  @Test func composedLayers() {
    let coarse = CodebookLayer(codes: Tensor([0.0, 10], shape: [2, 1]))
    let fine = CodebookLayer(codes: Tensor([-2.0, 1], shape: [2, 1]))
    let layer = ResidualLayer([coarse, fine])
    let codes = layer.encoded(Tensor([7.3], shape: [1, 1]))        // 1, 0
    let restored = layer.decoded(codes)                            // 10 - 2 = 8
    #expect(codes.elements == [1, 0] && restored.item == 8)
  }
}
