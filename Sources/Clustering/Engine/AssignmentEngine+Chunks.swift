internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// One chunk: what the bounds leave, the movers, all centroids.
  func relabelChunk(
    _ rows: Range<Int>, _ state: RowBounds, _ movers: NarrowCentroids?, tightens: Bool,
    _ scratch: RowScratch<Scalar>, _ note: (UnsafeBufferPointer<RowMove>) -> Void
  ) -> AssignedPart {
    var part = AssignedPart()
    let selection = select(rows, state, tightens: tightens, scratch)
    part.certified = selection.certified
    if tightens, drift != nil {
      part.tightened = rows.count - selection.certified
      part.saved = part.tightened - selection.rows
    }
    if let movers, selection.challenged > 0 {
      let challenged = UnsafeBufferPointer(start: scratch.challenged, count: selection.challenged)
      recall(challenged, state, scratch)
      challenge(challenged, by: movers, scratch: scratch)
      part.moved += record(challenged, state, scratch, note)
    }
    if selection.rows > 0 {
      let open = UnsafeBufferPointer(start: scratch.rows, count: selection.rows)
      if groupBounds != nil { recall(open, state, scratch) }
      part.work = resolve(open, scratch: scratch, groups: groupBounds)
      part.touched = open.count
      part.moved += record(open, state, scratch, note)
    }
    return part
  }

  /// What is known of `rows`, to `scratch.found`.
  private func recall(_ rows: UnsafeBufferPointer<Int32>, _ state: RowBounds, _ scratch: RowScratch<Scalar>) {
    for (position, row) in rows.enumerated() {
      scratch.found.labels[position] = state.labels[Int(row)]
      scratch.found.upper[position] = state.upper[Int(row)]
      scratch.found.lower[position] = state.lower[Int(row)]
    }
  }

  private func select(
    _ rows: Range<Int>, _ state: RowBounds, tightens: Bool, _ scratch: RowScratch<Scalar>
  ) -> RowSelection {
    guard let drift else {
      for (position, row) in rows.enumerated() { scratch.rows[position] = Int32(row) }
      return RowSelection(certified: 0, rows: rows.count, challenged: 0)
    }
    return points.withPart(holding: rows) { part in
      drift.withView { drift in
        centroids.withExact { exact in
          kernels.select(
            part.origin, rowStride: part.stride, state: state, drift: drift, centroids: exact,
            rows: rows, tightens: tightens, scratch: scratch.first, open: scratch.rows, challenged: scratch.challenged)
        }
      }
    }
  }

  private func record(
    _ rows: UnsafeBufferPointer<Int32>, _ state: RowBounds, _ scratch: RowScratch<Scalar>,
    _ note: (UnsafeBufferPointer<RowMove>) -> Void
  ) -> Int {
    let count = kernels.record(
      scratch.found, rows: rows.baseAddress!, count: rows.count, in: state, moves: scratch.moves)
    if count > 0 { note(UnsafeBufferPointer(start: scratch.moves, count: count)) }
    return count
  }
}
