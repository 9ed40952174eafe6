internal import Matrices

/// Mean and variance of every column, in units of a power of two in which the largest value is about 1.
struct ColumnMoments {
  private let exponents: [Int]
  private let means: [Double]
  private let variances: [Double]
  private let rows: Int

  init<Scalar>(_ matrix: Matrix<Scalar>, _ weights: [Double]?) {
    let columns = matrix.columns
    rows = matrix.rows
    // Weights, too, in units of the largest.
    let unit = Self.factor(-Self.exponent(weights?.max() ?? 1))
    let weight = { (row: Int) in weights.map { $0[row] * unit } ?? 1 }
    (exponents, means, variances) = matrix.withRows { view in
      var largest = [Double](repeating: 0, count: columns)
      view.forEachRow(in: 0..<matrix.rows) { _, x in
        for column in 0..<columns {
          largest[column] = max(largest[column], Double(x[column].magnitude))
        }
      }
      let exponents = largest.map(Self.exponent)
      let factors = exponents.map { Self.factor(-$0) }
      func value(_ x: UnsafePointer<Scalar>, _ column: Int) -> Double { Double(x[column]) * factors[column] }
      var total = DoubleDouble.zero
      var sums = [DoubleDouble](repeating: .zero, count: columns)
      view.forEachRow(in: 0..<matrix.rows) { row, x in
        let weight = weight(row)
        total = total + DoubleDouble(weight)
        for column in 0..<columns { sums[column] = sums[column] + .product(weight, value(x, column)) }
      }
      let means = sums.map { sum in
        let quotient = sum.value / total.value
        return quotient + (sum - total * DoubleDouble(quotient)).value / total.value
      }
      var squares = [DoubleDouble](repeating: .zero, count: columns)
      var rests = [DoubleDouble](repeating: .zero, count: columns)
      view.forEachRow(in: 0..<matrix.rows) { row, x in
        let weight = weight(row)
        for column in 0..<columns {
          let distance = value(x, column) - means[column]
          let term = weight * distance
          squares[column] = squares[column] + .product(term, distance)
          rests[column] = rests[column] + DoubleDouble(term)
        }
      }
      let variances = (0..<columns).map { column in
        // The rounded mean is not quite the mean.
        let rest = rests[column].value / total.value
        return max(0, squares[column].value / total.value - rest * rest)
      }
      return (exponents, means, variances)
    }
  }

  /// The exponent of a power of two beyond a magnitude, within what its inverse allows; 0 for 0.
  private static func exponent(_ magnitude: Double) -> Int {
    magnitude > 0 && magnitude.isFinite ? max(-1000, min(1000, Int(magnitude.exponent) + 1)) : 0
  }

  private static func factor(_ exponent: Int) -> Double { FixedPoint.scaled(1, by: exponent) }

  /// Whether a column is constant but for rounding: the bound of T. F. Chan, G. H. Golub, R. J. LeVeque, “Algorithms for
  /// computing the sample variance”, 1983, doi:10.1080/00031305.1983.10483115, as scikit-learn has it.
  private func isConstant(_ column: Int) -> Bool {
    let unit = Double(rows) * Double.ulpOfOne
    let noise = unit * means[column]
    return variances[column] <= unit * variances[column] + noise * noise
  }

  var standard: (offsets: [Double], scales: [Double]) {
    let scales = variances.indices.map { column in
      isConstant(column) ? 1 : FixedPoint.scaled(variances[column].squareRoot(), by: exponents[column])
    }
    let offsets = means.indices.map { FixedPoint.scaled(means[$0], by: exponents[$0]) }
    return (offsets, scales.map { $0 > 0 && $0.isFinite ? $0 : 1 })
  }

  /// The share of each column in the sum of all variances; 0 throughout where nothing varies.
  var shares: [Double] {
    let top = exponents.max() ?? 0
    let common = variances.indices.map { column in
      isConstant(column) ? 0 : FixedPoint.scaled(variances[column], by: 2 * (exponents[column] - top))
    }
    let sum = common.reduce(0, +)
    return common.map { sum > 0 ? $0 / sum : 0 }
  }
}
