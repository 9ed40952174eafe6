internal import TesseraKernels

extension AssignmentEngine {
  /// Assigns all rows and brings `statistics` up to date; returns how many rows changed their label, and which clusters
  /// that changed.
  ///
  /// - Parameter sample: the rows of `statistics`, and those that count; nil for all.
  func relabel(
    _ statistics: inout StatisticsAccumulator<Scalar>, among sample: RowSample?
  ) -> (changed: Int, touched: [Bool]) {
    guard sample == nil, statistics.collectsMoves else {
      let moves = sample?.moves(in: relabel()) ?? relabel()
      return (moves.reduce(0) { $0 + $1.count }, statistics.apply(moves))
    }
    var changed = 0
    let touched = statistics.collect { note in changed = relabel { worker, _, moves in note(worker, moves) } }
    return (changed, touched)
  }
}
