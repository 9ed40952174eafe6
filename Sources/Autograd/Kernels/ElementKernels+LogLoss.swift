extension ElementKernels {
  /// For each row the largest element (0 where it is infinite or NaN), and the logarithm of the sum of e^(x - it).
  @Sendable static func logSums(
    _ x: Input, _ shifts: Output, _ logSums: Output, _ outer: Int, _ extent: Int, _ inner: Int
  ) {
    let (exp, log) = (Scalar.library.exp, Double.library.log)
    for row in 0..<(outer * inner) {
      let start = x + (row / inner * extent * inner + row % inner)
      var greatest = -Scalar.infinity
      // A NaN does not become the greatest, but reaches the sum.
      for index in 0..<extent { greatest = max(greatest, start[index * inner]) }
      let shift = greatest.isFinite ? greatest : 0
      var sum = 0.0
      for index in 0..<extent { sum += Double(exp(start[index * inner] - shift)) }
      shifts[row] = shift
      logSums[row] = Scalar(log(sum))
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
        var sum: Scalar = 0
        for index in 0..<rows.classes where shares[first + index * step] != 0 {
          sum += shares[first + index * step] * surprisal(index)
        }
        loss += b[row] * sum
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
        for index in 0..<rows.classes {
          let place = start + index * inner
          out[place] = factor * exp((x[place] - shift) - logSum)
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
