/// Which columns of numbers are none of the points: row numbers, identifiers, classes.
struct NumberColumnRule {
  /// Those that may be points.
  let columns: [TableColumn]
  let hasHeading: Bool

  /// The columns, as places among the candidates, that are left aside; at least one of `slots` stays.
  func leftAside(_ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> [(
    slot: Int, reason: LeftAsideColumn.Reason
  )] {
    var found: [(slot: Int, reason: LeftAsideColumn.Reason)] = []
    for slot in slots where found.count + 1 < slots.count {
      if let reason = reason(slot, slots, in: parsed) { found.append((slot, reason)) }
    }
    return found
  }

  private func reason(
    _ slot: Int, _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>
  ) -> LeftAsideColumn.Reason? {
    let column = columns[slot]
    let name = column.name.map(HeadingWords.init)
    let mayCount = column.index == 0 || name?.isUnnamed == true
    if mayCount, counts(slot, in: parsed) {
      // Of three rows without headings, whole numbers may be points.
      let hasEvidence = hasHeading || parsed.rows >= 5 || haveFractions(slots, but: slot, in: parsed)
      if hasEvidence, parsed.rows >= 3 { return .rowNumbers }
    }
    if let share = name?.identifierShare, differ(slot, atLeast: share, in: parsed) { return .ids }
    if column.index == 0, !hasHeading, slots.count > 1, isBeyond(slots, slot, in: parsed) { return .ids }
    if name?.isClass == true, let values = fewValues(slot, atMost: 100, in: parsed), values.count >= 2,
      values.count * 3 <= max(parsed.rows, 6)
    {
      return .classes
    }
    let isAtEnd = slot == slots.first || slot == slots.last
    return isAtEnd && isInBlocks(slot, slots, in: parsed) ? .classes : nil
  }

  /// Whether a column goes up by ones.
  private func counts(_ slot: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    guard parsed[0, slot] == parsed[0, slot].rounded() else { return false }
    for row in 1..<max(1, parsed.rows) where parsed[row, slot] != parsed[row - 1, slot] + 1 { return false }
    return true
  }

  /// Whether a column holds whole numbers of which at least such a share are different.
  private func differ(_ slot: Int, atLeast share: Double, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    var values: [Double] = []
    values.reserveCapacity(parsed.rows)
    for row in 0..<parsed.rows {
      let value = parsed[row, slot]
      guard value == value.rounded() else { return false }
      values.append(value)
    }
    values.sort()
    let distinct = 1 + zip(values, values.dropFirst()).count { $0 != $1 }
    return Double(distinct) >= share * Double(values.count)
  }

  /// Whether a column without a heading holds different whole numbers that go a thousand times beyond all others.
  private func isBeyond(_ slots: [Int], _ slot: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    guard parsed.rows >= 20, differ(slot, atLeast: 0.9, in: parsed) else { return false }
    var (own, others) = (0.0, 0.0)
    for row in 0..<parsed.rows {
      own = max(own, parsed[row, slot].magnitude)
      for other in slots where other != slot && parsed[row, other].isFinite {
        others = max(others, parsed[row, other].magnitude)
      }
    }
    return own > 1000 * others
  }

  /// The values of a column of whole numbers, if they are few.
  private func fewValues(_ slot: Int, atMost limit: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> [Double]?
  {
    var values: [Double] = []
    for row in 0..<parsed.rows {
      let value = parsed[row, slot]
      if value == values.last || values.contains(value) { continue }
      guard value == value.rounded(), values.count < limit else { return nil }
      values.append(value)
    }
    return values
  }

  /// Whether a column counts classes from 0 or 1 and the rows stand in their order, while other columns hold fractions.
  private func isInBlocks(_ slot: Int, _ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    guard parsed.rows >= 20, parsed[0, slot] == 0 || parsed[0, slot] == 1 else { return false }
    var blocks = 1
    for row in 1..<parsed.rows {
      let step = parsed[row, slot] - parsed[row - 1, slot]
      guard step == 0 || step == 1 else { return false }
      if step == 1 { blocks += 1 }
    }
    guard blocks >= 2, blocks * 5 <= parsed.rows else { return false }
    return haveFractions(slots, but: slot, in: parsed)
  }

  /// Whether other columns hold numbers that are not whole, in the first rows.
  private func haveFractions(_ slots: [Int], but slot: Int, in parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    for other in slots where other != slot {
      for row in 0..<min(parsed.rows, 1000) where parsed[row, other] != parsed[row, other].rounded() { return true }
    }
    return false
  }

  /// What may be a class all the same.
  func notes(_ slots: [Int], in parsed: borrowing ParsedTable<some FileScalar>) -> [String] {
    guard slots.count > 1, parsed.rows >= 30, let first = slots.first, let last = slots.last else { return [] }
    var notes: [String] = []
    for slot in [first, last] {
      let column = columns[slot]
      guard let values = fewValues(slot, atMost: 12, in: parsed), values.count >= 2 else { continue }
      notes.append(
        "“\(column.title)” holds only \(values.count) different whole numbers: if that is a class, leave it aside "
          + "(--skip-columns)")
    }
    return notes
  }
}

/// What a heading says about its column.
struct HeadingWords {
  private let name: String
  private let lowercased: String

  init(_ name: String) {
    self.name = name
    lowercased = name.lowercased()
  }

  /// A column that pandas found without a heading.
  var isUnnamed: Bool { lowercased.hasPrefix("unnamed: 0") }

  /// The share of the rows that have to differ for the column to be one of identifiers: a fifth under `id`, `index` and the
  /// like, which may begin anew in groups; half under `customer_id`, `CustomerID`, `PassengerId`; nearly all under `no`,
  /// which may be nitric oxide; nil under others, such as `grid` or `ACID`.
  var identifierShare: Double? {
    if Self.identifiers.contains(lowercased) { return 0.2 }
    return Self.numberWords.contains(lowercased) ? 0.9 : hasIdentifierEnding ? 0.5 : nil
  }

  private var hasIdentifierEnding: Bool {
    let characters = Array(name.utf8)
    guard lowercased.utf8.count == characters.count, lowercased.hasSuffix("id"), characters.count > 2 else {
      return false
    }
    let before = characters[characters.count - 3]
    if !Self.isLetter(before) { return true }
    return characters[characters.count - 2] == UInt8(ascii: "I") && before & 0x20 != 0
  }

  var isClass: Bool { Self.classes.contains(lowercased) }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 }

  private static let identifiers: Set<String> = [
    "id", "index", "idx", "rowid", "rownames", "row.names", "row_names", "uid", "#",
  ]
  private static let numberWords: Set<String> = ["no", "no.", "nr", "nr.", "row", "key", "s.no", "sno"]
  private static let classes: Set<String> = [
    "class", "classes", "class_label", "label", "labels", "target", "species", "cluster", "clusters", "diagnosis",
    "outcome", "group", "ground_truth", "truth",
  ]
}
