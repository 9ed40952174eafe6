internal import Matrices

extension VectorFileReader {
  /// The file of a path that leads to one, and the reader of what was named in it.
  func open(_ path: String, _ place: InputPath.Place) throws(VectorFileError) -> (MappedFile, VectorFileReader) {
    var reader = self
    let file: MappedFile
    switch place {
    case .standardInput: file = try MappedFile(standardInput: path, meter: meter)
    case .file(let name, let named):
      if let named {
        guard member == nil || member == named else {
          throw VectorFileError(
            kind: .badData, path: path, location: .file, problem: "two matrices of the file are named",
            advice: "name one")
        }
        reader.member = named
      }
      file = try MappedFile(path: name, meter: meter)
    case .directory, .pattern: file = try MappedFile(path: path)
    }
    return (try file.unpacked(), reader)
  }

  /// All parts as one matrix, in their order.
  ///
  /// The first decides what the columns are; the others need to have the same. Memory: that of the matrix and of one part; of parts that
  /// stay in their files (``readsInPlace``), none.
  package func read(parts: [String]) throws(VectorFileError) -> VectorData {
    var reader = self
    var joined = JoinedParts(inPlace: readsInPlace && parts.count <= Self.mostPartsInPlace)
    if query != nil, let first = parts.first {
      throw VectorFileError(
        kind: .badData, path: first, location: .file,
        problem: "a query is about one file, and there are \(parts.count)",
        advice: "name one, or all of them in the query")
    }
    meter?.begin("read", of: parts.count)
    for part in parts {
      defer { meter?.advance(by: 1) }
      try watch(part) { () throws(VectorFileError) in
        let file = try MappedFile(path: part).unpacked()
        let format = try MatrixFormats.format(of: file)
        try joined.check(format, of: file)
        let data = try reader.read(file)
        try joined.append(data, of: part)
        var first = reader.table.part ?? PartColumns(data, part)
        first.style = first.style ?? data.textStyle?.numbers
        reader.table.part = first
      }
    }
    return joined.data()
  }

  /// The column of every part.
  func columns(_ path: String) throws(VectorFileError) -> [NumericColumn] {
    let input = InputPath(path)
    guard let parts = try input.parts() else {
      let (file, reader) = try open(path, input.place)
      return [try reader.column(file)]
    }
    var columns: [NumericColumn] = []
    for part in parts { columns.append(try column(MappedFile(path: part).unpacked())) }
    return columns
  }

  func column(_ file: MappedFile) throws(VectorFileError) -> NumericColumn {
    do {
      return try file.reading { () throws(VectorFileError) in
        try MatrixFormats.format(of: file).column(of: file, self)
      }
    } catch {
      throw error.advising("write one plain number per row")
    }
  }

  private func watch(_ path: String, _ body: () throws(VectorFileError) -> Void) throws(VectorFileError) {
    if let watched { try watched(path, body) } else { try body() }
  }
}
