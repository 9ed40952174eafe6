public import Matrices
internal import Refusals

/// Writes matrices as text with commas between cells (RFC 4180, lines end with LF).
public enum CSVFile {
  /// Writes one line per row below a line of headings, whole or not at all (``AtomicFile``).
  ///
  /// Numbers are the shortest that are read back as the same; headings are in quotation marks, so that digits among them
  /// are none.
  ///
  /// - Parameter headings: one per column, or none.
  public static func write(_ matrix: Matrix<Double>, headings: [String], to path: String) throws(VectorFileError) {
    require(headings.isEmpty || headings.count == matrix.columns, "there is one heading per column")
    var text: [UInt8] = []
    if !headings.isEmpty { append(headings.map(quoted), to: &text) }
    for row in 0..<matrix.rows { append(matrix.row(row).map(\.description), to: &text) }
    try AtomicFile.write(text, to: path)
  }

  private static func append(_ cells: [String], to text: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text += cell.utf8
    }
    text.append(UInt8(ascii: "\n"))
  }

  private static func quoted(_ heading: String) -> String {
    "\"" + heading.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
