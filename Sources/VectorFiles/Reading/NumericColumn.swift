/// One number per row, all finite.
struct NumericColumn {
  let path: String
  let values: [Double]
  /// The same where they are stored as whole numbers: exact, nil where one exceeds Int.
  let integers: [Int?]?
  /// Where a row is, for errors.
  let location: (Int) -> VectorFileError.Location

  init(
    path: String, values: [Double], integers: [Int?]? = nil, location: @escaping (Int) -> VectorFileError.Location
  ) {
    (self.path, self.values, self.integers, self.location) = (path, values, integers, location)
  }

  /// The error about a file of several columns.
  static func failure(_ path: String, columns: Int) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .file, problem: "the file has \(columns) columns instead of 1",
      advice: "write one number per row")
  }

  /// An error about one row.
  func failure(_ row: Int, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location(row), problem: problem, advice: advice)
  }

  /// The numbers as labels.
  func labels() throws(VectorFileError) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      if let integers {
        guard let label = integers[row] else {
          throw failure(row, "the label is too large", "write labels below 2^63")
        }
        labels.append(label)
      } else if value.magnitude <= 0x1p53, let label = Int(exactly: value) {
        labels.append(label)
      } else {
        throw failure(row, "the label \(value) is not a whole number", "write whole numbers")
      }
    }
    return labels
  }
}
