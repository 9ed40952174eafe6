internal import TesseraKernels

/// Some rows of a problem, which take part while the others rest.
struct RowSample: Sendable {
  let isMember: [Bool]
  /// At all members of the group.
  let count: Int

  /// Those whose hash for `key` is small, about `size`: for one key a larger sample holds all rows of a smaller one.
  init(ofAbout size: Int, from rows: Int, key: UInt64, in reduction: Reduction) {
    let threshold = UInt64(Double(size) / Double(reduction.rowCount) * 0x1p64)
    let first = reduction.firstRow
    isMember = Array(count: rows, in: reduction.parallel) { _, rows, isMember in
      for (position, row) in rows.enumerated() { isMember[position] = RowHash.hash(first + row, key: key) < threshold }
    }
    count = reduction.sum(isMember.count { $0 })
  }

  /// Those of its rows.
  func moves(in parts: [[RowMove]]) -> [[RowMove]] {
    parts.map { part in part.filter { isMember[Int($0.row)] } }
  }

  /// The weights of the rows that take part, 0 for all others.
  func weights<Scalar>(_ points: ScaledPoints<Scalar>, in parallel: ParallelRows) -> [Double] {
    Array(count: isMember.count, in: parallel) { _, rows, weights in
      for (position, row) in rows.enumerated() { weights[position] = isMember[row] ? points.weights[row] : 0 }
    }
  }
}

extension AssignmentEngine {
  /// Lets all rows rest but those of `sample` (nil: no row): bounds that no drift can loosen prove whatever label they have.
  /// Rows that rest no longer are looked at in full. To be called between a move and an assignment.
  func rest(allBut sample: RowSample?) {
    guard let keptBounds else { return }
    with(keptBounds) { state in
      parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { _, rows in
        for row in rows {
          if let sample, !sample.isMember[row] {
            (state.upper[row], state.lower[row]) = (0, .infinity)
          } else if state.lower[row] == .infinity {
            (state.upper[row], state.lower[row]) = (.infinity, 0)
          }
        }
      }
    }
  }

  /// The rows of a sample (nil: all) as moves from nowhere to their clusters.
  func additions(of sample: RowSample?) -> [[RowMove]] {
    let labels = labels
    return parallel.mapChunks(of: points.rows, chunk: ParallelRows.defaultChunk) { _, _, rows in
      var part: [RowMove] = []
      part.reserveCapacity(sample == nil ? rows.count : rows.count / 2)
      for row in rows where sample?.isMember[row] ?? true {
        part.append(RowMove(row: Int32(row), source: -1, target: labels[row]))
      }
      return part
    }
  }
}
