extension NumberColumnRule {
  /// What may be a class or an identifier all the same.
  func notes(_ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> [String] {
    guard slots.count > 1, parsed.rows >= 30, let first = slots.first, let last = slots.last else { return [] }
    var notes: [String] = []
    for slot in [first, last] {
      let column = columns[slot]
      guard let values = parsed.fewWholeNumbers(slot, atMost: 12), values.count >= 2,
        !isOneOfSet(slot, values, slots, in: parsed)
      else { continue }
      notes.append(
        "“\(column.title)” holds only \(values.count) different whole numbers: if that is a class, leave it aside "
          + "(--skip-columns)")
    }
    if columns[first].name == nil, parsed.differ(first, atLeast: 1), haveFractions(slots, but: first, in: parsed) {
      notes.append(
        "“\(columns[first].title)” holds another whole number in every row: if it names them, leave it aside "
          + "(--id-column)")
    }
    return notes
  }
}
