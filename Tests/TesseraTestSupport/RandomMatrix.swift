public import Matrices

/// A seeded random matrix: arbitrary values in -1 ..< 1, or whole numbers in 0 ... 4.
public func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64, lattice: Bool = false) -> Matrix<Double> {
  var generator = TestGenerator(seed: seed)
  return Matrix(rows: rows, columns: columns) { elements in
    for index in elements.indices {
      elements[index] = lattice ? Double(generator.below(5)) : generator.signedUnit()
    }
  }
}

/// Compact, well separated groups of rows, in order: row i belongs to blob i / `rowsPerBlob`.
public func blobs(_ count: Int, rowsPerBlob: Int, columns: Int, seed: UInt64) -> Matrix<Double> {
  let noise = randomMatrix(count * rowsPerBlob, columns, seed: seed)
  let centres = randomMatrix(count, columns, seed: seed &+ 1000)
  return Matrix(rows: noise.rows, columns: columns) { elements in
    for row in 0..<noise.rows {
      let blob = row / rowsPerBlob
      for column in 0..<columns {
        let step = column == 0 ? 10 * Double(blob) : 2 * centres[blob, column]
        elements[row * columns + column] = step + noise[row, column] / 2
      }
    }
  }
}

extension Matrix {
  public func mapped(_ transform: (Scalar) -> Scalar) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: elements.map(transform))
  }

  public var rowArrays: [[Scalar]] { (0..<rows).map(row) }
}
