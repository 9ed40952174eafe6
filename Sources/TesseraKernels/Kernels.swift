public import CTesseraKernels
internal import Refusals

/// One instruction set's kernels: coarse calls over rows and packed centroids, safe to use from any thread.
///
/// Points are row-major, `rowStride` elements apart; `rows` names the rows to read (nil: 0 ..< count). The canonical
/// distance D, by which all labels are defined, is specified in `tessera_kernels.h`.
public struct Kernels: @unchecked Sendable {
  /// A table lives as long as the process and never changes, hence `@unchecked Sendable`.
  @usableFromInline let table: UnsafePointer<tessera_kernel_table>

  /// The instruction set in use.
  public let instructionSet: InstructionSet

  /// - Precondition: `instructionSet.isAvailable`.
  public init(_ instructionSet: InstructionSet) {
    guard let table = tessera_kernels_named(instructionSet.rawValue) else {
      refuse("this machine has no \(instructionSet.rawValue)")
    }
    self.table = table
    self.instructionSet = instructionSet
  }

  private init(_ table: UnsafePointer<tessera_kernel_table>) {
    self.table = table
    instructionSet = InstructionSet(rawValue: String(cString: table.pointee.name)) ?? .scalar
  }

  /// Every table that this machine can run, best first: of those of one instruction set, ``init(_:)`` takes the first.
  public static var all: [Kernels] {
    withUnsafeTemporaryAllocation(of: UnsafePointer<tessera_kernel_table>.self, capacity: Int(TESSERA_MOST_TABLES)) {
      let count = tessera_kernels_all($0.baseAddress!)
      return $0[..<count].map { Kernels($0) }
    }
  }
}

extension Kernels {
  /// D(x, c) of one point [dimensions] to `count` centroids: those named by `indices`, or the first.
  ///
  /// - Parameter centroids: row-major, [.., dimensions].
  @inlinable public func distances<Scalar: KernelScalar>(
    _ x: UnsafePointer<Scalar>, centroids: UnsafePointer<Double>, dimensions: Int, indices: UnsafePointer<Int32>?,
    count: Int, into out: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.distances(x, centroids, dimensions, indices, count, out)
  }

  /// For each row the nearest centroid by D (ties: the lowest index), its D, and the second smallest D (with
  /// multiplicity; infinite for one centroid).
  ///
  /// - Parameter panels: as packed by ``PackedCentroids/pack(_:count:dimensions:into:)``.
  @inlinable public func nearest<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>?, count: Int,
    panels: UnsafePointer<Double>, centroidCount: Int, dimensions: Int, labels: UnsafeMutablePointer<Int32>,
    first: UnsafeMutablePointer<Double>, second: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.nearest(
      points, rowStride, rows, count, panels, centroidCount, dimensions, labels, first, second)
  }

  /// Packs rows for the filter: (Float)(x - shift), row-major [count, dimensions], and |x - shift|^2 with a relative error
  /// below (dimensions + 4) 2^-53.
  @inlinable public func pack<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>?, count: Int, dimensions: Int,
    shift: UnsafePointer<Double>, packed: UnsafeMutablePointer<Float>, squaredNorms: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.pack(points, rowStride, rows, count, dimensions, shift, packed, squaredNorms)
  }

  /// For each packed row the smallest score |c|^2 / 2 - x.c in Float, whose it is, and the second smallest.
  ///
  /// - Parameters:
  ///   - panels: as packed by ``PackedCentroids/packFilter(_:count:dimensions:shift:width:into:halfNorms:)``.
  ///   - halfNorms: likewise.
  public func filter(
    _ packed: UnsafePointer<Float>, count: Int, dimensions: Int, panels: UnsafePointer<Float>,
    halfNorms: UnsafePointer<Float>, centroidCount: Int, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, indices: UnsafeMutablePointer<Int32>
  ) {
    table.pointee.common.filter(packed, count, dimensions, panels, halfNorms, centroidCount, first, second, indices)
  }

  /// The centroids whose score for one packed row is at most `threshold`, in increasing order; returns how many.
  ///
  /// - Parameter out: room for `centroidCount` indices.
  public func candidates(
    _ packedRow: UnsafePointer<Float>, dimensions: Int, panels: UnsafePointer<Float>,
    halfNorms: UnsafePointer<Float>, centroidCount: Int, threshold: Float, into out: UnsafeMutablePointer<Int32>
  ) -> Int {
    table.pointee.common.candidates(packedRow, dimensions, panels, halfNorms, centroidCount, threshold, out)
  }
}

extension Kernels {
  /// D of each named row to the centroid `labels[row]`.
  ///
  /// - Parameter centroids: row-major, [.., dimensions].
  @inlinable public func ownDistances<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>, count: Int,
    centroids: UnsafePointer<Double>, dimensions: Int, labels: UnsafePointer<Int32>,
    into out: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.own_distances(
      points, rowStride, rows, count, centroids, dimensions, labels, out)
  }

  /// sums * factors / mass, each rounded once, for 128-bit sums in two planes, factors that are powers of two and a mass in
  /// 1 ..< 2^53; returns the columns, listed in `open`, where that could not be proved.
  public func means(
    low: UnsafePointer<UInt64>, high: UnsafePointer<Int64>, factors: UnsafePointer<Double>, dimensions: Int,
    mass: Double, into out: UnsafeMutablePointer<Double>, open: UnsafeMutablePointer<Int32>
  ) -> Int {
    table.pointee.common.means(low, high, factors, dimensions, mass, out, open)
  }

  /// One cluster's part of the frozen loss: sum over columns of o (2 (s - w m) - w o), where o = c - m is the centroid's
  /// offset from the shift, s the sums, w the weight: an unevaluated sum of two Doubles, the same bits from every table.
  ///
  /// - Parameters:
  ///   - low, high: the sums as 128-bit integers in two planes, in quanta of `factors` (powers of two).
  ///   - weight: as an unevaluated sum of two Doubles.
  ///   - slopes: receives 2 (w c - s); at the means, what their rounding leaves over.
  public func frozenGain(
    low: UnsafePointer<UInt64>, high: UnsafePointer<Int64>, factors: UnsafePointer<Double>,
    shift: UnsafePointer<Double>, centroid: UnsafePointer<Double>, dimensions: Int,
    weight: (high: Double, low: Double), slopes: UnsafeMutablePointer<Double>? = nil
  ) -> (high: Double, low: Double) {
    var (gainHigh, gainLow) = (0.0, 0.0)
    table.pointee.common.frozen_gain(
      low, high, factors, shift, centroid, dimensions, weight.high, weight.low, slopes, &gainHigh, &gainLow)
    return (gainHigh, gainLow)
  }

  /// The distances of eight rows, lane by lane in `panel` [dimensions][8], to `count` others, row-major: roots of plain sums of
  /// squares in the order of the dimensions, into [count][8].
  public func panelDistances(
    _ panel: UnsafePointer<Double>, to rows: UnsafePointer<Double>, dimensions: Int, count: Int,
    into out: UnsafeMutablePointer<Double>
  ) {
    table.pointee.common.panel_distances(panel, rows, dimensions, count, out)
  }
}
