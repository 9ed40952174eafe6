/// The rows of a file that cannot be used because a value is missing or not finite.
struct BadRows {
  /// The advice that goes with every error about such rows.
  static func advice(_ count: Int) -> String {
    count == 1
      ? "correct or remove the row, or leave it out (--drop-bad-rows)"
      : "correct or remove them, or leave them out (--drop-bad-rows)"
  }

  /// All of them, 0-based and ascending.
  var indices: [Int] = []
  /// Where the first one is.
  var firstLocation = VectorFileError.Location.file
  /// What is wrong with the first one.
  var firstProblem = ""
  /// More about where it is, behind what is wrong: `, column “age”`.
  var firstPlace = ""
  /// How an option names the columns that lack most values.
  var emptiest: [String] = []

  /// Adds the next bad row; location and problem matter for the first only.
  mutating func append(
    _ row: Int, location: @autoclosure () -> VectorFileError.Location, problem: @autoclosure () -> String
  ) {
    if indices.isEmpty {
      firstLocation = location()
      firstProblem = problem()
    }
    indices.append(row)
  }

  /// Throws unless there are none, or they may be dropped and other rows remain.
  func check(droppable: Bool, rows: Int, path: String) throws(VectorFileError) {
    if indices.isEmpty || (droppable && indices.count < rows) { return }
    let share = indices.count == 1 ? "the only bad row of \(rows)" : "the first of \(indices.count) bad rows of \(rows)"
    throw VectorFileError(
      kind: .badData, path: path, location: firstLocation, problem: "\(firstProblem) (\(share))\(firstPlace)",
      advice: advice(rows))
  }

  private func advice(_ rows: Int) -> String {
    let columns = emptiest.prefix(20).joined(separator: ",") + (emptiest.count > 20 ? ",..." : "")
    let aside = emptiest.isEmpty ? "" : "leave aside what is missing in most rows (--skip-columns \(columns))"
    if indices.count == rows { return "no row is left: \(aside.isEmpty ? "correct the file" : aside)" }
    return aside.isEmpty ? Self.advice(indices.count) : "\(aside), or \(Self.advice(indices.count))"
  }
}
