internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// Points that an option names, beside those of the command's own options, of which they have `--drop-bad-rows` alone.
enum NamedPoints {
  /// - Parameters:
  ///   - columns: the names of the columns that are points, where there are some.
  ///   - note: says something beside the result.
  static func reading(
    _ path: String, columns: [String]? = nil, dropsBadRows: Bool, threads: Int?, note: (String) -> Void
  ) throws(VectorFileError) -> Points {
    var reader = VectorFileReader()
    reader.dropsBadRows = dropsBadRows
    reader.threadCount = threads
    reader.tableLoader = TableDrivers()
    reader.table.modelColumns = columns
    let file = InputFile(TableAddress.shown(path))
    let data: VectorData
    do throws(VectorFileError) {
      data = try file.reading { () throws(VectorFileError) in try reader.read(path) }
    } catch {
      throw error.withoutOptionsOfTables
    }
    let points = Points(file: file, data: data, reader: reader)
    for line in TableNotes(path: points.title, data: points.data).lines { note(line.withoutOptions) }
    return points
  }
}

extension VectorFileError {
  /// The same where no options say how the file is read: advice helps when it can be followed.
  var withoutOptionsOfTables: VectorFileError {
    var error = self
    if let member = error.advice.firstRange(of: ", or --member ") {
      error.advice.removeSubrange(member.lowerBound...)
    }
    let dropping = "--drop-bad-rows"
    guard error.advice.replacing(dropping, with: "").contains("--") else { return error }
    error.advice =
      "no options say how this file is laid out: write it as .npy, or as a table of numbers alone"
      + (error.advice.contains(dropping) ? ", or leave bad rows out (\(dropping))" : "")
    return error
  }
}

extension String {
  /// A note without its remarks on options that decide: `; --columns decides`, ` (--separator decides)`.
  fileprivate var withoutOptions: String {
    var text = self
    for (start, end) in [("; --", ""), (" (--", ")")] {
      while let first = text.firstRange(of: start) {
        let last = end.isEmpty ? nil : text[first.upperBound...].firstRange(of: end)
        text.removeSubrange(first.lowerBound..<(last?.upperBound ?? text.endIndex))
      }
    }
    return text
  }
}
