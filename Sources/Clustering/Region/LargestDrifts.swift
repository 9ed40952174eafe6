/// The two largest of some drifts, and whose the largest is.
struct LargestDrifts {
  private var farthest = -1
  private(set) var largest = 0.0
  private var secondLargest = 0.0

  init(_ drifts: UnsafeBufferPointer<Double>) {
    for (index, drift) in drifts.enumerated() {
      if drift > largest {
        secondLargest = largest
        (farthest, largest) = (index, drift)
      } else if drift > secondLargest {
        secondLargest = drift
      }
    }
  }

  /// The largest drift of all centroids but one.
  func largest(except centroid: Int) -> Double { centroid == farthest ? secondLargest : largest }

  /// The largest drift of one centroid plus the largest of another.
  var largestPair: Double { largest + secondLargest }
}
