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
