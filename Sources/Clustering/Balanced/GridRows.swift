internal import Matrices
internal import TesseraKernels

/// Rows and centroids on a grid of whole numbers: vectors from the data's centre, none longer than about 2^24.
///
/// Squared distances on it are whole numbers below 2^51, so that D is exact in whatever order it is summed, and an assignment
/// problem with such costs has an optimum that can be proved. Rows are rounded whenever they are read: no copy is kept.
struct GridRows<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let kernels: Kernels
  let parallel: ParallelRows
  /// The largest distance of a row from the centre.
  private let reach: Double
  private var factor = 1.0

  init(_ problem: FitProblem<Scalar>) { self.init(problem.points, problem.kernels, problem.parallel) }

  init(_ points: ScaledPoints<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows) {
    (self.points, self.kernels, self.parallel) = (points, kernels, parallel)
    let d = points.dimensions
    let parts = points.matrix.withUnsafeElements { elements in
      points.shift.withUnsafeBufferPointer { shift in
        nonisolated(unsafe) let (elements, shift) = (elements.baseAddress!, shift.baseAddress!)
        return parallel.mapChunks(of: points.rows, chunk: ParallelRows.defaultChunk) { _, _, rows in
          var (largest, square) = (0.0, 0.0)
          for row in rows {
            kernels.distances(
              elements + row * d, centroids: shift, dimensions: d, indices: nil, count: 1, into: &square)
            largest = max(largest, square)
          }
          return largest
        }
      }
    }
    reach = (parts.max() ?? 0).squareRoot()
  }

  /// Puts a grid in place that holds these centroids, too, and returns them on it, row-major; whether it is another grid than before.
  mutating func place(_ centroids: Matrix<Double>) -> (elements: [Double], isChanged: Bool) {
    var square = 0.0
    var reach = reach
    points.shift.withUnsafeBufferPointer { shift in
      for cluster in 0..<centroids.rows {
        kernels.distances(
          centroids.row(cluster), centroids: shift.baseAddress!, dimensions: points.dimensions, indices: nil, count: 1,
          into: &square)
        reach = max(reach, square.squareRoot())
      }
    }
    let wanted = reach > 0x1p-900 ? 0x1p24 / reach : 1
    let isChanged = wanted != factor
    factor = wanted
    let elements = [Double](unsafeUninitializedCapacity: centroids.count) { target, initialized in
      centroids.withUnsafeElements { round($0.baseAddress!, count: centroids.rows, into: target.baseAddress!) }
      initialized = centroids.count
    }
    return (elements, isChanged)
  }

  /// One row on the grid.
  @inline(__always)
  func round(_ row: Int, _ elements: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Double>) {
    round(elements + row * points.dimensions, count: 1, into: target)
  }

  /// To the nearest whole number, ties to even, by adding a number whose unit in the last place is 1.
  @inline(__always)
  private func round<Element: KernelScalar>(
    _ x: UnsafePointer<Element>, count: Int, into target: UnsafeMutablePointer<Double>
  ) {
    let (d, factor, magic) = (points.dimensions, factor, 0x1.8p52)
    points.shift.withUnsafeBufferPointer { shift in
      for vector in 0..<count {
        let start = vector &* d
        for column in 0..<d {
          target[start &+ column] = ((Double(x[start &+ column]) - shift[column]) * factor + magic) - magic
        }
      }
    }
  }
}
