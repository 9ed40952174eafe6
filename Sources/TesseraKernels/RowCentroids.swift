internal import CTesseraKernels

/// Centroids prepared for one row at a time: for D, and with scores that find its candidates.
///
/// Memory per element: 8 bytes, and 1 (eight-bit scores) or 4 (Float). It never changes after `init`, hence
/// `@unchecked Sendable`.
public final class RowCentroids: @unchecked Sendable {
  private let cValue: UnsafeMutablePointer<tessera_row_centroids>
  private let memory: [UnsafeMutableRawPointer]
  private let kernels: Kernels

  /// What comes before D.
  public enum Scores {
    case none
    /// Given is the error bound for centroids at most this far from the shift.
    case float((_ reach: Double) -> ScoreError)
    /// As in ``NarrowCentroids/update(_:ids:kernels:parallel:error:)``.
    case narrow((_ reach: Double, _ codeReach: Double, _ codeError: Double) -> ScoreError)
  }

  /// The most dimensions for which there are scores.
  public static let mostDimensions = Int(TESSERA_ROW_DIMENSIONS)

  /// - Parameters:
  ///   - centroids: row-major, [count, dimensions], finite.
  ///   - shift: one per dimension; what scores are relative to.
  public init(_ centroids: [Double], shift: [Double], scores: Scores, kernels: Kernels) {
    let d = shift.count
    var memory: [UnsafeMutableRawPointer] = []
    let exact = tessera_exact_centroids(
      elements: memory.keep(centroids), count: centroids.count / d, dimensions: d, above: 1, below: 1)
    var value = tessera_row_centroids(
      exact: exact, shift: memory.keep(shift), half_norms: nil, panels: nil, codes: nil, offsets: nil, unit: 1,
      smallest_scale: 1, error: ScoreError(norm: 0, square: 0, rowError: 0, constant: 0).cValue)
    switch scores {
    case .none: break
    case .float(let error): value.addFloatScores(centroids, shift, error, &memory)
    case .narrow(let error): value.addCodes(centroids, shift, error, kernels, &memory)
    }
    cValue = .allocate(capacity: 1)
    cValue.initialize(to: value)
    self.memory = memory
    self.kernels = kernels
  }

  deinit {
    cValue.deallocate()
    for pointer in memory { pointer.deallocate() }
  }

  /// The nearest centroid of a row, ties to the lowest index, and D; nil where the row is not finite or 2^31 or more from
  /// the shift.
  public func nearest(to row: UnsafePointer<Float>) -> (label: Int32, square: Double)? {
    var (label, square) = (Int32(0), 0.0)
    return kernels.table.pointee.nearest_row_f32(row, cValue, &label, &square) ? (label, square) : nil
  }

  /// The same for a row of Double.
  public func nearest(to row: UnsafePointer<Double>) -> (label: Int32, square: Double)? {
    var (label, square) = (Int32(0), 0.0)
    return kernels.table.pointee.nearest_row_f64(row, cValue, &label, &square) ? (label, square) : nil
  }
}

extension tessera_row_centroids {
  private static var block: Int { Int(TESSERA_ROW_BLOCK) }

  private var padded: Int { (exact.count + Self.block - 1) / Self.block * Self.block }

  fileprivate mutating func addFloatScores(
    _ centroids: [Double], _ shift: [Double], _ error: (Double) -> ScoreError,
    _ memory: inout [UnsafeMutableRawPointer]
  ) {
    let d = shift.count
    var elements = [Float](repeating: 0, count: padded * d)
    var norms = [Float](repeating: .infinity, count: padded)
    let reach = PackedCentroids.packFilter(
      centroids, count: exact.count, dimensions: d, shift: shift, width: Self.block, into: &elements, halfNorms: &norms)
    panels = memory.keep(elements)
    half_norms = memory.keep(norms)
    self.error = error(reach).cValue
  }

  fileprivate mutating func addCodes(
    _ centroids: [Double], _ shift: [Double], _ error: (Double, Double, Double) -> ScoreError, _ kernels: Kernels,
    _ memory: inout [UnsafeMutableRawPointer]
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
    codes = memory.keep(elements).withMemoryRebound(to: Int8.self, capacity: 4 * elements.count) { $0 }
    offsets = memory.keep(sums)
    half_norms = memory.keep(norms)
    // Rows very close to the shift: a finer scale would only make their scores overflow.
    smallest_scale = max(Float(centroids.lazy.map { $0.magnitude }.max() ?? 0) * 0x1p-40, 0x1p-60)
  }
}

extension [UnsafeMutableRawPointer] {
  /// A copy of an array that stays where it is, at the beginning of a cache line.
  fileprivate mutating func keep<Value: BitwiseCopyable>(_ elements: [Value]) -> UnsafePointer<Value> {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: Swift.max(1, elements.count) * MemoryLayout<Value>.stride, alignment: 64)
    append(raw)
    let copy = raw.bindMemory(to: Value.self, capacity: elements.count)
    copy.initialize(from: elements, count: elements.count)
    return UnsafePointer(copy)
  }
}
