internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// What the eight-bit filter leaves open of a few rows, spread over all.
  func probe() -> PathWork {
    let count = min(points.rows, 512)
    let sample = points.matrix.selectingRows((0..<count).map { $0 * points.rows / count })
    let memory = scratch[0].filterScratch(kernels, clusterCount: centroids.count, dimensions: points.dimensions)
    let rows = Array(Int32(0)..<Int32(count))
    let narrow = points.narrowRows(of: sample, kernels, parallel)
    let work = sample.withUnsafeElements { sample in
      centroids.narrow.withView { view in
        centroids.withExact { exact in
          kernels.narrowAssign(
            sample.baseAddress!, rowStride: points.dimensions, narrow: narrow, centroids: view, exact: exact,
            rows: rows, count: count, scratch: memory, found: scratch[0].found)
        }
      }
    }
    return PathWork(rows: count, open: work, clusterCount: centroids.count, dimensions: points.dimensions)
  }
}
