internal import CTesseraKernels
package import Matrices
internal import Refusals

/// An eight-bit copy of all rows, each with its own scale and a rigorous bound of what the copy lost.
///
/// Memory: dimensions (rounded up to a multiple of 4) + 12 bytes per row, 26 % of Float data in many dimensions.
public final class NarrowRows: @unchecked Sendable {
  let codes: UnsafeMutablePointer<UInt8>
  /// Three numbers per row: scale, norm and error, one plane each.
  private let numbers: UnsafeMutablePointer<Float>
  private var memory = OwnedMemory()
  private let count: Int

  /// - Parameters:
  ///   - points: row-major, [rows, dimensions], finite.
  ///   - shift: the centre that codes are relative to.
  ///   - bound: the largest magnitude of an element.
  public convenience init<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rows count: Int, dimensions: Int, shift: [Double], bound: Double,
    kernels: Kernels, parallel: ParallelRows
  ) {
    let part = RowPart(0..<count, at: points, stride: dimensions)
    self.init(
      RowView(count: count, columns: dimensions, first: part, parts: []), shift: shift, bound: bound, kernels: kernels,
      parallel: parallel)
  }

  /// The same of rows as they lie.
  package convenience init<Scalar: KernelScalar>(
    _ rows: RowView<Scalar>, shift: [Double], bound: Double, kernels: Kernels, parallel: ParallelRows
  ) {
    self.init(count: rows.count, dimensions: rows.columns)
    let smallest = Self.smallestScale(bound: bound)
    shift.withUnsafeBufferPointer { shift in
      nonisolated(unsafe) let shift = shift.baseAddress!
      parallel.forEachChunk(of: rows.count, chunk: ParallelRows.defaultChunk) { _, chunk in
        rows.forEachPart(in: chunk) { part, some in
          kernels.narrow(
            part.origin, rowStride: part.stride, rows: some, dimensions: rows.columns, shift: shift,
            smallestScale: smallest, into: self)
        }
      }
    }
  }

  /// Rows very close to the shift: a finer scale would only make their scores overflow.
  static func smallestScale(bound: Double) -> Float { max(Float(bound) * 0x1p-40, 0x1p-60) }

  /// Room for copies.
  init(count: Int, dimensions: Int) {
    codes = memory.room(count * ((dimensions + 3) / 4 * 4))
    numbers = memory.room(3 * count)
    LargeMemory.advise(codes, byteCount: count * ((dimensions + 3) / 4 * 4))
    self.count = count
  }

  var cValue: tessera_narrow_rows {
    tessera_narrow_rows(codes: codes, scales: numbers, norms: numbers + count, errors: numbers + 2 * count)
  }
}

/// How much the eight-bit filter left to the canonical distance.
public struct NarrowWork: Sendable, Equatable {
  /// Rows that more than one centroid could win.
  public var rows = 0
  /// Distances that decided them.
  public var candidates = 0
  /// Pairs of a row and a centroid that sketches did not rule out.
  public var survivors = 0

  public init(rows: Int = 0, candidates: Int = 0, survivors: Int = 0) {
    self.rows = rows
    self.candidates = candidates
    self.survivors = survivors
  }

  public static func += (left: inout NarrowWork, right: NarrowWork) {
    left.rows += right.rows
    left.candidates += right.candidates
    left.survivors += right.survivors
  }
}

extension Kernels {
  /// Whether this instruction set has the eight-bit filter.
  public var hasNarrowRows: Bool { table.pointee.common.narrow_scratch_bytes != nil }

  /// Makes the copies of some rows, none with a smaller scale.
  public func narrow<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: Range<Int>, dimensions: Int, shift: UnsafePointer<Double>,
    smallestScale: Float, into target: NarrowRows
  ) {
    var view = target.cValue
    Scalar.rowKernels(of: self).pointee.narrow(
      points, rowStride, rows.lowerBound, rows.count, dimensions, shift, smallestScale, &view)
  }

  /// The scratch memory of one `narrowAssign` at a time, in bytes.
  public func narrowScratchBytes(count: Int, dimensions: Int) -> Int {
    table.pointee.common.narrow_scratch_bytes?(count, dimensions) ?? 0
  }

  /// For each named row the nearest centroid by D, ties to the lowest index, and bounds of the distances to it and to all
  /// others.
  ///
  /// - Parameters:
  ///   - challenges: `found` holds each row's centroid, a bound of the distance to it, and a bound of those to all
  ///     centroids that are not in `centroids`; only the latter are looked at.
  ///   - squares: receives the two smallest D of each row, with multiplicity.
  public func narrowAssign<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, narrow: NarrowRows, centroids: NarrowCentroids.View,
    exact: ExactCentroids, rows: UnsafePointer<Int32>, count: Int, scratch: UnsafeMutableRawPointer,
    challenges: Bool = false, found: FoundRows, squares: UnsafeMutablePointer<Double>? = nil
  ) -> NarrowWork {
    guard let assign = Scalar.rowKernels(of: self).pointee.narrow_assign else {
      refuse("\(instructionSet) has no eight-bit products")
    }
    var (rowView, centroidView, exactView) = (narrow.cValue, centroids.cValue, exact.cValue)
    var work = tessera_narrow_work(rows: 0, candidates: 0, survivors: 0)
    assign(
      points, rowStride, &rowView, &centroidView, &exactView, rows, count, scratch, challenges, found.labels,
      found.upper, found.lower, squares, &work)
    return NarrowWork(rows: work.rows, candidates: work.candidates)
  }
}
