internal import Matrices
internal import TesseraKernels

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
  /// Mapped when the elements can be used as they are (float32 or float64, C order, this machine's byte order, aligned). Else the
  /// elements are converted: to Float when that is exact for the type, to Double otherwise (64-bit integers beyond 2^53 are rounded).
  /// Complexity: O(1) when mapped, else O(elements).
  ///
  /// - Parameter decodesInPlace: whether what can be is decoded where it is read, again each time: it takes no memory, and a fit up
  ///   to twice as long.
  func matrix(decodesInPlace: Bool = false) throws(VectorFileError) -> (matrix: NumericMatrix, isMapped: Bool) {
    switch elementType {
    case .float32:
      if decodesInPlace, let read: Matrix<Float> = read() { return (.float(read), true) }
      if let mapped: Matrix<Float> = mapped() { return (.float(mapped), true) }
    case .float64:
      if decodesInPlace, let read: Matrix<Double> = read() { return (.double(read), true) }
      if let mapped: Matrix<Double> = mapped() { return (.double(mapped), true) }
    default:
      if decodesInPlace, let encoded { return (.float(encoded), true) }
    }
    return (elementType.fitsFloat ? .float(try converted()) : .double(try converted()), false)
  }

  /// Whether rows lie one after the other, and bytes in this machine's order.
  private var isNative: Bool {
    (isLittleEndian == (1.littleEndian == 1) || elementType.byteCount == 1)
      && (!isFortranOrder || rows == 1 || columns == 1)
  }

  private func mapped<Scalar>() -> Matrix<Scalar>? {
    let size = MemoryLayout<Scalar>.size
    guard isNative, let start = file.bytes.baseAddress.map({ $0 + offset }),
      (isFortranOrder ? 0 : rowStride) % size == 0,
      Int(bitPattern: start) % MemoryLayout<Scalar>.alignment == 0
    else { return nil }
    let elements = start.assumingMemoryBound(to: Scalar.self)
    guard isFortranOrder || rowStride == columns * size else {
      return Matrix(rows: rows, columns: columns, borrowing: elements, stride: rowStride / size) {
        withExtendedLifetime(file) {}
      }
    }
    return Matrix(rows: rows, columns: columns, borrowing: UnsafeBufferPointer(start: elements, count: rows * columns))
    {
      withExtendedLifetime(file) {}
    }
  }

  /// The elements as they are, read from the file some at a time; nil where that cannot be.
  private func read<Scalar>() -> Matrix<Scalar>? {
    let size = MemoryLayout<Scalar>.size
    guard file.isRead else { return nil }
    return inPlace { [file] source, target, count in
      file.copy(UnsafeRawBufferPointer(start: source, count: count * size), to: target)
    }
  }

  /// The elements where they are, of a type that is decoded where it is read; nil where that cannot be.
  var encoded: Matrix<Float>? {
    guard let element = elementType.encodedElement else { return nil }
    let (size, kernels) = (elementType.byteCount, Kernels(.best))
    return inPlace { [file] source, target, count in
      let target = target.assumingMemoryBound(to: Float.self)
      guard file.isRead else { return kernels.decode(element, source, count: count, into: target) }
      let most = 1 << 16
      withUnsafeTemporaryAllocation(byteCount: max(1, min(count, most) * size), alignment: 16) { bytes in
        for start in stride(from: 0, to: count, by: most) {
          let some = min(most, count - start)
          file.copy(UnsafeRawBufferPointer(start: source + start * size, count: some * size), to: bytes.baseAddress!)
          kernels.decode(element, bytes.baseAddress!, count: some, into: target + start)
        }
      }
    }
  }

  private func inPlace<Scalar>(_ decode: @escaping EncodedRows.Decoder) -> Matrix<Scalar>? {
    guard isNative, let start = file.bytes.baseAddress.map({ $0 + offset }) else { return nil }
    let size = elementType.byteCount
    return Matrix(
      rows: rows, columns: columns, encodedAt: start, stride: isFortranOrder ? columns * size : rowStride, size: size,
      decode: decode
    ) {
      withExtendedLifetime(file) {}
    }
  }
}
