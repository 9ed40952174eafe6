import Clustering
import Matrices
import TesseraKernels

/// The same rows in another place in memory: among columns of NaN, in several parts of all sizes.
struct ScatteredMatrix<Scalar: KernelScalar> {
  /// In one part, with columns to the left and to the right that nobody may read.
  let columns: Matrix<Scalar>
  /// In parts, each with columns of its own beside it.
  let parts: Matrix<Scalar>

  init(_ points: Matrix<Scalar>, seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 7)
    columns = Self.among(points, &generator)
    var (cuts, row): ([Int], Int) = ([0], 0)
    while row < points.rows {
      row += [1, 1 + points.rows / 2, 1 + points.rows / 3, 1025, 7][generator.index(below: 5)]
      cuts.append(min(row, points.rows))
    }
    parts = Matrix(
      joining: zip(cuts, cuts.dropFirst()).map { start, end in
        Self.among(points.selectingRows(start..<end), &generator)
      })
  }

  private static func among(_ points: Matrix<Scalar>, _ generator: inout SeededGenerator) -> Matrix<Scalar> {
    let (left, right) = (generator.index(below: 3), generator.index(below: 20))
    let width = left + points.columns + right
    let wide = Matrix<Scalar>(rows: points.rows, columns: width) { target in
      target.update(repeating: .nan)
      for row in 0..<points.rows {
        for column in 0..<points.columns { target[row * width + left + column] = points[row, column] }
      }
    }
    return wide[columns: left..<(left + points.columns)]
  }
}
