internal import Refusals

extension Matrix {
  /// Some neighbouring columns, without a copy.
  ///
  /// ```swift
  /// let points = Matrix<Float>([[0, 1, 2, 3], [4, 5, 6, 7]])
  /// points[columns: 2..<4]          // [[2, 3], [6, 7]]
  /// ```
  ///
  /// A fit reads the rows where they lie, and its results have the bits of those for a copy; so have all others. What asks for
  /// all elements side by side (``withUnsafeElements(_:)``) makes one.
  ///
  /// - Precondition: the columns exist.
  /// - Complexity: O(parts). The result keeps the memory of all columns alive.
  public subscript(columns range: Range<Int>) -> Matrix {
    require(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) are not all among \(columns)")
    if range.count == columns { return self }
    if !storage.encoded.isEmpty {
      return Matrix(
        rows: rows, columns: range.count,
        encoded: storage.encoded.map { $0.part($0.rows, as: $0.rows.lowerBound, columns: range) }, owners: [storage])
    }
    let parts = storage.parts.isEmpty ? [rowView.first] : storage.parts
    return Matrix(
      rows: rows, columns: range.count,
      parts: parts.map { RowPart($0.rows, origin: $0.origin + range.lowerBound, stride: $0.stride) },
      owners: [storage])
  }

  /// Some neighbouring rows, without a copy.
  ///
  /// - Precondition: the rows exist.
  /// - Complexity: O(parts). The result keeps the memory of all rows alive.
  public subscript(rows range: Range<Int>) -> Matrix {
    require(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) are not all among \(rows)")
    if range.count == rows { return self }
    if range.isEmpty { return Matrix(rows: 0, columns: columns, elements: []) }
    if !storage.encoded.isEmpty {
      let some = storage.encoded.compactMap { part in
        let rows = part.rows.clamped(to: range)
        return rows.isEmpty ? nil : part.part(rows, as: rows.lowerBound - range.lowerBound, columns: 0..<columns)
      }
      return Matrix(rows: range.count, columns: columns, encoded: some, owners: [storage])
    }
    var parts: [RowPart<Scalar>] = []
    rowView.forEachPart(in: range) { part, rows in
      let shifted = (rows.lowerBound - range.lowerBound)..<(rows.upperBound - range.lowerBound)
      parts.append(RowPart(shifted, at: part[rows.lowerBound], stride: part.stride))
    }
    return Matrix(rows: range.count, columns: columns, parts: parts, owners: [storage])
  }

  /// Several matrices one below the other, without a copy: the files of a folder.
  ///
  /// ```swift
  /// let points = Matrix(joining: [january, february])
  /// let model = try KMeans(clusterCount: 20).fitted(to: points)
  /// ```
  ///
  /// A fit reads the rows where they lie, and its results have the bits of those for a copy; so have all others. What asks for
  /// all elements side by side (``withUnsafeElements(_:)``) makes one.
  ///
  /// - Precondition: there is at least one matrix, and all have as many columns.
  /// - Complexity: O(matrices).
  public init(joining matrices: [Matrix]) {
    require(!matrices.isEmpty, "at least one matrix is to be joined")
    let isEncoded = matrices.contains { !$0.storage.encoded.isEmpty }
    var (parts, encoded, rows): ([RowPart<Scalar>], [EncodedRows], Int) = ([], [], 0)
    for (index, matrix) in matrices.enumerated() {
      require(
        matrix.columns == matrices[0].columns,
        "matrix \(index) has \(matrix.columns) columns, and matrix 0 has \(matrices[0].columns)")
      if matrix.storage.encoded.isEmpty {
        matrix.rowView.forEachPart(in: 0..<matrix.rows) { part, some in
          parts.append(
            RowPart((rows + some.lowerBound)..<(rows + some.upperBound), at: part[some.lowerBound], stride: part.stride)
          )
          encoded.append(EncodedRows(parts[parts.count - 1]))
        }
      } else {
        encoded += matrix.storage.encoded.map {
          $0.part($0.rows, as: rows + $0.rows.lowerBound, columns: 0..<matrix.columns)
        }
      }
      rows += matrix.rows
    }
    let filled = matrices.filter { $0.rows > 0 }
    guard filled.count > 1 else {
      self = filled.first ?? matrices[0]
      return
    }
    let owners = filled.map { $0.storage }
    self =
      isEncoded
      ? Matrix(rows: rows, columns: filled[0].columns, encoded: encoded, owners: owners)
      : Matrix(rows: rows, columns: filled[0].columns, parts: parts, owners: owners)
  }

  /// Rows of which some have elements of another type.
  private init(rows: Int, columns: Int, encoded: [EncodedRows], owners: [MatrixStorage<Scalar>]) {
    self.init(
      rows: rows, columns: columns, storage: MatrixStorage(encoded: encoded) { withExtendedLifetime(owners) {} })
  }

  /// Rows whose elements are of another type in memory that somebody else owns: they are decoded where they are read.
  ///
  /// - Parameters:
  ///   - start: where the first row begins; nothing changes there while the matrix or a copy lives.
  ///   - stride: from one row to the next, in bytes.
  ///   - size: bytes per element.
  ///   - decode: makes so many elements of those that begin somewhere; from several threads at once.
  ///   - release: called once, when the last copy of the matrix is gone.
  package init(
    rows: Int, columns: Int, encodedAt start: UnsafeRawPointer, stride: Int, size: Int,
    decode: @escaping EncodedRows.Decoder,
    release: @escaping @Sendable () -> Void
  ) {
    let all = EncodedRows(
      0..<rows, at: start, stride: stride, size: size, decodedSize: MemoryLayout<Scalar>.stride, decode: decode)
    self.init(rows: rows, columns: columns, storage: MatrixStorage(encoded: [all], release: release))
  }

  /// Rows that are equally far apart in memory that somebody else owns, without a copy.
  ///
  /// - Parameters:
  ///   - start: where the first row begins; nothing changes there while the matrix or a copy lives.
  ///   - stride: from one row to the next, in elements.
  ///   - release: called once, when the last copy of the matrix is gone.
  package init(
    rows: Int, columns: Int, borrowing start: UnsafePointer<Scalar>, stride: Int,
    release: @escaping @Sendable () -> Void
  ) {
    let owner = MatrixStorage(
      elements: UnsafeBufferPointer(start: start, count: 0), isOwned: false, release: release)
    self.init(rows: rows, columns: columns, parts: [RowPart(0..<rows, at: start, stride: stride)], owners: [owner])
  }

  /// Rows in parts, or in one without gaps.
  private init(rows: Int, columns: Int, parts: [RowPart<Scalar>], owners: [MatrixStorage<Scalar>]) {
    let first = parts[0]
    let isContiguous = parts.count == 1 && (first.stride == columns || rows == 1)
    self.init(
      rows: rows, columns: columns,
      storage: isContiguous
        ? MatrixStorage(elements: UnsafeBufferPointer(start: first[0], count: rows * columns), owners: owners)
        : MatrixStorage(parts: parts, owners: owners))
  }
}
