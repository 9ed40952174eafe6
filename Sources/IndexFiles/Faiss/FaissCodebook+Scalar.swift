internal import Matrices
public import Quantization
public import VectorFiles

extension FaissCodebook {
  /// A grid of each column, with 4 or 8 bits. faiss names the ends of its steps, and this package what codes stand for: their middles.
  public init(_ quantizer: ScalarQuantizer) throws(IndexFileError) {
    let bits = quantizer.bitsPerElement
    guard bits == 4 || bits == 8 else { throw .codeBits(quantizer.bits, allowed: "faiss has 4 or 8") }
    let last = Double(1 << bits - 1)
    let (minimums, steps) = (quantizer.minimums, quantizer.steps)
    let ends = Matrix(
      rows: 2, columns: steps.count, elements: zip(minimums, steps).map { $0 - $1 / 2 } + steps.map { $0 * last })
    let single = try ends.inSinglePrecision()
    self = .scalar(bits: bits, least: single.row(0), width: single.row(1))
  }

  /// The grid that such ranges make.
  package static func grid(bits: Int, least: [Float], width: [Float]) throws(QuantizationError) -> ScalarQuantizer {
    let steps = width.map { Double($0) / Double(1 << bits - 1) }
    return try ScalarQuantizer(
      minimums: zip(least, steps).map { Double($0) + $1 / 2 }, steps: steps, bitsPerElement: bits)
  }
}
