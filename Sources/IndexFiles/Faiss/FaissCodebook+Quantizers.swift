internal import Matrices
public import Quantization
public import VectorFiles

extension FaissCodebook {
  /// The codebooks of parts, as faiss has them: parts of one width, and 2^bits codes in each. Where a codebook has fewer, codes
  /// far from all others fill it up: no vector gets them, nor are they in the beams of residuals.
  ///
  /// - Throws: ``IndexFileError/unequalParts(columns:)``, ``IndexFileError/codeBits(_:allowed:)``, or where a number is beyond 32 bits.
  public init(_ quantizer: ProductQuantizer) throws(IndexFileError) {
    let widths = quantizer.codebooks.map(\.columns)
    guard Set(widths).count == 1 else { throw .unequalParts(columns: widths) }
    guard let bits = quantizer.bits.first, Set(quantizer.bits).count == 1 else {
      throw .codeBits(quantizer.bits, allowed: "faiss has one number of them for all parts")
    }
    var codebooks: [Matrix<Float>] = []
    for codebook in quantizer.codebooks { codebooks.append(try codebook.filled(to: 1 << bits).inSinglePrecision()) }
    self = .product(bits: bits, codebooks)
  }

  /// One part, which is the whole vector.
  public init(_ quantizer: VectorQuantizer) throws(IndexFileError) {
    let bits = quantizer.bits[0]
    self = .product(bits: bits, [try quantizer.codebook.filled(to: 1 << bits).inSinglePrecision()])
  }

  /// The codebooks of levels.
  public init(_ quantizer: ResidualQuantizer) throws(IndexFileError) {
    var codebooks: [Matrix<Float>] = []
    for (codebook, bits) in zip(quantizer.codebooks, quantizer.bits) {
      codebooks.append(try codebook.filled(to: 1 << bits).inSinglePrecision())
    }
    self = .residual(codebooks, beamWidth: quantizer.beamWidth)
  }

  /// What encodes and decodes by it.
  public var quantizer: any Quantizer {
    get throws(QuantizationError) {
      switch self {
      case .product(_, let codebooks): try ProductQuantizer(codebooks: codebooks.map { $0.converted() })
      case .residual(let codebooks, let beamWidth):
        try ResidualQuantizer(
          codebooks: codebooks.map { $0.converted() }, beamWidth: min(beamWidth, ResidualQuantizer.mostSequences))
      case .scalar(let bits, let least, let width): try Self.grid(bits: bits, least: least, width: width)
      }
    }
  }

  /// The codes of rows, as an index keeps them.
  func codes(of rows: NumericMatrix, threadCount: Int?) throws(IndexFileError) -> [UInt8] {
    guard rows.columns == dimensions else { throw .columnCount(rows.columns, expected: dimensions) }
    let quantizer: any Quantizer
    do { quantizer = try self.quantizer } catch { throw .unusable(index: "codebook", reason: "is none: \(error)") }
    do { return try quantizer.encode(rows, threadCount: threadCount).bytes } catch { throw .data(error) }
  }
}

extension Matrix<Double> {
  /// With rows behind the others that are a thousand times as far as these are from each other.
  fileprivate func filled(to count: Int) -> Matrix {
    guard rows < count else { return self }
    let far = (0..<columns).map { column in
      let values = (0..<rows).map { self[$0, column] }
      let (least, most) = (values.min() ?? 0, values.max() ?? 0)
      let extent = max(most - least, most.magnitude, least.magnitude, .leastNormalMagnitude)
      return min(most + 1000 * extent, Double(Float.greatestFiniteMagnitude))
    }
    return Matrix(rows: count, columns: columns) { target in
      for index in target.indices {
        let (row, column) = (index / columns, index % columns)
        target[index] = row < rows ? self[row, column] : far[column]
      }
    }
  }
}
