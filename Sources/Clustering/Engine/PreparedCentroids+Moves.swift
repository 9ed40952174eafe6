internal import TesseraKernels

extension PreparedCentroids {
  /// How far each centroid is from its place in `next`, rounded up.
  func drifts(to next: [Double], kernels: Kernels, parallel: ParallelRows) -> [Double] {
    let d = dimensions
    let above = ErrorBounds(dimensions: d).above
    var distances = [Double](repeating: 0, count: count)
    elements.withUnsafeBufferPointer { old in
      next.withUnsafeBufferPointer { new in
        distances.withUnsafeMutableBufferPointer { distances in
          nonisolated(unsafe) let (old, new, distances) = (old.baseAddress!, new.baseAddress!, distances)
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
    }
    return distances
  }

  /// Which centroids have another place in `next`, element by element: a drift can underflow to 0.
  func moved(to next: [Double]) -> [Bool] {
    let d = dimensions
    return elements.withUnsafeBufferPointer { old in
      next.withUnsafeBufferPointer { new in
        (0..<count).map { cluster in
          (0..<d).contains { old[cluster * d + $0] != new[cluster * d + $0] }
        }
      }
    }
  }
}
