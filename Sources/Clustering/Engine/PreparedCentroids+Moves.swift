internal import Matrices
internal import TesseraKernels

extension PreparedCentroids {
  /// How far each centroid is from its place in `next`, rounded up.
  func drifts(to next: UnsafeBufferPointer<Double>, kernels: Kernels, parallel: ParallelRows) -> [Double] {
    let d = dimensions
    let above = ErrorBounds(dimensions: d).above
    var distances = [Double](repeating: 0, count: count)
    elements.withUnsafeBufferPointer { old in
      distances.withUnsafeMutableBufferPointer { distances in
        nonisolated(unsafe) let (old, new, distances) = (old.baseAddress!, next.baseAddress!, distances)
        parallel.forEachChunk(of: distances.count, chunk: max(1, 65536 / d)) { _, clusters in
          for cluster in clusters {
            kernels.distances(
              old + cluster * d, centroids: new + cluster * d, dimensions: d, indices: nil, count: 1,
              into: &distances[cluster])
            distances[cluster] = distances[cluster].squareRoot() * above
          }
        }
      }
    }
    return distances
  }

  /// Which centroids have another place in `next`, element by element: a drift can underflow to 0.
  func moved(to next: UnsafeBufferPointer<Double>) -> [Bool] {
    let d = dimensions
    return elements.withUnsafeBufferPointer { old in
      (0..<count).map { cluster in
        (0..<d).contains { old[cluster * d + $0] != next[cluster * d + $0] }
      }
    }
  }
}

extension AssignmentEngine {
  /// Puts the centroids (scaled units, [clusterCount, dimensions]) in place; see ``move(to:)-(UnsafeBufferPointer<Double>)``.
  @discardableResult
  func move(to next: Matrix<Double>) -> [Bool]? { next.withUnsafeElements { move(to: $0) } }
}
