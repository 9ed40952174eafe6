internal import Matrices

/// The matrix in a `.npy` file.
struct NumPyMatrix {
  let matrix: NumericMatrix
  let elementType: ElementType
  let isMapped: Bool

  /// Maps the elements when they can be used as they are (float32 or float64, C order, this machine's byte order,
  /// aligned), else converts them: to Float when that is exact for the type, to Double otherwise (64-bit integers
  /// beyond 2^53 are rounded).
  ///
  /// One dimension becomes one column. Complexity: O(1) when mapped, else O(elements).
  init(_ file: MappedFile) throws(VectorFileError) {
    let header = try NumPyHeader(file)
    let failure = NumPyFailure(path: file.path)
    guard header.shape.count == 1 || header.shape.count == 2 else {
      throw failure.shape(header.shape, "has \(header.shape.count) dimensions instead of 2")
    }
    let rows = header.shape[0]
    let columns = header.shape.count == 2 ? header.shape[1] : 1
    guard rows > 0 else { throw failure.shape(header.shape, "has no rows") }
    guard columns > 0 else { throw failure.shape(header.shape, "has no columns") }
    elementType = header.elementType
    switch header.elementType {
    case .float32:
      if let mapped: Matrix<Float> = Self.mapped(file, header, rows, columns) {
        matrix = .float(mapped)
        isMapped = true
        return
      }
    case .float64:
      if let mapped: Matrix<Double> = Self.mapped(file, header, rows, columns) {
        matrix = .double(mapped)
        isMapped = true
        return
      }
    default: break
    }
    isMapped = false
    let elements = NumPyElements(file: file, header: header, rows: rows, columns: columns)
    matrix = header.elementType.fitsFloat ? .float(try elements.matrix()) : .double(try elements.matrix())
  }

  private static func mapped<Scalar>(
    _ file: MappedFile, _ header: NumPyHeader, _ rows: Int, _ columns: Int
  ) -> Matrix<Scalar>? {
    guard header.isNative(rows: rows, columns: columns),
      let start = file.bytes.baseAddress.map({ $0 + header.dataOffset }),
      Int(bitPattern: start) % MemoryLayout<Scalar>.alignment == 0
    else { return nil }
    let elements = UnsafeBufferPointer(start: start.assumingMemoryBound(to: Scalar.self), count: rows * columns)
    return Matrix(rows: rows, columns: columns, borrowing: elements) { withExtendedLifetime(file) {} }
  }
}
