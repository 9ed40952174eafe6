/// How much a page holds, so that it stays below 500 kB whatever it is about.
enum ReportLimits {
  /// Rows that are drawn and listed one by one.
  static let rows = 2000
  /// Clusters with a colour and a shape of their own.
  static let coloured = 8
  /// Clusters that are described one by one; of more, the largest.
  static let described = 24
  /// Columns in profiles and tables of rows.
  static let columns = 8
  /// Of more columns, so many in a profile: those that are farthest from the mean.
  static let farthestColumns = 5
  /// With more columns than this there are no profiles.
  static let profiledColumns = 100
  /// Typical and ambiguous rows per cluster.
  static let examples = 5
  /// Entries of the trace in its table.
  static let traceRows = 100
  /// Cells in the table of all rows.
  static let cells = 12_000
  static let name = 40

  /// Rows whose silhouettes are measured: a billion differences at most.
  static func silhouettes(columns: Int) -> Int {
    max(200, min(5000, Int((2e9 / Double(max(1, columns))).squareRoot())))
  }
}
