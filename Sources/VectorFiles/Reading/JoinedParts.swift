internal import Matrices
internal import Refusals

/// The matrix that grows as parts are read.
struct JoinedParts: ~Copyable {
  private var first: (data: VectorData, path: String)?
  private var format: String?
  private var elements: GrowingBytes?
  /// The parts themselves, where they are not copied.
  private var matrices: [NumericMatrix]?
  private var rows = 0
  private var parts: [VectorData.Part] = []
  private var droppedRowIndices: [Int] = []
  private var notes: [String] = []
  private var names: [String] = []

  /// - Parameter inPlace: whether each part stays where it is.
  init(inPlace: Bool) { matrices = inPlace ? [] : nil }

  /// Throws where a part is of another format than the first.
  mutating func check(_ format: any MatrixFormat, of file: MappedFile) throws(VectorFileError) {
    if let expected = self.format, expected != format.title, let first {
      throw file.failure(
        .file, "this is \(format.title), while the first part, \(first.path), is \(expected)",
        "read parts of one format together")
    }
    self.format = format.title
  }

  /// Adds the points of a part.
  mutating func append(_ data: VectorData, of path: String) throws(VectorFileError) {
    if let first { try Self.check(data, path, beside: first.data, first.path) }
    droppedRowIndices += data.droppedRowIndices.map { $0 + fileRows }
    for note in data.notes where !notes.contains(note) { notes.append(note) }
    parts.append(VectorData.Part(path: path, rows: data.fileRows))
    rows += data.points.rows
    if data.rowNames.heading != nil {
      try data.rowNames.forEach(data.fileRows) { _, name throws(VectorFileError) in
        names.append(String(decoding: name, as: UTF8.self))
      }
    }
    if first == nil {
      first = (data, path)
      // What was parsed lies together, in one large piece.
      if !data.isMapped { matrices = nil }
      // The elements are kept once.
      first?.data.points = .double(Matrix(rows: 0, columns: 0, elements: []))
      if matrices == nil { elements = try GrowingBytes(path, expected: 0) }
    }
    if matrices != nil {
      matrices?.append(data.points)
      if data.isMapped { first?.data.isMapped = true }
      return
    }
    switch data.points {
    case .float(let matrix): try append(matrix)
    case .double(let matrix): try append(matrix)
    }
  }

  private var fileRows: Int { parts.reduce(0) { $0 + $1.rows } }

  private mutating func append<Scalar>(_ matrix: Matrix<Scalar>) throws(VectorFileError) {
    try matrix.withUnsafeElements { values throws(VectorFileError) in
      try elements?.append(UnsafeRawBufferPointer(values))
    }
  }

  private static func check(
    _ data: VectorData, _ path: String, beside first: VectorData, _ firstPath: String
  ) throws(VectorFileError) {
    func failure(_ problem: String) -> VectorFileError {
      VectorFileError(
        kind: .badData, path: path, location: .file, problem: "\(problem) as the first part, \(firstPath)",
        advice: "read parts of the same columns together")
    }
    let (count, expected) = (data.points.columns, first.columns.count)
    guard count == expected else { throw failure("it has \(count) columns instead of \(expected)") }
    guard data.elementType == first.elementType else {
      throw failure("its elements are \(data.elementType.rawValue) instead of \(first.elementType.rawValue)")
    }
  }

  /// What all parts hold.
  consuming func data() -> VectorData {
    guard var data = first?.data else { refuse("there is at least one part") }
    data.parts = parts
    // Of several files, none is the original.
    data.original = nil
    if let heading = data.rowNames.heading { data.rowNames = RowNames(names, heading: heading) }
    data.droppedRowIndices = droppedRowIndices
    data.notes = notes
    if let matrices {
      data.points = NumericMatrix(joining: matrices)
      return data
    }
    let (rows, columns) = (rows, data.columns.count)
    guard let bytes = elements.take()?.bytes() else { refuse("there is at least one part") }
    data.isMapped = false
    data.points =
      data.elementType.fitsFloat
      ? .float(Self.matrix(bytes, rows, columns)) : .double(Self.matrix(bytes, rows, columns))
    return data
  }

  private static func matrix<Scalar>(_ bytes: UnsafeRawBufferPointer, _ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    nonisolated(unsafe) let owned = UnsafeMutableBufferPointer(
      mutating: bytes.bindMemory(to: Scalar.self))
    return Matrix(rows: rows, columns: columns, borrowing: UnsafeBufferPointer(owned)) { FallibleMemory.free(owned) }
  }
}
