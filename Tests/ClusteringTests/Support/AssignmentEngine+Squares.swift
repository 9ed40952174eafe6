import TesseraKernels

@testable import Clustering

extension AssignmentEngine {
  /// The nearest centroid and D of some rows, in the order given.
  func resolvedSquares(of rows: [Int32]) -> [(row: Int32, label: Int32, square: Double)] {
    prepare()
    let scratch = scratch[0]
    return stride(from: 0, to: rows.count, by: ParallelRows.defaultChunk).flatMap { start in
      let part = rows[start..<min(start + ParallelRows.defaultChunk, rows.count)]
      part.withUnsafeBufferPointer { _ = resolve($0, scratch: scratch, squares: true) }
      return part.enumerated().map { position, row in
        (row, scratch.found.labels[position], scratch.first[2 * position])
      }
    }
  }
}
