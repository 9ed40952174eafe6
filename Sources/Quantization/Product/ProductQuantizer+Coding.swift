public import Clustering
public import Matrices
internal import TesseraKernels

extension ProductQuantizer {
  /// Rows that are encoded together, so that their parts are read from a cache.
  private static let block = 65_536

  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    try requireDimensions(of: points)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    if let short = ShortParts(self, parallel) {
      if let codes = short.codes(of: points, bits: bits, parallel) { return codes }
      try points.requireFinite()
    }
    var codes = Codes(rows: points.rows, bits: bits)
    for start in stride(from: 0, to: points.rows, by: Self.block) {
      let rows = points[rows: start..<min(points.rows, start + Self.block)]
      for (part, codebook) in codebooks.enumerated() {
        do {
          let labels = try rows[columns: columns[part]].assigned(
            to: codebook, threadCount: parallel.threads, instructionSet: .usual
          ).labels
          codes.fill(part, with: labels, from: start)
        } catch {
          throw error.moved(byRows: start, columns: columns[part].lowerBound)
        }
      }
    }
    return codes
  }

  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    let values = try codes.values(of: codebooks)
    let d = dimensions
    return Matrix(rows: codes.rows, columns: d) { target in
      for (part, codebook) in codebooks.enumerated() {
        let (start, width) = (columns[part].lowerBound, columns[part].count)
        codebook.withUnsafeElements { codebook in
          for (row, code) in values[part].enumerated() {
            for column in 0..<width { target[row * d + start + column] = codebook[Int(code) * width + column] }
          }
        }
      }
    }
  }
}

extension ClusteringError {
  /// The same of some rows and columns of a matrix, in the matrix's own.
  func moved(byRows rows: Int, columns: Int) -> ClusteringError {
    guard case .notFinite(let row, let column) = self else { return self }
    return .notFinite(row: row + rows, column: column + columns)
  }
}
