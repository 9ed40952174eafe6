internal import Clustering
internal import Matrices
internal import TesseraKernels

/// What the best sequences of each row leave over: the rows that the next level's codebook is trained on.
struct BeamResiduals {
  /// [rows * sequences, dimensions]: those of a row one after the other, the best first.
  let points: NumericMatrix
  let weights: [Double]?

  /// Rows of many points are so many that each has its best sequence only.
  static let mostRows = 1 << 20

  /// - Parameters:
  ///   - points: finite, as wide as the quantizer's vectors.
  ///   - weights: one per row.
  ///   - most: sequences of a row, at most those of the beam.
  init(
    of points: NumericMatrix, by quantizer: ResidualQuantizer, weights: [Double]?, most: Int, _ parallel: ParallelRows
  ) {
    var sequences = 1
    for codebook in quantizer.codebooks where sequences < most { sequences *= codebook.rows }
    sequences = max(1, min(sequences, most, Self.mostRows / max(1, points.rows)))
    let levels = KernelLevels(quantizer.codebooks, .usual, parallel)
    func rest<Scalar: KernelScalar>(_ points: Matrix<Scalar>) -> Matrix<Scalar> {
      let codes = levels.encode(points, beam: quantizer.beamWidth, sequences: sequences, parallel)
      return points.residuals(of: quantizer.codebooks, codes: codes, sequences: sequences)
    }
    switch points {
    case .float(let points): self.points = .float(rest(points))
    case .double(let points): self.points = .double(rest(points))
    }
    self.weights = weights.map { $0.flatMap { repeatElement($0, count: sequences) } }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// The rows less their codes, in Double until they are stored: [rows * sequences, columns].
  ///
  /// - Parameter codes: [rows, sequences, levels].
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func residuals(of codebooks: [Matrix<Double>], codes: [Int32], sequences: Int) -> Matrix<Scalar> {
    let (d, levels) = (columns, codebooks.count)
    var rest = [Double](repeating: 0, count: d)
    return Matrix<Scalar>(rows: rows * sequences, columns: d) { target in
      withRows { view in
        view.forEachRow(in: 0..<rows) { row, x in
          for sequence in (row * sequences)..<((row + 1) * sequences) {
            for column in 0..<d { rest[column] = Double(x[column]) }
            for (level, codebook) in codebooks.enumerated() {
              let code = Int(codes[sequence * levels + level]) * d
              codebook.withUnsafeElements { codebook in
                for column in 0..<d { rest[column] -= codebook[code + column] }
              }
            }
            for column in 0..<d { target[sequence * d + column] = Scalar(rest[column]) }
          }
        }
      }
    }
  }
}
