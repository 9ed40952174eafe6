extension TextLayout {
  /// What is passed over in cells, by column.
  static func notes(
    on columns: [TableColumn], _ samples: [ColumnSample], _ dresses: [NumberDress?]
  ) -> [String] {
    func titles(_ isMeant: (Int) -> Bool) -> String? {
      let found = columns.indices.filter { $0 < samples.count && samples[$0].isNumeric && isMeant($0) }
      let named = found.prefix(3).map { "“\(columns[$0].title)”" }.joined(separator: ", ")
      return found.isEmpty ? nil : named + (found.count > 3 ? " and \(found.count - 3) more" : "")
    }
    var notes: [String] = []
    if let columns = titles({ $0 < dresses.count && dresses[$0] == .percent }) {
      notes.append("\(columns): 5% is read as 5 (--skip-columns leaves aside)")
    }
    if let columns = titles({ $0 < dresses.count && dresses[$0].map { $0 != .percent } ?? false }) {
      notes.append("\(columns): signs of currency are passed over (--skip-columns leaves aside)")
    }
    if let columns = titles({ samples[$0].parenthesised > 0 }) {
      notes.append("\(columns): (5) is read as -5 (--skip-columns leaves aside)")
    }
    return notes
  }
}
