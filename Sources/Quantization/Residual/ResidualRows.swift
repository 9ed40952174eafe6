internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Rows, their codes, and what these leave over.
struct ResidualRows {
  /// [rows, dimensions].
  private var rest: Matrix<Double>
  private let codes: [[Int32]]
  private let weights: [Double]?

  /// - Parameters:
  ///   - codes: [levels][rows], of some codebooks.
  ///   - weights: one per row, up to about 1.
  init(of points: NumericMatrix, _ codebooks: [Matrix<Double>], codes: [[Int32]], weights: [Double]? = nil) {
    (self.codes, self.weights) = (codes, weights)
    rest = points.inDoublePrecision
    for (level, codebook) in codebooks.enumerated() { subtract(codebook, of: level) }
  }

  /// - Parameter points: finite, as wide as the quantizer's vectors.
  init(of points: NumericMatrix, by quantizer: ResidualQuantizer, weights: [Double]?, _ parallel: ParallelRows) {
    let levels = KernelLevels(quantizer.codebooks, .usual, parallel)
    let packed = quantizer.codes(levels, points, parallel)
    self.init(
      of: points, quantizer.codebooks, codes: quantizer.codebooks.indices.map { packed.values(at: $0) },
      weights: weights)
  }

  var points: NumericMatrix { .double(rest) }

  /// The sum of all squares, those of a row by its weight, in units of the scale's.
  func squares(in scale: Scale) -> Double {
    rest.withUnsafeElements { elements in
      let d = rest.columns
      return (0..<rest.rows).reduce(0.0) { sum, row in
        sum + (weights?[row] ?? 1)
          * elements[(row * d)..<((row + 1) * d)].reduce(0) { sum, value in
            let scaled = scale.divided(value)
            return sum + scaled * scaled
          }
      }
    }
  }

  /// The codebooks after each, one after the other, was moved to the mean of what the others leave of its rows.
  ///
  /// - Complexity: O(rows * dimensions * levels).
  mutating func means(_ codebooks: [Matrix<Double>]) -> [Matrix<Double>] {
    var moved = codebooks
    for level in codebooks.indices {
      let change = meanRest(of: level, codeCount: codebooks[level].rows)
      subtract(change, of: level)
      moved[level].withUnsafeMutableElements { codebook in
        change.withUnsafeElements { change in
          for index in codebook.indices { codebook[index] += change[index] }
        }
      }
    }
    return moved
  }

  /// For each code of a level, the mean of what is left of its rows; 0 for codes without rows, or with rows without weight.
  private func meanRest(of level: Int, codeCount: Int) -> Matrix<Double> {
    let (d, codes) = (rest.columns, codes[level])
    var counts = [Double](repeating: 0, count: codeCount)
    for (row, code) in codes.enumerated() { counts[Int(code)] += weights?[row] ?? 1 }
    return Matrix(rows: codeCount, columns: d) { sums in
      for index in 0..<(codeCount * d) { sums[index] = 0 }
      rest.withUnsafeElements { rest in
        for (row, code) in codes.enumerated() {
          let (from, to, weight) = (row * d, Int(code) * d, weights?[row] ?? 1)
          for column in 0..<d { sums[to + column] += weight * rest[from + column] }
        }
      }
      for code in 0..<codeCount where counts[code] > 0 {
        for column in 0..<d { sums[code * d + column] /= counts[code] }
      }
    }
  }

  private mutating func subtract(_ codebook: Matrix<Double>, of level: Int) {
    let (d, codes) = (rest.columns, codes[level])
    rest.withUnsafeMutableElements { rest in
      codebook.withUnsafeElements { codebook in
        for (row, code) in codes.enumerated() {
          let (to, from) = (row * d, Int(code) * d)
          for column in 0..<d { rest[to + column] -= codebook[from + column] }
        }
      }
    }
  }
}
