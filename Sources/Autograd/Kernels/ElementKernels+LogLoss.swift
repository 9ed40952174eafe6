extension ElementKernels {
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
