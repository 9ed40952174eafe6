extension ElementKernels {
  @Sendable static func accumulate(_ x: Input, _ out: Output, _ stride: Int, _ count: Int) {
    if stride == 1 {
      for index in 0..<count { out[index] += x[index] }
    } else {
      out[0] += sum(x, count)
    }
  }

  /// Eight sums side by side, added up at the end: faster than one, and more exact.
  private static func sum(_ x: Input, _ count: Int) -> Scalar {
    var lanes: (Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0, 0, 0, 0, 0)
    var index = 0
    while index + 8 <= count {
      lanes.0 += x[index]
      lanes.1 += x[index + 1]
      lanes.2 += x[index + 2]
      lanes.3 += x[index + 3]
      lanes.4 += x[index + 4]
      lanes.5 += x[index + 5]
      lanes.6 += x[index + 6]
      lanes.7 += x[index + 7]
      index += 8
    }
    var rest: Scalar = 0
    while index < count {
      rest += x[index]
      index += 1
    }
    return ((lanes.0 + lanes.4) + (lanes.2 + lanes.6)) + ((lanes.1 + lanes.5) + (lanes.3 + lanes.7)) + rest
  }

  @Sendable static func multiply(
    _ left: Input, _ right: Input, _ out: Output, _ rows: Int, _ inner: Int, _ columns: Int
  ) {
    for row in 0..<rows {
      let target = out + row * columns
      for step in 0..<inner {
        let factor = left[row * inner + step]
        let source = right + step * columns
        for column in 0..<columns { target[column] += factor * source[column] }
      }
    }
  }

  @Sendable static func addWeightedDifferences(
    _ weights: Input, _ from: Input, _ to: Input, _ out: Output, _ n: Int, _ k: Int, _ d: Int
  ) {
    for i in 0..<n {
      // Most weights are 0 where each row has one centroid; a weight of 0 leaves nothing, whatever it meets.
      for j in 0..<k where weights[i * k + j] != 0 {
        let weight = weights[i * k + j]
        let (a, b, target) = (from + i * d, to + j * d, out + j * d)
        for column in 0..<d { target[column] += weight * (b[column] - a[column]) }
      }
    }
  }
}
