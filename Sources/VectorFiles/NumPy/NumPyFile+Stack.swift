public import Matrices

extension NumPyFile {
  /// Reads an array of three dimensions as matrices, those of its first index: codebooks of parts as long as each other, [parts, codes,
  /// columns]. One of two dimensions is one matrix.
  ///
  /// - Throws: ``VectorFileError`` for what is no `.npy` file, has another number of dimensions, none of some extent, or Fortran's order.
  /// - Complexity: O(elements).
  public static func matrices(contentsOf path: String) throws(VectorFileError) -> [Matrix<Double>] {
    let file = try MappedFile(path: path)
    guard NumPyFormat().isFormat(of: file) else {
      throw file.failure(
        .byte(0), "the magic bytes of a .npy file are missing", "write the file again with numpy.save")
    }
    let header = try NumPyHeader(file)
    let failure = NumPyFailure(path: file.path)
    let shape = header.shape.count == 2 ? [1] + header.shape : header.shape
    guard shape.count == 3 else {
      throw failure.shape(header.shape, "has \(header.shape.count) dimensions instead of 3 or 2")
    }
    guard !shape.contains(0) else { throw failure.shape(header.shape, "has no elements") }
    guard !header.isFortranOrder || header.shape.count == 2 else {
      throw failure.shape(header.shape, "is in Fortran's order, which is read of two dimensions only")
    }
    var matrices: [Matrix<Double>] = []
    for index in 0..<shape[0] {
      let stored = StoredMatrix(
        file, header.elementType, rows: shape[1], columns: shape[2],
        offset: header.dataOffset + index * shape[1] * shape[2] * header.elementType.byteCount,
        isLittleEndian: header.isLittleEndian, isFortranOrder: header.isFortranOrder)
      matrices.append(try stored.matrix().matrix.inDoublePrecision)
    }
    return matrices
  }

  /// Writes whole numbers of shape (rows, columns), or (rows,) of one column, as the narrowest of uint8, uint16 and int32 that holds those
  /// below `bound`.
  ///
  /// - Parameter values: row by row, at least 0.
  public static func write(
    codes values: [Int32], columns: Int, below bound: Int, to path: String
  ) throws(VectorFileError) {
    let shape = columns == 1 ? [values.count] : [values.count / columns, columns]
    if bound <= 1 << 8 {
      try write(values.map { UInt8(truncatingIfNeeded: $0) }, type: "u1", shape: shape, to: path)
    } else if bound <= 1 << 16 {
      try write(values.map { UInt16(truncatingIfNeeded: $0) }, type: "u2", shape: shape, to: path)
    } else {
      try write(values, type: "i4", shape: shape, to: path)
    }
  }

  /// Writes bytes of shape (rows, columns) as uint8.
  public static func write(bytes: [UInt8], columns: Int, to path: String) throws(VectorFileError) {
    try write(bytes, type: "u1", shape: [columns == 0 ? 0 : bytes.count / columns, columns], to: path)
  }
}
