internal import TesseraKernels

/// How far each centroid moved in one update, rounded up: what bounds and the region are compared with.
///
/// The centroids that moved farthest, the *movers*, can be looked at one by one: for all others a smaller drift holds.
struct CentroidDrift {
  /// Per centroid, the Euclidean distance between its old and its new position.
  let distances: [Float]
  /// The farthest movers, by index; empty where looking at them alone would save little.
  let movers: [Int32]
  /// No centroid but the movers drifted farther.
  let slow: Float
  private var farthest = 0
  private var largest: Float = 0
  private var secondLargest: Float = 0

  /// - Parameter moverCount: how many centroids count as movers.
  init(distances exact: [Double], moverCount: Int) {
    distances = exact.map { $0 > 0 ? Float($0).nextUp : 0 }
    for (index, distance) in distances.enumerated() {
      if distance > largest {
        secondLargest = largest
        (farthest, largest) = (index, distance)
      } else if distance > secondLargest {
        secondLargest = distance
      }
    }
    let distances = distances
    let order = moverCount > 0 ? distances.sorted(by: >) : []
    let threshold = moverCount < order.count ? order[moverCount] : largest
    slow = threshold
    movers = distances.indices.lazy.filter { distances[$0] > threshold }.map(Int32.init)
  }

  func withView<Result>(_ body: (DriftView) -> Result) -> Result {
    distances.withUnsafeBufferPointer { distances in
      body(
        DriftView(
          distances: distances.baseAddress!, farthest: farthest, largest: largest, secondLargest: secondLargest,
          slow: slow, hasMovers: !movers.isEmpty))
    }
  }
}
