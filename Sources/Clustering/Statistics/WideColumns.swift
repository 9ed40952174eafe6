internal import Matrices
internal import TesseraKernels

/// The columns whose sums of w x do not fit 128 bits with all their digits, and how many words of 64 bits they take: few data
/// have one (numbers that mark missing values are 1e20 to 1e37), but with weights that are no whole numbers most have.
struct WideColumns: Sendable {
  /// In ascending order; the number of all columns stands for the weights themselves, summed as if x were 1.
  let columns: [Int]
  /// Per column of these, the exponent of a power of two that divides all terms.
  let exponents: [Int]
  /// Words per sum, in two's complement.
  let words: Int

  static let none = WideColumns(columns: [], exponents: [], words: 0)

  /// Whether the last of them is that of the weights.
  let holdsMasses: Bool

  private init(columns: [Int], exponents: [Int], words: Int, holdsMasses: Bool = false) {
    (self.columns, self.exponents, self.words, self.holdsMasses) = (columns, exponents, words, holdsMasses)
  }

  /// - Parameters:
  ///   - leasts: per column, at most the smallest magnitude above 0.
  ///   - count: the most rows (with repetition) that a sum holds.
  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, bounds: [Double], leasts: [Double], _ weights: RowWeights, sumExponents: [Int32],
    count: Int, in reduction: Reduction
  ) {
    // The lowest bit that a number of this size can have; only where it lies too low, bits are looked at.
    let doubtful = bounds.indices.filter { column in
      guard bounds[column] > 0 else { return false }
      let least = max(leasts[column], .leastNonzeroMagnitude)
      let lowest = Int(least.exponent) - Scalar.significandBitCount
      return lowest + weights.lowest < sumExponents[column]
    }
    let lowest = Self.lowestBits(of: doubtful, points, in: reduction).map { $0 + weights.lowest }
    let wide = doubtful.indices.filter { lowest[$0] < sumExponents[doubtful[$0]] }
    var (columns, exponents) = (wide.map { doubtful[$0] }, wide.map { lowest[$0] })
    // Terms lie below 2^top.
    var tops = columns.map { Int(bounds[$0].exponent) + Int(weights.bound.exponent) + 2 }
    holdsMasses = !weights.areSumsExact
    if holdsMasses {
      columns.append(points.columns)
      exponents.append(weights.lowest)
      tops.append(Int(weights.bound.exponent) + 1)
    }
    // A sum of `count` terms is below 2^(top + bits); one bit more holds its sign.
    let bits = Int.bitWidth - count.leadingZeroBitCount
    let widest = zip(tops, exponents).map { $0 + bits - $1 + 1 }.max() ?? 0
    (self.columns, self.exponents, words) = (columns, exponents, (widest + 63) / 64)
  }

  private static func lowestBits<Scalar: KernelScalar>(
    of columns: [Int], _ points: Matrix<Scalar>, in reduction: Reduction
  ) -> [Int] {
    guard !columns.isEmpty else { return [] }
    let none = [Int](repeating: 1 << 20, count: columns.count)
    let lowest = points.withRows { view in
      reduction.parallel.mapChunks(of: points.rows, chunk: ParallelRows.defaultChunk) { _, _, rows in
        var lowest = none
        view.forEachRow(in: rows) { _, x in
          for (index, column) in columns.enumerated() {
            let (odd, exponent) = Double(x[column]).oddPart
            if odd != 0 { lowest[index] = min(lowest[index], exponent) }
          }
        }
        return lowest
      }
    }.reduce(none) { zip($0, $1).map { min($0, $1) } }
    return reduction.minimum(lowest.map { Double($0) }).map { Int($0) }
  }
}
