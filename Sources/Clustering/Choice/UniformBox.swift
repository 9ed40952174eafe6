internal import Matrices
internal import TesseraKernels

/// The smallest box along the axes that holds all points, and points drawn uniformly from it: data without clusters.
struct UniformBox {
  private let lower: [Double]
  private let upper: [Double]
  private let isFloat: Bool

  /// - Parameter points: at least one row, finite.
  init(around points: NumericMatrix) {
    switch points {
    case .float(let matrix): (lower, upper, isFloat) = (Self.extremes(matrix, min), Self.extremes(matrix, max), true)
    case .double(let matrix): (lower, upper, isFloat) = (Self.extremes(matrix, min), Self.extremes(matrix, max), false)
    }
  }

  private static func extremes<Scalar>(_ matrix: Matrix<Scalar>, _ better: (Scalar, Scalar) -> Scalar) -> [Double] {
    matrix.withRows { rows in
      (0..<matrix.columns).map { column in
        Double((1..<matrix.rows).reduce(rows[0, column]) { better($0, rows[$1, column]) })
      }
    }
  }

  /// So many points, in the precision of those that the box is around.
  func points(rows: Int, seed: UInt64, number: Int) -> NumericMatrix {
    var generator = SeededGenerator(seed: seed, stream: 0x6A9_0000 + UInt64(number))
    let matrix = Matrix<Double>(rows: rows, columns: lower.count) { target in
      for row in 0..<rows {
        for column in lower.indices {
          let share = Double(generator.fraction53()) * 0x1p-53
          // In this form nothing overflows.
          target[row * lower.count + column] = lower[column] * (1 - share) + upper[column] * share
        }
      }
    }
    return isFloat ? .float(matrix.converted()) : .double(matrix)
  }
}
