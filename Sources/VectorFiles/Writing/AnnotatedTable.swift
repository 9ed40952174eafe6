public import Matrices

/// A file once more, with two columns behind its own: `cluster` and `distance`.
///
/// Of a table of text all bytes stay as they are: cells, quotation marks, separators, decimal commas, comments, blank lines,
/// what stands before the table and the encoding (but UTF-16, which becomes UTF-8). Numbers of other files are the shortest
/// that are read back as the same.
public struct AnnotatedTable: Sendable {
  let original: OriginalTable
  let labels: [Int32]
  let distances: [Double]
  /// The headings of the new columns: others where the table has such columns.
  let headings: [String]
  /// What hears how many of many rows are written.
  public var meter: WorkMeter?
  /// What is not as one may expect, in words.
  public private(set) var notes: [String] = []

  /// - Parameters:
  ///   - labels: one per row of the file; -1 for rows that were left out.
  ///   - distances: one per row of the file; NaN where there is none.
  public init(_ original: OriginalTable, labels: [Int32], distances: [Double]) {
    (self.original, self.labels, self.distances) = (original, labels, distances)
    let taken: [String] =
      switch original.content {
      case .text(let text): text.table.layout.columns.compactMap(\.name)
      case .numbers(_, let headings, _): headings
      }
    headings = ["cluster", "distance"].map { Self.free($0, taken) }
    for (heading, usual) in zip(headings, ["cluster", "distance"]) where heading != usual {
      notes.append("there is a column “\(usual)” already: the new one is called “\(heading)”")
    }
    if original.lacksColumns { notes.append("columns that are no points are not written") }
    switch original.content {
    case .text(let text): notes += TextAnnotation(text).notes
    case .numbers(_, _, let leftOut):
      if !leftOut.isEmpty { notes.append("the cells of rows that were left out are empty") }
    }
  }

  /// Writes it, whole or not at all.
  ///
  /// - Parameter path: for numbers, what ends in `.tsv` has tabs between the cells, all else commas.
  public func write(to path: String) throws(VectorFileError) {
    var output = try TextOutput(path)
    meter?.begin("write", of: labels.count)
    switch original.content {
    case .text(let text): try TextAnnotation(text).write(self, to: &output)
    case .numbers(let matrix, let headings, let leftOut):
      let format = OutputFormats.suffix(of: path) == ".tsv" ? DelimitedOutput.tsv : .csv
      let rows = NumberAnnotation(
        headings: headings, leftOut: leftOut, isWhole: original.elementType.isWhole, format: format)
      switch matrix {
      case .float(let matrix): try rows.write(self, matrix, to: &output)
      case .double(let matrix): try rows.write(self, matrix, to: &output)
      }
    }
    try output.finish()
  }

  /// Is told of every row that is written.
  func note(_ row: Int) {
    if row % OutputTable.saidRows == OutputTable.saidRows - 1 { meter?.advance(by: OutputTable.saidRows) }
  }

  private static func free(_ name: String, _ taken: [String]) -> String {
    guard taken.contains(name) else { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }
}
