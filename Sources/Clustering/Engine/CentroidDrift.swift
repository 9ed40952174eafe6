/// How far each centroid moved in one update, rounded up: what bounds and the region are compared with.
struct CentroidDrift {
  /// Per centroid, the Euclidean distance between its old and its new position.
  private(set) var distances: [Double]
  private var farthest = 0
  private var largest = 0.0
  private var secondLargest = 0.0

  init(distances: [Double]) {
    self.distances = distances
    for (index, distance) in distances.enumerated() {
      if distance > largest {
        secondLargest = largest
        (farthest, largest) = (index, distance)
      } else if distance > secondLargest {
        secondLargest = distance
      }
    }
  }

  /// The largest drift of all centroids but one.
  func largest(except centroid: Int) -> Double { centroid == farthest ? secondLargest : largest }
}
