public import Matrices

/// Writes matrices as text with commas between cells (RFC 4180, lines end with LF).
public enum CSVFile {
  /// Writes one line per row below a line of headings, whole or not at all (``AtomicFile``).
  ///
  /// Numbers are the shortest that are read back as the same; headings are in quotation marks, so that digits among them
  /// are none.
  ///
  /// - Parameter headings: one per column, or none.
  public static func write(_ matrix: Matrix<Double>, headings: [String], to path: String) throws(VectorFileError) {
    try DelimitedOutput.csv.write(matrix, headings: headings, type: .float64, to: path)
  }
}
