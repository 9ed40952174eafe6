extension ElementKernels {
  @Sendable static func put(
    _ x: Input, _ positions: UnsafePointer<Int>, _ base: Input?, _ out: Output, _ count: Int, _ targets: Int
  ) {
    let ordered = putOrdered(x, positions, out, count)
    if ordered == count { return }
    if Scalar.self == Double.self {
      for index in ordered..<count where positions[index] >= 0 { out[positions[index]] += x[index] }
    } else if targets <= max(2 * count, 1 << 13) {
      putDensely(x, positions, base, out, count, targets)
    } else {
      putSparsely(x, positions, base, out, count, targets)
    }
  }

  /// As long as positions do not fall: what meets stands together.
  ///
  /// - Returns: how many elements were put.
  private static func putOrdered(_ x: Input, _ positions: UnsafePointer<Int>, _ out: Output, _ count: Int) -> Int {
    var (last, sum) = (-1, 0.0)
    for index in 0..<count {
      let position = positions[index]
      if position > last {
        (last, sum) = (position, Double(out[position]) + Double(x[index]))
        out[position] = Scalar(sum)
      } else if position == last, position >= 0 {
        sum += Double(x[index])
        out[position] = Scalar(sum)
      } else if position >= 0 {
        return index
      }
    }
    return count
  }

  /// A sum in Double per target.
  private static func putDensely(
    _ x: Input, _ positions: UnsafePointer<Int>, _ base: Input?, _ out: Output, _ count: Int, _ targets: Int
  ) {
    var sums = [Double].zeros(targets)
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let sums = buffer.baseAddress else { return }
      if let base { for target in 0..<targets { sums[target] = Double(base[target]) } }
      for index in 0..<count where positions[index] >= 0 { sums[positions[index]] += Double(x[index]) }
      for target in 0..<targets { out[target] = Scalar(sums[target]) }
    }
  }

  /// A sum in Double per target that is met: the n-th bit that is set, counted over words.
  private static func putSparsely(
    _ x: Input, _ positions: UnsafePointer<Int>, _ base: Input?, _ out: Output, _ count: Int, _ targets: Int
  ) {
    var chosen = 0
    var words = [UInt64](repeating: 0, count: targets / 64 + 1)
    for index in 0..<count where positions[index] >= 0 {
      words[positions[index] >> 6] |= 1 << UInt64(positions[index] & 63)
      chosen += 1
    }
    var met = 0
    let before = words.map { word in
      defer { met += word.nonzeroBitCount }
      return met
    }
    func there(at position: Int) -> Double { base.map { Double($0[position]) } ?? 0 }
    // Nothing meets.
    if met == chosen {
      for index in 0..<count where positions[index] >= 0 {
        out[positions[index]] = Scalar(there(at: positions[index]) + Double(x[index]))
      }
      return
    }
    func place(_ position: Int) -> Int {
      let lower = words[position >> 6] & ((1 << UInt64(position & 63)) &- 1)
      return before[position >> 6] + lower.nonzeroBitCount
    }
    var sums = [Double](repeating: 0, count: met)
    for index in 0..<count where positions[index] >= 0 { sums[place(positions[index])] += Double(x[index]) }
    for index in 0..<count where positions[index] >= 0 {
      out[positions[index]] = Scalar(there(at: positions[index]) + sums[place(positions[index])])
    }
  }
}
