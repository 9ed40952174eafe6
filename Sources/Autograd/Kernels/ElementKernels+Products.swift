extension ElementKernels {
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
