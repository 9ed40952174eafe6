/// Which columns of numbers are none of the points: row numbers, identifiers, dates, classes.
struct NumberColumnRule {
  /// Those that may be points.
  let columns: [TableColumn]
  let hasHeading: Bool
  /// How many columns the file has, and how many at its start name the rows.
  let columnCount: Int
  var rowNames = 0

  /// The columns, as places among the candidates, that are left aside; at least one of `slots` stays.
  func leftAside(_ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> [(
    slot: Int, reason: LeftAsideColumn.Reason
  )] {
    var found: [(slot: Int, reason: LeftAsideColumn.Reason)] = []
    var rest = slots
    for slot in slots where rest.count > 1 {
      guard let reason = reason(slot, rest, in: parsed) else { continue }
      found.append((slot, reason))
      rest.removeAll { $0 == slot }
    }
    return found
  }

  private func reason(
    _ slot: Int, _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> LeftAsideColumn.Reason? {
    let column = columns[slot]
    let name = column.name.map(HeadingWords.init)
    if name?.isTime == true, parsed.holdsDates(slot) { return .dates }
    if mayCount(column, from: parsed[0, slot], rows: parsed.rows) || name?.isUnnamed == true, parsed.counts(slot) {
      // Of three rows without headings, whole numbers may be points.
      let hasEvidence = hasHeading || parsed.rows >= 5 || haveFractions(slots, but: slot, in: parsed)
      if hasEvidence, parsed.rows >= 3 { return .rowNumbers }
    }
    if let share = name?.identifierShare, parsed.differ(slot, atLeast: share) { return .ids }
    if column.index == 0, !hasHeading, slots.count > 1, parsed.rows >= 20,
      parsed.rises(slot) || isBeyond(slots, slot, in: parsed)
    {
      return .ids
    }
    if name?.isClass == true, let values = parsed.fewWholeNumbers(slot, atMost: 100), values.count >= 2,
      values.count * 3 <= max(parsed.rows, 6)
    {
      return .classes
    }
    return isAtEnd(slot, slots) && isClass(slot, name, slots, in: parsed) ? .classes : nil
  }

  /// Whether a column stands where rows are counted: first or, behind names of a dozen rows, from 0, 1 or a year on.
  private func mayCount(_ column: TableColumn, from first: Double, rows: Int) -> Bool {
    let isStart = first == 0 || first == 1 || (1500...2200).contains(first)
    return column.index == 0 || column.index == rowNames && isStart && rows >= 12
  }

  private func isAtEnd(_ slot: Int, _ slots: [Int]) -> Bool { slot == slots.first || slot == slots.last }

  /// Whether several columns are called like coordinates: there, y is no outcome.
  private var hasCoordinates: Bool {
    columns.count { $0.name.map { HeadingWords($0).isCoordinate } ?? false } > 1
  }

  /// Whether a column at an end of the table holds classes, whatever it is called.
  private func isClass(
    _ slot: Int, _ name: HeadingWords?, _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> Bool {
    if name?.isCoordinate == true, hasCoordinates { return false }
    if parsed.isInBlocks(slot), haveFractions(slots, but: slot, in: parsed) { return true }
    guard name?.mayBeClass ?? !hasHeading, let values = parsed.fewWholeNumbers(slot, atMost: name == nil ? 10 : 30)
    else { return false }
    let isFew = values.count >= 2 && values.count * 5 <= parsed.rows
    if name != nil { return isFew && slots.count > 1 }
    let isOutermost = slot == slots.first || columns[slot].index == columnCount - 1
    return isOutermost && isFew && slots.count >= 3 && parsed.rows >= 50 && standsOut(slot, values, slots, in: parsed)
  }

  /// Whether the few values of a column without a heading are unlike those of most others, which are many, and each is
  /// found in a fair share of the rows.
  private func standsOut(
    _ slot: Int, _ values: [Double], _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> Bool {
    guard let least = values.min(), let most = values.max(), least >= 0, most <= 12 else { return false }
    var counts = [Int](repeating: 0, count: 13)
    for row in 0..<parsed.rows where !parsed[row, slot].isNaN { counts[Int(parsed[row, slot])] += 1 }
    let isShared = values.allSatisfy { counts[Int($0)] * 50 * values.count >= parsed.rows }
    guard isShared, (counts.max() ?? 0) * 10 <= parsed.rows * 9 else { return false }
    var varied = 0
    for other in slots where other != slot {
      let few = parsed.fewWholeNumbers(other, atMost: values.count * 2)
      if few == nil { varied += 1 }
    }
    return varied * 3 >= (slots.count - 1) * 2
  }

  /// Whether a column without a heading holds different whole numbers that go a thousand times beyond all others.
  private func isBeyond(_ slots: [Int], _ slot: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    guard parsed.differ(slot, atLeast: 0.9) else { return false }
    var (own, others) = (0.0, 0.0)
    for row in 0..<parsed.rows {
      own = max(own, parsed[row, slot].magnitude)
      for other in slots where other != slot && parsed[row, other].isFinite {
        others = max(others, parsed[row, other].magnitude)
      }
    }
    return own > 1000 * others
  }

  /// Whether other columns hold numbers that are not whole, in the first rows.
  func haveFractions(_ slots: [Int], but slot: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    for other in slots where other != slot {
      for row in 0..<min(parsed.rows, 1000) where parsed[row, other] != parsed[row, other].rounded() { return true }
    }
    return false
  }
}
