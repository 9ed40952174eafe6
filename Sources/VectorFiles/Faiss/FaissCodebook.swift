public import Matrices

/// What codes of an index stand for.
public enum FaissCodebook: Sendable, Equatable {
  /// `ProductQuantizer`: vectors are cut into as many neighbouring parts of one width as there are codebooks, each [2^bits, width].
  case product(bits: Int, [Matrix<Float>])
  /// `ResidualQuantizer`: a vector is the sum of one row of each codebook, [2^bits of the level, dimensions].
  case residual([Matrix<Float>], beamWidth: Int)
  /// `ScalarQuantizer` (QT_8bit, QT_4bit): the code c of a column means `least + width (c + 1/2) / (2^bits - 1)`.
  case scalar(bits: Int, least: [Float], width: [Float])

  /// The number of components of a vector.
  public var dimensions: Int {
    switch self {
    case .product(_, let codebooks): codebooks.reduce(0) { $0 + $1.columns }
    case .residual(let codebooks, _): codebooks.first?.columns ?? 0
    case .scalar(_, let least, _): least.count
    }
  }

  /// The bits of a code, position after position.
  public var bits: [Int] {
    switch self {
    case .product(let bits, let codebooks): Array(repeating: bits, count: codebooks.count)
    case .residual(let codebooks, _): codebooks.map { $0.rows.trailingZeroBitCount }
    case .scalar(let bits, let least, _): Array(repeating: bits, count: least.count)
    }
  }

  /// The bytes of a vector's code: positions follow each other from the lowest bit on, and the last byte is filled up.
  public var codeSize: Int { (bits.reduce(0, +) + 7) / 8 }
}
