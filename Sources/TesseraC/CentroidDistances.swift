internal import Clustering
internal import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// Writes the Euclidean distance of each row to every centroid, [rows, centroids], in units of the data: to the nearest it is that of
  /// `assigned(to:)`.
  ///
  /// - Complexity: O(rows * centroids * dimensions).
  func writeDistances(
    to centroids: Matrix<Double>, into distances: UnsafeMutablePointer<Double>, threadCount: Int?
  ) throws(ClusteringError) {
    guard columns == centroids.columns else {
      throw .dimensionMismatch(points: columns, centroids: centroids.columns)
    }
    switch self {
    case .float(let points): try points.writeDistances(to: centroids, into: distances, threadCount)
    case .double(let points): try points.writeDistances(to: centroids, into: distances, threadCount)
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  fileprivate func writeDistances(
    to centroids: Matrix<Double>, into distances: UnsafeMutablePointer<Double>, _ threadCount: Int?
  ) throws(ClusteringError) {
    nonisolated(unsafe) let distances = distances
    let (kernels, k) = (Kernels(.best), centroids.rows)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let parts = parallel.mapChunks(of: rows, chunk: max(1, ParallelRows.defaultChunk / k)) {
      _, _, range -> Result<Void, ClusteringError> in
      Result { () throws(ClusteringError) in
        for row in range { try writeDistances(of: row, to: centroids, into: distances + row * k, kernels) }
      }
    }
    for part in parts { try part.get() }
  }

  private func writeDistances(
    of row: Int, to centroids: Matrix<Double>, into distances: UnsafeMutablePointer<Double>, _ kernels: Kernels
  ) throws(ClusteringError) {
    let column = withRows { view in
      view.withRow(row) { x -> Int? in
        if let column = (0..<columns).first(where: { !x[$0].isFinite }) { return column }
        centroids.withUnsafeElements { elements in
          kernels.distances(
            x, centroids: elements.baseAddress!, dimensions: columns, indices: nil, count: centroids.rows,
            into: distances)
        }
        return nil
      }
    }
    if let column { throw .notFinite(row: row, column: column) }
    for j in 0..<centroids.rows {
      // Smaller squares may have lost digits, or all of them; larger ones are not finite.
      let isUsual = distances[j].isFinite && distances[j] >= 0x1p-960
      distances[j] = isUsual ? distances[j].squareRoot() : scaledDistance(row, centroids, j)
    }
  }

  /// The differences are divided by the power of two of their largest, so that squares neither overflow nor vanish.
  private func scaledDistance(_ row: Int, _ centroids: Matrix<Double>, _ j: Int) -> Double {
    let differences = (0..<columns).map { Double(self[row, $0]) - centroids[j, $0] }
    let largest = differences.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    let scale = largest.binade
    return differences.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot() * scale
  }
}
