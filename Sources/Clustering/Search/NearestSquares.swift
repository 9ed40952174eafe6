internal import TesseraKernels

/// The two smallest D of every row.
struct NearestSquares {
  var first: [Double]
  /// Infinite for one centroid.
  var second: [Double]
}

extension AssignmentEngine {
  /// Those of the centroids in place, of which the labels are.
  ///
  /// - Complexity: at most O(rows * clusterCount * dimensions).
  func nearestSquares() -> NearestSquares {
    prepare()
    nonisolated(unsafe) let engine = self
    var second = [Double](repeating: 0, count: points.rows)
    let first = second.withUnsafeMutableBufferPointer { second in
      nonisolated(unsafe) let second = second
      return Array(count: points.rows, in: parallel) { worker, rows, first in
        let scratch = engine.scratch[worker]
        for (position, row) in rows.enumerated() { scratch.rows[position] = Int32(row) }
        _ = engine.resolve(UnsafeBufferPointer(start: scratch.rows, count: rows.count), scratch: scratch, squares: true)
        for (position, row) in rows.enumerated() {
          first[position] = scratch.first[2 * position]
          second[row] = scratch.first[2 * position + 1]
        }
      }
    }
    return NearestSquares(first: first, second: second)
  }
}
