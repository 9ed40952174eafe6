internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// Whether any sum of up to `count` rows (with repetition) is exact in Double, in whatever order it is taken: true where all
  /// elements of a column are multiples of a quantum that is not too fine for its largest magnitude.
  ///
  /// Such a sum has the bits of the order-free sum, and its quotient by the number of rows those of the mean, at the price
  /// of plain additions. Whole numbers, images and uniform random Floats are like that; most measured data are not, and
  /// are found out in the first rows.
  ///
  /// - Complexity: O(rows * dimensions) where true.
  func hasExactSums(ofRows count: Int, in parallel: ParallelRows) -> Bool {
    // Members share integers.
    guard weights.values == nil, !reduction.isShared else { return false }
    let bits = Int.bitWidth - count.leadingZeroBitCount
    // Adding and taking away 1.5 * 2^(52 + q) rounds to a multiple of 2^q.
    var rounders = [Double](repeating: 0, count: dimensions)
    for (column, bound) in columnBounds.enumerated() where bound > 0 {
      let quantum = Int(bound.exponent) + 1 + max(bits, 2) - 53
      // Quotients stay clear of subnormals.
      guard quantum > -900 else { return false }
      rounders[column] = FixedPoint.scaled(1.5, by: 52 + quantum)
    }
    let chunk = ParallelRows.defaultChunk
    guard areMultiples(0..<min(rows, chunk), of: rounders) else { return false }
    let known = rounders
    return parallel.mapChunks(of: rows, chunk: chunk) { _, _, rows in areMultiples(rows, of: known) }.allSatisfy { $0 }
  }

  private func areMultiples(_ rows: Range<Int>, of rounders: [Double]) -> Bool {
    matrix.withRows { view in
      rounders.withUnsafeBufferPointer { rounders in
        rows.allSatisfy { row in
          view.withRow(row) { x in
            var difference: UInt64 = 0
            for column in 0..<dimensions {
              let element = Double(x[column])
              let rounded = (element + rounders[column]) - rounders[column]
              difference |= (rounded - element).bitPattern
            }
            return difference == 0
          }
        }
      }
    }
  }
}
