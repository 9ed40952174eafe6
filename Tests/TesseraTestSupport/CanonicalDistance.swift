/// D(x, c), as its definition says it: eight sums of squares, one per lane, added as a tree.
@inlinable public func canonicalDistance(
  _ x: UnsafePointer<Double>, _ c: UnsafePointer<Double>, dimensions: Int
) -> Double {
  withUnsafeTemporaryAllocation(of: Double.self, capacity: 8) { sums in
    sums.initialize(repeating: 0)
    var column = 0
    while column < dimensions {
      let difference = x[column] - c[column]
      let square = difference * difference
      sums[column % 8] += square
      column += 1
    }
    let (b0, b1, b2, b3) = (sums[0] + sums[4], sums[1] + sums[5], sums[2] + sums[6], sums[3] + sums[7])
    return (b0 + b2) + (b1 + b3)
  }
}

public func canonicalDistance(_ x: [Double], _ c: [Double]) -> Double {
  precondition(x.count == c.count, "both have the same dimensions")
  return canonicalDistance(x, c, dimensions: x.count)
}
