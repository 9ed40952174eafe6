internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// Points that an option names, beside those of the command's own options.
enum NamedPoints {
  /// - Parameters:
  ///   - columns: the names of the columns that are points, where there are some.
  ///   - note: says something beside the result.
  static func reading(
    _ path: String, columns: [String]? = nil, threads: Int?, note: (String) -> Void
  ) throws(VectorFileError) -> Points {
    var reader = VectorFileReader()
    reader.threadCount = threads
    reader.tableLoader = TableDrivers()
    reader.table.modelColumns = columns
    let file = InputFile(TableAddress.shown(path))
    let data = try file.reading { () throws(VectorFileError) in try reader.read(path) }
    let points = Points(file: file, data: data, reader: reader)
    for line in TableNotes(path: points.title, data: points.data).lines { note(line) }
    return points
  }
}
