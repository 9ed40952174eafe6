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
    func here(_ row: Int) -> Int32? { reduction.localRow(row, of: points.rows).map { Int32($0) } }
    switch self {
    case .fullBatch, .nested:
      return SharedBatch(rows: (0..<Int32(points.rows)).map { $0 }, count: reduction.rowCount)
    case .miniBatch(let size):
      var rows: [Int32] = []
      rows.reserveCapacity(reduction.isShared ? 0 : size)
      for _ in 0..<size {
        if let row = here(generator.index(below: reduction.rowCount)) { rows.append(row) }
      }
      return SharedBatch(rows: rows, count: size)
    case .given(let batches):
      let batch = batches[step]
      return SharedBatch(rows: reduction.isShared ? batch.compactMap { here(Int($0)) } : batch, count: batch.count)
    }
  }
}
