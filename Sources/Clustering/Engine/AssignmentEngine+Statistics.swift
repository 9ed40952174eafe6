internal import TesseraKernels

extension AssignmentEngine {
  /// Assigns all rows and brings `statistics` up to date; returns how many rows changed their label, at all members, and which
  /// clusters that changed.
  ///
  /// - Parameters:
  ///   - sample: the rows of `statistics`, and those that count; nil for all.
  ///   - others: numbers that come along where members share, asked for when rows are assigned; their sums are returned.
  func relabel(
    _ statistics: inout StatisticsAccumulator<Scalar>, among sample: RowSample?, beside others: () -> [Int128]
  ) -> (changed: Int, touched: [Bool], others: ArraySlice<Int128>) {
    var changed = 0
    let found: (touched: [Bool], others: [Int128])
    if sample == nil, statistics.collectsMoves {
      found = statistics.collect(
        { note in changed = relabel { worker, _, moves in note(worker, moves) } },
        beside: { [Int128(changed)] + others() })
    } else {
      let moves = sample?.moves(in: relabel()) ?? relabel()
      changed = moves.reduce(0) { $0 + $1.count }
      found = statistics.apply(moves) { [Int128(changed)] + others() }
    }
    return (found.others.first.map { Int($0) } ?? changed, found.touched, found.others.dropFirst())
  }
}
