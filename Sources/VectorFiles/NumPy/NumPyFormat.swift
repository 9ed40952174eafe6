/// numpy's `.npy`.
struct NumPyFormat: StoredFormat {
  let title = "a .npy file"
  let suffixes = [".npy"]

  func isFormat(of file: MappedFile) -> Bool { file.bytes.starts(with: NumPyHeader.magic) }

  /// One dimension becomes one column; extents of 1 behind the second say nothing.
  func matrix(in file: MappedFile) throws(VectorFileError) -> StoredMatrix {
    guard isFormat(of: file) else {
      throw file.failure(.byte(0), "the magic bytes of a .npy file are missing", "write the file again with numpy.save")
    }
    let header = try NumPyHeader(file)
    let failure = NumPyFailure(path: file.path)
    guard (1...4).contains(header.shape.count), header.shape.dropFirst(2).allSatisfy({ $0 == 1 }) else {
      throw failure.shape(header.shape, "has \(header.shape.count) dimensions instead of 2")
    }
    let rows = header.shape[0]
    let columns = header.shape.count >= 2 ? header.shape[1] : 1
    guard rows > 0 else { throw failure.shape(header.shape, "has no rows") }
    guard columns > 0 else { throw failure.shape(header.shape, "has no columns") }
    return StoredMatrix(
      file, header.elementType, rows: rows, columns: columns, offset: header.dataOffset,
      isLittleEndian: header.isLittleEndian, isFortranOrder: header.isFortranOrder)
  }
}
