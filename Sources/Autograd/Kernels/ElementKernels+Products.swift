extension ElementKernels {
  /// Chains of 32 products per sum in the element type, and what they come to in Double.
  @Sendable static func multiply(
    _ left: Input, _ right: Input, _ out: Output, _ rows: Int, _ inner: Int, _ columns: Int, _ zeros: ProductZeros
  ) {
    for row in 0..<rows {
      let (factors, out) = (left + row * inner, out + row * columns)
      multiply(factors, right, out, inner, columns) { $0 * $1 }
      // Only beside infinity or NaN does it matter whose zeros win.
      if zeros == .plain || isFinite(out, columns) { continue }
      switch zeros {
      case .plain: break
      case .ofLeft: multiply(factors, right, out, inner, columns) { scaled($0, $1) }
      case .ofRight: multiply(factors, right, out, inner, columns) { scaled($1, $0) }
      case .ofEither: multiply(factors, right, out, inner, columns) { $0 == 0 ? 0 : scaled($1, $0) }
      }
    }
  }

  /// One row of factors.
  @inline(__always)
  private static func multiply(
    _ factors: Input, _ right: Input, _ out: Output, _ inner: Int, _ columns: Int,
    _ product: (_ factor: Scalar, _ element: Scalar) -> Scalar
  ) {
    if columns == 1 {
      out[0] = Scalar(sum(inner) { product(factors[$0], right[$0]) })
      return
    }
    let (tile, chain) = (512, 32)
    if inner <= chain {
      addSteps(0..<inner, factors, right, out, columns, columns, product)
      return
    }
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: tile) { part in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: tile) { total in
        guard let part = part.baseAddress, let total = total.baseAddress else { return }
        for first in stride(from: 0, to: columns, by: tile) {
          let count = min(tile, columns - first)
          total.update(repeating: 0, count: count)
          for step in stride(from: 0, to: inner, by: chain) {
            addSteps(step..<min(step + chain, inner), factors, right + first, part, count, columns, product)
            for column in 0..<count { total[column] += Double(part[column]) }
          }
          for column in 0..<count { out[first + column] = Scalar(total[column]) }
        }
      }
    }
  }

  /// Writes the sums over a few steps, four at a time.
  @inline(__always)
  private static func addSteps(
    _ steps: Range<Int>, _ factors: Input, _ right: Input, _ out: Output, _ count: Int, _ stride: Int,
    _ product: (_ factor: Scalar, _ element: Scalar) -> Scalar
  ) {
    var step = steps.lowerBound
    while step + 4 <= steps.upperBound {
      let (f0, f1, f2, f3) = (factors[step], factors[step + 1], factors[step + 2], factors[step + 3])
      let x0 = right + step * stride
      let (x1, x2, x3) = (x0 + stride, x0 + 2 * stride, x0 + 3 * stride)
      if step == steps.lowerBound {
        for column in 0..<count {
          out[column] =
            (product(f0, x0[column]) + product(f1, x1[column])) + (product(f2, x2[column]) + product(f3, x3[column]))
        }
      } else {
        for column in 0..<count {
          out[column] +=
            (product(f0, x0[column]) + product(f1, x1[column])) + (product(f2, x2[column]) + product(f3, x3[column]))
        }
      }
      step += 4
    }
    if step == steps.lowerBound { out.update(repeating: 0, count: count) }
    for step in step..<steps.upperBound {
      let (factor, x) = (factors[step], right + step * stride)
      for column in 0..<count { out[column] += product(factor, x[column]) }
    }
  }

  /// Sum over i of w[i, j] (b[j] - a[i]); four rows at a time meet in the element type, and the rest in Double.
  @Sendable static func addWeightedDifferences(
    _ weights: Input, _ from: Input, _ to: Input, _ out: Output, _ n: Int, _ k: Int, _ d: Int
  ) {
    // As many rows as keep their weights in the first cache.
    let part = max(32, min(256, 4096 / max(1, k)))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: k * d) { totals in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: part) { rows in
        guard let totals = totals.baseAddress, let rows = rows.baseAddress else { return }
        let partial = Output.allocate(capacity: d)
        defer { partial.deallocate() }
        totals.initialize(repeating: 0, count: k * d)
        for start in stride(from: 0, to: n, by: part) {
          for j in 0..<k {
            // Most weights are 0 where each row has one centroid; a weight of 0 leaves nothing, whatever it meets.
            var count = 0
            for i in start..<min(start + part, n) {
              rows[count] = i
              count += weights[i * k + j] != 0 ? 1 : 0
            }
            addDifferences(weights + j, k, from, to + j * d, totals + j * d, d, rows, count, partial)
          }
        }
        for index in 0..<(k * d) { out[index] = Scalar(totals[index]) }
      }
    }
  }

  /// Adds the weighted differences of some rows from one centroid: in the element type 32 rows at most, so that loops keep to one
  /// type.
  @inline(__always)
  private static func addDifferences(
    _ weights: Input, _ step: Int, _ from: Input, _ b: Input, _ totals: UnsafeMutablePointer<Double>, _ d: Int,
    _ rows: UnsafePointer<Int>, _ count: Int, _ part: Output
  ) {
    func row(_ index: Int) -> (weight: Scalar, Input) { (weights[rows[index] * step], from + rows[index] * d) }
    var index = 0
    while index < count {
      let end = min(index + 32, count)
      if index + 4 > end { part.update(repeating: 0, count: d) }
      var isFirst = true
      while index + 4 <= end {
        let ((w0, a0), (w1, a1), (w2, a2), (w3, a3)) = (row(index), row(index + 1), row(index + 2), row(index + 3))
        if isFirst {
          for c in 0..<d {
            part[c] = (w0 * (b[c] - a0[c]) + w1 * (b[c] - a1[c])) + (w2 * (b[c] - a2[c]) + w3 * (b[c] - a3[c]))
          }
        } else {
          for c in 0..<d {
            part[c] += (w0 * (b[c] - a0[c]) + w1 * (b[c] - a1[c])) + (w2 * (b[c] - a2[c]) + w3 * (b[c] - a3[c]))
          }
        }
        isFirst = false
        index += 4
      }
      while index < end {
        let (weight, a) = row(index)
        for c in 0..<d { part[c] += weight * (b[c] - a[c]) }
        index += 1
      }
      for c in 0..<d { totals[c] += Double(part[c]) }
    }
  }
}

/// What a zero beside infinity or NaN makes of a product of matrices.
enum ProductZeros: Sendable {
  /// NaN, as in any product.
  case plain
  /// Zeros of the left, or of the right, are those of a cotangent: they stay 0 whatever they meet.
  case ofLeft, ofRight
  /// Of a cotangent on one side and of the one before it on the other.
  case ofEither
}
