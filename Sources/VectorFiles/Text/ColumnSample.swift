/// What the first rows hold in one column.
struct ColumnSample {
  private var counts = [Int](repeating: 0, count: CellClass.allCases.count)
  private var dresses: [NumberDress: Int] = [:]
  /// The numbers in parentheses.
  private(set) var parenthesised = 0
  private let style: NumberStyle

  init(_ cells: some Sequence<TextSample.Cell>, style: NumberStyle) {
    self.style = style
    for cell in cells {
      counts[Int(cell.cellClass.rawValue)] += 1
      if cell.isParenthesised { parenthesised += 1 }
      if let dress = cell.dress { dresses[dress, default: 0] += 1 }
    }
  }

  func count(_ cellClass: CellClass) -> Int { counts[Int(cellClass.rawValue)] }

  private func count(where isCounted: (CellClass) -> Bool) -> Int {
    CellClass.allCases.reduce(0) { $0 + (isCounted($1) ? count($1) : 0) }
  }

  /// Whether all numbers stand in parentheses: they may be marks of a list.
  private var isList: Bool { parenthesised > 0 && parenthesised == count(where: \.isNumeric) }

  /// Cells that are numbers in the style of the text.
  var readable: Int { isList ? 0 : count { style.reads($0) } }
  /// Cells that are numbers to people, in another style.
  var unreadable: Int { isList ? 0 : count { $0.isNumeric && !style.reads($0) } }
  var words: Int { count(where: \.isWord) + (isList ? parenthesised : 0) }

  /// Whether most cells are numbers that cannot be read as such.
  var isUnreadable: Bool { unreadable > readable && unreadable >= words }

  var isNumeric: Bool { readable > 0 && readable >= words + unreadable }

  var isEmpty: Bool { readable + unreadable + words == 0 }

  /// Whether most numbers have fractions.
  var hasFractions: Bool {
    let fractions = count(.number) + count(.pointGroups) + count(.decimalComma) + count(.groupedComma)
    return fractions * 2 > readable + unreadable
  }

  /// What the numbers wear: percent signs where most do; the commonest sign of currency where a fifth does.
  var dress: NumberDress? {
    let numbers = readable + unreadable
    let commonest = dresses.max { ($0.value, $0.key.sign) < ($1.value, $1.key.sign) }
    guard let (dress, count) = commonest else { return nil }
    return count * (dress.mayBeLeftOff ? 5 : 2) > numbers ? dress : nil
  }

  /// What the words are, for the most part.
  var reason: LeftAsideColumn.Reason {
    let most = words / 2
    if count(.date) > most { return .dates }
    if count(.list) > most { return .lists }
    if count(.truth) > most { return .truthValues }
    return count(.hexadecimal) > most ? .hexadecimal : .words
  }
}

extension NumberStyle {
  /// Whether cells of a class are numbers in this style.
  func reads(_ cellClass: CellClass) -> Bool {
    switch cellClass {
    case .whole: true
    case .number: !hasDecimalComma
    case .pointGroups: !hasDecimalComma || hasGroups
    case .decimalComma: hasDecimalComma
    case .grouped: hasDecimalComma || hasGroups
    case .groupedComma: hasDecimalComma && hasGroups
    case .spaced: hasGroups
    case .spacedComma: hasDecimalComma && hasGroups
    default: false
    }
  }
}
