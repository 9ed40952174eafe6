internal import ArgumentParser
internal import Quantization
internal import Tessera
internal import VectorFiles

/// Where codes go, and in which format.
struct CodesOutput {
  let path: String
  let isPacked: Bool

  static let help: ArgumentHelp =
    """
    The codes of each row: .npy (one number per part, uint8, uint16 or int32), .safetensors (packed), or .csv, .tsv or .parquet with the \
    row's id or number, code1, code2, ... and distance; - for standard output.
    """

  private var isTensors: Bool { OutputFormats.suffix(of: path) == ".safetensors" }

  /// Whether the file's ids, and distances, are written too.
  var isTable: Bool { !isTensors && OutputPlace(path).format.isTable }

  /// Throws a usage error where the name does not say how to write.
  func check() throws {
    guard path != "-", !isTensors, OutputPlace.formats.format(of: path) == nil else {
      if isPacked, isTensors || OutputPlace(path).format.isTable {
        throw ValidationError("--packed is for .npy; .safetensors is always packed, and tables never.")
      }
      return
    }
    throw ValidationError(
      "The name of the codes ends in \(OutputFormats.list(OutputPlace.formats.suffixes + [".safetensors"])): \(path.shown)."
    )
  }

  /// Writes them.
  ///
  /// - Parameter distances: of each row that was kept, where the format has them.
  func write(
    _ codes: Codes, of codebook: CodebookFile, distances: [Double], _ points: Points, _ options: DataOptions
  ) throws(VectorFileError) {
    let leavesRowsOut = points.data.droppedRows > 0
    if isTensors || (!isTable && (isPacked || !leavesRowsOut)) {
      if leavesRowsOut { options.note("\(path.shown): codes are those of the rows that were kept") }
      if isTensors { return try CodesFile.writeTensors(codes, of: codebook, to: path) }
      return try CodesFile.write(codes, isPacked: isPacked, to: OutputPlace.path(path))
    }
    let names = CodesFile.columnNames(codes.bits.count)
    let columns = names.indices.map { position in
      OutputTable.Column(names[position], .integers(points.spread(codes.values(at: position), leftOut: -1)))
    }
    let place = OutputPlace(path)
    guard place.format.isTable else {
      options.note("\(path.shown): int32, with -1 for rows that were left out")
      let spread = (0..<(columns.first?.values.count ?? 0)).flatMap { row in columns.map { $0.values.integer(row) } }
      return try NumPyFile.write(codes: spread, columns: columns.count, below: .max, to: place.path)
    }
    var table = OutputTable(
      rowNames: points.data.rowNames,
      columns: columns + [.init("distance", .numbers(points.spread(distances, leftOut: .nan)))])
    let line = options.line
    defer { line.clear() }
    table.meter = line.meter(OutputPlace.shown(path))
    try place.format.write(table, to: place.path)
    try points.checkUnchanged()
  }
}

extension OutputTable.Column.Values {
  fileprivate var count: Int {
    switch self {
    case .integers(let values): values.count
    case .numbers(let values): values.count
    }
  }

  fileprivate func integer(_ row: Int) -> Int32 {
    if case .integers(let values) = self { values[row] } else { -1 }
  }
}
