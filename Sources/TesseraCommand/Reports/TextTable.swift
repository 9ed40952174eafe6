/// A table in plain text: headings, and columns aligned to the right but for the first.
struct TextTable {
  var headings: [String]
  var rows: [[String]] = []

  private var lines: [[String]] { [headings] + rows }

  private var widths: [Int] { headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 } }

  /// That of the longest line.
  var width: Int { widths.reduce(0, +) + 2 * max(0, headings.count - 1) }

  var text: String {
    let widths = widths
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }
      return cells.joined(separator: "  ").trimmingSpaces + "\n"
    }.joined()
  }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return self[..<end]
  }
}
