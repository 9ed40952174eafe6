/// What the first rows hold in one column.
struct ColumnSample {
  private var counts = [Int](repeating: 0, count: CellClass.allCases.count)
  private let style: NumberStyle

  init(_ cells: some Sequence<CellClass>, style: NumberStyle) {
    self.style = style
    for cell in cells { counts[Int(cell.rawValue)] += 1 }
  }

  func count(_ cellClass: CellClass) -> Int { counts[Int(cellClass.rawValue)] }

  private func count(where isCounted: (CellClass) -> Bool) -> Int {
    CellClass.allCases.reduce(0) { $0 + (isCounted($1) ? count($1) : 0) }
  }

  /// Cells that are numbers in the style of the text.
  var readable: Int { count { style.reads($0) } }
  /// Cells that are numbers to people: with signs, or in another style.
  var unreadable: Int { count { $0.isNumeric && !style.reads($0) } }
  var words: Int { count(where: \.isWord) }

  /// Whether most cells are numbers that cannot be read as such.
  var isUnreadable: Bool { unreadable > readable && unreadable >= words }

  var isNumeric: Bool { readable > 0 && readable >= words + unreadable }

  var isEmpty: Bool { readable + unreadable + words == 0 }

  /// What the words are, for the most part.
  var reason: LeftAsideColumn.Reason {
    let (dates, truths) = (count(.date), count(.truth))
    if dates * 2 > words { return .dates }
    return truths * 2 > words ? .truthValues : .words
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
    default: false
    }
  }
}
