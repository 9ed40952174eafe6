internal import CTessera
internal import Matrices

extension tessera_matrix {
  /// The rows where they are, without a copy: for as long as the call lasts.
  func rowsInPlace(_ name: String) throws -> NumericMatrix {
    let stride = row_stride == 0 ? columns : row_stride
    try demand(rows >= 0 && columns >= 0, "\(name): \(rows) rows and \(columns) columns: neither is negative")
    try demand(stride >= columns, "\(name): rows begin \(stride) elements apart, but have \(columns) columns")
    let (whole, overflows) = rows.multipliedReportingOverflow(by: stride)
    // (What fits goes into an Int of any width, and so do its factors, where neither is 0.)
    try demand(
      !overflows && max(whole, rows, stride) <= Int.max / 16,
      "\(name): \(rows) rows of \(stride) elements fit no memory")
    let count = Int(whole)
    try demand(
      elements != nil || count == 0, "\(name): the elements are NULL, and there are \(rows) rows of \(columns) columns")
    switch Int(type) {
    case TESSERA_FLOAT32: return .float(try matrix(stride: Int(stride), count, name))
    case TESSERA_FLOAT64: return .double(try matrix(stride: Int(stride), count, name))
    default: throw Misuse("\(name): \(type) is no type: give TESSERA_FLOAT32 or TESSERA_FLOAT64")
    }
  }

  private func matrix<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
    stride: Int, _ count: Int, _ name: String
  ) throws -> Matrix<Scalar> {
    try demand(
      Int(bitPattern: elements) % MemoryLayout<Scalar>.alignment == 0,
      "\(name): the elements are not aligned for their type")
    let start = elements?.assumingMemoryBound(to: Scalar.self)
    let whole = Matrix<Scalar>(
      rows: Int(rows), columns: stride, borrowing: UnsafeBufferPointer(start: start, count: count), release: {})
    return stride == Int(columns) ? whole : whole[columns: 0..<Int(columns)]
  }
}

/// The caller's weights, copied: one per row.
func weights(_ weights: UnsafePointer<Double>?, of points: NumericMatrix) -> [Double]? {
  weights.map { Array(UnsafeBufferPointer(start: $0, count: points.rows)) }
}

extension tessera_matrix {
  /// The rows in memory of their own.
  func copied(_ name: String) throws -> Matrix<Double> {
    switch try rowsInPlace(name) {
    case .float(let rows): rows.converted()
    case .double(let rows):
      rows.withUnsafeElements { Matrix(rows: rows.rows, columns: rows.columns, elements: $0) }
    }
  }
}
