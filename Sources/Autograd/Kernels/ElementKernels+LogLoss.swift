extension ElementKernels {
  /// For each row the largest element (0 where it is infinite or NaN), and the logarithm of the sum of e^(x - it).
  @Sendable static func logSums(
    _ x: Input, _ shifts: Output, _ logSums: Output, _ outer: Int, _ extent: Int, _ inner: Int
  ) {
    let (exp, log) = (Scalar.library.exp, Double.library.log)
    for row in 0..<(outer * inner) {
      let start = x + (row / inner * extent * inner + row % inner)
      let greatest = greatest(start, extent, inner)
      let shift = greatest.isFinite ? greatest : 0
      var sum = 0.0
      if inner == 1 {
        sum = sumOfExponentials(start, less: shift, extent)
      } else {
        for index in 0..<extent { sum += Double(exp(start[index * inner] - shift)) }
      }
      shifts[row] = shift
      logSums[row] = Scalar(log(sum))
    }
  }

  /// Four at a time: one would wait for the other. A NaN does not become the greatest, but reaches the sum.
  private static func greatest(_ x: Input, _ count: Int, _ step: Int) -> Scalar {
    var (a, b, c, d) = (-Scalar.infinity, -Scalar.infinity, -Scalar.infinity, -Scalar.infinity)
    var index = 0
    while index + 4 <= count {
      let next = x + index * step
      a = max(a, next[0])
      b = max(b, next[step])
      c = max(c, next[2 * step])
      d = max(d, next[3 * step])
      index += 4
    }
    for rest in index..<count { a = max(a, x[rest * step]) }
    return max(max(a, b), max(c, d))
  }

  private static func sumOfExponentials(_ x: Input, less shift: Scalar, _ count: Int) -> Double {
    let part = 256
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: part) { buffer in
      guard let powers = buffer.baseAddress else { return 0 }
      var (sums, sum) = (SIMD4<Double>(), 0.0)
      for start in stride(from: 0, to: count, by: part) {
        let extent = min(part, count - start)
        Scalar.library.exponentials(x + start, shift, 0, powers, extent)
        let whole = extent / 4 * 4
        for index in stride(from: 0, to: whole, by: 4) {
          sums += SIMD4(
            Double(powers[index]), Double(powers[index + 1]), Double(powers[index + 2]), Double(powers[index + 3]))
        }
        for index in whole..<extent { sum += Double(powers[index]) }
      }
      return sums.sum() + sum
    }
  }

  /// a (l - x[label]) + b (sum over the classes of u (l - x)) for each row, where l is its log-sum-exp.
  @Sendable static func logLoss(
    _ rows: ClassRows<Scalar>, _ x: Input, _ a: Input, _ b: Input, _ shares: Input, _ out: Output
  ) {
    for row in 0..<rows.count {
      let start = rows.start(of: row)
      let (shift, logSum) = rows.normalizer(of: row)
      func surprisal(_ index: Int) -> Scalar { logSum + (shift - x[start + index * rows.inner]) }
      var loss: Scalar = 0
      // What counts for nothing leaves nothing, whatever it meets.
      if let labels = rows.labels, a[row] != 0, labels[row] >= 0 { loss = a[row] * surprisal(labels[row]) }
      if rows.shares != .none, b[row] != 0 {
        let (first, step) = rows.shares == .perClass ? (0, 1) : (start, rows.inner)
        var sum = 0.0
        for index in 0..<rows.classes where shares[first + index * step] != 0 {
          sum += Double(shares[first + index * step] * surprisal(index))
        }
        loss += b[row] * Scalar(sum)
      }
      out[row] = loss
    }
  }

  /// f p - h [label] - k u for each element, where p is the row's softmax; 0 in rows whose label takes no part.
  @Sendable static func logLossSlopes(
    _ rows: ClassRows<Scalar>, _ x: Input, _ f: Input, _ h: Input, _ k: Input, _ shares: Input, _ out: Output
  ) {
    let exp = Scalar.library.exp
    for row in 0..<rows.count {
      let (start, inner, factor) = (rows.start(of: row), rows.inner, f[row])
      if factor == 0 || rows.isIgnored(row) {
        for index in 0..<rows.classes { out[start + index * inner] = 0 }
        if rows.isIgnored(row) { continue }
      } else {
        let (shift, logSum) = rows.normalizer(of: row)
        if inner == 1 {
          Scalar.library.exponentials(x + start, shift, logSum, out + start, rows.classes)
          for place in start..<(start + rows.classes) { out[place] *= factor }
        } else {
          for place in stride(from: start, to: start + rows.classes * inner, by: inner) {
            out[place] = factor * exp((x[place] - shift) - logSum)
          }
        }
      }
      if rows.shares != .none, k[row] != 0 {
        let (first, step) = rows.shares == .perClass ? (0, 1) : (start, inner)
        for index in 0..<rows.classes { out[start + index * inner] -= k[row] * shares[first + index * step] }
      }
      if let labels = rows.labels { out[start + labels[row] * inner] -= h[row] }
    }
  }
}
