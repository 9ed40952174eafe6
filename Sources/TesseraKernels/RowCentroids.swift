internal import CTesseraKernels

/// Centroids prepared for one row at a time: for D, and with scores that find its candidates.
///
/// Memory per element: 8 bytes, and 1 (eight-bit scores) or 4 (Float). It never changes after `init`, hence
/// `@unchecked Sendable`.
public final class RowCentroids: @unchecked Sendable {
  private let cValue: UnsafeMutablePointer<tessera_row_centroids>
  private let memory: OwnedMemory
  private let kernels: Kernels

  /// What comes before D.
  public enum Scores {
    case none
    /// Given is the error bound for centroids at most this far from the shift.
    case float((_ reach: Double) -> ScoreError)
    /// As in ``NarrowCentroids/update(_:ids:keepsCodes:kernels:parallel:error:)``.
    case narrow((_ reach: Double, _ codeReach: Double, _ codeError: Double) -> ScoreError)
  }

  /// The most dimensions for which there are scores.
  public static let mostDimensions = Int(TESSERA_ROW_DIMENSIONS)

  /// - Parameters:
  ///   - centroids: row-major, [count, dimensions], finite.
  ///   - shift: one per dimension; what scores are relative to.
  public init(_ centroids: [Double], shift: [Double], scores: Scores, kernels: Kernels) {
    let d = shift.count
    var memory = OwnedMemory()
    let exact = tessera_exact_centroids(
      elements: memory.copy(centroids), count: centroids.count / d, dimensions: d, above: 1, below: 1)
    var value = tessera_row_centroids(
      exact: exact, shift: memory.copy(shift), half_norms: nil, panels: nil, codes: nil, offsets: nil, unit: 1,
      smallest_scale: 1, error: ScoreError(norm: 0, square: 0, rowError: 0, constant: 0).cValue)
    switch scores {
    case .none: break
    case .float(let error): value.addFloatScores(centroids, shift, error, &memory)
    case .narrow(let error): value.addCodes(centroids, shift, error, kernels, &memory)
    }
    cValue = memory.fill(1, with: value)
    self.memory = memory
    self.kernels = kernels
  }

  /// The nearest centroid of a row, ties to the lowest index, and D; nil where the row is not finite or 2^31 or more from
  /// the shift.
  public func nearest<Scalar: KernelScalar>(to row: UnsafePointer<Scalar>) -> (label: Int32, square: Double)? {
    var (label, square) = (Int32(0), 0.0)
    return Scalar.rowKernels(of: kernels).pointee.nearest_row(row, cValue, &label, &square) ? (label, square) : nil
  }
}

extension tessera_row_centroids {
  private static var block: Int { Int(TESSERA_ROW_BLOCK) }

  private var padded: Int { (exact.count + Self.block - 1) / Self.block * Self.block }

  fileprivate mutating func addFloatScores(
    _ centroids: [Double], _ shift: [Double], _ error: (Double) -> ScoreError,
    _ memory: inout OwnedMemory
  ) {
    let d = shift.count
    var elements = [Float](repeating: 0, count: padded * d)
    var norms = [Float](repeating: .infinity, count: padded)
    let reach = PackedCentroids.packFilter(
      centroids, count: exact.count, dimensions: d, shift: shift, width: Self.block, into: &elements, halfNorms: &norms)
    panels = memory.copy(elements)
    half_norms = memory.copy(norms)
    self.error = error(reach).cValue
  }

  fileprivate mutating func addCodes(
    _ centroids: [Double], _ shift: [Double], _ error: (Double, Double, Double) -> ScoreError, _ kernels: Kernels,
    _ memory: inout OwnedMemory
  ) {
    var narrow = NarrowCentroids(shift: shift)
    narrow.update(centroids, kernels: kernels, parallel: ParallelRows(threads: 1), error: error)
    let words = (shift.count + 3) / 4
    let width = Int(TESSERA_NARROW_PANEL)
    var elements = [Int32](repeating: 0, count: padded * words)
    var sums = [Int32](repeating: 0, count: padded)
    var norms = [Float](repeating: .infinity, count: padded)
    narrow.withView { view in
      let source = view.cValue
      for index in 0..<exact.count {
        for word in 0..<words {
          elements[(index / Self.block * words + word) * Self.block + index % Self.block] =
            source.panels[(index / width * words + word) * width + index % width]
        }
        sums[index] = source.offsets[index]
        norms[index] = source.half_norms[index]
      }
      unit = source.unit
      self.error = source.error
    }
    codes = memory.copy(elements).withMemoryRebound(to: Int8.self, capacity: 4 * elements.count) { $0 }
    offsets = memory.copy(sums)
    half_norms = memory.copy(norms)
    // Rows very close to the shift: a finer scale would only make their scores overflow.
    smallest_scale = max(Float(centroids.lazy.map { $0.magnitude }.max() ?? 0) * 0x1p-40, 0x1p-60)
  }
}
