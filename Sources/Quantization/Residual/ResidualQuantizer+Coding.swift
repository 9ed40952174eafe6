public import Clustering
public import Matrices
internal import TesseraKernels

extension ResidualQuantizer {
  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    try requireDimensions(of: points)
    try points.requireFinite()
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    return codes(KernelLevels(codebooks, .usual, parallel), points, parallel)
  }

  /// The codes of finite rows.
  func codes(_ levels: KernelLevels, _ points: NumericMatrix, _ parallel: ParallelRows) -> Codes {
    let values =
      switch points {
      case .float(let points): levels.encode(points, beam: beamWidth, parallel)
      case .double(let points): levels.encode(points, beam: beamWidth, parallel)
      }
    return Codes(inRange: values, bits: bits)
  }

  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    let values = try codes.values(of: codebooks)
    let d = dimensions
    return Matrix(rows: codes.rows, columns: d) { target in
      for (level, codebook) in codebooks.enumerated() {
        codebook.withUnsafeElements { codebook in
          for (row, code) in values[level].enumerated() {
            let (out, code) = (row * d, Int(code) * d)
            if level == 0 {
              for column in 0..<d { target[out + column] = codebook[code + column] }
            } else {
              for column in 0..<d { target[out + column] += codebook[code + column] }
            }
          }
        }
      }
    }
  }
}
