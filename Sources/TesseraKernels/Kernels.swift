internal import CTesseraKernels

/// One instruction set's kernels: coarse calls over rows and packed centroids, safe to use from any thread.
///
/// Points are row-major, `rowStride` elements apart; `rows` names the rows to read (nil: 0 ..< count). The canonical
/// distance D, by which all labels are defined, is specified in `tessera_kernels.h`.
public struct Kernels: @unchecked Sendable {
  /// A table lives as long as the process and never changes, hence `@unchecked Sendable`.
  let table: UnsafePointer<tessera_kernel_table>

  /// The instruction set in use.
  public let instructionSet: InstructionSet

  /// - Precondition: `instructionSet.isAvailable`.
  public init(_ instructionSet: InstructionSet) {
    guard let table = tessera_kernels_named(instructionSet.rawValue) else {
      preconditionFailure("this machine has no \(instructionSet.rawValue)")
    }
    self.table = table
    self.instructionSet = instructionSet
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
    Scalar.distances(self, x, centroids, dimensions, indices, count, out)
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
    Scalar.nearest(self, points, rowStride, rows, count, panels, centroidCount, dimensions, labels, first, second)
  }

  /// Packs rows for the filter: (Float)(x - shift), row-major [count, dimensions], and |x - shift|^2 with a relative error
  /// below (dimensions + 4) 2^-53.
  @inlinable public func pack<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>?, count: Int, dimensions: Int,
    shift: UnsafePointer<Double>, packed: UnsafeMutablePointer<Float>, squaredNorms: UnsafeMutablePointer<Double>
  ) {
    Scalar.pack(self, points, rowStride, rows, count, dimensions, shift, packed, squaredNorms)
  }

  /// For each packed row the smallest score |c|^2 / 2 - x.c in Float, whose it is, and the second smallest.
  ///
  /// - Parameters:
  ///   - panels: as packed by ``PackedCentroids/packFilter(_:count:dimensions:shift:into:halfNorms:)``.
  ///   - halfNorms: likewise.
  public func filter(
    _ packed: UnsafePointer<Float>, count: Int, dimensions: Int, panels: UnsafePointer<Float>,
    halfNorms: UnsafePointer<Float>, centroidCount: Int, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, indices: UnsafeMutablePointer<Int32>
  ) {
    table.pointee.filter(packed, count, dimensions, panels, halfNorms, centroidCount, first, second, indices)
  }

  /// The centroids whose score for one packed row is at most `threshold`, in increasing order; returns how many.
  ///
  /// - Parameter out: room for `centroidCount` indices.
  public func candidates(
    _ packedRow: UnsafePointer<Float>, dimensions: Int, panels: UnsafePointer<Float>,
    halfNorms: UnsafePointer<Float>, centroidCount: Int, threshold: Float, into out: UnsafeMutablePointer<Int32>
  ) -> Int {
    table.pointee.candidates(packedRow, dimensions, panels, halfNorms, centroidCount, threshold, out)
  }
}
