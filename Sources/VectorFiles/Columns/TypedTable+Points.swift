internal import Matrices

extension TypedTable {
  /// The points, now that all rows were read.
  ///
  /// - Parameters:
  ///   - elements: one row after the other, one number per slot; NaN where a value is missing.
  ///   - missing: what a message calls a missing value.
  package func points<Scalar: FileScalar>(
    _ elements: consuming GrowingElements<Scalar>, rows: Int, dropsBadRows: Bool, keepsMissing: Bool
  ) throws(VectorFileError) -> VectorData {
    let failure = TextFailure(path: path)
    guard rows > 0 else { throw failure.make(.file, "the table has no rows", "name one that has some") }
    var parsed = ParsedTable(elements: elements, rows: rows, columns: slots.count, counts: [])
    var (reasons, notes, idColumn) = (reasons, notes, idColumn)
    var kept = Array(slots.indices)
    if !isGiven {
      if rows > 1 {
        for slot in slots.indices where !(0..<rows).contains(where: { parsed[$0, slot].isFinite }) {
          reasons[slots[slot].column] = .empty
        }
        kept.removeAll { reasons[slots[$0].column] == .empty }
      }
      let rule = NumberColumnRule(columns: slots.map(\.title), hasHeading: true, columnCount: columns.count)
      for (slot, reason) in rule.leftAside(kept, in: parsed) {
        reasons[slots[slot].column] = reason
        kept.removeAll { $0 == slot }
        if reason == .rowNumbers || reason == .ids { idColumn = idColumn ?? slots[slot].column }
      }
      notes += rule.notes(kept, in: parsed)
    }
    if kept.isEmpty, let column = idColumn, let reason = reasons[column], reason == .ids || reason == .rowNumbers {
      throw failure.onlyNamesRows(titles[column], reason)
    }
    guard !kept.isEmpty else { throw failure.make(.file, "all values are missing", "name a table that has some") }
    var rowNames: [String]?
    if let slot = slots.firstIndex(where: { $0.column == idColumn }) {
      if (0..<rows).contains(where: { parsed[$0, slot].magnitude > 0x1p53 }) {
        notes.append(
          "“\(titles[slots[slot].column].title)” has more digits than are kept of numbers: rows are called by theirs (--id-column keeps it)"
        )
      } else {
        rowNames = (0..<rows).map { row in
          let value = parsed[row, slot]
          return Int(exactly: value).map(String.init) ?? (value.isNaN ? "" : "\(value)")
        }
      }
    }
    parsed.keepColumns(kept)
    var bad = BadRows()
    for found in parsed.badValues(keepingMissing: keepsMissing) {
      let (row, column) = (found.row, found.column)
      let value = parsed[row, column]
      let slot = slots[kept[column]]
      bad.append(
        row, location: .row(row, column: slot.column),
        problem: found.isEmptyRow
          ? "the row has no value" : value.isNaN ? "the value is missing (NULL or NaN)" : "the value is not finite")
      if bad.indices.count == 1 { bad.firstPlace = ", column “\(slot.title.title)”" }
    }
    try bad.check(droppable: dropsBadRows, rows: rows, path: path)
    if !bad.indices.isEmpty { parsed.dropRows(bad.indices) }
    let matrix = parsed.matrix()
    var data = VectorData(
      points: (matrix as? Matrix<Float>).map { .float($0) } ?? .double(matrix as? Matrix<Double> ?? matrix.converted()),
      elementType: elementType, droppedRowIndices: bad.indices, columns: kept.map { slots[$0].title })
    data.leftAside = columns.indices.compactMap { column in
      reasons[column].map {
        LeftAsideColumn(column: TableColumn(index: column, name: columns[column].name), reason: $0)
      }
    }
    data.notes = notes
    data.idColumn = idColumn.map { TableColumn(index: $0, name: columns[$0].name) }
    if let rowNames { data.rowNames = RowNames(rowNames, heading: data.idColumn?.name) }
    return data
  }

  /// The column whose texts are to be kept as names of the rows: one that was asked for and is none of numbers.
  package var nameColumn: Int? {
    guard let idColumn, !slots.contains(where: { $0.column == idColumn }) else { return nil }
    return idColumn
  }
}
