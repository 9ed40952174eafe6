public import CTesseraKernels
internal import Refusals

/// The layout of an 8-bit copy of rows: sixteen rows to a panel, [panel][group of four dimensions][16 rows][4] bytes.
///
/// A row y (relative to some shift) is kept as scale * q + e, q of whole numbers in -127 ... 127 stored as q + 128.
public enum QuantizedPanels {
  /// Rows per panel.
  public static let width = Int(TESSERA_SEEDING_PANEL)

  /// The most candidates that one call compares.
  public static let maximumCandidates = Int(TESSERA_SEEDING_CANDIDATES)

  /// The most dimensions for which products of whole numbers cannot overflow.
  public static let maximumDimensions = 1 << 16

  /// Dimensions in groups of four, as they lie in a panel.
  public static func groups(_ dimensions: Int) -> Int { (dimensions + 3) / 4 }
}

/// Candidates to compare with quantized rows: the numbers of the filter's sum, one per candidate.
public struct QuantizedCandidates: Sendable {
  /// [count][4 * groups] of -127 ... 127.
  private(set) var values: [Int8] = []
  private(set) var biases: [Int32] = []
  private(set) var scales: [Float] = []
  private(set) var errorFactors: [Float] = []
  private(set) var normFactors: [Float] = []
  private(set) var offsets: [Float] = []

  public init() {}

  public var count: Int { scales.count }

  /// - Parameter values: 4 for each group of dimensions.
  public mutating func append(
    values: [Int8], scale: Float, errorFactor: Float, normFactor: Float, offset: Float
  ) {
    self.values += values
    biases.append(values.reduce(0) { $0 - 128 * Int32($1) })
    scales.append(scale)
    errorFactors.append(errorFactor)
    normFactors.append(normFactor)
    offsets.append(offset)
  }
}

extension Kernels {
  /// Quantizes one panel of at most 16 packed rows (see ``pack(_:rowStride:rows:count:dimensions:shift:packed:squaredNorms:)``):
  /// scales, and sums of the squares of what is left of each element.
  public func quantize(
    _ packed: UnsafePointer<Float>, count: Int, dimensions: Int, panel: UnsafeMutablePointer<UInt8>,
    scales: UnsafeMutablePointer<Float>, residuals: UnsafeMutablePointer<Float>
  ) {
    table.pointee.common.seeding_pack(packed, count, dimensions, panel, scales, residuals)
  }

  /// The rows of some panels for which, for some candidate c,
  /// scale * scales[c] * q.q[c] + error * errorFactors[c] + norm * normFactors[c] + offsets[c] > limit,
  /// in increasing order, each with bit c set for every such candidate; returns how many.
  ///
  /// The sum is evaluated in Float with at most eight roundings of its terms, the product of whole numbers exactly.
  ///
  /// - Parameters:
  ///   - panels: all panels; `range` names those that are read.
  ///   - scales: one per row of every panel, like `errors`, `norms` and `limits`. A row of infinite limit is never listed.
  ///   - list: room for the rows of `range`, like `bits`.
  public func filter(
    _ panels: UnsafePointer<UInt8>, scales: UnsafePointer<Float>, errors: UnsafePointer<Float>,
    norms: UnsafePointer<Float>, limits: UnsafePointer<Float>, range: Range<Int>, groups: Int,
    candidates: QuantizedCandidates, list: UnsafeMutablePointer<Int32>, bits: UnsafeMutablePointer<UInt32>
  ) -> Int {
    require(candidates.count <= QuantizedPanels.maximumCandidates, "one bit per candidate")
    var source = tessera_seeding_rows(
      panels: panels, scale: scales, error: errors, norm: norms, limit: limits)
    return candidates.values.withUnsafeBufferPointer { values in
      candidates.biases.withUnsafeBufferPointer { biases in
        candidates.scales.withUnsafeBufferPointer { scales in
          candidates.errorFactors.withUnsafeBufferPointer { errorFactors in
            candidates.normFactors.withUnsafeBufferPointer { normFactors in
              candidates.offsets.withUnsafeBufferPointer { offsets in
                var targets = tessera_seeding_candidates(
                  values: values.baseAddress!, bias: biases.baseAddress!, scale: scales.baseAddress!,
                  error_factor: errorFactors.baseAddress!, norm_factor: normFactors.baseAddress!,
                  offset: offsets.baseAddress!, count: candidates.count)
                return table.pointee.common.seeding_filter(
                  &source, range.lowerBound, range.count, groups, &targets, list, bits)
              }
            }
          }
        }
      }
    }
  }

  /// D of each listed row to those of `vectors`, row-major [.., dimensions], that its bits name, one after the other.
  @inlinable public func distances<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, list: UnsafePointer<Int32>, bits: UnsafePointer<UInt32>,
    count: Int, vectors: UnsafePointer<Double>, dimensions: Int, into out: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.seeding_distances(
      points, rowStride, list, bits, count, vectors, dimensions, out)
  }
}
