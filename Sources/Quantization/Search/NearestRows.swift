/// The nearest of the rows that were offered, so many at most: by distance, then by number. A heap whose root is the farthest.
struct NearestRows {
  private(set) var distances: [Double] = []
  private(set) var rows: [Int32] = []
  let count: Int

  init(count: Int) {
    self.count = count
    distances.reserveCapacity(count)
    rows.reserveCapacity(count)
  }

  /// What a row has to lie below, or at with a smaller number; infinite as long as there is room.
  var threshold: Double { distances.count < count ? .infinity : distances[0] }

  @inline(__always)
  private func isFarther(_ first: Int, _ second: Int) -> Bool {
    (distances[first], rows[first]) > (distances[second], rows[second])
  }

  /// Takes a row in, in place of the farthest where there is no room and it is nearer.
  mutating func offer(_ distance: Double, _ row: Int32) {
    if distances.count < count {
      distances.append(distance)
      rows.append(row)
      var place = distances.count - 1
      while place > 0, isFarther(place, (place - 1) / 2) {
        swap(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    } else if (distance, row) < (distances[0], rows[0]) {
      (distances[0], rows[0]) = (distance, row)
      sink(from: 0, below: count)
    }
  }

  private mutating func swap(_ first: Int, _ second: Int) {
    distances.swapAt(first, second)
    rows.swapAt(first, second)
  }

  private mutating func sink(from start: Int, below end: Int) {
    var place = start
    while true {
      var farthest = place
      for child in [2 * place + 1, 2 * place + 2] where child < end && isFarther(child, farthest) { farthest = child }
      if farthest == place { return }
      swap(place, farthest)
      place = farthest
    }
  }

  /// From the nearest on.
  consuming func sorted() -> (distances: [Double], rows: [Int32]) {
    var sorted = self
    for end in stride(from: sorted.distances.count - 1, to: 0, by: -1) {
      sorted.swap(0, end)
      sorted.sink(from: 0, below: end)
    }
    return (sorted.distances, sorted.rows)
  }
}
