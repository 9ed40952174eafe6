internal import Matrices

/// Where the elements of a matrix lie in a file, and in what form: what every format of bare numbers comes to.
struct StoredMatrix {
  let file: MappedFile
  let elementType: ElementType
  let rows: Int
  let columns: Int
  /// Where the first element begins.
  let offset: Int
  /// From the start of a row to that of the next, in bytes; of no matter in Fortran order.
  let rowStride: Int
  let isLittleEndian: Bool
  let isFortranOrder: Bool

  /// Rows that follow each other without gaps where no stride is given.
  init(
    _ file: MappedFile, _ elementType: ElementType, rows: Int, columns: Int, offset: Int, rowStride: Int? = nil,
    isLittleEndian: Bool = true, isFortranOrder: Bool = false
  ) {
    (self.file, self.elementType, self.rows, self.columns) = (file, elementType, rows, columns)
    (self.offset, self.rowStride) = (offset, rowStride ?? columns * elementType.byteCount)
    (self.isLittleEndian, self.isFortranOrder) = (isLittleEndian, isFortranOrder)
  }

  /// The matrix, and whether it is that of the file itself.
  ///
  /// Mapped when the elements can be used as they are (float32 or float64, C order, this machine's byte order, aligned, no
  /// gaps), else converted: to Float when that is exact for the type, to Double otherwise (64-bit integers beyond 2^53 are
  /// rounded). Complexity: O(1) when mapped, else O(elements).
  func matrix() throws(VectorFileError) -> (matrix: NumericMatrix, isMapped: Bool) {
    switch elementType {
    case .float32: if let mapped: Matrix<Float> = mapped() { return (.float(mapped), true) }
    case .float64: if let mapped: Matrix<Double> = mapped() { return (.double(mapped), true) }
    default: break
    }
    return (elementType.fitsFloat ? .float(try converted()) : .double(try converted()), false)
  }

  private func mapped<Scalar>() -> Matrix<Scalar>? {
    let isNative = isLittleEndian == (1.littleEndian == 1) && (!isFortranOrder || rows == 1 || columns == 1)
    let hasGaps = !isFortranOrder && rowStride != columns * MemoryLayout<Scalar>.size
    guard isNative, !hasGaps, let start = file.bytes.baseAddress.map({ $0 + offset }),
      Int(bitPattern: start) % MemoryLayout<Scalar>.alignment == 0
    else { return nil }
    let elements = UnsafeBufferPointer(start: start.assumingMemoryBound(to: Scalar.self), count: rows * columns)
    return Matrix(rows: rows, columns: columns, borrowing: elements) { withExtendedLifetime(file) {} }
  }
}
