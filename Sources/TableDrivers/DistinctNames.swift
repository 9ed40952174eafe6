/// Names of columns that differ by more than the case of their letters, as DuckDB and SQLite demand: a second gets a number
/// (`A_2`).
enum DistinctNames {
  static func names(_ headings: [String]) -> [String] {
    var taken: Set<String> = []
    return headings.enumerated().map { index, heading in
      // A NUL would be the end of the name.
      let wanted = heading.isEmpty ? "x\(index)" : String(heading.map { $0 == "\0" ? "\u{FFFD}" : $0 })
      var (name, number) = (wanted, 2)
      while !taken.insert(name.lowercased()).inserted { (name, number) = ("\(wanted)_\(number)", number + 1) }
      return name
    }
  }
}
