internal import VectorFiles

/// What was guessed about a file of points, in a line each.
struct TableNotes {
  let path: String
  let data: VectorData

  /// Columns that were left aside because of what they hold; what was asked for needs no note.
  private var leftAside: [LeftAsideColumn] {
    data.leftAside.filter { ![.notChosen, .notInModel].contains($0.reason) }
  }

  var lines: [String] {
    var lines = data.notes.map { "\(path.shown): \($0.shown)" }
    if !leftAside.isEmpty {
      let named = leftAside.prefix(20).map { column in
        let title = column.column.name.map { "“\($0)”" } ?? column.column.title
        return "\(title) (\(column.reason.rawValue))".shown
      }
      let more = leftAside.count > 20 ? " and \(leftAside.count - 20) more" : ""
      lines.append(
        "\(path.shown): left aside \(named.joined(separator: ", "))\(more); --columns and --skip-columns decide")
    }
    if data.droppedRows > 0 {
      let count = data.droppedRows
      lines.append(
        "\(path.shown): dropped \(count.counted("row")) with values that are missing or not finite")
    }
    return lines
  }
}
