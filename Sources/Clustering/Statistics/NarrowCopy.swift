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

/// The points in blocks, made when they are first asked for and shared by all runs.
final class BlockCopy: Sendable {
  private let blocks = Mutex<RowBlocks?>(nil)

  func blocks<Scalar: KernelScalar>(
    of points: ScaledPoints<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> RowBlocks {
    blocks.withLock { blocks in
      if let blocks { return blocks }
      let made = points.matrix.withUnsafeElements { elements in
        RowBlocks(
          elements.baseAddress!, count: points.rows, dimensions: points.dimensions, shift: points.shift,
          kernels: kernels, parallel: parallel)
      }
      blocks = made
      return made
    }
  }
}
