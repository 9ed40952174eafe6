import Clustering
import Matrices

/// Points around a few middles, with ties among them.
func randomPoints(rows: Int, columns: Int, seed: UInt64) -> Matrix<Float> {
  var generator = SeededGenerator(seed: seed)
  let middles = (0..<(8 * columns)).map { _ in Float(generator.index(below: 64)) }
  return Matrix(rows: rows, columns: columns) { target in
    for row in 0..<rows {
      let middle = generator.index(below: 8) * columns
      for column in 0..<columns {
        target[row * columns + column] = middles[middle + column] + Float(generator.index(below: 40)) / 8
      }
    }
  }
}
