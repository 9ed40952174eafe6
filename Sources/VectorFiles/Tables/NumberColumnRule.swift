/// Which columns of numbers are none of the points: row numbers, identifiers, dates, classes.
struct NumberColumnRule {
  /// Those that may be points.
  let columns: [TableColumn]
  let hasHeading: Bool
  /// How many columns the file has, and how many at its start name the rows.
  let columnCount: Int
  var rowNames = 0

  /// The columns, as places among the candidates, that are left aside: at least one of `slots` stays, unless the last one
  /// names the rows of a table that has other columns.
  func leftAside(_ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> [(
    slot: Int, reason: LeftAsideColumn.Reason
  )] {
    var found: [(slot: Int, reason: LeftAsideColumn.Reason)] = []
    var rest = slots
    for slot in slots {
      guard let reason = reason(slot, rest, in: parsed), rest.count > 1 || isLast(reason) else { continue }
      found.append((slot, reason))
      rest.removeAll { $0 == slot }
    }
    return found
  }

  /// Whether a table has no points where its last column of numbers is this.
  private func isLast(_ reason: LeftAsideColumn.Reason) -> Bool {
    columnCount > 1 && hasHeading && (reason == .ids || reason == .rowNumbers)
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
    if let share = name?.identifierShare, share < 1 || parsed.rows >= 20, parsed.differ(slot, atLeast: share) {
      return .ids
    }
    if column.index == 0, !hasHeading, slots.count > 1, parsed.rows >= 20,
      parsed.rises(slot) && !parsed.hasEqualSteps(slot) || isBeyond(slots, slot, in: parsed)
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
    guard name?.mayBeClass ?? !hasHeading, let values = parsed.fewWholeNumbers(slot, atMost: name == nil ? 10 : 30)
    else { return false }
    let isFew = values.count >= 2 && values.count * 5 <= parsed.rows
    if name != nil { return isFew && slots.count > 1 }
    let isOutermost = slot == slots.first || columns[slot].index == columnCount - 1
    // Where all other columns have fractions, fewer rows say as much.
    let isPlain = slots.count >= 4 && slots.allSatisfy { $0 == slot || haveFractions([$0], but: slot, in: parsed) }
    return isOutermost && isFew && slots.count >= 3 && parsed.rows >= (isPlain ? 20 : 50)
      && !isOneOfSet(slot, values, slots, in: parsed) && standsOut(slot, values, slots, in: parsed)
  }

  /// Whether the column beside it holds the same two values: several marks of one kind belong together.
  func isOneOfSet(
    _ slot: Int, _ values: [Double], _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> Bool {
    guard values.count == 2, let place = slots.firstIndex(of: slot) else { return false }
    return [place - 1, place + 1].contains { other in
      slots.indices.contains(other) && parsed.fewWholeNumbers(slots[other], atMost: 2).map(Set.init) == Set(values)
    }
  }

  /// Whether numbers count classes: from 0 or 1 on, at most one of them left out; or two of any size.
  private func areNumbersOfClasses(_ values: [Double], from least: Double, to most: Double) -> Bool {
    values.count == 2 || least <= 1 && Int(most - least) <= values.count
  }

  /// Whether the few values of a column without a heading are numbers of classes, unlike those of most others, which are
  /// many, and each is found in a fair share of the rows: in whatever order these stand.
  private func standsOut(
    _ slot: Int, _ values: [Double], _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> Bool {
    guard let least = values.min(), let most = values.max(), least >= 0, most <= 12,
      areNumbersOfClasses(values, from: least, to: most)
    else { return false }
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
