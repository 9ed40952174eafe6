internal import TesseraKernels

/// The rows of one step.
struct SharedBatch {
  /// Those that are here, by their places here.
  let rows: [Int32]
  /// How many there are at all members.
  let count: Int
}

extension BatchSampling {
  /// For how many steps there are batches.
  var stepCount: Int {
    if case .given(let batches) = self { batches.count } else { .max }
  }

  /// The rows of a step. All members draw the same.
  func batch<Scalar>(
    step: Int, of points: ScaledPoints<Scalar>, using generator: inout SeededGenerator
  ) -> SharedBatch {
    let reduction = points.reduction
    guard reduction.isShared else {
      let rows = rows(step: step, of: points.rows, using: &generator)
      return SharedBatch(rows: rows, count: rows.count)
    }
    func here(_ row: Int) -> Int32? { reduction.localRow(row, of: points.rows).map { Int32($0) } }
    switch self {
    case .fullBatch, .nested:
      return SharedBatch(rows: (0..<Int32(points.rows)).map { $0 }, count: reduction.rowCount)
    case .miniBatch(let size):
      return SharedBatch(
        rows: (0..<size).compactMap { _ in here(generator.index(below: reduction.rowCount)) }, count: size)
    case .given(let batches):
      return SharedBatch(rows: batches[step].compactMap { here(Int($0)) }, count: batches[step].count)
    }
  }

  /// Of rows that are all here.
  private func rows(step: Int, of count: Int, using generator: inout SeededGenerator) -> [Int32] {
    switch self {
    case .fullBatch, .nested: (0..<Int32(count)).map { $0 }
    case .miniBatch(let size): (0..<size).map { _ in Int32(generator.index(below: count)) }
    case .given(let batches): batches[step]
    }
  }
}
