extension RowNames {
  /// The names of some rows of the file; none where they are numbers.
  ///
  /// - Parameter count: how many rows the file has.
  /// - Complexity: one pass over the names, but for names in memory.
  package func names(of rows: [Int], among count: Int) -> [Int: String] {
    guard heading != nil, let last = rows.max() else { return [:] }
    let wanted = Set(rows)
    var names: [Int: String] = [:]
    // A file that has become shorter meanwhile is noticed by who reads it.
    try? forEach(min(count, last + 1)) { row, name throws(VectorFileError) in
      if wanted.contains(row) { names[row] = String(decoding: name, as: UTF8.self) }
    }
    return names
  }
}
