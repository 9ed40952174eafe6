internal import TesseraKernels

/// Proves that an assignment within bounds is the best there is, by prices alone.
///
/// For any prices p the cost of an assignment is the sum over rows of (cost + p) less the sum over clusters of size times p. The first
/// is at least its sum of minima, the second at most maximum times p where p > 0 and minimum times p where p < 0: where both are
/// reached no assignment costs less.
struct BalanceCertificate {
  /// On the grid, row-major.
  let centroids: [Double]
  /// Of the clusters; the market's is 0.
  let prices: [Int64]
  let sizes: ClosedRange<Int>

  /// Whether it proves these labels.
  ///
  /// - Complexity: O(rows * clusterCount * dimensions): nothing that led to the labels is believed.
  func proves<Scalar>(_ labels: [Int32], of grid: GridRows<Scalar>) -> Bool {
    let k = prices.count
    // Costs plus prices are exact.
    guard labels.count == grid.points.rows, prices.allSatisfy({ $0.magnitude < 1 << 52 }),
      labels.allSatisfy({ 0 <= $0 && $0 < k })
    else { return false }
    var counts = [Int](repeating: 0, count: k)
    for label in labels { counts[Int(label)] += 1 }
    for (count, price) in zip(counts, prices) {
      guard sizes.contains(count), price <= 0 || count == sizes.upperBound, price >= 0 || count == sizes.lowerBound
      else { return false }
    }
    let real = prices.map { Double($0) }
    let rooms = (0..<grid.parallel.threads).map { _ in
      RowRoom(dimensions: grid.points.dimensions, clusterCount: k, width: 0)
    }
    return grid.points.matrix.withUnsafeElements { elements in
      centroids.withUnsafeBufferPointer { centroids in
        nonisolated(unsafe) let (elements, centroids, rooms) = (elements.baseAddress!, centroids.baseAddress!, rooms)
        return grid.parallel.mapChunks(of: labels.count, chunk: 512) { worker, _, rows in
          let room = rooms[worker]
          return rows.allSatisfy { row in
            grid.round(row, elements, into: room.x)
            grid.kernels.distances(
              room.x, centroids: centroids, dimensions: grid.points.dimensions, indices: nil, count: k,
              into: room.squares)
            let own = room.squares[Int(labels[row])] + real[Int(labels[row])]
            return (0..<k).allSatisfy { room.squares[$0] + real[$0] >= own }
          }
        }.allSatisfy { $0 }
      }
    }
  }
}
