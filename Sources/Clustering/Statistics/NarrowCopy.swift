internal import Matrices
internal import Synchronization
internal import TesseraKernels

/// The eight-bit copy of the points, made when it is first asked for and shared by all runs.
final class NarrowCopy: Sendable {
  private let rows = Mutex<NarrowRows?>(nil)

  func rows<Scalar: KernelScalar>(
    of points: ScaledPoints<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> NarrowRows {
    rows.withLock { rows in
      if let rows { return rows }
      let made = points.matrix.withUnsafeElements { elements in
        NarrowRows(
          elements.baseAddress!, rows: points.rows, dimensions: points.dimensions, shift: points.shift,
          bound: points.columnBounds.max() ?? 0, kernels: kernels, parallel: parallel)
      }
      rows = made
      return made
    }
  }
}
