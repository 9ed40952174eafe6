internal import Clustering
internal import Matrices
internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// The points of a command, with what belongs to their rows.
struct Points {
  let path: String
  /// What a message calls the file.
  var title: String { InputPath.title(of: path) }

  /// As they were read or, where there is a scaling, on the common scale.
  var data: VectorData
  private(set) var scaling: ColumnScaling?
  private(set) var weightsPath: String?
  /// One per row that was kept; nil for 1 each.
  var weights: [Double]?

  /// Which of the rows of the file the first one here is, those left out not counted, where others have those before.
  var firstRow = 0

  /// How many rows the processes of a group have, those left out not counted, where the rows here are those of one.
  var sharedRows: Int?

  /// What the data are mapped from, as long as they are.
  private var files: [InputFile]

  /// What they were read by.
  private let reader: VectorFileReader

  /// - Parameter parts: those of the data that stay where they are.
  init(file: InputFile, parts: [InputFile] = [], data: VectorData, reader: VectorFileReader) {
    path = file.path
    (self.data, self.reader) = (data, reader)
    // What a database held is in memory, and labels may go back to it.
    files = data.isMapped || data.original != nil && !data.isOfDatabase ? [file] + parts : []
  }

  /// Whether what is computed from them is to end: somebody asks for it, or they are no longer the numbers that were read.
  func shouldStop() -> Bool { StopSignal.received != nil || files.contains { $0.isFoundChanged() } }

  /// Throws if the numbers are no longer those that were read: whatever was found belongs to no data.
  func checkUnchanged() throws(VectorFileError) {
    for file in files { try file.check() }
  }

  /// What there is to say about them.
  var dataSummary: DataSummary {
    var summary = DataSummary(data, path: path)
    if let sharedRows { summary.rows = sharedRows }
    return summary
  }

  /// The rows of the file: those of the points and those left out.
  private var fileRows: Int { (sharedRows ?? data.points.rows) + data.droppedRows }

  /// For messages: `x.npy (100 rows x 2 dimensions)`.
  var summary: String { "\(title) (\(data.points.rows.counted("row")) x \(data.points.columns.counted("dimension")))" }

  /// Where what is wrong stands in the text that it was read from: in the points, or in their weights; nil where that is no
  /// one place, or none that can be found again.
  func place(of error: ClusteringError) -> (path: String, location: VectorFileError.Location)? {
    if let element = error.element {
      let (row, column) = (dataSummary.fileRow(of: firstRow + element.row), data.columns[element.column].index)
      let (part, first) = part(ofRow: row)
      return (try? reader.location(row: row - first, column: column, in: part)).flatMap { $0 }.map { (part, $0) }
    }
    if let found = error.row {
      let row = dataSummary.fileRow(of: firstRow + found)
      let (part, first) = part(ofRow: row)
      let location = (try? reader.location(row: row - first, column: data.columns[0].index, in: part)).flatMap { $0 }
      return location.map { (part, $0.withoutColumn) }
    }
    guard let row = error.weightRow, let weightsPath else { return nil }
    var reader = VectorFileReader()
    reader.table.leavesColumnsAside = false
    let location = try? reader.location(row: dataSummary.fileRow(of: firstRow + row), column: 0, in: weightsPath)
    return location.flatMap { $0 }.map { (weightsPath, $0) }
  }

  /// The file that a row is in, and its first row.
  private func part(ofRow row: Int) -> (path: String, firstRow: Int) {
    var first = 0
    for part in data.parts {
      if row < first + part.rows { return (part.path, first) }
      first += part.rows
    }
    return (path, first)
  }

  /// The points with the weights of a file, one per row of the data file.
  func weighted(by path: String) throws(VectorFileError) -> Points {
    var weighted = self
    weighted.weightsPath = path
    let weights = try InputFile(path).reading { () throws(VectorFileError) in
      var reader = VectorFileReader()
      reader.tableLoader = TableDrivers()
      return try reader.readWeights(path)
    }
    weighted.weights = try kept(weights, of: path, what: "weight")
    return weighted
  }

  /// The points on a common scale, a copy that changes no more with the file.
  func scaled(by scaling: ColumnScaling) throws(VectorFileError) -> Points {
    var scaled = self
    scaled.data.points = scaling.applied(to: data.points)
    scaled.scaling = scaling
    try checkUnchanged()
    if data.original == nil { scaled.files = [] }
    return scaled
  }

  /// The known classes in a file, or in one of its columns, one per row of the data file, for the rows that were kept.
  func classes(
    from path: String, column: ColumnSelection?, _ reader: VectorFileReader
  ) throws(VectorFileError) -> [String] {
    try kept(try reader.watchedClasses(path, rows: data.fileRows, column: column), of: path, what: "label")
  }

  /// Those of the rows that were kept.
  func kept(classes: [String]) throws(VectorFileError) -> [String] { try kept(classes, of: path, what: "label") }

  /// What the id column calls some of the points; nil where there is none.
  func ids(of rows: [Int]) throws(VectorFileError) -> [String?] {
    let fileRows = rows.map(dataSummary.fileRow)
    let names = data.rowNames.names(of: fileRows, among: data.fileRows)
    try checkUnchanged()
    return fileRows.map { names[$0] }
  }

  /// One value per row of the file: those of the rows that were kept, and another for those that were left out.
  func spread<Value>(_ values: [Value], leftOut: Value) -> [Value] {
    guard data.droppedRows > 0 else { return values }
    var spread: [Value] = []
    spread.reserveCapacity(fileRows)
    var rest = values[...]
    var dropped = data.droppedRowIndices[...]
    for row in 0..<fileRows {
      if row == dropped.first {
        dropped.removeFirst()
        spread.append(leftOut)
      } else if let value = rest.popFirst() {
        spread.append(value)
      }
    }
    return spread
  }

  private func kept<Value>(
    _ values: [Value], of path: String, what: String
  ) throws(VectorFileError) -> [Value] {
    let rows = data.fileRows
    guard values.count == rows else {
      throw VectorFileError(
        kind: .badData, path: InputPath.title(of: path), location: .file,
        problem:
          "there \(values.count == 1 ? "is" : "are") \(values.count.counted(what)), but \(title) has \(rows.counted("row"))",
        advice: "give one per row")
    }
    guard data.droppedRows > 0 else { return values }
    let dropped = Set(data.droppedRowIndices)
    return values.indices.filter { !dropped.contains($0) }.map { values[$0] }
  }
}

extension VectorFileReader {
  /// The known classes in a file that does not change meanwhile.
  func watchedClasses(_ path: String, rows: Int, column: ColumnSelection?) throws(VectorFileError) -> [String] {
    try InputFile(path).reading { () throws(VectorFileError) in try readClasses(path, rows: rows, column: column) }
  }
}

extension VectorFileError.Location {
  /// The line or row alone.
  fileprivate var withoutColumn: VectorFileError.Location {
    switch self {
    case .line(let line, _): .line(line, column: nil)
    case .row(let row, _): .row(row, column: nil)
    case .file, .byte: self
    }
  }
}
