public import Matrices
internal import Refusals

/// Vectors as sums of codes: each level's codebook stands for what the levels before it left over.
///
/// ```swift
/// let quantizer = try ResidualQuantizer.trained(on: points, levels: 4, by: KMeans(clusterCount: 256))
/// let codes = try quantizer.encode(points)          // 4 bytes per row
/// let approximations = try quantizer.decode(codes)  // [rows, dimensions]
/// ```
///
/// The best sequence of codes is hard to find: encoding keeps the ``beamWidth`` best at every level, by the squared length of what they
/// leave over, and returns the best of the last. With a beam of 1 each level takes its nearest code.
///
/// Sequences are compared exactly: the residual is x - c₁ - c₂ - ... in Double, one subtraction after the other, its squared distance to
/// a code the canonical one of `Clustering`; ties go to the sequence that was better before, then to the lower code.
///
/// Sources: Y. Chen, T. Guan, C. Wang, *Approximate nearest neighbor search by residual vector quantization* (2010),
/// DOI 10.3390/s101211259; A. Babenko, V. Lempitsky, *Additive quantization for extreme vector compression* (2014),
/// DOI 10.1109/CVPR.2014.124 (beams).
/// - Complexity: O(rows * dimensions * codes of all levels), and O(rows * beamWidth * codes * levels) to compare. Memory: the squared
///   number of all codes in Float, up to 256 MB; where that would be more, `beamWidth` times the work is done instead.
public struct ResidualQuantizer: Quantizer, Equatable {
  /// One per level, [codes, dimensions], in units of the data.
  public let codebooks: [Matrix<Double>]

  /// How many sequences of codes are kept at each level, from 1 to ``mostSequences``.
  public var beamWidth: Int {
    didSet { Self.check(beamWidth) }
  }

  /// The widest beam.
  public static let mostSequences = 64

  /// The usual width of a beam.
  public static let usualBeamWidth = 5

  public var dimensions: Int { codebooks[0].columns }

  /// As many as name a code of each level.
  public var bits: [Int] { codebooks.map { Codebook.bits(of: $0.rows) } }

  /// A quantizer with the given codebooks.
  ///
  /// - Parameters:
  ///   - codebooks: one per level, finite, all with the same number of columns, each with at least one row.
  ///   - beamWidth: from 1 to ``mostSequences``.
  /// - Throws: ``QuantizationError/noCodebooks``, ``QuantizationError/emptyCodebook(rows:columns:)``,
  ///   ``QuantizationError/codebookNotFinite(code:column:)``, ``QuantizationError/codebookColumns(level:columns:expected:)``.
  public init(codebooks: [Matrix<Double>], beamWidth: Int = usualBeamWidth) throws(QuantizationError) {
    guard let first = codebooks.first else { throw .noCodebooks }
    for (level, codebook) in codebooks.enumerated() {
      try Codebook.check(codebook)
      guard codebook.columns == first.columns else {
        throw .codebookColumns(level: level, columns: codebook.columns, expected: first.columns)
      }
    }
    self.init(finite: codebooks, beamWidth: beamWidth)
  }

  init(finite codebooks: [Matrix<Double>], beamWidth: Int) {
    Self.check(beamWidth)
    (self.codebooks, self.beamWidth) = (codebooks, beamWidth)
  }

  private static func check(_ beamWidth: Int) {
    require(
      beamWidth >= 1 && beamWidth <= mostSequences, "a beam has a width of 1 to \(mostSequences), not \(beamWidth)")
  }
}
