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
}
