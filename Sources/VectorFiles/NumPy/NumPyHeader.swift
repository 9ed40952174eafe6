/// The header of a `.npy` file: what the bytes behind it are.
///
/// Versions 1.0, 2.0 and 3.0 of the format; source: numpy, `numpy.lib.format`,
/// <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
struct NumPyHeader {
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]  // \x93NUMPY

  let elementType: ElementType
  let isLittleEndian: Bool
  let isFortranOrder: Bool
  /// The extents, none negative.
  let shape: [Int]
  /// Where the elements begin.
  let dataOffset: Int

  /// Reads the header of a file that begins with ``magic`` and checks that exactly its elements follow.
  ///
  /// - Parameter isComplete: whether the bytes are all of the file.
  init(_ file: MappedFile, isComplete: Bool = true) throws(VectorFileError) {
    let failure = NumPyFailure(path: file.path)
    let bytes = file.bytes
    guard bytes.count >= 10 else { throw failure.truncatedHeader(at: bytes.count) }
    let start: Int
    let length: Int?
    switch bytes[6] {
    case 1: (start, length) = (10, bytes.littleEndian(UInt16.self, at: 8).map(Int.init))
    case 2, 3: (start, length) = (12, bytes.littleEndian(UInt32.self, at: 8).map(Int.init(clamping:)))
    default: throw failure.version(bytes[6], bytes[7])
    }
    guard let length, length <= bytes.count - start else { throw failure.truncatedHeader(at: bytes.count) }

    var parser = PythonLiteralParser(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)]))
    let entries: [String: PythonLiteral]
    do throws(ByteCursor.Failure) {
      entries = try parser.parseDictionary()
    } catch {
      throw failure.header(at: start + error.offset, error.problem)
    }
    if case .list = entries["descr"] { throw failure.type("structured", "records of several fields") }
    guard entries.count == 3, let descr = entries["descr"], let order = entries["fortran_order"],
      let extents = entries["shape"]
    else { throw failure.header(at: start, "the header needs the keys descr, fortran_order and shape, and no others") }
    guard case .boolean(let isFortranOrder) = order else {
      throw failure.header(at: start, "fortran_order is neither True nor False")
    }
    self.isFortranOrder = isFortranOrder
    guard case .tuple(let shape) = extents else {
      throw failure.header(at: start, "the shape is not a tuple of whole numbers")
    }
    guard case .string(let name) = descr else { throw failure.header(at: start, "descr is not a string") }
    (elementType, isLittleEndian) = try Self.elementType(named: name, failure)
    self.shape = shape
    dataOffset = start + length
    if isComplete { try checkSize(of: file, failure) }
  }

  private func checkSize(of file: MappedFile, _ failure: NumPyFailure) throws(VectorFileError) {
    guard shape.allSatisfy({ $0 >= 0 }) else { throw failure.shape(shape, "is negative") }
    var size = shape.contains(0) ? 0 : elementType.byteCount
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw failure.shape(shape, "is larger than any file") }
      size = product
    }
    let actual = file.bytes.count - dataOffset
    if actual != size { throw failure.size(expected: size, actual: actual, dataOffset: dataOffset) }
  }
}
